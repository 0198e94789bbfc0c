"""Something that several pairs do together: an outing, a meal, a visit."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.foundation import clock
from alongside.foundation.fields import SpecialField
from alongside.foundation.ids import new_id
from alongside.foundation.models import Versioned
from alongside.foundation.records import Record
from alongside.mentorships.models.mentorship import Mentorship
from alongside.mentorships.models.sessions import Session
from alongside.programmes.models import Programme


class Activity(Versioned):
    """A joint activity to which pairs of one programme are invited.

    minutes: how long, 15 to 1440. places: how many people fit, None for as many as come.
    sequence, changed_at: how often and when last it was changed, for calendars that hold a copy.
    called_off_at: when it was called off; told_at: when a coordinator said who came.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="activities")
    what = SpecialField(max_length=120)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=120)
    place = SpecialField(max_length=200)
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    note = SpecialField()
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=clock.now)
    called_off_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder=None, keep="an invitation to many, about nobody; ends with its programme")

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["programme", "starts_at"])]

    def __str__(self):
        return str(self.pk)


class ActivityPart(models.Model):
    """A pair that is invited. heads: how many of them come; 0 is a no, None that nobody has answered.

    session: the meeting that was logged because they came.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="parts")
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="activity_parts")
    heads = models.PositiveSmallIntegerField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    session = models.OneToOneField(Session, on_delete=models.SET_NULL, null=True, blank=True, related_name="activity_part")

    record = Record(holder="mentorship__members__person")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "mentorship"], name="a_pair_is_invited_once"),
            models.CheckConstraint(
                condition=Q(heads=None, answered_at=None) | Q(heads__isnull=False, answered_at__isnull=False),
                name="an_answer_has_a_time",
            ),
        ]

    def __str__(self):
        return str(self.pk)
