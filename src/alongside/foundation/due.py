"""A thing that needs doing today: computed from dates each time it is asked for, never stored."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Due:
    """One row of Today.

    group: "waiting" (people who wait), "pairs" or "paperwork".
    people: (name, side) of at most two people, side "mentor", "mentee" or "plain".
    why: one translated sentence with a fact and a time.
    url, button: the one thing to do about it.
    since: when it became due; the longest due comes first within its group.
    can_wait: worth seeing, but nothing needs doing: it comes last and isn't counted.
    """

    group: str
    people: tuple[tuple[str, str], ...]
    why: str
    url: str
    button: str
    since: datetime
    can_wait: bool = False
