"""An ending as pages show it: what is planned, what is done, what comes later. Computed from what is stored, each time."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, Subquery, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.foundation.due import Due
from alongside.foundation.templatetags import dates
from alongside.mentorships.access import statuses_for
from alongside.mentorships.access.endings import my_parts
from alongside.mentorships.models import (
    EndingPlan,
    FreshYes,
    GoalWriting,
    Interview,
    Member,
    Mentorship,
    MentorshipStatus,
    PairRules,
    Paper,
    Session,
)
from alongside.mentorships.queries.again import again_in, to_ask_again
from alongside.mentorships.queries.facts import IS_ENDING, newest_plan
from alongside.mentorships.queries.pairs import local, present
from alongside.mentorships.queries.rules import rules_of
from alongside.people import directory

Kind = Interview.Kind
#: A meeting so near the last day is the last meeting (ours).
LAST_MEETING = timedelta(weeks=3)
#: So long before the last day Today names what is left to do (ours).
SOON = timedelta(days=14)
#: How long after an ending both are asked how it was, and how long the later talk stays on Today (ours).
ASK_FOR, LATER_FOR = timedelta(days=60), timedelta(days=60)
#: An ending of yesterday needs a few days before somebody asks how it was.
BREATH = timedelta(days=3)
MOST = 10


def months_from(day: date, months: int) -> date:
    """The same day so many months later (or before), or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass
class Side:
    """One member and what there is of them at the end."""

    member: Member
    exit: Interview | None = None
    later: Interview | None = None
    paper: Paper | None = None


@dataclass
class Ending:
    """Where an ending stands. until: the planned last day; ended_on: the day on which it was noted.

    contact: "both", "if_met", "none", or "" while somebody has not said. later_from: first day of the later talk, None for never.
    """

    mentorship: Mentorship
    plan: EndingPlan | None
    until: date | None
    ended_on: date | None
    last_meeting: datetime | date | None
    last_is_held: bool
    open_goals: int
    said_goals: int
    sides: list[Side] = field(default_factory=list)
    history: list[EndingPlan] = field(default_factory=list)
    later_from: date | None = None
    today: date | None = None
    reason: str = ""

    @property
    def is_planned(self) -> bool:
        return self.plan is not None

    @property
    def contact(self) -> str:
        wishes = {side.exit.contact if side.exit else "" for side in self.sides}
        if "" in wishes or not wishes:
            return "none" if "none" in wishes else ""
        if "none" in wishes:
            return "none"
        return "both" if wishes == {"both"} else "if_met"

    @property
    def may_ask_later(self) -> bool:
        return bool(self.later_from and self.today and self.later_from <= self.today)

    @property
    def left(self) -> list[str]:
        """What is still to do before the last day, in words."""
        found = []
        if self.open_goals:
            found.append(_("look at the goals together"))
        if self.last_meeting is None:
            found.append(_("plan the last meeting"))
        if any(side.exit is None for side in self.sides):
            found.append(_("ask both how it was"))
        if any(side.paper is None for side in self.sides):
            found.append(_("write the letters"))
        return found


def ending_of(mentorship: Mentorship) -> Ending:
    """The ending of one mentorship whose members came along. Seven queries."""
    zone = mentorship.programme.time_zone
    history = list(mentorship.ending_plans.all())
    plan = history[-1] if history and history[-1].kind in IS_ENDING else None
    ended = mentorship.statuses.filter(status="ended").only("at", "reason").first()
    ended_on = local(ended.at, zone).date() if ended else None
    last, is_held = _last_meeting(mentorship, ended_on or (plan.until if plan else None), zone)
    rules = rules_of(mentorship.programme)
    newest = GoalWriting.objects.filter(goal=OuterRef("pk")).order_by("-number")
    ends = list(mentorship.goals.annotate(end=Subquery(newest.values("end")[:1])).values_list("end", flat=True))
    return Ending(
        mentorship=mentorship,
        plan=None if ended else plan,
        until=plan.until if plan else mentorship.planned_until,
        ended_on=ended_on,
        last_meeting=last,
        last_is_held=is_held,
        open_goals=ends.count(""),
        said_goals=len(ends) - ends.count(""),
        sides=_sides(mentorship),
        history=history,
        later_from=months_from(ended_on, rules.follow_up_months) if ended_on and rules.follow_up_months else None,
        today=clock.today(zone),
        reason=ended.get_reason_display() if ended else "",
    )


def is_ending(mentorship: Mentorship) -> bool:
    """Whether an ending is planned for a mentorship that goes on. One query."""
    return mentorship.ending_plans.order_by("-at", "-id").values_list("kind", flat=True).first() in IS_ENDING


def _last_meeting(mentorship: Mentorship, day: date | None, zone: str):
    """(when, held) of the last meeting within three weeks of the last day; (None, False) while there is none. One query."""
    if day is None:
        return None, False
    start = datetime.combine(day, datetime.min.time(), tzinfo=ZoneInfo(zone)) - LAST_MEETING
    met_or_ahead = Q(outcome="met", starts_at__gte=start) | Q(outcome="", starts_at__gte=max(start, clock.now()))
    found = mentorship.sessions.filter(met_or_ahead).order_by("-starts_at").defer("note", "place").first()
    if found is None:
        return None, False
    here = local(found.starts_at, zone)
    return here if found.has_time else here.date(), found.outcome == "met"


def _sides(mentorship: Mentorship) -> list[Side]:
    """Mentors first. Two queries."""
    members = present(mentorship.members.all())
    sides = {m.person_id: Side(m) for m in sorted(members, key=lambda m: not m.is_mentor)}
    for row in Interview.objects.filter(mentorship=mentorship, person__in=sides).order_by("at", "id"):
        setattr(sides[row.person_id], row.kind, row)
    for paper in Paper.objects.filter(mentorship=mentorship, person__in=sides).order_by("at", "id"):
        sides[paper.person_id].paper = paper
    return list(sides.values())


@dataclass
class Walked:
    """What somebody did in one mentorship, with nothing of anybody else. until: the last day, to come while it ends."""

    member: Member
    since: date
    until: date
    is_over: bool
    meetings: int
    minutes: int
    paper: Paper | None
    said: Interview | None
    later: Interview | None
    may_say_later: bool
    may_answer_again: bool
    fresh: FreshYes | None
    stays_in_touch: bool

    @property
    def mentorship(self) -> Mentorship:
        return self.member.mentorship

    @property
    def hours(self) -> int:
        return round(self.minutes / 60)


def walked_by(principal) -> list[Walked]:
    """The principal's own parts that ended within a year or end soon, the newest first. Few queries for each; mostly one."""
    return [walked(part) for part in my_parts(principal).order_by("-since", "-pk")]


def walked(part: Member) -> Walked:
    """What this member did. Eight queries."""
    mentorship, zone = part.mentorship, part.mentorship.programme.time_zone
    own = {"mentorship": mentorship, "person": part.person_id}
    said = {row.kind: row for row in Interview.objects.filter(**own).order_by("at", "id")}
    until = local(part.until, zone).date() if part.until else mentorship.planned_until
    meetings, minutes = held(part)
    rules = rules_of(mentorship.programme)
    today = clock.today(zone)
    later = months_from(until, rules.follow_up_months) if part.until and rules.follow_up_months else None
    ended = [part.enrolment_id] if part.until and part.enrolment_id else []
    again = again_in([mentorship.programme], only=ended).get(part.enrolment_id) if ended else None
    mine = again is not None and again.mentorship_id == mentorship.pk
    newest = part.enrolment.fresh_answers.first() if mine and part.enrolment else None
    return Walked(
        member=part,
        since=local(part.since, zone).date(),
        until=until,
        is_over=part.until is not None,
        meetings=meetings,
        minutes=minutes,
        paper=Paper.objects.filter(**own).first(),
        said=said.get(Kind.EXIT),
        later=said.get(Kind.LATER),
        may_say_later=bool(later and later <= today <= later + LATER_FOR),
        may_answer_again=bool(mine and again.rest_until <= today),
        fresh=newest if newest and newest.at >= part.until else None,
        stays_in_touch=both_wish(mentorship),
    )


def held(part: Member) -> tuple[int, int]:
    """(meetings, minutes) of this part that took place. One query."""
    met = part.mentorship.sessions.filter(outcome=Session.Outcome.MET, starts_at__gte=part.since)
    if part.until:
        met = met.filter(starts_at__lte=part.until)
    found = met.aggregate(minutes=Sum("minutes"))
    return met.count(), found["minutes"] or 0


def both_wish(mentorship: Mentorship) -> bool:
    """Whether it is over and everybody of it wished to stay in touch. Two queries; says nothing about who did not."""
    if not mentorship.statuses.filter(status="ended").exists():
        return False
    wishes = dict(mentorship.interviews.filter(kind=Kind.EXIT).order_by("at", "id").values_list("person_id", "contact"))
    people = {m.person_id for m in present(mentorship.members.all())}
    return bool(people) and all(wishes.get(pk) == Interview.Contact.BOTH for pk in people)


def reasons(principal, walking, programmes) -> Iterator[tuple]:
    """For coordinators: (mentorship, since, why, address, button) of endings. Five queries at most."""
    by_id = {p.pk: p for p in programmes}
    rules = {r.programme_id: r for r in PairRules.objects.filter(programme__in=by_id)}
    rules = {pk: rules.get(pk) or PairRules(programme=p) for pk, p in by_id.items()}
    yield from _planned(walking, by_id)
    yield from _to_plan(walking, by_id, rules)
    yield from _to_ask(principal, by_id, rules)


def _row(pk, day: date, zone: str, why: str, button: str, route: str = "ending") -> tuple:
    since = datetime.combine(day, datetime.min.time(), tzinfo=ZoneInfo(zone))
    return pk, since, why, reverse(f"mentorships:{route}", args=[pk]), button


def _planned(walking, by_id) -> Iterator[tuple]:
    """Endings whose last day has come; and within two weeks of it, what is left to do."""
    today = clock.today()
    # The few with a plan first: all that walk are thousands.
    planned = EndingPlan.objects.filter(kind__in=IS_ENDING, until__lte=today + SOON).order_by().values("mentorship")
    near = walking.filter(pk__in=planned).annotate(plan=Subquery(newest_plan().values("kind")[:1]), day=Subquery(newest_plan().values("until")[:1]))
    near = near.filter(plan__in=IS_ENDING, day__lte=today + SOON).select_related("programme").prefetch_related("members__person")
    for mentorship in near.order_by("day")[:MOST]:
        zone, day = by_id[mentorship.programme_id].time_zone, dates.when(mentorship.day, "date")
        if mentorship.day <= today:
            why = _("Their last day was planned for %(day)s. Note how it ended.") % {"day": day}
            yield _row(mentorship.pk, mentorship.day, zone, why, _("Go to the ending"))
        elif left := ending_of(mentorship).left:
            why = _("Their last day is %(day)s. Still to do: %(what)s.") % {"day": day, "what": left[0]}
            yield _row(mentorship.pk, mentorship.day - SOON, zone, why, _("Go to the ending"))


def _to_plan(walking, by_id, rules) -> Iterator[tuple]:
    """The planned end comes near, or has passed, and nobody has begun to end it well."""
    near = Q(pk__in=[])
    for pk, programme in by_id.items():
        if weeks := rules[pk].ending_weeks:
            near |= Q(programme=pk, planned_until__lte=clock.today(programme.time_zone) + timedelta(weeks=weeks))
    found = walking.alias(plan=Subquery(newest_plan().values("kind")[:1]))
    found = found.filter(near).filter(Q(plan=None) | ~Q(plan__in=IS_ENDING))
    for mentorship in found.order_by("planned_until")[:MOST]:
        day = mentorship.planned_until
        why = _("Their time together was planned until %(day)s. Plan a good ending, or agree to go on.")
        since = day - timedelta(weeks=rules[mentorship.programme_id].ending_weeks)
        yield _row(mentorship.pk, since, by_id[mentorship.programme_id].time_zone, why % {"day": dates.when(day, "date")}, _("Plan the ending"))


def _to_ask(principal, by_id, rules) -> Iterator[tuple]:
    """Endings after which nobody has asked both how it was; and those whose later talk has come."""
    now = clock.now()
    said = Interview.objects.filter(mentorship=OuterRef("mentorship"))
    ended = statuses_for(principal).filter(status=MentorshipStatus.Status.ENDED).select_related("mentorship").defer("note")
    first = ended.filter(~Exists(said.filter(kind=Kind.EXIT)), at__gte=now - ASK_FOR, at__lte=now - BREATH)
    for step in first.order_by("at")[:MOST]:
        zone = by_id[step.mentorship.programme_id].time_zone
        day = local(step.at, zone).date()
        why = _("It ended on %(day)s. Ask each of them how it was.") % {"day": dates.when(day, "date")}
        yield _row(step.mentorship_id, day + BREATH, zone, why, _("Ask how it was"))
    due = Q(pk__in=[])
    for pk, one in rules.items():
        if one.follow_up_months:
            newest = now - (clock.today() - months_from(clock.today(), -one.follow_up_months))
            due |= Q(mentorship__programme=pk, at__lte=newest, at__gte=newest - LATER_FOR)
    for step in ended.filter(due, ~Exists(said.filter(kind=Kind.LATER))).order_by("at")[:MOST]:
        zone = by_id[step.mentorship.programme_id].time_zone
        day = local(step.at, zone).date()
        why = _("It ended on %(day)s. Ask how it went on.") % {"day": dates.when(day, "date")}
        since = months_from(day, rules[step.mentorship.programme_id].follow_up_months)
        yield _row(step.mentorship_id, since, zone, why, _("Ask how it went on"))


def people_to_ask_again(principal, programmes) -> list[Due]:
    """For coordinators: who may wish for somebody new and has rested. Two queries, and the names; notes the reads."""
    zones = {p.pk: p.time_zone for p in programmes}
    found = to_ask_again(programmes, MOST)
    names = directory.names({part.person_id for part, _day in found})
    principal.reads("enrolment", *(part.person_id for part, _day in found))
    rows = []
    for part, day in found:
        why = _("The rest after the last mentorship is over since %(day)s. Ask whether they want somebody new.")
        since = datetime.combine(day, datetime.min.time(), tzinfo=ZoneInfo(zones[part.enrolment.programme_id]))
        url = reverse("mentorships:again_of", args=[part.enrolment_id])
        people = ((names.get(part.person_id, ""), part.enrolment.side),)
        rows.append(Due("paperwork", people, why % {"day": dates.when(day, "date")}, url, _("Ask them"), since))
    return rows


def own_rows(principal) -> list[Due]:
    """For a mentor: say how it was, at the end and some months later."""
    rows = []
    for part in my_parts(principal).filter(Q(until=None) | Q(until__gte=clock.now() - ASK_FOR, until__lte=clock.now() - BREATH)):
        if not part.is_mentor or Interview.objects.filter(mentorship=part.mentorship, person=part.person_id, kind=Kind.EXIT).exists():
            continue
        zone = part.mentorship.programme.time_zone
        day = local(part.until, zone).date() if part.until else part.mentorship.planned_until
        if part.until is None and day > clock.today(zone) + SOON:
            continue
        if part.until:
            why = _("Your mentorship ended on %(day)s. Say how it was.")
        else:
            why = _("Your last day together is %(day)s. Say how it was.")
        since = datetime.combine(min(day, clock.today(zone)), datetime.min.time(), tzinfo=ZoneInfo(zone))
        url = reverse("mentorships:say", args=[part.mentorship_id])
        rows.append(Due("pairs", (), why % {"day": dates.when(day, "date")}, url, _("Say how it was"), since, can_wait=True))
    return rows
