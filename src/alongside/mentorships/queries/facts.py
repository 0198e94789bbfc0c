"""Where a mentorship stands, derived from what happened. Nothing of this is stored."""

from datetime import timedelta

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.mentorships.models import CheckIn, EndingPlan, MentorshipStatus, Session
from alongside.mentorships.queries.holds import rests
from alongside.programmes.models import Programme


class Stage(TextChoices):
    """The stages in the order of a mentorship's life. "Proposed" comes before and belongs to matching."""

    INTRODUCED = "introduced", _("Introduced")
    FIRST_PLANNED = "first_planned", _("First meeting planned")
    WALKING = "walking", _("Under way")
    QUIET = "quiet", _("Quiet")
    ENDING = "ending", _("Ending")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended")


#: Tint and icon of each stage's label.
LOOKS = {
    Stage.INTRODUCED: ("gold", "clock"),
    Stage.FIRST_PLANNED: ("blue", "calendar"),
    Stage.WALKING: ("teal", "walk"),
    Stage.QUIET: ("gold", "clock"),
    Stage.ENDING: ("blue", "flag"),
    Stage.PAUSED: ("", "pause"),
    Stage.ENDED: ("", "end"),
}

IS_ENDING = (EndingPlan.Kind.PLANNED, EndingPlan.Kind.MOVED)
HELD = (Session.Outcome.MET, Session.Outcome.NOT_MET)


def with_facts(mentorships: QuerySet) -> QuerySet:
    """Annotates each mentorship with its facts and its stage: one query for the list, and one small one before it.

    status, status_at, status_reason, resumes_on: the newest status row.
    last_met_at: start of the last meeting that took place. next_at, next_id, next_has_time: the next one planned.
    unlogged_at, unlogged_id: the oldest planned meeting that is past and has no outcome.
    ending_kind, ending_on: the newest row about a planned ending, and its day.
    last_check_in_at: the coordinator's last contact.
    on_hold: whether a present member is on hold.
    last_heard_at: the newest of begin, status, meeting (held or not) and check-in.
    stage: a code of Stage. Quiet means: nothing heard for the programme's `quiet_days` (default 14, as
    CASA's worklist of volunteers not contacted in 14 days) and no meeting planned.
    """
    now = clock.now()
    newest = MentorshipStatus.objects.filter(mentorship=OuterRef("pk")).order_by("-at", "-id")
    sessions = Session.objects.filter(mentorship=OuterRef("pk"))
    met = sessions.filter(outcome=Session.Outcome.MET).order_by("-starts_at")
    coming = sessions.filter(outcome="", starts_at__gte=now).order_by("starts_at")
    unlogged = sessions.filter(outcome="", starts_at__lt=now).order_by("starts_at")
    check_ins = CheckIn.objects.filter(mentorship=OuterRef("pk")).order_by("-at")
    quiet_days = Programme.objects.order_by().values_list("quiet_days", flat=True).distinct()
    thresholds = [When(programme__quiet_days=days, then=Value(now - timedelta(days=days))) for days in quiet_days]
    return mentorships.annotate(
        status=Subquery(newest.values("status")[:1]),
        status_at=Subquery(newest.values("at")[:1]),
        status_reason=Subquery(newest.values("reason")[:1]),
        resumes_on=Subquery(newest.values("resumes_on")[:1]),
        last_met_at=Subquery(met.values("starts_at")[:1]),
        next_at=Subquery(coming.values("starts_at")[:1]),
        next_id=Subquery(coming.values("pk")[:1]),
        next_has_time=Subquery(coming.values("has_time")[:1]),
        unlogged_at=Subquery(unlogged.values("starts_at")[:1]),
        unlogged_id=Subquery(unlogged.values("pk")[:1]),
        last_check_in_at=Subquery(check_ins.values("at")[:1]),
        last_heard_at=last_heard(),
        ending_kind=Subquery(newest_plan().values("kind")[:1]),
        ending_on=Subquery(newest_plan().values("until")[:1]),
        on_hold=rests(),
        quiet_before=Case(*thresholds, default=Value(now - timedelta(days=14)), output_field=DateTimeField()),
    ).annotate(
        stage=Case(
            When(status=MentorshipStatus.Status.ENDED, then=Value(Stage.ENDED.value)),
            When(status=MentorshipStatus.Status.PAUSED, then=Value(Stage.PAUSED.value)),
            When(ending_kind__in=IS_ENDING, then=Value(Stage.ENDING.value)),
            When(Q(next_at=None, last_heard_at__lt=F("quiet_before")), then=Value(Stage.QUIET.value)),
            When(Q(last_met_at=None, next_at__isnull=False), then=Value(Stage.FIRST_PLANNED.value)),
            When(last_met_at=None, then=Value(Stage.INTRODUCED.value)),
            default=Value(Stage.WALKING.value),
            output_field=CharField(),
        )
    )


def last_heard() -> Greatest:
    """When anything was heard of a mentorship for the last time: begin, status, meeting (held or not) or check-in."""
    newest = MentorshipStatus.objects.filter(mentorship=OuterRef("pk")).order_by("-at", "-id")
    held = _sessions(outcome__in=HELD).order_by("-starts_at")
    check_ins = CheckIn.objects.filter(mentorship=OuterRef("pk")).order_by("-at")
    found = (newest.values("at")[:1], held.values("starts_at")[:1], check_ins.values("at")[:1])
    return Greatest(F("begun_at"), *(Coalesce(Subquery(one), F("begun_at")) for one in found))


def is_quiet(programmes) -> Q:
    """The condition "quiet" for mentorships of these programmes, by lookups that stop at the first row found."""
    now = clock.now()
    condition = Q(pk__in=[])
    for days in sorted({p.quiet_days for p in programmes}):
        before = now - timedelta(days=days)
        condition |= Q(
            ~Exists(_sessions(outcome=Session.Outcome.MET, starts_at__gte=before)),
            ~Exists(_sessions(outcome=Session.Outcome.NOT_MET, starts_at__gte=before)),
            ~Exists(_sessions(outcome="", starts_at__gte=now)),
            ~Exists(CheckIn.objects.filter(mentorship=OuterRef("pk"), at__gte=before)),
            ~Exists(MentorshipStatus.objects.filter(mentorship=OuterRef("pk"), at__gte=before)),
            programme__in=[p.pk for p in programmes if p.quiet_days == days],
            begun_at__lt=before,
        )
    return condition


def walking(mentorships: QuerySet) -> QuerySet:
    """Those that are neither paused nor ended: the newest status decides."""
    newest = MentorshipStatus.objects.filter(mentorship=OuterRef("pk")).order_by("-at", "-id")
    Status = MentorshipStatus.Status
    return mentorships.alias(newest_status=Subquery(newest.values("status")[:1])).filter(
        newest_status__in=(Status.BEGUN, Status.RESUMED)
    )


def in_stage(mentorships: QuerySet, stage: Stage, programmes) -> QuerySet:
    """Those of `mentorships` (all of `programmes`) in this stage: as `with_facts` would say, at the cost of a filter."""
    Status = MentorshipStatus.Status
    if stage == Stage.ENDED:
        return mentorships.filter(Exists(MentorshipStatus.objects.filter(mentorship=OuterRef("pk"), status=Status.ENDED)))
    if stage == Stage.PAUSED:
        newest = MentorshipStatus.objects.filter(mentorship=OuterRef("pk")).order_by("-at", "-id")
        return mentorships.alias(newest_status=Subquery(newest.values("status")[:1])).filter(newest_status=Status.PAUSED)
    mentorships = walking(mentorships)
    mentorships = mentorships.alias(ending_kind=Subquery(newest_plan().values("kind")[:1]))
    if stage == Stage.ENDING:
        return mentorships.filter(ending_kind__in=IS_ENDING)
    mentorships = mentorships.filter(Q(ending_kind=None) | ~Q(ending_kind__in=IS_ENDING))
    if stage == Stage.QUIET:
        return mentorships.filter(is_quiet(programmes))
    has_met = Exists(_sessions(outcome=Session.Outcome.MET))
    has_next = Exists(_sessions(outcome="", starts_at__gte=clock.now()))
    if stage == Stage.FIRST_PLANNED:
        return mentorships.filter(~has_met, has_next)
    mentorships = mentorships.filter(has_met) if stage == Stage.WALKING else mentorships.filter(~has_met, ~has_next)
    return mentorships.exclude(is_quiet(programmes))


def newest_plan() -> QuerySet:
    """The newest row about a mentorship's ending, as a subquery."""
    return EndingPlan.objects.filter(mentorship=OuterRef("pk")).order_by("-at", "-id")


def _sessions(**values):
    return Session.objects.filter(mentorship=OuterRef("pk"), **values)


def stage_of(mentorship) -> Stage:
    """The stage of one mentorship. No query if it came out of `with_facts`, else two."""
    if not hasattr(mentorship, "stage"):
        mentorship = with_facts(type(mentorship).objects.filter(pk=mentorship.pk)).get()
    return Stage(mentorship.stage)
