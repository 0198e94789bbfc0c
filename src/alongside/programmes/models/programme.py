from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.ids import new_id
from alongside.foundation.models import Versioned
from alongside.foundation.records import Record
from alongside.people.models import Organisation, Term


class Side(models.TextChoices):
    """On which side of a pair somebody takes part."""

    MENTOR = "mentor", _("Mentor")
    MENTEE = "mentee", _("Mentee")


class Format(models.TextChoices):
    ONE_TO_ONE = "one", _("One mentor and one mentee")
    CO_MENTORS = "co", _("Two mentors and one mentee")
    GROUP = "group", _("One mentor and a group")
    FAMILY_TEAM = "team", _("A volunteer team and a family")
    ONLINE = "online", _("Online only")


class Aim(models.TextChoices):
    INCLUSION = "inclusion", _("Inclusion")
    PREVENTION = "prevention", _("Prevention")


class Programme(Versioned):
    """What an organisation offers: for whom, in which form, how long, under which rules."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="programmes")
    partners = models.ManyToManyField(Organisation, blank=True, related_name="partner_in")
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    template = models.CharField(max_length=40, blank=True)
    summary = models.TextField(blank=True)
    objective = models.TextField(blank=True)
    aims = models.JSONField(default=list)
    target_groups = models.JSONField(default=list)
    countries = models.JSONField(default=list)
    transit_countries = models.JSONField(default=list, blank=True)
    translations = models.JSONField(default=dict)
    format = models.CharField(max_length=8, choices=Format, default=Format.ONE_TO_ONE)
    mentor_means = models.TextField(blank=True)
    training_wanted = models.TextField(blank=True)
    length_weeks = models.PositiveSmallIntegerField(default=26)
    group_least = models.PositiveSmallIntegerField(default=3)
    group_most = models.PositiveSmallIntegerField(default=8)
    meetings_per_month = models.PositiveSmallIntegerField(default=2)
    meeting_minutes = models.PositiveSmallIntegerField(default=60)
    need_areas = models.ManyToManyField(Term, blank=True, related_name="+")
    time_zone = models.CharField(max_length=40, default="Europe/Brussels")
    contact_name = models.CharField(max_length=80, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_email = models.EmailField(blank=True)
    duty_phone = models.CharField(max_length=40, blank=True)
    duty_hours = models.CharField(max_length=120, blank=True)
    reply_days = models.PositiveSmallIntegerField(default=5)
    answer_days = models.PositiveSmallIntegerField(default=10)
    quiet_days = models.PositiveSmallIntegerField(default=14)
    is_prevention_funded = models.BooleanField(default=False)
    prevention_notice = models.TextField(blank=True)
    under_18_rule = models.TextField(blank=True)
    guardian_rule = models.TextField(blank=True)
    public_mentor_form = models.BooleanField(default=True)
    public_mentee_form = models.BooleanField(default=True)
    public_referral_form = models.BooleanField(default=True)
    sign_name = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    record = Record(
        holder=None,
        plain={
            name: "what the programme says about itself in public"
            for name in (
                "name slug template summary objective aims target_groups countries transit_countries translations format "
                "mentor_means training_wanted "
                "time_zone contact_name contact_phone contact_email duty_phone duty_hours prevention_notice "
                "under_18_rule guardian_rule sign_name"
            ).split()
        },
    )

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def takes_minors(self) -> bool:
        """Under 18 is off unless both the guardian's and the child's rules are recorded."""
        return bool(self.under_18_rule.strip() and self.guardian_rule.strip())

    def in_words(self, field: str, language: str) -> str:
        """`field` (name, summary, objective, prevention_notice, …) in `language`, else as first written."""
        return self.translations.get(language.split("-")[0], {}).get(field) or getattr(self, field)


class ProgrammeGoal(models.Model):
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="goals")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)

    record = Record(holder=None, plain={"text": "a public goal of the programme"})

    class Meta:
        ordering = ["order"]

    def __str__(self):
        return self.text


class ProgrammeState(models.Model):
    """One step in a programme's life. The newest row is its state."""

    class State(models.TextChoices):
        UPCOMING = "upcoming", _("Upcoming")
        REFINING = "refining", _("Being refined")
        RUNNING = "running", _("Running")
        CLOSING = "closing", _("Closing")
        ARCHIVED = "archived", _("Archived")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="states")
    state = models.CharField(max_length=10, choices=State)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    record = Record(holder=None, plain={"state": "a code"})

    class Meta:
        ordering = ["at", "id"]
        get_latest_by = ["at", "id"]

    def __str__(self):
        return self.state


class ContactRule(models.Model):
    """When the coordinator should have been in touch.

    after: what starts the clock. within_hours: how long the rule's span lasts, counted from the introduction; from
    month two on, the length of a month. times: how many contacts fall into that span, 1 or more.
    """

    class After(models.TextChoices):
        INTRODUCTION = "introduction", _("After the introduction")
        MONTH_ONE = "month_one", _("In month one")
        LATER = "later", _("From month two on")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="contact_rules")
    after = models.CharField(max_length=14, choices=After)
    within_hours = models.PositiveIntegerField()
    times = models.PositiveSmallIntegerField(default=1)

    record = Record(holder=None, plain={"after": "a code"})

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "after"], name="a_contact_rule_once_per_programme"),
            models.CheckConstraint(condition=models.Q(times__gte=1), name="a_contact_rule_wants_a_contact"),
        ]

    def __str__(self):
        return self.after


class WantedStep(models.Model):
    """What must be done before somebody on this side is ready to match.

    valid_months: how long the result holds after its issue date; None for ever.
    """

    class Kind(models.TextChoices):
        INTERVIEW = "interview", _("Interview")
        REFERENCE = "reference", _("Reference")
        SECOND_REFERENCE = "reference2", _("Second reference")
        IDENTITY = "identity", _("Identity seen")
        BACKGROUND = "background", _("Background check")
        TRAINING = "training", _("Training done")
        ELIGIBILITY = "eligibility", _("Eligibility")
        CLEARANCE = "clearance", _("Prison clearance")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="wanted_steps")
    side = models.CharField(max_length=6, choices=Side)
    kind = models.CharField(max_length=12, choices=Kind)
    valid_months = models.PositiveSmallIntegerField(null=True, blank=True)

    record = Record(holder=None, plain={"side": "a code", "kind": "a code"})

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "side", "kind"], name="a_step_wanted_once_per_side")
        ]

    def __str__(self):
        return f"{self.side} {self.kind}"


class MatchingRule(models.Model):
    """A matching rule that this programme switched on or off, with its numbers. Safeguarding rules have no row."""

    class Code(models.TextChoices):
        LANGUAGE = "language", _("A language in common, or an interpreter")
        GENDER_WISH = "gender_wish", _("Gender wishes of both")
        OVERLAP = "overlap", _("A common free hour in the week")
        REACH = "reach", _("Within reach, or online")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="matching_rules")
    code = models.CharField(max_length=14, choices=Code)
    is_on = models.BooleanField(default=True)
    numbers = models.JSONField(default=dict, blank=True)

    record = Record(holder=None, plain={"code": "a code", "numbers": "a rule's settings"})

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="a_rule_once_per_programme")]

    def __str__(self):
        return self.code
