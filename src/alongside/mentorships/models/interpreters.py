"""Somebody who interprets at a meeting: asked for, confirmed, or nobody found."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.fields import SpecialField
from alongside.foundation.ids import new_id
from alongside.foundation.records import Record
from alongside.mentorships.models.sessions import Session


class Interpreter(models.Model):
    """How it stands with an interpreter for one meeting. The newest row of a meeting counts; none is changed.

    language: a BCP 47 tag. whom: who was asked, a person or an office, and how to reach them; coordinators alone read it.
    cents: what it costs, in hundredths of the currency, None while nobody knows. grant: the name of the grant that pays.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Asked for")
        CONFIRMED = "confirmed", _("Confirmed")
        NOT_FOUND = "not_found", _("Nobody found")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="interpreters")
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=9, choices=State)
    whom = SpecialField(max_length=200)
    cents = models.PositiveIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    grant = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(
        holder="session__mentorship__members__person",
        plain={"language": "a language tag", "state": "a code", "currency": "a code", "grant": "a grant's short name"},
    )

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["session", "-at", "-id", "state"], name="newest_interpreter"),
            models.Index(fields=["state", "at"], name="interpreters_by_time"),
        ]

    def __str__(self):
        return f"{self.language} {self.state}"
