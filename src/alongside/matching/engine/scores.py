"""The plain `fit`, for many pairs at once.

What a person brings is put into words of 64 bits once; a pair then takes an AND and a count of bits per wish, and a look
into a small table that holds what such a count earns. Tests hold it together with the plain `fit`, pair by pair.
"""

from collections.abc import Iterable, Sequence
from math import gcd
from typing import TYPE_CHECKING

import numpy as np

from . import fit as plain
from .rules.wishes import LEVELS
from .week import DAY, WEEK

if TYPE_CHECKING:
    from .problem import Mentee, Mentor, Participant

# Pairs worked on at once: the intermediate arrays stay within a core's own memory.
BLOCK = 1 << 15
# People whose weeks are cut up at once.
PEOPLE = 4_096


class Scores:
    """Everybody's facts, ready for `pairs`."""

    def __init__(self, mentees: Sequence["Mentee"], mentors: Sequence["Mentor"], weights: plain.Weights):
        self.weights = weights
        full = plain.FULL
        self.needs = _both([m.needs for m in mentees], [m.skills for m in mentors])
        self.interests = _both([m.interests for m in mentees], [m.interests for m in mentors])
        # Who speaks what at a level or better: the best level two people share is the number of levels they share.
        self.levels = _both_levels(mentees, mentors)
        self.grain = _grain([*mentees, *mentors])
        self.free = _week(mentees, self.grain), _week(mentors, self.grain)
        self.online = _flags(p.online_ok for p in mentees), _flags(p.online_ok for p in mentors)
        self.in_person = _flags(p.in_person_ok for p in mentees), _flags(p.in_person_ok for p in mentors)
        self.experience = _flags(p.experience_wish for p in mentees), _flags(p.experience_wish for p in mentors)
        self.known = _flags(p.place for p in mentees), _flags(p.place for p in mentors)
        self.metres = _metres(mentees), _metres(mentors)
        areas: dict = {}
        # Somebody without an area shares none: -1 here, -2 there.
        self.area = tuple(
            np.array([areas.setdefault(p.area, len(areas)) if p.area is not None else none for p in side], np.int32)
            for side, none in ((mentees, -1), (mentors, -2))
        )
        sizes = np.array([len(m.needs) for m in mentees], np.int64)
        most = int(sizes.max(initial=0))
        self.size = sizes
        counts = np.arange(most + 1)
        self.for_needs = weights.needs * np.array([full * counts // max(1, size) for size in range(most + 1)])
        self.for_interests = weights.interests * (full * np.arange(plain.ENOUGH_INTERESTS + 1) // plain.ENOUGH_INTERESTS)
        self.for_level = weights.language * (full * np.arange(len(LEVELS) + 1) // LEVELS["native"])
        minutes = np.minimum(np.arange(WEEK // self.grain + 1) * self.grain, plain.ENOUGH_MINUTES)
        self.for_hours = weights.hours * (full * minutes // plain.ENOUGH_MINUTES)

    def pairs(self, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        """The fit (0 .. 1000, int16) of the i[k]-th mentee with the j[k]-th mentor."""
        found = np.empty(len(i), np.int16)
        for start in range(0, len(i), BLOCK):
            some = slice(start, start + BLOCK)
            found[some] = self._block(i[some], j[some])
        return found

    def _block(self, i, j) -> np.ndarray:
        weights = self.weights
        earned = np.zeros(len(i), np.int64)
        if weights.needs:
            earned += self.for_needs[self.size[i], _shared(self.needs, i, j)]
        if weights.interests:
            shared = np.minimum(_shared(self.interests, i, j), plain.ENOUGH_INTERESTS)
            earned += self.for_interests[shared]
        if weights.language:
            best = np.zeros(len(i), np.int8)
            for level in self.levels:
                best += _meet(level, i, j)
            earned += self.for_level[best]
        if weights.nearness:
            earned += weights.nearness * self._nearness(i, j)
        if weights.hours:
            earned += self.for_hours[_shared(self.free, i, j)]
        if weights.experience:
            both_ask = self.experience[0][i] & self.experience[1][j]
            earned = np.where(both_ask, np.minimum(earned + plain.FULL * weights.experience, weights.best), earned)
        return plain.rounded(earned, weights)

    def _nearness(self, i, j) -> np.ndarray:
        online = np.where(self.online[0][i] & self.online[1][j], plain.ONLINE, 0)
        near = np.where(self.area[0][i] == self.area[1][j], plain.FULL, online)
        apart = (one[i] - other[j] for one, other in zip(*self.metres, strict=True))
        # Squares stay under 2^53, so the square root of a float is exact enough to be rounded down, but for one.
        squared = sum(way * way for way in apart)
        metres = np.sqrt(squared.astype(np.float64)).astype(np.int64)
        metres -= metres * metres > squared
        metres += (metres + 1) * (metres + 1) <= squared
        by_way = np.maximum(online, plain.FULL * np.maximum(0, plain.FAR - metres) // plain.FAR)
        near = np.where(self.known[0][i] & self.known[1][j], by_way, near)
        return np.where(self.in_person[0][i] & self.in_person[1][j], near, online)


def _shared(words, i, j) -> np.ndarray:
    """How many bits both have."""
    return sum(np.bitwise_count(one[i] & other[j]).astype(np.int64) for one, other in zip(*words, strict=True))


def _meet(words, i, j) -> np.ndarray:
    """Whether they have a bit in common."""
    return np.logical_or.reduce([(one[i] & other[j]) != 0 for one, other in zip(*words, strict=True)])


def _both(ours: Sequence[Iterable], theirs: Sequence[Iterable]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Sets of codes of both sides as words of 64 bits, a list of words each; codes that only one side has can't be shared."""
    known = {code for codes in ours for code in codes} & {code for codes in theirs for code in codes}
    place = {code: k for k, code in enumerate(known)}

    def words(sets):
        marks = [(row, place[code]) for row, codes in enumerate(sets) for code in codes if code in place]
        return _words(np.array(marks, np.int64).reshape(-1, 2), len(sets), len(place))

    return words(ours), words(theirs)


def _both_levels(mentees, mentors) -> list[tuple[list[np.ndarray], list[np.ndarray]]]:
    """For each level the languages that somebody speaks so well or better, as `_both`."""
    tags: dict[str, int] = {}
    sides = []
    for people in (mentees, mentors):
        marks = [
            (row, tags.setdefault(tag, len(tags)), LEVELS[level])
            for row, person in enumerate(people)
            for tag, level in (person.languages or {}).items()
            if level is not None
        ]
        sides.append((np.array(marks, np.int64).reshape(-1, 3), len(people)))
    return [
        tuple(_words(marks[marks[:, 2] >= level, :2], count, len(tags)) for marks, count in sides)
        for level in range(1, len(LEVELS) + 1)
    ]


def _words(marks: np.ndarray, rows: int, codes: int) -> list[np.ndarray]:
    """Bits set at (row, code), as words of 64 codes."""
    words = np.zeros((codes // 64 + 1, rows), np.uint64)
    row, code = marks.T
    np.bitwise_or.at(words, (code >> 6, row), np.uint64(1) << (code & 63).astype(np.uint64))
    return list(words)


def _grain(people: Sequence["Participant"]) -> int:
    """The longest piece of time, in minutes, into which everybody's free hours can be cut without a rest."""
    grain = DAY
    for slot in {(start, end) for person in people for _, start, end in person.free or ()}:
        grain = gcd(grain, *slot)
        if grain == 1:
            break
    return grain


def _week(people: Sequence["Participant"], grain: int) -> list[np.ndarray]:
    """Everybody's free pieces of the week as words of 64 bits, a list of words."""
    pieces = WEEK // grain
    words = [_free(people[start : start + PEOPLE], grain, pieces) for start in range(0, len(people), PEOPLE)]
    return list(np.concatenate([np.zeros((pieces // 64 + 1, 0), np.uint64), *words], axis=1))


def _free(people, grain: int, pieces: int) -> np.ndarray:
    spans = [
        (row, (weekday * DAY + start) % WEEK // grain, (end - start if end > start else end - start + DAY) // grain)
        for row, person in enumerate(people)
        for weekday, start, end in person.free or ()
    ]
    row, first, length = np.array(spans, np.int64).reshape(-1, 3).T
    # A slot begins here and ends there; what passes the week's end comes back at its beginning.
    edges = np.zeros((len(people), 2 * pieces + 1), np.int16)
    np.add.at(edges, (row, first), 1)
    np.add.at(edges, (row, first + length), -1)
    free = np.cumsum(edges, axis=1, dtype=np.int16)[:, : 2 * pieces] > 0
    cells = np.zeros((len(people), (pieces // 64 + 1) * 64), bool)
    cells[:, :pieces] = free[:, :pieces] | free[:, pieces:]
    return np.packbits(cells, axis=1, bitorder="little").view("<u8").T


def _flags(facts: Iterable) -> np.ndarray:
    return np.array([bool(fact) for fact in facts], bool)


def _metres(people) -> list[np.ndarray]:
    found = np.array([p.place.metres if p.place else (0, 0, 0) for p in people], np.int64).reshape(-1, 3)
    return [np.ascontiguousarray(axis) for axis in found.T]
