"""Around a release: where somebody is, which day is expected, who is at the gate, what is booked. Each change is a new row."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.fields import SpecialField
from alongside.foundation.ids import new_id
from alongside.foundation.models import Versioned
from alongside.foundation.records import Record
from alongside.mentorships.models.mentorship import Mentorship
from alongside.mentorships.models.sessions import Session
from alongside.people.models import Person


class Source(models.TextChoices):
    """How we know. All ways count the same."""

    FORM = "form", _("The officer, by the form")
    PHONE = "phone", _("The officer, by phone")
    PAPER = "paper", _("On paper")
    MENTEE = "mentee", _("The mentee said so")
    OTHER = "other", _("From somebody else")


class FromSomebody(models.Model):
    """One thing that was said about somebody in a mentorship: how we know it, when it was written, by whom."""

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=6, choices=Source)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["-at", "-id"]
        get_latest_by = ["at", "id"]


class CustodyStatus(FromSomebody):
    """Where somebody is on the way out: the newest row counts. on: since which day. facility: where, as people say it."""

    class Status(models.TextChoices):
        IN_CUSTODY = "in_custody", _("Still inside")
        PLANNED = "planned", _("The release is planned")
        RELEASED = "released", _("Released")
        TRANSFERRED = "transferred", _("Moved to another place")
        RECALLED = "recalled", _("Called back")

    status = models.CharField(max_length=11, choices=Status)
    on = models.DateField()
    facility = SpecialField(max_length=200)

    record = Record(holder="person", plain={"status": "a code", "source": "a code"})

    class Meta(FromSomebody.Meta):
        indexes = [models.Index(fields=["mentorship", "person", "-at"], name="newest_custody_status")]

    def __str__(self):
        return self.status


class ReleaseDate(FromSomebody):
    """The day of release moved: from `was` (None: it was not known) to `on`. The newest row counts."""

    on = models.DateField()
    was = models.DateField(null=True, blank=True)

    record = Record(holder="person", plain={"source": "a code"})

    class Meta(FromSomebody.Meta):
        indexes = [models.Index(fields=["mentorship", "person", "-at"], name="newest_release_date")]

    def __str__(self):
        return str(self.on)


class PickUp(FromSomebody):
    """Who is at the gate, when, and where exactly. The newest row counts; without `who` somebody else comes, named in `other`."""

    who = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    other = SpecialField(max_length=120)
    time = models.TimeField(null=True, blank=True)
    place = SpecialField(max_length=300)

    record = Record(holder="person", plain={"source": "a code"})

    class Meta(FromSomebody.Meta):
        pass

    def __str__(self):
        return str(self.pk)


class Appointment(Versioned):
    """Something with an office, a hostel, a doctor around the release. It is closed, never deleted.

    days: from the release (0: that day, 1: the day after), so that it moves along; or `on`, a day that is fixed.
    is_deadline: to be there before `time`, not at it.
    """

    class With(models.TextChoices):
        MENTEE = "mentee", _("The mentee alone")
        MENTOR = "mentor", _("The mentor goes along")
        OTHER = "other", _("Somebody else goes along")

    class Booking(models.TextChoices):
        NOT_ASKED = "not_asked", _("Not asked yet")
        ASKED = "asked", _("Asked, no answer yet")
        AGREED = "agreed", _("Agreed")

    class End(models.TextChoices):
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Not needed any more")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="appointments")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    what = SpecialField(max_length=200)
    place = SpecialField(max_length=200)
    days = models.SmallIntegerField(null=True, blank=True)
    on = models.DateField(null=True, blank=True)
    time = models.TimeField(null=True, blank=True)
    is_deadline = models.BooleanField(default=False)
    goes_along = models.CharField(max_length=6, choices=With, default=With.MENTOR)
    booking = models.CharField(max_length=9, choices=Booking, default=Booking.NOT_ASKED)
    end = models.CharField(max_length=7, choices=End, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="person", plain={"goes_along": "a code", "booking": "a code", "end": "a code"})

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(days=None, on__isnull=False) | models.Q(days__isnull=False, on=None),
                name="an_appointment_moves_along_or_is_fixed",
            )
        ]

    def __str__(self):
        return str(self.pk)


class MovingMeeting(models.Model):
    """A meeting that moves along with somebody's release: so many `days` from it. placed_on: where it was put last.

    If the meeting stands on another day than `placed_on`, somebody moved it by hand since, and its distance is taken anew.
    """

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="moving")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    days = models.SmallIntegerField()
    placed_on = models.DateField()

    record = Record(holder="person")

    def __str__(self):
        return str(self.session_id)
