"""Free text is taken without the cells that would carry a left-out value in: they are blanked, whoever decided to take it."""

from __future__ import annotations

from collections.abc import Callable

from .fields import FIELDS, LEAVE_OUT
from .folding import folded_words
from .mapping import Mapping
from .sensitive import telling_value
from .sensitive_words import IN_TEXT
from .sheet import Row, Sheet


def blanker(sheet: Sheet, mapping: Mapping, sensitive: dict[str, str]) -> Callable[[Row], tuple[str, ...]]:
    """A function from a row to its cells, with "" for every cell of free text that gives a left-out value away.

    sensitive: the left-out columns, as `sensitive_columns(sheet)` gives them.
    """
    texts = [at for at, column in enumerate(sheet.columns)
             if column not in sensitive and (key := mapping.field_of(column)) != LEAVE_OUT and FIELDS[key].free_text]
    return blanker_of(sheet, texts, sensitive)


def blanker_of(sheet: Sheet, texts: list[int], sensitive: dict[str, str]) -> Callable[[Row], tuple[str, ...]]:
    """The same for the columns at the places `texts`."""
    sources = [at for at, column in enumerate(sheet.columns) if column in sensitive]
    if not texts:
        return lambda row: row.cells

    def cells(row: Row) -> tuple[str, ...]:
        secrets = [value for at in sources if (value := telling_value(row.cells[at]))]
        kept = None
        for at in texts:
            if not row.cells[at]:
                continue
            said = f" {folded_words(row.cells[at])} "
            if any(f" {value} " in said for value in secrets) or IN_TEXT.search(said):
                kept = kept or list(row.cells)
                kept[at] = ""
        return tuple(kept) if kept else row.cells

    return cells
