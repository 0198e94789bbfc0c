"""What happened lately, and what is still to come today: facts with a time, newest first."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.html import format_html
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.mentorships.access import sessions_for, statuses_for
from alongside.mentorships.models import MentorshipStatus
from alongside.mentorships.queries import Pair, pairs_of, rests

SHOWN = 6


@dataclass(frozen=True)
class Event:
    """One line of the timeline. `words` is safe HTML with the names in it."""

    at: datetime
    words: str
    still_to_come: bool


def latest(principal, limit: int = SHOWN) -> list[Event]:
    """Meetings still to come today first, then the newest facts. Five queries at most."""
    now = clock.now()
    sessions = sessions_for(principal).defer("note", "place")
    planned = list(
        sessions.filter(~rests("mentorship"), outcome="", starts_at__gte=now, starts_at__lte=now + timedelta(hours=14)).order_by("starts_at")[:3]
    )
    met = list(sessions.filter(outcome="met", starts_at__lte=now).order_by("-starts_at")[:limit])
    statuses = list(statuses_for(principal).filter(at__lte=now).defer("note").order_by("-at", "-id")[:limit])
    pairs = pairs_of({row.mentorship_id for row in [*planned, *met, *statuses]})
    coming = [Event(s.starts_at, words(_("{mentor} and {mentee} meet"), pairs[s.mentorship_id]), True) for s in planned]
    past = [Event(s.starts_at, words(_("{mentor} and {mentee} met"), pairs[s.mentorship_id]), False) for s in met]
    past += [Event(row.at, words(sentence(row), pairs[row.mentorship_id]), False) for row in statuses]
    past.sort(key=lambda event: event.at, reverse=True)
    return coming + past[:limit]


def sentence(row: MentorshipStatus) -> str:
    if row.status == "begun":
        return _("{mentor} and {mentee} were introduced")
    if row.status == "paused":
        return _("{mentor} and {mentee} take a break")
    if row.status == "resumed":
        return _("{mentor} and {mentee} meet again")
    if row.reason == "completed" and row.said_goodbye:
        return _("{mentor} and {mentee} ended as planned, with a goodbye")
    return _("{mentor} and {mentee} ended")


def words(text: str, pair: Pair) -> str:
    return format_html(
        text, mentor=format_html("<bdi>{}</bdi>", pair.mentor), mentee=format_html("<bdi>{}</bdi>", pair.mentee)
    )
