from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.fields import SpecialField, SpecialJSONField
from alongside.foundation.ids import new_id
from alongside.foundation.models import Versioned
from alongside.foundation.records import Record
from alongside.mentorships.calendar_models import CalendarFeed as CalendarFeed
from alongside.people.models import Account, Person, Term
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

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mentorship_parts")
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.CASCADE, null=True, blank=True, related_name="mentorship_parts"
    )
    role = models.CharField(max_length=10, choices=Role)
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True, blank=True)

    record = Record(holder="person", plain={"role": "a code"})

    class Meta:
        indexes = [models.Index(fields=["enrolment", "until", "role"], name="places_taken")]
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
    """One step in a mentorship's life: when, by whom, why and who wished it. The newest row counts."""

    class Status(models.TextChoices):
        BEGUN = "begun", _("Introduced")
        PAUSED = "paused", _("Paused")
        RESUMED = "resumed", _("Resumed")
        ENDED = "ended", _("Ended")

    class Reason(models.TextChoices):
        COMPLETED = "completed", _("It ran its planned course")
        GOALS_REACHED = "goals", _("The goals were reached early")
        MOVED = "moved", _("Somebody moved away")
        NO_TIME = "no_time", _("Not enough time")
        NO_CONTACT = "no_contact", _("Contact was lost")
        NOT_A_FIT = "not_a_fit", _("They did not get on")
        NEEDS_CHANGED = "needs_changed", _("Other help is needed now")
        SAFETY = "safety", _("For somebody's safety")
        TRANSFERRED = "transferred", _("Transferred or released elsewhere")
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


class Session(models.Model):
    """A meeting of the pair, planned or past. Shown to people as "meeting".

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
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="call_requests")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="call_requests")
    asked_at = models.DateTimeField(default=clock.now)
    call_by = models.DateTimeField()
    wants_change = models.BooleanField(default=False)
    called_at = models.DateTimeField(null=True, blank=True)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    record = Record(holder="person")

    class Meta:
        ordering = ["call_by"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "person"], condition=models.Q(called_at=None), name="one_open_call_a_person"
            )
        ]

    def __str__(self):
        return str(self.pk)


class Goal(Versioned):
    """Something that a mentee wants to reach. What it says stands in `writings`; the one numbered like `version` counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="goals")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="goals")
    begun_at = models.DateTimeField(default=clock.now)

    record = Record(holder="person")

    class Meta:
        ordering = ["begun_at", "id"]

    def __str__(self):
        return str(self.pk)


class GoalWriting(models.Model):
    """A goal, whole, as it was written at one moment. A change is a new row; none is written over.

    by_mentee: the mentee wrote it; else somebody wrote down what the mentee said.
    steps: [{"words", "who": a code of Who, "on": ISO date or "", "done": bool}]. say: what the mentee says about the end.
    """

    class End(models.TextChoices):
        REACHED = "reached", _("Reached")
        CHANGED = "changed", _("Something else now")
        DROPPED = "dropped", _("Let go")

    class Who(models.TextChoices):
        MENTEE = "mentee", _("The mentee")
        MENTOR = "mentor", _("The mentor")
        BOTH = "both", _("Both")

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="writings")
    number = models.PositiveIntegerField(default=1)
    words = SpecialField()
    language = models.CharField(max_length=12)
    area = models.ForeignKey(Term, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    steps = SpecialJSONField(default=list)
    review_on = models.DateField(null=True, blank=True)
    end = models.CharField(max_length=8, choices=End, blank=True)
    say = SpecialField()
    say_language = models.CharField(max_length=12, blank=True)
    by_mentee = models.BooleanField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(
        holder="goal__person",
        plain={"language": "a BCP 47 tag", "say_language": "a BCP 47 tag", "end": "a code"},
    )

    class Meta:
        ordering = ["-number"]
        indexes = [models.Index(fields=["end", "review_on"])]
        constraints = [
            models.UniqueConstraint(fields=["goal", "number"], name="one_writing_a_number"),
            models.CheckConstraint(
                condition=models.Q(end="", review_on__isnull=False) | (~models.Q(end="") & models.Q(review_on=None)),
                name="an_open_goal_is_looked_at_again",
            ),
        ]

    def __str__(self):
        return f"{self.goal_id} {self.number}"
