"""Meetings, what their logs said, and the coordinator's contacts."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.fields import SpecialField
from alongside.foundation.ids import new_id
from alongside.foundation.records import Record
from alongside.mentorships.models.mentorship import Mentorship
from alongside.people.models import Person


class Session(models.Model):
    """A meeting of the pair, planned or past. Shown to people as "meeting".

    series: meetings that were planned in a row have the same.
    is_introduction: the coordinator comes along and introduces them to each other.
    sequence: how often it was changed since it was planned, for calendars that hold a copy; changed_at: when last.
    """

    class Outcome(models.TextChoices):
        MET = "met", _("Met")
        NOT_MET = "not_met", _("Did not meet")
        CANCELLED = "cancelled", _("Cancelled before")

    class Whose(models.TextChoices):
        MENTEE = "mentee", _("The mentee could not come")
        MENTOR = "mentor", _("The mentor could not come")
        CIRCUMSTANCES = "circumstances", _("Something came between")

    class Channel(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        VIDEO = "video", _("Video call")
        PHONE = "phone", _("Phone")
        MESSAGES = "messages", _("Messages")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField()
    has_time = models.BooleanField(default=True)
    place = SpecialField(max_length=200)
    series = models.UUIDField(null=True, blank=True, db_index=True)
    is_introduction = models.BooleanField(default=False)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    reason = models.CharField(max_length=14, choices=Whose, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    channel = models.CharField(max_length=10, choices=Channel, blank=True)
    note = SpecialField()
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=clock.now)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    logged_at = models.DateTimeField(null=True, blank=True)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    record = Record(
        holder="mentorship__members__person", plain={"outcome": "a code", "reason": "a code", "channel": "a code"}
    )

    class Meta:
        ordering = ["starts_at"]
        indexes = [
            models.Index(fields=["mentorship", "starts_at"]),
            models.Index(fields=["outcome", "starts_at", "mentorship"]),
            # Last met, next planned, not logged: without it SQLite walks through everybody's meetings for each pair.
            models.Index(fields=["mentorship", "outcome", "starts_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="", logged_at=None) | (~models.Q(outcome="") & models.Q(logged_at__isnull=False)),
                name="an_outcome_has_a_time",
            )
        ]

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d} {self.outcome}"


class EarlierLog(models.Model):
    """What a meeting's log said before whoever wrote it corrected it. Read by them and by the coordinators."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="earlier")
    starts_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Session.Outcome)
    reason = models.CharField(max_length=14, choices=Session.Whose, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    channel = models.CharField(max_length=10, choices=Session.Channel, blank=True)
    note = SpecialField()
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    record = Record(
        holder="session__mentorship__members__person",
        plain={"outcome": "a code", "reason": "a code", "channel": "a code"},
    )

    class Meta:
        ordering = ["-logged_at"]

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d} {self.outcome}"


class CheckIn(models.Model):
    """The coordinator was in touch: with whom, how. This is what the contact rules count."""

    class With(models.TextChoices):
        MENTOR = "mentor", _("The mentor")
        MENTEE = "mentee", _("The mentee")
        BOTH = "both", _("Both")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="check_ins")
    spoke_with = models.CharField(max_length=8, choices=With, default=With.BOTH)
    channel = models.CharField(max_length=10, choices=Session.Channel)
    note = SpecialField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    record = Record(holder="mentorship__members__person", plain={"spoke_with": "a code", "channel": "a code"})

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["mentorship", "-at"])]

    def __str__(self):
        return str(self.pk)


class CallRequest(models.Model):
    """Somebody asked "please call me": says by when, and goes to the substitute if the time passes.

    wants_change: the mentee said "this does not suit me". For the coordinators alone, never for the mentor.
    wants_stop: said within the trial that they would rather stop. For the coordinators alone too.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="call_requests")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="call_requests")
    asked_at = models.DateTimeField(default=clock.now)
    call_by = models.DateTimeField()
    wants_change = models.BooleanField(default=False)
    wants_stop = models.BooleanField(default=False)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    called_at = models.DateTimeField(null=True, blank=True)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    record = Record(holder="person")

    class Meta:
        ordering = ["call_by"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "person"], condition=models.Q(called_at=None, taken_back_at=None), name="one_open_call_a_person"
            )
        ]

    def __str__(self):
        return str(self.pk)
