"""Who suits whom, and how well, for a whole round at once: the rules as bits, the fit as arrays.

Says the same as the plain rules and the plain `fit`, pair by pair; tests hold them together, and the certificate tries
the plain ones on every proposed pair and on a sample of the others.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from . import fit as plain
from .priority import lot
from .rules.base import places_of
from .rules.wishes import LEVELS
from .week import WEEK

if TYPE_CHECKING:
    from .problem import Mentee, Mentor, Problem

# A week of minutes in words of 64 bits.
WORDS = -(-WEEK // 64)


class Table:
    """The pairs that every rule allows, with their fit.

    mentees, mentors: in the order of their lots, so that the order of the caller's lists gives nobody an advantage.
    starts, mentor_at, fit: pairs of the i-th mentee are starts[i] .. starts[i + 1]; mentor_at says which mentor (index),
        fit how well (0 .. 1000).
    """

    def __init__(self, problem: "Problem"):
        self.problem = problem
        self.mentees = _by_lot(problem, "mentee", problem.seeking)
        self.mentors = _by_lot(problem, "mentor", problem.mentors)
        scores = Scores(self.mentors, problem.weights)
        filters = [rule.filter(self.mentors) for rule in problem.rules]
        everybody = (1 << len(self.mentors)) - 1
        rows, fits = [], []
        for mentee in self.mentees:
            among = everybody
            for narrow in filters:
                if among == 0:
                    break
                among = narrow(mentee, among)
            rows.append(places_of(among, len(self.mentors)))
            fits.append(scores.row(mentee, rows[-1]))
        self.starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
        self.mentor_at = np.concatenate([*rows, np.zeros(0, np.int64)]).astype(np.int64)
        self.fit = np.concatenate([*fits, np.zeros(0, np.int64)]).astype(np.int64)

    @cached_property
    def mentee_at(self) -> np.ndarray:
        """For each pair its mentee (index)."""
        return np.repeat(np.arange(len(self.mentees)), np.diff(self.starts))

    @cached_property
    def possible(self) -> list[int]:
        """For each mentee the number of mentors whom the rules allow."""
        return np.diff(self.starts).tolist()

    def row(self, mentee: int) -> tuple[np.ndarray, np.ndarray]:
        """(mentors, fit) of one mentee."""
        some = slice(self.starts[mentee], self.starts[mentee + 1])
        return self.mentor_at[some], self.fit[some]


class Scores:
    """The plain `fit` of one mentee with many mentors at once."""

    def __init__(self, mentors: Sequence["Mentor"], weights: plain.Weights):
        self.weights = weights
        self.skills = _Sets([mentor.skills for mentor in mentors])
        self.interests = _Sets([mentor.interests for mentor in mentors])
        self.levels: dict[str, np.ndarray] = {}
        for j, mentor in enumerate(mentors):
            for tag, level in (mentor.languages or {}).items():
                if level is not None:
                    self.levels.setdefault(tag, np.zeros(len(mentors), np.int64))[j] = LEVELS[level]
        self.online = np.array([bool(mentor.online_ok) for mentor in mentors], bool)
        self.in_person = np.array([bool(mentor.in_person_ok) for mentor in mentors], bool)
        self.known = np.array([mentor.place is not None for mentor in mentors], bool)
        self.metres = np.array([m.place.metres if m.place else (0, 0, 0) for m in mentors], np.int64).reshape(-1, 3)
        names = {area: k for k, area in enumerate(dict.fromkeys(m.area for m in mentors if m.area is not None))}
        self.area_names = names
        self.area = np.array([names.get(mentor.area, -1) for mentor in mentors], np.int64)
        self.free = np.array([_packed(mentor.free_minutes) for mentor in mentors], np.uint64).reshape(len(mentors), WORDS)

    def row(self, mentee: "Mentee", some: np.ndarray) -> np.ndarray:
        """The fit with the mentors `some` (indices)."""
        if not len(some):
            return np.zeros(0, np.int64)
        weights, full = self.weights, plain.FULL
        earned = np.zeros(len(some), np.int64)
        if mentee.needs and weights.needs:
            earned += weights.needs * (full * self.skills.shared(mentee.needs, some) // len(mentee.needs))
        if mentee.interests and weights.interests:
            shared = np.minimum(self.interests.shared(mentee.interests, some), plain.ENOUGH_INTERESTS)
            earned += weights.interests * (full * shared // plain.ENOUGH_INTERESTS)
        if weights.language:
            best = np.zeros(len(some), np.int64)
            for tag, level in (mentee.languages or {}).items():
                if level is not None and tag in self.levels:
                    best = np.maximum(best, np.minimum(self.levels[tag][some], LEVELS[level]))
            earned += weights.language * (full * best // LEVELS["native"])
        if weights.nearness:
            earned += weights.nearness * self._nearness(mentee, some)
        if mentee.free_minutes and weights.hours:
            both = self.free[some] & np.array(_packed(mentee.free_minutes), np.uint64)
            minutes = np.minimum(np.bitwise_count(both).sum(axis=1, dtype=np.int64), plain.ENOUGH_MINUTES)
            earned += weights.hours * (full * minutes // plain.ENOUGH_MINUTES)
        return plain.rounded(earned, weights)

    def _nearness(self, mentee, some) -> np.ndarray:
        online = np.where(self.online[some], plain.ONLINE, 0) if mentee.online_ok else np.zeros(len(some), np.int64)
        if not mentee.in_person_ok:
            return online
        area = self.area_names.get(mentee.area, -2)
        near = np.where(self.area[some] == area, plain.FULL, online)
        if mentee.place is not None:
            # Squares stay under 2^53, so the square root of a float is exact enough to be rounded down, but for one.
            squared = ((self.metres[some] - mentee.place.metres) ** 2).sum(axis=1)
            metres = np.sqrt(squared.astype(np.float64)).astype(np.int64)
            metres -= metres * metres > squared
            metres += (metres + 1) * (metres + 1) <= squared
            by_way = np.maximum(online, plain.FULL * np.maximum(0, plain.FAR - metres) // plain.FAR)
            near = np.where(self.known[some], by_way, near)
        return np.where(self.in_person[some], near, online)


class _Sets:
    """Sets of codes as words of 64 bits, for counting what is shared."""

    def __init__(self, sets: Sequence[frozenset]):
        self.place = {code: k for k, code in enumerate(dict.fromkeys(code for codes in sets for code in codes))}
        self.words = np.zeros((len(sets), len(self.place) // 64 + 1), np.uint64)
        for j, codes in enumerate(sets):
            self.words[j] = self._packed(codes)

    def shared(self, codes: frozenset, some: np.ndarray) -> np.ndarray:
        return np.bitwise_count(self.words[some] & self._packed(codes)).sum(axis=1, dtype=np.int64)

    def _packed(self, codes) -> np.ndarray:
        words = [0] * self.words.shape[1]
        for code in codes:
            if code in self.place:
                words[self.place[code] // 64] |= 1 << self.place[code] % 64
        return np.array(words, np.uint64)


def _packed(minutes: int) -> np.ndarray:
    """The week's minutes as words."""
    return np.frombuffer(minutes.to_bytes(WORDS * 8, "little"), "<u8")


def _by_lot(problem, side, people) -> list:
    return sorted(people, key=lambda person: lot(problem.seed, side, person.id))
