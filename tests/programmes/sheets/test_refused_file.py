"""Rows that were not taken in come back as a file that a spreadsheet opens safely, and that can be brought in again."""

import csv
import io

import pytest
from openpyxl import load_workbook

from alongside.programmes.sheets import guess, refused_csv, refused_xlsx, trial

CONTENT = 'Name,E-mail,Phone\nJana,jana@,0301234567\n"=HYPERLINK(""http://x"")",b@,+49 30 1234567\nOmar,omar@example.org,0401234567\n@eva,-c@,1\n'


@pytest.fixture
def refused(sheet_of):
    sheet = sheet_of(CONTENT)
    return sheet.columns, [row for row in trial(sheet, guess(sheet)) if row.person is None]


def table_of(content: bytes, kind: str) -> list[list[str]]:
    if kind == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    book = load_workbook(io.BytesIO(content))
    assert all(cell.data_type in ("s", "n", "inlineStr") for row in book.active for cell in row if cell.value is not None)
    return [[cell.value or "" for cell in row] for row in book.active]


@pytest.mark.parametrize(("write", "kind"), [(refused_csv, "csv"), (refused_xlsx, "xlsx")])
def test_refused_rows_come_back_with_their_reason(refused, write, kind):
    table = table_of(write(*refused), kind)
    assert table[0] == ["Name", "E-mail", "Phone", "Row", "Reason"]
    assert [row[3] for row in table[1:]] == ["2", "3", "5"]
    assert "“jana@” has no ending" in table[1][4]
    assert table[1][2] == "0301234567"


@pytest.mark.parametrize(("write", "kind"), [(refused_csv, "csv"), (refused_xlsx, "xlsx")])
def test_no_cell_is_a_formula(refused, write, kind):
    cells = [cell for row in table_of(write(*refused), kind) for cell in row]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]
    assert "'+49 30 1234567" in cells and any(cell.startswith("'=HYPERLINK") for cell in cells)


@pytest.mark.parametrize(("write", "kind"), [(refused_csv, "csv"), (refused_xlsx, "xlsx")])
def test_the_corrected_file_can_be_brought_in_again(refused, sheet_of, write, kind):
    sheet = sheet_of(write(*refused), name=f"again.{kind}")
    mapping = guess(sheet)
    assert mapping.columns["Name"] == "name"
    again = list(trial(sheet, mapping))
    assert len(again) == 3
    assert not any(problem.column == "Phone" for problem in again[1].problems)  # the apostrophe is not part of the number
    assert table_of(write(sheet.columns, again), kind)[0] == ["Name", "E-mail", "Phone", "Row", "Reason"]
