"""Spreadsheet cells that only hold what they show."""

import unicodedata

#: A spreadsheet program takes a cell that begins so for a formula (OWASP, "CSV Injection"), in full width too (＝ ＋ － ＠).
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe(value) -> str:
    """`value` as text that no spreadsheet program runs; an apostrophe in front where it would, and no control characters."""
    text = "" if value is None else str(value)
    text = "".join(c for c in text if c in "\t\n\r" or ord(c) >= 32)
    # Programs forget spaces and marks without width at the beginning.
    first = text.lstrip(" \u00a0\u200b\u200e\u200f\u2060\ufeff")[:1]
    return "'" + text if unicodedata.normalize("NFKC", first).startswith(DANGEROUS) else text
