"""Groups that open only with enough mentees: which of them open, so that the plan is the best there is.

A minimum is not a flow (in general it is NP-hard; Arulselvan et al., Algorithmica 2016), so it is settled by branch and
bound around the flow (Land and Doig 1960). A plan without minimums is the bound. If it puts somebody into a group, but too
few, there are two ways on: the group stays closed, or its first seats are promised. A promise is a digit above all goals
that counts whoever does not sit in a promised seat; so each branch is one more flow, repaired from the one before, and a
branch whose promises can't all be kept is dropped. The branch with the least counts goes first; the first
whose groups are all empty or large enough is the best, because no other branch has less.

What comes out is a round in which every group is `opened` or `closed`. Its plan passes the same certificate as any other,
which proves it best for these groups. That no other choice of groups is better rests on the search; the tests compare it
with trying everything.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush

from .changes import Change
from .flow import Flow
from .problem import Problem, ProblemError
from .standing import Standing, changed

#: Branches looked at before giving up: some seconds with a hundred people (ours).
MOST_BRANCHES = 4_000


class TooManyGroups(ProblemError):
    """The best choice of groups was not found within `MOST_BRANCHES`. With fewer groups, or a lower minimum, it will be."""


class GroupStanding(Standing):
    """A standing round in which some groups need a minimum: every change is solved anew."""

    takes_groups = True

    def __init__(self, problem: Problem):
        """Settles which groups open, and seats everybody. Raises TooManyGroups."""
        self._settle(replace(problem, opened=None, closed=frozenset()))

    def apply(self, change: Change) -> None:
        self._refuse(change)
        self._settle(changed(self.asked, change))

    def counts(self) -> tuple[int, ...]:
        """Without the promises, which are all kept."""
        return super().counts()[1:]

    def _settle(self, asked: Problem) -> None:
        settled_problem = settled(asked)
        self.asked = asked
        super().__init__(settled_problem, "own")
        # The flow passes over places without seats. For the proof a closed one is so dear that nobody wants it.
        for one in settled_problem.closed:
            place = self.place_of[one]
            wanted = (self.flow.worth[row] - self._cost_at(row, place) for row in self.flow.users(place))
            self.flow.price[place] = max([0, *wanted])

    def _cost_at(self, row: int, place: int) -> int:
        return next(cost for cost, other in self.flow.row(row) if other == place)


def seated(problem: Problem, solver: str = "auto") -> Standing:
    """The round with everybody seated, groups with a minimum or not. solver: as in `solve`. Raises TooManyGroups."""
    if any(mentor.least > 1 for mentor in problem.mentors):
        return GroupStanding(problem)
    return Standing(problem, solver)


@dataclass(order=True)
class Branch:
    """Some groups promised, some closed, and the best plan then: `counts` of the goals; number: the older first among equals."""

    counts: tuple[int, ...]
    number: int
    opened: frozenset = field(compare=False)
    closed: frozenset = field(compare=False)
    flow: Flow = field(compare=False)


def settled(problem: Problem) -> Problem:
    """The same round with every group either opened or closed, as in the best plan. Raises TooManyGroups.

    Cost: a solution, then a repair per branch; on invented rounds of 40 mentees and 12 groups some dozens of branches.
    """
    root = Standing(replace(problem, opened=frozenset()), "own")
    # Of a group that fixed pairs fill already nothing is left to settle.
    groups = [m.id for m in problem.mentors if m.least > max(1, problem.taken[m.id])]
    hopeless = frozenset(
        one for one in groups if min(problem.places[one], len(root.flow.users(root.place_of[one]))) < _missing(problem, one)
    )
    first = Branch((), 0, frozenset(), frozenset(), root.flow)
    for one in hopeless:
        first = _close(root, first, one, 0)
    waiting, number = [first], 0
    while waiting:
        branch = heappop(waiting)
        load = {one: len(branch.flow.held[root.place_of[one]]) for one in groups}
        small = [one for one in groups if one not in branch.opened and 0 < load[one] < _missing(problem, one)]
        if not small:
            opened = frozenset(one for one in groups if load[one])
            return replace(problem, opened=opened, closed=frozenset(groups) - opened)
        # The group that lacks most changes most, either way; equals in the order of their lots.
        one = max(small, key=lambda one: (_missing(problem, one) - load[one], -root.place_of[one]))
        for go_on in (_close, _open):
            number += 1
            following = go_on(root, branch, one, number)
            if following:
                heappush(waiting, following)
        if number > MOST_BRANCHES:
            raise TooManyGroups(
                "too many groups could open with a minimum: take fewer of them into the round, or lower the minimum"
            )
    raise AssertionError("closing every group is always a plan")


def _missing(problem: Problem, mentor: Hashable) -> int:
    return problem.mentor_by_id[mentor].least - problem.taken[mentor]


def _close(root: Standing, branch: Branch, one: Hashable, number: int) -> Branch:
    flow = branch.flow.fork()
    flow.close_seats(root.place_of[one])
    return Branch(_counts(root, flow), number, branch.opened, branch.closed | {one}, flow)


def _open(root: Standing, branch: Branch, one: Hashable, number: int) -> Branch | None:
    problem, flow, place = root.costs.problem, branch.flow.fork(), root.place_of[one]
    flow.close_seats(place)
    flow.open_seats(place, root.costs.seats_of(one, promised=_missing(problem, one)))
    opened = branch.opened | {one}
    promised = sum(_missing(problem, other) for other in opened)
    elsewhere = root.costs.digits.counts(flow.total())[0]
    if elsewhere > len(root.row_of) - promised:
        return None
    return Branch(_counts(root, flow), number, opened, branch.closed, flow)


def _counts(root: Standing, flow: Flow) -> tuple[int, ...]:
    """What the goals of the policy come to; the promises are left out, for every branch has made others."""
    return root.costs.digits.counts(flow.total())[1:]
