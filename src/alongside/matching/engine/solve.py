"""From a problem to a plan that is proved best: most people, then priority, then fit.

Three exact steps. (1) Every rule narrows a bit set of mentors. (2) Mentees are served in order
of priority by augmenting paths: the sets of mentees that can be served together form a matroid, so
this greedy order also reaches the largest number. (3) Among the plans that serve exactly those mentees, the
one with the greatest total fit, by successive shortest paths with potentials. The potentials are
kept as proof, and `certify` checks them before anybody sees the plan.

Method: Edmonds 1971 (greedy on matroids); Roth, Sönmez and Ünver 2005 (priority in matching); Edmonds and
Karp 1972, Tomizawa 1971 (shortest paths with potentials).
"""

from collections import deque
from collections.abc import Sequence
from heapq import heappop, heappush

from .certificate import Proof, certify
from .fit import BEST, fit
from .plan import Plan
from .priority import lot, order_of_service
from .problem import Problem
from .rules.base import ones


def solve(problem: Problem) -> Plan:
    """The best plan for this round; the same problem and seed always give the same plan.

    Raises NotCertified if the plan fails its own check: a fault in the engine (or in a rule of one's own
    whose `filter` lets through less or more than its `check`), never a property of the people.
    Cost: 300 mentees and 200 mentors take well under two seconds of one core; no input or output.
    """
    mentors = sorted(problem.mentors, key=lambda mentor: lot(problem.seed, "mentor", mentor.id))
    filters = [rule.filter(mentors) for rule in problem.rules]
    able = {}
    for mentee in problem.seeking:
        among = (1 << len(mentors)) - 1
        for narrow in filters:
            if among == 0:
                break
            among = narrow(mentee, among)
        able[mentee.id] = list(ones(among))

    order = order_of_service(problem, {mentee: len(row) for mentee, row in able.items()})
    seats = [problem.places[mentor.id] for mentor in mentors]
    served = serve([able[mentee] for mentee in order], seats)

    chosen = [mentee for place, mentee in enumerate(order) if served[place]]
    rows = []
    for mentee in chosen:
        person = problem.mentee_by_id[mentee]
        rows.append(sorted((BEST - fit(person, mentors[j], problem.weights), j) for j in able[mentee]))
    mate, worth, price = assign(rows, seats)

    pairs = tuple((mentee, mentors[j].id) for mentee, j in zip(chosen, mate, strict=True))
    proof = Proof(
        worth=dict(zip(chosen, worth, strict=True)),
        price={mentor.id: price[j] for j, mentor in enumerate(mentors)},
    )
    certify(problem, pairs, proof)
    return Plan(
        problem=problem,
        proposed=pairs,
        unmatched=tuple(m for m, yes in zip(order, served, strict=True) if not yes),
        proof=proof,
    )


def serve(rows: Sequence[Sequence[int]], seats: Sequence[int]) -> list[bool]:
    """Which people can be served, each in turn having precedence over all later ones.

    rows: for each person, in order of precedence, the places (indices into `seats`) that suit. A person once
    served stays served, perhaps elsewhere. The number served is the largest possible.
    """
    held: list[list[int]] = [[] for _ in seats]
    mate: dict[int, int] = {}
    # Places from which no search can ever reach a free seat again: a failed search found them all full,
    # and leading only to one another.
    closed: set[int] = set()
    for person in range(len(rows)):
        came: dict[int, int] = {}
        waiting = deque([person])
        end = None
        while waiting and end is None:
            current = waiting.popleft()
            for place in rows[current]:
                if place in came or place in closed:
                    continue
                came[place] = current
                if len(held[place]) < seats[place]:
                    end = place
                    break
                waiting.extend(held[place])
        if end is None:
            closed.update(came)
        else:
            _move_along(end, person, came, mate, held)
    return [person in mate for person in range(len(rows))]


def assign(
    rows: Sequence[Sequence[tuple[int, int]]], seats: Sequence[int]
) -> tuple[list[int], list[int], list[int]]:
    """The cheapest way to seat everybody: (place per person, worth per person, price per place).

    rows: for each person the (cost, place) pairs that suit, cheapest first, costs whole and >= 0. Caller has
    made sure that all can be seated (`serve`); otherwise ValueError.
    The prices prove it: price >= 0, and 0 where a seat is free; cost + price >= worth for every pair, and equal
    for the chosen ones.
    """
    held: list[list[int]] = [[] for _ in seats]
    mate: dict[int, int] = {}
    price = [0] * len(seats)
    worth = [0] * len(rows)
    for person in range(len(rows)):
        came: dict[int, int] = {}
        best: dict[int, int] = {}
        heap: list[tuple[int, int]] = []
        settled: list[tuple[int, int]] = []
        # Distance to the nearest place with a free seat so far: nothing dearer need be looked at.
        bound, end = None, None
        current, base = person, 0
        waiting: list[tuple[int, int]] = []
        while True:
            for cost, place in rows[current]:
                # Prices are never negative, so the rest of the sorted row is at least this far.
                if bound is not None and base + cost >= bound:
                    break
                far = base + cost + price[place]
                if (bound is not None and far >= bound) or far >= best.get(place, far + 1):
                    continue
                best[place] = far
                came[place] = current
                if len(held[place]) < seats[place]:
                    bound, end = far, place
                else:
                    heappush(heap, (far, place))
            while not waiting and heap:
                far, place = heappop(heap)
                if bound is not None and far >= bound:
                    heap.clear()
                elif far == best[place]:
                    settled.append((far, place))
                    waiting.extend((far - worth[other], other) for other in held[place])
            if not waiting:
                break
            base, current = waiting.pop()
        if end is None:
            raise ValueError("these people cannot all be seated")
        for far, place in settled:
            price[place] += bound - far
            for other in held[place]:
                worth[other] += bound - far
        worth[person] = bound
        _move_along(end, person, came, mate, held)
    return [mate[person] for person in range(len(rows))], worth, price


def _move_along(
    end: int, person: int, came: dict[int, int], mate: dict[int, int], held: list[list[int]]
) -> None:
    """Seat `person`, moving everybody on the path found one place on, the last to `end`."""
    place = end
    while True:
        mover = came[place]
        previous = mate.get(mover)
        if previous is not None:
            held[previous].remove(mover)
        held[place].append(mover)
        mate[mover] = place
        if mover == person:
            return
        place = previous
