"""Meetings as a phone's calendar reads them (RFC 5545): when, and nothing about whom.

Meetings with an hour are written as UTC instants, so that no table of summer-time rules has to travel along: the hour is
right on whichever clock the phone shows. A day whose hour is still open is that day on the programme's clock.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from alongside.foundation import clock
from alongside.foundation.access import Principal
from alongside.foundation.models import AuditEntry
from alongside.mentorships.access import is_shut_out, my_mentorships
from alongside.mentorships.models import ActivityPart, CalendarFeed, Member, Mentorship, Session
from alongside.mentorships.queries.activities import events_of
from alongside.mentorships.queries.holds import rests
from alongside.mentorships.queries.pairs import local
from alongside.programmes.queries import principal_for

#: Whoever has meetings of their own holds one of these.
ROLES = ("mentor", "mentee", "coordinator")
#: Meetings stay in a feed so long after they were.
PAST = timedelta(days=30)
#: The kind of read that the log knows.
READ = "calendar"
#: How often a calendar is asked to come back. Most decide for themselves.
COME_BACK = timedelta(hours=4)
NOT_TAKING_PLACE = (Session.Outcome.CANCELLED, Session.Outcome.NOT_MET)


def feed_of(principal: Principal) -> CalendarFeed | None:
    """The principal's own feed, if it is switched on. One query."""
    return CalendarFeed.objects.filter(person_id=principal.person_id).first() if principal.person_id else None


def last_fetched(feed: CalendarFeed, principal: Principal) -> datetime | None:
    """When a calendar last asked under the address that works now, by the log. One query."""
    entries = AuditEntry.objects.filter(account_id=principal.account.pk, action=f"read {READ}", at__gte=feed.created_at)
    return entries.values_list("at", flat=True).first()


def open_feed(token: str) -> tuple[CalendarFeed, Principal] | None:
    """The feed behind an address and whose it is; None if there is none, or its person may no longer come in. Three queries."""
    feed = CalendarFeed.objects.select_related("person__account").filter(token_hash=CalendarFeed.digest(token)).first()
    account = getattr(feed.person, "account", None) if feed else None
    if account is None or not account.is_active:
        return None
    principal = principal_for(account, purpose="own calendar")
    if not principal.holds(*ROLES) or is_shut_out(feed.person_id, as_mentor=principal.holds("mentor")):
        return None
    return feed, principal


@dataclass
class Sheet:
    """What a calendar gets."""

    body: bytes
    etag: str
    changed_at: datetime


def own_calendar(principal: Principal, feed: CalendarFeed) -> Sheet:
    """All own meetings of the last 30 days and to come, in the person's language. Six queries.

    Joint activities to which the pair said yes are meetings like others.
    Notes the read once a day and address: phones ask every few hours, and a log full of that hides what matters.
    """
    last = last_fetched(feed, principal)
    if last is None or last.date() != clock.now().date():
        principal.reads(READ, principal.person_id)
    mine = Mentorship.objects.none()
    for as_mentor, roles in ((True, ("mentor", "coordinator")), (False, ("mentee",))):
        if principal.holds(*roles):
            mine = mine | my_mentorships(principal, as_mentor=as_mentor)
    reach = Q(mentorship__in=mine.values("pk"))
    parts = events_of(mine, clock.now() - PAST)
    found = Session.objects.filter(reach, starts_at__gte=clock.now() - PAST).select_related("mentorship__programme")
    sessions = list(found.annotate(rests=rests("mentorship")).order_by("starts_at", "pk"))
    body = written(sessions, parts, language=principal.account.page_language, comes_back=True)
    # Meetings come and go with a mentorship, too: what is older than that must be asked for again.
    moments = [feed.created_at, *(session.changed_at for session in sessions)]
    moments += [part.activity.changed_at for part in parts]
    # A yes that became a no, too.
    answers = ActivityPart.objects.filter(mentorship__in=mine.values("pk"), answered_at__isnull=False)
    moments += answers.order_by("-answered_at").values_list("answered_at", flat=True)[:1]
    for since, until in Member.objects.filter(person_id=principal.person_id).values_list("since", "until"):
        moments += [since, *([until] if until else [])]
    return Sheet(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"', max(moments))


def written(sessions: list[Session], parts: Sequence[ActivityPart] = (), *, language: str, comes_back: bool = False) -> bytes:
    """The meetings, and joint activities that the pairs `parts` go to, as one iCalendar file. Each needs its mentorship and programme at hand; no query. One that `rests` is off.

    comes_back: it is fetched again and again, as a calendar of its own; else it is opened once, into whichever calendar.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Alongside//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    with translation.override(language):
        if comes_back:
            calendar.add("x-wr-calname", _("Meetings"))
            calendar.add("refresh-interval", COME_BACK, parameters={"VALUE": "DURATION"})
        for session in sessions:
            calendar.add_component(_event(session))
        for part in parts:
            calendar.add_component(_event_of_several(part))
    return calendar.to_ical()


def _event_of_several(part: ActivityPart) -> Event:
    """A joint activity: like any meeting, so that nobody who looks on can tell."""
    activity = part.activity
    event = _plain(str(activity.pk), activity, is_off=activity.called_off_at is not None or part.rests)
    _add_hours(event, activity.starts_at, activity.minutes)
    return event


def _plain(uid: str, row, *, is_off: bool) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", row.changed_at.astimezone(UTC))
    event.add("last-modified", row.changed_at.astimezone(UTC))
    event.add("sequence", row.sequence)
    event.add("summary", _("Meeting"))
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    # On a calendar that others can see, only "busy".
    event.add("class", "PRIVATE")
    return event


def _add_hours(event: Event, starts_at: datetime, minutes: int) -> None:
    start = starts_at.astimezone(UTC)
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=minutes))


def _event(session: Session) -> Event:
    programme = session.mentorship.programme
    is_off = session.outcome in NOT_TAKING_PLACE or (not session.outcome and getattr(session, "rests", False))
    event = _plain(str(session.pk), session, is_off=is_off)
    if session.has_time:
        _add_hours(event, session.starts_at, session.minutes or programme.meeting_minutes)
    else:
        day = local(session.starts_at, programme.time_zone).date()
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    return event
