"""In which letters a text file is written: told by a mark, else found out by what comes out of it."""

from __future__ import annotations

import codecs
import re
from itertools import pairwise
from pathlib import Path

from django.utils.translation import gettext as _

_CHUNK = 1 << 20
_PAGES = {"mac_roman": "Mac OS Roman", "cp850": "DOS 850"}

# Letters that Windows-1250 has where Windows-1252 has a sign that never stands inside a word.
_NEVER_IN_A_WORD = re.compile("(?<=[A-Za-z\u00c0-\u00ff])[¹³º¼¾¿¥£¯¶ª](?=[A-Za-z\u00c0-\u00ff,;\t|\"\r\n ]|$)"
                              "|[³£¹¿¯ªº¥¶¼¾](?=[a-z])")
_COMMON_GREEK = frozenset("αοιετνσςρηκπλμυωγδχθάόέίήύώ")
# Letters that Macs and DOS wrote elsewhere than Windows.
_COMMON_ACCENTS = frozenset("äöüßéèáíóúñçêâåøæ")
_TURKISH = re.compile(b"[\xd0\xdd\xde\xf0\xfd\xfe]")
_ICELANDIC = re.compile(b"[\xc1\xc6\xc9\xcd\xd3\xda\xe1\xe6\xe9\xed\xf3\xfa]")
_COMMON_CYRILLIC = frozenset("оаеинтсрвлкмдпуяїієюьйчб")
_COMMON_ARABIC = frozenset("المينروتبةدسعهكحفقأجشط")
_SCRIPTS = {"cp1251": _COMMON_CYRILLIC, "cp1256": _COMMON_ARABIC, "cp1253": _COMMON_GREEK}


def encoding_of(path: Path) -> tuple[str, str]:
    """(codec, note for the person). Reads the whole file once in pieces.

    A byte-order mark decides; then zero bytes give UTF-16 away; then UTF-8 if it is valid throughout; else
    one of the older code pages, by which letters come out.
    """
    with path.open("rb") as file:
        head = file.read(_CHUNK)
        if head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig", ""
        if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
            return "utf-32", ""
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16", ""
        if zeros := _utf16_without_mark(head):
            return zeros, ""
        decoder = codecs.getincrementaldecoder("utf-8")()
        high = bytearray()
        valid = True
        chunk = head
        while chunk:
            if valid:
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    valid = False
            if len(high) < 200_000 and not chunk.isascii():
                for line in chunk.splitlines(True):
                    if not line.isascii():
                        high += line[:2000]
            chunk = file.read(_CHUNK)
        if valid:
            try:
                decoder.decode(b"", final=True)
                return "utf-8", ""
            except UnicodeDecodeError:
                pass
    page = _code_page(bytes(high[:200_000]))
    return page, _("The file does not say how its letters are written. It was read as {page}. If names look wrong, "
                   "save the file again as “CSV UTF-8”.").format(page=_PAGES.get(page) or page.replace("cp", "Windows-"))


def _utf16_without_mark(head: bytes) -> str:
    sample = head[:4000]
    if len(sample) < 4 or b"\0" not in sample:
        return ""
    pairs = len(sample) // 2
    even, odd = sample[0:pairs * 2:2].count(0), sample[1:pairs * 2:2].count(0)
    # Digits, separators and line ends are below 256 in every script, so one side is full of zeros.
    if odd > pairs * 0.15 and even <= pairs * 0.01:
        return "utf-16-le"
    if even > pairs * 0.15 and odd <= pairs * 0.01:
        return "utf-16-be"
    return ""


def _code_page(sample: bytes) -> str:
    high = sum(1 for byte in sample if byte >= 0xC0)
    ascii_letters = sum(1 for byte in sample if 65 <= byte <= 90 or 97 <= byte <= 122)
    # Where accents decorate a Latin text they are one letter in ten or fewer.
    if high > 0.3 * (high + ascii_letters):
        # Three such letters in a row are no accents either.
        words = re.findall(rb"[\x80-\xff]{3,}", sample)
        joined = b" ".join(words)
        # Short Arabic texts come out as possible Greek more often than the other way round.
        fits = {page: _fit(joined, page, common) * (0.8 if page == "cp1253" else 1) for page, common in _SCRIPTS.items()}
        page = max(fits, key=fits.__getitem__)
        if fits[page] > 0.5 * max(sum(len(word) for word in words), high):
            return page
    if _NEVER_IN_A_WORD.search(sample.decode("cp1252", "replace")):
        return "cp1250"
    older = {page: sum(letter in _COMMON_ACCENTS for letter in sample.decode(page, "replace")) for page in ("cp1252", "mac_roman", "cp850")}
    if max(older, key=older.__getitem__) != "cp1252":
        return max(older, key=older.__getitem__)
    # Turkish has ğ, ı, İ, ş where Icelandic has ð, ý, Ý, þ, and none of the accents that stand in every Icelandic text.
    if _TURKISH.search(sample) and not _ICELANDIC.search(sample):
        return "cp1254"
    return "cp1252"


def _fit(sample: bytes, page: str, common: frozenset) -> int:
    """How many letters of the sample are common in the script of this code page; a capital inside a word speaks against it."""
    text = sample.decode(page, "replace")
    return sum(c in common for c in text.casefold()) - 3 * sum(a.islower() and b.isupper() for a, b in pairwise(text))
