"""Who suits whom, and how well, for a whole round at once: the rules as bits, the fit as arrays.

Says the same as the plain rules and the plain `fit`, pair by pair; tests hold them together, and the certificate tries
the plain ones on every proposed pair and on a sample of the others.
"""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from .distance import CUBE, REGION
from .priority import lot
from .rules.base import AtOnce, Filter
from .scores import Scores

if TYPE_CHECKING:
    from .problem import Problem

# Bits unpacked at once: a byte each.
AT_ONCE = 1 << 22
# Among so many mentors it pays to tell roughly first.
MANY = 2_000


class Table:
    """The pairs that every rule allows, with their fit.

    mentees, mentors: neighbours together and then by lot, so that the order of the caller's lists gives nobody an advantage.
    starts, mentor_at, fit: pairs of the i-th mentee are starts[i] .. starts[i + 1] (int64); mentor_at says which mentor (int32
        index, rising), fit how well (int16, 0 .. 1000).
    """

    def __init__(self, problem: "Problem"):
        self.problem = problem
        self.mentees = in_order(problem, "mentee", problem.seeking)
        self.mentors = in_order(problem, "mentor", problem.mentors)
        counts, found = self._allowed()
        self.starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self.mentor_at = found
        self.fit = Scores(self.mentees, self.mentors, problem.weights).pairs(self.mentee_at, found)

    def _allowed(self) -> tuple[np.ndarray, np.ndarray]:
        """(how many mentors the rules allow each mentee, which)."""
        narrow_by, checks = self._ways()
        everybody, width = (1 << len(self.mentors)) - 1, (len(self.mentors) // 64 + 1) * 8
        counts, found = [np.zeros(0, np.int64)], [np.zeros(0, np.int32)]
        step = max(1, AT_ONCE // (8 * width))
        for start in range(0, len(self.mentees), step):
            packed = bytearray()
            for mentee in self.mentees[start : start + step]:
                among = everybody
                for narrow in narrow_by:
                    among = narrow(mentee, among)
                    if not among:
                        break
                packed += among.to_bytes(width, "little")
            one, other = _bits_set(packed, width)
            for passing in checks:
                passes = passing(one + start, other)
                one, other = one[passes], other[passes]
            counts.append(np.bincount(one, minlength=len(packed) // width))
            found.append(other.astype(np.int32))
        return np.concatenate(counts), np.concatenate(found)

    def _ways(self) -> tuple[list[Filter], list[AtOnce]]:
        """The rules as filters of sets, those with the least effort first, and as checks of whatever pairs are left."""
        sets, checks = [], []
        teams = any(mentor.members for mentor in self.mentors)
        for rule in sorted(self.problem.rules, key=lambda rule: rule.effort):
            # What is asked of each member of a team, the filters know how to ask.
            check = None if teams and rule.asked_of_each else rule.at_once(self.mentees, self.mentors)
            if check is None:
                sets.append(rule.filter(self.mentors))
                continue
            checks.append(check)
            if len(self.mentors) > MANY:
                sets.append(rule.roughly(self.mentors))
        return sets, checks

    @cached_property
    def mentee_at(self) -> np.ndarray:
        """For each pair its mentee (int32 index)."""
        return np.repeat(np.arange(len(self.mentees), dtype=np.int32), np.diff(self.starts))

    @cached_property
    def possible(self) -> list[int]:
        """For each mentee the number of mentors whom the rules allow."""
        return np.diff(self.starts).tolist()

    def row(self, mentee: int) -> tuple[np.ndarray, np.ndarray]:
        """(mentors, fit) of one mentee."""
        some = slice(self.starts[mentee], self.starts[mentee + 1])
        return self.mentor_at[some], self.fit[some]


def in_order(problem, side, people) -> list:
    """People of one side, neighbours together: what is worked out for one place then serves the next."""

    def place(person):
        metres = person.place.metres if person.place else ()
        return [axis // REGION for axis in metres], [axis // CUBE for axis in metres], lot(problem.seed, side, person.id)

    return sorted(people, key=place)


def _bits_set(packed: bytearray, width: int) -> tuple[np.ndarray, np.ndarray]:
    """(row, bit) of all bits set in rows of `width` bytes, a multiple of 8. Words without any are passed over."""
    words = np.frombuffer(packed, "<u8")
    some = np.flatnonzero(words)
    bits = np.flatnonzero(np.unpackbits(words[some].view(np.uint8), bitorder="little"))
    return np.divmod(some[bits >> 6] * 64 + (bits & 63), 8 * width)
