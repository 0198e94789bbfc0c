"""People who walk together, who is among them, and how far they are."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.fields import SpecialField
from alongside.foundation.ids import new_id
from alongside.foundation.models import Versioned
from alongside.foundation.records import Record
from alongside.people.models import Account, Person
from alongside.programmes.models import Enrolment, Programme


class Mentorship(Versioned):
    """People who walk together for a while. Who they are stands in `members`, how it goes in `statuses` and `sessions`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="mentorships")
    begun_at = models.DateTimeField(default=clock.now)
    begun_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    planned_until = models.DateField(null=True, blank=True)

    record = Record(holder="members__person")

    class Meta:
        indexes = [models.Index(fields=["programme", "-begun_at"])]

    def __str__(self):
        return str(self.pk)


class Member(models.Model):
    """Somebody's part in a mentorship, from one day to another."""

    class Role(models.TextChoices):
        MENTOR = "mentor", _("Mentor")
        CO_MENTOR = "co_mentor", _("Co-mentor")
        MENTEE = "mentee", _("Mentee")
        FAMILY = "family", _("Family member")

    class LooksAfter(models.TextChoices):
        """What one of a family's team sees to (as the core teams of Canada's sponsorship groups share it out)."""

        HOUSING = "housing", _("Housing")
        DOCTORS = "doctors", _("Doctors and clinics")
        EDUCATION = "education", _("School and learning")
        MONEY = "money", _("Money and offices")

    class Left(models.TextChoices):
        """Why somebody leaves a mentorship that goes on. Nobody's fault is among them."""

        NO_TIME = "no_time", _("Not enough time")
        MOVED = "moved", _("Somebody moved away")
        OTHER_WISH = "wish", _("They wished to")
        REPLACED = "replaced", _("Somebody else takes their part")
        OTHER = "other", _("Another reason")

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mentorship_parts")
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.CASCADE, null=True, blank=True, related_name="mentorship_parts"
    )
    role = models.CharField(max_length=10, choices=Role)
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True, blank=True)
    left_because = models.CharField(max_length=8, choices=Left, blank=True)
    looks_after = models.CharField(max_length=10, choices=LooksAfter, blank=True)

    record = Record(
        holder="person",
        plain={"role": "a code", "left_because": "a code", "looks_after": "a code of the work shared out"},
    )

    class Meta:
        indexes = [
            models.Index(fields=["enrolment", "until", "role"], name="places_taken"),
            # Who could be asked for somebody new, the longest over first. A part that goes on isn't in it: nobody looks for those so.
            models.Index(fields=["until"], condition=models.Q(until__isnull=False), name="parts_over"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "person"], condition=models.Q(until=None), name="a_member_once_at_a_time"
            )
        ]

    def __str__(self):
        return f"{self.role} {self.person_id}"

    @property
    def is_mentor(self) -> bool:
        return self.role in (self.Role.MENTOR, self.Role.CO_MENTOR)


class HeldPlace(models.Model):
    """A place beside a mentor, or with a mentee, that is given away: the database itself refuses to give it twice.

    number: from 1 up to `of`, the places that there were when it was taken (a mentee has one). Held by a mentorship, or by
    a proposal whose people are being asked (`asked_in`, an id of matching); deleted in the transaction that ends either.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="held_places")
    number = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()
    mentorship = models.ForeignKey(
        Mentorship, on_delete=models.CASCADE, null=True, blank=True, related_name="held_places"
    )
    asked_in = models.UUIDField(null=True, blank=True, db_index=True)
    since = models.DateTimeField(default=clock.now)

    record = Record(holder="enrolment__person")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "number"], name="a_place_is_given_once"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=models.F("of")), name="no_more_places_than_there_are"
            ),
            models.CheckConstraint(
                condition=models.Q(mentorship=None, asked_in__isnull=False) | models.Q(mentorship__isnull=False, asked_in=None),
                name="a_place_is_held_by_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.enrolment_id} {self.number}"


class MentorshipStatus(models.Model):
    """One step in a mentorship's life: when, by whom, why and who wished it. The newest row counts.

    hold: a break that came with somebody's hold. Its reason stands there, for whoever may read it, and not here.
    """

    class Status(models.TextChoices):
        BEGUN = "begun", _("Introduced")
        PAUSED = "paused", _("Paused")
        RESUMED = "resumed", _("Resumed")
        ENDED = "ended", _("Ended")

    class Reason(models.TextChoices):
        COMPLETED = "completed", _("It ran its planned course")
        TRIAL = "trial", _("Ended in the trial, nobody's fault")
        GOALS_REACHED = "goals", _("The goals were reached early")
        MOVED = "moved", _("Somebody moved away")
        NO_TIME = "no_time", _("Not enough time")
        NO_CONTACT = "no_contact", _("Contact was lost")
        NOT_A_FIT = "not_a_fit", _("They did not get on")
        NEEDS_CHANGED = "needs_changed", _("Other help is needed now")
        SAFETY = "safety", _("For somebody's safety")
        TRANSFERRED = "transferred", _("Transferred or released elsewhere")
        WITHDREW = "withdrew", _("The mentee would rather not go on")
        STEPPED_BACK = "stepped_back", _("The mentor would rather not go on")
        LANGUAGE = "language", _("They could not understand each other well enough")
        HOURS = "hours", _("They found no hours in common")
        HOLIDAY = "holiday", _("Holiday or travel")
        PERSONAL = "personal", _("For personal reasons")
        OTHER = "other", _("Another reason")

    class Wish(models.TextChoices):
        MENTEE = "mentee", _("The mentee")
        MENTOR = "mentor", _("The mentor")
        BOTH = "both", _("Both")
        COORDINATOR = "coordinator", _("The coordinator")

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="statuses")
    status = models.CharField(max_length=8, choices=Status)
    reason = models.CharField(max_length=16, choices=Reason, blank=True)
    wished_by = models.CharField(max_length=12, choices=Wish, blank=True)
    said_goodbye = models.BooleanField(null=True, blank=True)
    note = SpecialField()
    resumes_on = models.DateField(null=True, blank=True)
    hold = models.ForeignKey("Hold", on_delete=models.SET_NULL, null=True, blank=True, related_name="statuses")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(
        holder="mentorship__members__person", plain={"status": "a code", "reason": "a code", "wished_by": "a code"}
    )

    class Meta:
        ordering = ["at", "id"]
        get_latest_by = ["at", "id"]
        indexes = [
            # Holds all that the newest status of thousands of mentorships is asked for.
            models.Index(fields=["mentorship", "-at", "-id", "status", "resumes_on"], name="newest_status"),
            models.Index(fields=["-at", "-id"], name="statuses_by_time"),
            models.Index(fields=["status", "at"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["mentorship"], condition=models.Q(status="ended"), name="ended_for_good")
        ]

    def __str__(self):
        return self.status
