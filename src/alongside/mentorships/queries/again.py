"""Who could have another mentor or mentee after an ending, and what is missing. Facts, each time; no score."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.foundation.templatetags import dates
from alongside.mentorships.access import MENTOR_ROLES
from alongside.mentorships.models import FreshYes, Interview, Member, MentorshipStatus, PairRules
from alongside.mentorships.queries.pairs import local
from alongside.mentorships.queries.places import free_places
from alongside.mentorships.queries.rules import rules_of
from alongside.people import directory
from alongside.programmes.models import Enrolment, Programme, Side

Reason = MentorshipStatus.Reason
#: Endings that need no further words to be understood.
CLEAR = (Reason.COMPLETED, Reason.GOALS_REACHED)


@dataclass(frozen=True)
class Lacking:
    """One thing missing before somebody is proposed again. code: rest, ask, no or reason. on: the day on which the rest ends."""

    code: str
    on: date | None = None

    @property
    def in_words(self) -> str:
        if self.code == "rest":
            return _("Rests after the last mentorship until %(day)s.") % {"day": dates.when(self.on, "date")}
        if self.code == "ask":
            return _("Has not been asked yet whether they want somebody new.")
        if self.code == "no":
            return _("Does not want anybody new at the moment.")
        return _("What led to the last ending has not been talked about yet.")


@dataclass(frozen=True)
class Again:
    """Somebody's last ending in a programme, and what is missing after it."""

    enrolment_id: UUID
    mentorship_id: UUID
    ended_on: date
    rest_until: date
    reason: str
    wish: str
    lacking: tuple[Lacking, ...]


def again_in(programmes: Iterable[Programme], only: Iterable[UUID] | None = None) -> dict[UUID, Again]:
    """Enrolment id -> their last ending, of everybody with one and nothing begun since. Six queries, whatever the number.

    only: ids of enrolments; without it everybody's.
    """
    by_id = {p.pk: p for p in programmes}
    parts = Member.objects.filter(mentorship__programme__in=by_id, enrolment__isnull=False)
    if only is not None:
        parts = parts.filter(enrolment__in=list(only))
    ended = parts.filter(until__isnull=False).values_list("enrolment_id", "until", "mentorship_id", "mentorship__programme_id", "person_id")
    last: dict[UUID, tuple] = {}
    for enrolment, until, mentorship, programme, person in ended.order_by("until"):
        last[enrolment] = (until, mentorship, programme, person)
    if not last:
        return {}
    begun = dict(parts.filter(until=None).order_by().values_list("enrolment_id").annotate(newest=Max("since")))
    last = {pk: row for pk, row in last.items() if pk not in begun or begun[pk] <= row[0]}
    rules = {r.programme_id: r.rematch_pause_days for r in PairRules.objects.filter(programme__in=by_id)}
    usual = PairRules.rematch_pause_days.field.default
    of_these = {"mentorship__programme__in": by_id} if only is None else {"mentorship__in": {row[1] for row in last.values()}}
    reasons = dict(MentorshipStatus.objects.filter(status="ended", **of_these).order_by().values_list("mentorship_id", "reason"))
    answers: dict[UUID, tuple] = {}
    fresh = FreshYes.objects.filter(**({"enrolment__programme__in": by_id} if only is None else {"enrolment__in": last})).order_by("at", "id")
    for enrolment, answer, at in fresh.values_list("enrolment_id", "answer", "at"):
        answers[enrolment] = (answer, at)
    said = Interview.objects.filter(kind=Interview.Kind.EXIT, **of_these).order_by("at", "id")
    wishes = {(m, p): again for m, p, again in said.values_list("mentorship_id", "person_id", "again")}
    found = {}
    for pk, (until, mentorship, programme, person) in last.items():
        zone = by_id[programme].time_zone
        ended_on = local(until, zone).date()
        rest = ended_on + timedelta(days=rules.get(programme, usual))
        answer, at = answers.get(pk, ("", None))
        wish = wishes.get((mentorship, person), "")
        newest = answer if at is not None and at >= until else ""
        reason = reasons.get(mentorship, "")
        lacking = []
        if rest > clock.today(zone):
            lacking.append(Lacking("rest", rest))
        if newest != "yes":
            lacking.append(Lacking("no" if newest == "no" or (wish == "no" and not newest) else "ask"))
        if reason not in CLEAR and (mentorship, person) not in wishes:
            lacking.append(Lacking("reason"))
        found[pk] = Again(pk, mentorship, ended_on, rest, reason, wish, tuple(lacking))
    return found


def to_ask_again(programmes: list[Programme], most: int) -> list[tuple[Member, date]]:
    """(their last part, the day since which they have rested) of whom to ask now for somebody new, the longest over first. Two queries.

    Those of `waiting_again` who may be asked and did not say "later", told by lookups that stop once `most` are found.
    """
    theirs = Enrolment.objects.filter(pk=OuterRef("enrolment")).with_state().filter(current_state__in=("accepted", "resting"))
    open_parts = Member.objects.filter(enrolment=OuterRef("pk"), until=None)
    taken = open_parts.filter(role__in=MENTOR_ROLES).order_by().values("enrolment").annotate(n=Count("pk")).values("n")
    theirs = theirs.annotate(taken=Coalesce(Subquery(taken), 0)).filter(
        Q(side=Side.MENTOR, capacity__gt=F("taken")) | Q(~Exists(open_parts), side=Side.MENTEE)
    )
    own = dict(PairRules.objects.filter(programme__in=programmes).values_list("programme_id", "rematch_pause_days"))
    usual = PairRules.rematch_pause_days.field.default
    rests = {p.pk: (p.time_zone, timedelta(days=own.get(p.pk, usual))) for p in programmes}
    has_rested = Q(pk__in=[])
    for pk, (zone, rest) in rests.items():
        first_of_rest = clock.today(zone) - rest + timedelta(days=1)
        midnight = datetime.combine(first_of_rest, datetime.min.time(), tzinfo=ZoneInfo(zone))
        has_rested |= Q(Exists(theirs.filter(programme=pk)), until__lt=midnight)
    same = Member.objects.filter(enrolment=OuterRef("enrolment"))
    later = same.filter(
        Q(until__gt=OuterRef("until")) | Q(until=OuterRef("until"), pk__gt=OuterRef("pk")) | Q(until=None, since__gt=OuterRef("until"))
    )
    answered = FreshYes.objects.filter(enrolment=OuterRef("enrolment"), at__gte=OuterRef("until"))
    said = Interview.objects.filter(mentorship=OuterRef("mentorship"), person=OuterRef("person"), kind=Interview.Kind.EXIT)
    wish = Subquery(said.order_by("-at", "-id").values("again")[:1])
    found = Member.objects.filter(has_rested, ~Exists(later), ~Exists(answered)).alias(wish=wish)
    found = found.filter(Q(wish=None) | ~Q(wish__in=(Interview.Again.NO, Interview.Again.LATER))).select_related("enrolment")
    rows = []
    for part in found.order_by("until", "pk")[:most]:
        zone, rest = rests[part.enrolment.programme_id]
        rows.append((part, local(part.until, zone).date() + rest))
    return rows


def lacking_again(programme: Programme) -> dict[UUID, tuple[Lacking, ...]]:
    """Enrolment id -> what is missing before matching may propose them again. Five queries."""
    return {pk: again.lacking for pk, again in again_in([programme]).items() if again.lacking}


def rest_of(enrolment: Enrolment) -> date | None:
    """The first day on which somebody may be asked anew; None if nothing of theirs has ended."""
    until = Member.objects.filter(enrolment=enrolment, until__isnull=False).aggregate(newest=Max("until"))["newest"]
    if until is None:
        return None
    days = rules_of(enrolment.programme).rematch_pause_days
    return local(until, enrolment.programme.time_zone).date() + timedelta(days=days)


@dataclass
class Waits:
    """Somebody on the page of those who wait for somebody new."""

    again: Again
    enrolment: Enrolment
    name: str
    is_mentor: bool
    wish: str = ""
    missing: list[str] = field(default_factory=list)
    may_ask: bool = False


def waiting_again(principal, programmes: list[Programme]) -> list[Waits]:
    """Who waits for somebody new after an ending, the longest first. A constant number of queries; notes the reads."""
    found = again_in(programmes)
    willing = {pk: a for pk, a in found.items() if not any(one.code == "no" for one in a.lacking)}
    enrolments = Enrolment.objects.filter(pk__in=willing).with_state().filter(current_state__in=("accepted", "resting"))
    walking = set(
        Member.objects.filter(enrolment__in=willing, until=None, enrolment__side=Side.MENTEE).values_list("enrolment_id", flat=True)
    )
    rows = [e for e in enrolments.select_related("programme") if e.pk not in walking]
    free = free_places(e for e in rows if e.side == Side.MENTOR)
    rows = [e for e in rows if free.get(e.pk, 1)]
    names = directory.names({e.person_id for e in rows})
    principal.reads("enrolment", *(e.person_id for e in rows))
    made = []
    for e in rows:
        again = willing[e.pk]
        made.append(
            Waits(
                again=again,
                enrolment=e,
                name=names.get(e.person_id, ""),
                is_mentor=e.side == Side.MENTOR,
                wish=Interview.Again(again.wish).label if again.wish else "",
                missing=[one.in_words for one in again.lacking],
                may_ask=any(one.code == "ask" for one in again.lacking) and not any(one.code == "rest" for one in again.lacking),
            )
        )
    return sorted(made, key=lambda one: (one.again.ended_on, one.enrolment.pk))
