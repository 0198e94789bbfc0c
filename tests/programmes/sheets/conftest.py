"""Files made on the spot: text in any letters, workbooks by openpyxl, and workbooks written part by part."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from alongside.programmes.sheets import read

SHEET_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL_NS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


@pytest.fixture
def sheet_of(tmp_path):
    """sheet_of(bytes or text, name) reads a file of that content; closed after the test."""
    opened = []

    def make(content, name="people.csv", **options):
        path = tmp_path / f"upload{len(opened)}"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        opened.append(read(path, name, **options))
        return opened[-1]

    yield make
    for sheet in opened:
        sheet.close()


@pytest.fixture
def rows_of(sheet_of):
    """Rows as (number, cells) of a file."""
    return lambda content, **options: [(row.number, row.cells) for row in sheet_of(content, **options).rows()]


def workbook(*rows, change=None) -> bytes:
    """A workbook of one sheet, saved by openpyxl; `change(book, sheet)` before that."""
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if change:
        change(book, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def raw_workbook(sheet_xml: str, *, strings: str = "", styles: str = "", extra: dict | None = None, workbook_xml: str = "") -> bytes:
    """A workbook from hand-written parts, as other programs and attackers write them."""
    parts = {
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": workbook_xml or f'<workbook {SHEET_NS} {REL_NS}><sheets><sheet name="People" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/>'
        '<Relationship Id="r3" Type="x/styles" Target="styles.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet_xml,
    }
    if strings:
        parts["xl/sharedStrings.xml"] = strings
    if styles:
        parts["xl/styles.xml"] = styles
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **(extra or {})}.items():
            archive.writestr(name, content)
    return out.getvalue()


def sheet_xml(*rows: str, after: str = "", before: str = "") -> str:
    return f"<worksheet {SHEET_NS}>{before}<sheetData>{''.join(rows)}</sheetData>{after}</worksheet>"


def text_row(number: int, *cells: str) -> str:
    inside = "".join(f'<c r="{chr(65 + i)}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for i, text in enumerate(cells) if text)
    return f'<row r="{number}">{inside}</row>'
