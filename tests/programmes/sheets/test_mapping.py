"""A mapping lasts: as JSON in the database, as TOML beside a command, remembered for the same headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.programmes.sheets import FIELDS, Mapping, Refused, signature

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
flat = st.dictionaries(text, text, max_size=4)
mappings = st.builds(Mapping, side=st.sampled_from(["mentor", "mentee"]), columns=st.dictionaries(text, st.sampled_from(list(FIELDS)), max_size=5),
                     words=st.dictionaries(text, flat.filter(bool), max_size=3), same_for_all=flat, date_order=flat, hours_language=flat,
                     taken_although=st.lists(text, max_size=3), leave_hidden_rows=st.booleans())  # fmt: skip


@given(mappings)
def test_toml_gives_the_same_mapping_back(mapping):
    assert Mapping.from_toml(mapping.as_toml()) == mapping


@given(mappings)
def test_json_gives_the_same_mapping_back(mapping):
    assert Mapping.from_json(mapping.as_json()) == mapping


@pytest.mark.parametrize("content", ["side = ", "colums = {}", "columns = 3", "side = 3", "[words]\nA = 'x'", "taken_although = 'x'", "leave_hidden_rows = 'no'"])
def test_a_faulty_file_is_refused_with_a_sentence(content):
    with pytest.raises(Refused):
        Mapping.from_toml(content)


def test_what_is_wrong_with_a_mapping_is_told_at_once():
    mapping = Mapping(side="friend", columns={"A": "email", "B": "email", "C": "horoscope"}, same_for_all={"name": "x"}, date_order={"A": "yes"})
    assert len(mapping.faults()) == 6


def test_a_column_that_is_not_there_is_told(sheet_of):
    sheet = sheet_of("Name,E-mail\nJana,a@example.org\n")
    assert Mapping(columns={"Name": "name", "Mail": "email"}).faults(sheet) == ["The sheet has no column “Mail”. It has: “Name”, “E-mail”."]


def test_the_signature_forgets_order_case_and_accents():
    assert signature(["Größe", "E-Mail"]) == signature(["e-mail", " GRÖSSE"])
    assert signature(["Name", "Ort"]) == signature(["ort", "Name "])
    assert signature(["Name", "Ort"]) != signature(["Name", "Orte"])
