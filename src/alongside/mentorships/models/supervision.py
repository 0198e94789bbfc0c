"""Supervision: mentors talk about their work, in a group, with somebody who leads it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.fields import SpecialField
from alongside.foundation.ids import new_id
from alongside.foundation.models import Versioned
from alongside.foundation.records import Record
from alongside.people.models import Person
from alongside.programmes.models import Programme


class Supervision(Versioned):
    """One meeting of mentors. Its notes are about themes, never about a mentee: cases are told there without a name.

    held: None while it lies ahead or nobody has said; False when it was called off. themes: codes of Theme.
    """

    class Theme(models.TextChoices):
        BOUNDARIES = "boundaries", _("Closeness and boundaries")
        MONEY = "money", _("Money and gifts")
        LANGUAGE = "language", _("Understanding each other")
        OFFICES = "offices", _("Offices and papers")
        QUIET = "quiet", _("When contact fades")
        WORRY = "worry", _("When something worries us")
        LOAD = "load", _("What we carry ourselves")
        ENDING = "ending", _("Endings")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="supervisions")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=90)
    place = SpecialField(max_length=200)
    themes = models.JSONField(default=list, blank=True)
    notes = SpecialField()
    held = models.BooleanField(null=True, blank=True)
    planned_at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(
        holder=None, plain={"themes": "codes"}, keep="about themes, not about a person; ends with its programme"
    )

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["programme", "starts_at"])]

    def __str__(self):
        return str(self.pk)


class SupervisionPart(models.Model):
    """A mentor is invited to a supervision; came: whether they were there, None while nobody has said."""

    supervision = models.ForeignKey(Supervision, on_delete=models.CASCADE, related_name="parts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="supervision_parts")
    came = models.BooleanField(null=True, blank=True)

    record = Record(holder="person")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["supervision", "person"], name="invited_once")]

    def __str__(self):
        return str(self.pk)
