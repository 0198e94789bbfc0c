"""From any file to a sheet or a sentence: `read` never shows a traceback to a person."""

from __future__ import annotations

import zipfile
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .headings import known_heading
from .plain_text import read_text
from .sheet import Refused, Row, Sheet
from .workbooks import REFUSALS, read_workbook

__all__ = ["Refused", "Row", "Sheet", "read"]

_SAVE = gettext_lazy("Open it in your spreadsheet program and save it as XLSX or CSV.")
_IN_A_LIST = gettext_lazy("Put the list into a spreadsheet and save it as XLSX or CSV.")
# (first bytes, what it is, what to do)
_KINDS = (
    (b"%PDF", gettext_lazy("a PDF"), _IN_A_LIST),
    (b"{\\rtf", gettext_lazy("a text document (RTF)"), _IN_A_LIST),
    (b"\x89PNG", gettext_lazy("a picture"), _IN_A_LIST),
    (b"\xff\xd8\xff", gettext_lazy("a picture"), _IN_A_LIST),
    (b"GIF8", gettext_lazy("a picture"), _IN_A_LIST),
    (b"RIFF", gettext_lazy("a picture or a recording"), _IN_A_LIST),
    (b"\x1f\x8b", gettext_lazy("a packed file (GZ)"), gettext_lazy("Unpack it and choose the list inside.")),
    (b"7z\xbc\xaf", gettext_lazy("a packed file (7Z)"), gettext_lazy("Unpack it and choose the list inside.")),
    (b"Rar!", gettext_lazy("a packed file (RAR)"), gettext_lazy("Unpack it and choose the list inside.")),
    (b"SQLite format 3", gettext_lazy("a database"), gettext_lazy("Export the list from it as XLSX or CSV.")),
)
_PACKED = (
    ("word/document.xml", gettext_lazy("a Word document"), _IN_A_LIST),
    ("ppt/presentation.xml", gettext_lazy("a presentation"), _IN_A_LIST),
    ("Index/Document.iwa", gettext_lazy("an Apple document"), gettext_lazy("Export it from Numbers as Excel or CSV.")),
    ("xl/workbook.bin", gettext_lazy("a binary workbook (XLSB)"), _SAVE),
)


def read(path: str | Path, name: str, *, sheet: str = "", keep_in: str | Path | None = None) -> Sheet:
    """The list in the file at `path`, which the person calls `name`. What it is, the bytes say, not the name.

    sheet: a sheet of a workbook, instead of the first with a table in it.
    keep_in: see `workbooks.read_workbook`.
    Raises Refused with a sentence, for everything else.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            head = file.read(1 << 16)
        _refuse_other_kinds(path, head)
        if head.startswith(b"PK\x03\x04"):
            return read_workbook(path, name, known_heading, sheet=sheet, keep_in=Path(keep_in) if keep_in else None)
        return read_text(path, name, known_heading)
    except Refused:
        raise
    except (OSError, UnicodeError, ValueError, MemoryError, RecursionError, LookupError):
        # The person gets a sentence. What it was matters to nobody who can act on it, and may quote a cell.
        raise Refused(REFUSALS["broken"]) from None


def _refuse_other_kinds(path: Path, head: bytes) -> None:
    if not head:
        raise Refused(_("The file is empty. Choose the file with the list of people in it."))
    for start, what, advice in _KINDS:
        if head.startswith(start):
            _refuse(what, advice)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        # An old workbook, an old document, or a new workbook with a password: all live in the same container.
        with path.open("rb") as file:
            container = file.read(8 << 20)
        if "EncryptedPackage".encode("utf-16-le") in container:
            raise Refused(REFUSALS["password"])
        if "WordDocument".encode("utf-16-le") in container:
            _refuse(gettext_lazy("an old Word document (DOC)"), _IN_A_LIST)
        _refuse(gettext_lazy("a workbook of the old kind (XLS)"), _SAVE)
    start = head[:400].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"<workbook")):
        _refuse(gettext_lazy("a web page or XML, even if its name says otherwise"), _SAVE)
    if start.startswith((b"[{", b'{"', b"[\n", b"{\n")):
        _refuse(gettext_lazy("a data file (JSON)"), gettext_lazy("Export the list as XLSX or CSV."))
    if head.startswith(b"PK"):
        try:
            with zipfile.ZipFile(path) as archive:
                names = set(archive.namelist()[:10_000])
                kind = archive.read("mimetype")[:80] if _small(archive, names, "mimetype") else b""
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, KeyError):
            raise Refused(REFUSALS["broken"]) from None
        if b"opendocument.spreadsheet" in kind:
            _refuse(gettext_lazy("an OpenDocument spreadsheet (ODS)"), _SAVE)
        if b"opendocument" in kind:
            _refuse(gettext_lazy("an OpenDocument text"), _IN_A_LIST)
        for inside, what, advice in _PACKED:
            if inside in names:
                _refuse(what, advice)


def _small(archive: zipfile.ZipFile, names: set[str], inside: str) -> bool:
    return inside in names and archive.getinfo(inside).file_size < 200


def _refuse(what, advice) -> None:
    raise Refused(_("This is {what}, which cannot be read as a list. {advice}").format(what=what, advice=advice))
