"""All pairs of a coordinator by stage: how many, for how long, and a few of each. Computed each time; nobody drags anything."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nlargest, nsmallest
from statistics import median
from uuid import UUID

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.foundation.templatetags import dates
from alongside.mentorships.access import mentorships_for, statuses_for
from alongside.mentorships.models import EndingPlan, MentorshipStatus, Session
from alongside.mentorships.queries import facts
from alongside.mentorships.queries.caseload import rows_of
from alongside.mentorships.queries.facts import LOOKS, Stage
from alongside.mentorships.queries.pages import Row
from alongside.mentorships.queries.pairs import local
from alongside.programmes.access import programmes_for

#: Cards that a column shows; the rest stands in the list, one tap away.
CARDS = 4
#: An ending stays on the board for so long (ours).
LATELY = timedelta(days=60)
#: A mentor has this long to say how a meeting went before the coordinator asks, as on Today (ours).
TIME_TO_LOG = timedelta(days=1)

Status = MentorshipStatus.Status


@dataclass(frozen=True)
class Turn:
    """Whose turn it is in a pair, as a sentence, and the one button that helps; none where nobody has to do anything."""

    words: str
    url: str = ""
    button: str = ""
    is_yours: bool = False


@dataclass(frozen=True)
class Card:
    row: Row
    since: datetime
    turn: Turn


@dataclass
class Column:
    """One stage. days: for how long the middle one of its pairs has been there, or None if it is empty."""

    stage: Stage
    label: str
    tint: str
    icon: str
    count: int
    days: int | None
    cards: list[Card]
    is_here: bool = False

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


def columns(principal, *, programme=None, here: str = "") -> list[Column]:
    """Every stage in the order of a mentorship's life. A constant number of queries, thirteen at most; notes the reads.

    When a pair came into its stage: introduced and paused, with the newest change; first meeting planned, when that
    meeting was planned or last moved; under way, with the first meeting that took place or the end of the last break;
    quiet, when the programme's days without a word were over; ended, with the ending.

    here: the stage that a phone shows; without one, the first that has anybody.
    """
    mine = mentorships_for(principal)
    mine = mine.filter(programme_id=programme) if programme else mine
    came_in = {stage: [] for stage in Stage}
    for pk, stage, since in _open(mine, list(programmes_for(principal, "coordinator"))):
        came_in[stage].append((since, pk))
    ended = statuses_for(principal).filter(status=Status.ENDED, at__gte=clock.now() - LATELY)
    ended = ended.filter(mentorship__programme_id=programme) if programme else ended
    came_in[Stage.ENDED] = list(ended.values_list("at", "mentorship_id"))
    shown: dict[Stage, list[tuple[datetime, UUID]]] = {}
    for stage, found in came_in.items():
        # Whoever has been there longest comes first; of those who ended, the newest.
        shown[stage] = (nlargest if stage == Stage.ENDED else nsmallest)(CARDS, found, key=lambda one: (one[0], str(one[1])))
    rows = {row.mentorship.pk: row for row in rows_of(principal, [pk for found in shown.values() for _since, pk in found])}
    made = [_column(stage, came_in[stage], shown[stage], rows) for stage in Stage]
    chosen = next((c for c in made if c.stage == here), None) or next((c for c in made if c.count), made[0])
    chosen.is_here = True
    return made


def _column(stage: Stage, found: list, shown: list, rows: dict) -> Column:
    tint, icon = LOOKS[stage]
    now = clock.now()
    cards = [
        Card(row=rows[pk], since=local(since, rows[pk].mentorship.programme.time_zone), turn=turn_of(rows[pk]))
        for since, pk in shown
        if pk in rows
    ]
    days = int(median((now - since).days for since, _pk in found)) if found else None
    label = _("Ended lately") if stage == Stage.ENDED else stage.label
    return Column(stage, str(label), tint, icon, len(found), days, cards)


def _open(mine: QuerySet, programmes: list) -> Iterable[tuple[UUID, Stage, datetime]]:
    """(mentorship, stage, since when) of all that have not ended. Five queries.

    The same stages as `facts.with_facts` gives, asked so that thousands cost little: every pair is asked as few
    questions as settle it, each of which stops at the first row found; most are under way, and those are settled first.
    """
    now = clock.now()
    newest = MentorshipStatus.objects.filter(mentorship=OuterRef("pk")).order_by("-at", "-id")
    met = Session.objects.filter(mentorship=OuterRef("pk"), outcome=Session.Outcome.MET)
    coming = Session.objects.filter(mentorship=OuterRef("pk"), outcome="", starts_at__gte=now)
    met_lately = Q(pk__in=[])
    for days in {p.quiet_days for p in programmes}:
        those = [p.pk for p in programmes if p.quiet_days == days]
        met_lately |= Q(Exists(met.filter(starts_at__gte=now - timedelta(days=days))), programme__in=those)
    stage = Case(
        When(met_lately, then=Value(Stage.WALKING.value)),
        When(facts.is_quiet(programmes), then=Value(Stage.QUIET.value)),
        When(Exists(met), then=Value(Stage.WALKING.value)),
        When(Exists(coming), then=Value(Stage.FIRST_PLANNED.value)),
        default=Value(Stage.INTRODUCED.value),
        output_field=CharField(),
    )
    found = mine.filter(~Exists(MentorshipStatus.objects.filter(mentorship=OuterRef("pk"), status=Status.ENDED)))
    # The newest change, or the first meeting that took place if that was later: one moment to read a row, not two.
    first_met = Coalesce(Subquery(met.order_by("starts_at").values("starts_at")[:1]), F("begun_at"))
    since = Greatest(Subquery(newest.values("at")[:1]), first_met)
    later = MentorshipStatus.objects.filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), id__gt=OuterRef("id")), mentorship=OuterRef("mentorship")
    )
    breaks = MentorshipStatus.objects.filter(~Exists(later), status=Status.PAUSED, mentorship__in=mine)
    # Few, so they are listed first instead of asking every pair for its status.
    paused = dict(breaks.values_list("mentorship_id", "at"))
    plans = EndingPlan.objects.filter(mentorship__in=mine).order_by("at", "id").values_list("mentorship_id", "kind", "at")
    # The newest row of each counts; the last day may move without a new beginning of the stage.
    ending: dict[UUID, datetime] = {}
    for pk, kind, at in plans:
        if kind in facts.IS_ENDING:
            ending.setdefault(pk, at)
        else:
            ending.pop(pk, None)
    quiet, planned = [], []
    made = [(pk, Stage.PAUSED, at) for pk, at in paused.items()]
    for pk, code, at in found.order_by().values_list("pk", stage, since):
        if pk in paused:
            continue
        if pk in ending:
            made.append((pk, Stage.ENDING, ending[pk]))
            continue
        if code == Stage.QUIET:
            quiet.append(pk)
        elif code == Stage.FIRST_PLANNED:
            planned.append(pk)
        else:
            made.append((pk, Stage(code), at))
    if quiet:
        days = {p.pk: timedelta(days=p.quiet_days) for p in programmes}
        heard = mine.filter(pk__in=quiet).values_list("pk", "programme_id", facts.last_heard())
        made += [(pk, Stage.QUIET, at + days[programme]) for pk, programme, at in heard]
    if planned:
        changed = Subquery(coming.order_by("starts_at").values("changed_at")[:1])
        when = mine.filter(pk__in=planned).values_list("pk", Coalesce(changed, F("begun_at")))
        made += [(pk, Stage.FIRST_PLANNED, at) for pk, at in when]
    return made


def turn_of(row: Row) -> Turn:
    """Who must act in a pair, worked out from dates as Today does. No query."""
    mentorship, stage = row.mentorship, row.stage

    def to(name: str) -> str:
        return reverse(f"mentorships:{name}", args=[mentorship.pk])

    if stage == Stage.ENDED:
        return Turn(_("Nobody just now"))
    if row.on_hold:
        return Turn(_("Nobody until the hold is lifted"))
    if stage == Stage.PAUSED:
        today = clock.today(mentorship.programme.time_zone)
        if mentorship.resumes_on and mentorship.resumes_on > today:
            return Turn(_("Nobody until %(day)s") % {"day": dates.when(mentorship.resumes_on, "day")})
        return Turn(_("You: ask if they go on"), to("resume"), _("Ask if they go on"), True)
    if stage == Stage.QUIET or (stage in (Stage.INTRODUCED, Stage.FIRST_PLANNED) and not mentorship.last_check_in_at):
        return Turn(_("You: call both"), to("check_in"), _("Call them"), True)
    if mentorship.unlogged_at:
        if mentorship.unlogged_at > clock.now() - TIME_TO_LOG:
            return Turn(_("The mentor: say how it went"))
        address = f"{to('log')}?meeting={mentorship.unlogged_id}"
        return Turn(_("You: ask how it went"), address, _("Ask how it went"), True)
    if row.next:
        return Turn(_("Nobody just now"))
    words = _("The mentor: plan the first meeting") if stage == Stage.INTRODUCED else _("The mentor: plan the next meeting")
    return Turn(words, to("plan"), _("Plan a meeting"))
