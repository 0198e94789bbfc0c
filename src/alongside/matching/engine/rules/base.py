"""What every hard rule promises, and the bit sets that its index is made of."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from ..verdict import Verdict

if TYPE_CHECKING:
    from ..problem import Mentee, Mentor, Problem

# Narrows a set of mentors (bit j = j-th mentor) to those who pass with this mentee.
Filter = Callable[["Mentee", int], int]
# Which of the pairs (i[k], j[k]), indices of mentees and mentors, pass.
AtOnce = Callable[[np.ndarray, np.ndarray], np.ndarray]


class Rule:
    """One hard rule about a mentee and a mentor.

    `code` names it in explanations. Subclasses are frozen dataclasses whose fields are the
    rule's settings. `reads`: for the mentee and for the mentor the fields that the rule looks at; where all of them are known it
    never asks, so that whoever does not pass has failed. None promises nothing. `asked_of_each`: with a team it must hold for each
    member (`each`), not for what they have together.
    """

    code: ClassVar[str]
    asked_of_each: ClassVar[bool] = False
    safeguarding: ClassVar[bool] = False
    effort: ClassVar[int] = 2
    reads: ClassVar[tuple[tuple[str, ...], tuple[str, ...]] | None] = None

    def bound_to(self, problem: "Problem") -> "Rule":
        """This rule with what it must know of the whole problem (most need nothing)."""
        return self

    def check(self, mentee: "Mentee", mentor: "Mentor") -> Verdict:
        raise NotImplementedError

    def filter(self, mentors: Sequence["Mentor"]) -> Filter:
        """As `check`, for many mentors. Rules that can be indexed do better than this loop."""

        def narrow(mentee, among):
            return bits_of(j for j in ones(among) if self.check(mentee, mentors[j]).passed)

        return narrow

    def at_once(self, mentees: Sequence["Mentee"], mentors: Sequence["Mentor"]) -> AtOnce | None:
        """As `check`, for many pairs; None if sets do better. `filter` may then be kept for single mentees."""
        return None

    def roughly(self, mentors: Sequence["Mentor"]) -> Filter | None:
        """A filter of little effort that lets through whoever passes, and perhaps others, to spare `at_once` most pairs."""
        return None


def ones(bits: int) -> Iterable[int]:
    """The places of the set bits, lowest first."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def places_of(bits: int, count: int) -> np.ndarray:
    """As `ones`, at once, for a set of at most `count` bits."""
    packed = np.frombuffer(bits.to_bytes((count + 7) // 8, "little"), np.uint8)
    return np.flatnonzero(np.unpackbits(packed, bitorder="little"))


def bits_from(places: np.ndarray, count: int) -> int:
    """As `bits_of`, at once: the set with these bits out of `count`."""
    mask = np.zeros(count, bool)
    mask[places] = True
    return int.from_bytes(np.packbits(mask, bitorder="little").tobytes(), "little")


def bits_of(places: Iterable[int]) -> int:
    total = 0
    for place in places:
        total |= 1 << place
    return total


def sides(mentee, mentor, name):
    """The same field of both, each with its side."""
    return (("mentee", getattr(mentee, name)), ("mentor", getattr(mentor, name)))
