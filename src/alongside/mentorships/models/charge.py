"""Who looks after which pairs among the coordinators, and who stands in for whom."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alongside.foundation import clock
from alongside.foundation.fields import SpecialField
from alongside.foundation.ids import new_id
from alongside.foundation.records import Record
from alongside.mentorships.models.mentorship import Mentorship


class Handover(models.Model):
    """From now on this coordinator looks after a mentorship. The newest row counts; without one, whoever began it.

    taken_at: when they said that they have read what they took over.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="handovers")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    note = SpecialField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)

    record = Record(holder="mentorship__members__person")

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["mentorship", "-at", "-id", "to"], name="newest_handover")]

    def __str__(self):
        return str(self.pk)


class Absence(models.Model):
    """A coordinator is away, first and last day included, and a colleague stands in. Why, nobody writes down."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    cover = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    from_day = models.DateField()
    until_day = models.DateField()
    at = models.DateTimeField(default=clock.now)

    record = Record(holder=None)

    class Meta:
        ordering = ["from_day"]
        constraints = [
            models.CheckConstraint(condition=Q(until_day__gte=F("from_day")), name="an_absence_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(account=F("cover")), name="nobody_stands_in_for_themselves"),
        ]

    def __str__(self):
        return str(self.pk)
