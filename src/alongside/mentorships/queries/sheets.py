"""The coordinator's list as a spreadsheet: dates and names as the list shows them. What somebody wrote is never in it."""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from alongside.foundation.cells import safe
from alongside.mentorships.models import Mentorship
from alongside.mentorships.queries.caseload import filtered, ordered
from alongside.mentorships.queries.facts import Stage
from alongside.mentorships.queries.pages import Row, rows
from alongside.mentorships.queries.pairs import local

#: Pairs read at once.
BATCH = 500


@dataclass(frozen=True)
class Column:
    label: str | Promise
    value: Callable[[Row], object]
    width: int = 16


def _day(moment):
    return moment.date() if hasattr(moment, "date") else moment


def _here(name: str) -> Callable[[Row], object]:
    return lambda row: _day(local(getattr(row.mentorship, name), row.mentorship.programme.time_zone))


def _ended(row: Row):
    return _here("status_at")(row) if row.stage == Stage.ENDED else None


#: What can be taken out. A test holds that no column is a note, a place or a reason.
COLUMNS: dict[str, Column] = {
    "mentors": Column(gettext_lazy("Mentors"), lambda row: "; ".join(row.pair.mentors), 30),
    "mentees": Column(gettext_lazy("Mentees"), lambda row: "; ".join(row.pair.mentees), 30),
    "programme": Column(gettext_lazy("Programme"), lambda row: row.mentorship.programme.name, 30),
    "stage": Column(gettext_lazy("Stage"), lambda row: str(row.stage.label), 22),
    "begun": Column(gettext_lazy("Together since"), _here("begun_at")),
    "planned_until": Column(gettext_lazy("Planned until"), lambda row: row.mentorship.planned_until),
    "last_met": Column(gettext_lazy("Last met"), lambda row: _day(row.last_met)),
    "next": Column(gettext_lazy("Next meeting"), lambda row: _day(row.next)),
    "untold": Column(gettext_lazy("Past, not yet told"), lambda row: _day(row.unlogged)),
    "check_in": Column(gettext_lazy("Last check-in"), _here("last_check_in_at")),
    "heard": Column(gettext_lazy("Last heard from"), lambda row: _day(row.heard)),
    "ended": Column(gettext_lazy("Ended on"), _ended),
}


@dataclass(frozen=True)
class Sheet:
    """A heading row, then one row a pair. people: whoever is named in it, for the log. title: of its only page."""

    table: list[list]
    widths: list[int]
    people: list[UUID]
    title: str = ""


def sheet_of(principal, asked: dict, columns: Iterable[str]) -> Sheet:
    """What the list shows for this question, in its order, all pages of it. A few queries for every 500 pairs."""
    chosen = [COLUMNS[code] for code in columns]
    keys = list(ordered(filtered(principal, asked), asked["order"]))
    table: list[list] = [[safe(column.label) for column in chosen]]
    people: dict[UUID, None] = {}
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        by_key = {row.mentorship.pk: row for row in rows(Mentorship.objects.filter(pk__in=some))}
        for row in (by_key[pk] for pk in some if pk in by_key):
            table.append([_cell(column.value(row)) for column in chosen])
            people |= dict.fromkeys(row.pair.people)
    return Sheet(table, [column.width for column in chosen], list(people))


def _cell(value):
    """Days as they are, everything else as text that nothing runs."""
    return value if value is None or hasattr(value, "isoformat") else safe(value)


def as_xlsx(sheet: Sheet) -> bytes:
    book = Workbook(write_only=True)
    page = book.create_sheet((sheet.title or _("Mentorships"))[:31])
    page.sheet_view.rightToLeft = get_language_bidi()
    page.freeze_panes = "A2"
    for number, width in enumerate(sheet.widths, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    for row in sheet.table:
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(sheet: Sheet) -> bytes:
    """In UTF-8; the mark at the beginning makes spreadsheet programs read the letters right."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["" if value is None else value for value in row] for row in sheet.table])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


#: Ending -> (media type, what makes it).
ENDINGS = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "csv": ("text/csv; charset=utf-8", as_csv),
}
