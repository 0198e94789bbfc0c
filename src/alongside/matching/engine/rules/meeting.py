"""When and where: the week they share, and the way between them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .. import week
from ..distance import km_band, metres_between
from ..verdict import Ask, asking, failing, passing
from .base import Rule, bits_from, bits_of, places_of, sides
from .each import each_member, each_member_at_once


@dataclass(frozen=True)
class Overlap(Rule):
    """Once a week both are free for `minutes` (1 .. 10,080, default an hour) without a break."""

    code = "overlap"
    reads = (("free",), ("free",))
    minutes: int = 60

    def __post_init__(self):
        if not 1 <= self.minutes <= week.WEEK:
            raise ValueError("a common time lasts from one minute to one week")

    def check(self, mentee, mentor):
        missing = [Ask(side, "free") for side, slots in sides(mentee, mentor, "free") if slots is None]
        if missing:
            return asking(*missing)
        start, length = week.longest_run(mentee.free_minutes & mentor.free_minutes)
        if length < self.minutes:
            return failing(self.code, longest=length, needed=self.minutes)
        return passing("shared_hours", **week.as_facts(start, length))

    def filter(self, mentors):
        # A session of so many minutes can begin at these minutes of the week. The week is cut wherever some mentor's
        # answer changes; within a piece the same mentors are free, and they are one set of bits.
        runs = [
            week.runs(week.session_starts(mentor.free_minutes, self.minutes)) if mentor.free is not None else []
            for mentor in mentors
        ]
        cuts = sorted({edge for found in runs for run in found for edge in run} | {0, week.WEEK})
        piece = {edge: k for k, edge in enumerate(cuts)}
        free = np.zeros((len(cuts), len(mentors)), bool)
        for j, found in enumerate(runs):
            for start, end in found:
                free[piece[start] : piece[end], j] = True
        pieces = [bits_from(np.flatnonzero(row), len(mentors)) for row in free]

        def narrow(mentee, among):
            if mentee.free is None:
                return 0
            able = 0
            for start, end in week.runs(week.session_starts(mentee.free_minutes, self.minutes)):
                for k in range(bisect_right(cuts, start) - 1, bisect_left(cuts, end)):
                    able |= pieces[k]
            return among & able

        return narrow


@dataclass(frozen=True)
class Reach(Rule):
    """They can meet: near enough in person, or both online.

    `km` is how far a person goes who has not said (0 to under 50,000; None: only the own area). Near is within both people's reach,
    or the same area. With `online=False` the programme meets in person only, with `in_person=False` online only.
    `wider`: mentees (by id) for whom a coordinator lets the way be so many km, whatever the limits say.
    """

    code = "reach"
    asked_of_each = True
    reads = (("place", "area", "online_ok", "in_person_ok"), ("place", "area", "online_ok", "in_person_ok"))
    km: float | None = 20
    online: bool = True
    in_person: bool = True
    wider: Mapping[Any, float] = field(default_factory=dict)

    def __post_init__(self):
        for km in (0 if self.km is None else self.km, *self.wider.values()):
            if not 0 <= km < 50_000:
                raise ValueError(f"a way of {km} km makes no sense")
        if not (self.online or self.in_person):
            raise ValueError("people meet in person, online, or either way; they can't meet in neither")

    @each_member
    def check(self, mentee, mentor):
        near, near_asks = self._near(mentee, mentor)
        in_person = _both(mentee.in_person_ok, mentor.in_person_ok, near, self.in_person)
        online = _both(mentee.online_ok, mentor.online_ok, self.online)
        if in_person:
            metres = metres_apart(mentee, mentor)
            return passing("near", km_band=km_band(metres)) if metres is not None else passing("same_area")
        if online:
            return passing("online")
        asks = []
        if in_person is None:
            asks += [
                Ask(side, "in_person_ok") for side, ok in sides(mentee, mentor, "in_person_ok") if ok is None
            ] + near_asks
        if online is None:
            asks += [Ask(side, "online_ok") for side, ok in sides(mentee, mentor, "online_ok") if ok is None]
        if asks:
            return asking(*asks)
        metres, limit = metres_apart(mentee, mentor), self._limit(mentee, mentor)
        return failing(
            self.code,
            km_band=None if metres is None else km_band(metres),
            limit_km=limit,
            too_far=near is False and self.in_person,
            online_only=not self.in_person,
            not_online=[
                side for side, ok in sides(mentee, mentor, "online_ok") if ok is False or not self.online
            ],
            not_in_person=[side for side, ok in sides(mentee, mentor, "in_person_ok") if ok is False],
        )

    @each_member_at_once
    def filter(self, mentors):
        online = bits_of(j for j, mentor in enumerate(mentors) if mentor.online_ok) if self.online else 0
        in_person = bits_of(j for j, mentor in enumerate(mentors) if mentor.in_person_ok)
        areas: dict[Any, int] = defaultdict(int)
        for j, mentor in enumerate(mentors):
            if mentor.area is not None:
                areas[mentor.area] |= 1 << j
        known = np.array([mentor.place is not None for mentor in mentors], bool)
        metres = np.array([mentor.place.metres if mentor.place else (0, 0, 0) for mentor in mentors], np.int64).reshape(-1, 3)
        reach = np.array([self._metres(mentor) for mentor in mentors], np.int64)

        def narrow(mentee, among):
            able = among & online if mentee.online_ok else 0
            if not (mentee.in_person_ok and self.in_person):
                return able
            rest = among & in_person & ~able
            same = rest & areas.get(mentee.area, 0) if mentee.area is not None else 0
            rest &= ~same
            if rest and mentee.place is not None:
                some = places_of(rest, len(mentors))
                squared = ((metres[some] - mentee.place.metres) ** 2).sum(axis=1)
                limits = np.minimum(reach[some], self._metres(mentee))
                if mentee.id in self.wider:
                    limits = np.maximum(limits, round(self.wider[mentee.id] * 1000))
                near = known[some] & (squared < (limits + 1) ** 2)
                same |= bits_from(some[near], len(mentors))
            return able | same

        return narrow

    def _metres(self, person) -> int:
        """How far this person goes; -1 where only the own area will do."""
        limit = self.km if person.reach_km is None else person.reach_km
        return -1 if limit is None else round(limit * 1000)

    def _limit(self, mentee, mentor) -> float | None:
        limits = [self.km if one.reach_km is None else one.reach_km for one in (mentee, mentor)]
        limit = None if None in limits else min(limits)
        wider = self.wider.get(mentee.id)
        return limit if wider is None else max(wider, limit or 0)

    def _near(self, mentee, mentor) -> tuple[bool | None, list[Ask]]:
        if mentee.area is not None and mentee.area == mentor.area:
            return True, []
        limit, metres = self._limit(mentee, mentor), metres_apart(mentee, mentor)
        if limit is not None and metres is not None:
            return metres <= round(limit * 1000), []
        if limit is None and mentee.area is not None and mentor.area is not None:
            return False, []
        fact = "area" if limit is None else "place"
        missing = [Ask(side, fact) for side, value in sides(mentee, mentor, fact) if value is None]
        return None, missing


def metres_apart(mentee, mentor) -> int | None:
    """Metres between their areas; None if a place is unknown."""
    if mentee.place is None or mentor.place is None:
        return None
    return metres_between(mentee.place, mentor.place)


def _both(*facts: bool | None) -> bool | None:
    """Three-valued "and": one no settles it, then one unknown."""
    if False in facts:
        return False
    return None if None in facts else True
