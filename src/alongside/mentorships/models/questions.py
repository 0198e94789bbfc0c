"""A coordinator's question about a log, and what whoever wrote the log answers."""

from django.conf import settings
from django.db import models

from alongside.foundation import clock
from alongside.foundation.fields import SpecialField
from alongside.foundation.ids import new_id
from alongside.foundation.records import Record
from alongside.mentorships.models.sessions import Session


class LogQuestion(models.Model):
    """One question about one log; of a meeting at most one is open."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="questions")
    words = SpecialField()
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answer = SpecialField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    record = Record(holder="session__mentorship__members__person")

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=models.Q(answered_at=None), name="one_open_question_a_log"
            )
        ]

    def __str__(self):
        return str(self.pk)
