"""`./alongside match`: two sheets in, a certified plan out, in this process. No test here may touch a database."""

import json

import pytest
from openpyxl import Workbook, load_workbook

from alongside.foundation import clock
from alongside.matching.engine import Proof, certify, solve
from alongside.matching.engine.rules import all_pass
from alongside.matching.management.commands.match import Command
from alongside.matching.two_sheets.columns import guessed
from alongside.matching.two_sheets.people import read_people
from alongside.matching.two_sheets.policy import settings_from
from alongside.matching.two_sheets.rounds import round_of
from alongside.programmes.sheets import read
from tests.matching.sheets import MENTEES, MENTORS, PARTS
from tests.programmes.importing import REAL


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """run(arguments…) -> (exit code, output, error output), where the two sheets lie."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mentees.csv").write_text(MENTEES, encoding="utf-8")
    (tmp_path / "mentors.csv").write_text(MENTORS, encoding="utf-8")

    def call(*arguments):
        with pytest.raises(SystemExit) as ended:
            Command().run_from_argv(["./alongside", "match", *map(str, arguments)])
        return ended.value.code, *capsys.readouterr()

    return call


@pytest.fixture
def match(run, tmp_path):
    """match(changes…) -> (the plan as JSON, error output), by a guess; `mentees` and `mentors` are the sheets' text."""

    def call(*more, mentees=MENTEES, mentors=MENTORS, code=0):
        (tmp_path / "mentees.csv").write_text(mentees, encoding="utf-8")
        (tmp_path / "mentors.csv").write_text(mentors, encoding="utf-8")
        how = () if "--mapping" in more else ("--guess",)
        got, out, err = run("--mentees", "mentees.csv", "--mentors", "mentors.csv", *how, "--out", "plan.json", *more)
        assert (got, out) == (code, ""), err
        return json.loads((tmp_path / "plan.json").read_text()), err

    return call


def reasons_of(plan, mentee):
    return next(entry["reasons"] for entry in plan["pairs"] + plan["unmatched"] if entry["mentee"] == mentee)


def who_with_whom(plan):
    return {pair["mentee"]: pair["mentor"] for pair in plan["pairs"]}


def test_the_plan_as_json(match):
    plan, err = match()
    assert list(plan) == PARTS
    assert who_with_whom(plan) == {"E1": "M1", "E2": "M2", "E5": "M3"}
    assert all(list(pair) == ["mentee", "mentor", "fit", "reasons"] and 0 < pair["fit"] <= 1000 for pair in plan["pairs"])
    assert plan["matched"] == 3 and plan["seats"] == 4
    assert plan["total_fit"] == sum(pair["fit"] for pair in plan["pairs"])
    assert plan["certificate"]["ok"] is True and set(plan["seconds"]) == {"read", "match", "explain", "total"}
    assert reasons_of(plan, "E1") == [
        "Can help with what is wanted: Arbeit and Wohnung",
        "Both speak Arabic, at least at level B2",
        "In the same area",
        "Both free on Tuesdays, 18:00 to 20:00",
        "Both like: Kochen",
        "The wish about a woman or a man is kept",
    ]
    assert [left["mentee"] for left in plan["unmatched"]] == ["E3"]
    assert reasons_of(plan, "E3")[0] == "2 mentors would do, but share no language."
    assert "No mentor speaks Tigrinya well enough." in reasons_of(plan, "E3")


def test_a_row_that_cannot_be_read_is_named_and_left_out(match):
    plan, err = match()
    assert "E4" not in json.dumps(plan)
    assert "mentees.csv, row 5, Wann: “irgendwann” in “irgendwann mal so” could not be read" in err and "The row is left out." in err
    assert "4 mentees, 1 row left out." in err


def test_the_file_can_be_certified_again(match, tmp_path):
    plan, _err = match()
    people = {}
    for side, name in (("mentee", "mentees.csv"), ("mentor", "mentors.csv")):
        with read(tmp_path / name, name) as sheet:
            people[side] = read_people(guessed(sheet, side))
    problem = round_of(people["mentee"], people["mentor"], settings_from(), clock.today()).problem
    pairs = list(who_with_whom(plan).items())
    proof = solve(problem).proof
    certify(problem, pairs, proof)
    with pytest.raises(Exception, match="could be served"):
        certify(problem, pairs[1:], proof)
    with pytest.raises(Exception, match="does not speak"):
        certify(problem, pairs, Proof())
    allowed = {(a.id, b.id) for a in problem.mentees for b in problem.mentors if all_pass(problem.rules, a, b)}
    assert set(pairs) <= allowed


def test_a_workbook_for_people(run, tmp_path):
    code, _out, _err = run("--mentees", "mentees.csv", "--mentors", "mentors.csv", "--guess", "--out", "plan.xlsx")
    book = load_workbook(tmp_path / "plan.xlsx")
    assert code == 0 and book.sheetnames == ["Pairs", "Left over", "About"]
    headings, *rows = book["Pairs"].iter_rows(values_only=True)
    assert headings == ("Mentee", "Mentee's name", "Mentor", "Mentor's name", "Reasons")
    assert {row[:4] for row in rows} >= {("E1", "Samira Haddad", "M1", "Hanna Berg")}
    assert not any(isinstance(cell, int | float) for row in rows for cell in row), "fit is for the solver"
    assert [row[0] for row in book["Left over"].iter_rows(values_only=True)] == ["Mentee", "E3"]
    about = list(book["About"].iter_rows(values_only=True))
    said = {what: [words for key, words in about if key == what] for what, _words in about}
    assert said["Policy"][0] == "As many people as possible get a mentor."
    assert any(words.startswith("Language:") for words in said["Rule that holds"])
    assert any(words.startswith("Age: mentees.csv") for words in said["Not applied"])
    assert said["Row left out"][0].startswith("mentees.csv, row 5, Wann:")
    assert len(said["Certificate"]) == 3
    assert (tmp_path / "plan.xlsx").stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob(".plan*"))


def test_no_cell_is_run_by_a_spreadsheet_program(run, tmp_path):
    mentees = "Number,Name\n@SUM(1),=cmd Smith\n+1,-Ana Lopes\n"
    (tmp_path / "mentees.csv").write_text(mentees)
    (tmp_path / "mentors.csv").write_text("Number,Name\n=2+5,Jo Berg\nM2,Li Maki\n")
    code, _out, err = run("--mentees", "mentees.csv", "--mentors", "mentors.csv", "--guess", "--out", "plan.xlsx")
    assert code == 0, err
    cells = [cell for sheet in load_workbook(tmp_path / "plan.xlsx") for row in sheet.iter_rows() for cell in row]
    assert any("cmd Smith" in str(cell.value) for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [cell.value for cell in cells if isinstance(cell.value, str) and cell.value[:1] in "=+-@"] == []


def test_workbooks_come_in_too(run, tmp_path):
    for name, text in (("mentees", MENTEES.replace(";", "\t")), ("mentors", "ID\tName\nM1\tHanna Berg\n")):
        book = Workbook()
        for line in text.splitlines():
            book.active.append(line.split("\t"))
        book.save(tmp_path / f"{name}.xlsx")
    code, _out, err = run("--mentees", "mentees.xlsx", "--mentors", "mentors.xlsx", "--guess", "--out", "plan.json")
    assert code == 0 and json.loads((tmp_path / "plan.json").read_text())["matched"] == 1
    assert "Language: not applied, mentors.xlsx says nothing about languages." in err


@pytest.mark.parametrize("ending", ["json", "xlsx"])
def test_somebody_elses_sheets(run, tmp_path, ending):
    code, _out, err = run("--mentees", REAL / "mentees.csv", "--mentors", REAL / "mentors.csv", "--guess", "--out", f"plan.{ending}")
    assert code == 0 and "50 pairs, 0 left over, certified." in err
    for column in ("identity to match", "match with similar identity", "characteristics"):
        assert f"Left out: {column}. Sexuality, identity" in err
    assert "pansexual" not in err and b"pansexual" not in (tmp_path / f"plan.{ending}").read_bytes()


def test_nobody_can_be_matched(match):
    plan, err = match(mentees="Name,Languages\nFilmon Tesfay,Tigrinya\n", mentors="Name,Languages\nAna Lopes,Portuguese\n", code=1)
    assert plan["pairs"] == [] and plan["matched"] == plan["total_fit"] == 0 and plan["certificate"]["ok"]
    assert "0 pairs, 1 left over" in err


def test_names_alone_or_numbers_alone_are_enough(match):
    plan, _err = match(mentees="ID,Languages\n7,Arabic\n", mentors="Mentor,Languages\nAna Lopes,Arabic\n")
    assert who_with_whom(plan) == {"7": "Ana Lopes"}


def test_a_row_without_name_and_number_is_left_out(match):
    plan, err = match(mentees="ID,Name,Languages\n,,Arabic\n8,,Arabic\n", mentors="Name,Languages\nAna Lopes,Arabic\n")
    assert who_with_whom(plan) == {"8": "Ana Lopes"}
    assert "mentees.csv, row 2: There is neither a name nor a number." in err


def test_repeated_names_are_told_apart_by_their_rows(match):
    plan, err = match(mentees="Name,Phone\nAna Lopes,1\nAna Lopes,2\nJo Berg,3\n", mentors="Name,Places\nLi Maki,3\n")
    assert {pair["mentee"] for pair in plan["pairs"]} == {"Ana Lopes (row 2)", "Ana Lopes (row 3)", "Jo Berg"}
    assert "Several rows have the same name" in err


def test_nobody_is_proposed_to_themselves(match):
    both = "Name,Languages\nAna Lopes,Arabic\n"
    plan, _err = match(mentees=both, mentors=both + "Jo Berg,Arabic\n")
    assert who_with_whom(plan) == {"Ana Lopes": "Jo Berg"}
    plan, _err = match(mentees=both, mentors="Name,Languages\nAna Lopes,\"Arabic, Persian\"\n")
    assert plan["matched"] == 1, "a namesake who speaks other languages is somebody else"


def test_a_language_without_a_level_counts_where_no_levels_are_written(match):
    plan, err = match(mentees="Name,Languages\nFilmon Tesfay,Tigrinya\n", mentors="Name,Languages\nAna Lopes,Tigrinya\n")
    assert reasons_of(plan, "Filmon Tesfay") == ["Both speak Tigrinya"]
    assert "In mentees.csv most languages stand without a level" in err


def test_a_wish_that_cannot_be_kept_is_said(match):
    plan, err = match(mentees="Name,Preferred mentor gender\nSamira Haddad,woman\n", mentors="Name,Places\nJo Berg,1\n")
    assert plan["matched"] == 1
    assert "The wishes about a woman or a man in mentees.csv are not kept" in err


def test_who_leaves_a_needed_cell_empty_is_asked_and_not_guessed_about(match):
    mentees = "Name,Preferred mentor gender\nSamira Haddad,\nAmina Yusuf,woman\n"
    plan, err = match(mentees=mentees, mentors="Name,Gender,Places\nLi Maki,woman,2\n")
    assert who_with_whom(plan) == {"Amina Yusuf": "Li Maki"}
    assert reasons_of(plan, "Samira Haddad") == ["Ask the mentee whether they wish for a woman or a man."]
    assert "mentees.csv: 1 of 2 says nothing under “Wish about the other's gender”" in err


def test_what_an_empty_cell_means_can_be_said_once_for_all(match, tmp_path):
    (tmp_path / "map.toml").write_text(
        '[mentees.columns]\nName = "name"\nWish = "gender_wish"\n[mentees.same_for_all]\ngender_wish = "any"\n'
        '[mentors.columns]\nName = "name"\nGender = "gender"\n'
    )
    mentees, mentors = "Name,Wish\nSamira Haddad,\nAmina Yusuf,woman\n", "Name,Gender\nLi Maki,woman\nJo Berg,man\n"
    plan, _err = match("--mapping", "map.toml", mentees=mentees, mentors=mentors)
    assert who_with_whom(plan) == {"Amina Yusuf": "Li Maki", "Samira Haddad": "Jo Berg"}


def test_nobody_under_18_is_matched(match):
    plan, err = match(mentees="Name,Age\nAna Lopes,15\nLi Maki,33\nJo Berg,\n", mentors="Name,Places\nOmar Said,3\n")
    assert who_with_whom(plan) == {"Li Maki": "Omar Said"}
    assert reasons_of(plan, "Ana Lopes") == ["The mentee is under 18."]
    assert reasons_of(plan, "Jo Berg") == ["Ask the mentee whether they are an adult."]
    assert "1 of 3 says nothing under “Is 18 or older”" in err


def test_hours_are_compared_across_time_zones(match):
    mentees = "Name,Time zone,When free\nAna Lopes,Europe/Berlin,Tue 18-20\n"
    mentors = "Name,Time zone,When free\nJo Berg,Europe/Lisbon,Tue 17-19\nLi Maki,Europe/Lisbon,Tue 18-20\n"
    plan, err = match(mentees=mentees, mentors=mentors)
    assert reasons_of(plan, "Ana Lopes")[0] == "Both free on Tuesdays, 17:00 to 19:00"
    assert who_with_whom(plan) == {"Ana Lopes": "Jo Berg"} and "by the clocks of Europe/Lisbon" in err


def test_without_districts_how_they_meet_decides(match):
    mentees = "Name,Online,In person\nAna Lopes,yes,no\nLi Maki,no,yes\n"
    plan, _err = match(mentees=mentees, mentors="Name,Online,In person,Places\nJo Berg,yes,no,3\n")
    assert who_with_whom(plan) == {"Ana Lopes": "Jo Berg"} and reasons_of(plan, "Ana Lopes") == ["Online, as both can"]


@pytest.mark.parametrize(("km", "matched"), [(5, 0), (20, 1)])
def test_kilometres_count_where_places_are_degrees(match, tmp_path, km, matched):
    (tmp_path / "policy.toml").write_text(f"[rules]\nkm = {km}\n")
    mentees, mentors = "Name,District\nAna Lopes,\"52.52, 13.40\"\n", "Name,District\nJo Berg,\"52.50, 13.25\"\n"
    plan, _err = match("--policy", "policy.toml", mentees=mentees, mentors=mentors, code=0 if matched else 1)
    assert plan["matched"] == matched


def test_places_are_those_of_the_sheet_and_the_competition_is_told(match):
    plan, _err = match(mentees="Name\nAna Lopes\nLi Maki\nJo Berg\n", mentors="Name,Places\nOmar Said,2\n")
    assert plan["matched"] == plan["seats"] == 2
    (left,) = plan["unmatched"]
    assert left["reasons"] == [
        "1 mentor could, and is full: Omar Said.",
        "3 people compete for the 2 places of Omar Said, and no other free place suits any of them. "
        "By the policy, everybody who holds one comes first or at the same time.",
    ]


def test_the_policy_changes_the_plan_and_stands_in_sentences(match, tmp_path):
    (tmp_path / "policy.toml").write_text(
        'goals = ["matched", "groups", "priority", "poor", "load", "fit"]\ngroups_by = "language"\nwaiting_days = [10, 20]\nhard_to_match = 0\n'
        'poor_below = 300\nstability = 5\nseed = "spring"\n[weights]\nneeds = 1\ninterests = 0\nlanguage = 0\nnearness = 0\nhours = 0\n'
        '[rules]\nkm = 3\nminutes = 90\nlevel = "C1"\nmentee_level = "C2"\n'
    )
    plan, err = match("--policy", "policy.toml")
    assert who_with_whom(plan) == {"E2": "M2"}
    assert plan["certificate"]["goals"] == ["matched", "groups", "priority", "poor", "load", "fit", "lottery"]
    assert plan["certificate"]["seed"] == "spring"
    assert "People of every language are served alike" in err and "having waited 10 and 20 days" in err
    assert "for 90 minutes" in err and "the mentor at C1 or better" in err


MAPPING = """
[mentees.columns]
Nr = "reference"
Sprachen = "languages"
Religion = "leave_out"
[mentors.columns]
ID = "reference"
Speaks = "languages"
"""


def test_a_mapping_says_what_the_columns_are(match, tmp_path):
    (tmp_path / "map.toml").write_text(MAPPING)
    plan, err = match("--mapping", "map.toml")
    assert plan["matched"] == 3 and "Free hours: not applied" in err
    assert "E4" in who_with_whom(plan), "what isn't mapped can't be wrong"


def test_one_table_for_both_sheets_is_enough(match, tmp_path):
    (tmp_path / "map.toml").write_text('[columns]\nNr = "reference"\nID = "reference"\nSprachen = "languages"\nSpeaks = "languages"\n')
    plan, _err = match("--mapping", "map.toml")
    assert plan["matched"] == 3


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ("[mentees.columns]\nNr = 'reference'\nReligion = 'needs'\n[mentors.columns]\nID = 'reference'\n", "mentees.csv, “Religion”: Religion is never taken in"),
        ("[columns]\nNr = 'reference'\nID = 'reference'\nReligion = 'interests'\n", "Take the column out of the mapping."),
        ("[columns]\nNr = 'reference'\nID = 'nationality'\n", "Nationality and origin are never taken in"),
        ("[columns]\nAsylum status = 'needs'\n", "cannot be read"),
        ("[columns]\n'Asylum status' = 'needs'\nNr = 'reference'\nID = 'reference'\n", "Legal status is never taken in"),
        ("[columns]\nNr = 'reference'\nMissing = 'name'\nID = 'reference'\n", "The sheet has no column “Missing”"),
        ("[columns]\nNr = 'colour'\n", "there is no such field"),
        ("[mentees.columns]\nNr = 'reference'\n", "the tables mentees and mentors"),
        ("people = 3\n", "mean nothing here: people"),
        ("[mentees]\nx = 1\n[mentors]\n", "mean nothing here: x"),
        ("mentees = 3\nmentors = 4\n", "the tables mentees and mentors"),
    ],
)
def test_a_mapping_is_refused_with_a_sentence(run, tmp_path, mapping, sentence):
    (tmp_path / "map.toml").write_text(mapping)
    code, out, err = run("--mentees", "mentees.csv", "--mentors", "mentors.csv", "--mapping", "map.toml", "--out", "plan.json")
    assert (code, out) == (2, "") and sentence in err and "Traceback" not in err
    assert not (tmp_path / "plan.json").exists()


@pytest.mark.parametrize("heading", ["Religion", "Ethnicity", "Nationality", "Political party", "Health", "Sexual orientation", "Asylum status"])
def test_what_nobody_should_ask_is_left_out_of_a_guess_with_a_sentence(match, heading):
    mentees = f"Name,{heading}\nAna Lopes,whatever\nLi Maki,other\n"
    plan, err = match(mentees=mentees, mentors=f"Name,{heading}\nJo Berg,whatever\n")
    assert plan["matched"] == 1 and f"Left out: {heading}." in err
    assert "whatever" not in err + json.dumps(plan)


@pytest.mark.parametrize(
    ("policy", "sentence"),
    [
        ("colour = 1", "colour means nothing in a policy. Known are: goals, poor_below, groups_by, stability, waiting_days"),
        ("[weights]\nbeauty = 3", "beauty means nothing in [weights]. Known are: needs, interests, language, nearness, hours, experience."),
        ("[rules]\nreligion = 1", "religion in the policy: Religion is never taken in: no match needs it"),
        ("[weights]\nnationality = 100", "nationality in the policy: Nationality and origin are never taken in"),
        ("ethnicity = 'first'", "ethnicity in the policy: Ethnicity is never taken in"),
        ("goals = ['matched', 'groups']\ngroups_by = 'political_party'", "Nobody is matched by politics"),
        ("[rules]\nasylum_status = 'granted'", "asylum_status in the policy: Legal status is never taken in"),
        ("goals = ['fit']", "the first goal is always 'matched'"),
        ("goals = ['matched', 'beauty']", "no such goal: beauty"),
        ("goals = 3", "goals should be a list of words"),
        ("goals = ['matched', 'groups']", "go together"),
        ("waiting_days = 'long'", "waiting_days should be a list"),
        ("hard_to_match = -1", "hard_to_match should be a whole number"),
        ("poor_below = 2000", "0 to 1000"),
        ("seed = 4", "seed should be a text"),
        ("weights = 4", "weights is a table"),
        ("[weights]\nneeds = 0.5", "needs should be a whole number"),
        ("[rules]\nlevel = 'fluent'", "level should be one of A1, A2"),
        ("[rules]\nlevel = ['A1']", "level should be one of A1, A2"),
        ("[rules]\nminutes = 0", "minutes should be"),
        ("[rules]\nkm = true", "km should be"),
        ("[rules]\nkm = nan", "km should be"),
        ("= 3", "The policy cannot be read"),
    ],
)
def test_a_policy_is_refused_with_a_sentence(run, tmp_path, policy, sentence):
    (tmp_path / "policy.toml").write_text(policy)
    code, out, err = run("--mentees", "mentees.csv", "--mentors", "mentors.csv", "--guess", "--policy", "policy.toml", "--out", "plan.json")
    assert (code, out) == (2, "") and sentence in err and "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Say which file holds the mentees: --mentees FILE."),
        (["--mentees", "mentees.csv"], "Say which file holds the mentors"),
        (["--mentees", "none.csv"], "There is no file none.csv"),
        (["BOTH"], "either --mapping FILE.toml or --guess"),
        (["BOTH", "--guess", "--mapping", "x.toml"], "either --mapping FILE.toml or --guess"),
        (["BOTH", "--guess"], "Say where the plan goes"),
        (["BOTH", "--guess", "--out", "plan.pdf"], "ends in .xlsx or .json"),
        (["BOTH", "--guess", "--out", "nowhere/plan.json"], "There is no folder nowhere"),
        (["BOTH", "--mapping", "none.toml", "--out", "plan.json"], "The mapping none.toml cannot be read"),
        (["BOTH", "--guess", "--policy", "none.toml", "--out", "plan.json"], "The policy none.toml cannot be read"),
        (["BOTH", "--guess", "--out", "plan.json", "--colour"], "Unrecognized arguments: --colour. See ./alongside match --help."),
        (["BOTH", "--guess", "--out"], "expected one argument"),
        (["--mentees", "mentees.csv", "--mentors", "picture.csv", "--guess", "--out", "plan.json"], "picture.csv: This is a picture"),
        (["--mentees", "empty.csv", "--mentors", "mentors.csv", "--guess", "--out", "plan.json"], "empty.csv: The file is empty"),
    ],
)
def test_what_is_wrong_is_one_sentence(run, tmp_path, arguments, sentence):
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "empty.csv").write_bytes(b"")
    both = ["--mentees", "mentees.csv", "--mentors", "mentors.csv"]
    code, out, err = run(*(part for a in arguments for part in (both if a == "BOTH" else [a])))
    assert (code, out) == (2, "") and sentence in err and "Traceback" not in err
    assert not (tmp_path / "plan.json").exists()


def test_a_file_to_read_is_never_written_over(run, tmp_path):
    (tmp_path / "mentees.json").write_text(MENTEES)
    code, _out, err = run("--mentees", "mentees.json", "--mentors", "mentors.csv", "--guess", "--out", "./mentees.json")
    assert code == 2 and "would be lost" in err and (tmp_path / "mentees.json").read_text() == MENTEES


def test_a_fault_of_ours_is_a_sentence_too(run, monkeypatch):
    monkeypatch.setattr("alongside.matching.management.commands.match.round_of", lambda *a: 1 / 0)
    code, _out, err = run("--mentees", "mentees.csv", "--mentors", "mentors.csv", "--guess", "--out", "plan.json")
    assert code == 2 and "Something went wrong in Alongside itself (ZeroDivisionError). Nothing was written." in err
