from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.fields import PersonalField, SpecialField
from alongside.foundation.ids import new_id
from alongside.foundation.models import Versioned
from alongside.foundation.records import Record
from alongside.people.models import Organisation, Person
from alongside.programmes.models.programme import Programme, Side, WantedStep


class GrantTag(models.Model):
    """The money that pays for somebody's place: a funder's own short name for a grant."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="grant_tags")
    name = models.CharField(max_length=60)

    record = Record(holder=None, plain={"name": "a grant's short name"})

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="a_grant_named_once")]

    def __str__(self):
        return self.name


class EnrolmentQuerySet(models.QuerySet):
    def mentors(self):
        return self.filter(side=Side.MENTOR)

    def mentees(self):
        return self.filter(side=Side.MENTEE)

    def with_state(self):
        """Annotates `current_state` and `state_since` from the newest state row. No extra queries."""
        newest = EnrolmentState.objects.filter(enrolment=models.OuterRef("pk")).order_by("-at", "-id")
        return self.annotate(
            current_state=models.Subquery(newest.values("state")[:1]),
            state_since=models.Subquery(newest.values("at")[:1]),
        )


class FinishedManager(models.Manager):
    """Hides people whose sheet is still being taken in, so that an import appears all at once."""

    def get_queryset(self):
        return super().get_queryset().filter(
            models.Q(imported_in=None) | models.Q(imported_in__finished_at__isnull=False)
        )


class Enrolment(Versioned):
    """Somebody takes part in a programme, on one side."""

    class Source(models.TextChoices):
        HAND = "hand", _("Entered by hand")
        SHEET = "sheet", _("Brought in from a sheet")
        SELF = "self", _("Applied themselves")
        REFERRAL = "referral", _("Referred")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="enrolments")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="enrolments")
    side = models.CharField(max_length=6, choices=Side)
    source = models.CharField(max_length=10, choices=Source)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    waiting_since = models.DateField(null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(default=1)
    in_person_ok = models.BooleanField(null=True, blank=True)
    online_ok = models.BooleanField(null=True, blank=True)
    reach_km = models.PositiveSmallIntegerField(null=True, blank=True)
    motivation = SpecialField()
    # "yes", or nothing. Sealed, so that no list, report or search can choose people by it: docs/decisions/0019.
    experience_wish = SpecialField()
    reference = PersonalField(max_length=60)
    release_on = models.DateField(null=True, blank=True)
    lent_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lent_until = models.DateField(null=True, blank=True)
    grants = models.ManyToManyField(GrantTag, blank=True, related_name="enrolments")
    imported_in = models.ForeignKey(
        "programmes.ImportRun", on_delete=models.SET_NULL, null=True, blank=True, related_name="enrolments"
    )

    record = Record(holder="person", plain={"side": "a code", "source": "a code"})

    objects = FinishedManager.from_queryset(EnrolmentQuerySet)()
    include_unfinished = EnrolmentQuerySet.as_manager()

    class Meta:
        base_manager_name = "include_unfinished"
        constraints = [
            models.UniqueConstraint(fields=["person", "programme", "side"], name="enrolled_once_per_side"),
            models.CheckConstraint(
                condition=models.Q(lent_by=None, lent_until=None) | models.Q(lent_by__isnull=False, lent_until__isnull=False),
                name="a_loan_has_an_end",
            ),
        ]
        # Holds all that counting a programme's people needs; their rows are wide.
        indexes = [
            models.Index(fields=["programme", "side", "imported_in", "id", "person", "capacity"], name="people_of_a_programme"),
            # Few have a day of release; Today looks for those around now.
            models.Index(fields=["release_on"], condition=models.Q(release_on__isnull=False), name="days_of_release"),
        ]

    def __str__(self):
        return f"{self.side} {self.pk}"


class EnrolmentState(models.Model):
    """One step of somebody's way into a programme. The newest row is where they stand."""

    class State(models.TextChoices):
        APPLIED = "applied", _("Applied")
        SCREENING = "screening", _("Getting to know each other")
        ACCEPTED = "accepted", _("Accepted")
        RESTING = "resting", _("Taking a break")
        DECLINED = "declined", _("Not started")
        WITHDRAWN = "withdrawn", _("Withdrew")
        LEFT = "left", _("Left the programme")

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="states")
    state = models.CharField(max_length=10, choices=State)
    reason = models.CharField(max_length=30, blank=True)
    note = SpecialField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="enrolment__person", plain={"state": "a code", "reason": "a code"})

    class Meta:
        ordering = ["at", "id"]
        get_latest_by = ["at", "id"]
        # Holds all that the newest state of thousands of people is asked for.
        indexes = [
            models.Index(fields=["enrolment", "-at", "-id", "state"], name="newest_state"),
            models.Index(fields=["state", "enrolment"]),
        ]

    def __str__(self):
        return self.state


class ScreeningStep(models.Model):
    """One thing done before somebody is ready: an interview held, a check seen, a training finished.

    The evidence is for the screener's eyes. Others see the kind and "cleared until".
    A newer row of the same kind replaces an older one; none is overwritten.
    """

    class Result(models.TextChoices):
        DONE = "done", _("Done")
        NOT_YET = "not_yet", _("Not yet")
        NO = "no", _("Not passed")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="screening_steps")
    kind = models.CharField(max_length=12, choices=WantedStep.Kind)
    result = models.CharField(max_length=8, choices=Result, default=Result.DONE)
    planned_for = models.DateField(null=True, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    evidence = SpecialField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="enrolment__person", plain={"kind": "a code", "result": "a code"})

    class Meta:
        ordering = ["at"]
        indexes = [
            # Holds all that asking whether a step counts today needs: Today asks it of every mentor.
            models.Index(fields=["enrolment", "kind", "result", "expires_on", "at", "id", "planned_for"], name="steps_of_a_person"),
            models.Index(fields=["expires_on"]),
        ]

    def __str__(self):
        return f"{self.kind} {self.result}"


class Referral(models.Model):
    """A partner told us about somebody, with that person's agreement."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="referrals")
    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="referral")
    reference = models.CharField(max_length=16, unique=True)
    referrer_name = PersonalField(max_length=160)
    referrer_organisation = PersonalField(max_length=160)
    referrer_contact = PersonalField(max_length=200)
    person_agreed_at = models.DateTimeField(default=clock.now)
    at = models.DateTimeField(default=clock.now)

    record = Record(holder="enrolment__person", plain={"reference": "a random code for the referrer"})

    def __str__(self):
        return self.reference
