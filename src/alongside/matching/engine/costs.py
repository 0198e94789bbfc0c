"""What each goal of the policy counts, for one pair, one person left over and one seat.

Written twice on purpose. The functions say it plainly, one pair at a time: the certificate and the explanations use them.
`Costs` says the same for all pairs at once: the solver uses it.
"""

from collections import Counter
from collections.abc import Hashable
from functools import cached_property
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from .fit import BEST, fit
from .flow import Flow
from .policy import PAIRING, PROMISED, Digits, leximin_costs
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
    """The round as rows and places for `Flow`, and as arrays for `stages`.

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
        return [self.digits.one(counts) for counts in self._left_counts]

    def rows(self) -> list[list[tuple[int, int]]]:
        """For each mentee (cost, place), cheapest first; being left over is always the dearest."""
        costs, places, starts = self.pairs(), self.table.mentor_at.tolist(), self.table.starts.tolist()
        return [
            [*sorted(zip(costs[start:end], places[start:end], strict=True)), (left, group)]
            for start, end, left, group in zip(starts[:-1], starts[1:], self.left, self.group_at, strict=True)
        ]

    def row(self, i: int) -> list[tuple[int, int]]:
        """The same for one mentee."""
        some = slice(self.table.starts[i], self.table.starts[i + 1])
        options = sorted(zip(self.pairs(some), self.table.mentor_at[some].tolist(), strict=True))
        return [*options, (self.left[i], self.group_at[i])]

    def users(self, place: int) -> list[tuple[int, int]]:
        """(mentee, cost) of all whom a place suits."""
        first = len(self.table.mentors)
        if place >= first:
            return [(i, self.left[i]) for i, own in enumerate(self.group_at) if own == place]
        order, starts = self._by_mentor
        some = order[starts[place] : starts[place + 1]]
        return list(zip(self.table.mentee_at[some].tolist(), self.pairs(some), strict=True))

    def pairs(self, some=slice(None)) -> list[int]:
        """The cost of each pair of the table (or of `some`, a slice or indices) as one number."""
        some = some if isinstance(some, slice) else np.array(some, np.int64)
        goals = zip(self.problem.goals, self.digits.scale, strict=True)
        found = [(self.pair_counts(goal, some), scale) for goal, scale in goals if goal in PAIRING]
        found = [(counts, scale) for counts, scale in found if counts.any()]
        if sum(int(counts.max()) * scale for counts, scale in found) < 2**62:
            whole = sum((counts * scale for counts, scale in found), np.zeros(len(self.table.mentor_at[some]), np.int64))
            return whole.tolist()
        columns = [[count * scale for count in counts.tolist()] for counts, scale in found]
        return list(map(sum, zip(*columns, strict=True)))

    def seats(self) -> list[list[int]]:
        """For each place the costs of its seats."""
        scales = dict(zip(self.problem.goals, self.digits.scale, strict=True))
        goal, counts = self._seat_counts
        found = [[scales.get(goal[place >= len(self.table.mentors)], 0) * one for one in some] for place, some in enumerate(counts)]
        if self.problem.opened is not None:
            found[: len(self.table.mentors)] = [self.seats_of(mentor.id) for mentor in self.table.mentors]
        return found

    @cached_property
    def seat_runs(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Seats of equal cost: (place, cost in its goal's own count, how many), by place and rising cost."""
        runs = [
            (place, cost, len(list(same)))
            for place, some in enumerate(self._seat_counts[1])
            for cost, same in groupby(some)
        ]
        return tuple(np.array(runs, np.int64).reshape(-1, 3).T)

    def seat_counts(self, goal: str) -> np.ndarray:
        """What each of `seat_runs` adds to a goal."""
        at, cost, _ = self.seat_runs
        of_mentors, of_left = self._seat_counts[0]
        where = np.where(at < len(self.table.mentors), goal == of_mentors, goal == of_left)
        return np.where(where, cost, 0)

    @cached_property
    def _seat_counts(self) -> tuple[tuple[str, str], list[list[int]]]:
        """Which goal seats with mentors count for, which those of being left over, and how much each seat."""
        problem, goals = self.problem, self.problem.policy.goals
        by_load, by_group = "load" in goals, "groups" in goals
        found = [
            [by_load * (problem.taken[mentor.id] + k) for k in range(problem.places[mentor.id])]
            for mentor in self.table.mentors
        ]
        if by_group:
            worths = leximin_costs(self.opportunity)
            sizes = Counter(self.group_at)
            for k, group in enumerate(self.groups):
                worth = worths.get(group, [])
                found.append([0] * (sizes[len(self.table.mentors) + k] - len(worth)) + worth)
        else:
            found += [[0] * self.room for _ in self.groups]
        return ("load", "groups"), found

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
            served = len(flow) - len(flow.held[-1])
            if served:
                found[group] = served
        return found

    def pair_counts(self, goal: str, some=slice(None)) -> np.ndarray:
        """What each pair of the table (or of `some`, a slice or indices) adds to a goal, int64."""
        policy, table = self.problem.policy, self.table
        if goal == "fit":
            lost = BEST + policy.stability - table.fit[some].astype(np.int64)
            return lost - policy.stability * self._kept(some) if policy.stability else lost
        if goal == "kept":
            return ((self._before[table.mentee_at[some]] != -2) & ~self._kept(some)).astype(np.int64)
        if goal == "poor":
            return (table.fit[some] < policy.poor_below).astype(np.int64)
        if goal == "lottery":
            ours, theirs = self._lots
            return ours[table.mentee_at[some]] * theirs[table.mentor_at[some]] % PRIME
        return np.zeros(len(table.mentor_at[some]), np.int64)

    def counts(self, goal: str, some: np.ndarray) -> np.ndarray:
        """The same where indices past the pairs of the table mean that a mentee (in order) is left over."""
        pairs = len(self.table.mentor_at)
        found = np.empty(len(some), np.int64)
        over = some >= pairs
        found[~over] = self.pair_counts(goal, some[~over])
        found[over] = self._left_columns[self.problem.goals.index(goal)][some[over] - pairs]
        return found

    def largest(self, goal: str) -> int:
        """No pair, nobody left over and no seat adds more to this goal."""
        pairs = {"fit": BEST + self.problem.policy.stability, "kept": 1, "poor": 1, "lottery": PRIME}.get(goal, 0)
        left = int(self._left_columns[self.problem.goals.index(goal)].max(initial=0))
        return max(pairs, left, int(self.seat_counts(goal).max(initial=0)))

    def most_at_once(self, goal: str) -> int:
        """No plan has more pairs (goals about pairs) or people left over (goals about who is served) that add to this goal."""
        people = len(self.table.mentees)
        only_pairs = goal in ("fit", "poor", "load")
        return min(people, sum(self.problem.places.values())) if only_pairs else people

    def _kept(self, some) -> np.ndarray:
        return self._before[self.table.mentee_at[some]] == self.table.mentor_at[some]

    @cached_property
    def _before(self) -> np.ndarray:
        """For each mentee the mentor proposed before: -1 for one who is not in the round, -2 for none."""
        index = {mentor.id: j for j, mentor in enumerate(self.table.mentors)}
        previous = self.problem.previous
        return np.array([index.get(previous[m.id], -1) if m.id in previous else -2 for m in self.table.mentees], np.int64)

    @cached_property
    def _lots(self) -> tuple[np.ndarray, np.ndarray]:
        seed = self.problem.seed
        ours = [drawn(seed, "mentee", mentee.id) for mentee in self.table.mentees]
        return np.array(ours, np.int64), np.array([drawn(seed, "mentor", m.id) for m in self.table.mentors], np.int64)

    @cached_property
    def _left_counts(self) -> list[tuple[int, ...]]:
        """For each mentee what being left over adds to each goal."""
        return [
            left_counts(self.problem, mentee, possible)
            for mentee, possible in zip(self.table.mentees, self.table.possible, strict=True)
        ]

    @cached_property
    def _left_columns(self) -> np.ndarray:
        return np.array(self._left_counts, np.int64).reshape(-1, len(self.problem.goals)).T

    @cached_property
    def _by_mentor(self) -> tuple[np.ndarray, np.ndarray]:
        """The pairs by mentor, and where each mentor's begin."""
        order = np.argsort(self.table.mentor_at, kind="stable")
        return order, np.searchsorted(self.table.mentor_at[order], np.arange(len(self.table.mentors) + 1))

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
