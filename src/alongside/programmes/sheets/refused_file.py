"""Rows that were not taken in, as a file to correct and bring in again: their own columns, and one with the reason."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from alongside.foundation.cells import safe

from .trial import TrialRow


def refused_table(columns: Iterable[str], rows: Iterable[TrialRow]) -> Iterable[list[str]]:
    """The headings, then each refused row with its reasons, every cell safe in a spreadsheet."""
    columns = list(columns)
    # The second time round the old reason is replaced, not kept beside the new one.
    kept = [at for at, column in enumerate(columns) if column not in (_("Reason"), _("Row"))]
    yield [safe(columns[at]) for at in kept] + [_("Row"), _("Reason")]
    for row in rows:
        if row.person is None and row.row is not None:
            cells = [safe(row.row.cells[at]) for at in kept]
            reason = " ".join(f"{problem.column}: {problem.sentence}" if problem.column else problem.sentence
                              for problem in row.problems)
            extra = [safe(text) for text in row.row.extra]
            yield cells + [str(row.number), safe(reason)] + extra


def refused_csv(columns: Iterable[str], rows: Iterable[TrialRow]) -> bytes:
    """With a byte-order mark, since Excel reads UTF-8 only with one."""
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(refused_table(columns, rows))
    return out.getvalue().encode("utf-8-sig")


def refused_xlsx(columns: Iterable[str], rows: Iterable[TrialRow]) -> bytes:
    """Every cell is text, so that a phone number keeps its zeros."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Rows to correct")[:31])
    for index, cells in enumerate(refused_table(columns, rows)):
        written = []
        for text in cells:
            cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text)[:32_767])
            cell.data_type = "s"
            if index == 0:
                cell.font = Font(bold=True)
            written.append(cell)
        sheet.append(written)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
