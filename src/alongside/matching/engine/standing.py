"""A solved round that can be changed: each change repairs the plan by a search or two, and it stays the best there is.

The repaired plan has the same counts as solving the changed round anew (tests hold them together); only when the policy
compares groups is everything solved anew, because one more person changes what every group could get.
"""

from collections.abc import Hashable
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING

from .changes import Add, Change, Difference, Forbid, Force, Further, Join, Leave, Places
from .costs import Costs, left_counts, pair_counts
from .flow import Flow
from .rules import NotAgain, Reach, all_pass
from .table import Table

if TYPE_CHECKING:
    from .problem import Mentee, Mentor, Problem


class Standing:
    """Where everybody sits. `problem` is the round as it is after all changes."""

    def __init__(self, problem: "Problem"):
        """Seats everybody: the whole solution."""
        self.problem = problem
        self.table = Table(problem)
        self.costs = Costs(problem, self.table)
        self.flow = Flow(self.costs.seats())
        self.mentors: list[Mentor] = list(self.table.mentors)
        self.place_of = {mentor.id: j for j, mentor in enumerate(self.mentors)}
        self.row_of: dict[Hashable, int] = {}
        # For each mentee the cost per mentor's place, without being left over: the number of mentors possible too.
        rows = self.costs.rows()
        # Whoever is dearest to leave over comes first: a region without a free seat is then searched once.
        for i in sorted(range(len(rows)), key=self.costs.left.__getitem__, reverse=True):
            self.row_of[self.table.mentees[i].id] = self.flow.join(rows[i])

    def fork(self) -> "Standing":
        """A copy to try something on."""
        other = copy(self)
        other.flow, other.mentors = self.flow.fork(), list(self.mentors)
        other.place_of, other.row_of = dict(self.place_of), dict(self.row_of)
        return other

    def mentor_of(self, mentee: Hashable) -> Hashable | None:
        """The mentor proposed to a seeking mentee; None if left over. Raises LookupError for others."""
        mentor = self.mentor_at.get(self.flow.mate[self.row_of[mentee]])
        return mentor and mentor.id

    @property
    def mentor_at(self) -> dict[int, "Mentor"]:
        """The mentor of each place that is a mentor's."""
        return {self.place_of[mentor.id]: mentor for mentor in self.mentors}

    @property
    def first_left(self) -> int:
        """The places from here on, as many as there are groups, are for being left over."""
        return len(self.table.mentors)

    @property
    def is_fresh(self) -> bool:
        """Nothing has changed since the whole solution: `table` is that of `problem`."""
        return self.problem is self.table.problem

    def possible(self) -> dict[Hashable, int]:
        """For each seeking mentee how many mentors with a place the rules allow."""
        if self.is_fresh:
            return {mentee.id: count for mentee, count in zip(self.table.mentees, self.table.possible, strict=True)}
        return {mentee: self._possible(self.flow.rows[row]) for mentee, row in self.row_of.items()}

    def _possible(self, options) -> int:
        first, end = self.first_left, self.first_left + len(self.costs.groups)
        return sum(1 for _, place in options if not first <= place < end and self.flow.seats[place])

    def apply(self, change: Change) -> None:
        """Take one change in. Raises LookupError for somebody who is not in the round, ValueError for what no rule allows."""
        if "groups" in self.problem.policy.goals:
            self.__init__(changed(self.problem, change))
            return
        before = self.problem
        self.problem = changed(before, change)
        match change:
            case Join(mentee):
                self._join(mentee)
            case Leave(mentee):
                self.flow.leave(self.row_of.pop(mentee))
            case Add(mentor):
                self._add(mentor)
            case Places(mentor, _):
                self._set_places(mentor)
            case Force(mentee, mentor):
                self.flow.leave(self.row_of.pop(mentee))
                self._set_places(mentor)
            case Forbid(mentee, _) | Further(mentee, _):
                self._renew(self.row_of[mentee], self.problem.mentee_by_id[mentee])

    def difference(self, other: "Standing") -> Difference:
        """What has changed from here to `other`."""
        before = {mentee: self.mentor_of(mentee) for mentee in self.row_of}
        after = {mentee: other.mentor_of(mentee) for mentee in other.row_of}
        # Somebody who has been decided about (`Force`) has the mentor they were given.
        before |= dict(self.problem.fixed)
        after |= dict(other.problem.fixed)
        everybody = sorted({**before, **after}, key=str)
        pairs = [(mentee, before.get(mentee), after.get(mentee)) for mentee in everybody]
        moved = tuple((m, a, b) for m, a, b in pairs if a is not None and b is not None and a != b)
        goals = self.problem.policy.goals
        counts = [there - here for here, there in zip(self.counts(), other.counts(), strict=True)]
        return Difference(
            served=tuple(m for m, a, b in pairs if a is None and b is not None),
            left_over=tuple(m for m, a, b in pairs if b is None and (a is not None or m not in before)),
            moved=moved,
            counts=dict(zip(goals, counts, strict=True)),
        )

    def counts(self) -> tuple[int, ...]:
        """How much of each goal the plan has, with the pairs that were decided before; less is better."""
        found = list(self.costs.digits.counts(self.flow.total()))
        people, mentors = self.problem.mentee_by_id, self.problem.mentor_by_id
        for mentee, mentor in self.problem.fixed:
            counts = pair_counts(self.problem, people[mentee], mentors[mentor])
            found = [a + b for a, b in zip(found, counts, strict=True)]
        return tuple(found)

    def _join(self, mentee: "Mentee") -> None:
        row = self._options(mentee)
        self.row_of[mentee.id] = self.flow.join([*row, self._left(mentee, row)])

    def _renew(self, row: int, mentee: "Mentee") -> None:
        options = self._options(mentee)
        self.flow.change(row, [*options, self._left(mentee, options)])

    def _add(self, mentor: "Mentor") -> None:
        place = self.place_of[mentor.id] = self.flow.add_place()
        self.mentors.append(mentor)
        rules = self.problem.rules
        touched = []
        for mentee, row in self.row_of.items():
            person = self.problem.mentee_by_id[mentee]
            if all_pass(rules, person, mentor):
                self.flow.suits(row, self._cost(person, mentor), place)
                touched.append(row)
        self._open(place, mentor)
        self._reclass(touched)

    def _set_places(self, mentor: Hashable) -> None:
        place, person = self.place_of[mentor], self.problem.mentor_by_id[mentor]
        self.mentors = [person if one.id == mentor else one for one in self.mentors]
        self.flow.close_seats(place)
        touched = [row for row in self.row_of.values() if any(other == place for _, other in self.flow.rows[row])]
        if self.problem.places[mentor]:
            # Whoever came while the mentor had no place has not been asked about them yet.
            for mentee, row in self.row_of.items():
                one = self.problem.mentee_by_id[mentee]
                if row not in touched and all_pass(self.problem.rules, one, person):
                    self.flow.suits(row, self._cost(one, person), place)
                    touched.append(row)
        self._open(place, person)
        self._reclass(touched)

    def _open(self, place: int, mentor: "Mentor") -> None:
        goals = self.problem.policy.goals
        load = self.costs.digits.scale[goals.index("load")] if "load" in goals else 0
        taken = self.problem.taken[mentor.id]
        self.flow.open_seats(place, [load * (taken + k) for k in range(self.problem.places[mentor.id])])

    def _reclass(self, rows: list[int]) -> None:
        """Having few possible mentors counts in the priority; these rows have one more or one fewer."""
        if "priority" not in self.problem.policy.goals:
            return
        mentee_at = {row: mentee for mentee, row in self.row_of.items()}
        for row in rows:
            *options, (before, _) = self.flow.rows[row]
            left = self._left(self.problem.mentee_by_id[mentee_at[row]], options)
            if left[0] != before:
                self.flow.change(row, [*options, left])

    def _options(self, mentee: "Mentee") -> list[tuple[int, int]]:
        """(cost, place) of every mentor whom the rules allow, cheapest first."""
        rules = self.problem.rules
        return sorted(
            (self._cost(mentee, mentor), self.place_of[mentor.id])
            for mentor in map(self.problem.mentor_by_id.__getitem__, self.place_of)
            if all_pass(rules, mentee, mentor)
        )

    def _left(self, mentee: "Mentee", options) -> tuple[int, int]:
        return self.costs.digits.one(left_counts(self.problem, mentee, self._possible(options))), self.first_left

    def _cost(self, mentee: "Mentee", mentor: "Mentor") -> int:
        return self.costs.digits.one(pair_counts(self.problem, mentee, mentor))


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
            rules = [rule for rule in problem.rules if not isinstance(rule, NotAgain)] + [NotAgain()]
            return replace(problem, rules=tuple(rules), ended=problem.ended | {(mentee, mentor)})
        case Further(mentee, km):
            _one(problem.mentee_by_id, mentee)
            rules = tuple(
                replace(rule, wider={**rule.wider, mentee: km}) if isinstance(rule, Reach) else rule
                for rule in problem.rules
            )
            return replace(problem, rules=rules)


def _one(people: dict, key: Hashable):
    if key not in people:
        raise LookupError(f"not in this round: {key}")
    return people[key]
