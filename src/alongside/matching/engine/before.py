"""Whom no mentor of a round could serve, whatever the plan: asked before anything is solved."""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .sieve import Sieve
from .unmatched import WhyUnmatched, explain

if TYPE_CHECKING:
    from .problem import Problem


@dataclass(frozen=True)
class Unplanned:
    """A round of which there is no plan yet."""

    problem: "Problem"

    @cached_property
    def sieve(self) -> Sieve:
        return Sieve(self.problem)

    @cached_property
    def unserved(self) -> tuple[Hashable, ...]:
        """Mentees for whom no mentor with a free place passes every rule, in the order of the problem's mentees.

        Everybody else could be proposed to somebody, though not all at once. Cost: one pass of the rules over all
        pairs, a tenth of a second for 1,000 mentees and 600 mentors.
        """
        sieve = self.sieve
        return tuple(mentee.id for mentee in self.problem.seeking if not sieve.allowed(mentee.id) & sieve.open)

    def why(self, mentee: Hashable) -> WhyUnmatched:
        """Why nobody could serve this mentee, best lead first. Of mentors who are full nobody is known yet to hold their places."""
        return explain(self, mentee, competing=False)

    @cached_property
    def held_by(self) -> defaultdict:
        return defaultdict(tuple)
