"""What all modules of the demo share: one source of chance, one today, and everything made so far."""

import random
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from alongside.foundation import clock

SEED = "walk together"


class World:
    """One filling of the demo. Two worlds of one day are alike, down to the ids of their rows.

    people: key or name -> Person. enrolments: the same keys -> Enrolment. cast: the same keys -> cast.P.
    """

    def __init__(self):
        self.rng = random.Random(SEED)
        self.now = clock.now().replace(microsecond=0)
        self.today = self.now.date()
        self.organisations = {}
        self.programmes = {}
        self.areas = {}
        self.terms = {}
        self.grants = {}
        self.staff = {}
        self.cast = {}
        self.people = {}
        self.enrolments = {}
        self.accounts = {}
        self.mentorships = {}
        self.stories = {}

    def id(self) -> UUID:
        """A key that is the same at every filling, so that an address noted down still works after a reset."""
        return UUID(int=self.rng.getrandbits(128), version=4)

    def day(self, ago: float) -> date:
        """The day so many days ago; negative lies ahead."""
        return self.today - timedelta(days=ago)

    def at(self, ago: float, hour: int | None = None, minute: int | None = None, zone: str = "UTC") -> datetime:
        """A moment so many days ago, in office hours unless told otherwise. Never later than now unless `ago` < 0."""
        hour = self.rng.randint(9, 16) if hour is None else hour
        minute = self.rng.choice((0, 10, 15, 20, 30, 40, 45, 50)) if minute is None else minute
        moment = datetime.combine(self.day(ago), time(hour, minute), ZoneInfo(zone)).astimezone(UTC)
        return min(moment, self.now - timedelta(minutes=20)) if ago >= 0 else moment

    def cadre(self, programme: str, side: str) -> list[str]:
        """Keys of everybody on one side of a programme, in the order of the cast."""
        of = self.programmes[programme].pk
        return [k for k, e in self.enrolments.items() if e.programme_id == of and e.side == side]
