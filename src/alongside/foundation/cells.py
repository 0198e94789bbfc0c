"""Spreadsheet cells that only hold what they show."""

#: A spreadsheet program takes a cell that begins so for a formula (OWASP, "CSV Injection").
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe(value) -> str:
    """`value` as text that no spreadsheet program runs; an apostrophe in front where it would, and no control characters."""
    text = "" if value is None else str(value)
    text = "".join(c for c in text if c in "\t\n\r" or ord(c) >= 32)
    return "'" + text if text.startswith(DANGEROUS) else text
