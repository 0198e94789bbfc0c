"""Rules that protect people, and the ones that are plain bookkeeping."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from ..verdict import PASSED, Ask, asking, failing
from .base import Filter, Rule, bits_of
from .each import each_member, each_member_at_once, ids_of


def _always(mask: int) -> Filter:
    return lambda mentee, among: among & mask


@dataclass(frozen=True)
class Capacity(Rule):
    """The mentor has a free place. Always in force: it is arithmetic, not opinion."""

    code = "full"
    effort = 0
    reads = ((), ("capacity",))
    held_by: dict[Any, list] = field(default_factory=dict)

    def bound_to(self, problem):
        held_by: dict[Any, list] = defaultdict(list)
        for mentee, mentor in problem.fixed:
            held_by[mentor].append(mentee)
        return replace(self, held_by=dict(held_by))

    def check(self, mentee, mentor):
        if mentor.capacity is None:
            return asking(Ask("mentor", "capacity"))
        holders = self.held_by.get(mentor.id, [])
        if mentor.capacity <= len(holders):
            return failing(self.code, held_by=list(holders))
        return PASSED

    def filter(self, mentors):
        return _always(bits_of(j for j, mentor in enumerate(mentors) if self.check(None, mentor).passed))


@dataclass(frozen=True)
class Cleared(Rule):
    """The mentor's checks are valid and the training wanted is done; the caller has decided which."""

    code = "not_cleared"
    effort = 0
    asked_of_each = True
    safeguarding = True
    reads = ((), ("cleared",))

    @each_member
    def check(self, mentee, mentor):
        if mentor.cleared is None:
            return asking(Ask("mentor", "cleared"))
        if not mentor.cleared:
            return failing(self.code, missing=list(mentor.not_cleared_reasons))
        return PASSED

    @each_member_at_once
    def filter(self, mentors):
        return _always(bits_of(j for j, mentor in enumerate(mentors) if mentor.cleared))


@dataclass(frozen=True)
class Adults(Rule):
    """Both are grown up. With `under_18` (the programme has recorded guardian and child rules) the
    mentee need not be; the mentor always."""

    code = "not_adult"
    effort = 0
    asked_of_each = True
    safeguarding = True
    reads = (("adult",), ("adult",))
    under_18: bool = False

    @each_member
    def check(self, mentee, mentor):
        asked = [("mentor", mentor.adult)] + ([] if self.under_18 else [("mentee", mentee.adult)])
        minors = [side for side, adult in asked if adult is False]
        if minors:
            return failing(self.code, who=minors)
        missing = [Ask(side, "adult") for side, adult in asked if adult is None]
        return asking(*missing) if missing else PASSED

    @each_member_at_once
    def filter(self, mentors):
        grown = bits_of(j for j, mentor in enumerate(mentors) if mentor.adult)
        return lambda mentee, among: among & grown if self.under_18 or mentee.adult else 0


@dataclass(frozen=True)
class Lent(Rule):
    """A mentor whom another organisation lends is there for as long as a mentorship is planned.

    weeks: the planned length from the day of the round on, 0 or more; 0 asks only that the loan has not ended. The
    loan's last day counts. A mentor who is not lent (`until` None) always passes.
    """

    code = "lent"
    asked_of_each = True
    reads = ((), ())
    weeks: int = 0
    on: date | None = None

    def __post_init__(self):
        if self.weeks < 0:
            raise ValueError("a mentorship is planned for 0 weeks or more")

    def bound_to(self, problem):
        return replace(self, on=problem.on)

    def check(self, mentee, mentor):
        if mentor.until is None or mentor.until >= self.on + timedelta(weeks=self.weeks):
            return PASSED
        return failing(self.code, until=mentor.until.isoformat(), weeks=self.weeks)

    def filter(self, mentors):
        return _always(bits_of(j for j, mentor in enumerate(mentors) if self.check(None, mentor).passed))


@dataclass(frozen=True)
class DoNotMatch(Rule):
    """Somebody with the right to do so has said that these two must not meet.

    It explains itself only as a private reason, here at the source, so that no screen can say more.
    """

    code = "private_reason"
    effort = 0
    asked_of_each = True
    safeguarding = True
    reads = ((), ())
    pairs: frozenset = frozenset()

    def bound_to(self, problem):
        return replace(self, pairs=problem.do_not_match)

    def check(self, mentee, mentor):
        return failing(self.code) if any((mentee.id, one) in self.pairs for one in ids_of(mentor)) else PASSED

    def filter(self, mentors):
        return _without(self.pairs, mentors)


@dataclass(frozen=True)
class NotAgain(Rule):
    """A pair that has ended, or was proposed and declined, is not proposed again."""

    code = "not_again"
    effort = 0
    asked_of_each = True
    reads = ((), ())
    pairs: frozenset = frozenset()

    def bound_to(self, problem):
        return replace(self, pairs=problem.ended)

    def check(self, mentee, mentor):
        return failing(self.code) if any((mentee.id, one) in self.pairs for one in ids_of(mentor)) else PASSED

    def filter(self, mentors):
        return _without(self.pairs, mentors)


def _without(pairs, mentors) -> Filter:
    # One person may stand in several teams.
    places: dict[Any, int] = defaultdict(int)
    for j, mentor in enumerate(mentors):
        for one in ids_of(mentor):
            places[one] |= 1 << j
    barred: dict[Any, int] = defaultdict(int)
    for mentee, mentor in pairs:
        if mentor in places:
            barred[mentee] |= places[mentor]
    return lambda mentee, among: among & ~barred.get(mentee.id, 0)
