"""Around a release: the day moves and everything planned moves along; where somebody is; who is at the gate; what is booked."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.foundation.forms import save_versioned
from alongside.mentorships.access import COORDINATOR, MENTOR, NotAllowed, check_coordinates, check_part
from alongside.mentorships.actions.changes import check_not_ended, current_status, pause
from alongside.mentorships.actions.officers import settle
from alongside.mentorships.actions.sessions import plan_session
from alongside.mentorships.actions.telling import tell
from alongside.mentorships.models import (
    Appointment,
    CustodyStatus,
    Member,
    Mentorship,
    MentorshipStatus,
    MovingMeeting,
    OfficerAnswer,
    OfficerQuestion,
    PickUp,
    ReleaseDate,
    Session,
)
from alongside.mentorships.queries.gate import Gate, distance, gate_of, placed
from alongside.programmes.models import Enrolment

Status = CustodyStatus.Status
About = OfficerQuestion.About
#: What becomes of the pair when somebody is called back or moved.
GO_ON, PAUSE = "go_on", "pause"
FURTHEST = timedelta(days=3 * 366)
#: A break that begins so is asked about again after this long (ours).
ASK_AGAIN = timedelta(weeks=4)


@transaction.atomic
def move_release(
    *,
    mentorship: Mentorship,
    member: Member,
    by: Principal | None,
    to: date,
    source: str,
    moving: Iterable[UUID] | None = None,
    answer: OfficerAnswer | None = None,
) -> ReleaseDate:
    """The expected day of release is `to`; what is planned relative to it moves along. The same day again confirms it.

    moving: ids of the planned meetings that move along now and from now on; None: those that did so before. A meeting whose new
    day would be over stays where it is. No appointment and no meeting is ever dropped. Raises NotAllowed for a day before today.
    """
    _begin(mentorship, by)
    today = clock.today(mentorship.programme.time_zone)
    if not today <= to <= today + FURTHEST:
        raise NotAllowed(_("Choose a day from today on, within three years."))
    gate = gate_of(mentorship, member)
    if gate.is_out:
        raise NotAllowed(_("The release is written down already. Say first that they are inside again."))
    row = _move(gate, by, to, source, moving)
    settle(mentorship=mentorship, person_id=member.person_id, about=About.DATE, by=by, answer=answer)
    _note(by, "release moved", row, member)
    tell(mentorship, by=by)
    return row


def _move(gate: Gate, by: Principal | None, to: date, source: str, moving: Iterable[UUID] | None) -> ReleaseDate:
    wanted = None if moving is None else set(moving)
    for line in gate.lines:
        if line.kind == "meeting":
            _move_meeting(gate, line.row, line.on, to, line.moves if wanted is None else line.row.pk in wanted)
    if gate.member.enrolment_id:
        # What the person's own page and matching read.
        enrolment = Enrolment.objects.select_for_update(of=("self",)).get(pk=gate.member.enrolment_id)
        if enrolment.release_on != to:
            save_versioned(enrolment, enrolment.version, {"release_on": to})
        gate.member.enrolment.release_on = to
    return ReleaseDate.objects.create(
        mentorship=gate.mentorship, person_id=gate.member.person_id, on=to, was=gate.on, source=source, by=_hand(by)
    )


def _move_meeting(gate: Gate, session: Session, stands_on: date, to: date, moves: bool) -> None:
    marked = MovingMeeting.objects.filter(session=session).first()
    if not moves:
        if marked and marked.person_id == gate.member.person_id:
            marked.delete()
        return
    if marked is None:
        marked = MovingMeeting(session=session, days=(stands_on - (gate.on or to)).days, placed_on=stands_on)
    marked.person_id = gate.member.person_id
    marked.days = distance(marked, stands_on, gate.on or to)
    target = placed(marked.days, to, gate.today) or stands_on
    marked.placed_on = target
    marked.save()
    if target != stands_on:
        zone = ZoneInfo(gate.mentorship.programme.time_zone)
        # The same hour on the clock, also across a change of summer time.
        session.starts_at = datetime.combine(target, session.starts_at.astimezone(zone).time(), tzinfo=zone)
        session.sequence += 1
        session.changed_at = clock.now()
        session.save(update_fields=["starts_at", "sequence", "changed_at"])


@transaction.atomic
def release(*, mentorship: Mentorship, member: Member, by: Principal, on: date, source: str) -> CustodyStatus:
    """They are out, since `on`, today or earlier. What is planned relative to the day moves along if it is another than expected."""
    _begin(mentorship, by)
    gate = gate_of(mentorship, member)
    if on > gate.today:
        raise NotAllowed(_("Choose today or an earlier day."))
    if gate.is_out:
        raise NotAllowed(_("The release is written down already."))
    if gate.on != on:
        _move(gate, by, on, source, None)
    row = _say(mentorship, member, by, Status.RELEASED, on, source)
    settle(mentorship=mentorship, person_id=member.person_id, about=About.DATE, by=by, answer=None)
    settle(mentorship=mentorship, person_id=member.person_id, about=About.GATE, by=by, answer=None)
    tell(mentorship, by=by)
    return row


@transaction.atomic
def say_where(
    *,
    mentorship: Mentorship,
    member: Member,
    by: Principal,
    status: str,
    on: date,
    source: str,
    facility: str = "",
    then: str = GO_ON,
) -> CustodyStatus:
    """Where somebody is, since `on`. then: PAUSE makes a break of the mentorship, with a day for asking again; GO_ON leaves it."""
    if status == Status.RELEASED:
        return release(mentorship=mentorship, member=member, by=by, on=on, source=source)
    _begin(mentorship, by)
    if on > clock.today(mentorship.programme.time_zone):
        raise NotAllowed(_("Choose today or an earlier day."))
    row = _say(mentorship, member, by, status, on, source, facility)
    if then == PAUSE and current_status(mentorship) != MentorshipStatus.Status.PAUSED:
        pause(
            mentorship=mentorship,
            by=by,
            reason=MentorshipStatus.Reason.TRANSFERRED,
            wished_by=MentorshipStatus.Wish.COORDINATOR,
            resumes_on=clock.today(mentorship.programme.time_zone) + ASK_AGAIN,
        )
    tell(mentorship, by=by)
    return row


@transaction.atomic
def settle_pick_up(
    *,
    mentorship: Mentorship,
    member: Member,
    by: Principal,
    source: str,
    who: UUID | None = None,
    other: str = "",
    at: time | None = None,
    place: str = "",
    answer: OfficerAnswer | None = None,
) -> PickUp:
    """Who is at the gate, when and where exactly. who: a mentor of this pair; other: somebody else, by name. Raises NotAllowed."""
    _begin(mentorship, by)
    if who and not any(m.person_id == who and m.is_mentor and m.until is None for m in mentorship.members.all()):
        raise NotAllowed(_("Choose a mentor of this pair, or write who else comes."))
    row = PickUp.objects.create(
        mentorship=mentorship, person_id=member.person_id, source=source, by=_hand(by),
        who_id=who, other="" if who else other, time=at, place=place,
    )  # fmt: skip
    settle(mentorship=mentorship, person_id=member.person_id, about=About.GATE, by=by, answer=answer)
    _note(by, "pick-up settled", row, member)
    tell(mentorship, by=by)
    return row


@transaction.atomic
def book(*, mentorship: Mentorship, member: Member, by: Principal, values: dict) -> Appointment:
    """A new appointment. values: columns of Appointment; either `days` from the release or a fixed day `on`."""
    check_part(by, mentorship, COORDINATOR, MENTOR)
    check_not_ended(mentorship)
    row = Appointment.objects.create(mentorship=mentorship, person_id=member.person_id, by=_hand(by), **values)
    _note(by, "appointment written", row, member)
    return row


@transaction.atomic
def change_appointment(*, appointment: Appointment, by: Principal, expected_version: int | None, values: dict) -> Appointment:
    """The same appointment as it stands now; `end` closes it. Raises Changed when somebody was faster."""
    check_part(by, appointment.mentorship, COORDINATOR, MENTOR)
    save_versioned(appointment, expected_version, values)
    audit.record(by=by, action="appointment changed", target=appointment, people=[appointment.person_id], fields=values)
    return appointment


@transaction.atomic
def plan_visit(
    *, mentorship: Mentorship, member: Member, by: Principal, day: date, at: time | None, place: str, moves: bool
) -> Session:
    """A meeting around the release, as `plan_session` plans it. moves: it moves along when the release moves."""
    session = plan_session(mentorship=mentorship, by=by, day=day, at=at, place=place)
    gate = gate_of(mentorship, member)
    if moves and gate.on:
        MovingMeeting.objects.create(session=session, person_id=member.person_id, days=(day - gate.on).days, placed_on=day)
    return session


def _begin(mentorship: Mentorship, by: Principal | None) -> None:
    check_coordinates(by, mentorship.programme_id)
    # Held: two coordinators may press at once, and the second must read what the first wrote.
    Mentorship.objects.select_for_update().get(pk=mentorship.pk)
    check_not_ended(mentorship)


def _say(mentorship, member, by, status, on, source, facility="") -> CustodyStatus:
    row = CustodyStatus.objects.create(
        mentorship=mentorship, person_id=member.person_id, status=status, on=on, source=source, facility=facility, by=_hand(by)
    )
    _note(by, f"release {status}", row, member)
    return row


def _hand(by: Principal | None):
    return by.account if by else None


def _note(by: Principal | None, action: str, row, member: Member) -> None:
    audit.record(by=by, action=action, target=row, people=[member.person_id])
