"""Who competes for which places: why somebody whom mentors would suit is left over all the same.

From the one left over, "suits me, is held by, suits them, …" leads to a set of mentors; everybody met on the way, and everybody
else left over whom no other mentor with a place suits, can have these mentors and no others. There are more of them than places, so that in
every plan somebody of them is left over (Hall 1935): the witness that no rearranging helps.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .rules.base import ones

if TYPE_CHECKING:
    from .plan import Plan


# A bit for every mentee with every mentor is kept while questions are asked: at most so many (125 MB). In a larger round
# the competition would be nearly everybody anyway, and is not told.
MOST_BITS = 10**9


@dataclass(frozen=True)
class Competition:
    """So many mentees, the one left over included, can have these mentors only, who have so many places between them.

    All places are given to some of them, and `mentees - places` of them are left over in this plan, as in every plan.
    mentors: ids, in the order of the problem. held_by: "longer" if each place is held by somebody who has waited longer than
        the one left over; "policy" if by somebody who, by waiting and by how few mentors they could have, comes no later; else "".
    """

    mentees: int
    places: int
    mentors: tuple[Hashable, ...]
    held_by: str


class Rivalry:
    """The competitions of one plan. Prepared once; then a few milliseconds a question at 10,000 mentees."""

    def __init__(self, plan: "Plan"):
        problem, self.plan, sieve = plan.problem, plan, plan.sieve
        place = {mentor.id: j for j, mentor in enumerate(problem.mentors)}
        self.is_told = len(problem.seeking) * len(problem.mentors) <= MOST_BITS
        asked = problem.seeking if self.is_told else ()
        self.suits = {mentee.id: sieve.allowed(mentee.id) & sieve.open for mentee in asked}
        self.held: dict[int, list[Hashable]] = {}
        for mentee, mentor in plan.proposed if self.is_told else ():
            self.held.setdefault(place[mentor], []).append(mentee)
        # For each mentor those whom somebody who has this one could have instead.
        self.next: dict[int, int] = {}
        for j, holders in self.held.items():
            self.next[j] = 0
            for holder in holders:
                self.next[j] |= self.suits[holder]
        # What was found already: mentor -> all that one can come to from there; and of which mentors that is known.
        self._reached: dict[int, int] = {}
        self._known = 0
        self._counted: dict[int, tuple[int, int, tuple]] = {}

    def of(self, mentee: Hashable) -> Competition | None:
        """For a mentee who is left over; None if no mentor who came with a place would suit, or the round is too large to tell."""
        reached = 0
        if not self.is_told:
            return None
        for j in ones(self.suits[mentee]):
            if not reached >> j & 1:
                reached |= self._from(j)
        if not reached:
            return None
        if reached not in self._counted:
            mentors = [self.plan.problem.mentors[j].id for j in ones(reached)]
            places = sum(self.plan.problem.places[mentor] for mentor in mentors)
            left = sum(1 for one in self.plan.unmatched if self.suits[one] and not self.suits[one] & ~reached)
            self._counted[reached] = (places + left, places, tuple(mentors))
        return Competition(*self._counted[reached], held_by=self._held_by(mentee, reached))

    def _from(self, start: int) -> int:
        """All mentors that one can come to from this one, itself included."""
        reached = waiting = 1 << start
        while waiting:
            known = waiting & self._known
            j = next(ones(known or waiting))
            if known:
                reached |= self._reached[j]
                waiting &= ~self._reached[j]
            else:
                fresh = self.next.get(j, 0) & ~reached
                reached |= fresh
                waiting = waiting & ~(1 << j) | fresh
        self._reached[start] = reached
        self._known |= 1 << start
        return reached

    def _held_by(self, mentee: Hashable, reached: int) -> str:
        problem = self.plan.problem
        holders = [problem.mentee_by_id[one] for j in ones(reached) for one in self.held.get(j, ())]
        me = problem.mentee_by_id[mentee]
        since = me.waiting_since or problem.on
        if all(one.waiting_since and one.waiting_since < since for one in holders):
            return "longer"
        if "priority" in problem.policy.goals and all(self._class(one) >= self._class(me) for one in holders):
            return "policy"
        return ""

    def _class(self, person) -> int:
        return self.plan.problem.priority.class_of(person, on=self.plan.problem.on, possible=self.suits[person.id].bit_count())
