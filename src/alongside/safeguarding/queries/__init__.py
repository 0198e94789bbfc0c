"""Reads of restricted notes, for this room's pages and for Today."""

from alongside.safeguarding.queries.due import due

__all__ = ["due"]
