"""CSV in every form it comes in. Row numbers are those at the edge of a spreadsheet: the headings are row 1."""

import pytest

from alongside.programmes.sheets import Refused

PLAIN = "Name;E-Mail;Ort\nJana Weiß;jana@example.org;Köln\nLuís Brandão;luis@example.org;Porto\n"
ROWS = [(2, ("Jana Weiß", "jana@example.org", "Köln")), (3, ("Luís Brandão", "luis@example.org", "Porto"))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_letters_survive_whatever_they_are_written_in(rows_of, encoding):
    content = PLAIN.encode(encoding)
    assert rows_of(content) == ROWS


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1250", "Zażółć Gęślą, Łukasz Śliwa"),
        ("cp1250", "Mária Kováčová Ľubica"),
        ("cp1251", "Оксана Шевченко з Києва"),
        ("cp1251", "Ольга Петренко"),
        ("cp1256", "أمينة عبد الرحمن"),
        ("cp1252", "Élodie Señor Großmann"),
    ],
)
def test_older_letters_are_guessed_and_the_guess_is_told(sheet_of, encoding, name):
    sheet = sheet_of(f"Name;E-mail\n{name};a@example.org\n".encode(encoding))
    assert next(sheet.rows()).cells[0] == name
    assert any("UTF-8" in note for note in sheet.notes)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_each_separator_is_found(rows_of, separator):
    assert rows_of(PLAIN.replace(";", separator)) == ROWS


def test_a_separator_inside_quotes_does_not_mislead(rows_of):
    content = 'Name;Notes\n"Jana, Anna, Eva";"a, b, c, d"\n"Omar";"one, two\nthree; four"\n'
    assert rows_of(content) == [(2, ("Jana, Anna, Eva", "a, b, c, d")), (3, ("Omar", "one, two\nthree; four"))]


def test_excel_may_declare_the_separator(rows_of):
    assert rows_of("sep=;\n" + PLAIN) == ROWS


def test_one_column_is_a_list_too(rows_of):
    assert rows_of("Name\nJana\nOmar\n") == [(2, ("Jana",)), (3, ("Omar",))]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_understood(rows_of, end):
    assert rows_of(PLAIN.replace("\n", end)) == ROWS


def test_blank_lines_count_but_are_no_rows(rows_of):
    content = "Name,E-mail\n\nJana,a@example.org\n,\n\nOmar,b@example.org\n"
    assert rows_of(content) == [(3, ("Jana", "a@example.org")), (6, ("Omar", "b@example.org"))]


def test_lines_above_the_headings_are_skipped_and_told(sheet_of):
    sheet = sheet_of("Volunteers 2025\nCreated by,Anna\n\nName,E-mail,Phone\nJana,a@example.org,0301234567\n")
    assert sheet.columns == ("Name", "E-mail", "Phone")
    assert [row.number for row in sheet.rows()] == [5]
    assert any("row 4" in note for note in sheet.notes)


def test_a_title_of_several_lines_in_quotes_does_not_shift_the_rows(rows_of):
    content = '"Volunteers\nof 2025"\nName,E-mail,Phone\nJana,a@example.org,0301234567\n'
    assert rows_of(content) == [(3, ("Jana", "a@example.org", "0301234567"))]


def test_headings_are_made_unique(sheet_of):
    sheet = sheet_of("Name,Name,,Name (2),E-mail\na,b,c,d,e\n")
    assert sheet.columns == ("Name", "Name (3)", "Column C", "Name (2)", "E-mail")


def test_spaces_and_invisible_marks_go(rows_of):
    content = "Name , E-mail\n \u200f Jana\u00a0 Weiß \u202e,  a@example.org\u200b\n"
    assert rows_of(content) == [(2, ("Jana Weiß", "a@example.org"))]


def test_zero_width_joiners_of_persian_stay(rows_of):
    assert rows_of("Name,E-mail\nعلی\u200cرضا,a@example.org\n")[0][1][0] == "علی\u200cرضا"


def test_zero_bytes_go(rows_of):
    assert rows_of(b"Name,E-mail\nJa\0na,a@example.org\nOmar,b@example.org\n")[0] == (2, ("Jana", "a@example.org"))


def test_a_quotation_mark_left_open_costs_one_row_only(sheet_of):
    content = 'Name;E-mail;Notes\n"Jana;a@example.org;x\nOmar;b@example.org;y\nAyşe;c@example.org;"z"\n'
    rows = list(sheet_of(content).rows())
    assert [row.number for row in rows] == [2, 3, 4]
    assert "quotation mark" in rows[0].problems[0][1]
    assert [row.cells[0] for row in rows[1:]] == ["Omar", "Ayşe"]
    assert not rows[1].problems and not rows[2].problems


def test_a_quotation_mark_left_open_in_the_last_row_is_told(sheet_of):
    rows = list(sheet_of('Name;E-mail\nJana;a@example.org\n"Omar;b@example.org\n').rows())
    assert len(rows) == 2 and rows[1].problems


def test_inches_are_no_quotation(rows_of):
    assert rows_of('Name;Notes\nJana;a 5" pipe\n') == [(2, ("Jana", 'a 5" pipe'))]


def test_ragged_rows_are_told_and_kept(sheet_of):
    rows = list(sheet_of("Name,E-mail,Town\nJana,a@example.org\nOmar,b@example.org,Porto,too,much\nEva,c@example.org,Lviv\n").rows())
    assert "ends after 2 of 3" in rows[0].problems[0][1]
    assert "5 cells" in rows[1].problems[0][1] and rows[1].extra == ("too", "much")
    assert not rows[2].problems


def test_empty_cells_to_the_right_are_no_fault(sheet_of):
    assert not any(row.problems for row in sheet_of("Name,E-mail\nJana,a@example.org,,,\n").rows())


def test_an_endless_cell_is_told(sheet_of):
    row = next(sheet_of(f"Name,Notes\nJana,{'x' * 30_000}\n").rows())
    assert row.problems[0][0] == "Notes" and len(row.cells[1]) == 20_000


def test_rows_can_be_read_again_and_again(sheet_of):
    sheet = sheet_of(PLAIN)
    assert [r.cells for r in sheet.rows()] == [r.cells for r in sheet.rows()]
    assert sheet.row_count == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"   \n\n  ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"Name,E-mail\n", "no people"),
        (b"%PDF-1.7 whatever", "a PDF"),
        (b"{\\rtf1 list", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "XLS"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "DOC"),
        (b"<html><table><tr><td>Name</td></tr></table></html>", "web page"),
        (b"\x1f\x8b\x08rest", "packed"),
        (b"PK\x03\x04 but nothing more", "damaged"),
        (bytes(range(256)) * 40, "no text"),
        (b"a" * 5_500_000, "million characters"),
        (b",".join(b"c%d" % i for i in range(400)) + b"\n" + b",".join(b"x" for _ in range(400)), "300 columns"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_list_is_refused_with_a_sentence(sheet_of, content, said):
    with pytest.raises(Refused) as refused:
        sheet_of(content)
    assert said in refused.value.sentence
    assert refused.value.sentence.endswith(".")


def test_more_rows_than_anybody_has_are_refused(sheet_of):
    with pytest.raises(Refused, match="100,000"):
        sheet_of("Name,E-mail\n" + "a,b\n" * 100_001)
