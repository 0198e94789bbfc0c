"""docs/matching.md does what it says: its Python runs, its commands match its own two sheets."""

import json
import re
import shlex
from pathlib import Path

import pytest
from openpyxl import load_workbook

from alongside.matching.management.commands.match import Command
from alongside.matching.two_sheets import policy

GUIDE = (Path(__file__).parents[2] / "docs" / "matching.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.M | re.S)


def test_the_python_runs_from_top_to_bottom():
    names: dict = {}
    for number, block in enumerate(blocks("python"), 1):
        exec(compile(block, f"docs/matching.md, block {number}", "exec"), names)
    assert {"plan", "left", "fairer"} <= set(names)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with the guide's own sheets, mapping and policy."""
    monkeypatch.chdir(tmp_path)
    for name, text in zip(("mentees.csv", "mentors.csv"), blocks("csv"), strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
    for text in blocks("toml"):
        (tmp_path / re.match(r"# (\S+)", text)[1]).write_text(text, encoding="utf-8")
    return tmp_path


def test_its_commands_do_what_it_says(desk, capsys):
    by_guess, by_mapping = blocks("sh")
    for command in (by_guess, by_mapping):
        with pytest.raises(SystemExit) as ended:
            Command().run_from_argv(shlex.split(command))
        err = capsys.readouterr().err
        assert ended.value.code == 0, err
    pairs = {row[:3] for row in load_workbook(desk / "plan.xlsx")["Pairs"].iter_rows(min_row=2, values_only=True)}
    assert pairs == {("1", "Samira Haddad", "Hanna Berg"), ("3", "Olena Koval", "Jonas Weiss")}
    (filmon,) = load_workbook(desk / "plan.xlsx")["Left over"].iter_rows(min_row=2, values_only=True)
    assert "No mentor speaks Tigrinya well enough." in filmon[-1]
    plan = json.loads((desk / "plan.json").read_text())
    shape = re.search(r'^\{"pairs".*?^\s"matched".*?\}\}$', GUIDE, re.M | re.S)[0]
    assert re.findall(r'"(\w+)"', shape) == [
        "pairs", *plan["pairs"][0], "unmatched", *plan["unmatched"][0], *list(plan)[2:6], "ok", "seconds", *plan["seconds"],
    ]  # fmt: skip
    assert plan["certificate"]["goals"] == ["matched", "priority", "load", "fit", "lottery"]
    assert plan["certificate"]["seed"] == "spring 2026" and "for 90 minutes" in err


def test_it_names_every_key_of_a_policy_and_every_option():
    for key in (*policy.KNOWN, *policy.WEIGHTS, *policy.RULES):
        assert key in GUIDE, key
    options = {option for action in Command().create_parser("", "match")._actions for option in action.option_strings}
    assert options - {"-h", "--help"} == set(re.findall(r"`(--\w+)`", GUIDE))
