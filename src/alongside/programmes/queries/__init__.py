"""Reads that other rooms need: one import for them."""

from alongside.programmes.queries.due import due
from alongside.programmes.queries.people import side_counts, word_for_referrer
from alongside.programmes.queries.person import week_in_words
from alongside.programmes.queries.principals import has_administrator, principal_for
from alongside.programmes.readiness import (
    Missing,
    Readiness,
    is_cleared,
    is_ready,
    readiness_of,
    ready_to_match,
)

__all__ = [
    "Missing",
    "Readiness",
    "due",
    "has_administrator",
    "is_cleared",
    "is_ready",
    "principal_for",
    "readiness_of",
    "ready_to_match",
    "side_counts",
    "week_in_words",
    "word_for_referrer",
]
