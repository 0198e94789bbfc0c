"""One mentee's way through the gate: which day, who is there, what is booked, and what moves when the day moves."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.foundation.templatetags import dates
from alongside.mentorships.access import MENTEE_ROLES
from alongside.mentorships.models import (
    Appointment,
    CustodyStatus,
    Member,
    Mentorship,
    MovingMeeting,
    PickUp,
    ReleaseDate,
)
from alongside.mentorships.queries.pairs import local

#: The strip stands until so long after the release: twelve weeks, as schemes through the gate accompany people (Reset,
#: Northern Ireland: to week 12).
AFTERWARDS = timedelta(weeks=12)
#: Days after the release on which the coordinator asks how it goes: day one, week one, month one (issue 4, ours).
RHYTHM = (1, 7, 30)
Status = CustodyStatus.Status


@dataclass(frozen=True)
class Line:
    """Something that stands on a day around the release. row: an Appointment, a Session or a PickUp."""

    kind: str
    row: object
    on: date
    at: time | None
    moves: bool
    what: str
    place: str = ""
    is_deadline: bool = False
    conflict: str = ""

    @property
    def sorts_by(self) -> tuple:
        return (self.on, self.at or time.max, self.what)


@dataclass(frozen=True)
class Moved:
    """One line of the preview: where it stands, and where it would stand. moves_along: whether a meeting is ticked."""

    line: Line
    after: date
    conflict: str
    moves_along: bool = False

    @property
    def stays(self) -> bool:
        return self.after == self.line.on


@dataclass
class Gate:
    """All about one mentee's release. on: the day that counts now, expected or actual; None while nobody knows it.

    page_says: another day that somebody wrote onto the mentee's own page; nothing has moved along to it yet.
    """

    mentorship: Mentorship
    member: Member
    today: date
    on: date | None
    page_says: date | None
    moves: list[ReleaseDate]
    statuses: list[CustodyStatus]
    pick_up: PickUp | None
    lines: list[Line] = field(default_factory=list)
    closed: list[Appointment] = field(default_factory=list)

    @property
    def status(self) -> CustodyStatus | None:
        return self.statuses[0] if self.statuses else None

    @property
    def is_out(self) -> bool:
        return self.status is not None and self.status.status == Status.RELEASED

    @property
    def facility(self) -> str:
        return next((row.facility for row in self.statuses if row.facility), "")

    @property
    def days(self) -> int | None:
        """Until the day; negative afterwards."""
        return (self.on - self.today).days if self.on else None

    @property
    def days_ago(self) -> int:
        return -(self.days or 0)

    @property
    def on_the_day(self) -> list[Line]:
        return [line for line in self.lines if line.on == self.on]

    @property
    def other_days(self) -> list[Line]:
        return [line for line in self.lines if line.on != self.on]

    @property
    def unbooked(self) -> list[Line]:
        return [x for x in self.lines if x.kind == "appointment" and x.row.booking != Appointment.Booking.AGREED]

    @property
    def conflicts(self) -> list[Line]:
        return [line for line in self.lines if line.conflict]


def placed(days: int, release: date, today: date) -> date | None:
    """Where something that moves along stands: so many days from the release; None where that day would be over."""
    on = release + timedelta(days=days)
    return on if on >= today else None


def distance(moving: MovingMeeting, stands_on: date, release: date) -> int:
    """How many days from the release a meeting is meant to be: as it was planned, or as somebody put it by hand since."""
    return moving.days if stands_on == moving.placed_on else (stands_on - release).days


def gates_of(mentorship: Mentorship) -> list[Gate]:
    """For each mentee about whose release something is known that is not long past. One query, four for each found."""
    same = {"mentorship": OuterRef("mentorship"), "person": OuterRef("person")}
    told = Q(enrolment__release_on__isnull=False) | Exists(ReleaseDate.objects.filter(**same)) | Exists(CustodyStatus.objects.filter(**same))
    members = Member.objects.filter(told, mentorship=mentorship, role__in=MENTEE_ROLES, until=None)
    gates = [gate_of(mentorship, member) for member in members.select_related("person", "enrolment")]
    return [gate for gate in gates if gate.on is None or gate.on + AFTERWARDS >= gate.today]


def gate_of(mentorship: Mentorship, member: Member) -> Gate:
    """One mentee's way through the gate. Five queries."""
    today = clock.today(mentorship.programme.time_zone)
    these = {"mentorship": mentorship, "person": member.person_id}
    moves = list(ReleaseDate.objects.filter(**these))
    written = member.enrolment.release_on if member.enrolment else None
    on = moves[0].on if moves else written
    pick_up = PickUp.objects.filter(**these).select_related("who").first()
    gate = Gate(
        mentorship=mentorship,
        member=member,
        today=today,
        on=on,
        page_says=written if written and written != on else None,
        moves=moves,
        statuses=list(CustodyStatus.objects.filter(**these)),
        pick_up=pick_up,
    )
    appointments = list(Appointment.objects.filter(**these))
    gate.closed = [row for row in appointments if row.end]
    gate.lines = [_appointment(row, gate) for row in appointments if not row.end]
    gate.lines += meetings_around(mentorship, member.person_id, gate)
    if pick_up and on:
        gate.lines.append(Line("pick_up", pick_up, on, pick_up.time, True, _("At the gate"), pick_up.place))
    gate.lines.sort(key=lambda line: line.sorts_by)
    return gate


def meetings_around(mentorship: Mentorship, person_id: UUID, gate: Gate) -> list[Line]:
    """Meetings that are planned from today on, those that move along marked. One query."""
    zone = mentorship.programme.time_zone
    planned = mentorship.sessions.filter(outcome="").select_related("moving").order_by("starts_at")
    lines = []
    for session in planned:
        here = local(session.starts_at, zone)
        if here.date() < gate.today:
            continue
        moving = getattr(session, "moving", None)
        moves = moving is not None and moving.person_id == person_id
        conflict = ""
        if moves and gate.on and here.date() == moving.placed_on and here.date() != gate.on + timedelta(days=moving.days):
            conflict = _("Its day would be over, so it stays. Look at it.")
        at = here.time() if session.has_time else None
        lines.append(Line("meeting", session, here.date(), at, moves, _("Meeting"), session.place, conflict=conflict))
    return lines


def _appointment(row: Appointment, gate: Gate, release: date | None = None) -> Line:
    release = release or gate.on
    if row.on:
        on = row.on
        conflict = _("Now before the release.") if release and on < release else ""
    else:
        on = (release or gate.today) + timedelta(days=row.days)
        conflict = _("This day is over.") if on < gate.today else ""
    return Line("appointment", row, on, row.time, row.on is None, row.what, row.place, row.is_deadline, conflict)


def usual(gate: Gate) -> set[UUID]:
    """Meetings that move along unless somebody says otherwise: those so marked, and those on the very day."""
    return {x.row.pk for x in gate.lines if x.kind == "meeting" and (x.moves or x.on == gate.on)}


def preview(gate: Gate, to: date, moving: set[UUID]) -> list[Moved]:
    """What stands where if the release were on `to`: every line, none left out. moving: meetings that move along."""
    moved = []
    for line in gate.lines:
        if line.kind == "pick_up":
            moved.append(Moved(line, to, ""))
        elif line.kind == "appointment":
            after = _appointment(line.row, gate, to)
            moved.append(Moved(line, after.on, after.conflict))
        else:
            moved.append(_meeting(gate, line, to, line.row.pk in moving))
    return moved


def _meeting(gate: Gate, line: Line, to: date, moves: bool) -> Moved:
    if not moves or gate.on is None:
        crosses = gate.on is not None and (line.on < gate.on) != (line.on < to)
        return Moved(line, line.on, _("Now on the other side of the release.") if crosses else "", moves)
    marked = getattr(line.row, "moving", None)
    days = distance(marked, line.on, gate.on) if marked else (line.on - gate.on).days
    after = placed(days, to, gate.today)
    if after is None:
        return Moved(line, line.on, _("Its day would be over, so it stays. Look at it."), moves)
    return Moved(line, after, "", moves)


@dataclass(frozen=True)
class Step:
    """One point of the strip. state: "past", "now", "day" or "" (to come)."""

    on: date
    title: str
    words: str
    state: str


def strip(gate: Gate) -> list[Step]:
    """From the last visit inside to month one, six points at most; empty while nobody knows the day."""
    if gate.on is None:
        return []
    visits = [line for line in gate.lines if line.kind == "meeting" and line.on < gate.on][:2]
    steps = [(line.on, _("Visit"), line.place or (dates.when(line.at) if line.at else "")) for line in visits]
    if not gate.is_out:
        known = gate.pick_up is not None and gate.pick_up.time is not None
        words = dates.when(gate.pick_up.time) if known else _("Ask for the hour and the place.")
        steps.append((gate.on - timedelta(days=2), _("Two days before"), words))
    day = _("Released") if gate.is_out else _("Release day")
    steps.append((gate.on, day, who_is_there(gate)))
    titles = (_("Day one"), _("Week one"), _("Month one"))
    for days, title in zip(RHYTHM, titles, strict=True):
        steps.append((gate.on + timedelta(days=days), title, _("Ask how it goes.")))
    found = []
    for on, title, words in sorted(steps, key=lambda step: step[0]):
        state = "day" if on == gate.on else "past" if on < gate.today else "now" if on == gate.today else ""
        found.append(Step(on, title, words, state))
    return found


def who_is_there(gate: Gate) -> str:
    """Who is at the gate, by name; else that nobody is named yet."""
    if gate.pick_up and (gate.pick_up.who or gate.pick_up.other):
        return gate.pick_up.other or gate.pick_up.who.short_name
    return "" if gate.is_out else _("Nobody is named yet.")


def moment(line: Line) -> date | datetime:
    """When a line stands, for `when`."""
    return datetime.combine(line.on, line.at) if line.at else line.on
