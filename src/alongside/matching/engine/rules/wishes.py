"""Wishes and languages: who feels at ease with whom, and in which words."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from ..verdict import PASSED, Ask, asking, failing, passing
from .base import Rule, bits_of, sides
from .each import each_member, each_member_at_once

# The Common European Framework of Reference (Council of Europe, 2001), then mother tongue.
LEVELS = {"A1": 1, "A2": 2, "B1": 3, "B2": 4, "C1": 5, "C2": 6, "native": 7}


@dataclass(frozen=True)
class GenderWish(Rule):
    """Each side's wish about the other's gender is kept.

    A wish is "any" or a gender code. Nobody is assumed to have no wish: a wish never asked for is
    unknown, unless the programme sets `silence_means_any`.
    """

    code = "gender_wish"
    effort = 0
    asked_of_each = True
    reads = (("gender", "gender_wish"), ("gender", "gender_wish"))
    silence_means_any: bool = False

    @each_member
    def check(self, mentee, mentor):
        broken, missing = [], []
        for side, one, other_side, other in (
            ("mentee", mentee, "mentor", mentor),
            ("mentor", mentor, "mentee", mentee),
        ):
            wish = one.gender_wish
            if wish is None and not self.silence_means_any:
                missing.append(Ask(side, "gender_wish"))
            elif wish in (None, "any"):
                continue
            elif other.gender is None:
                missing.append(Ask(other_side, "gender"))
            elif other.gender != wish:
                broken.append(side)
        if broken:
            return failing(self.code, wished_by=broken)
        if missing:
            return asking(*missing)
        kept = [side for side, wish in sides(mentee, mentor, "gender_wish") if wish not in (None, "any")]
        return passing("gender_wish_kept", wished_by=kept) if kept else PASSED

    @each_member_at_once
    def filter(self, mentors):
        gender: dict[Any, int] = defaultdict(int)
        wish: dict[Any, int] = defaultdict(int)
        for j, mentor in enumerate(mentors):
            gender[mentor.gender] |= 1 << j
            wish[mentor.gender_wish] |= 1 << j
        easy = wish.get("any", 0) | (wish.get(None, 0) if self.silence_means_any else 0)

        def narrow(mentee, among):
            if mentee.gender_wish is None and not self.silence_means_any:
                return 0
            if mentee.gender_wish not in (None, "any"):
                among &= gender.get(mentee.gender_wish, 0)
            suits = wish.get(mentee.gender, 0) if mentee.gender not in (None, "any") else 0
            return among & (easy | suits)

        return narrow


@dataclass(frozen=True)
class Language(Rule):
    """They share a language: the mentor at `level` or better, the mentee at `mentee_level` or better.

    Where the programme has interpreters, a mentee who needs one may meet anybody. Tags are
    compared letter for letter (capitals aside), so both sides must be written from one list.
    """

    code = "language"
    effort = 0
    reads = (("languages", "needs_interpreter"), ("languages",))
    level: str = "B1"
    mentee_level: str = "A2"
    interpreter_available: bool = False

    def __post_init__(self):
        if self.level not in LEVELS or self.mentee_level not in LEVELS:
            raise ValueError(f"a language level is one of {', '.join(LEVELS)}")

    def check(self, mentee, mentor):
        missing = [Ask(side, "languages") for side, tags in sides(mentee, mentor, "languages") if not tags]
        if missing:
            return asking(*missing)
        shared = shared_language(mentee, mentor, self.mentee_level, self.level)
        if shared:
            return passing("shared_language", tag=shared[0], level=shared[1])
        if self.interpreter_available and mentee.needs_interpreter:
            return passing("interpreter", tags=sorted(mentee.languages))
        for tag in sorted(mentee.languages.keys() & mentor.languages.keys()):
            # A shared language whose level nobody wrote down might do, unless the other side's is too low.
            mine, theirs = mentee.languages[tag], mentor.languages[tag]
            if (mine is None or _reaches(mine, self.mentee_level)) and (
                theirs is None or _reaches(theirs, self.level)
            ):
                missing += [
                    Ask(side, "language_level")
                    for side, level in (("mentee", mine), ("mentor", theirs))
                    if level is None
                ]
        if self.interpreter_available and mentee.needs_interpreter is None:
            missing.append(Ask("mentee", "needs_interpreter"))
        if missing:
            return asking(*dict.fromkeys(missing))
        too_low = sorted(mentee.languages.keys() & mentor.languages.keys())
        return failing(self.code, tags=sorted(mentee.languages), level=self.level, too_low=too_low)

    def filter(self, mentors):
        known = bits_of(j for j, mentor in enumerate(mentors) if mentor.languages)
        speakers: dict[str, int] = defaultdict(int)
        for j, mentor in enumerate(mentors):
            for tag, level in (mentor.languages or {}).items():
                if _reaches(level, self.level):
                    speakers[tag] |= 1 << j

        def narrow(mentee, among):
            if self.interpreter_available and mentee.needs_interpreter and mentee.languages:
                return among & known
            able = 0
            for tag, level in (mentee.languages or {}).items():
                if _reaches(level, self.mentee_level):
                    able |= speakers.get(tag, 0)
            return among & able

        return narrow


def _reaches(level: str | None, wanted: str) -> bool:
    return level is not None and LEVELS[level] >= LEVELS[wanted]


def shared_language(mentee, mentor, mentee_level="A1", level="A1") -> tuple[str, str] | None:
    """(tag, level) of the language in which the weaker of the two is strongest; None if none reaches both levels."""
    best: tuple[int, str, str] | None = None
    theirs = mentor.languages or {}
    for tag, mine in (mentee.languages or {}).items():
        if _reaches(mine, mentee_level) and _reaches(theirs.get(tag), level):
            weaker = min(mine, theirs[tag], key=LEVELS.__getitem__)
            rank = LEVELS[weaker]
            if best is None or rank > best[0] or (rank == best[0] and tag < best[1]):
                best = (rank, tag, weaker)
    return best and best[1:]
