"""Sheets that nobody of this project made (see tests/data/mentor-match-small/SOURCE.md)."""

from pathlib import Path

import pytest

from alongside.programmes.sheets import LEAVE_OUT, guess, leaks, read, trial

FOLDER = Path(__file__).parents[2] / "data" / "mentor-match-small"
FOR_ALL = {"languages": "en:C1", "country": "GB", "availability": "Tue eve; Thu eve", "adult": "yes"}


@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_all_fifty_people_are_ready_and_nothing_sensitive_comes_in(side):
    with read(FOLDER / f"{side}s.csv", f"{side}s.csv") as sheet:
        mapping = guess(sheet, side)
        assert not mapping.faults(sheet)
        assert mapping.columns["first name"] == "first_name" and mapping.columns["email address"] == "email"
        for column in {"characteristics", "match with similar identity", "identity to match", "biography"} & set(sheet.columns):
            assert mapping.columns[column] == LEAVE_OUT and mapping.why[column]
        mapping.same_for_all = FOR_ALL
        rows = list(trial(sheet, mapping))
    assert len(rows) == 50 and all(row.person and not row.questions for row in rows)
    assert rows[0].person == {
        "name": f"{side} 00", "email": f"{side}.00@gov.uk", "languages": [["en", "C1"]], "country": "GB", "adult": True,
        "availability": [[1, 1020, 1260], [3, 1020, 1260]], "occupation": rows[0].person["occupation"],
        "organisation": rows[0].person["organisation"],
    }  # fmt: skip
    for word in ("gay", "bisexual", "lesbian", "transgender", "asexual"):
        assert word not in str([row.person for row in rows]).lower()


def test_the_biography_is_found_out_even_if_somebody_maps_it():
    with read(FOLDER / "mentees.csv", "mentees.csv") as sheet:
        mapping = guess(sheet, "mentee")
        mapping.columns["biography"] = "about"
        (leak,) = leaks(sheet, mapping)
        assert (leak.column, leak.source, leak.cells, leak.row) == ("biography", "identity to match", 44, 2)
        assert not any("about" in row.person for row in trial(sheet, mapping))
