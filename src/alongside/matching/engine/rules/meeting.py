"""When and where: the week they share, and the way between them."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np

from .. import week
from ..distance import CUBE, REGION, Place, km_band, metres_between
from ..verdict import Ask, asking, failing, passing
from .base import Rule, bits_from, bits_of, ones, places_of, sides
from .each import each_member, each_member_at_once

# From the middle of a cube to a corner in metres, rounded up.
ACROSS = 3_465
NOBODY = np.zeros(0, np.int64)
# So few are asked one by one, more with arrays.
FEW = 64
# So many spans of the week are remembered with whoever can begin in them.
REMEMBERED = 2_000


@dataclass(frozen=True)
class Overlap(Rule):
    """Once a week both are free for `minutes` (1 .. 10,080, default an hour) without a break."""

    code = "overlap"
    effort = 0
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
        runs = [week.begin_spans(mentor.free or (), self.minutes) for mentor in mentors]
        cuts = sorted({edge for found in runs for run in found for edge in run} | {0, week.WEEK})
        piece = {edge: k for k, edge in enumerate(cuts)}
        free = np.zeros((len(cuts), len(mentors)), bool)
        for j, found in enumerate(runs):
            for start, end in found:
                free[piece[start] : piece[end], j] = True
        pieces = [bits_from(np.flatnonzero(row), len(mentors)) for row in free]
        known: dict[tuple[int, int], int] = {}

        def within(span):
            able = known.get(span)
            if able is None:
                able = 0
                for k in range(bisect_right(cuts, span[0]) - 1, bisect_left(cuts, span[1])):
                    able |= pieces[k]
                if len(known) < REMEMBERED:
                    known[span] = able
            return able

        def narrow(mentee, among):
            able = 0
            for span in week.begin_spans(mentee.free or (), self.minutes):
                able |= within(span)
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
    effort = 1
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
        return self._filter(mentors, _Around(mentors, [self._metres(mentor) for mentor in mentors]).near)

    def roughly(self, mentors):
        return self._filter(mentors, _Around(mentors, [self._metres(mentor) for mentor in mentors]).roughly)

    def at_once(self, mentees, mentors):
        online = [np.array([bool(p.online_ok and self.online) for p in side], bool) for side in (mentees, mentors)]
        in_person = [np.array([bool(p.in_person_ok and self.in_person) for p in side], bool) for side in (mentees, mentors)]
        names: dict[Any, int] = {}
        # Somebody without an area shares none: -1 here, -2 there.
        area = [
            np.array([none if p.area is None else names.setdefault(p.area, len(names)) for p in side], np.int64)
            for side, none in ((mentees, -1), (mentors, -2))
        ]
        known = [np.array([p.place is not None for p in side], bool) for side in (mentees, mentors)]
        metres = [np.array([p.place.metres if p.place else (0, 0, 0) for p in side], np.int64).reshape(-1, 3).T for side in (mentees, mentors)]
        limit = [np.array([self._metres(p) for p in side], np.int64) for side in (mentees, mentors)]
        wider = np.array([round(self.wider[m.id] * 1000) if m.id in self.wider else -1 for m in mentees], np.int64)

        def passing(i, j):
            limits = np.maximum(np.minimum(limit[0][i], limit[1][j]), wider[i])
            squared = sum((one[i] - other[j]) ** 2 for one, other in zip(*metres, strict=True))
            near = known[0][i] & known[1][j] & (squared < (limits + 1) ** 2)
            return (online[0][i] & online[1][j]) | (in_person[0][i] & in_person[1][j] & (near | (area[0][i] == area[1][j])))

        return passing

    def _filter(self, mentors, near):
        online = bits_of(j for j, mentor in enumerate(mentors) if mentor.online_ok) if self.online else 0
        in_person = bits_of(j for j, mentor in enumerate(mentors) if mentor.in_person_ok)
        areas: dict[Any, int] = defaultdict(int)
        for j, mentor in enumerate(mentors):
            if mentor.area is not None:
                areas[mentor.area] |= 1 << j

        def narrow(mentee, among):
            able = among & online if mentee.online_ok else 0
            if not (mentee.in_person_ok and self.in_person):
                return able
            rest = among & in_person & ~able
            same = rest & areas.get(mentee.area, 0) if mentee.area is not None else 0
            rest &= ~same
            if rest and mentee.place is not None:
                wider = self.wider.get(mentee.id)
                same |= near(mentee.place, self._metres(mentee), -1 if wider is None else round(wider * 1000), rest)
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


class _Around:
    """Which mentors live within reach of a place: surely, by the cube of space it lies in, or asked one by one."""

    def __init__(self, mentors, reach: list[int]):
        self.count = len(mentors)
        self.places = [mentor.place.metres if mentor.place else None for mentor in mentors]
        self.reach = reach
        self.known = np.array([place is not None for place in self.places], bool)
        self.known_bits = bits_from(np.flatnonzero(self.known), self.count)
        self.metres = np.array([place or (0, 0, 0) for place in self.places], np.int64).reshape(-1, 3)
        self.reach_at = np.array(reach, np.int64)
        # Mentees come neighbour by neighbour (`table.in_order`), so that the last few cubes are enough.
        self.cube = lru_cache(maxsize=256)(self._cube)
        # Mentors by regions of space, each many cubes wide.
        regions: dict[tuple, list[int]] = defaultdict(list)
        for j, place in enumerate(self.places):
            if place:
                regions[tuple(axis // REGION for axis in place)].append(j)
        self.regions = {region: np.array(some, np.int64) for region, some in regions.items()}

    def near(self, place: Place, limit: int, wider: int, among: int) -> int:
        """The mentors out of `among` who are within `limit` metres and their own reach, or within `wider` whatever the limits say."""
        if among.bit_count() <= FEW:
            return self._asked(place, limit, wider, among)
        surely, perhaps = self._split(place, limit, wider, among)
        if perhaps.bit_count() <= FEW:
            return surely | self._asked(place, limit, wider, perhaps)
        some = places_of(perhaps, self.count)
        squared = ((self.metres[some] - place.metres) ** 2).sum(axis=1)
        near = squared < (self._limits(some, limit, wider) + 1) ** 2
        return surely | bits_from(some[near], self.count)

    def roughly(self, place: Place, limit: int, wider: int, among: int) -> int:
        """The same and a few more, who live in a cube that is cut by the limit."""
        surely, perhaps = self._split(place, limit, wider, among)
        return surely | perhaps

    def _split(self, place, limit, wider, among) -> tuple[int, int]:
        surely, perhaps = self.cube(tuple(axis // CUBE for axis in place.metres), limit, wider)
        return surely & among, perhaps & among

    def _asked(self, place: Place, limit: int, wider: int, among: int) -> int:
        found, (x, y, z) = 0, place.metres
        for j in ones(among & self.known_bits):
            a, b, c = self.places[j]
            if (a - x) ** 2 + (b - y) ** 2 + (c - z) ** 2 < (max(min(limit, self.reach[j]), wider) + 1) ** 2:
                found |= 1 << j
        return found

    def _limits(self, some, limit, wider):
        return np.maximum(np.minimum(self.reach_at[some], limit), wider)

    def _cube(self, corner: tuple[int, ...], limit: int, wider: int) -> tuple[int, int]:
        middle = np.array(corner, np.int64) * CUBE + CUBE // 2
        some = self._within(middle, max(limit, wider) + ACROSS + 2)
        metres = np.sqrt(((self.metres[some] - middle) ** 2).sum(axis=1))
        limits = self._limits(some, limit, wider)
        # Two metres for what is rounded.
        surely = metres + ACROSS + 2 < limits
        perhaps = ~surely & (metres - ACROSS - 2 <= limits)
        return bits_from(some[surely], self.count), bits_from(some[perhaps], self.count)

    def _within(self, middle, metres: int) -> np.ndarray:
        """Mentors in the regions that a ball touches; everybody where that is quicker."""
        low, high = ((middle + way) // REGION for way in (-metres, metres))
        if (high - low + 1).prod() >= len(self.regions):
            return np.flatnonzero(self.known)
        touched = product(*(range(a, b + 1) for a, b in zip(low.tolist(), high.tolist(), strict=True)))
        return np.concatenate([self.regions[region] for region in touched if region in self.regions] or [NOBODY])
