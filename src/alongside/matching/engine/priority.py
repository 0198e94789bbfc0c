"""Who is served first when places are short: longest waiting, hardest to match, then by lot."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .problem import Mentee, Problem


@dataclass(frozen=True, kw_only=True)
class Priority:
    """The programme's order of service, plain enough to publish.

    waiting_days: each bound reached (in days, at or above) raises a mentee by one class.
    hard_to_match: having this many possible mentors or fewer raises a mentee by one class; 0 switches it off.
    Within a class the lot decides. The bounds are a first proposal, not research: a programme sets its own.
    """

    waiting_days: tuple[int, ...] = (30, 90, 180, 365)
    hard_to_match: int = 3

    def class_of(self, mentee: "Mentee", *, on, possible: int) -> int:
        """0 or more; higher is served first. `possible` is the number of mentors this mentee could have."""
        waited = (on - mentee.waiting_since).days if mentee.waiting_since else 0
        is_hard = self.hard_to_match > 0 and possible <= self.hard_to_match
        return sum(waited >= bound for bound in self.waiting_days) + is_hard


def lot(seed: str, side: str, person: Hashable) -> str:
    """A lot that nobody can influence by name, date or place in a list; the same for the same seed."""
    return sha256(f"{seed}\n{side}\n{person}".encode()).hexdigest()


def order_of_service(problem: "Problem", possible: Mapping[Hashable, int]) -> list[Hashable]:
    """The ids of all seeking mentees, first served first. `possible`: mentors eligible per mentee."""

    def place(mentee):
        rank = problem.priority.class_of(mentee, on=problem.on, possible=possible[mentee.id])
        return -rank, lot(problem.seed, "mentee", mentee.id)

    return [mentee.id for mentee in sorted(problem.seeking, key=place)]
