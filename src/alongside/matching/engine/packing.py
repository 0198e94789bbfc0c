"""Which of many possible teams: each mentee one at most, each mentor in as many as they have places.

Set packing is NP-hard, so this is for the small sub-problem. Lagrangian prices say what a place of each mentor is worth (Held and
Karp 1971): with whole prices p, no choice is worth more than all places at their prices plus, for each mentee, the best team's
worth less its members' prices. Branch and bound over the mentees uses that bound; because the prices are whole numbers the
bound is exact, and the answer proved, however good or bad the prices are.
"""

from collections.abc import Hashable, Mapping

import numpy as np

from .problem import ProblemError

#: Steps of the search before giving up: some seconds (ours).
MOST_STEPS = 20_000
#: Rounds of pricing, and the parts of a point of fit in which prices are told (ours).
PRICINGS = 400
FINE = 64

Teams = list[tuple[int, tuple[Hashable, ...]]]


class TooManyTeams(ProblemError):
    """There are more possible teams than can be compared exactly. Choose fewer mentors, or smaller teams."""


def best_packing(options: Mapping[Hashable, Teams], places: Mapping[Hashable, int]) -> dict[Hashable, tuple[Hashable, ...]]:
    """mentee -> team, serving most mentees, then with the greatest total fit.

    options: for each mentee (fit 0 .. 1000, mentor ids) of every team. places: of each mentor, 0 or more.
    Raises TooManyTeams after MOST_STEPS. The same options in the same order give the same answer.
    """
    rows = [(mentee, teams) for mentee, teams in options.items() if teams]
    if not rows:
        return {}
    search = _Search(rows, places)
    search.go_on(frozenset(range(len(rows))), 0, search.free, {})
    return {rows[i][0]: rows[i][1][k][1] for i, k in search.chosen.items()}


class _Search:
    """Depth first: the mentee for whom most is at stake first, the best team by price first."""

    def __init__(self, rows: list[tuple[Hashable, Teams]], places: Mapping[Hashable, int]):
        names = sorted({one for _, teams in rows for _, team in teams for one in team}, key=str)
        at = {one: j for j, one in enumerate(names)}
        # Serving one more outweighs every fit.
        served = (1000 * len(rows) + 1) * FINE
        # A last place, of which there is always one, fills up the lines of smaller teams.
        self.free = np.array([*(places[one] for one in names), 2**31], np.int64)
        self.worth = [np.array([served + FINE * fit for fit, _ in teams], np.int64) for _, teams in rows]
        self.members = [_table(teams, at) for _, teams in rows]
        self.price, self.record, self.chosen = _priced(self.worth, self.members, self.free)
        self.rest = [
            whole - self.price[team].sum(axis=1) for whole, team in zip(self.worth, self.members, strict=True)
        ]
        self.order = [np.argsort(-rest, kind="stable") for rest in self.rest]
        self.steps = 0

    def go_on(self, open_rows: frozenset, value: int, free: np.ndarray, taken: dict[int, int]) -> None:
        """Whatever can be added to what is taken, which is worth `value` and leaves these places free."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooManyTeams("too many teams compete for the same mentors: choose fewer mentees or mentors at a time")
        if value > self.record:
            self.record, self.chosen = value, dict(taken)
        able, gains, stakes = {}, {}, {}
        for i in open_rows:
            order = self.order[i]
            able[i] = order[(free[self.members[i][order]] > 0).all(axis=1)]
            best = [max(0, int(self.rest[i][k])) for k in able[i][:2]]
            gains[i] = best[0] if best else 0
            stakes[i] = gains[i] - (best[1] if len(best) > 1 else 0)
        bound = value + int((self.price * free)[:-1].sum()) + sum(gains.values())
        # Whatever is better is better by a whole point.
        if bound < self.record + FINE or not any(map(len, able.values())):
            return
        row = max((i for i in open_rows if len(able[i])), key=lambda i: (stakes[i], -i))
        others = bound - gains[row]
        for k in able[row].tolist():
            if others + int(self.rest[row][k]) < self.record + FINE:
                break
            after = free.copy()
            np.subtract.at(after, self.members[row][k], 1)
            self.go_on(open_rows - {row}, value + int(self.worth[row][k]), after, {**taken, row: k})
        if others >= self.record + FINE:
            self.go_on(open_rows - {row}, value, free, taken)


def _table(teams: Teams, at: Mapping[Hashable, int]) -> np.ndarray:
    """The members' places, a team a line; short lines are filled up with the place after the last."""
    width = max(len(team) for _, team in teams)
    return np.array([[at[one] for one in team] + [len(at)] * (width - len(team)) for _, team in teams], np.int64)


def _priced(worth: list, members: list, free: np.ndarray) -> tuple[np.ndarray, int, dict[int, int]]:
    """What a place of each mentor is worth, in whole numbers of 0 or more; and the best choice met on the way, with its worth.

    Subgradient steps, each as long as the bound lies above that choice (Polyak 1969); halved after eight that gain nothing.
    """
    price = np.zeros(len(free))
    best, least, pace, still = price.copy(), np.inf, 1.0, 0
    record, chosen = 0, {}
    for _ in range(PRICINGS):
        bound, wanted = float((price * free)[:-1].sum()), np.zeros(len(free))
        left, value, taken = free.copy(), 0, {}
        rests = [whole - price[team].sum(axis=1) for whole, team in zip(worth, members, strict=True)]
        for i in sorted(range(len(rests)), key=lambda i: -rests[i].max()):
            rest, team = rests[i], members[i]
            k = int(rest.argmax())
            if rest[k] > 0:
                bound += rest[k]
                np.add.at(wanted, team[k], 1)
            able = np.flatnonzero((left[team] > 0).all(axis=1))
            if len(able):
                taken[i] = int(able[rest[able].argmax()])
                value += int(worth[i][taken[i]])
                np.subtract.at(left, team[taken[i]], 1)
        if value > record:
            record, chosen = value, taken
        if bound < least - 0.5:
            least, best, still = bound, price.copy(), 0
        else:
            still += 1
            if still == 8:
                pace, still = pace / 2, 0
        slope = wanted - free
        slope[-1] = 0
        slope[(price <= 0) & (slope < 0)] = 0
        length = float((slope**2).sum())
        if not length or least - record < 1:
            break
        price = np.maximum(0, price + pace * (bound - record) / length * slope)
    return np.rint(best).astype(np.int64), record, chosen
