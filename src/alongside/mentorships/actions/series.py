"""Meetings in a row: planned at once, moved or called off from one of them on."""

from datetime import date, time, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation.access import Principal
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions.sessions import cancel_session, move_session, plan_session
from alongside.mentorships.models import Mentorship, Session
from alongside.mentorships.queries.pairs import local

#: Meetings of one row at most: half a year of weeks.
MOST = 26


@transaction.atomic
def plan_series(
    *,
    mentorship: Mentorship,
    by: Principal | None,
    day: date,
    at: time | None,
    place: str = "",
    every_weeks: int,
    times: int,
) -> list[Session]:
    """`times` meetings, 2 to MOST, every so many weeks on the same weekday and hour of the programme's clock. Raises NotAllowed.

    Summer time changes nothing for them: 17:00 stays 17:00.
    """
    if not 2 <= times <= MOST or every_weeks < 1:
        raise NotAllowed(_("Choose 2 to 26 meetings."))
    series = uuid4()
    made = []
    for n in range(times):
        session = plan_session(mentorship=mentorship, by=by, day=day + timedelta(weeks=every_weeks * n), at=at, place=place)
        session.series = series
        session.save(update_fields=["series"])
        made.append(session)
    return made


def later_of(session: Session) -> list[Session]:
    """The meetings of the same row from this one on that nobody has logged or called off, the next first. One query."""
    if session.series is None:
        return [session]
    rows = Session.objects.filter(mentorship=session.mentorship_id, series=session.series, outcome="", starts_at__gte=session.starts_at)
    found = list(rows.order_by("starts_at"))
    for one in found:
        one.mentorship = session.mentorship
    return found


@transaction.atomic
def move_series(
    *,
    session: Session,
    by: Principal | None,
    day: date,
    at: time | None = None,
    place: str = "",
    known: int | None = None,
) -> list[Session]:
    """This meeting and all later ones of its row, each by as many days; the others are told once.

    known: the `sequence` of this one that whoever moves it has seen. Raises NotAllowed, and Changed when somebody was faster.
   """
    zone = session.mentorship.programme.time_zone
    by_days = day - local(session.starts_at, zone).date()
    rows = later_of(session)
    # From the far end, so that a row moved later never stands for a moment on its own next meeting.
    for one in reversed(rows) if by_days > timedelta(0) else rows:
        to = local(one.starts_at, zone).date() + by_days
        first = one.pk == session.pk
        move_session(session=one, by=by, day=to, at=at, place=place, known=known if first else None, tells=first)
    return rows


@transaction.atomic
def cancel_series(*, session: Session, by: Principal | None, whose: str) -> list[Session]:
    """This meeting and all later ones of its row won't take place. The others are told once. Raises NotAllowed."""
    rows = later_of(session)
    for one in rows:
        cancel_session(session=one, by=by, whose=whose, tells=one.pk == session.pk)
    return rows
