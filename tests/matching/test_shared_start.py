"""A shared start in a new country counts between two who asked for it; also where two sheets are matched without a server."""

from tests.matching.sheets import MENTEES, MENTORS
from tests.matching.test_match_command import match, reasons_of, run  # noqa: F401

BOTH = "Both asked for this: having started again in a new country"


def asking(sheet: str, sep: str, yes: list[str]) -> str:
    """The sheet with one more column: who asks for it."""
    heading, *rows = sheet.strip().splitlines()
    return "\n".join([f"{heading}{sep}Asks for a shared start", *(f"{row}{sep}{'yes' if row[:2] in yes else 'no'}" for row in rows)])


def test_a_shared_start_counts_between_two_who_both_asked(match):  # noqa: F811
    plan, said = match(mentees=asking(MENTEES, ";", ["E1", "E2"]), mentors=asking(MENTORS, ",", ["M2"]))
    assert "counts only between two who both asked for it" in said
    assert BOTH in reasons_of(plan, "E2")
    assert not any(BOTH in reasons_of(plan, one) for one in ("E1", "E3", "E5"))


def test_where_one_sheet_alone_says_it_nothing_is_counted_and_that_is_said(match):  # noqa: F811
    plan, said = match(mentees=asking(MENTEES, ";", ["E1", "E2"]))
    assert "not counted, mentors.csv says nothing about who asks for it" in said
    assert BOTH not in str(plan)
