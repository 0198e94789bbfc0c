"""`./alongside match` as somebody types it: in a fresh clone, at a terminal, on a thousand rows."""

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from alongside.matching.two_sheets.columns import as_toml, guessed, mapped
from alongside.programmes.sheets import read
from tests.matching.sheets import MENTEES, MENTORS, PARTS

ROOT = Path(__file__).resolve().parents[2]
OURS = ("ALONGSIDE_", "DATABASE_URL", "DJANGO_", "PYTHONPATH")
ARGUMENTS = ["match", "--mentees", "mentees.csv", "--mentors", "mentors.csv", "--guess", "--out", "plan.json"]


@pytest.fixture
def clone(tmp_path):
    """What a clone holds that `match` needs, with an environment that says nothing of ours but where the packages are."""
    place = tmp_path / "clone"
    shutil.copytree(ROOT / "src", place / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "requirements", place / "requirements")
    shutil.copy(ROOT / "alongside", place / "alongside")
    return place


@pytest.fixture
def desk(tmp_path):
    """The folder with the two sheets, not the clone's."""
    place = tmp_path / "desk"
    place.mkdir()
    (place / "mentees.csv").write_text(MENTEES, encoding="utf-8")
    (place / "mentors.csv").write_text(MENTORS, encoding="utf-8")
    # Nothing that lies beside the sheets is taken for ours.
    (place / "json.py").write_text("raise SystemExit('not mine')")
    return place


def start(script, desk, **more):
    clean = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
    environment = clean | {"ALONGSIDE_VENV": sys.prefix, "PYTHONDONTWRITEBYTECODE": "1"} | more.pop("env", {})
    return subprocess.Popen([script, *ARGUMENTS], cwd=desk, env=environment, text=True, **more)


def test_a_fresh_clone_needs_no_database_and_leaves_nothing_behind(clone, desk):
    before = {path for path in clone.rglob("*")}
    # Nobody listens there, and nobody asks.
    elsewhere = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
    run = start(clone / "alongside", desk, env=elsewhere, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = run.communicate(timeout=120)
    assert (run.returncode, out) == (0, ""), err
    plan = json.loads((desk / "plan.json").read_text())
    assert list(plan) == PARTS and plan["matched"] == 3 and plan["certificate"]["ok"]
    assert "Matching 4 mentees …" in err and "Is this right?" not in err
    assert {path for path in clone.rglob("*")} == before
    assert {path.name for path in desk.iterdir()} == {"mentees.csv", "mentors.csv", "json.py", "plan.json"}


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("perhaps\nY\n", 0), ("n\n", 2), ("\x04", 2)])
def test_at_a_terminal_the_guess_is_confirmed(desk, typed, code):
    ours, theirs = pty.openpty()
    try:
        run = start(ROOT / "alongside", desk, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        os.close(theirs)
        os.write(ours, typed.encode())
        out, err = run.communicate(timeout=120)
    finally:
        os.close(ours)
    assert run.returncode == code, err
    assert err.index("Sprachen -> Languages") < err.index("Is this right? [y/n]")
    assert (desk / "plan.json").exists() is (code == 0)
    if code:
        assert "Nothing was matched." in err
        assert "[mentees.columns]" in out and "[mentors.columns]" in out


def test_a_guess_comes_back_as_a_mapping(tmp_path):
    """What stands on the output after a no is a mapping that says the same as the guess."""
    sheets = {}
    for side, name, text in (("mentee", "mentees.csv", MENTEES), ("mentor", "mentors.csv", MENTORS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        sheets[side] = read(tmp_path / name, name)
    by_guess = {side: guessed(sheet, side) for side, sheet in sheets.items()}
    again = mapped(sheets, as_toml(by_guess))
    for side in sheets:
        assert again[side].mapping.columns == by_guess[side].mapping.columns
        assert again[side].mapping.hours_language == by_guess[side].mapping.hours_language
        assert again[side].out.keys() == by_guess[side].out.keys()


def test_a_thousand_rows_take_seconds(desk):
    chance = Random(11)
    tongues, days = ["Arabic", "Dari", "Tigrinya", "Ukrainian", "Somali"], ["Mon", "Tue", "Wed", "Thu", "Fri"]

    def row(number, *more):
        hours = f"{chance.choice(days)} {chance.choice([9, 14, 18])}-21"
        return ",".join([number, chance.choice(tongues) + " native", hours, chance.choice(["Mitte", "Wedding", "Pankow"]), *more])

    mentees = ["ID,Languages,When free,District", *(row(f"E{k}") for k in range(1000))]
    mentors = ["ID,Languages,When free,District,Places", *(row(f"M{k}", str(chance.randint(1, 2))) for k in range(500))]
    (desk / "mentees.csv").write_text("\n".join(mentees))
    (desk / "mentors.csv").write_text("\n".join(mentors))
    run = start(ROOT / "alongside", desk, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    _out, err = run.communicate(timeout=300)
    plan = json.loads((desk / "plan.json").read_text())
    assert run.returncode == 0 and plan["matched"] + len(plan["unmatched"]) == 1000
    assert "Explaining: 500 of 1000 …" in err
    # Three seconds on two idle cores; others may use them.
    assert plan["seconds"]["total"] < 60
