"""CSV as it really is: its letters, its separator, and its rows, none of them lost in silence."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from .folding import clean
from .sheet import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    Refused,
    Row,
    Sheet,
    cell_text,
    heading_row,
    unique_headings,
)

SEPARATORS = ",;\t|"
BIGGEST_TEXT = 64 * 1024 * 1024
LONGEST_LINE = 1_000_000
# A quoted cell may hold line breaks. One that runs on further than this was opened by mistake.
LONGEST_RECORD_LINES = 200
LONGEST_RECORD = 60_000
_CHUNK = 1 << 20

# Letters that Windows-1250 has where Windows-1252 has a sign that never stands inside a word.
_NEVER_IN_A_WORD = re.compile("(?<=[A-Za-z\u00c0-\u00ff])[¹³º¼¾¿¥£¯¶ª](?=[A-Za-z\u00c0-\u00ff,;\t|\"\r\n ]|$)"
                              "|[³£¹¿¯ªº¥¶¼¾](?=[a-z])")
_COMMON_CYRILLIC = frozenset("оаеинтсрвлкмдпуяїієюьйчб")
_COMMON_ARABIC = frozenset("المينروتبةدسعهكحفقأجشط")


def encoding_of(path: Path) -> tuple[str, str]:
    """(codec, note for the person). Reads the whole file once in pieces.

    A byte-order mark decides; then zero bytes give UTF-16 away; then UTF-8 if it is valid throughout; else
    one of the four Windows code pages, by which letters come out.
    """
    with path.open("rb") as file:
        head = file.read(_CHUNK)
        if head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig", ""
        if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
            return "utf-32", ""
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16", ""
        if zeros := _utf16_without_mark(head):
            return zeros, ""
        decoder = codecs.getincrementaldecoder("utf-8")()
        high = bytearray()
        valid = True
        chunk = head
        while chunk:
            if valid:
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    valid = False
            if len(high) < 200_000 and not chunk.isascii():
                for line in chunk.splitlines(True):
                    if not line.isascii():
                        high += line[:2000]
            chunk = file.read(_CHUNK)
        if valid:
            try:
                decoder.decode(b"", final=True)
                return "utf-8", ""
            except UnicodeDecodeError:
                pass
    page = _code_page(bytes(high[:200_000]))
    return page, _("The file does not say how its letters are written. It was read as {page}. If names look wrong, "
                   "save the file again as “CSV UTF-8”.").format(page=page.replace("cp", "Windows-"))


def _utf16_without_mark(head: bytes) -> str:
    sample = head[:4000]
    if len(sample) < 4 or b"\0" not in sample:
        return ""
    pairs = len(sample) // 2
    even, odd = sample[0:pairs * 2:2].count(0), sample[1:pairs * 2:2].count(0)
    # Digits, separators and line ends are below 256 in every script, so one side is full of zeros.
    if odd > pairs * 0.15 and even <= pairs * 0.01:
        return "utf-16-le"
    if even > pairs * 0.15 and odd <= pairs * 0.01:
        return "utf-16-be"
    return ""


def _code_page(sample: bytes) -> str:
    high = sum(1 for byte in sample if byte >= 0xC0)
    ascii_letters = sum(1 for byte in sample if 65 <= byte <= 90 or 97 <= byte <= 122)
    # Where accents decorate a Latin text they are one letter in ten or fewer.
    if high > 0.3 * (high + ascii_letters):
        # Three such letters in a row are no accents either.
        words = re.findall(rb"[\x80-\xff]{3,}", sample)
        joined = b" ".join(words)
        cyrillic = sum(1 for c in joined.decode("cp1251", "replace").casefold() if c in _COMMON_CYRILLIC)
        arabic = sum(1 for c in joined.decode("cp1256", "replace") if c in _COMMON_ARABIC)
        if max(cyrillic, arabic) > 0.5 * max(sum(len(word) for word in words), high):
            return "cp1251" if cyrillic >= arabic else "cp1256"
    if _NEVER_IN_A_WORD.search(sample.decode("cp1252", "replace")):
        return "cp1250"
    return "cp1252"


def lines_of(path: Path, encoding: str) -> Iterator[str]:
    """Physical lines with their ends. Bytes that mean nothing become “�”. Refuses an endless line."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        while line := file.readline(LONGEST_LINE + 1):
            if len(line) > LONGEST_LINE:
                raise Refused(_("The file has a line of more than a million characters, so it is no list of people. "
                                "Open it in your spreadsheet program and save it again as XLSX."))
            yield line


def records(lines: Iterator[str], separator: str, width: int = 0, after: int = 0) -> Iterator[tuple[list[str], bool]]:
    """(cells, whether a quotation mark was left open) of each record; blank lines give ([], False).

    A quotation mark that is never closed would swallow the rows after it. So a record over several lines is
    believed only if it is well formed and, below the headings (record `after`), as wide as they are (`width`);
    otherwise its first line is given alone, and reading goes on with the next line.
    """
    given = 0
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
            reader = csv.reader(_feed(line, waiting, lines, used), delimiter=separator, strict=True)
            cells = next(reader)
            believed = len(used) == 1 or given <= after or not width or len(cells) == width
        except (csv.Error, StopIteration):
            cells, believed = [], False
        if believed:
            yield cells, False
            continue
        waiting.extendleft(reversed(used[1:]))
        broken = csv.reader([line], delimiter=separator, quoting=csv.QUOTE_NONE)
        try:
            cells = next(broken, [])
        except csv.Error:
            cells = line.rstrip("\r\n").split(separator)
        yield cells, True


def _feed(line: str, waiting: deque[str], lines: Iterator[str], used: list[str]) -> Iterator[str]:
    size = 0
    while line is not None and len(used) < LONGEST_RECORD_LINES and size < LONGEST_RECORD:
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
    while headings and not headings[-1]:
        headings = headings[:-1]
    if len(headings) > MOST_COLUMNS:
        raise Refused(_("The file has more than {count} columns. Keep those about people and take out the others.")
                      .format(count=MOST_COLUMNS))
    if at:
        notes.append(_("The headings were found in row {row}. What stands above them was not read.")
                     .format(row=heading_number))
    columns = unique_headings(headings)
    full_width = len(first_rows[at][1])

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
