"""Seats for people at the least total cost, kept best while people and seats come and go.

A *row* is a person with the places that suit, a *place* has seats whose costs never fall from one to the next. All
costs are whole numbers of any size (Python's integers have no upper end, so nothing can overflow or be rounded).
Between two calls the arrangement is the cheapest there is, and `price` and `worth` prove it:

    cost + price[place] >= worth[row]      for every place that suits, and equal for the one given;
    last seat taken <= price[place] <= next seat free.

So one change costs one search, not a new solution: a row joins by the shortest path to a free seat, and a
seat that falls free is offered along the shortest path back. Methods: Edmonds and Karp 1972, Tomizawa 1971
(shortest paths with potentials); Toroslu and Üçoluk 2007 (the incremental assignment problem).
"""

from collections.abc import Iterable, Sequence
from copy import copy
from heapq import heappop, heappush
from typing import Protocol

Row = Sequence[tuple[int, int]]


class Source(Protocol):
    """Where rows come from that nobody has needed yet: a large round has millions of pairs, and a repair looks at few."""

    def row(self, person: int) -> Row: ...

    def users(self, place: int) -> list[tuple[int, int]]: ...


class CannotSeat(ValueError):
    """No seat can be found for this row, even if everybody else moved."""


class Flow:
    """Rows and places by index. Read `mate`, `worth`, `price`, `held`; change only by the methods."""

    def __init__(self, seats: Sequence[Sequence[int]]):
        """seats: for each place the costs of its seats, none below 0 and none less than the one before."""
        self.seats: list[list[int]] = [list(costs) for costs in seats]
        self.price: list[int] = [costs[0] if costs else 0 for costs in seats]
        # Replaced and never changed in place, so that a copy can share them.
        self.held: list[list[int]] = [[] for _ in seats]
        self.mate: list[int | None] = []
        self.worth: list[int] = []
        # None: still as in `_source`, and nobody has asked.
        self._rows: list[Row | None] = []
        self._source: Source | None = None
        # Rows that are no longer as in `_source`.
        self._own: set[int] = set()
        # For each place the (row, cost) that it suits; made when first needed.
        self._users: dict[int, list[tuple[int, int]]] = {}

    @classmethod
    def settled(cls, source: Source, seats: Sequence[Sequence[int]], mate, worth, price) -> "Flow":
        """An arrangement that somebody else has found, with prices that prove it the cheapest."""
        flow = cls(seats)
        flow.mate, flow.worth, flow.price = list(mate), list(worth), list(price)
        flow._rows, flow._source = [None] * len(flow.mate), source
        for person, place in enumerate(flow.mate):
            flow.held[place].append(person)
        return flow

    def __len__(self) -> int:
        """How many rows there have ever been."""
        return len(self._rows)

    def row(self, person: int) -> Row:
        """(cost, place) of what suits a row, cheapest first."""
        found = self._rows[person]
        if found is None:
            found = self._rows[person] = self._source.row(person)
        return found

    def expect(self, rows: Sequence[Row]) -> None:
        """Rows that will be seated one by one (`seat`), before anything else."""
        self._rows, self._own = list(rows), set(range(len(rows)))
        self.mate, self.worth = [None] * len(rows), [0] * len(rows)

    def fork(self) -> "Flow":
        """A copy to try something on; it shares the rows, which are never changed in place."""
        other = copy(self)
        other.seats, other.price, other.worth = list(self.seats), list(self.price), list(self.worth)
        other.held, other._rows, other.mate = list(self.held), list(self._rows), list(self.mate)
        other._users, other._own = dict(self._users), set(self._own)
        return other

    def total(self) -> int:
        """What the whole arrangement costs: rows and seats. A row costs its worth less the price of its place."""
        price = self.price
        rows = sum(worth - price[place] for worth, place in zip(self.worth, self.mate, strict=True) if place is not None)
        return rows + sum(sum(costs[: len(held)]) for costs, held in zip(self.seats, self.held, strict=True) if costs and costs[-1])

    def join(self, row: Sequence[tuple[int, int]]) -> int:
        """A new row, seated; returns its index. `row`: (cost, place), cheapest first. Raises CannotSeat."""
        person = len(self._rows)
        self._rows.append(row)
        self.mate.append(None)
        self.worth.append(0)
        self._note(person)
        self.seat(person)
        return person

    def leave(self, person: int) -> None:
        """The row goes, and its seat is offered to the others."""
        place = self._unseat(person)
        self._forget(person)
        self._offer(place)

    def change(self, person: int, row: Sequence[tuple[int, int]]) -> None:
        """Other places, or other costs, for one row. Raises CannotSeat."""
        self.leave(person)
        self._rows[person] = row
        self._note(person)
        self.seat(person)

    def told(self, person: int, more: Row) -> None:
        """The source has these pairs too for a row, some of which may suit it better than its place."""
        if self._rows[person] is not None:
            self._rows[person] = sorted((*self._rows[person], *more))
        for cost, place in more:
            if place in self._users:
                self._users[place] = [*self._users[place], (person, cost)]
        before = self.mate[person]
        held = len(self.held[before])
        self._unseat(person)
        self.seat(person, before)
        if len(self.held[before]) < held:
            self._offer(before)

    def add_place(self) -> int:
        """A new place, still without seats; returns its index. Rows learn of it through `change` or `suits`."""
        self.seats.append([])
        self.price.append(0)
        self.held.append([])
        self._users[len(self.seats) - 1] = []
        return len(self.seats) - 1

    def suits(self, person: int, cost: int, place: int) -> None:
        """From now on `place`, which has no seat yet, suits this row too."""
        self._users[place] = [*self._users_of(place), (person, cost)]
        self._rows[person] = sorted((*self.row(person), (cost, place)))
        self._own.add(person)

    def users(self, place: int) -> set[int]:
        """The rows that this place suits."""
        return {row for row, _ in self._users_of(place)}

    def open_seats(self, place: int, costs: Iterable[int]) -> None:
        """More seats at a place, each offered at once; costs go on from those that it has."""
        if not self.seats[place]:
            # Nobody sits here: so dear that nobody wants to, then down seat by seat.
            wanted = (self.worth[row] - cost for row, cost in self._users_of(place) if self.mate[row] is not None)
            self.price[place] = max([0, *wanted])
        for cost in costs:
            self.seats[place] = [*self.seats[place], cost]
            if len(self.held[place]) == len(self.seats[place]) - 1:
                self._offer(place)

    def close_seats(self, place: int, left: int = 0) -> list[int]:
        """Keep only the first `left` seats. Rows that lose theirs are seated again; returns them. Raises CannotSeat.

        A place closed altogether still suits whom it suited: `open_seats` brings it back.
        """
        self.seats[place] = self.seats[place][:left]
        out = self.held[place][left:]
        for person in out:
            self._unseat(person)
        for person in out:
            self.seat(person)
        return out

    def seat(self, person: int, before: int | None = None) -> None:
        """Find the row's seat by the shortest path over everybody who could move. Raises CannotSeat.

        before: the place where its seat is still kept for it, so that only what is better need be looked at.
        """
        rows, price, held, seats, worth = self._rows, self.price, self.held, self.seats, self.worth
        came: dict[int, int] = {}
        best: dict[int, int] = {}
        heap: list[tuple[int, int]] = []
        settled: list[tuple[int, int]] = []
        # What the best seat found so far costs in all: nothing dearer need be looked at.
        bound, end = None, before
        if before is not None:
            bound = best[before] = worth[person]
            came[before] = person
        current, base = person, 0
        waiting: list[tuple[int, int]] = []
        while True:
            for cost, place in rows[current] or self.row(current):
                # Prices are never below 0, so the rest of the sorted row is at least this far.
                if bound is not None and base + cost >= bound:
                    break
                far = base + cost + price[place]
                if (bound is not None and far >= bound) or far >= best.get(place, far + 1):
                    continue
                costs, load = seats[place], len(held[place])
                if not costs:
                    continue
                best[place] = far
                came[place] = current
                if load < len(costs):
                    whole = far + costs[load] - price[place] if place != before else far
                    if bound is None or whole < bound:
                        bound, end = whole, place
                    if whole == far:
                        continue
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
            raise CannotSeat(f"no seat for row {person}")
        for far, place in settled:
            if far < bound:
                price[place] += bound - far
                for other in held[place]:
                    worth[other] += bound - far
        worth[person] = bound
        place = end
        while True:
            mover = came[place]
            previous = self.mate[mover]
            if previous is not None:
                held[previous] = [row for row in held[previous] if row != mover]
            held[place] = [*held[place], mover]
            self.mate[mover] = place
            if mover == person:
                return
            place = previous

    def _unseat(self, person: int) -> int:
        place = self.mate[person]
        if place is None:
            raise LookupError(f"row {person} is not seated")
        self.held[place] = [row for row in self.held[place] if row != person]
        self.mate[person] = None
        return place

    def _offer(self, start: int) -> None:
        """A seat is free at `start`: whoever gains most by it moves there, the next to where they sat, and so on.

        Ends where leaving a seat empty loses nothing; prices of all that were looked at fall accordingly.
        """
        price, held, seats, worth, mate = self.price, self.held, self.seats, self.worth, self.mate
        near: dict[int, int] = {start: 0}
        came: dict[int, tuple[int, int]] = {}
        heap: list[tuple[int, int]] = [(0, start)]
        settled: list[tuple[int, int]] = []
        bound, end = price[start] - seats[start][len(held[start])], start
        if bound <= 0:
            return
        while heap:
            far, place = heappop(heap)
            if far >= bound:
                break
            if far > near[place]:
                continue
            settled.append((far, place))
            if place != start:
                whole = far + price[place] - seats[place][len(held[place]) - 1]
                if whole < bound:
                    bound, end = whole, place
                if far >= bound:
                    break
            for row, cost in self._users_of(place):
                seat = mate[row]
                if seat is None or seat == place:
                    continue
                ahead = far + cost + price[place] - worth[row]
                if ahead < bound and ahead < near.get(seat, ahead + 1):
                    near[seat] = ahead
                    came[seat] = (row, place)
                    heappush(heap, (ahead, seat))
        for far, place in settled:
            if far < bound:
                price[place] -= bound - far
                for row in held[place]:
                    worth[row] -= bound - far
        while end != start:
            row, place = came[end]
            held[end] = [other for other in held[end] if other != row]
            held[place] = [*held[place], row]
            mate[row] = place
            end = place

    def _users_of(self, place: int) -> list[tuple[int, int]]:
        """The (row, cost) that the place suits now."""
        found = self._users.get(place)
        if found is None:
            if self._source is None:
                self._read_all()
            else:
                found = [option for option in self._source.users(place) if option[0] not in self._own]
                found += [(row, cost) for row in self._own for cost, other in self._rows[row] if other == place]
                self._users[place] = found
            found = self._users[place]
        return found

    def _read_all(self) -> None:
        """Every place's users at once, where all rows are there anyway."""
        self._users = {place: [] for place in range(len(self.seats))}
        for person, row in enumerate(self._rows):
            for cost, other in row:
                self._users[other].append((person, cost))

    def _note(self, person: int) -> None:
        """The row is new: the places that suit it know it from now on."""
        self._own.add(person)
        for cost, place in self._rows[person]:
            if place in self._users:
                self._users[place] = [*self._users[place], (person, cost)]

    def _forget(self, person: int) -> None:
        for _cost, place in self.row(person):
            if place in self._users:
                self._users[place] = [option for option in self._users[place] if option[0] != person]
        self._own.add(person)
        self._rows[person] = ()
