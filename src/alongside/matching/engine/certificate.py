"""A second opinion on every plan: proves with whole numbers that nothing better exists.

It shares no step with the solver. It reads the rules in their plain form (`Rule.check`, not `filter`), works out
eligibility, order and fit again, and accepts a plan only if (1) it is allowed, (2) nobody left over could be served
without leaving out somebody who comes first, and (3) the prices prove the total fit greatest.
Whatever solver replaces ours must pass the same check.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from .fit import BEST, fit
from .priority import order_of_service
from .rules import all_pass
from .rules.base import ones

if TYPE_CHECKING:
    from .problem import Problem

# Above this many mentee-mentor pairs (1,000 x 250; about a second) the plain rules are tried on the
# proposed pairs and on a sample, and eligibility is taken from the filters. So the proof stays complete
# with respect to the filters, and the filters are spot-checked.
PLAIN_UP_TO = 250_000
SAMPLE = 5_000


class NotCertified(Exception):
    """The plan is not allowed or not best. The message names the broken condition."""


@dataclass(frozen=True)
class Proof:
    """Dual prices: `worth` per proposed mentee, `price` per mentor, whole numbers in the unit of fit.

    Internal, like fit itself: a price says how contested a place is, not how good a mentor is.
    """

    worth: dict[Hashable, int] = field(default_factory=dict)
    price: dict[Hashable, int] = field(default_factory=dict)


def certify(problem: "Problem", pairs: Sequence[tuple[Hashable, Hashable]], proof: Proof) -> None:
    """Return quietly if `pairs` is a best plan for `problem`; otherwise raise NotCertified.

    `pairs` are the proposed (mentee id, mentor id), without the fixed ones.
    """
    held = _check_allowed(problem, pairs)
    able = _eligible(problem)
    mate = dict(pairs)
    for mentee, mentor in pairs:
        if mentor not in able[mentee]:
            raise NotCertified(f"the filters left out a pair that the rules allow: {(mentee, mentor)}")
    order = order_of_service(problem, {mentee: len(row) for mentee, row in able.items()})
    _check_priority(problem, order, mate, held, able)
    _check_prices(problem, mate, held, able, proof)


def _check_allowed(problem, pairs) -> dict[Hashable, list[Hashable]]:
    """Each mentee once, each place once, every rule passed; returns who holds each mentor's places."""
    seeking = {mentee.id for mentee in problem.seeking}
    held: dict[Hashable, list[Hashable]] = defaultdict(list)
    seen = set()
    for mentee, mentor in pairs:
        if mentee not in seeking or mentor not in problem.mentor_by_id:
            raise NotCertified(f"not in this round, or already decided: {(mentee, mentor)}")
        if mentee in seen:
            raise NotCertified(f"proposed twice: {mentee}")
        seen.add(mentee)
        held[mentor].append(mentee)
        if len(held[mentor]) > problem.places[mentor]:
            raise NotCertified(f"no place is left: {mentor}")
        for rule in problem.rules:
            if not rule.check(problem.mentee_by_id[mentee], problem.mentor_by_id[mentor]).passed:
                raise NotCertified(f"the rule {rule.code} is not met: {(mentee, mentor)}")
    return held


def _eligible(problem) -> dict[Hashable, set[Hashable]]:
    mentors = problem.mentors
    if len(problem.seeking) * len(mentors) <= PLAIN_UP_TO:
        return {
            mentee.id: {mentor.id for mentor in mentors if all_pass(problem.rules, mentee, mentor)}
            for mentee in problem.seeking
        }
    filters = [rule.filter(mentors) for rule in problem.rules]
    able = {}
    for mentee in problem.seeking:
        among = (1 << len(mentors)) - 1
        for narrow in filters:
            among = narrow(mentee, among)
        able[mentee.id] = {mentors[j].id for j in ones(among)}
    chance = Random(problem.seed)
    for _ in range(SAMPLE):
        mentee, mentor = chance.choice(problem.seeking), chance.choice(mentors)
        if (mentor.id in able[mentee.id]) != all_pass(problem.rules, mentee, mentor):
            raise NotCertified(f"a filter and its rule disagree: {(mentee.id, mentor.id)}")
    return able


def _check_priority(problem, order, mate, held, able) -> None:
    """Nobody left over can reach a free place, or the place of somebody who comes later.

    Reach = along "suits me, is held by, suits them, ...". What one person left over reaches is full and held
    only by people who come before; so a later one who reaches into it gains nothing, and each mentor is
    visited once. By exchange in the matroid this proves both the number and the priority (Hall's condition).
    """
    rank = {mentee: place for place, mentee in enumerate(order)}
    seen: set[Hashable] = set()
    for mentee in order:
        if mentee in mate:
            continue
        waiting = [mentee]
        while waiting:
            for mentor in able[waiting.pop()] - seen:
                seen.add(mentor)
                if len(held[mentor]) < problem.places[mentor]:
                    raise NotCertified(f"one more could be served: {mentee}")
                for holder in held[mentor]:
                    if rank[holder] > rank[mentee]:
                        raise NotCertified(f"{mentee} comes before {holder} and could be served instead")
                waiting.extend(held[mentor])


def _check_prices(problem, mate, held, able, proof) -> None:
    """Weak duality: with these prices no plan for the same mentees has a greater total fit."""
    for mentor in problem.mentors:
        price = proof.price.get(mentor.id, 0)
        if type(price) is not int or price < 0:
            raise NotCertified(f"a price must be a whole number of 0 or more: {mentor.id}")
        if price > 0 and len(held[mentor.id]) < problem.places[mentor.id]:
            raise NotCertified(f"a free place must cost nothing: {mentor.id}")
    for mentee, given in mate.items():
        worth = proof.worth.get(mentee)
        if type(worth) is not int:
            raise NotCertified(f"the proof does not speak of {mentee}")
        person = problem.mentee_by_id[mentee]
        for mentor in able[mentee]:
            cost = BEST - fit(person, problem.mentor_by_id[mentor], problem.weights)
            reduced = cost + proof.price.get(mentor, 0) - worth
            if reduced < 0:
                raise NotCertified(f"a better pair exists: {(mentee, mentor)}")
            if mentor == given and reduced != 0:
                raise NotCertified(f"the proof does not support {(mentee, mentor)}")
