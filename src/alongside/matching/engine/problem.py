"""A matching round as plain data: who is in, under which rules, and what is already decided.

Nothing here reads a database or a clock. None always means "nobody has asked yet"; it is never read as yes
or no. All sequences may come in any order: the plan does not depend on it.
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from . import week
from .distance import Place
from .fit import Weights
from .policy import PROMISED, Policy
from .priority import Priority
from .protected import ProblemError, refuse_facts, refuse_rule
from .rules import ALWAYS, LEVELS, ORDER, Rule

Slot = tuple[int, int, int]


# Kept for those asked about last: over a thousand bytes a person would be much for a hundred thousand people.
_minutes_of = lru_cache(maxsize=8_192)(week.minutes_of)


@dataclass(frozen=True, kw_only=True, eq=False)
class Participant:
    """What mentee and mentor have in common. Every field but `id` may be unknown (None).

    languages: tag -> level ("A1" .. "C2", "native", or None: spoken, level unknown). An empty mapping counts
        as unknown, because everybody speaks something.
    gender, gender_wish: codes of the caller's list; the wish is about the other side, or "any".
    free: weekly slots (weekday 0 = Monday .. 6, start minute, end minute), already in the one reference zone
        of the round; an end at or before the start is on the next day. Empty means never free.
    place: the middle of an area; area: its name or id (the same area is always near).
    reach_km: how far this person goes to meet; None leaves it to the rule.
    interests: term codes.
    experience_wish: asks to be matched through having started again in a new country. It counts only when both ask,
        forbids nothing, and says nothing about whoever does not ask.
    """

    id: Hashable
    languages: Mapping[str, str | None] | None = None
    gender: str | None = None
    gender_wish: str | None = None
    free: tuple[Slot, ...] | None = None
    place: Place | None = None
    area: Hashable | None = None
    online_ok: bool | None = None
    in_person_ok: bool | None = None
    reach_km: float | None = None
    adult: bool | None = None
    interests: frozenset = frozenset()
    experience_wish: bool | None = None

    def __new__(cls, *_nobody, **facts):
        refuse_facts(facts, cls)
        return super().__new__(cls)

    def __post_init__(self):
        settle = object.__setattr__
        tags: dict[str, str | None] = {}
        for tag, level in (self.languages or {}).items():
            if level is not None and level not in LEVELS:
                raise ProblemError(
                    f"{self.id}: the level of {tag} is {level!r}; write one of {', '.join(LEVELS)}"
                )
            tags[tag.lower()] = level
        settle(self, "languages", tags or None)
        settle(self, "interests", frozenset(self.interests))
        if self.reach_km is not None and not 0 <= self.reach_km < 50_000:
            raise ProblemError(f"{self.id}: a reach of {self.reach_km} km makes no sense")
        if self.free is not None:
            settle(self, "free", tuple(tuple(slot) for slot in self.free))
            try:
                week.check(self.free)
            except (TypeError, ValueError) as error:
                raise ProblemError(f"{self.id}: {error}") from error

    @property
    def free_minutes(self) -> int:
        """The free minutes of the week as bits; 0 also when unknown, so ask `free` first."""
        return _minutes_of(self.free or ())


@dataclass(frozen=True, kw_only=True, eq=False)
class Mentee(Participant):
    """Somebody who looks for a mentor.

    needs_interpreter: whether an interpreter is wanted when there is no shared language.
    needs: term codes, compared with a mentor's skills. waiting_since: None counts as the day of the round.
    """

    needs_interpreter: bool | None = None
    needs: frozenset = frozenset()
    waiting_since: date | None = None

    def __post_init__(self):
        super().__post_init__()
        object.__setattr__(self, "needs", frozenset(self.needs))


@dataclass(frozen=True, kw_only=True, eq=False)
class Mentor(Participant):
    """Somebody who offers to accompany.

    capacity: places free for this round, 0 or more, counting those of `Problem.fixed` pairs as free.
    cleared: whether checks and training hold on the day of the round; not_cleared_reasons: codes of what is missing.
    least: a group of this mentor opens only with so many mentees, those of fixed pairs counted; 0 or 1: with anybody.
    until: the last day for which another organisation lends this mentor; None: not lent.
    members: those who are this mentor together (`teams.team_of`); empty for one person.
    """

    skills: frozenset = frozenset()
    capacity: int | None = None
    cleared: bool | None = None
    not_cleared_reasons: tuple = ()
    least: int = 0
    until: date | None = None
    members: tuple["Mentor", ...] = ()

    def __post_init__(self):
        super().__post_init__()
        object.__setattr__(self, "skills", frozenset(self.skills))
        object.__setattr__(self, "not_cleared_reasons", tuple(self.not_cleared_reasons))
        if self.capacity is not None and self.capacity < 0:
            raise ProblemError(f"{self.id}: capacity is {self.capacity}; it cannot be less than 0")
        if self.least < 0:
            raise ProblemError(f"{self.id}: a group of at least {self.least} makes no sense")


@dataclass(frozen=True, kw_only=True, eq=False)
class Problem:
    """One round. Pairs are always (mentee id, mentor id).

    rules: the hard rules switched on; those of `rules.ALWAYS` are in force whether named or not, and
        may be named to change a setting (`Adults(under_18=True)`).
    on: the day of the round, from which waiting is counted.
    seed: of the lottery among equals; publish it. The same seed gives the same plan.
    do_not_match: pairs kept apart for a private reason. ended: pairs not to be proposed again.
        Both may name people who are not in the round.
    fixed: pairs somebody has already decided; they stand, use a place, and are not judged again
        (`Plan.concerns` says which rules they break).
    previous: mentee id -> the mentor proposed before and not yet decided; may name people who are not in the round.
    opened, closed: which groups open and which stay closed (mentor ids). `solve` settles it where a mentor has a `least`
        (see `groups`) and hands back a plan whose problem says it; nobody else need. A mentor in `closed` has no place. With
        `opened` the first thing that counts is that each of these groups has its least.
    Raises ProblemError if two people of one side share an id (also when only their text is the same), a rule
    is named twice, or a fixed pair names a stranger or a mentee twice.
    """

    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    rules: tuple[Rule, ...]
    on: date
    seed: str = ""
    do_not_match: frozenset = frozenset()
    ended: frozenset = frozenset()
    fixed: tuple = ()
    previous: Mapping[Hashable, Hashable] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)
    weights: Weights = field(default_factory=Weights)
    priority: Priority = field(default_factory=Priority)
    opened: frozenset | None = None
    closed: frozenset = frozenset()

    def __post_init__(self):
        settle = object.__setattr__
        settle(self, "previous", dict(self.previous))
        settle(self, "mentees", tuple(self.mentees))
        settle(self, "mentors", tuple(self.mentors))
        settle(self, "do_not_match", frozenset(map(tuple, self.do_not_match)))
        settle(self, "ended", frozenset(map(tuple, self.ended)))
        settle(self, "fixed", tuple(dict.fromkeys(map(tuple, self.fixed))))
        for side, people in (("mentee", self.mentees), ("mentor", self.mentors)):
            _refuse_twice((str(person.id) for person in people), f"two {side}s with the id")
        for mentee, mentor in self.fixed:
            if mentee not in self.mentee_by_id or mentor not in self.mentor_by_id:
                raise ProblemError(
                    f"the fixed pair {(mentee, mentor)} names somebody who is not in the round"
                )
        _refuse_twice((mentee for mentee, _ in self.fixed), "two fixed pairs for the mentee")
        _refuse_twice((rule.code for rule in self.rules), "two rules with the code")
        settle(self, "rules", self._rules_in_force())

    @cached_property
    def mentee_by_id(self) -> dict[Hashable, Mentee]:
        return {mentee.id: mentee for mentee in self.mentees}

    @cached_property
    def mentor_by_id(self) -> dict[Hashable, Mentor]:
        return {mentor.id: mentor for mentor in self.mentors}

    @cached_property
    def seeking(self) -> tuple[Mentee, ...]:
        """The mentees without a fixed pair."""
        served = {mentee for mentee, _ in self.fixed}
        return tuple(mentee for mentee in self.mentees if mentee.id not in served)

    @cached_property
    def taken(self) -> Counter:
        """Fixed pairs per mentor."""
        return Counter(mentor for _, mentor in self.fixed)

    @cached_property
    def goals(self) -> tuple[str, ...]:
        """What counts before what: the goals of the policy, after the promises to groups that open."""
        return self.policy.goals if self.opened is None else (PROMISED, *self.policy.goals)

    @cached_property
    def places(self) -> dict[Hashable, int]:
        """Free places per mentor after the fixed pairs; 0 when unknown, and for a group that stays closed."""
        return {one: 0 if one in self.closed else free for one, free in self.places_if_open.items()}

    @cached_property
    def places_if_open(self) -> dict[Hashable, int]:
        """As `places`, if every group opened."""
        return {mentor.id: max(0, (mentor.capacity or 0) - self.taken[mentor.id]) for mentor in self.mentors}

    @cached_property
    def promised(self) -> dict[Hashable, int]:
        """mentor -> how many more must come so that the group opens, for the groups that open."""
        return {one: max(0, self.mentor_by_id[one].least - self.taken[one]) for one in self.opened or ()}

    def _rules_in_force(self) -> tuple[Rule, ...]:
        named = {rule.code for rule in self.rules}
        rules = list(self.rules) + [kind() for kind in ALWAYS if kind.code not in named]
        for rule in rules:
            # A look-alike with the same code must not take the place of a rule that protects.
            if any(rule.code == kind.code and not isinstance(rule, kind) for kind in ALWAYS):
                raise ProblemError(f"the rule {rule.code} protects people and cannot be replaced")
            refuse_rule(rule)
        rank = {kind.code: place for place, kind in enumerate(ORDER)}
        rules.sort(key=lambda rule: rank.get(rule.code, len(ORDER)))
        return tuple(rule.bound_to(self) for rule in rules)


def _refuse_twice(values, what: str) -> None:
    for value, times in Counter(values).items():
        if times > 1:
            raise ProblemError(f"{what} {value}")
