"""Every Personal and Special value passes through here on its way to and from the database.

The first byte of a stored value names its format. Today there is one, `CLEAR`; encryption adds
another and rewrites rows in the background, and no column, form or query has to change for it.
"""

CLEAR = b"\x00"


class UnknownFormat(ValueError):
    """The stored value was written by a newer version of Alongside."""


def seal(text: str, *, label: str) -> bytes:
    """The stored form of `text`. `label` is the fixed `room.Model.field`, bound in once values are encrypted."""
    return CLEAR + text.encode("utf-8", errors="replace")


def unseal(stored: bytes, *, label: str) -> str:
    """The text that `seal` was given. Raises UnknownFormat for a format byte that this version can't read."""
    stored = bytes(stored)
    if stored[:1] == CLEAR:
        return stored[1:].decode("utf-8")
    raise UnknownFormat(f"{label}: format {stored[:1]!r}")
