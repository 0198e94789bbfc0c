"""What the room's own pages show, read in a constant number of queries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Prefetch, Q

from alongside.foundation import clock
from alongside.mentorships.access import mentorships_for, my_mentorships
from alongside.mentorships.models import (
    CallRequest,
    EarlierLog,
    HeldPlace,
    Hold,
    Interpreter,
    LogQuestion,
    Member,
    Mentorship,
    MentorshipStatus,
    Session,
)
from alongside.mentorships.queries.faces import shown_to
from alongside.mentorships.queries.facts import LOOKS, Stage, with_facts
from alongside.mentorships.queries.goals import Shown, goals_of
from alongside.mentorships.queries.interpreters import beside
from alongside.mentorships.queries.pairs import Pair, local, pairs_of, present
from alongside.mentorships.queries.places import free_places
from alongside.people import directory, languages
from alongside.people.models import ContactWay, PersonLanguage
from alongside.programmes.models import Enrolment, EnrolmentState, Programme, Side

#: Meetings shown before "all meetings".
RECENT = 12
#: And to a mentor on a phone, before the ways to get help.
RECENT_ON_A_PHONE = 4
#: People of one side listed at once for pairing by hand; others are found by name (ours).
MOST_TO_CHOOSE = 50


@dataclass
class Row:
    """One mentorship in a list. Moments are on the programme's clock. on_hold: nothing is planned or to be logged meanwhile."""

    mentorship: Mentorship
    pair: Pair
    stage: Stage
    tint: str
    icon: str
    last_met: datetime | None
    next: datetime | date | None
    heard: datetime | None
    unlogged: datetime | None
    on_hold: bool


def my_rows(principal) -> list[Row]:
    """The mentorships in which the principal mentors now. Notes the reads."""
    return _noted(principal, rows(my_mentorships(principal, as_mentor=True)))


def _noted(principal, found: list[Row]) -> list[Row]:
    principal.reads("mentorship", *(pk for row in found for pk in row.pair.people))
    return found


def rows(mentorships) -> list[Row]:
    """Rows of a few mentorships, newest first. Four queries."""
    found = list(with_facts(mentorships).select_related("programme").order_by("-begun_at", "pk"))
    pairs = pairs_of(m.pk for m in found)
    made = []
    for m in found:
        zone = m.programme.time_zone
        stage = Stage(m.stage)
        tint, icon = LOOKS[stage]
        made.append(
            Row(
                mentorship=m,
                pair=pairs.get(m.pk, Pair()),
                stage=stage,
                tint=tint,
                icon=icon,
                last_met=local(m.last_met_at, zone),
                next=None if m.on_hold else _planned(m.next_at, m.next_has_time, zone),
                heard=local(m.last_heard_at, zone),
                unlogged=None if m.on_hold else local(m.unlogged_at, zone),
                on_hold=m.on_hold,
            )
        )
    return made


def _planned(moment, has_time, zone):
    here = local(moment, zone)
    return here if here is None or has_time else here.date()


@dataclass
class Meeting:
    """A meeting as a page shows it; `note` is "", and `earlier` empty, for whoever may not read the note.

    earlier: what its log said before it was corrected, newest first. interpreter: how it stands with one, for meetings to come.
    """

    session: Session
    when: datetime | date
    is_past: bool
    note: str
    earlier: list[EarlierLog]
    may_correct: bool = False
    interpreter: Interpreter | None = None
    questions: list[LogQuestion] = field(default_factory=list)
    may_ask: bool = False
    may_answer: bool = False


def meetings(mentorship: Mentorship, *, reads_note, recent: int | None = RECENT) -> tuple[list[Meeting], int]:
    """Past and called-off meetings and those without outcome, newest first, and how many more there are. Three queries.

    reads_note: function(session) -> bool. recent: how many at most; None is all. Meetings to come are not among them.
    """
    now = clock.now()
    past = mentorship.sessions.filter(~Q(outcome="") | Q(starts_at__lt=now)).order_by("-starts_at").prefetch_related("earlier", "questions").select_related("logged_by")
    total = past.count()
    shown = past[:recent]
    made = [_meeting(session, mentorship, now, reads_note(session)) for session in shown]
    return made, total - len(made)


def coming(mentorship: Mentorship) -> list[Meeting]:
    """Meetings planned from now on, the next one first, each with its interpreter. Two queries."""
    now = clock.now()
    planned = mentorship.sessions.filter(outcome="", starts_at__gte=now).order_by("starts_at")
    found = [_meeting(session, mentorship, now, False) for session in planned]
    if found:
        interpreters = beside(meeting.session.pk for meeting in found)
        for meeting in found:
            meeting.interpreter = interpreters.get(meeting.session.pk)
    return found


def _meeting(session, mentorship, now, reads_note: bool) -> Meeting:
    earlier = list(session.earlier.all()) if reads_note else []
    for log in earlier:
        log.local_day = local(log.starts_at, mentorship.programme.time_zone).date()
    return Meeting(
        session=session,
        when=_planned(session.starts_at, session.has_time, mentorship.programme.time_zone),
        is_past=session.starts_at < now,
        note=session.note if reads_note else "",
        earlier=earlier,
        questions=list(session.questions.all()) if reads_note else [],
    )


def members_of(mentorship: Mentorship) -> tuple[list[Member], list[Member]]:
    """Mentors and mentees present, with languages and the ways to reach them that are safe. Four queries."""
    ways = Prefetch("person__contact_ways", queryset=ContactWay.objects.filter(is_safe=True))
    members = present(mentorship.members.select_related("person", "enrolment").prefetch_related(ways, "person__languages"))
    return [m for m in members if m.is_mentor], [m for m in members if not m.is_mentor]


def languages_in_common(mentors: list[Member], mentees: list[Member]) -> list[str]:
    """Names of the languages that the first mentor and the first mentee both speak, the mentee's own first."""
    if not mentors or not mentees:
        return []
    theirs: set[str] = {language.tag for language in mentors[0].person.languages.all()}
    mine: list[PersonLanguage] = list(mentees[0].person.languages.all())
    shared = [language.tag for language in sorted(mine, key=lambda x: x.level != "native") if language.tag in theirs]
    return [languages.name_of(tag) for tag in shared]


def timeline(mentorship: Mentorship) -> list[dict]:
    """Check-ins and changes, newest first: for coordinators only. Two queries."""
    zone = mentorship.programme.time_zone
    events = [{"at": c.at, "check_in": c, "step": None} for c in mentorship.check_ins.all()]
    events += [{"at": s.at, "check_in": None, "step": s} for s in mentorship.statuses.all()]
    events.sort(key=lambda event: event["at"], reverse=True)
    return [{**event, "at": local(event["at"], zone)} for event in events]


def open_calls(mentorship: Mentorship, person_id=None) -> list[CallRequest]:
    """Calls asked for and not made yet: all, or only those of one person. One query."""
    calls = mentorship.call_requests.filter(called_at=None, taken_back_at=None).select_related("person")
    calls = list(calls.filter(person=person_id) if person_id else calls)
    for call in calls:
        call.local_call_by = local(call.call_by, mentorship.programme.time_zone)
        call.local_asked_at = local(call.asked_at, mentorship.programme.time_zone)
    return calls


def oldest_unlogged(mentorship: Mentorship) -> Session | None:
    """The oldest planned meeting that is past, or planned for today, and has no outcome. One query."""
    zone = ZoneInfo(mentorship.programme.time_zone)
    tomorrow = datetime.combine(clock.today(str(zone)) + timedelta(days=1), datetime.min.time(), tzinfo=zone)
    return mentorship.sessions.filter(outcome="", starts_at__lt=tomorrow).order_by("starts_at").first()


def is_logged_on(mentorship: Mentorship, day: date) -> bool:
    """Whether a meeting of that day has been logged already. One query."""
    start = datetime.combine(day, datetime.min.time(), tzinfo=ZoneInfo(mentorship.programme.time_zone))
    return mentorship.sessions.filter(
        outcome__in=(Session.Outcome.MET, Session.Outcome.NOT_MET),
        starts_at__gte=start,
        starts_at__lt=start + timedelta(days=1),
    ).exists()


def walking_now(principal, enrolments: Iterable[Enrolment]) -> Counter:
    """Enrolment id -> how many mentorships that the principal may see they are in now. One query."""
    mine = mentorships_for(principal).values("pk")
    parts = Member.objects.filter(enrolment__in=enrolments, until=None, mentorship__in=mine)
    return Counter(parts.values_list("enrolment_id", flat=True))


def pairable(
    programme: Programme, side: str, words: str = "", also: Iterable[str] = ()
) -> tuple[list[tuple[Enrolment, str, int]], bool]:
    """Accepted people of one side whose name holds `words` as (enrolment, name, places free), by name; and if there are more.

    At most MOST_TO_CHOOSE, and beside them the enrolments `also`. Five queries.
    Mentees who have a mentor in this programme, or are being asked about one, are left out; mentors without a free place are
    there, with 0. Whoever is on hold is left out. A question that is open takes a place.
    """
    everybody = Enrolment.objects.filter(programme=programme, side=side)
    accepted = everybody.with_state().filter(current_state=EnrolmentState.State.ACCEPTED)
    accepted = accepted.exclude(person__in=Hold.objects.open().values("person"))
    if side == Side.MENTEE:
        taken = Member.objects.filter(mentorship__programme=programme, until=None)
        held = HeldPlace.objects.filter(enrolment=OuterRef("pk"))
        accepted = accepted.exclude(person__in=taken.values("person")).filter(~Exists(held))
    found = directory.find(words, accepted.values_list("person_id", flat=True))
    shown = [*everybody.filter(person__in=found[:MOST_TO_CHOOSE]), *(accepted.filter(pk__in=also) if also else ())]
    by_person = {e.person_id: e for e in shown}
    free = free_places(by_person.values()) if side == Side.MENTOR else {e.pk: 1 for e in shown}
    if side == Side.MENTOR:
        asked = HeldPlace.objects.filter(enrolment__in=shown, asked_in__isnull=False)
        for enrolment_id in asked.values_list("enrolment_id", flat=True):
            free[enrolment_id] = max(0, free[enrolment_id] - 1)
    names = directory.names(by_person)
    rows = [(by_person[pk], names[pk], free[by_person[pk].pk]) for pk in directory.by_name(by_person)]
    return rows, len(found) > MOST_TO_CHOOSE


@dataclass
class Walk:
    """One mentorship as the mentee sees it. is_on_hold: they see a break, and no way to call a mentor who may not answer."""

    mentorship: Mentorship
    programme: Programme
    mentors: list[Member]
    languages: list[str]
    since: datetime
    next: Meeting | None
    is_paused: bool
    is_on_hold: bool
    call: CallRequest | None
    goals: list[Shown]
    #: Place -> safe HTML, as `views.panels` fills it.
    panels: dict[str, list[str]] = field(default_factory=dict)


def walks_of(principal) -> list[Walk]:
    """What a mentee sees of their mentorships: mostly one. About ten queries for each."""
    walks = []
    for row in rows(my_mentorships(principal, as_mentor=False)):
        mentors, mentees = members_of(row.mentorship)
        principal.reads("mentorship", *(m.person_id for m in mentors))
        photos = shown_to(principal.person_id, row.mentorship)
        for member in mentors:
            member.photo_pk = photos.get(member.person_id)
        planned = [] if row.on_hold else coming(row.mentorship)
        calls = open_calls(row.mentorship, principal.person_id)
        me = [m for m in mentees if m.person_id == principal.person_id]
        walks.append(
            Walk(
                mentorship=row.mentorship,
                programme=row.mentorship.programme,
                mentors=mentors,
                languages=languages_in_common(mentors, me),
                since=local(row.mentorship.begun_at, row.mentorship.programme.time_zone),
                next=planned[0] if planned else None,
                is_paused=row.stage == Stage.PAUSED,
                is_on_hold=row.on_hold,
                call=calls[0] if calls else None,
                goals=goals_of(principal, row.mentorship, is_open=True),
            )
        )
    return walks


def has_meetings(mentorship: Mentorship) -> bool:
    """Whether they have met, or have a meeting planned. One query."""
    return mentorship.sessions.exclude(outcome=Session.Outcome.CANCELLED).exists()


def is_open(mentorship: Mentorship) -> bool:
    """Whether the mentorship has not ended. One query."""
    return not mentorship.statuses.filter(status=MentorshipStatus.Status.ENDED).exists()


def programme_of(principal) -> Programme | None:
    """The programme in which the principal is a mentee, for its name and contact. One query."""
    return Programme.objects.filter(pk__in=principal.programmes_as("mentee")).first()
