"""Columns that are left out whatever anybody maps, and free text that would carry their values in by the back door."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy, ngettext

from .fields import FIELDS, LEAVE_OUT
from .folding import folded_words, word_key
from .headings import field_of_heading
from .mapping import Mapping
from .sensitive_words import HEADINGS, IN_TEXT, VALUES
from .sheet import Sheet
from .short_words import YES_NO

REASONS = {
    "religion": gettext_lazy("Religion is never taken in: no match needs it, and it can harm somebody."),
    "origin": gettext_lazy("Nationality and origin are never taken in: languages are what a match needs."),
    "ethnicity": gettext_lazy("Ethnicity is never taken in: no match needs it, and it can harm somebody."),
    "politics": gettext_lazy("Political views are never taken in: no match needs them."),
    "health": gettext_lazy("Health is never taken in. If something must be arranged, agree on it with the person."),
    "sexuality": gettext_lazy("Sexuality, identity and family status are never taken in: no match needs them, and they can harm "
                              "somebody."),
    "offence": gettext_lazy("Offences are never taken in. What a check found is recorded as cleared or not, in screening."),
    "case_number": gettext_lazy("Case numbers are never taken in: they would join this list to another file."),
    "legal_status": gettext_lazy("Legal status is never taken in: that somebody may take part is a tick, in screening."),
    "id_number": gettext_lazy("Numbers of documents and accounts are never taken in: nothing here needs them."),
}
# A heading that names one of our own fields plainly is that field, even if a stem of ours is in it.
_INNOCENT = {"gender", "gender_wish", "languages", "mother_tongue", "country", "email", "phone", "birth_year"}


@dataclass(frozen=True, slots=True)
class Leak:
    """A free text column whose cells give away what is left out. Never says what.

    cells: how many cells; row: the number of one row to look at; source: the left-out column whose value
    stands there, or "" if the words themselves are telling.
    """

    column: str
    cells: int
    row: int
    source: str

    @property
    def sentence(self) -> str:
        if self.source:
            text = ngettext("In {count} row “{column}” repeats what stands in “{source}”, which is left out: row {row}.",
                            "In {count} rows “{column}” repeats what stands in “{source}”, which is left out. Row {row} is one.",
                            self.cells)
        else:
            text = ngettext("In {count} row “{column}” seems to speak of faith, health, sexuality, status or offence: row {row}.",
                            "In {count} rows “{column}” seems to speak of faith, health, sexuality, status or offence. Row {row} "
                            "is one.", self.cells)
        return text.format(count=self.cells, column=self.column, source=self.source, row=self.row)


def kind_of_heading(heading: str) -> str:
    """The kind of sensitive data that a heading announces, or ""."""
    folded = folded_words(heading)
    field, whole = field_of_heading(heading)
    if field in _INNOCENT and whole:
        return ""
    for kind, pattern in HEADINGS.items():
        if pattern.search(folded):
            return kind
    return ""


def kind_of_cells(cells: Iterable[str]) -> str:
    """The kind that most of these short cells are values of, or ""."""
    counts: dict[str, int] = {}
    filled = 0
    for cell in cells:
        if len(cell) > 60:
            return ""
        filled += 1
        words = folded_words(cell)
        for kind, values in VALUES.items():
            if words in values or any(folded_words(part) in values for part in re.split(r"[,;/]", cell)):
                counts[kind] = counts.get(kind, 0) + 1
                break
    kind = max(counts, key=counts.__getitem__, default="")
    return kind if kind and counts[kind] >= 2 and counts[kind] >= 0.3 * filled else ""


def sensitive_columns(sheet: Sheet) -> dict[str, str]:
    """{column: kind} of everything that is left out by default. Reads the first rows only."""
    found = {}
    sample = sheet.sample()
    for at, column in enumerate(sheet.columns):
        kind = kind_of_heading(column)
        if not kind and field_of_heading(column)[0] not in _INNOCENT:
            kind = kind_of_cells(row.cells[at] for row in sample if row.cells[at])
        if kind:
            found[column] = kind
    return found


def reason(kind: str) -> str:
    return str(REASONS[kind])


def leaks(sheet: Sheet, mapping: Mapping, sensitive: dict[str, str] | None = None) -> list[Leak]:
    """Every column of free text that would carry left-out values in. Reads all rows once.

    A column of which a person decided (`mapping.taken_although`) is listed too, so that the screen can show it.
    """
    sensitive = sensitive_columns(sheet) if sensitive is None else sensitive
    texts = [(at, column) for at, column in enumerate(sheet.columns)
             if column not in sensitive and (key := mapping.field_of(column)) != LEAVE_OUT and FIELDS[key].free_text]
    sources = [(at, column) for at, column in enumerate(sheet.columns) if column in sensitive]
    counts: dict[tuple[str, str], list[int]] = {}
    for row in sheet.rows() if texts else ():
        secrets = [(column, value) for at, column in sources if (value := telling_value(row.cells[at]))]
        for at, column in texts:
            if not row.cells[at]:
                continue
            said = f" {folded_words(row.cells[at])} "
            source = next((name for name, value in secrets if f" {value} " in said), None)
            if source is None and IN_TEXT.search(said):
                source = ""
            if source is not None:
                entry = counts.setdefault((column, source), [0, row.number])
                entry[0] += 1
    found: dict[str, Leak] = {}
    for (column, source), (cells, number) in counts.items():
        before = found.get(column)
        total = cells + (before.cells if before else 0)
        # One entry per column; a left-out column that is repeated says more than words that tell.
        if before and (before.source or not source):
            found[column] = Leak(column, total, before.row, before.source)
        else:
            found[column] = Leak(column, total, number, source)
    return sorted(found.values(), key=lambda leak: sheet.columns.index(leak.column))


def telling_value(cell: str) -> str:
    """A cell's value if finding it elsewhere would mean anything: not “yes”, not a lone letter or small number."""
    value = folded_words(cell)
    if len(value) < 3 or word_key(cell) in YES_NO or (value.isdigit() and len(value) < 5):
        return ""
    return value if len(value) <= 80 else ""
