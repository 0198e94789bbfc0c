"""The dry run names every problem by row and column, in words, and takes nothing in."""

import pytest

from alongside.programmes.sheets import Mapping, trial


@pytest.fixture
def tried(sheet_of):
    def run(content, columns, **options):
        return list(trial(sheet_of(content), Mapping(columns=columns, **options)))

    return run


BASIC = {"Name": "name", "E-mail": "email", "Phone": "phone", "Wish": "gender_wish", "Gender": "gender"}


def said(row):
    return [(problem.column, problem.sentence) for problem in row.problems]


def test_all_problems_of_a_row_are_told_at_once(tried):
    (row,) = tried("Name,E-mail,Phone\n,jana.weiss@,abc\n", BASIC)
    assert row.person is None and row.number == 2
    assert [column for column, _ in said(row)] == ["E-mail", "Phone", "Name"]
    assert said(row)[0][1] == "“jana.weiss@” has no ending. Write the whole address, or leave it empty."


def test_empty_cells_are_simply_absent(tried):
    (row,) = tried("Name,E-mail,Phone\nJana,,\n", BASIC)
    assert row.person == {"name": "Jana"}


def test_a_faulty_cell_that_is_left_out_refuses_nobody(tried):
    (row,) = tried("Name,E-mail\nJana,nonsense\n", {"Name": "name"})
    assert row.person == {"name": "Jana"}


def test_first_and_last_names_are_joined(tried):
    rows = tried("A,B\nmentor,00\n01,02\n", {"A": "first_name", "B": "last_name"})
    assert rows[0].person == {"name": "mentor 00"} and rows[1].person is None


def test_values_for_all_rows_fill_only_what_a_row_does_not_say(tried):
    rows = tried("Name,Spr\nJana,\nOmar,Arabisch\n", {"Name": "name", "Spr": "languages"}, same_for_all={"languages": "en:C1", "country": "GB", "availability": "Tue eve"})
    assert [row.person["languages"] for row in rows] == [[["en", "C1"]], [["ar", ""]]]
    assert rows[0].person["country"] == "GB" and rows[0].person["availability"] == [[1, 1020, 1260]]


def test_a_faulty_value_for_all_rows_is_a_fault_of_the_mapping():
    assert any("Klingon" in fault for fault in Mapping(columns={"N": "name"}, same_for_all={"languages": "Klingon"}).faults())


def test_several_columns_of_one_field_are_joined(tried):
    columns = {"Name": "name", "A": "languages", "B": "mother_tongue", "C": "about", "D": "about", "E": "skills", "F": "skills"}
    (row,) = tried("Name,A,B,C,D,E,F\nJana,English B1,Arabic,one,two,\"cooking, chess\",Chess\n", columns)
    assert row.person == {"name": "Jana", "languages": [["en", "B1"], ["ar", "native"]], "about": "one\ntwo", "skills": ["cooking", "Chess"]}


def test_the_same_gender_becomes_a_woman_or_a_man(tried):
    rows = tried("Name,Gender,Wish\nJana,f,same\nOmar,,same\n", BASIC)
    assert rows[0].person["gender_wish"] == "woman"
    assert rows[1].person is None and rows[1].problems[0].column == "Wish"


@pytest.mark.parametrize(
    ("second", "refused", "asked"),
    [
        ("Jana Weiss,jana@example.org,", True, False),
        ("jana  WEISS,,+49 301 2345678", True, False),
        ("Jana Weiss,,", True, False),
        ("Jana Weiss,other@example.org,", False, True),
        ("Eva Weiss,jana@example.org,", False, True),
        ("Eva Weiss,,0301 2345678", False, True),
        ("Eva Weiss,eva@example.org,", False, False),
    ],
)
def test_people_who_stand_in_the_sheet_twice_are_noticed(tried, second, refused, asked):
    rows = tried(f"Name,E-mail,Phone\nJana Weiss,jana@example.org,0301 2345678\n{second}\n", BASIC)
    assert (rows[1].person is None) is refused
    assert bool(rows[1].questions) is asked
    if refused or asked:
        found = (rows[1].problems or rows[1].questions)[0]
        assert found.other_row == 2 and "Row 2" in found.sentence


def test_a_refused_row_does_not_stand_in_its_twins_way(tried):
    rows = tried("Name,E-mail\nJana,jana@\nJana,jana@example.org\n", BASIC)
    assert [row.person is not None for row in rows] == [False, True]


def test_undecided_notes_stay_out(tried):
    (row,) = tried("Name,Notes\nJana,likes tea\n", {"Name": "name", "Notes": "note"})
    assert row.person == {"name": "Jana"}


def test_a_broken_row_keeps_its_number_and_cells(tried):
    rows = tried('Name,E-mail\n"Jana,jana@example.org\nOmar,omar@example.org\n', BASIC)
    assert rows[0].person is None and rows[0].row.cells[0] == '"Jana'
    assert rows[1].person["name"] == "Omar"


def test_no_safe_way_of_contact_is_kept_apart_from_not_known(tried):
    rows = tried("Name,Safe\nJana,no\nOmar,\nEva,WhatsApp\n", {"Name": "name", "Safe": "contact_safe"})
    assert [row.person.get("contact_safe") for row in rows] == [[], None, ["whatsapp"]]
