"""Laws: any bytes end in a sheet or a sentence, and no table loses a row."""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.programmes.sheets import Refused, Sheet, guess, read, trial
from alongside.programmes.sheets.sheet import cell_text

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
STARTS = [b"", b"Name,E-mail\n", b"\xff\xfe", b"\xef\xbb\xbf", b"\xd0\xcf\x11\xe0", b'"', b"Name;E-Mail\n\xe4;\xfc\n"]


def read_bytes(content: bytes):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        path.write_bytes(content)
        with read(path, "people.csv") as sheet:
            return sheet, list(sheet.rows()), [row.number for row in trial(sheet, guess(sheet))]


@QUICK
@given(st.sampled_from(STARTS), st.binary(max_size=400))
def test_any_bytes_end_in_a_sheet_or_a_sentence(start, content):
    try:
        sheet, rows, tried = read_bytes(start + content)
    except Refused as refused:
        assert refused.sentence
    else:
        assert isinstance(sheet, Sheet) and len(rows) == sheet.row_count == len(tried)
        assert all(len(row.cells) == len(sheet.columns) for row in rows)


@QUICK
@given(st.text(max_size=300))
def test_any_text_ends_in_a_sheet_or_a_sentence(content):
    try:
        read_bytes(("Name,E-mail\n" + content).encode("utf-8", "surrogatepass"))
    except Refused as refused:
        assert refused.sentence


# Accents as Latin words have them, one at a time: a run of them would be another script.
LATIN = st.lists(st.sampled_from(["a", "Zoë ", "ße", "Mañ", "é;", '"', "\n", ",", ";", "\t", "'", "0", "-x", "@"]), max_size=8).map("".join)
ANY = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]) | st.sampled_from("\n\"',;\t|"), max_size=12)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(("encoding", "cell"), [("utf-8", ANY), ("utf-8-sig", ANY), ("utf-16", ANY), ("cp1252", LATIN)])
def test_no_table_loses_a_row(encoding, cell, separator):
    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.tuples(cell, cell, cell), min_size=1, max_size=8))
    def law(table):
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=separator).writerows([("Name", "E-mail", "Notes"), *table])
        wanted = [tuple(map(cell_text, row)) for row in table if any(map(cell_text, row))]
        try:
            _sheet, rows, _tried = read_bytes(out.getvalue().encode(encoding))
        except Refused:
            assert not wanted
        else:
            assert [row.cells for row in rows] == wanted
            assert not any(row.problems for row in rows)

    law()
