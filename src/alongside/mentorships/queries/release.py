"""Around a release: what is planned before the day, on it and in the week after. Computed from what is stored, each time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from alongside.foundation import clock
from alongside.mentorships.models import Member, Mentorship
from alongside.mentorships.queries.pairs import local

#: The strip stands from the day on which the release is known until so long after it: twelve weeks, as schemes
#: through the gate accompany people (the template "Through the gate"; ours for all others).
AFTERWARDS = timedelta(weeks=12)
A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Release:
    """One mentee's release. days: until it, negative afterwards. Moments are a datetime, or a date where no hour is known."""

    name: str
    enrolment_id: UUID
    on: date
    days: int
    last_before: datetime | date | None
    on_the_day: datetime | date | None
    first_after: datetime | date | None

    @property
    def days_ago(self) -> int:
        return -self.days


def releases_of(mentorship: Mentorship, mentees: list[Member]) -> list[Release]:
    """For each of these mentees of whom a release is known that is to come or not long past. One query where there is one."""
    zone, today = mentorship.programme.time_zone, clock.today(mentorship.programme.time_zone)
    known = [m for m in mentees if m.enrolment and m.enrolment.release_on and m.enrolment.release_on + AFTERWARDS >= today]
    if not known:
        return []
    met_or_planned = mentorship.sessions.filter(outcome__in=("", "met")).order_by("starts_at").defer("note", "place")
    moments = []
    for session in met_or_planned:
        here = local(session.starts_at, zone)
        moments.append((here.date(), here if session.has_time else here.date()))
    found = []
    for member in known:
        on = member.enrolment.release_on
        found.append(
            Release(
                name=member.person.name,
                enrolment_id=member.enrolment_id,
                on=on,
                days=(on - today).days,
                last_before=next((when for day, when in reversed(moments) if day < on), None),
                on_the_day=next((when for day, when in moments if day == on), None),
                first_after=next((when for day, when in moments if on < day <= on + A_WEEK), None),
            )
        )
    return found
