"""Totals that say nothing about one person. Pure Python, no Django.

Method (after the practice of NHS Digital: suppress 1-7 and round the rest to 5; ours is stricter, as the
people here can be harmed by being found): a breakdown is shown only for 30 people or more; a group of
fewer than ten is never shown by itself, nor as zero; what is put together is ten or more in all, with the smallest
larger group where it must be, for who knows the exact total can subtract; all other numbers are rounded to five.

Two tables can be subtracted too: whoever publishes them holds them against each other (`differ_by_few`).
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass

#: People in all below which nothing is broken down.
SMALLEST_POPULATION = 30
#: People in a group below which it is not shown by itself.
SMALLEST_GROUP = 10
#: Everything shown is a multiple of this.
STEP = 5


@dataclass(frozen=True)
class Shown:
    """One line: the group's key and a multiple of five, 10 or more."""

    key: str
    count: int


@dataclass(frozen=True)
class Breakdown:
    """What may be shown. groups: largest first. rest: whether groups were put together and left out. total: rounded."""

    groups: tuple[Shown, ...]
    rest: bool
    total: int


def rounded(count: int) -> int:
    """`count` to the nearest five; halves cannot occur."""
    return STEP * ((count + STEP // 2) // STEP)


def breakdown(counts: Mapping[str, int], population: int) -> Breakdown | None:
    """The table for `counts` (group -> people, 0 or more), or None if fewer than 30 people stand behind it.

    population: how many different people; more groups than one may count the same person (languages).
    Raises ValueError for a negative count.
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError("a group can't have fewer than no people")
    if population < SMALLEST_POPULATION:
        return None
    large = {key: count for key, count in counts.items() if count >= SMALLEST_GROUP}
    left_out = sum(counts.values()) - sum(large.values())
    for key in sorted(large, key=lambda key: (large[key], key)):
        if not 0 < left_out < SMALLEST_GROUP:
            break
        left_out += large.pop(key)
    # Equal rounded numbers are ordered by name, so that the order doesn't tell which of two was larger.
    groups = sorted((Shown(key, rounded(count)) for key, count in large.items()), key=lambda s: (-s.count, s.key))
    return Breakdown(tuple(groups), rest=len(large) < len(counts), total=rounded(population))


def differ_by_few(part: Set, whole: Set) -> bool:
    """Whether `part` is all of `whole` but fewer than ten: then the tables of both side by side would show those few."""
    return part < whole and len(whole - part) < SMALLEST_GROUP
