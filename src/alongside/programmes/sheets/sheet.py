"""What a file became: a table with headings, rows that keep the numbers a person sees, and notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext_lazy as _

from .folding import clean

# Excel's own limits are 32,767 characters in a cell and 16,384 columns; a list of people needs neither.
LONGEST_CELL = 20_000
MOST_COLUMNS = 300
LONGEST_HEADING = 400  # a question of an online form, with its row in brackets at the end
MOST_ROWS = 100_000
SAMPLE = 300


class Refused(Exception):
    """The file cannot be read as a list of people. `sentence` says why, and what to do."""

    def __init__(self, sentence):
        super().__init__(str(sentence))
        self.sentence = str(sentence)


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `number` is the number at the edge of the spreadsheet; `cells` are as many as the columns.

    `problems` are faults of the row itself, found in reading: (column heading or "", sentence).
    `extra` are cells beyond the last heading, kept so that a refused row goes back whole.
    """

    number: int
    cells: tuple[str, ...]
    problems: tuple[tuple[str, str], ...] = ()
    hidden: bool = False
    extra: tuple[str, ...] = ()


@dataclass
class Sheet:
    """A table that can be read again and again: `rows()` starts afresh each time, and streams.

    columns   headings, each unique and never empty ("Name", "Name (2)", "Column D")
    name      the file's name; `sheet_name` the sheet in a workbook, "" for text
    notes     sentences on how it was read, to be shown to the person
    hidden_columns  headings of columns hidden in the workbook
    """

    columns: tuple[str, ...]
    name: str
    sheet_name: str = ""
    other_sheets: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)
    row_count: int = 0
    hidden_columns: frozenset[str] = frozenset()
    _source: Callable[[], Iterator[Row]] = field(default=lambda: iter(()), repr=False)
    _close: Callable[[], None] = field(default=lambda: None, repr=False)

    def __enter__(self) -> Sheet:
        return self

    def __exit__(self, *exc) -> None:
        self.close()

    def rows(self) -> Iterator[Row]:
        return self._source()

    def sample(self, size: int = SAMPLE) -> list[Row]:
        return list(islice(self.rows(), size))

    def cells(self, column: str, size: int | None = None) -> Iterator[tuple[int, str]]:
        """(row number, cell) of every filled cell in one column."""
        at = self.columns.index(column)
        for row in islice(self.rows(), size):
            if row.cells[at]:
                yield row.number, row.cells[at]

    def close(self) -> None:
        """Forget everything that was laid down on disk while reading."""
        self._close()


def cell_text(text: str) -> str:
    """A cell as it is meant: clean, and without the apostrophe that keeps “'+351…” from being run as a formula.

    Our own files of refused rows carry it, and come back corrected.
    """
    text = clean(text)
    return text[1:].lstrip() if text[:2] in ("'=", "'+", "'-", "'@") else text


def column_letter(index: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _heading(cell: str) -> str:
    """In one line; of an endless one both ends, for a question says at its end what it asks."""
    line = " ".join(cell.split())
    return line if len(line) <= LONGEST_HEADING else f"{line[:LONGEST_HEADING // 2].rstrip()} … {line[-LONGEST_HEADING // 2 + 3:].lstrip()}"


def unique_headings(cells: list[str]) -> tuple[str, ...]:
    """Headings as they stand, but no two alike and none empty."""
    taken: dict[str, int] = {}
    wanted = [_heading(cell) or str(_("Column {letter}")).format(letter=column_letter(i))
              for i, cell in enumerate(cells)]
    present = set(wanted)
    result = []
    for heading in wanted:
        taken[heading] = taken.get(heading, 0) + 1
        name, count = heading, taken[heading]
        if count > 1:
            while (name := f"{heading} ({count})") in present:
                count += 1
            taken[heading] = count
            present.add(name)
        result.append(name)
    return tuple(result)


_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]{2,}")
_PHONE = re.compile(r"\+?\d[\d ()/.-]{6,}\d")


def describes_somebody(cells: list[str], known: Callable[[str], bool]) -> bool:
    """Whether a row where headings should stand is a person already: it holds an address or a number, and names no columns."""
    named = sum(1 for cell in cells if cell and known(cell))
    return named < 2 and any(_ADDRESS.fullmatch(c) or (not named and _PHONE.fullmatch(c)) for c in cells)


def without_headings() -> str:
    return str(_("No row of headings was found, so every row was read as a person. The columns are called by their letters."))


def heading_row(first_rows: list[tuple[int, list[str]]], known: Callable[[str], bool]) -> int:
    """The index of the row that holds the headings, among the first rows with anything in them.

    Title lines above the headings are narrower than the table. Where a row holds at least two headings
    that we know, and more than the candidate, it wins: “Created | 2024” is as wide as a narrow table.
    """
    filled = [sum(1 for cell in cells if cell) for _number, cells in first_rows]
    widest = max(filled)
    needed = max(min(widest, 2), widest / 2)
    candidate = next(i for i, count in enumerate(filled) if count >= needed)
    recognised = [sum(1 for cell in cells if cell and known(cell)) for _number, cells in first_rows[:40]]
    best = max(range(len(recognised)), key=lambda i: (recognised[i], -i))
    if recognised[best] >= 2 and (candidate >= len(recognised) or recognised[best] > recognised[candidate]):
        return best
    return candidate
