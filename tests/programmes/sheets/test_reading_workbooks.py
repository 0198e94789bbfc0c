"""XLSX as people make it and as attackers make it. Each is read by a limited child process."""

import datetime
import io
import zipfile

import pytest

from alongside.programmes.sheets import Refused

from .conftest import SHEET_NS, raw_workbook, sheet_xml, text_row, workbook

HEAD = ["Name", "E-mail", "Phone"]


def test_a_plain_workbook_is_read(rows_of):
    assert rows_of(workbook(HEAD, ["Jana", "a@example.org", "030 1234567"])) == [(2, ("Jana", "a@example.org", "030 1234567"))]


def test_values_look_as_a_person_sees_them(rows_of):
    def change(book, sheet):
        sheet["D2"].number_format = "0%"
        sheet["G2"].number_format = "hh:mm"

    head = ["Name", "Phone", "Joined on", "Share", "OK", "Number", "Time", "Exact"]
    row = ["Jana", 491761234567.0, datetime.date(2024, 3, 5), 0.25, True, 1.5, datetime.time(17, 30), datetime.datetime(2024, 3, 5, 14, 0)]
    assert rows_of(workbook(head, row, change=change))[0][1] == (
        "Jana", "491761234567", "2024-03-05", "25%", "TRUE", "1.5", "17:30", "2024-03-05 14:00")  # fmt: skip


def test_row_numbers_are_the_sheets_own(rows_of):
    content = raw_workbook(sheet_xml(text_row(3, *HEAD), text_row(7, "Jana", "a@example.org"), text_row(1000, "Omar", "b@example.org")))
    assert [number for number, _cells in rows_of(content)] == [7, 1000]


def test_cells_without_a_place_follow_each_other(rows_of):
    rows = "<row><c t='inlineStr'><is><t>Name</t></is></c><c t='inlineStr'><is><t>E-mail</t></is></c></row>" \
           "<row><c t='inlineStr'><is><t>Jana</t></is></c><c t='str'><v>a@example.org</v></c></row>"
    assert rows_of(raw_workbook(sheet_xml(rows))) == [(2, ("Jana", "a@example.org"))]


def test_rich_text_and_prefixed_names_are_read(rows_of):
    strings = '<x:sst xmlns:x="urn:x"><x:si><x:r><x:t>Ja</x:t></x:r><x:r><x:t>na</x:t></x:r><x:rPh><x:t>no</x:t></x:rPh></x:si>' \
              "<x:si><x:t>Name</x:t></x:si><x:si><x:t>a_x000D_b</x:t></x:si></x:sst>"
    rows = '<x:worksheet xmlns:x="urn:x"><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>1</x:v></x:c><x:c r="B1" t="s"><x:v>2</x:v></x:c>' \
           '</x:row><x:row r="2"><x:c r="A2" t="s"><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    assert rows_of(raw_workbook(rows, strings=strings)) == [(2, ("Jana", ""))]


def test_formulas_give_their_saved_result(rows_of):
    cell = '<c r="B2" t="str"><f>A2&amp;"@example.org"</f><v>jana@example.org</v></c>'
    content = raw_workbook(sheet_xml(text_row(1, *HEAD), f'<row r="2"><c r="A2" t="inlineStr"><is><t>Jana</t></is></c>{cell}</row>'))
    assert rows_of(content) == [(2, ("Jana", "jana@example.org", ""))]


def test_a_formula_without_a_result_is_told_by_its_cell(sheet_of):
    row = next(sheet_of(workbook(HEAD, ["Jana", '=A2&"@example.org"', ""])).rows())
    assert row.problems[0][0] == "E-mail" and "B2" in row.problems[0][1]


def test_an_error_in_a_cell_is_told(sheet_of):
    rows = sheet_xml(text_row(1, *HEAD), '<row r="2"><c r="A2" t="inlineStr"><is><t>Jana</t></is></c><c r="C2" t="e"><v>#REF!</v></c></row>')
    row = next(sheet_of(raw_workbook(rows)).rows())
    assert row.problems == (("Phone", "Cell C2 holds an error (#REF!). Correct it, or leave it empty."),)


def test_a_number_that_lost_its_digits_is_told(sheet_of):
    row = next(sheet_of(workbook(HEAD, ["Jana", "a@example.org", 1234567890123450])).rows())
    assert "C2" in row.problems[0][1]


def test_merged_headings_name_every_column_and_merged_cells_every_row(sheet_of):
    def change(book, sheet):
        sheet.merge_cells("B1:C1")
        sheet.merge_cells("D2:D3")

    sheet = sheet_of(workbook(["Name", "Phone", None, "Town"], ["Jana", "1", "2", "Porto"], ["Omar", "3", "4", None], change=change))
    assert sheet.columns == ("Name", "Phone", "Phone (2)", "Town")
    assert [row.cells[3] for row in sheet.rows()] == ["Porto", "Porto"]
    assert any("Merged cells" in note and "Town" in note for note in sheet.notes)


def test_two_rows_of_headings_are_joined_downwards(sheet_of):
    def change(book, sheet):
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")

    sheet = sheet_of(workbook(["Name", "Contact", None], [None, "E-mail", "Phone"], ["Jana", "a@example.org", "030 123456"], change=change))
    assert sheet.columns == ("Name", "E-mail", "Phone")
    assert [row.cells for row in sheet.rows()] == [("Jana", "a@example.org", "030 123456")]


def test_hidden_rows_and_columns_are_noticed(sheet_of):
    def change(book, sheet):
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True

    sheet = sheet_of(workbook(HEAD, ["Jana", "a@example.org", "1"], ["Omar", "b@example.org", "2"], change=change))
    assert [row.hidden for row in sheet.rows()] == [False, True]
    assert sheet.hidden_columns == {"Phone"}
    assert len(sheet.notes) == 2


def test_the_first_sheet_with_a_table_is_taken_and_the_others_named(sheet_of):
    def change(book, sheet):
        sheet.title = "Read me"
        book.create_sheet("Empty")
        for row in (HEAD, ["Jana", "a@example.org", "1"]):
            (book["People"] if "People" in book.sheetnames else book.create_sheet("People")).append(row)

    content = workbook(["How to use this"], ["Fill in the list"], change=change)
    sheet = sheet_of(content)
    assert sheet.sheet_name == "People" and sheet.other_sheets == ("Read me", "Empty")
    assert sheet_of(content, sheet="Read me").columns == ("How to use this",)
    with pytest.raises(Refused):
        sheet_of(content, sheet="Nowhere")


def test_days_are_counted_from_1904_where_the_workbook_says_so(rows_of):
    book = f'<workbook {SHEET_NS} xmlns:r="urn:r"><workbookPr date1904="1"/><sheets><sheet name="P" sheetId="1" r:id="r1"/></sheets></workbook>'
    styles = '<styleSheet><numFmts><numFmt numFmtId="200" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs></styleSheet>'
    rows = sheet_xml(text_row(1, "Name", "Joined"), '<row r="2"><c r="A2" t="inlineStr"><is><t>Jana</t></is></c><c r="B2" s="1"><v>1</v></c></row>')
    assert rows_of(raw_workbook(rows, styles=styles, workbook_xml=book))[0][1][1] == "1904-01-02"


def test_lines_can_be_kept_for_the_next_reading(sheet_of, tmp_path):
    content = workbook(HEAD, ["Jana", "a@example.org", "1"])
    path = tmp_path / "kept"
    sheet_of(content, keep_in=path).close()
    assert (path / "rows.jsonl").exists()


def test_closing_forgets_what_was_laid_down(sheet_of, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    sheet = sheet_of(workbook(HEAD, ["Jana", "a@example.org", "1"]))
    assert list(tmp_path.glob("alongside-sheet-*"))
    sheet.close()
    assert not list(tmp_path.glob("alongside-sheet-*"))


def bomb(size_mb: int) -> bytes:
    """A worksheet of nothing but spaces: a few kilobytes on disk."""
    out = io.BytesIO(raw_workbook(sheet_xml()))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst><si><t>{' ' * (size_mb << 20)}</t></si></sst>")
    return out.getvalue()


BILLION = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda: bomb(24), "enormous"),
        (lambda: raw_workbook(BILLION + sheet_xml(text_row(1, "&b;"))), "never needs"),
        (lambda: raw_workbook(OUTSIDE + sheet_xml(text_row(1, "&a;"))), "never needs"),
        (lambda: raw_workbook(sheet_xml(text_row(1, "Name"))[:-30]), "damaged"),
        (lambda: raw_workbook(sheet_xml()), "No sheet"),
        (lambda: workbook(HEAD), "No sheet"),
        (lambda: workbook(HEAD, ["Jana"])[:-400], "damaged"),
        (lambda: raw_workbook(sheet_xml(text_row(1, "Name"), '<row r="2"><c r="ZZZZZZ2"><v>1</v></c></row>')), "damaged"),
        (lambda: raw_workbook("not xml at all"), "damaged"),
        (lambda: packed("word/document.xml"), "Word document"),
        (lambda: packed("ppt/presentation.xml"), "presentation"),
        (lambda: packed("xl/workbook.bin"), "XLSB"),
        (lambda: packed("readme.txt"), "no workbook"),
        (lambda: packed("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), "ODS"),
    ],
)
def test_hostile_or_foreign_packages_are_refused_with_a_sentence(sheet_of, content, said):
    with pytest.raises(Refused) as refused:
        sheet_of(content(), name="people.xlsx")
    assert said in refused.value.sentence


def packed(name: str, content: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


def test_a_child_out_of_memory_ends_in_a_sentence(sheet_of, monkeypatch):
    monkeypatch.setattr("alongside.programmes.sheets.workbooks.CHILD_MEGABYTES", 40)
    strings = "<sst>" + "".join(f"<si><t>{i} {'x' * 100}</t></si>" for i in range(250_000)) + "</sst>"
    with pytest.raises(Refused, match="memory"):
        sheet_of(raw_workbook(sheet_xml(text_row(1, *HEAD), text_row(2, *HEAD)), strings=strings))


def test_faulty_styles_do_not_matter(rows_of):
    content = raw_workbook(sheet_xml(text_row(1, *HEAD), text_row(2, "Jana", "a@example.org")), styles="<styleSheet><broken")
    assert rows_of(content) == [(2, ("Jana", "a@example.org", ""))]
