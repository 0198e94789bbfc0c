"""A second opinion on every plan: proves with whole numbers that nothing better exists.

It does not ask how the plan was found. It reads the rules in their plain form (`Rule.check`, not `filter`), counts the
goals of the policy again, and accepts a plan only if (1) it is allowed, and (2) the prices prove it best: by weak duality
of linear programming, no other plan, not even one in fractions of people, has less of the first goal, or as much of it
and less of the second, and so on. Whatever solver finds a plan must pass the same check.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from .costs import Costs, group_of, left_counts, pair_counts
from .policy import PAIRING, PROMISED, Digits, leximin_costs
from .rules import all_pass
from .table import Table
from .wide import Wide, width_for

if TYPE_CHECKING:
    from .problem import Problem

# Above this many mentee-mentor pairs (200 x 100; a tenth of a second) the plain rules and the plain fit are tried on the
# proposed pairs and on a sample, and the others are taken from the tables. The proof stays complete with respect
# to the tables, and the tables are spot-checked.
PLAIN_UP_TO = 20_000
SAMPLE = 500
# Pairs checked at once.
BLOCK = 1 << 16


class NotCertified(Exception):
    """The plan is not allowed or not best. The message names the broken condition."""


@dataclass(frozen=True)
class Proof:
    """Dual prices, whole numbers in the digits of the policy: `worth` per seeking mentee, `price` per mentor.

    left: the price of being left over, per group of mentees (one group, None, unless the policy compares groups).
    most: the room of each digit (`Digits`).
    Internal, like fit itself: a price says how contested a place is, not how good a mentor is.
    """

    worth: dict[Hashable, int] = field(default_factory=dict)
    price: dict[Hashable, int] = field(default_factory=dict)
    left: dict[Hashable, int] = field(default_factory=dict)
    most: tuple[int, ...] = ()


def certify(
    problem: "Problem", pairs: Sequence[tuple[Hashable, Hashable]], proof: Proof, table: Table | None = None
) -> None:
    """Return quietly if `pairs` is a best plan for `problem`; otherwise raise NotCertified.

    `pairs` are the proposed (mentee id, mentor id), without the fixed ones. table: the solver's, if it is still that of the
    problem; used for large rounds only, and tried against the plain rules.
    """
    held = _check_allowed(problem, pairs)
    _check_room(problem, proof)
    digits = Digits(proof.most)
    if any(type(proof.worth.get(mentee.id)) is not int for mentee in problem.seeking):
        raise NotCertified("the proof does not speak of everybody")
    if _is_small(problem):
        suits = _check_plainly(problem, dict(pairs), held, proof, digits)
    else:
        suits = _check_by_table(problem, dict(pairs), held, proof, digits, table or Table(problem))
    _check_seats(problem, dict(pairs), held, suits, proof, digits)


def _is_small(problem) -> bool:
    return len(problem.seeking) * len(problem.mentors) <= PLAIN_UP_TO


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
    for mentor, mentees in held.items():
        if len(mentees) + problem.taken[mentor] < problem.mentor_by_id[mentor].least:
            raise NotCertified(f"too few for a group: {mentor}")
    return held


def _check_room(problem, proof) -> None:
    """One digit per goal: else a lesser goal could outweigh a greater one. Whether each has room is asked cost by cost."""
    if len(proof.most) != len(problem.goals):
        raise NotCertified("the proof does not speak of every goal")
    numbers = (*proof.most, *proof.price.values(), *proof.left.values())
    if any(type(number) is not int for number in numbers):
        raise NotCertified("the numbers of a proof are whole")


def _check_plainly(problem, mate, held, proof, digits) -> dict[Hashable, Sequence[Hashable]]:
    """Nobody can do better than in the plan, pair by pair; returns for each seeking mentee the mentors whom the rules allow."""
    suits = {}
    for mentee in problem.seeking:
        options = {
            mentor.id: _number(problem, digits, pair_counts(problem, mentee, mentor))
            for mentor in problem.mentors
            if all_pass(problem.rules, mentee, mentor)
        }
        suits[mentee.id] = tuple(options)
        if mentee.id not in mate and any(len(held[mentor]) < problem.places[mentor] for mentor in options):
            raise NotCertified(f"one more could be served: {mentee.id}")
        left = _number(problem, digits, left_counts(problem, mentee, len(options)))
        prices = {mentor: cost + proof.price.get(mentor, 0) for mentor, cost in options.items()}
        prices[None] = left + proof.left.get(group_of(problem, mentee), 0)
        least = min(prices.values())
        if least < proof.worth[mentee.id]:
            better = next(mentor for mentor, whole in prices.items() if whole == least)
            raise NotCertified(f"a better plan exists, with {_said(mentee.id, better)}")
        if prices[mate.get(mentee.id)] != proof.worth[mentee.id]:
            raise NotCertified(f"the proof does not support {_said(mentee.id, mate.get(mentee.id))}")
    return suits


def _number(problem, digits, counts) -> int:
    """The counts of one pair or one person as one number. A count beyond its share of the digit would spill over."""
    for goal, count in zip(problem.goals, counts, strict=True):
        _check_digit(problem, digits, goal, count * len(problem.seeking))
    return digits.one(counts)


def _check_digit(problem, digits, goal: str, largest: int) -> None:
    """Whether the largest count that a plan could have of this goal stays in its digit."""
    if not 0 <= largest <= digits.most[problem.goals.index(goal)]:
        raise NotCertified(f"the digit of the goal {goal} has no room for everybody")


def _check_by_table(problem, mate, held, proof, digits, table) -> dict[Hashable, Sequence[Hashable]]:
    """The same for many pairs at once, from the table, with the plain rules and the plain counts tried on a sample."""
    costs = Costs(problem, table)
    costs.digits = digits
    index = {mentor.id: j for j, mentor in enumerate(table.mentors)}
    _try_plainly(problem, digits, costs, mate)
    given = np.array([index.get(mate.get(mentee.id), -1) for mentee in table.mentees], np.int64)
    free = np.array([len(held[mentor.id]) < problem.places[mentor.id] for mentor in table.mentors], bool)
    price = [proof.price.get(mentor.id, 0) for mentor in table.mentors]
    worth = [proof.worth[mentee.id] for mentee in table.mentees]
    width = width_for(max(map(abs, (*price, *worth, *digits.scale, digits.one(digits.most))), default=1))
    price, worth = Wide.of(price, width), Wide.of(worth, width)
    for start in range(0, len(table.mentor_at), BLOCK):
        some = slice(start, start + BLOCK)
        one, other = table.mentee_at[some], table.mentor_at[some]
        open_still = (given[one] < 0) & free[other]
        if open_still.any():
            raise NotCertified(f"one more could be served: {table.mentees[one[open_still.argmax()]].id}")
        over = price[other] - worth[one]
        for goal, scale in zip(problem.goals, digits.scale, strict=True):
            if goal in PAIRING:
                counts = costs.pair_counts(goal, some)
                for largest in (int(counts.min()), int(counts.max())):
                    _check_digit(problem, digits, goal, largest * len(problem.seeking))
                over += Wide.times(counts, scale, width)
        for what, broken in (
            ("a better plan exists, with", over.is_negative()),
            ("the proof does not support", (given[one] == other) & ~over.is_zero()),
        ):
            if broken.any():
                k = broken.argmax()
                raise NotCertified(f"{what} {(table.mentees[one[k]].id, table.mentors[other[k]].id)}")
    for mentee, possible in zip(table.mentees, table.possible, strict=True):
        left = _number(problem, digits, left_counts(problem, mentee, possible))
        left += proof.left.get(group_of(problem, mentee), 0)
        if left < proof.worth[mentee.id]:
            raise NotCertified(f"a better plan exists, with {_said(mentee.id, None)}")
        if mentee.id not in mate and left != proof.worth[mentee.id]:
            raise NotCertified(f"the proof does not support {_said(mentee.id, None)}")
    if "groups" not in problem.policy.goals:
        return {}
    return {mentee.id: [table.mentors[j].id for j in table.row(i)[0]] for i, mentee in enumerate(table.mentees)}


def _try_plainly(problem, digits, costs, mate) -> None:
    """The plain rules and the plain counts, on a sample and on the proposed pairs (of very many, some), say what the table says."""
    table, chance = costs.table, Random(problem.seed)
    mentee_at = {mentee.id: i for i, mentee in enumerate(table.mentees)}
    mentor_at = {mentor.id: j for j, mentor in enumerate(table.mentors)}
    sample = [(chance.randrange(len(mentee_at)), chance.randrange(len(mentor_at)), None) for _ in range(SAMPLE)]
    # What is proposed has passed the plain rules already.
    some = list(mate.items())[:: max(1, len(mate) // (4 * SAMPLE))]
    sample += [(mentee_at[one], mentor_at[other], True) for one, other in some]
    listed = []
    for i, j, allowed in sample:
        one, other = table.mentees[i], table.mentors[j]
        start, end = table.starts[i], table.starts[i + 1]
        at = start + int(np.searchsorted(table.mentor_at[start:end], j))
        is_listed = bool(at < end and table.mentor_at[at] == j)
        if is_listed != (all_pass(problem.rules, one, other) if allowed is None else allowed):
            raise NotCertified(f"the filters and the rules disagree: {(one.id, other.id)}")
        if is_listed:
            listed.append((at, one, other))
    for cost, (_, one, other) in zip(costs.pairs([at for at, _, _ in listed]), listed, strict=True):
        if cost != _number(problem, digits, pair_counts(problem, one, other)):
            raise NotCertified(f"the costs are not those of the policy: {(one.id, other.id)}")


def _check_seats(problem, mate, held, suits, proof, digits) -> None:
    """No seat costs more than its place when taken, and none less when free."""
    scales = dict(zip(problem.goals, digits.scale, strict=True))
    if problem.opened is not None:
        _check_digit(problem, digits, PROMISED, len(problem.seeking))
    if "load" in scales:
        dearest = max((mentor.capacity or 0 for mentor in problem.mentors), default=0)
        _check_digit(problem, digits, "load", dearest * len(problem.seeking))
    for mentor in problem.mentors:
        taken, places = problem.taken[mentor.id], problem.places[mentor.id]
        costs = [scales.get("load", 0) * (taken + k) for k in range(places)]
        if problem.opened is not None:
            # Whoever sits in a group beyond its least, or elsewhere, costs one of the first digit.
            first = mentor.least - taken if mentor.id in problem.opened else 0
            costs = [cost + scales[PROMISED] * (k >= first) for k, cost in enumerate(costs)]
        _check_place(mentor.id, proof.price.get(mentor.id, 0), costs, len(held[mentor.id]))
    members = Counter(group_of(problem, mentee) for mentee in problem.seeking)
    over = Counter(group_of(problem, mentee) for mentee in problem.seeking if mentee.id not in mate)
    worths: dict[Hashable, list[int]] = {}
    if "groups" in problem.policy.goals:
        could = {group: _alone(problem, suits, group) for group in members}
        worths = leximin_costs({group: size for group, size in could.items() if size})
        _check_digit(problem, digits, "groups", sum(map(sum, worths.values())))
    for group, size in members.items():
        worth = worths.get(group, [])
        costs = [0] * (size - len(worth)) + [scales.get("groups", 0) * rank for rank in worth]
        _check_place(f"being left over in the group {group}", proof.left.get(group, 0), costs, over[group])


def _check_place(name, price: int, costs: list[int], taken: int) -> None:
    if taken and costs[taken - 1] > price:
        raise NotCertified(f"a place given away costs more than its price: {name}")
    if taken < len(costs) and price > costs[taken]:
        raise NotCertified(f"a free place must cost no more than nothing: {name}")
    if not taken and not costs and price < 0:
        raise NotCertified(f"a price must be 0 or more: {name}")


def _alone(problem, suits, group) -> int:
    """How many of a group could be served if it were alone: augmenting paths, the nearest free place first (Kuhn 1955)."""
    held: dict[Hashable, list[Hashable]] = defaultdict(list)
    mate: dict[Hashable, Hashable] = {}
    for person in problem.seeking:
        if group_of(problem, person) != group:
            continue
        came: dict[Hashable, Hashable] = {}
        waiting = [person.id]
        for mentee in waiting:
            fresh = [mentor for mentor in suits[mentee] if mentor not in came]
            came.update(dict.fromkeys(fresh, mentee))
            free = next((mentor for mentor in fresh if len(held[mentor]) < problem.places_if_open[mentor]), None)
            if free is not None:
                _move_up(person.id, free, came, held, mate)
                break
            waiting += [other for mentor in fresh for other in held[mentor]]
    return len(mate)


def _move_up(person, place, came, held, mate) -> None:
    """Everybody along the path takes the place it was found through; `person` was its beginning."""
    mover = None
    while mover != person:
        mover = came[place]
        before = mate.get(mover)
        if before is not None:
            held[before].remove(mover)
        held[place].append(mover)
        mate[mover] = place
        place = before


def _said(mentee, mentor) -> str:
    return f"leaving {mentee} over" if mentor is None else str((mentee, mentor))
