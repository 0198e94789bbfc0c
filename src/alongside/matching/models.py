from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.fields import SpecialField
from alongside.foundation.ids import new_id
from alongside.foundation.records import Record
from alongside.mentorships.models import Member, Mentorship
from alongside.people.models import Account
from alongside.programmes.models import Enrolment, Programme

#: What a proposal brings along so that no question about its people asks the database again.
WITH_PEOPLE = ("mentee__person", "mentor__person", "round__programme")
MEMBERS = "team__members__enrolment__person"
TEAM = ("steps", MEMBERS)
#: Steps that end a proposal; of several the first named here counts.
OVER = ("begun", "mentor_no", "mentee_no", "expired", "replaced", "left_open", "too_few")


#: Why nobody is proposed to somebody for now: code (`ProposalStep.how`) -> words.
WHY_OPEN = {
    "expected": _("Another mentor is expected"),
    "asked": _("One of them asked to wait"),
    "first": _("Something must be settled first"),
    "other": _("Another reason"),
}


def state_after(steps) -> str:
    """Where a proposal stands that has taken these steps."""
    for over in OVER:
        if over in steps:
            return over
    return "asked" if "asked" in steps else "proposed"


class PolicyVersion(models.Model):
    """What counts before what when a programme matches: a new row for every change, so that old rounds can be read."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="policy_versions")
    number = models.PositiveSmallIntegerField()
    settings = models.JSONField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    record = Record(holder=None, plain={"settings": "choices by code, and whole numbers"})

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="one_policy_a_number")]

    def __str__(self):
        return f"{self.programme_id} {self.number}"


class MatchingRound(models.Model):
    """One sitting of matching: who is in, under which rules, what came out, what people decided."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="matching_rounds")
    opened_at = models.DateTimeField(default=clock.now)
    opened_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    planned_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    rules = models.JSONField(default=dict)
    policy = models.JSONField(default=dict, blank=True)
    lottery = models.CharField(max_length=40, blank=True)

    record = Record(holder=None, plain={"rules": "the rules in force, by code", "policy": "choices by code", "lottery": "a seed"})

    class Meta:
        ordering = ["-opened_at"]

    def __str__(self):
        return str(self.pk)


class RoundPart(models.Model):
    """Whether somebody takes part in a round, and why they were left over. Reasons are codes and facts."""

    round = models.ForeignKey(MatchingRound, on_delete=models.CASCADE, related_name="parts")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="round_parts")
    is_in = models.BooleanField(default=True)
    left_over = models.JSONField(default=dict, blank=True)
    #: What `left_over` will be once the plan that is being written is whole.
    drafted = models.JSONField(default=dict, blank=True)

    record = Record(
        holder="enrolment__person",
        plain={"left_over": "reasons as codes, counts and ids", "drafted": "reasons as codes, counts and ids"},
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "enrolment"], name="once_in_a_round")]

    def __str__(self):
        return f"{self.round_id} {self.enrolment_id}"


class Planning(models.Model):
    """A plan being made in the background: who asked for it, how far it is, and how it went.

    `finished_at` without `failed` means that the plan stands on the board. What was chosen is kept in the round: its rules, and
    who is left out.
    """

    class Step(models.TextChoices):
        WAITING = "waiting", _("Waiting for its turn")
        READING = "reading", _("Reading people")
        SOLVING = "solving", _("Making the plan")
        EXPLAINING = "explaining", _("Finding the reasons")
        WRITING = "writing", _("Writing it down")

    class Failed(models.TextChoices):
        STOPPED = "stopped", _("Something went wrong on the way. Make the plan again; if it stops again, tell whoever looks after Alongside.")
        FACTS = "facts", _("Somebody's details can't be read, for example free hours that end before they begin. Mend them, then make the plan again.")
        CLOSED = "closed", _("The round was closed meanwhile. Open a new one.")
        RIGHTS = "rights", _("Whoever asked for the plan does not coordinate this programme any more. Make the plan again.")
        CHANGED = "changed", _("Somebody's details were erased meanwhile. Make the plan again.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(MatchingRound, on_delete=models.CASCADE, related_name="plannings")
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    step = models.CharField(max_length=10, choices=Step, default=Step.WAITING)
    mentees = models.PositiveIntegerField(default=0)
    mentors = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    heard_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    failed = models.CharField(max_length=8, choices=Failed, blank=True)

    record = Record(holder=None, plain={"step": "a code", "failed": "a code"})

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["round"], condition=models.Q(finished_at=None), name="one_plan_at_a_time"),
            models.CheckConstraint(
                condition=models.Q(failed="") | models.Q(finished_at__isnull=False), name="what_failed_is_over"
            ),
        ]

    def __str__(self):
        return f"{self.round_id} {self.step}"

    @property
    def is_going(self) -> bool:
        return self.finished_at is None


class WrittenManager(models.Manager):
    """Hides proposals of a plan that is still being written, so that it appears all at once."""

    def get_queryset(self):
        return super().get_queryset().filter(drafted_in=None)


class ProposalQuerySet(models.QuerySet):
    def undecided(self):
        """Those about which nobody has decided anything: in the database what `steps == ["proposed"]` says of one."""
        more = ProposalStep.objects.filter(proposal=models.OuterRef("pk")).exclude(step="proposed")
        return self.filter(~models.Exists(more))

    def asked(self):
        """Those whose two people are being asked: in the database what `Proposal.is_open` says of one."""
        over = ProposalStep.objects.filter(proposal=models.OuterRef("pk"), step__in=OVER)
        return self.filter(~models.Exists(over), answer_by__isnull=False)


class MentorTeam(models.Model):
    """Mentors who accompany one mentee, or one family, together. People form it; it changes by ending and forming anew."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="mentor_teams")
    formed_at = models.DateTimeField(default=clock.now)
    formed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="members__enrolment__person")

    class Meta:
        ordering = ["formed_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended_by=None) | models.Q(ended_at__isnull=False, ended_by__isnull=False),
                name="a_team_ended_by_somebody",
            )
        ]

    def __str__(self):
        return str(self.pk)


class TeamMember(models.Model):
    """Somebody's part in a team of mentors. In one team at a time; `until` is set when the team ends."""

    #: What one of a family's team sees to, as in the mentorship that begins.
    LooksAfter = Member.LooksAfter

    team = models.ForeignKey(MentorTeam, on_delete=models.CASCADE, related_name="members")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="team_parts")
    is_lead = models.BooleanField(default=False)
    looks_after = models.CharField(max_length=10, choices=LooksAfter, blank=True)
    until = models.DateTimeField(null=True, blank=True)

    record = Record(holder="enrolment__person", plain={"looks_after": "a code of the work shared out"})

    class Meta:
        ordering = ["-is_lead", "id"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment"], condition=models.Q(until=None), name="in_one_team_at_a_time"),
            models.UniqueConstraint(fields=["team"], condition=models.Q(is_lead=True), name="one_leads_a_team"),
        ]

    def __str__(self):
        return f"{self.team_id} {self.enrolment_id}"


class Proposal(models.Model):
    """A pair that the engine or the coordinator proposes, or a mentee with a team, whose lead is then `mentor`. What becomes of it stands in `steps`."""

    class Source(models.TextChoices):
        ENGINE = "engine", _("Proposed by the plan")
        COORDINATOR = "coordinator", _("Chosen by the coordinator")

    class Why(models.TextChoices):
        """The short reason for choosing another mentor than the plan did."""

        KNOWS_BOTH = "knows", _("I know them both")
        ASKED_FOR = "asked", _("One of them asked for it")
        LIFE = "life", _("Their lives fit better")
        PRACTICAL = "practical", _("It is easier to arrange")
        OTHER = "other", _("Another reason")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(MatchingRound, on_delete=models.CASCADE, related_name="proposals")
    mentee = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="proposals_as_mentee")
    mentor = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="proposals_as_mentor")
    team = models.ForeignKey(MentorTeam, on_delete=models.CASCADE, null=True, blank=True, related_name="proposals")
    source = models.CharField(max_length=12, choices=Source, default=Source.ENGINE)
    why = models.CharField(max_length=10, choices=Why, blank=True)
    note = SpecialField()
    reasons = models.JSONField(default=list)
    runners_up = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    answer_by = models.DateTimeField(null=True, blank=True)
    #: One mentor with several mentees: the others stand in proposals of the same round and mentor.
    in_group = models.BooleanField(default=False)
    mentorship = models.ForeignKey(Mentorship, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposals")
    #: The writing of a plan to which this still belongs, or which it was taken out of; None once it stands on the board.
    drafted_in = models.UUIDField(null=True, blank=True, db_index=True)

    record = Record(
        holder="mentee__person",
        plain={
            "source": "a code",
            "why": "a code",
            "reasons": "codes and facts of the rules",
            "runners_up": "ids and codes",
        },
    )

    objects = WrittenManager.from_queryset(ProposalQuerySet)()
    include_drafts = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        base_manager_name = "include_drafts"

    def __str__(self):
        return str(self.pk)

    @property
    def taken_steps(self) -> list[str]:
        """All steps so far, oldest first. Uses prefetched steps."""
        return [row.step for row in self.steps.all()]

    @property
    def state(self) -> str:
        """Where the proposal stands: its last step, except that an answer of one side leaves it asked."""
        return state_after(self.taken_steps)

    @property
    def is_open(self) -> bool:
        """Both sides are being asked and neither has said no."""
        return self.state == "asked"

    @property
    def is_agreed(self) -> bool:
        """Both said yes, and the mentorship has not begun: something that protects people stands in the way.

        Never of one in a group, which waits for the others.
        """
        return self.is_open and not self.in_group and self.answer_of("mentor") == self.answer_of("mentee") == "yes"

    @property
    def why_open(self) -> str:
        """For what was left open the short reason in words, else ""."""
        left = next((row for row in self.steps.all() if row.step == ProposalStep.Step.LEFT_OPEN), None)
        return str(WHY_OPEN.get(left.how, "")) if left else ""

    @property
    def mentors(self) -> list[Enrolment]:
        """Everybody who is asked as a mentor, the lead first. No query where `TEAM` came along."""
        return [member.enrolment for member in self.team.members.all()] if self.team_id else [self.mentor]

    @property
    def offered(self) -> str:
        """What the plan calls the mentor's side: the team's id or the mentor's, as text."""
        return str(self.team_id or self.mentor_id)

    @property
    def person_ids(self) -> list:
        """Everybody whom the proposal is about."""
        return [*(mentor.person_id for mentor in self.mentors), self.mentee.person_id]

    def answer_of(self, side: str, who=None) -> str:
        """"yes", "no" or "" for "mentor" or "mentee". who: one of a team (id of the enrolment); a team says yes when all do."""
        said = {row.member_id: word for row in self.steps.all() for word in ("yes", "no") if row.step == f"{side}_{word}"}
        if side == "mentee" or not self.team_id:
            return next(iter(said.values()), "")
        if who is not None:
            return said.get(who, "")
        if "no" in said.values():
            return "no"
        return "yes" if said.keys() >= {mentor.pk for mentor in self.mentors} else ""

    def part_of(self, person_id) -> tuple[str, Enrolment] | None:
        """On which side this person is asked, and as whom; None for anybody else."""
        if self.mentee.person_id == person_id:
            return "mentee", self.mentee
        return next((("mentor", mentor) for mentor in self.mentors if mentor.person_id == person_id), None)


class ProposalStep(models.Model):
    """One thing that happened to a proposal. What they come to together is `Proposal.state`.

    member: whose answer it is, where a team is asked.
    """

    class Step(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        ASKED = "asked", _("Both are being asked")
        MENTOR_YES = "mentor_yes", _("The mentor said yes")
        MENTOR_NO = "mentor_no", _("The mentor said no")
        MENTEE_YES = "mentee_yes", _("The mentee said yes")
        MENTEE_NO = "mentee_no", _("The mentee said no")
        LEFT_OPEN = "left_open", _("Left open")
        REPLACED = "replaced", _("Another mentor was chosen")
        EXPIRED = "expired", _("No answer in time")
        TOO_FEW = "too_few", _("Too few for the group")
        BEGUN = "begun", _("Begun")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=12, choices=Step)
    how = models.CharField(max_length=12, blank=True)
    member = models.ForeignKey(Enrolment, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="proposal__mentee__person", plain={"step": "a code", "how": "a code: self, phone, paper; for what was left open, why"})

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.step
