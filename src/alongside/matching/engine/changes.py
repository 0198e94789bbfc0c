"""What may happen to a round after it was planned, or be tried on before anything happens."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .problem import Mentee, Mentor


@dataclass(frozen=True)
class Join:
    """A mentee comes in."""

    mentee: "Mentee"


@dataclass(frozen=True)
class Leave:
    """A mentee goes."""

    mentee: Hashable


@dataclass(frozen=True)
class Add:
    """A mentor comes in."""

    mentor: "Mentor"


@dataclass(frozen=True)
class Places:
    """A mentor has so many places in this round, counting those of fixed pairs: 0 for a pause, more again to resume."""

    mentor: Hashable
    capacity: int


@dataclass(frozen=True)
class Force:
    """These two are decided; every rule must allow it."""

    mentee: Hashable
    mentor: Hashable


@dataclass(frozen=True)
class Forbid:
    """These two are not proposed to each other."""

    mentee: Hashable
    mentor: Hashable


@dataclass(frozen=True)
class Further:
    """For this mentee the way may be up to `km`, whatever the rule `Reach` and both their own limits say."""

    mentee: Hashable
    km: float


Change = Join | Leave | Add | Places | Force | Forbid | Further


@dataclass(frozen=True)
class Difference:
    """What a change does to a plan.

    served, left_over: mentees who gain or lose a mentor (those who join or leave among them).
    moved: (mentee, mentor before, mentor after) of those who have another one. Sorted by id.
    counts: for each goal of the policy how much more or less of it the plan has; less is better.
    """

    served: tuple[Hashable, ...]
    left_over: tuple[Hashable, ...]
    moved: tuple[tuple[Hashable, Hashable, Hashable], ...]
    counts: dict[str, int]

    def without(self, mentee: Hashable) -> "Difference":
        """What it does to everybody else."""
        return replace(
            self,
            served=tuple(one for one in self.served if one != mentee),
            left_over=tuple(one for one in self.left_over if one != mentee),
            moved=tuple(row for row in self.moved if row[0] != mentee),
        )

    @property
    def is_empty(self) -> bool:
        return not (self.served or self.left_over or self.moved)
