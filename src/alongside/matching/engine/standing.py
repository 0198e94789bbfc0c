"""A solved round that can be changed: each change repairs the plan by a search or two, and it stays the best there is.

The repaired plan has the same counts as solving the changed round anew (tests hold them together). Everything is solved anew
only when the policy compares groups, because one more person changes what every group could get, and when the round
outgrows the digits in which its goals are counted.
"""

from collections import Counter
from collections.abc import Hashable
from copy import copy
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from . import stages
from .changes import Add, Change, Difference, Forbid, Force, Further, Join, Leave, Places
from .costs import Costs, left_counts, pair_counts
from .flow import Flow
from .rules import Capacity, NotAgain, Reach, all_pass
from .rules.base import ones
from .table import Table

if TYPE_CHECKING:
    from .problem import Mentee, Mentor, Problem

# Under so many pairs everybody is seated one by one sooner than OR-Tools is loaded.
MANY = 2_000


class Standing:
    """Where everybody sits, as changes come in."""

    #: Whether groups with a minimum can come in later (`groups.GroupStanding`).
    takes_groups = False

    def __init__(self, problem: "Problem", solver: str = "auto"):
        """Seats everybody: the whole solution. solver: as in `solve`."""
        self._solved, self._solver = problem, solver
        self._changes: list[Change] = []
        self.table = Table(problem)
        self.costs = Costs(problem, self.table)
        # Whether a mentor has a place is for the seats to say: they come and go, and whom the mentor suits does not.
        self.rules = tuple(rule for rule in problem.rules if not isinstance(rule, Capacity))
        self.mentees = dict(problem.mentee_by_id)
        self.mentors = {mentor.id: mentor for mentor in self.table.mentors}
        self.fixed = dict(problem.fixed)
        self.place_of = {mentor: place for place, mentor in enumerate(self.mentors)}
        self.mentor_at = {place: mentor for mentor, place in self.place_of.items()}
        # Mentors whom everybody has been asked about; whoever came into the round full has not been.
        self.known = {mentor.id for mentor in self.table.mentors if problem.places[mentor.id]}
        # The rules prepared for all mentors at once; made when somebody joins.
        self._index: tuple | None = None
        # The rows are the mentees of the table, then whoever joins.
        self.row_of: dict[Hashable, int] = {mentee.id: i for i, mentee in enumerate(self.table.mentees)}
        self._who: list[Hashable] = list(self.row_of)
        self._counts: tuple[int, ...] | None = None
        self.flow = self._seated()

    def _seated(self) -> Flow:
        """Everybody at the least total cost, by OR-Tools where it is wanted and there, otherwise one by one."""
        many = len(self.table.mentor_at) > MANY
        # Promises to groups are settled by repairs (`groups`), one search each; OR-Tools knows none of them.
        wanted = self._solver == "ortools" or (self._solver == "auto" and many and stages.is_installed())
        if wanted and self.costs.problem.opened is None:
            try:
                found = stages.arrange(self.costs)
            except stages.CannotUse:
                if self._solver == "ortools":
                    raise
            else:
                return Flow.settled(self.costs, self.costs.seats(), found.mate, found.worth, found.price)
        flow, rows = Flow(self.costs.seats()), self.costs.rows()
        flow.expect(rows)
        # Whoever is dearest to leave over comes first: a region without a free seat is then searched once.
        for i in sorted(range(len(rows)), key=self.costs.left.__getitem__, reverse=True):
            flow.seat(i)
        return flow

    def fork(self) -> "Standing":
        """A copy to try something on."""
        other = copy(self)
        other.flow, other._changes = self.flow.fork(), list(self._changes)
        for name in ("mentees", "mentors", "fixed", "place_of", "mentor_at", "row_of"):
            setattr(other, name, dict(getattr(self, name)))
        other.known, other._who = set(self.known), list(self._who)
        return other

    @property
    def problem(self) -> "Problem":
        """The round as it is after all changes."""
        for change in self._changes:
            self._solved = changed(self._solved, change)
        self._changes.clear()
        return self._solved

    @property
    def is_fresh(self) -> bool:
        """Nothing has changed since the whole solution: `table` is that of `problem`."""
        return not self._changes and self._solved is self.table.problem

    @property
    def first_left(self) -> int:
        """The places from here on, as many as there are groups, are for being left over."""
        return len(self.table.mentors)

    def mentor_of(self, mentee: Hashable) -> Hashable | None:
        """The mentor proposed to a seeking mentee; None if left over. Raises LookupError for others."""
        return self.mentor_at.get(self.flow.mate[self.row_of[mentee]])

    def possible(self) -> dict[Hashable, int]:
        """For each seeking mentee how many mentors with a place the rules allow."""
        if self.is_fresh:
            return dict(zip((mentee.id for mentee in self.table.mentees), self.table.possible, strict=True))
        return {mentee: self._possible(self.flow.row(row)) for mentee, row in self.row_of.items()}

    def apply(self, change: Change) -> None:
        """Take one change in, or raise and stay as before.

        Raises LookupError for somebody who is not in the round, ValueError for what no rule allows, for somebody who is in
        it already, and for numbers out of range.
        """
        self._refuse(change)
        if "groups" in self.costs.problem.policy.goals or self._outgrows(change):
            self.__init__(changed(self.problem, change), self._solver)
            return
        match change:
            case Join(mentee):
                self.mentees[mentee.id] = mentee
                options = self._options(mentee)
                self.row_of[mentee.id] = self.flow.join([*options, self._left(mentee, options)])
                self._who.append(mentee.id)
            case Leave(mentee):
                del self.mentees[mentee]
                self.flow.leave(self.row_of.pop(mentee))
            case Add(mentor):
                place = self.place_of[mentor.id] = self.flow.add_place()
                self.mentor_at[place] = mentor.id
                self._index = None
                self._set_places(mentor)
            case Places(mentor, capacity):
                self._set_places(replace(self.mentors[mentor], capacity=capacity))
            case Force(mentee, mentor):
                self.fixed[mentee] = mentor
                self.flow.leave(self.row_of.pop(mentee))
                self._set_places(self.mentors[mentor])
            case Forbid(mentee, _) | Further(mentee, _):
                self.rules, self._index = _rules_after(self.rules, change), None
                person = self.mentees[mentee]
                options = self._options(person)
                self.flow.change(self.row_of[mentee], [*options, self._left(person, options)])
        self._changes.append(change)
        self._counts = None

    def difference(self, other: "Standing") -> Difference:
        """What has changed from here to `other`."""
        rows = [row for row, (a, b) in enumerate(zip_longest(self.flow.mate, other.flow.mate)) if a != b]
        fixed = {mentee for mentee, _ in self.fixed.items() ^ other.fixed.items()}
        if self.table is other.table:
            perhaps = {other._who[row] for row in rows} | (self.row_of.keys() ^ other.row_of.keys()) | fixed
        else:
            # Solved anew, the rows are others.
            perhaps = self.row_of.keys() | other.row_of.keys() | fixed

        def part(standing, mentee):
            """(in the round, with whom). Somebody who has been decided about (`Force`) has the mentor they were given."""
            if mentee in standing.fixed:
                return True, standing.fixed[mentee]
            return (True, standing.mentor_of(mentee)) if mentee in standing.row_of else (False, None)

        pairs = []
        for mentee in sorted(perhaps, key=str):
            (was_in, before), (_, after) = part(self, mentee), part(other, mentee)
            if before != after or not was_in:
                pairs.append((mentee, before, after))
        counts = [there - here for here, there in zip(self.counts(), other.counts(), strict=True)]
        return Difference(
            served=tuple(m for m, a, b in pairs if a is None and b is not None),
            left_over=tuple(m for m, a, b in pairs if b is None),
            moved=tuple((m, a, b) for m, a, b in pairs if a is not None and b is not None),
            counts=dict(zip(self.costs.problem.policy.goals, counts, strict=True)),
        )

    def counts(self) -> tuple[int, ...]:
        """How much of each goal the plan has, with the pairs that were decided before; less is better."""
        if self._counts is not None:
            return self._counts
        found = list(self.costs.digits.counts(self.flow.total()))
        for mentee, mentor in self.fixed.items():
            counts = pair_counts(self.costs.problem, self.mentees[mentee], self.mentors[mentor])
            found = [a + b for a, b in zip(found, counts, strict=True)]
        goals = self.costs.problem.goals
        if "load" in goals:
            # The first place costs nothing, the second one, ...: those that decided pairs hold, the flow does not have.
            found[goals.index("load")] += sum(held * (held - 1) // 2 for held in Counter(self.fixed.values()).values())
        self._counts = tuple(found)
        return self._counts

    def places(self, mentor: Hashable) -> int:
        """Free places after the pairs that are decided; 0 when unknown."""
        return max(0, (self.mentors[mentor].capacity or 0) - self._taken(mentor))

    def _taken(self, mentor: Hashable) -> int:
        return sum(1 for other in self.fixed.values() if other == mentor)

    def _refuse(self, change: Change) -> None:
        match change:
            case Join(person) if person.id in self.mentees:
                raise ValueError(f"in this round already: {person.id}")
            case Add(person) if person.id in self.mentors:
                raise ValueError(f"in this round already: {person.id}")
            case Add(person) if person.least > 1 and not self.takes_groups:
                raise ValueError(f"a group with a minimum comes into a new round: {person.id}")
            case Leave(mentee) | Forbid(mentee, _) | Further(mentee, _) if mentee not in self.row_of:
                raise LookupError(f"not looking for a mentor in this round: {mentee}")
            case Places(mentor, _) if mentor not in self.mentors:
                raise LookupError(f"not in this round: {mentor}")
            case Force(mentee, mentor):
                if mentee not in self.row_of or mentor not in self.mentors:
                    raise LookupError(f"not in this round: {(mentee, mentor)}")
                if not (self.places(mentor) and all_pass(self.rules, self.mentees[mentee], self.mentors[mentor])):
                    raise ValueError(f"the rules do not allow {(mentee, mentor)}")

    def _outgrows(self, change: Change) -> bool:
        """Whether the counts after this change could spill over their digits."""
        match change:
            case Join(_):
                return len(self.row_of) >= self.costs.room
            case Add(mentor):
                return (mentor.capacity or 0) > self.costs.most_places
            case Places(_, capacity):
                return capacity > self.costs.most_places
        return False

    def _set_places(self, mentor: "Mentor") -> None:
        """This mentor is new, or has other places than before."""
        place = self.place_of[mentor.id]
        self.mentors[mentor.id] = mentor
        self.flow.close_seats(place)
        free = self.places(mentor.id)
        if free and mentor.id not in self.known:
            self.known.add(mentor.id)
            knew = self.flow.users(place)
            for mentee, row in self.row_of.items():
                if row not in knew and all_pass(self.rules, self.mentees[mentee], mentor):
                    self.flow.suits(row, self._cost(self.mentees[mentee], mentor), place)
        goals = self.costs.problem.goals
        load = self.costs.digits.scale[goals.index("load")] if "load" in goals else 0
        taken = self._taken(mentor.id)
        self.flow.open_seats(place, [load * (taken + k) for k in range(free)])
        self._reclass(self.flow.users(place))

    def _reclass(self, rows: set[int]) -> None:
        """Having few possible mentors counts in the priority; these rows have one more or one fewer."""
        if "priority" not in self.costs.problem.policy.goals or not rows:
            return
        for row in sorted(rows):
            mentee = self._who[row]
            if self.row_of.get(mentee) == row:
                *options, (before, _) = self.flow.row(row)
                left = self._left(self.mentees[mentee], options)
                if left[0] != before:
                    self.flow.change(row, [*options, left])

    def _options(self, mentee: "Mentee") -> list[tuple[int, int]]:
        """(cost, place) of every mentor whom the rules allow, cheapest first."""
        if self._index is None:
            mentors = list(self.mentors.values())
            self._index = mentors, [rule.filter(mentors) for rule in self.rules]
        mentors, filters = self._index
        among = (1 << len(mentors)) - 1
        for narrow in filters:
            among = narrow(mentee, among)
        # Also mentors without a place, and those whose places nobody knows yet: the seats come with `Places`.
        able = [mentors[j] for j in ones(among)]
        return sorted((self._cost(mentee, m), self.place_of[m.id]) for m in able)

    def _left(self, mentee: "Mentee", options) -> tuple[int, int]:
        return self.costs.digits.one(left_counts(self.costs.problem, mentee, self._possible(options))), self.first_left

    def _possible(self, options) -> int:
        seats, mentor_at = self.flow.seats, self.mentor_at
        return sum(1 for _, place in options if place in mentor_at and seats[place])

    def _cost(self, mentee: "Mentee", mentor: "Mentor") -> int:
        return self.costs.digits.one(pair_counts(self.costs.problem, mentee, mentor))


def changed(problem: "Problem", change: Change) -> "Problem":
    """The round after a change. Raises LookupError for a stranger, ValueError for a pair that a rule forbids."""
    match change:
        case Join(mentee):
            return replace(problem, mentees=(*problem.mentees, mentee))
        case Leave(mentee):
            _one(problem.mentee_by_id, mentee)
            return replace(problem, mentees=tuple(m for m in problem.mentees if m.id != mentee))
        case Add(mentor):
            return replace(problem, mentors=(*problem.mentors, mentor))
        case Places(mentor, capacity):
            person = replace(_one(problem.mentor_by_id, mentor), capacity=capacity)
            return replace(problem, mentors=tuple(person if m.id == mentor else m for m in problem.mentors))
        case Force(mentee, mentor):
            if not all_pass(problem.rules, _one(problem.mentee_by_id, mentee), _one(problem.mentor_by_id, mentor)):
                raise ValueError(f"the rules do not allow {(mentee, mentor)}")
            return replace(problem, fixed=(*problem.fixed, (mentee, mentor)))
        case Forbid(mentee, mentor):
            # Where the rule was off, those that have ended may go on being proposed.
            ended = problem.ended if any(isinstance(rule, NotAgain) for rule in problem.rules) else frozenset()
            return replace(problem, rules=_rules_after(problem.rules, change), ended=ended | {(mentee, mentor)})
        case Further(mentee, _):
            _one(problem.mentee_by_id, mentee)
            return replace(problem, rules=_rules_after(problem.rules, change))


def _rules_after(rules: tuple, change: Forbid | Further) -> tuple:
    """The rules with one pair forbidden, or with a longer way for one mentee."""
    if isinstance(change, Further):
        return tuple(
            replace(rule, wider={**rule.wider, change.mentee: change.km}) if isinstance(rule, Reach) else rule
            for rule in rules
        )
    pair = frozenset({(change.mentee, change.mentor)})
    if not any(isinstance(rule, NotAgain) for rule in rules):
        return (*rules, NotAgain(pair))
    return tuple(replace(rule, pairs=rule.pairs | pair) if isinstance(rule, NotAgain) else rule for rule in rules)


def _one(people: dict, key: Hashable):
    if key not in people:
        raise LookupError(f"not in this round: {key}")
    return people[key]
