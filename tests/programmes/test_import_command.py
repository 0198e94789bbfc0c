"""`./alongside manage import_people`: exit codes, JSON, and never a traceback, in a process of its own and in this one."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from alongside.people.models import Person
from alongside.programmes.management.commands.import_people import Command
from alongside.programmes.models import Enrolment, ImportRun
from tests import cast
from tests.programmes.importing import MESSY, REAL, xlsx
from tests.programmes.sheets.conftest import workbook

pytestmark = pytest.mark.both

ROOT = Path(__file__).parents[2]
PARTS = ["file", "rows", "taken", "refused", "mapping", "left_out"]


@pytest.fixture
def run(capsys):
    """run(arguments…) -> (exit code, what was printed, what went to the error output), in this process and its database."""

    def call(*arguments):
        with pytest.raises(SystemExit) as ended:
            Command().run_from_argv(["./alongside", "import_people", *map(str, arguments)])
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return call


@pytest.fixture
def messy(tmp_path):
    path = tmp_path / "Mentoren.csv"
    path.write_text(MESSY, encoding="utf-8")
    return path


@pytest.fixture
def story(db, today, settings, tmp_path):
    settings.UPLOADS = tmp_path / "uploads"
    return cast.assemble()


def test_a_dry_run_without_a_programme_needs_no_database(messy, tmp_path):
    command = [sys.executable, "-m", "alongside", "import_people", str(messy), "--as", "mentor", "--guess", "--dry-run", "--json"]
    env = os.environ | {"ALONGSIDE_VAR": str(tmp_path / "var"), "PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "alongside.site.settings"}
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=tmp_path, check=False)
    said = json.loads(done.stdout)
    assert (done.returncode, done.stderr, list(said)) == (1, "", PARTS)
    assert (said["file"], said["rows"], said["taken"]) == ("ok", 6, 3)
    assert said["mapping"]["columns"]["Vor- und Nachname"] == "name"
    assert {left["column"] for left in said["left_out"]} == {"Religion", "Über mich"}
    assert {entry["row"] for entry in said["refused"]} == {5, 6, 7}
    assert all(entry["column"] in MESSY and entry["reason"] for entry in said["refused"])
    assert not list((tmp_path / "var").glob("*.sqlite3"))


def test_the_real_sheet_comes_in_and_a_second_time_changes_nothing(run, story):
    arguments = (REAL / "mentors.csv", "--as", "mentor", "--guess", "--programme", "newcomers", "--json")
    code, out, err = run(*arguments)
    said = json.loads(out)
    assert (code, said["rows"], said["taken"], said["refused"], err) == (0, 50, 50, [], "")
    assert Enrolment.objects.filter(imported_in__isnull=False).count() == 50
    people = set(Person.objects.values_list("pk", "changed_at"))
    code, out, _err = run(*arguments)
    assert (code, json.loads(out)["taken"]) == (0, 0)
    assert set(Person.objects.values_list("pk", "changed_at")) == people


def test_a_mapping_file_says_what_the_columns_are(run, story, messy, tmp_path):
    mapping = tmp_path / "map.toml"
    mapping.write_text(
        '[columns]\n"Vor- und Nachname" = "name"\nSprachen = "languages"\n[words.Sprachen]\n"Kurd." = "kmr"\n[same_for_all]\nadult = "yes"\n'
    )
    code, out, err = run(messy, "--as", "mentor", "--mapping", mapping, "--programme", "newcomers")
    assert (code, err) == (0, "") and "Taken in: 6." in out
    rojda = next(p for p in Person.objects.all() if p.name == "Rojda Demir")
    assert rojda.languages.get().tag == "kmr" and rojda.is_adult and not rojda.contact_ways.exists()


def test_a_dry_run_saves_nothing_and_says_so(run, story, messy):
    code, out, _err = run(messy, "--as", "mentor", "--guess", "--programme", "newcomers", "--dry-run")
    assert code == 1 and "Nothing was saved." in out and "Ready to come in: 3." in out and "Row 5, E-Mail:" in out
    assert not ImportRun.objects.exists() and not any(p.name == "Jana Weiß" for p in Person.objects.all())


def test_somebody_who_is_perhaps_here_is_refused_with_the_reason(run, story, tmp_path):
    (tmp_path / "a.csv").write_text("Name,E-mail\nSamira Haddad,x@example.org\nSamira Haddad,samira@example.org\n")
    code, out, _err = run(tmp_path / "a.csv", "--as", "mentee", "--guess", "--programme", "newcomers", "--json")
    assert code == 1 and json.loads(out)["taken"] == 0
    assert "Perhaps here already" in json.loads(out)["refused"][0]["reason"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Say which file"),
        (["FILE"], "--as mentor or --as mentee"),
        (["FILE", "--as", "bird", "--guess", "--dry-run"], "--as mentor or --as mentee"),
        (["FILE", "--as", "mentor", "--dry-run"], "either --mapping MAP.toml or --guess"),
        (["FILE", "--as", "mentor", "--guess"], "Say into which programme"),
        (["FILE", "--as", "mentor", "--guess", "--programme", "nothing"], "No programme is called nothing. There are: gate, newcomers."),
        (["missing.csv", "--as", "mentor", "--guess", "--dry-run"], "There is no file missing.csv"),
        ([".", "--as", "mentor", "--guess", "--dry-run"], ". is a folder. Name the file inside it."),
        (["FILE", "--as", "mentor", "--mapping", "missing.toml", "--dry-run"], "There is no mapping missing.toml"),
        (["FILE", "--as", "mentor", "--mapping", ".", "--dry-run"], "is a folder"),
        (["FILE", "--as", "mentor", "--guess", "--dry-run", "--js"], "Unrecognized arguments: --js"),
        (["FILE", "--as", "mentor", "--guess", "--colour"], "Unrecognized arguments: --colour"),
        (["FILE", "--as"], "expected one argument"),
    ],
)
def test_what_is_wrong_is_one_sentence(run, story, messy, arguments, sentence):
    arguments = [str(messy) if a == "FILE" else a for a in arguments]
    code, out, err = run(*arguments)
    assert (code, out) == (2, "") and sentence in err and "Traceback" not in err
    code, out, _err = run(*arguments, "--json")
    assert code == 2 and list(json.loads(out)) == PARTS and json.loads(out)["file"] != "ok"


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", b"\x00" * 100, b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"a,b\n", b"\xff\xfe\x00", b"Colour,Number\nblue,1\n", b'"' * 1000],
)
def test_no_file_makes_a_traceback(run, tmp_path, content):
    (tmp_path / "x.csv").write_bytes(content)
    code, out, err = run(tmp_path / "x.csv", "--as", "mentor", "--guess", "--dry-run", "--json")
    said = json.loads(out)
    assert code == 2 and len(said["file"]) > 10 and err == ""


def test_a_workbook_works_too(run, tmp_path):
    (tmp_path / "x.xlsx").write_bytes(xlsx(["Name", "E-mail"], ["Ana", "ana@example.org"], [None, None], ["=1+1", "x@example.org"]))
    code, out, _err = run(tmp_path / "x.xlsx", "--as", "mentee", "--guess", "--dry-run", "--json")
    said = json.loads(out)
    assert code == 1 and (said["rows"], said["taken"]) == (2, 1) and said["refused"][0]["row"] == 4


def test_a_fault_of_ours_is_a_sentence_too(run, story, messy, monkeypatch):
    monkeypatch.setattr("alongside.programmes.actions.importing.trying.index", lambda *a: 1 / 0)
    code, _out, err = run(messy, "--as", "mentor", "--guess", "--programme", "newcomers")
    assert code == 2 and "Something went wrong in Alongside itself (ZeroDivisionError)" in err


def test_a_meaning_that_means_nothing_is_a_fault_of_the_mapping(run, messy, tmp_path):
    mapping = tmp_path / "map.toml"
    mapping.write_text('[columns]\n"Vor- und Nachname" = "name"\nSprachen = "languages"\n[words.Sprachen]\n"Kurd." = "kurdish"\n')
    code, _out, err = run(messy, "--as", "mentor", "--mapping", mapping, "--dry-run")
    assert code == 2 and "“Kurd.” in “Sprachen” cannot mean “kurdish”" in err


def test_a_sheet_of_a_workbook_can_be_named(run, story, tmp_path):
    def mentees(book, sheet):
        book.active.title = "Mentors"
        other = book.create_sheet("Mentees")
        other.append(["Name", "E-mail", "Adult"])
        other.append(["Mo Ek", "mo@example.org", "yes"])

    path = tmp_path / "both.xlsx"
    path.write_bytes(workbook(["Name", "E-mail", "Adult"], ["Anna Bell", "anna@example.org", "yes"], change=mentees))
    arguments = (path, "--as", "mentee", "--guess", "--programme", "newcomers")
    code, _out, err = run(*arguments, "--sheet", "Nobody")
    assert code == 2 and "no sheet of this name" in err
    code, _out, err = run(*arguments, "--sheet", "Mentees")
    assert (code, err) == (0, "")
    assert {person.name for person in Person.objects.all()} >= {"Mo Ek"} and not any(p.name == "Anna Bell" for p in Person.objects.all())
