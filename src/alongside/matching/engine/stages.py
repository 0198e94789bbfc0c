"""The same best arrangement as `Flow` finds, with OR-Tools: as many goals at once as 64 bits hold, then the next.

One number for all goals of a policy has some ninety bits; OR-Tools counts in 64 and multiplies every cost by the nodes. So
the goals are cut into stages. A stage's prices describe *all* its best arrangements (complementary slackness): they use
only pairs without reduced cost, whoever is worth more with a mentor than left over has one, and every seat cheaper than its
place is taken. The next stage chooses among these alone, exactly. OR-Tools tells no prices, so they are found from its
arrangement by longest paths (Bellman and Ford). The prices of all stages, put together as digits again, are those of the
whole policy, and `certify` checks them like any others.

A large round begins with the cheapest pairs of each mentee; then every pair left out is held against the prices, and
those that could do better come in, until none could (column generation; Gilmore and Gomory 1961).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from .flow import Flow

if TYPE_CHECKING:
    from .costs import Costs

#: OR-Tools multiplies costs by nodes + 1 and refuses from 2^63 on, or a little earlier; an eighth of it was always taken.
LIMIT = 2**60
#: What a stage's prices may add up to in 64 bits.
ROOM = 2**61
#: So many of each mentee's cheapest pairs come in at first, and so many more whenever some could do better.
FIRST, MORE = 12, 12
#: Where at most this part of the rows could do better they are seated one by one, which is quicker than all anew.
LATE = 0.01
#: Pairs whose costs are worked out at once.
BLOCK = 1 << 18
#: Up to so many pairs per mentee all come in at once.
FEW = 48


class CannotUse(Exception):
    """OR-Tools is not installed, or this round does not suit it: use `Flow`."""


@dataclass(frozen=True)
class Arrangement:
    """As in `Flow`: for each row its place (mate) and its worth, for each place its price, in the digits of the policy."""

    mate: list[int]
    worth: list[int]
    price: list[int]


@dataclass(frozen=True)
class Stage:
    """Goals kept together. scale: of each goal in the policy's digits, divided by `unit`. given: a tighter scale for the solver."""

    goals: tuple[str, ...]
    scale: tuple[int, ...]
    given: tuple[int, ...]
    unit: int


def is_installed() -> bool:
    return find_spec("ortools") is not None


def arrange(costs: "Costs") -> Arrangement:
    """Everybody's place at the least total cost. Raises CannotUse."""
    if not is_installed():
        raise CannotUse("OR-Tools is not installed")
    net = Net(costs)
    people, places = len(costs.table.mentees), len(costs.table.mentors) + len(costs.groups)
    worth, price = np.zeros(people, object), np.zeros(places, object)
    for stage in stages_of(costs):
        worths, prices = net.take(stage)
        worth, price = worth + worths.astype(object) * stage.unit, price + prices.astype(object) * stage.unit
    return Arrangement(net.mate.tolist(), worth.tolist(), price.tolist())


def stages_of(costs: "Costs") -> Iterator[Stage]:
    """The policy's goals, cut where 64 bits are full. Raises CannotUse if one goal alone is too large."""
    goals, digits = costs.problem.policy.goals, costs.digits.scale
    nodes = len(costs.table.mentees) + len(costs.table.mentors) + len(costs.groups) + 2
    largest = {goal: costs.largest(goal) for goal in goals}
    first = 0
    while first < len(goals):
        for last in range(len(goals), first, -1):
            some, unit = goals[first:last], digits[last - 1]
            scale = tuple(digit // unit for digit in digits[first:last])
            given = _tight(some, costs, largest)
            whole = sum(largest[goal] * one for goal, one in zip(some, given, strict=True))
            true = sum(largest[goal] * one for goal, one in zip(some, scale, strict=True))
            # After the first stage a price can lie as far below nothing as a path through all places costs.
            if whole * nodes <= LIMIT and true * (nodes if first else 4) <= ROOM:
                yield Stage(some, scale, given, unit)
                break
        else:
            raise CannotUse(f"the goal {goals[first]} is too large for 64 bits")
        first = last


def _tight(goals, costs, largest) -> tuple[int, ...]:
    """The smallest scales that still put each goal before the next."""
    found = [1]
    for goal, following in zip(reversed(goals[:-1]), reversed(goals[1:]), strict=True):
        # Whoever is left over by class with all classes above nothing is as few as can be (matroid), so that the number
        # needs no digit of its own beside the classes.
        joined = (goal, following) == ("matched", "priority")
        found.append(found[-1] if joined else found[-1] * (costs.most_at_once(following) * max(1, largest[following]) + 1))
    return tuple(reversed(found))


class Net:
    """Rows, places and seats, with what the stages so far have left to choose.

    Parallel arrays: `row`, `place` of each pair (being left over is a pair with its group's place, at the end); `at`, `count` of
    seats of equal cost, by place. `pairs` and `runs` index those still in question. `must`: seats of each place that are to be taken.
    """

    def __init__(self, costs: "Costs"):
        self.costs = costs
        self.people = len(costs.table.mentees)
        self.places = len(costs.table.mentors) + len(costs.groups)
        self.row = np.concatenate([costs.table.mentee_at, np.arange(self.people, dtype=np.int32)])
        self.place = np.concatenate([costs.table.mentor_at, np.array(costs.group_at, np.int32)])
        self.at, _, self.count = costs.seat_runs
        self.pairs, self.runs = np.arange(len(self.row), dtype=np.int32), np.arange(len(self.at))
        self.must = np.zeros(self.places, np.int64)
        # The pair of each row that has been chosen.
        self.chosen: np.ndarray | None = None

    @property
    def mate(self) -> np.ndarray:
        return self.place[self.chosen]

    def take(self, stage: Stage) -> tuple[np.ndarray, np.ndarray]:
        """Choose by the goals of this stage, and keep what is as good; returns (worths, prices) in its own numbers."""
        true = self._cost(stage, stage.scale, self.pairs)
        seat = self._seat_cost(stage, stage.scale)
        row, place = self._ends()
        inside = self._first(row, true)
        while True:
            own = self._solved(stage, inside)
            price = self._prices(inside, own, true, seat)
            worth = true[own] + price[place[own]]
            over = worth[row] - true - price[place]
            better = np.flatnonzero(over > 0)
            if not len(better):
                break
            late = np.unique(row[better])
            if len(late) <= self.people * LATE and not self.must.any():
                del better
                own, price = self._mended(late.tolist(), own, true, seat, price, worth, over > 0)
                worth = true[own] + price[place[own]]
                over = worth[row] - true - price[place]
                break
            inside = _joined(inside, better[_best_of_each(row[better], -over[better], MORE)], len(self.pairs))
        self.chosen = self.pairs[own]
        self.pairs = self.pairs[over == 0]
        level = price[self.at[self.runs]]
        np.add.at(self.must, self.at[self.runs[seat < level]], self.count[self.runs[seat < level]])
        self.runs = self.runs[seat == level]
        return worth, price

    def _cost(self, stage: Stage, scale, pairs) -> np.ndarray:
        whole = np.zeros(len(pairs), np.int64)
        for goal, one in zip(stage.goals, scale, strict=True):
            for start in range(0, len(pairs), BLOCK):
                some = slice(start, start + BLOCK)
                whole[some] += self.costs.counts(goal, pairs[some]) * one
        return whole

    def _seat_cost(self, stage: Stage, scale) -> np.ndarray:
        return sum(
            (self.costs.seat_counts(goal)[self.runs] * one for goal, one in zip(stage.goals, scale, strict=True)),
            np.zeros(len(self.runs), np.int64),
        )

    def _ends(self) -> tuple[np.ndarray, np.ndarray]:
        """(row, place) of the pairs in question."""
        if len(self.pairs) == len(self.row):
            return self.row, self.place
        return self.row[self.pairs], self.place[self.pairs]

    @property
    def _mentors(self) -> int:
        """So many of the pairs in question are with mentors; they come first, by row."""
        return int(np.searchsorted(self.pairs, np.int32(len(self.row) - self.people)))

    def _first(self, row, cost) -> np.ndarray:
        """The pairs (as places in `pairs`) to begin with."""
        count, mentors = len(self.pairs), self._mentors
        if count <= FEW * self.people:
            return np.arange(count)
        inside = np.zeros(count, bool)
        inside[mentors:] = True
        if self.chosen is not None:
            inside[np.searchsorted(self.pairs, self.chosen)] = True
        start = 0
        while start < mentors:
            # Some whole rows at a time.
            end = int(np.searchsorted(row[:mentors], row[min(start + BLOCK, mentors) - 1], side="right"))
            inside[start + _best_of_each(row[start:end], cost[start:end], FIRST)] = True
            start = end
        return np.flatnonzero(inside)

    def _solved(self, stage: Stage, inside) -> np.ndarray:
        """For each row its pair (as a place in `pairs`), by OR-Tools."""
        from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

        row, place = self.row[self.pairs[inside]], self.place[self.pairs[inside]]
        end = self.people + self.places
        flow = SimpleMinCostFlow()
        arcs = flow.add_arcs_with_capacity_and_unit_cost(
            np.concatenate([row, self.people + self.at[self.runs]]).astype(np.int32),
            np.concatenate([self.people + place, np.full(len(self.runs), end)]).astype(np.int32),
            np.concatenate([np.ones(len(row), np.int64), self.count[self.runs]]),
            np.concatenate([self._cost(stage, stage.given, self.pairs[inside]), self._seat_cost(stage, stage.given)]),
        )
        supply = np.concatenate([np.ones(self.people, np.int64), -self.must, [self.must.sum() - self.people]])
        flow.set_nodes_supplies(np.arange(end + 1, dtype=np.int32), supply)
        status = flow.solve()
        if status != flow.OPTIMAL:
            raise CannotUse(f"OR-Tools could not: {status}")
        used = inside[flow.flows(arcs[: len(row)]) > 0]
        own = np.empty(self.people, np.int64)
        own[self.row[self.pairs[used]]] = used
        return own

    def _mended(self, late: list[int], own, true, seat, price, worth, over) -> tuple[np.ndarray, np.ndarray]:
        """(chosen pairs, prices) over all pairs, where only a few rows could do better: they are seated anew, one by one."""
        seats = [[] for _ in range(self.places)]
        for place, cost, count in zip(self.at[self.runs].tolist(), seat.tolist(), self.count[self.runs].tolist(), strict=True):
            seats[place] += [cost] * count
        pairs = _Pairs(*self._ends(), true, self._mentors, over)
        flow = Flow.settled(pairs, seats, pairs.place[own].tolist(), worth.tolist(), price.tolist())
        for row in late:
            flow.told(row, pairs.reveal(row))
        return pairs.of(np.array(flow.mate), own), np.array(flow.price, np.int64)

    def _prices(self, inside, own, true, seat) -> np.ndarray:
        """The lowest prices that support the chosen pairs: longest paths from the seats taken, through who could move where.

        A row at one place that could have another keeps the other at least as dear. Raises CannotUse if there are none, that is
        if the arrangement is not the best of these pairs.
        """
        row, place = self._ends()
        at, held = self.at[self.runs], np.bincount(place[own], minlength=self.places) - self.must
        before = np.cumsum(self.count[self.runs]) - self.count[self.runs]
        before -= before[np.searchsorted(at, at)] if len(at) else 0
        taken, free = before < held[at], before + self.count[self.runs] > held[at]
        # Whoever holds only seats that have to be taken sets no price: as low as any path could be long.
        low = np.zeros(self.places, np.int64)
        if self.must.any():
            low[self.must > 0] = -(self.places + 2) * int(true.max(initial=0) + seat.max(initial=0) + 1)
        np.maximum.at(low, at[taken], seat[taken])
        high = np.full(self.places, np.iinfo(np.int64).max)
        np.minimum.at(high, at[free], seat[free])
        others = inside[own[row[inside]] != inside]
        mine = own[row[others]]
        come, go, step = place[mine], place[others], true[mine] - true[others]
        order = np.argsort(come, kind="stable")
        come, go, step = come[order], go[order], step[order]
        starts = np.searchsorted(come, np.arange(self.places + 1))
        price, moved = low, np.arange(self.places)
        for _ in range(self.places + 2):
            lengths = starts[moved + 1] - starts[moved]
            some = np.repeat(starts[moved] - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
            reached = price.copy()
            np.maximum.at(reached, go[some], price[come[some]] + step[some])
            moved = np.flatnonzero(reached > price)
            price = reached
            if not len(moved):
                break
        if len(moved) or (price > high).any():
            raise CannotUse("the arrangement of OR-Tools has no prices")
        return price


class _Pairs:
    """Pairs as rows for `Flow`: parallel arrays, `mentors` of them with mentors. What is `over` stays hidden at first."""

    def __init__(self, row, place, cost, mentors: int, over):
        self.row_at, self.place, self.cost = row, place, cost
        # They come by row, first those with mentors, then those of being left over.
        self.mentors, self.hidden = mentors, over.copy()
        self.by_place = np.argsort(place, kind="stable").astype(np.int32)
        self.place_starts = np.searchsorted(place, np.arange(int(place.max(initial=0)) + 2), sorter=self.by_place)

    def row(self, person: int) -> list[tuple[int, int]]:
        some = self._of(person)
        return self._told(some[~self.hidden[some]])

    def users(self, place: int) -> list[tuple[int, int]]:
        some = self.by_place[slice(*self.place_starts[place : place + 2])] if place + 1 < len(self.place_starts) else self.by_place[:0]
        some = some[~self.hidden[some]]
        return list(zip(self.row_at[some].tolist(), self.cost[some].tolist(), strict=True))

    def reveal(self, person: int) -> list[tuple[int, int]]:
        """Tell what was hidden of a row."""
        some = self._of(person)
        some = some[self.hidden[some]]
        self.hidden[some] = False
        return self._told(some)

    def _told(self, some) -> list[tuple[int, int]]:
        return sorted(zip(self.cost[some].tolist(), self.place[some].tolist(), strict=True))

    def _of(self, person: int) -> np.ndarray:
        """The pairs of a row."""
        # Of the same kind as the rows: numpy would copy them all otherwise.
        around = np.array([person, person + 1], self.row_at.dtype)
        ends = [np.searchsorted(part, around) for part in (self.row_at[: self.mentors], self.row_at[self.mentors :])]
        return np.concatenate([np.arange(*ends[0]), np.arange(*ends[1]) + self.mentors])

    def of(self, mate: np.ndarray, own: np.ndarray) -> np.ndarray:
        """For each row the pair with its place; `own` is right for all whose place has not changed."""
        own = own.copy()
        for person in np.flatnonzero(self.place[own] != mate).tolist():
            some = self._of(person)
            own[person] = some[self.place[some] == mate[person]][0]
        return own


def _joined(some: np.ndarray, others: np.ndarray, count: int) -> np.ndarray:
    """All of both, rising, of numbers under `count`."""
    mask = np.zeros(count, bool)
    mask[some] = mask[others] = True
    return np.flatnonzero(mask)


def _best_of_each(row, cost, most: int) -> np.ndarray:
    """Places of the `most` cheapest of each row; equals by their order."""
    order = np.lexsort((cost, row))
    ordered = row[order]
    rank = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    return order[rank < most]
