"""Quarters, by the programme's clocks."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from alongside.foundation import clock


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months. number: 1 to 4."""

    year: int
    number: int

    def __str__(self):
        return f"{self.year}-Q{self.number}"

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def following(self) -> "Quarter":
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    @property
    def previous(self) -> "Quarter":
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    def bounds(self, zone: str) -> tuple[datetime, datetime]:
        """First moment, and first moment after, in that time zone."""
        tz = ZoneInfo(zone)
        return (
            datetime.combine(self.first_day, time(), tz),
            datetime.combine(self.following.first_day, time(), tz),
        )

    @property
    def in_words(self) -> str:
        return {
            1: _("January to March %(year)s"),
            2: _("April to June %(year)s"),
            3: _("July to September %(year)s"),
            4: _("October to December %(year)s"),
        }[self.number] % {"year": self.year}


def current() -> Quarter:
    today = clock.today()
    return Quarter(today.year, (today.month - 1) // 3 + 1)


def parse(text: str) -> Quarter | None:
    """"2026-Q3" as a Quarter; None for anything else and for what lies after today."""
    match = re.fullmatch(r"(20\d\d)-Q([1-4])", text or "")
    if not match:
        return None
    found = Quarter(int(match[1]), int(match[2]))
    return found if found <= current() else None


def latest(count: int = 8) -> list[Quarter]:
    """The newest quarters, this one first."""
    found = [current()]
    while len(found) < count:
        found.append(found[-1].previous)
    return found
