"""Reads of mentorships, for this room's pages and for other rooms."""

from alongside.mentorships.queries.again import lacking_again
from alongside.mentorships.queries.due import due
from alongside.mentorships.queries.facts import Stage, stage_of, walking, with_facts
from alongside.mentorships.queries.holds import held, rests
from alongside.mentorships.queries.pairs import Pair, local, pairs_of
from alongside.mentorships.queries.places import ended_pairs, free_places
from alongside.mentorships.queries.rules import rules_of

__all__ = [
    "Pair",
    "Stage",
    "due",
    "ended_pairs",
    "free_places",
    "held",
    "lacking_again",
    "local",
    "pairs_of",
    "rests",
    "rules_of",
    "stage_of",
    "walking",
    "with_facts",
]
