"""CSV as it really is: its letters, its separator, and its rows, none of them lost in silence."""

from __future__ import annotations

import csv
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from .folding import clean
from .letters import encoding_of
from .sheet import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    Refused,
    Row,
    Sheet,
    cell_text,
    describes_somebody,
    heading_row,
    unique_headings,
    without_headings,
)

SEPARATORS = ",;\t|"
BIGGEST_TEXT = 64 * 1024 * 1024
LONGEST_LINE = 5_000_000
# A quoted cell may hold line breaks. One that runs on further than this was opened by mistake.
LONGEST_RECORD = 5_000_000
# So many characters in all are read in vain after such mistakes; then a cell may run on only so far.
PATIENCE = 20_000_000
SHORT_RECORD = 1_000
csv.field_size_limit(LONGEST_RECORD)
_TELLING = re.compile(r"[^\s@]@[^\s@]+\.|\d{6}")

def lines_of(path: Path, encoding: str) -> Iterator[str]:
    """Physical lines with their ends. Bytes that mean nothing become “�”. Refuses an endless line."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        while line := file.readline(LONGEST_LINE + 1):
            if len(line) > LONGEST_LINE:
                raise Refused(_("The file has a line of more than five million characters, so it is no list of people. "
                                "Open it in your spreadsheet program and save it again as XLSX."))
            yield line


def records(lines: Iterator[str], separator: str, width: int = 0, after: int = 0) -> Iterator[tuple[list[str], bool]]:
    """(cells, whether a quotation mark was left open) of each record; blank lines give ([], False).

    A quotation mark that is never closed would swallow the rows after it. So a record over several lines is
    believed only if it is well formed and, below the headings (record `after`), as wide as they are (`width`), and
    not each of its lines is a row by itself; otherwise its first line is given alone, and reading goes on
    with the next line.
    """
    given = 0
    patience = PATIENCE
    waiting: deque[str] = deque()
    lines = iter(lines)
    while True:
        line = waiting.popleft() if waiting else next(lines, None)
        if line is None:
            return
        given += 1
        if '"' not in line:
            bare = line.rstrip("\r\n")
            yield (bare.split(separator) if bare else []), False
            continue
        used: list[str] = []
        try:
            longest = LONGEST_RECORD if patience > 0 else SHORT_RECORD
            reader = csv.reader(_feed(line, waiting, lines, used, longest), delimiter=separator, strict=True)
            cells = next(reader)
            believed = len(used) == 1 or given <= after or not width or (len(cells) == width and not _swallowed(used, separator, width))
        except (csv.Error, StopIteration):
            cells, believed = [], False
        if believed:
            yield cells, False
            continue
        patience -= sum(map(len, used))
        waiting.extendleft(reversed(used[1:]))
        broken = csv.reader([line], delimiter=separator, quoting=csv.QUOTE_NONE)
        try:
            cells = next(broken, [])
        except csv.Error:
            cells = line.rstrip("\r\n").split(separator)
        yield cells, True


def _swallowed(lines: list[str], separator: str, width: int) -> bool:
    """Whether a record over several lines is rows between two stray quotation marks.

    Then each line has the width of a row, and in one column all of them have an address or a number.
    """
    if width < 3 or any(line.count(separator) != width - 1 for line in lines):
        return False
    return any(all(map(_TELLING.search, column)) for column in zip(*(line.split(separator) for line in lines), strict=True))


def _feed(line: str, waiting: deque[str], lines: Iterator[str], used: list[str], longest: int) -> Iterator[str]:
    size = 0
    while line is not None and size < longest:
        used.append(line)
        size += len(line)
        yield line
        line = waiting.popleft() if waiting else next(lines, None)
    # The line taken to look whether there is one more goes back too.
    if line is not None:
        used.append(line)


def separator_of(first_lines: list[str], known: Callable[[str], bool]) -> str:
    """The separator under which the first lines fall into columns of one width, known headings foremost."""
    best, best_score = ",", (0, 0.0, 0)
    for separator in SEPARATORS:
        rows = [cells for cells, _open in records(iter(first_lines), separator) if any(c.strip() for c in cells)]
        widths = Counter(len(cells) for cells in rows)
        wide = [(count, width) for width, count in widths.items() if width > 1]
        if not wide:
            continue
        count, width = max(wide)
        recognised = max(sum(1 for cell in cells if known(clean(cell))) for cells in rows[:40])
        score = (recognised if recognised > 1 else 0, round(count / len(rows), 1), width)
        if score[0] == 0 and len(rows[0]) == 1 and count < len(rows) / 2:
            continue
        if score > best_score:
            best, best_score = separator, score
    return best


def read_text(path: Path, name: str, known: Callable[[str], bool]) -> Sheet:
    """A text file as a sheet. Raises Refused."""
    if path.stat().st_size > BIGGEST_TEXT:
        raise Refused(_("The file is larger than 64 MB. Take out pictures and old rows, or send it in two halves."))
    encoding, note = encoding_of(path)
    notes = [note] if note else []

    def lines() -> Iterator[str]:
        return lines_of(path, encoding)

    first_lines: list[str] = []
    for line in lines():
        first_lines.append(line)
        if len(first_lines) >= 300 or sum(map(len, first_lines[-50:])) > 2 * LONGEST_LINE:
            break
    _refuse_garbage("".join(first_lines)[:200_000])
    skip = 0
    declared = re.fullmatch(r'"?sep=(.)"?\s*', first_lines[0] if first_lines else "", re.IGNORECASE)
    if declared and declared[1] in SEPARATORS:
        separator, skip = declared[1], 1
    else:
        separator = separator_of(first_lines, known)

    def cleaned(width: int = 0, after: int = 0) -> Iterator[tuple[int, list[str], bool]]:
        source = lines()
        for _skipped in range(skip):
            next(source, None)
        for number, (cells, left_open) in enumerate(records(source, separator, width, after), start=1):
            cells = [cell_text(cell) for cell in cells]
            if any(cells):
                yield number, cells, left_open

    first_rows = []
    for number, cells, _open in cleaned():
        first_rows.append((number, cells))
        if len(first_rows) >= 60:
            break
    if not first_rows:
        raise Refused(_("The file is empty. Choose the file with the list of people in it."))
    at = heading_row(first_rows, known)
    heading_number, headings = first_rows[at]
    full_width = len(headings)
    # A heading may lack where the column is filled: the column still counts ("Column D").
    used = max((i for _number, cells in first_rows[at:] for i, cell in enumerate(cells[:full_width], 1) if cell), default=0)
    headings = headings[:used]
    if len(headings) > MOST_COLUMNS:
        raise Refused(_("The file has more than {count} columns. Keep those about people and take out the others.")
                      .format(count=MOST_COLUMNS))
    if describes_somebody(headings, known):
        notes.append(without_headings())
        heading_number, headings = heading_number - 1, [""] * used
    elif at:
        notes.append(_("The headings were found in row {row}. What stands above them was not read.")
                     .format(row=heading_number))
    columns = unique_headings(headings)

    def rows() -> Iterator[Row]:
        for number, cells, left_open in cleaned(full_width, heading_number):
            if number > heading_number:
                yield _row(number, cells, left_open, columns, full_width)

    count = lost_letters = 0
    for row in rows():
        count += 1
        lost_letters += any("\ufffd" in cell for cell in row.cells)
        if count > MOST_ROWS:
            raise Refused(_("The file has more than 100,000 rows. Send it in parts."))
    if not count:
        raise Refused(_("There are headings but no people below them. Choose the file with the list of people in it."))
    if lost_letters:
        notes.append(_("In {count} rows a letter could not be read and shows as “�”.").format(count=lost_letters))
    return Sheet(columns=columns, name=name, notes=notes, row_count=count, _source=rows)


def _row(number: int, cells: list[str], left_open: bool, columns: tuple[str, ...], full_width: int) -> Row:
    width = len(columns)
    problems = []
    kept, extra = cells[:width], [cell for cell in cells[width:] if cell]
    if left_open:
        problems.append(("", _("A quotation mark is opened in this row and never closed. Take it out, or close it.")))
    elif extra:
        problems.append(("", _("This row has {cells} cells, but there are {columns} headings. A separator stands inside "
                               "a cell: put that cell in quotation marks.").format(cells=len(cells), columns=width)))
    elif len(cells) < min(width, full_width):
        problems.append(("", _("This row ends after {cells} of {columns} cells. A line break has probably cut it in two.")
                         .format(cells=len(cells), columns=width)))
    for column, cell in zip(columns, kept, strict=False):
        if len(cell) > LONGEST_CELL:
            problems.append((column, _("This cell holds more than {count} characters. Shorten it.")
                             .format(count=f"{LONGEST_CELL:,}")))
    kept = [cell[:LONGEST_CELL] for cell in kept] + [""] * (width - len(kept))
    return Row(number, tuple(kept), tuple(problems), extra=tuple(extra))


def _refuse_garbage(text: str) -> None:
    if not text.strip("\0\ufeff \r\n\t\ufffd"):
        raise Refused(_("The file is empty. Choose the file with the list of people in it."))
    odd = sum(1 for c in text if (c < " " and c not in "\t\r\n\f\x1a") or "\x7f" <= c <= "\x9f" or c == "\ufffd")
    if odd > max(20, len(text) * 0.02):
        raise Refused(_("This is not a list that can be read: it holds no text. Open it in your spreadsheet program and "
                        "save it as XLSX or CSV."))
