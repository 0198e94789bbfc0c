"""Which mentors pass which rule with one mentee, all mentors at once: for questions that are asked of everybody.

The bits come from `Rule.filter` and say what `Rule.check` says; whoever needs a reason asks the plain rule about the few that remain.
"""

from collections.abc import Hashable
from functools import cached_property
from typing import TYPE_CHECKING

from .rules import Capacity
from .rules.base import bits_of

if TYPE_CHECKING:
    from .problem import Problem


class Sieve:
    """Bit j is the j-th mentor of the problem."""

    def __init__(self, problem: "Problem"):
        self.problem = problem
        self.everybody = (1 << len(problem.mentors)) - 1
        self._filters = [(rule.code, rule.filter(problem.mentors)) for rule in problem.rules]
        self._reads = {rule.code: rule.reads for rule in problem.rules if rule.reads is not None}
        # For each rule the mentors of whom it has nothing left to ask.
        self._settled = {
            code: bits_of(j for j, mentor in enumerate(problem.mentors) if _knows(mentor, fields))
            for code, (_, fields) in self._reads.items()
        }
        self._allowed: dict[Hashable, int] = {}

    @cached_property
    def open(self) -> int:
        """Mentors who came into the round with a place."""
        return bits_of(j for j, mentor in enumerate(self.problem.mentors) if self.problem.places[mentor.id])

    @cached_property
    def _known(self) -> int:
        return bits_of(j for j, mentor in enumerate(self.problem.mentors) if mentor.capacity is not None)

    def passing(self, mentee: Hashable) -> dict[str, int]:
        """rule -> the mentors who pass it."""
        person = self.problem.mentee_by_id[mentee]
        return {code: narrow(person, self.everybody) for code, narrow in self._filters}

    def failing(self, mentee: Hashable, passing: dict[str, int]) -> int:
        """Mentors of whom at least one rule surely says no: they don't pass (`passing`), and no fact is missing.

        There may be more: a rule can say no in spite of a fact that nobody knows.
        """
        person, failing = self.problem.mentee_by_id[mentee], 0
        for code, (fields, _) in self._reads.items():
            if _knows(person, fields):
                failing |= self._settled[code] & ~passing[code]
        return failing & self.everybody

    def allowed(self, mentee: Hashable) -> int:
        """The mentors whom all rules allow, full ones included; those whose places nobody knows are not."""
        if mentee not in self._allowed:
            among = self._known
            person = self.problem.mentee_by_id[mentee]
            for code, narrow in self._filters:
                if among and code != Capacity.code:
                    among = narrow(person, among)
            self._allowed[mentee] = among
        return self._allowed[mentee]


def _knows(person, fields: tuple[str, ...]) -> bool:
    """Whether nothing of these fields is unknown, the levels of languages included."""
    values = [getattr(person, name) for name in fields]
    return not any(value is None or (isinstance(value, dict) and None in value.values()) for value in values)
