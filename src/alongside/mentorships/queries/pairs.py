"""Who walks with whom, by name, for many mentorships at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from alongside.mentorships.access import MENTOR_ROLES
from alongside.mentorships.models import Member
from alongside.people import directory


@dataclass
class Pair:
    """The people of one mentorship: names, the leading one first. people: everybody's ids, for the read log."""

    mentors: list[str] = field(default_factory=list)
    mentees: list[str] = field(default_factory=list)
    people: list[UUID] = field(default_factory=list)

    @property
    def mentor(self) -> str:
        return self.mentors[0] if self.mentors else ""

    @property
    def mentee(self) -> str:
        return self.mentees[0] if self.mentees else ""

    def as_due(self) -> tuple[tuple[str, str], ...]:
        """At most one of each side, as Today draws them."""
        return tuple((name, side) for name, side in ((self.mentor, "mentor"), (self.mentee, "mentee")) if name)


def present(members: Iterable[Member]) -> list[Member]:
    """Of one mentorship's members, those who are in it now; after the ending, those who were in it at the end."""
    members = sorted(members, key=lambda m: (m.since, m.pk))
    now = [m for m in members if m.until is None]
    if now or not members:
        return now
    last = max(m.until for m in members)
    return [m for m in members if m.until == last]


def pairs_of(mentorship_ids: Iterable[UUID]) -> dict[UUID, Pair]:
    """Mentorship id -> its Pair. Two queries, whatever the number."""
    by_mentorship: dict[UUID, list[Member]] = {}
    for member in Member.objects.filter(mentorship__in=list(mentorship_ids)):
        by_mentorship.setdefault(member.mentorship_id, []).append(member)
    names = directory.names({m.person_id for members in by_mentorship.values() for m in members})
    pairs = {}
    for pk, members in by_mentorship.items():
        pair = pairs[pk] = Pair()
        for member in present(members):
            side = pair.mentors if member.role in MENTOR_ROLES else pair.mentees
            side.append(names.get(member.person_id, ""))
            pair.people.append(member.person_id)
    return pairs


def pair_in(mentorship) -> Pair:
    """The Pair of one mentorship whose members came along with it. No query."""
    pair = Pair()
    for member in present(mentorship.members.all()):
        side = pair.mentors if member.role in MENTOR_ROLES else pair.mentees
        side.append(member.person.name)
    return pair


def local(moment: datetime | None, zone: str) -> datetime | None:
    """`moment` on the clock of the programme: without zone, so that it is written as it is."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if moment else None
