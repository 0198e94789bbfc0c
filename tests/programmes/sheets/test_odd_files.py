"""Files as outsiders send them: no headings, several sheets, forms, old letters, stray quotation marks. Nobody is lost in silence."""

import time

import pytest

from alongside.programmes.sheets import LEAVE_OUT, Refused, guess, trial
from tests.programmes.sheets.conftest import workbook

PEOPLE = [["Anna Bell", "a@example.org", "English"], ["Bo Ek", "b@example.org", "Dari"]]


def people(sheet, side="mentor"):
    return [row.person for row in trial(sheet, guess(sheet, side))]


@pytest.mark.parametrize("content", ["\n".join(map(",".join, PEOPLE)), "\n\n" + "\n".join(map(";".join, PEOPLE)), workbook(*PEOPLE)], ids=["csv", "lower", "xlsx"])
def test_the_first_person_is_no_row_of_headings(sheet_of, content):
    sheet = sheet_of(content)
    assert sheet.columns == ("Column A", "Column B", "Column C") and "No row of headings" in sheet.notes[0]
    assert [person["name"] for person in people(sheet)] == ["Anna Bell", "Bo Ek"]


def test_columns_without_a_heading_at_the_end_count(sheet_of):
    sheet = sheet_of("Name,Email,,\nAnna Bell,a@example.org,x,\nBo Ek,b@example.org,y,\n")
    assert sheet.columns == ("Name", "Email", "Column C") and len(people(sheet)) == 2 and all(people(sheet))


def test_a_small_table_of_facts_is_passed_over_for_the_list(sheet_of, tmp_path):
    def more(book, sheet):
        sheet.title = "Info"
        people_sheet = book.create_sheet("People")
        for row in (["Name", "Email", "Languages"], *PEOPLE):
            people_sheet.append(row)

    content = workbook(["Contact", "Ms Example"], ["Version", "3"], ["Date", "2026"], change=more)
    sheet = sheet_of(content)
    assert sheet.sheet_name == "People" and sheet.other_sheets == ("Info",) and all(people(sheet))
    kept = sheet_of(content, keep_in=tmp_path / "kept")
    assert [row.cells for row in kept.rows()] == [row.cells for row in sheet.rows()]
    with pytest.raises(Refused, match="no sheet of this name"):
        sheet_of(content, sheet="Persons")


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("cp1254", "Özgür Şahin"), ("cp1252", "Þórður Jónsson"), ("mac_roman", "Jürgen Groß"), ("cp850", "Jürgen Groß"), ("cp1253", "Μαρία Παπαδοπούλου"),
     ("cp1251", "Оксана Шевченко"), ("cp1256", "ليلى حداد من اللاذقية")],
)  # fmt: skip
def test_older_letters_come_out_as_they_were(sheet_of, encoding, name):
    sheet = sheet_of(f"Name;E-Mail\n{name};a@example.org\n".encode(encoding))
    assert people(sheet)[0]["name"] == name and "save the file again" in sheet.notes[0]


def test_rows_between_two_stray_quotation_marks_are_not_swallowed(sheet_of):
    inner = "".join(f"P{chr(97 + i)} Ek,p{i}@example.org,fine\n" for i in range(5))
    sheet = sheet_of(f'Name,Email,About\nAnna Bell,a@example.org,"hello\n{inner}Zed Last,z@example.org,bye"\nCy Dee,c@example.org,ok\n')
    rows = list(trial(sheet, guess(sheet)))
    assert len(rows) == 8 and [row.person is None for row in rows] == [True, *[False] * 7]
    assert "never closed" in rows[0].problems[0].sentence


@pytest.mark.parametrize("text", ["word " * 200_000, "some words\n" * 20_000], ids=["one line", "many lines"])
def test_a_cell_of_a_megabyte_costs_one_row(sheet_of, text):
    sheet = sheet_of(f'Name,Email,About\nAnna Bell,a@example.org,"{text}"\nBo Ek,b@example.org,ok\n')
    rows = list(trial(sheet, guess(sheet)))
    assert [problem.column for problem in rows[0].problems] == ["About"] and rows[1].person["name"] == "Bo Ek" and len(rows) == 2


def test_twenty_thousand_stray_quotation_marks_take_no_minutes(sheet_of):
    began = time.process_time()
    sheet = sheet_of("Name,Email,About\n" + 'a","b,c\n' * 20_000)
    assert sheet.row_count == 20_000 and time.process_time() - began < 15


GRID = "When could you usually meet us, dear friend, in an ordinary week without holidays? Please tick everything that applies to you and your family"


def test_a_form_with_long_questions_is_understood(sheet_of):
    assert len(GRID) > 120
    sheet = sheet_of(
        "Timestamp,What is your full name (first name and last name)?,"
        f'"{GRID} [Monday]","{GRID} [Tuesday]",Would you like to be matched with a mentor of a particular gender?,'
        f"{'Please answer if you like. ' * 6}What is your religion?\n"
        '2026/03/01 10:11:12 AM GMT+1,Anna Bell,"Morning (9-12), Evening (17-20)",,No preference,Bahai\n'
        "2026/03/02 11:11:12 PM GMT+1,Bo Ek,,Afternoon (13-17),A woman,\n"
    )
    mapping = guess(sheet, "mentee")
    assert list(mapping.columns.values()) == ["joined_on", "name", "availability", "availability", "gender_wish", LEAVE_OUT]
    assert "Religion" in mapping.why[sheet.columns[-1]]
    first, second = people(sheet, "mentee")
    assert first["availability"] == [[0, 540, 720], [0, 1020, 1200]] and second["availability"] == [[1, 780, 1020]]
    assert (first["gender_wish"], second["gender_wish"]) == ("any", "woman") and "gender" not in second


def test_headings_of_days_tell_their_language_together(sheet_of):
    sheet = sheet_of("Name;Mo;Di;Mi;Do;Fr;Sa;So\nJana Weiß;x;;abends;;;10-12;\nBo Ek;;18-20;;vormittags;;;\n")
    assert [person["availability"] for person in people(sheet)] == [[[0, 540, 1260], [2, 1020, 1260], [5, 600, 720]], [[1, 1080, 1200], [3, 540, 720]]]


def test_a_day_that_can_be_two_is_asked_about_and_not_the_whole_week(sheet_of):
    (row,) = trial(sheet := sheet_of("Name;Di\nBo Ek;18-20\n"), guess(sheet))
    assert row.person is None and "more than one way" in row.problems[0].sentence


def test_mentees_in_a_list_of_both_do_not_become_mentors(sheet_of):
    sheet = sheet_of("Role,Name,Email\nMentor,Anna Bell,a@example.org\nMentee,Bo Ek,b@example.org\n")
    assert [person and person["name"] for person in people(sheet, "mentor")] == ["Anna Bell", None]
    assert [person and person["name"] for person in people(sheet, "mentee")] == [None, "Bo Ek"]
    assert guess(sheet).columns["Role"] == LEAVE_OUT


def test_days_of_birth_are_no_phone_numbers_and_nobody_joined_then(sheet_of):
    sheet = sheet_of("Name,Xyz,Datum\nAnna Bell,04.05.1988,01.02.1975\nBo Ek,05.06.1991,02.03.1980\n")
    assert "phone" not in guess(sheet).columns.values() and "joined_on" not in guess(sheet).columns.values()
    assert people(sheet)[0]["birth_year"] == 1988


def test_another_offices_number_is_no_reference_of_ours(sheet_of):
    assert guess(sheet_of("Name,Numero di protocollo interno\nAnna Bell,12/26\n")).columns["Numero di protocollo interno"] == LEAVE_OUT


def test_bands_of_age_say_who_is_adult(sheet_of):
    assert [p.get("adult") for p in people(sheet_of("Name,Age group\nAnna Bell,25-34\nBo Ek,65+\nCy Dee,16-17\n"))] == [True, True, False]


def test_a_sum_below_the_list_is_nobody(sheet_of):
    assert [bool(person) for person in people(sheet_of("Name,Email\nAnna Bell,a@example.org\nTotal: 1,\n"))] == [True, False]


def test_json_is_no_list(sheet_of):
    with pytest.raises(Refused, match="JSON"):
        sheet_of('[{"name": "Anna"}]')


def test_an_endless_question_is_looked_at_to_its_end(sheet_of):
    sheet = sheet_of(f"Name,{'Please answer if you like. ' * 60}What is your religion?\nAnna Bell,Bahai\n")
    assert len(sheet.columns[1]) <= 400 and "Religion" in guess(sheet).why[sheet.columns[1]]


def test_nobody_is_called_unknown(sheet_of):
    assert people(sheet_of("Name,Email\nn/a,a@example.org\nunknown,b@example.org\n")) == [None, None]
