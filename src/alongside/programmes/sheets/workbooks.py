"""XLSX as a sheet: a limited child process reads the workbook, the parent only streams its lines."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
import weakref
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .sheet import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    Refused,
    Row,
    Sheet,
    cell_text,
    column_letter,
    describes_somebody,
    heading_row,
    unique_headings,
    without_headings,
)

BIGGEST_WORKBOOK = 50 * 1024 * 1024
CHILD_MEGABYTES = 600  # 50,000 rows of 30 different texts need about 250
CHILD_SECONDS = 90
LOOKING_SECONDS = 30  # for a better sheet among many
_CHILD = Path(__file__).with_name("workbook_child.py")

REFUSALS = {
    "broken": gettext_lazy("The workbook is damaged and cannot be read. Open it in your spreadsheet program and save it "
                           "again as XLSX."),
    "entity": gettext_lazy("The workbook holds instructions that a list of people never needs, so it was not opened. "
                           "Copy the list into a new workbook and choose that."),
    "bomb": gettext_lazy("The workbook is small on disk but becomes enormous when opened, so it was not read. Copy the "
                         "list into a new workbook and choose that."),
    "memory": gettext_lazy("The workbook needs more memory than one list may. Copy the list into a new workbook, or save it "
                           "as CSV."),
    "slow": gettext_lazy("Reading the workbook took too long. Copy the list into a new workbook, or save it as CSV."),
    "password": gettext_lazy("The workbook has a password. Take the password off, save it, and choose it again."),
    "no_workbook": gettext_lazy("This is a packed file, but no workbook. Save the list as XLSX or CSV and choose that."),
    "empty": gettext_lazy("No sheet of the workbook has headings with people below them. Choose the file with the list of "
                          "people in it."),
    "no_sheet": gettext_lazy("The workbook has no sheet of this name. Look at the names at the bottom of its window."),
    "rows": gettext_lazy("The sheet has more than 100,000 rows. Send it in parts."),
    "columns": gettext_lazy("The sheet has more than 300 columns. Keep those about people and take out the others."),
}
FAULTS = {
    "formula": gettext_lazy("The formula in {cell} has no saved result. Open the file in your spreadsheet program, save it, "
                            "and choose it again."),
    "error": gettext_lazy("Cell {cell} holds an error ({value}). Correct it, or leave it empty."),
    "digits": gettext_lazy("The number in {cell} is too long for a spreadsheet, which has replaced its last digits with "
                           "zeros. Type it again as text."),
}


def read_workbook(path: Path, name: str, known: Callable[[str], bool], *, sheet: str = "",
                  keep_in: Path | None = None) -> Sheet:
    """The first sheet with a table in it, or the one named. Raises Refused.

    keep_in: a folder in which the lines stay, so that the next reading of the same file starts at once; it holds
    people's data, and whoever names it deletes it. Without it they are gone when the sheet is closed.
    """
    if path.stat().st_size > BIGGEST_WORKBOOK:
        raise Refused(_("The workbook is larger than 50 MB. Take out pictures and old rows, or save the list as CSV."))
    if keep_in is None:
        folder = Path(tempfile.mkdtemp(prefix="alongside-sheet-"))
        close: Callable[[], None] = lambda: shutil.rmtree(folder, ignore_errors=True)  # noqa: E731
    else:
        folder, close = keep_in, lambda: None
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        meta = _meta(path, folder, sheet, known)
        result = _as_sheet(folder, meta, name, known)
    except Refused:
        close()
        raise
    if keep_in is None:
        result._close = weakref.finalize(result, shutil.rmtree, str(folder), True)
    return result


def _meta(path: Path, folder: Path, sheet: str, known: Callable[[str], bool]) -> dict:
    kept = folder / "meta.json"
    stamp = [path.stat().st_size, path.stat().st_mtime_ns, sheet]
    if kept.exists():
        try:
            meta = json.loads(kept.read_text())
        except ValueError:
            meta = {}
        if meta.get("stamp") == stamp and (folder / "rows.jsonl").exists():
            return meta
        kept.unlink()
    meta = _converted(path, folder, sheet)
    if not sheet and meta["others"] and _known_headings(folder, known) < 2:
        meta = _better_sheet(path, folder, meta, known)
    meta["stamp"] = stamp
    kept.write_text(json.dumps(meta))
    return meta


def _better_sheet(path: Path, folder: Path, meta: dict, known: Callable[[str], bool]) -> dict:
    """The sheet with most headings that we know, if the first table has none: “Version | 3” is a table too."""
    best, most, until = meta["sheet"], 1, time.monotonic() + LOOKING_SECONDS
    for other in meta["others"]:
        if time.monotonic() > until:
            break
        try:
            _converted(path, folder, other)
        except Refused:
            continue
        if (found := _known_headings(folder, known)) > most:
            best, most = other, found
    return _converted(path, folder, best)


def _known_headings(folder: Path, known: Callable[[str], bool]) -> int:
    return max((sum(1 for text in cells.values() if text and known(text)) for _number, cells, _hidden, _faults in islice(_raw_rows(folder), 40)),
               default=0)


def _converted(path: Path, folder: Path, sheet: str) -> dict:
    """What the child says about one sheet, whose lines then lie in the folder. Raises Refused."""
    kept = folder / "meta.json"
    kept.unlink(missing_ok=True)
    command = [sys.executable, "-I", str(_CHILD), str(path), str(folder), str(CHILD_MEGABYTES), str(CHILD_SECONDS)]
    try:
        subprocess.run(command + ([sheet] if sheet else []), timeout=CHILD_SECONDS + 30, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    except subprocess.TimeoutExpired:
        raise Refused(REFUSALS["slow"]) from None
    try:
        meta = json.loads(kept.read_text())
    except (OSError, ValueError):
        # Killed by a limit before it could say so: out of memory or out of time.
        raise Refused(REFUSALS["memory"]) from None
    if "refused" in meta:
        raise Refused(REFUSALS.get(meta["refused"], REFUSALS["broken"]))
    return meta


def _raw_rows(folder: Path) -> Iterator[tuple[int, dict[int, str], bool, dict[int, str]]]:
    with (folder / "rows.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            number, cells, hidden, faults = json.loads(line)
            yield (number, {int(at): cell_text(text) for at, text in cells.items()}, bool(hidden),
                   {int(at): fault for at, fault in faults.items()})


def _filled(rows, merges):
    """Rows with the first cell of every merged area repeated down its column; `merges` sorted by first row."""
    waiting = list(reversed(merges))
    # Areas never overlap in a sheet that a program wrote, so one for each column is enough, whatever a hostile one says.
    active: dict[int, tuple[int, str]] = {}
    for number, cells, hidden, faults in rows:
        while waiting and waiting[-1][0] <= number:
            first, left, last, _right = waiting.pop()
            if first == number and last > first and left < MOST_COLUMNS and cells.get(left):
                active[left] = (last, cells[left])
        for left, (last, text) in list(active.items()):
            if last < number:
                del active[left]
            elif not cells.get(left):
                cells[left] = text
        yield number, cells, hidden, faults


def _as_sheet(folder: Path, meta: dict, name: str, known: Callable[[str], bool]) -> Sheet:
    merges = sorted(tuple(area) for area in meta["merges"])
    first_rows = []
    for number, cells, _hidden, _faults in _raw_rows(folder):
        first_rows.append((number, [cells.get(i, "") for i in range(max(cells) + 1)] if cells else [""]))
        if len(first_rows) >= 60:
            break
    if not any(any(cells) for _number, cells in first_rows):
        raise Refused(REFUSALS["empty"])
    heading_number, headings = first_rows[heading_row(first_rows, known)]
    if nameless := describes_somebody(headings, known):
        heading_number, headings = heading_number - 1, []
    else:
        headings = _merged_headings(headings, heading_number, dict(first_rows), merges)
    if len(headings) > MOST_COLUMNS:
        raise Refused(REFUSALS["columns"])
    # A heading may lack where the column is filled: the column still counts ("Column D").
    widest = max(len(cells) for number, cells in first_rows if number >= heading_number)
    headings += [""] * (min(widest, MOST_COLUMNS) - len(headings))
    columns = unique_headings(headings)

    def rows() -> Iterator[Row]:
        for number, cells, hidden, faults in _filled(_raw_rows(folder), merges):
            if number > heading_number:
                row = _row(number, cells, hidden, faults, columns)
                if row:
                    yield row

    count = 0
    for _one in rows():
        count += 1
    if not count:
        raise Refused(REFUSALS["empty"])
    if count > MOST_ROWS:
        raise Refused(REFUSALS["rows"])
    hidden_columns = frozenset(columns[i] for i in meta["hidden_columns"] if i < len(columns))
    notes = [without_headings()] if nameless else []
    notes += _notes(meta, 0 if nameless else heading_number, first_rows, columns, hidden_columns, merges)
    return Sheet(columns=columns, name=name, sheet_name=meta["sheet"], other_sheets=tuple(meta["others"]), notes=notes,
                 row_count=count, hidden_columns=hidden_columns, _source=rows)


def _merged_headings(headings, number, by_number, merges) -> list[str]:
    headings = list(headings)
    for top, left, bottom, right in merges:
        if not top <= number <= bottom or left >= MOST_COLUMNS:
            continue
        origin = by_number.get(top, [])
        text = origin[left] if left < len(origin) else ""
        # “Contact” over two columns names both; a title over the whole table is not on this row.
        for at in range(left, min(right, MOST_COLUMNS - 1) + 1):
            headings += [""] * (at + 1 - len(headings))
            headings[at] = headings[at] or text
    while headings and not headings[-1]:
        headings.pop()
    return headings


def _row(number, cells, hidden, faults, columns) -> Row | None:
    width = len(columns)
    problems = []
    for at, fault in sorted(faults.items()):
        value = cells.get(at, "")
        cell = f"{column_letter(at)}{number}"
        problems.append((columns[at] if at < width else "", str(FAULTS[fault]).format(cell=cell, value=value[:20])))
    extra = [text for at, text in sorted(cells.items()) if at >= width and text]
    if extra:
        problems.append(("", _("This row has something to the right of the last heading. Give that column a heading, or "
                               "take it out.")))
    kept = tuple(cells.get(i, "") for i in range(width))
    if not any(kept) and not problems:
        return None
    for column, text in zip(columns, kept, strict=True):
        if len(text) > LONGEST_CELL:
            problems.append((column, _("This cell holds more than {count} characters. Shorten it.")
                             .format(count=f"{LONGEST_CELL:,}")))
    return Row(number, tuple(text[:LONGEST_CELL] for text in kept), tuple(problems), hidden, tuple(extra))


def _notes(meta, heading_number, first_rows, columns, hidden_columns, merges) -> list[str]:
    notes = []
    if meta["others"]:
        notes.append(_("The sheet “{sheet}” was read. These were not: {others}.").format(
            sheet=meta["sheet"], others=", ".join(f"“{other}”" for other in meta["others"][:5])))
    if meta["sheet_hidden"]:
        notes.append(_("The sheet “{sheet}” is hidden in the workbook.").format(sheet=meta["sheet"]))
    if heading_number and heading_number != first_rows[0][0]:
        notes.append(_("The headings were found in row {row}. What stands above them was not read.")
                     .format(row=heading_number))
    if meta["hidden_rows"]:
        notes.append(ngettext("{count} row is hidden in the sheet, for example by a filter. It was read too.",
                              "{count} rows are hidden in the sheet, for example by a filter. They were read too.",
                              meta["hidden_rows"]).format(count=meta["hidden_rows"]))
    if hidden_columns:
        notes.append(_("These columns are hidden in the sheet: {columns}.").format(
            columns=", ".join(f"“{c}”" for c in columns if c in hidden_columns)))
    down = sorted({columns[left] for top, left, bottom, _right in merges
                   if bottom > top > heading_number and left < len(columns)}, key=columns.index)
    if down:
        notes.append(_("Merged cells: the value was repeated in every row they cover, in {columns}.").format(
            columns=", ".join(f"“{c}”" for c in down[:5])))
    if any(right > left and top > heading_number for top, left, _bottom, right in merges):
        notes.append(_("Some cells are merged across columns. Their value was taken for the first of these columns only."))
    return notes
