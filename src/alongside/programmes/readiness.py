"""Ready to match: computed from facts each time it is asked for, never stored, and always with what is missing.

`readiness_of` answers in words for people on a page; `ready_to_match` asks the same of the database
for a whole pool. A test holds the two against each other.

A step counts as it stands in the newest row of its kind. A row that only plans (not yet, with a day)
replaces nothing, so that asking for a renewal does not undo a check that still holds. A check holds
through the day on which it expires.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.foundation.templatetags.dates import when
from alongside.people.models import PersonLanguage
from alongside.programmes.models import Enrolment, EnrolmentState, Programme, ScreeningStep, WantedStep

DONE, NOT_YET = ScreeningStep.Result.DONE, ScreeningStep.Result.NOT_YET
#: Years to 18: whoever turns 18 this year may or may not be an adult, so somebody has to know.
ADULT = 18


@dataclass(frozen=True)
class Missing:
    """One thing that is missing. `code`: state, step, adult, language or availability; `facts` by code.

    state: {"state"}; step: {"kind", "expired": date or None, "planned": date or None}; adult: {"under_18": bool}.
    """

    code: str
    facts: dict = field(default_factory=dict)

    @property
    def in_words(self) -> str:
        """A sentence that says what is missing and never why: a check not passed reads like one not yet seen."""
        if self.code == "state":
            return _STATES[self.facts["state"]]()
        if self.code == "adult":
            if self.facts["under_18"]:
                return _("This programme is for people of 18 and over.")
            return _("Nobody has confirmed that this is an adult.")
        if self.code == "language":
            return _("No language is known.")
        if self.code == "availability":
            return _("No free hours are known.")
        return _step_in_words(self.facts)


@dataclass(frozen=True)
class Readiness:
    """ready: nothing is missing. cleared_until: the first day on which a wanted check ends, if all hold; else None.

    cleared: every wanted step is done and holds, whatever else may be missing.
    """

    ready: bool
    missing: tuple[Missing, ...] = ()
    cleared: bool = False
    cleared_until: date | None = None


_STATES = {
    "": lambda: _("Nobody has written down where this person stands."),
    "applied": lambda: _("Nobody has answered the application yet."),
    "screening": lambda: _("Not accepted yet: you are getting to know each other."),
    "resting": lambda: _("Takes a break."),
    "declined": lambda: _("Was not started."),
    "withdrawn": lambda: _("Withdrew."),
    "left": lambda: _("Left the programme."),
}
#: kind -> (nothing yet, has ended on a day)
_STEPS = {
    "interview": (lambda: _("The interview has no date."), lambda: _("The interview is due again since %(day)s.")),
    "reference": (lambda: _("The reference is not there."), lambda: _("The reference held until %(day)s.")),
    "reference2": (lambda: _("The second reference is not there."), lambda: _("The second reference held until %(day)s.")),
    "identity": (lambda: _("Nobody has seen who this is."), lambda: _("The identity check held until %(day)s.")),
    "background": (lambda: _("The background check is not there."), lambda: _("The background check held until %(day)s.")),
    "training": (lambda: _("The training is not done."), lambda: _("The training held until %(day)s.")),
    "eligibility": (lambda: _("Nobody has checked the eligibility."), lambda: _("The eligibility held until %(day)s.")),
    "clearance": (lambda: _("The prison clearance is not there."), lambda: _("The prison clearance held until %(day)s.")),
}


def _step_in_words(facts: dict) -> str:
    kind, expired, planned = facts["kind"], facts["expired"], facts["planned"]
    if kind == "interview" and planned:
        if planned < clock.today():
            return _("The interview was planned for %(day)s. How it went is not written down.") % {
                "day": when(planned, "day")
            }
        return _("The interview is planned for %(day)s.") % {"day": when(planned, "day")}
    nothing, ended = _STEPS[kind]
    if expired:
        return ended() % {"day": when(expired, "day")}
    return nothing()


def readiness_of(enrolments: Iterable[Enrolment]) -> dict[UUID, Readiness]:
    """Enrolment id -> Readiness. Five queries, however many enrolments."""
    enrolments = list(enrolments)
    ids = [e.pk for e in enrolments]
    states = dict(Enrolment.include_unfinished.filter(pk__in=ids).with_state().values_list("pk", "current_state"))
    wanted = wanted_kinds({e.programme_id for e in enrolments})
    rows = list(ScreeningStep.objects.filter(enrolment_id__in=ids).defer("evidence").order_by("at", "id"))
    facts = {
        row["pk"]: row
        for row in Enrolment.include_unfinished.filter(pk__in=ids)
        .annotate(has_language=Exists(PersonLanguage.objects.filter(person=OuterRef("person_id"))))
        .values(
            "pk",
            "has_language",
            "person__birth_year",
            "person__adult_confirmed_at",
            "person__availability_known",
            "programme__under_18_rule",
            "programme__guardian_rule",
        )
    }
    standing: dict[UUID, dict[str, ScreeningStep]] = defaultdict(dict)
    planned: dict[tuple[UUID, str], date | None] = {}
    for row in rows:
        is_plan = row.result == NOT_YET and row.planned_for is not None
        planned[row.enrolment_id, row.kind] = row.planned_for if is_plan else None
        if not is_plan:
            standing[row.enrolment_id][row.kind] = row
    today = clock.today()
    return {
        e.pk: _readiness(
            states.get(e.pk) or "",
            {kind: standing[e.pk].get(kind) for kind in wanted[e.programme_id, e.side]},
            {kind: planned.get((e.pk, kind)) for kind in wanted[e.programme_id, e.side]},
            facts[e.pk],
            today,
        )
        for e in enrolments
    }


def _readiness(state: str, steps: dict, plans: dict, facts: dict, today: date) -> Readiness:
    missing = []
    if state != EnrolmentState.State.ACCEPTED:
        missing.append(Missing("state", {"state": state}))
    until: list[date] = []
    cleared = True
    for kind, step in steps.items():
        expired = step.expires_on if step is not None and step.result == DONE and step.expires_on else None
        if step is not None and step.result == DONE and (expired is None or expired >= today):
            if expired:
                until.append(expired)
            continue
        cleared = False
        missing.append(Missing("step", {"kind": kind, "expired": expired, "planned": plans[kind]}))
    takes_minors = bool(facts["programme__under_18_rule"].strip() and facts["programme__guardian_rule"].strip())
    adult = _is_adult(facts["person__birth_year"], facts["person__adult_confirmed_at"], today)
    if adult is None or (adult is False and not takes_minors):
        missing.append(Missing("adult", {"under_18": adult is False}))
    if not facts["has_language"]:
        missing.append(Missing("language"))
    if not facts["person__availability_known"]:
        missing.append(Missing("availability"))
    return Readiness(not missing, tuple(missing), cleared, min(until) if cleared and until else None)


def ready_to_match(programme: Programme, side: str) -> QuerySet:
    """The enrolments of one side that are ready today, as a QuerySet with `current_state`. One query when read."""
    pool = Enrolment.objects.filter(programme=programme, side=side).with_state()
    return pool.filter(is_ready())


def is_ready() -> Q:
    """The condition of `ready_to_match` for a QuerySet `.with_state()`, of any programme."""
    today = clock.today()
    grown, growing = today.year - ADULT - 1, today.year - ADULT
    # Empty or blank rules are written without blanks by the form, so an empty text is the only "no".
    takes_minors = ~Q(programme__under_18_rule="") & ~Q(programme__guardian_rule="")
    adult = (
        Q(person__birth_year__lte=grown)
        | (Q(person__birth_year=None) | Q(person__birth_year=growing)) & Q(person__adult_confirmed_at__isnull=False)
        | Q(person__birth_year__gt=growing) & takes_minors
    )
    return (
        Q(current_state=EnrolmentState.State.ACCEPTED)
        & adult
        & Q(person__availability_known=True)
        & Q(Exists(PersonLanguage.objects.filter(person=OuterRef("person_id"))))
        & is_cleared()
    )


def is_cleared() -> Q:
    """Every wanted step is done and holds today, whatever else may be missing. The condition of `Readiness.cleared`."""
    holds = (
        ScreeningStep.objects.filter(enrolment=OuterRef(OuterRef("pk")), kind=OuterRef("kind"), result=DONE)
        .filter(Q(expires_on=None) | Q(expires_on__gte=clock.today()))
        .filter(~Exists(_newer()))
    )
    lacking = WantedStep.objects.filter(programme=OuterRef("programme_id"), side=OuterRef("side")).filter(~Exists(holds))
    return ~Q(Exists(lacking))


def ending_checks(days: int) -> QuerySet:
    """Steps that are wanted, count, and have ended or end within `days`, the first to end first."""
    wanted = WantedStep.objects.filter(
        programme=OuterRef("enrolment__programme_id"), side=OuterRef("enrolment__side"), kind=OuterRef("kind")
    )
    return (
        ScreeningStep.objects.filter(
            result=DONE, expires_on__lte=clock.today() + timedelta(days=days)
        )
        .filter(~Exists(_newer()), Exists(wanted))
        .order_by("expires_on", "kind")
    )


def wanted_kinds(programme_ids) -> dict[tuple[UUID, str], list[str]]:
    """(programme, side) -> the kinds of steps wanted, in their order. One query."""
    wanted: dict[tuple[UUID, str], list[str]] = defaultdict(list)
    rows = WantedStep.objects.filter(programme_id__in=programme_ids).order_by("id")
    for programme_id, side, kind in rows.values_list("programme_id", "side", "kind"):
        wanted[programme_id, side].append(kind)
    return wanted


def wanted_months(sides, kind: str) -> int | None:
    """For how many months a step of `kind` holds on all of these (programme, side), if it is the same for all. One query."""
    rows = WantedStep.objects.filter(programme_id__in={programme_id for programme_id, _side in sides}, kind=kind)
    months = {m for programme_id, side, m in rows.values_list("programme_id", "side", "valid_months") if (programme_id, side) in sides}
    return months.pop() if len(months) == 1 else None


def _newer() -> QuerySet:
    """Newer rows of the same kind than the step that is asked about, without those that only plan."""
    same = ScreeningStep.objects.filter(enrolment=OuterRef("enrolment_id"), kind=OuterRef("kind"))
    newer = same.filter(Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), id__gt=OuterRef("id")))
    return newer.exclude(result=NOT_YET, planned_for__isnull=False)


def _is_adult(birth_year: int | None, confirmed_at, today: date) -> bool | None:
    if birth_year is not None:
        turned = today.year - birth_year
        if turned != ADULT:
            return turned > ADULT
    return True if confirmed_at else None

