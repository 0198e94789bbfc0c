"""50,000 rows are streamed: neither this process nor the child holds the table."""

import os
import subprocess
import sys
import tracemalloc

import pytest

from alongside.programmes.sheets import guess, trial

from .conftest import raw_workbook, sheet_xml

ROWS = 50_000


def peak_of(work) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] >> 20
    finally:
        tracemalloc.stop()


def test_a_long_text_is_read_in_little_memory(sheet_of):
    content = ("Name;E-mail;Sprachen\n" + "".join(f"Person {i:05} {'x' * 60};p{i}@example.org;Arabisch\n" for i in range(ROWS))).encode()
    sheet = sheet_of(content)
    assert sheet.row_count == ROWS
    # Memory is measured over a part: tracing slows everything sixfold.
    assert peak_of(lambda: [None for row in zip(sheet.rows(), range(5000), strict=False)]) < 8


#: Reads a workbook in a process of its own, whose only child is the reader's, and prints rows and that child's peak in KB.
#: (Among the children of the tests' own process may be a browser.)
READ_AND_TELL = """
import resource, sys
from alongside.programmes.sheets import read
sheet = read(sys.argv[1], "people.xlsx")
last = None
for last in sheet.rows():
    pass
print(sheet.row_count, last.number, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of a child is in KB on Linux only")
def test_a_long_workbook_is_read_by_a_small_child(tmp_path):
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>E-mail</t></is></c></row>'
    rows = "".join(f'<row r="{i}"><c r="A{i}" t="inlineStr"><is><t>Person {i}</t></is></c><c r="B{i}" t="str"><v>p{i}@example.org</v></c></row>'
                   for i in range(2, ROWS + 2))  # fmt: skip
    path = tmp_path / "upload"
    path.write_bytes(raw_workbook(sheet_xml(head, rows)))
    told = subprocess.run(
        [sys.executable, "-c", READ_AND_TELL, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    row_count, last, peak = map(int, told.stdout.split())
    assert (row_count, last) == (ROWS, ROWS + 1)
    assert peak < 200 * 1024


def test_the_trial_of_many_rows_holds_only_digests(sheet_of):
    sheet = sheet_of("Name,E-mail\n" + "".join(f"Person {i} {'x' * 100},p{i}@example.org\n" for i in range(4000)))
    mapping = guess(sheet)
    assert peak_of(lambda: [None for row in trial(sheet, mapping)]) < 12
