"""Plan a meeting, say how it went, move it, call it off."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.foundation.forms import Changed
from alongside.mentorships.access import (
    COORDINATOR,
    MENTEE,
    MENTOR,
    NotAllowed,
    check_can_correct,
    check_coordinates,
    check_part,
    parts_of,
)
from alongside.mentorships.actions.changes import check_not_ended
from alongside.mentorships.actions.drafts import forget_draft
from alongside.mentorships.actions.holds import check_not_on_hold
from alongside.mentorships.actions.telling import tell
from alongside.mentorships.models import EarlierLog, Member, Mentorship, Session

#: A meeting planned further ahead than this is a slip of the finger (ours).
FURTHEST = timedelta(days=366)
NOON = time(12)
LONGEST_MINUTES = 24 * 60
#: What `_count` writes.
COUNTED = ("sequence", "changed_at")


@transaction.atomic
def plan_session(
    *,
    mentorship: Mentorship,
    by: Principal | None,
    day: date,
    at: time | None = None,
    place: str = "",
    is_introduction: bool = False,
) -> Session:
    """A meeting to come. day and at: in the programme's time zone; without `at` the hour is still open.

    is_introduction: the coordinator comes along; only coordinators plan that, and both are told. Raises NotAllowed for a day before today or over a year ahead, and after the ending.
    """
    check_part(by, mentorship, COORDINATOR, MENTOR)
    if is_introduction:
        check_coordinates(by, mentorship.programme_id)
    # Held, so that no meeting is planned while the mentorship is being ended.
    Mentorship.objects.select_for_update().get(pk=mentorship.pk)
    check_not_ended(mentorship)
    check_not_on_hold(mentorship)
    session = Session.objects.create(
        mentorship=mentorship,
        starts_at=_to_come(mentorship, day, at),
        has_time=at is not None,
        place=place,
        is_introduction=is_introduction,
        planned_by=by.account if by else None,
    )
    _write_down(by, "plan meeting", session, mentorship)
    if is_introduction:
        tell(mentorship, by=by)
    return session


@transaction.atomic
def move_session(
    *,
    session: Session,
    by: Principal | None,
    day: date,
    at: time | None = None,
    place: str = "",
    known: int | None = None,
    tells: bool = True,
) -> Session:
    """The same meeting at another time; with `tells` the other side is told that something changed.

    known: the `sequence` that whoever moves it has seen. Raises NotAllowed, and Changed when somebody was faster.
    """
    mentorship = session.mentorship
    check_part(by, mentorship, COORDINATOR, MENTOR)
    check_not_ended(mentorship)
    check_not_on_hold(mentorship)
    session = _open(session)
    _check_known(session, known)
    session.starts_at = _to_come(mentorship, day, at)
    session.has_time = at is not None
    session.place = place
    _count(session)
    session.save(update_fields=["starts_at", "has_time", "place", *COUNTED])
    _write_down(by, "move meeting", session, mentorship)
    if tells:
        _tell_others(mentorship, by)
    return session


@transaction.atomic
def cancel_session(*, session: Session, by: Principal | None, whose: str, tells: bool = True) -> Session:
    """A planned meeting won't take place. whose: a code of Session.Whose. The others are told that something changed.

    Mentees may call off a meeting too. Raises NotAllowed if it was logged or called off before, or if its day is over:
    then it is logged.
    """
    mentorship = session.mentorship
    check_part(by, mentorship, COORDINATOR, MENTOR, MENTEE)
    session = _open(session)
    if _local_day(session) < clock.today(mentorship.programme.time_zone):
        raise NotAllowed(_("The day of this meeting is over. It can't be called off any more."))
    session.outcome = Session.Outcome.CANCELLED
    session.reason = whose
    session.logged_at = clock.now()
    session.logged_by = by.account if by else None
    _count(session)
    session.save(update_fields=["outcome", "reason", "logged_at", "logged_by", *COUNTED])
    _write_down(by, "cancel meeting", session, mentorship)
    if tells:
        _tell_others(mentorship, by)
    return session


@transaction.atomic
def log_session(
    *,
    mentorship: Mentorship,
    by: Principal | None,
    met: bool,
    day: date,
    whose: str = "",
    minutes: int | None = None,
    channel: str = "",
    note: str = "",
    session: Session | None = None,
    next_day: date | None = None,
    next_at: time | None = None,
    next_place: str = "",
    is_apart: bool = False,
) -> Session:
    """How a meeting went, or that it did not take place.

    day: in the programme's time zone, today or earlier. whose: who could not come, a code of
    Session.Whose, when they did not meet. minutes: 1 to 1440; channel: a code of Session.Channel, when
    they met. session: the planned meeting this is about; without it an open meeting of that day is
    taken, else a new row is written. is_apart: a meeting of its own, whatever is planned that day. next_day, next_at, next_place: also plan the next meeting.

    A second log of one day is allowed, for days at the gate repeat; forms ask first. Coordinators and
    present mentors may log. Raises NotAllowed for others, for a future day and for a meeting logged before.
    """
    check_part(by, mentorship, COORDINATOR, MENTOR)
    check_not_in_future(mentorship, day)
    Mentorship.objects.select_for_update().get(pk=mentorship.pk)
    if by is not None and by.account is not None:
        # What its author had begun to write about it is written now.
        forget_draft(mentorship=mentorship, subject=session.pk if session else None, by=by)
    session = None if is_apart else _open(session) if session else _planned_on(mentorship, day)
    if session is None:
        session = Session(mentorship=mentorship, has_time=False, starts_at=_moment(mentorship, day, None))
    _say(session, by=by, met=met, day=day, whose=whose, minutes=minutes, channel=channel, note=note)
    _write_down(by, "log meeting", session, mentorship)
    if next_day:
        plan_session(mentorship=mentorship, by=by, day=next_day, at=next_at, place=next_place)
    return session


@transaction.atomic
def correct_session(
    *,
    session: Session,
    by: Principal,
    met: bool,
    day: date,
    whose: str = "",
    minutes: int | None = None,
    channel: str = "",
    note: str = "",
    known: int | None = None,
) -> Session:
    """Say anew how a meeting went; what was said before stays as an `EarlierLog`. Arguments as in `log_session`.

    Only whoever wrote the log may, while they have a part in the mentorship. known: the `sequence` that they have seen.
    Raises NotAllowed, and Changed when it was corrected meanwhile, perhaps by themselves on another phone.
    """
    mentorship = session.mentorship
    check_part(by, mentorship, COORDINATOR, MENTOR)
    check_not_in_future(mentorship, day)
    session = Session.objects.select_for_update().get(pk=session.pk)
    session.mentorship = mentorship
    check_can_correct(by, session)
    _check_known(session, known)
    EarlierLog.objects.create(
        session=session,
        starts_at=session.starts_at,
        outcome=session.outcome,
        reason=session.reason,
        minutes=session.minutes,
        channel=session.channel,
        note=session.note,
        logged_at=session.logged_at,
        logged_by_id=session.logged_by_id,
    )
    _say(session, by=by, met=met, day=day, whose=whose, minutes=minutes, channel=channel, note=note)
    _write_down(by, "correct meeting", session, mentorship)
    return session


def check_not_in_future(mentorship: Mentorship, day: date) -> None:
    if day > clock.today(mentorship.programme.time_zone):
        raise NotAllowed(_("Choose today or an earlier day. A meeting to come can be planned instead."))


def _say(session: Session, *, by, met: bool, day: date, whose: str, minutes: int | None, channel: str, note: str) -> None:
    """Write into the meeting how it went, and on which day if that was another than planned."""
    if _local_day(session) != day:
        session.starts_at = _moment(session.mentorship, day, None)
        session.has_time = False
    session.outcome = Session.Outcome.MET if met else Session.Outcome.NOT_MET
    session.reason = "" if met else whose
    session.minutes = min(minutes, LONGEST_MINUTES) if met and minutes else None
    session.channel = channel if met else ""
    session.note = note
    session.logged_at = clock.now()
    session.logged_by = by.account if by else None
    # A meeting logged before its planned hour took place already.
    session.starts_at = min(session.starts_at, session.logged_at)
    _count(session)
    session.save()


def _check_known(session: Session, known: int | None) -> None:
    """Raises Changed if the meeting was changed since it was read as its change number `known`; None asks nothing."""
    if known is not None and session.sequence != known:
        raise Changed({"sequence": session.sequence})


def _count(session: Session) -> None:
    """One change more: a calendar that holds a copy takes the newer one."""
    session.sequence += 1
    session.changed_at = clock.now()


def _open(session: Session) -> Session:
    fresh = Session.objects.select_for_update().get(pk=session.pk)
    if fresh.outcome:
        raise NotAllowed(_("Somebody has said already how this meeting went."))
    fresh.mentorship = session.mentorship
    return fresh


def _planned_on(mentorship: Mentorship, day: date) -> Session | None:
    start = _at(mentorship, day, time(0))
    return (
        mentorship.sessions.filter(outcome="", starts_at__gte=start, starts_at__lt=start + timedelta(days=1))
        .order_by("starts_at")
        .first()
    )


def _at(mentorship: Mentorship, day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=ZoneInfo(mentorship.programme.time_zone))


def _moment(mentorship: Mentorship, day: date, at: time | None) -> datetime:
    return _at(mentorship, day, at or NOON)


def _local_day(session: Session) -> date:
    return session.starts_at.astimezone(ZoneInfo(session.mentorship.programme.time_zone)).date()


def _to_come(mentorship: Mentorship, day: date, at: time | None) -> datetime:
    today = clock.today(mentorship.programme.time_zone)
    if day < today:
        raise NotAllowed(_("Choose a day from today on."))
    if day > today + FURTHEST:
        raise NotAllowed(_("Choose a day within the next year."))
    return _moment(mentorship, day, at)


def _write_down(by, action: str, session: Session, mentorship: Mentorship) -> None:
    people = mentorship.members.filter(until=None).values_list("person_id", flat=True)
    audit.record(by=by, action=action, target=session, people=people)


def _tell_others(mentorship: Mentorship, by: Principal | None) -> None:
    """The other members; what a mentee changes is for whoever mentors alone."""
    members = mentorship.members.filter(until=None)
    if by is not None and MENTEE in parts_of(by, mentorship):
        members = members.filter(role__in=(Member.Role.MENTOR, Member.Role.CO_MENTOR))
    tell(mentorship, members.values_list("person_id", flat=True), by=by)
