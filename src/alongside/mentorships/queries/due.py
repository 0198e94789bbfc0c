"""What needs doing today, computed from dates each time. Nothing of it is stored.

Coordinators get one row per mentorship at most, for the most pressing reason; mentors get what is theirs to do.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.foundation.due import Due
from alongside.foundation.templatetags import dates
from alongside.mentorships.access import mentorships_for, my_mentorships, statuses_for
from alongside.mentorships.models import CallRequest, CheckIn, Member, MentorshipStatus, Session
from alongside.mentorships.queries import (
    agreements,
    cards,
    endings,
    facts,
    goals,
    holds,
    pocket,
    taking_back,
    to_call,
    trial,
)
from alongside.mentorships.queries.activities import due_activities
from alongside.mentorships.queries.between import due_between
from alongside.mentorships.queries.charge import covered_by, due_handovers, in_charge
from alongside.mentorships.queries.expenses import due_expenses
from alongside.mentorships.queries.gate_due import gate_due
from alongside.mentorships.queries.interpreters import due_interpreters
from alongside.mentorships.queries.messages import due_messages
from alongside.mentorships.queries.pairs import local, pairs_of
from alongside.mentorships.queries.questions import due_questions
from alongside.mentorships.queries.supervision import due_supervision
from alongside.people import directory
from alongside.programmes.models import ContactRule, Membership, Programme

#: A mentor has this long to say how a meeting went before the coordinator is asked to (ours).
TIME_TO_LOG = timedelta(days=1)
#: A break without an end is asked about after this long (ours).
LONG_BREAK = timedelta(days=30)
#: Rows of one kind that Today can hold; the oldest come first, the rest follow when these are done.
MOST = 10
#: So many who asked to be called: nobody of them should wait behind others.
MOST_CALLS = 50

Status = MentorshipStatus.Status


@dataclass(frozen=True)
class Reason:
    mentorship_id: UUID
    since: datetime
    why: str
    url: str
    button: str


def due(principal) -> list[Due]:
    """What this principal should do now for mentorships, the longest due first. A constant number of queries."""
    rows = []
    if principal.holds("coordinator"):
        programmes = list(
            Programme.objects.filter(pk__in=principal.programmes_as("coordinator"))
            .only("time_zone", "quiet_days")
            .prefetch_related("contact_rules")
        )
        rows += _calls(principal, programmes) + to_call.due(principal) + _for_coordinator(principal, programmes)
        rows += endings.people_to_ask_again(principal, programmes) + taking_back.due(principal)
        rows += pocket.due_entries(principal)
        rows += holds.due(principal) + cards.due(principal) + due_between(principal) + due_handovers(principal)
    if principal.holds("mentor"):
        rows += _for_mentor(principal) + agreements.waiting_for(principal) + due_questions(principal) + endings.own_rows(principal)
    rows += due_messages(principal) + due_supervision(principal) + gate_due(principal) + due_activities(principal)
    rows += due_expenses(principal) + due_interpreters(principal)
    return sorted(rows, key=lambda row: row.since)


def _calls(principal, programmes) -> list[Due]:
    """Whoever asked to be called: first shown to whoever looks after the mentorship, or stands in for them; once `call_by`
    has passed, to every coordinator of the programme. If the first no longer coordinates, to all at once.
    """
    now = clock.now()
    still_there = Membership.objects.in_force().filter(
        role="coordinator", account=OuterRef("charge"), programme=OuterRef("mentorship__programme")
    )
    calls = (
        CallRequest.objects.filter(
            called_at=None, taken_back_at=None, mentorship__programme__in=principal.programmes_as("coordinator")
        )
        .exclude(holds.open_calls_of_the_dead())
        .annotate(charge=in_charge("mentorship__"))
        .filter(Q(charge__in={principal.account.pk, *covered_by(principal.account)}) | Q(call_by__lt=now) | ~Exists(still_there))
        .select_related("mentorship")[:MOST_CALLS]
    )
    zones = {p.pk: p.time_zone for p in programmes}
    names = directory.names({call.person_id for call in calls})
    sides = _sides(calls)
    rows = []
    for call in calls:
        zone = zones[call.mentorship.programme_id]
        asked, by_when = local(call.asked_at, zone), dates.when(local(call.call_by, zone))
        if call.wants_stop:
            why = _("Would rather stop, said so %(ago)s, within the trial. A call was promised by %(when)s.")
        elif call.wants_change:
            why = _("Asked for a change %(ago)s. A call was promised by %(when)s.")
        else:
            why = _("Asked to be called %(ago)s. A call was promised by %(when)s.")
        rows.append(
            Due(
                group="waiting",
                people=((names.get(call.person_id, ""), sides.get((call.mentorship_id, call.person_id), "plain")),),
                why=why % {"ago": dates.ago(asked), "when": by_when},
                url=reverse("mentorships:call", args=[call.pk]),
                button=_("Call them"),
                since=call.asked_at,
            )
        )
    return rows


def _sides(calls) -> dict[tuple, str]:
    members = Member.objects.filter(mentorship__in={c.mentorship_id for c in calls}, person__in={c.person_id for c in calls})
    return {(m.mentorship_id, m.person_id): "mentor" if m.is_mentor else "mentee" for m in members}


def _for_coordinator(principal, programmes) -> list[Due]:
    reasons: dict[UUID, Reason] = {}
    walking = facts.walking(mentorships_for(principal))
    # The order is the order of importance: of several reasons for one pair the first is shown.
    for found in (
        # Most of the young pairs have been called, so they are counted out before the list is cut.
        islice(_early_contacts(walking, programmes), MOST),
        _unlogged(walking, programmes),
        (Reason(*found) for found in endings.reasons(principal, walking, programmes)),
        _breaks(principal, programmes),
        _quiet(walking, programmes),
        (Reason(*found) for found in trial.trials_ending(walking, programmes, MOST)),
        _goals(walking, programmes),
        (Reason(*found) for found in agreements.without_agreement(walking, programmes, MOST)),
        _later_contacts(walking, programmes),
    ):
        for reason in found:
            reasons.setdefault(reason.mentorship_id, reason)
    pairs = pairs_of(reasons)
    return [
        Due("pairs", pairs[r.mentorship_id].as_due(), r.why, r.url, r.button, r.since)
        for r in reasons.values()
        if r.mentorship_id in pairs
    ]


def _rule(programme, after) -> ContactRule | None:
    return next((rule for rule in programme.contact_rules.all() if rule.after == after), None)


#: Hours for which a contact that was missed stays on the list. A missed first call stays for a month; month one ends with the month.
LATE = {ContactRule.After.INTRODUCTION: 30 * 24, ContactRule.After.MONTH_ONE: 0}


def _early_contacts(walking, programmes) -> Iterator[Reason]:
    """The introduction and month one.

    Defaults of the templates: everybody called within 48 hours of the introduction (Michigan State University
    Extension, youth mentoring guidelines), two check-ins in month one, then monthly (MENTOR, Elements of
    Effective Practice, 4th edition, "Monitoring and Support").
    Of n contacts in month one the k-th is asked for once (k-1)/n of the month have passed.
    """
    now = clock.now()
    windows = {
        p.pk: max([r.within_hours + LATE.get(r.after, 0) for r in p.contact_rules.all() if r.after in LATE], default=0)
        for p in programmes
    }
    longest = max(windows.values(), default=0)
    wanted = max([r.times for p in programmes for r in p.contact_rules.all() if r.after in LATE], default=0)
    young = (
        walking.filter(begun_at__gte=now - timedelta(hours=longest), begun_at__lte=now)
        .annotate(contacts=Count("check_ins"))
        .filter(contacts__lt=wanted)
        .order_by("begun_at")
    )
    by_id = {p.pk: p for p in programmes}
    for mentorship in young if longest else ():
        programme = by_id[mentorship.programme_id]
        ago = dates.ago(local(mentorship.begun_at, programme.time_zone))
        url = reverse("mentorships:check_in", args=[mentorship.pk])
        introduction = _rule(programme, ContactRule.After.INTRODUCTION)
        month_one = _rule(programme, ContactRule.After.MONTH_ONE)
        if introduction and mentorship.contacts < introduction.times:
            call_by = mentorship.begun_at + timedelta(hours=introduction.within_hours)
            why = _("Introduced %(ago)s, nobody has called yet.") % {"ago": ago}
            if call_by > now:
                by_when = dates.when(local(call_by, programme.time_zone))
                why = _("Introduced %(ago)s. Call both by %(when)s.") % {"ago": ago, "when": by_when}
            yield Reason(mentorship.pk, mentorship.begun_at, why, url, _("Call them"))
        elif month_one and mentorship.contacts < month_one.times:
            window = timedelta(hours=month_one.within_hours)
            since = mentorship.begun_at + window * mentorship.contacts / month_one.times
            if since <= now <= mentorship.begun_at + window:
                why = _("Introduced %(ago)s. Time for the next check-in of the first month.") % {"ago": ago}
                yield Reason(mentorship.pk, since, why, url, _("Call them"))


def _later_contacts(walking, programmes) -> Iterator[Reason]:
    """From month two on: `times` a month, evenly; once by default (MENTOR, see `_early_contacts`)."""
    now = clock.now()
    wanted = Q(pk__in=[])
    gaps = {}
    for programme in programmes:
        rule = _rule(programme, ContactRule.After.LATER)
        if rule is None:
            continue
        month = timedelta(hours=rule.within_hours)
        gap = gaps[programme.pk] = month / rule.times
        recent = CheckIn.objects.filter(mentorship=OuterRef("pk"), at__gte=now - gap)
        wanted |= Q(~Exists(recent), programme=programme, begun_at__lt=now - month)
    newest = CheckIn.objects.filter(mentorship=OuterRef("pk")).order_by("-at")
    late = walking.filter(wanted).annotate(last=newest.values("at")[:1])
    zones = {p.pk: p.time_zone for p in programmes}
    for mentorship in late.order_by("begun_at")[:MOST] if gaps else ():
        zone = zones[mentorship.programme_id]
        last = mentorship.last or mentorship.begun_at
        if mentorship.last:
            why = _("Your last check-in was %(ago)s.") % {"ago": dates.ago(local(last, zone))}
        else:
            why = _("Introduced %(ago)s, and no check-in yet.") % {"ago": dates.ago(local(last, zone))}
        url = reverse("mentorships:check_in", args=[mentorship.pk])
        yield Reason(mentorship.pk, last + gaps[mentorship.programme_id], why, url, _("Call them"))


def _unlogged(walking, programmes) -> Iterator[Reason]:
    """Meetings that were planned, are past, and nobody has said how they went."""
    zones = {p.pk: p.time_zone for p in programmes}
    past = Session.objects.filter(outcome="", starts_at__lt=clock.now() - TIME_TO_LOG)
    past = past.filter(Exists(walking.filter(pk=OuterRef("mentorship")))).select_related("mentorship").defer("note", "place")
    for session in past.order_by("starts_at")[:MOST]:
        day = dates.when(local(session.starts_at, zones[session.mentorship.programme_id]), "date")
        yield Reason(
            session.mentorship_id,
            session.starts_at + TIME_TO_LOG,
            _("They planned to meet on %(day)s. Nobody has said how it went.") % {"day": day},
            f"{reverse('mentorships:log', args=[session.mentorship_id])}?meeting={session.pk}",
            _("Ask how it went"),
        )


def _breaks(principal, programmes) -> Iterator[Reason]:
    """Breaks whose last day has come, and breaks without a last day after a month."""
    zones = {p.pk: p.time_zone for p in programmes}
    over = Q(resumes_on__lte=clock.today()) | Q(resumes_on=None, at__lt=clock.now() - LONG_BREAK)
    later = MentorshipStatus.objects.filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), id__gt=OuterRef("id")), mentorship=OuterRef("mentorship")
    )
    breaks = statuses_for(principal).filter(over, ~Exists(later), status=Status.PAUSED, hold=None).select_related("mentorship")
    for pause in breaks.defer("note").order_by("at")[:MOST]:
        if pause.resumes_on:
            why = _("Their break was planned until %(day)s.") % {"day": dates.when(pause.resumes_on, "date")}
        else:
            day = dates.when(local(pause.at, zones[pause.mentorship.programme_id]), "date")
            why = _("They have paused since %(day)s.") % {"day": day}
        url = reverse("mentorships:resume", args=[pause.mentorship_id])
        yield Reason(pause.mentorship_id, pause.at, why, url, _("Ask if they go on"))


def _quiet(walking, programmes) -> Iterator[Reason]:
    """Nobody heard from for the programme's `quiet_days` and no meeting planned: see facts.with_facts."""
    by_id = {p.pk: p for p in programmes}
    silent = walking.filter(facts.is_quiet(programmes)).annotate(last_heard_at=facts.last_heard()).order_by("begun_at")
    for mentorship in silent[:MOST]:
        programme = by_id[mentorship.programme_id]
        yield Reason(
            mentorship.pk,
            mentorship.last_heard_at + timedelta(days=programme.quiet_days),
            _("No word from either since %(day)s.")
            % {"day": dates.when(local(mentorship.last_heard_at, programme.time_zone), "date")},
            reverse("mentorships:check_in", args=[mentorship.pk]),
            _("Call them"),
        )


def _goals(walking, programmes) -> Iterator[Reason]:
    """Goals whose day for looking at them again has come; gone as soon as somebody writes down what they saw."""
    zones = {p.pk: p.time_zone for p in programmes}
    waiting = dict(reversed(goals.to_look_at(walking, clock.today())[:MOST]))
    for mentorship in walking.filter(pk__in=waiting).only("programme_id") if waiting else ():
        day = waiting[mentorship.pk]
        yield _goal_reason(mentorship.pk, day, zones[mentorship.programme_id])


def _goal_reason(pk: UUID, day, zone: str) -> Reason:
    why = _("A goal was to be looked at again on %(day)s.") % {"day": dates.when(day, "date")}
    since = datetime.combine(day, datetime.min.time(), tzinfo=ZoneInfo(zone))
    return Reason(pk, since, why, reverse("mentorships:goals", args=[pk]), _("See the goals"))


def _for_mentor(principal) -> list[Due]:
    """Meetings to log, the first meeting to plan, the next meeting: one row per mentorship. Goals to look at come beside it."""
    mine = list(facts.with_facts(my_mentorships(principal, as_mentor=True)).select_related("programme"))
    pairs = pairs_of(m.pk for m in mine)
    waiting = {}
    for pk, day in goals.to_look_at(my_mentorships(principal, as_mentor=True), clock.today()):
        waiting.setdefault(pk, day)
    rows = []
    for mentorship in mine:
        if mentorship.status == Status.PAUSED:
            continue
        zone = mentorship.programme.time_zone
        people = tuple((name, "mentee") for name in pairs[mentorship.pk].mentees[:2])
        if mentorship.pk in waiting:
            found = _goal_reason(mentorship.pk, waiting[mentorship.pk], zone)
            rows.append(Due("pairs", people, found.why, found.url, found.button, found.since))
        if mentorship.unlogged_id:
            day = dates.when(local(mentorship.unlogged_at, zone), "date")
            why = _("You planned to meet on %(day)s. Say how it went.") % {"day": day}
            url = f"{reverse('mentorships:log', args=[mentorship.pk])}?meeting={mentorship.unlogged_id}"
            rows.append(Due("pairs", people, why, url, _("Log the meeting"), mentorship.unlogged_at))
        elif mentorship.next_at:
            moment = local(mentorship.next_at, zone)
            when = dates.when(moment if mentorship.next_has_time else moment.date())
            why = _("Your next meeting: %(when)s.") % {"when": when}
            url = reverse("mentorships:detail", args=[mentorship.pk])
            rows.append(Due("pairs", people, why, url, _("See the meeting"), mentorship.next_at, can_wait=True))
        elif mentorship.last_met_at is None:
            ago = dates.ago(local(mentorship.begun_at, zone))
            why = _("You were introduced %(ago)s. Plan the first meeting.") % {"ago": ago}
            url = reverse("mentorships:plan", args=[mentorship.pk])
            rows.append(Due("pairs", people, why, url, _("Plan a meeting"), mentorship.begun_at))
    return rows
