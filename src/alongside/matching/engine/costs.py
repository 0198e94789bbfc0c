"""What each goal of the policy counts, for one pair, one person left over and one seat.

Written twice on purpose. The functions say it plainly, one pair at a time: the certificate and the explanations use them.
`Costs` says the same for all pairs at once: the solver uses it.
"""

from collections.abc import Hashable
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from .fit import BEST, fit
from .flow import Flow
from .policy import PROMISED, Digits, leximin_costs
from .rules.wishes import LEVELS

if TYPE_CHECKING:
    from .problem import Mentee, Mentor, Problem
    from .table import Table

# A lot of a pair is a product of two lots, modulo this prime (2^31 - 1, Mersenne): no two plans cost the
# same but by a chance of under one in 10,000 at 200,000 pairs (isolation lemma; Mulmuley, Vazirani and Vazirani 1987).
PRIME = 2**31 - 1


def drawn(seed: str, side: str, person: Hashable) -> int:
    """A number in 1 .. PRIME - 1 that nobody can influence by name, date or place in a list."""
    return int.from_bytes(sha256(f"{seed}\n{side}\n{person}".encode()).digest()[:8], "big") % (PRIME - 1) + 1


def group_of(problem: "Problem", mentee: "Mentee") -> Hashable:
    """The group by which rates are compared: the strongest language, the area or the wish; None when unknown or not asked for."""
    by = problem.policy.groups_by
    if by == "language":
        spoken = mentee.languages or {}
        return max(sorted(spoken), key=lambda tag: LEVELS.get(spoken[tag], 0), default=None)
    return {"area": mentee.area, "gender_wish": mentee.gender_wish}.get(by)


def pair_counts(problem: "Problem", mentee: "Mentee", mentor: "Mentor") -> tuple[int, ...]:
    """What this pair adds to each goal, in the order of the policy; less is better."""
    policy = problem.policy
    before = problem.previous.get(mentee.id)
    kept = before == mentor.id

    def count(goal: str) -> int:
        if goal == "fit":
            return BEST + policy.stability - fit(mentee, mentor, problem.weights) - policy.stability * kept
        if goal == "poor":
            return int(fit(mentee, mentor, problem.weights) < policy.poor_below)
        if goal == "kept":
            return int(before is not None and not kept)
        if goal == "lottery":
            return drawn(problem.seed, "mentee", mentee.id) * drawn(problem.seed, "mentor", mentor.id) % PRIME
        return 0

    return tuple(count(goal) for goal in problem.goals)


def left_counts(problem: "Problem", mentee: "Mentee", possible: int) -> tuple[int, ...]:
    """What leaving this mentee over adds to each goal. `possible`: mentors whom the rules allow."""

    def count(goal: str) -> int:
        if goal in ("matched", PROMISED):
            return 1
        if goal == "priority":
            return problem.priority.class_of(mentee, on=problem.on, possible=possible)
        if goal == "kept":
            return int(mentee.id in problem.previous)
        if goal == "lottery":
            return drawn(problem.seed, "left over", mentee.id)
        return 0

    return tuple(count(goal) for goal in problem.goals)


class Costs:
    """The round as rows and places for `Flow`.

    Places are the mentors of the table, then one place for being left over per group of mentees.
    """

    def __init__(self, problem: "Problem", table: "Table"):
        self.problem, self.table = problem, table
        self.groups = list(dict.fromkeys(group_of(problem, mentee) for mentee in table.mentees)) or [None]
        # Room for twice as many people, so that people may join without a new reckoning.
        self.room = 2 * len(table.mentees) + 64
        # So many places one mentor may come to have, those of decided pairs included.
        self.most_places = 2 * max((mentor.capacity or 0 for mentor in table.mentors), default=0) + 2
        self.digits = Digits(tuple(self._most(goal) for goal in problem.goals))

    @cached_property
    def group_at(self) -> list[int]:
        """For each mentee the place of being left over."""
        place = {group: len(self.table.mentors) + k for k, group in enumerate(self.groups)}
        return [place[group_of(self.problem, mentee)] for mentee in self.table.mentees]

    @cached_property
    def left(self) -> list[int]:
        """For each mentee the cost of being left over, as one number."""
        return [
            self.digits.one(left_counts(self.problem, mentee, possible))
            for mentee, possible in zip(self.table.mentees, self.table.possible, strict=True)
        ]

    def rows(self) -> list[list[tuple[int, int]]]:
        """For each mentee (cost, place), cheapest first; being left over is always the dearest."""
        costs, places = self.pairs().tolist(), self.table.mentor_at.tolist()
        starts = self.table.starts.tolist()
        return [
            [*sorted(zip(costs[start:end], places[start:end], strict=True)), (left, group)]
            for start, end, left, group in zip(starts[:-1], starts[1:], self.left, self.group_at, strict=True)
        ]

    def pairs(self) -> np.ndarray:
        """For each pair of the table its cost as one number; Python's own integers where 64 bits are too few."""
        counts = [
            (found, scale)
            for goal, scale in zip(self.problem.goals, self.digits.scale, strict=True)
            if (found := self._pair_counts(goal)).any()
        ]
        kind = np.int64 if sum(int(found.max()) * scale for found, scale in counts) < 2**62 else object
        whole = np.zeros(len(self.table.mentor_at), kind)
        for found, scale in counts:
            whole = whole + found.astype(kind) * scale
        return whole

    def seats(self) -> list[list[int]]:
        """For each place the costs of its seats."""
        problem, policy = self.problem, self.problem.policy
        scales = dict(zip(problem.goals, self.digits.scale, strict=True))
        seats = [self.seats_of(mentor.id) for mentor in self.table.mentors]
        if "groups" not in policy.goals:
            return [*seats, *([0] * self.room for _ in self.groups)]
        worths = leximin_costs(self.opportunity)
        for group, size in zip(self.groups, self._sizes, strict=True):
            worth = worths.get(group, [])
            seats.append([0] * (size - len(worth)) + [scales["groups"] * rank for rank in worth])
        return seats

    def seats_of(self, mentor: Hashable, promised: int | None = None) -> list[int]:
        """The costs of one mentor's free seats: spread the load, and fill first what is promised to a group that opens.

        promised: by default as many as the problem says.
        """
        problem = self.problem
        scales = dict(zip(problem.goals, self.digits.scale, strict=True))
        load, other = scales.get("load", 0), scales.get(PROMISED, 0)
        taken = problem.taken[mentor]
        promised = problem.promised.get(mentor, 0) if promised is None else promised
        return [load * (taken + k) + other * (k >= promised) for k in range(problem.places[mentor])]

    @cached_property
    def opportunity(self) -> dict[Hashable, int]:
        """For each group how many of it could be served if it were alone; groups of which nobody could are left out."""
        found = {}
        for k, group in enumerate(self.groups):
            place = len(self.table.mentors) + k
            flow = Flow([[0] * self.problem.places_if_open[mentor.id] for mentor in self.table.mentors] + [[0] * self.room])
            for i, own in enumerate(self.group_at):
                if own == place:
                    row = [(0, j) for j in self.table.row(i)[0].tolist()]
                    flow.join([*row, (1, len(self.table.mentors))])
            served = len(flow.rows) - len(flow.held[-1])
            if served:
                found[group] = served
        return found

    @cached_property
    def _sizes(self) -> list[int]:
        first = len(self.table.mentors)
        return [self.group_at.count(first + k) for k in range(len(self.groups))]

    def _pair_counts(self, goal: str) -> np.ndarray:
        problem, policy, table = self.problem, self.problem.policy, self.table
        if goal in ("fit", "kept"):
            index = {mentor.id: j for j, mentor in enumerate(table.mentors)}
            before = np.array([index.get(problem.previous.get(m.id), -1) for m in table.mentees], np.int64)
            kept = before[table.mentee_at] == table.mentor_at
            if goal == "fit":
                return BEST + policy.stability - table.fit - policy.stability * kept
            had = np.array([mentee.id in problem.previous for mentee in table.mentees], bool)
            return (had[table.mentee_at] & ~kept).astype(np.int64)
        if goal == "poor":
            return (table.fit < policy.poor_below).astype(np.int64)
        if goal == "lottery":
            ours = np.array([drawn(problem.seed, "mentee", m.id) for m in table.mentees], np.int64)
            theirs = np.array([drawn(problem.seed, "mentor", m.id) for m in table.mentors], np.int64)
            return ours[table.mentee_at] * theirs[table.mentor_at] % PRIME
        return np.zeros(len(table.mentor_at), np.int64)

    def _most(self, goal: str) -> int:
        people = self.room
        if goal == "priority":
            return people * (len(self.problem.priority.waiting_days) + 1)
        if goal == "groups":
            return sum(sum(worth) for worth in leximin_costs(self.opportunity).values())
        if goal == "load":
            return people * self.most_places
        if goal == "fit":
            return people * (BEST + self.problem.policy.stability)
        return people * PRIME if goal == "lottery" else people
