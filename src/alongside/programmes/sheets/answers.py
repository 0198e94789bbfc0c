"""What a parser says about one cell: a value, or a sentence; and the choice between several readings."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Parsed:
    value: Any


@dataclass(frozen=True, slots=True)
class Problem:
    """The cell cannot be taken as it is. `sentence` says why and what to do.

    word, options: the part of the cell that has several readings, and what may be chosen for it, as
    (value, label); a choice is kept in `Mapping.words`. Empty options: only correcting the cell helps,
    or mapping the word to something of the person's own choice.
    """

    sentence: str
    word: str = ""
    options: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known about a column, beyond the cell.

    words       chosen meaning of a word, by folded word; "" leaves the word out
    date_order  "dmy", "mdy" or "ymd" where 03/04/2025 could be two days; "" unknown
    language    in which weekday abbreviations are read ("So" is Sunday in German, Saturday in Slovak); "" any
    this_year   for ages and years to come
    """

    words: dict[str, str] = field(default_factory=dict)
    date_order: str = ""
    language: str = ""
    this_year: int = 2026
