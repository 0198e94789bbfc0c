"""The policy of a round: an ordered list of goals, and what each goal costs a plan.

A goal counts something in a plan: people left over, poor pairs, fit given up. The best plan has the least of the
first goal; among those, the least of the second; and so on, exactly. Every goal is a sum over pairs, people left
over and seats, so the whole policy is one list of costs: the counts of all goals written as the
digits of one whole number, the first goal's digit the highest (`Digits`).

Goals about *who is served* come before goals about *who with whom*: sets of people who can be served together form
a matroid, so serving the longest waiting first, or every group alike, costs no match at all (Edmonds 1971;
Roth, Sönmez and Ünver 2005).
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from .protected import refuse_named

#: Who is served.
COVERAGE = ("matched", "priority", "groups")
#: Who is promised a seat, so that a group can open; stands before the goals of any policy (`groups`).
PROMISED = "promised"
#: Who with whom.
PAIRING = ("poor", "load", "fit", "kept", "lottery")


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What a programme wants of a plan, plain enough for a board of trustees to sign.

    goals: codes in order of weight.
        matched   most people matched (always the first);
        priority  longest waiting and hardest to match first (`Problem.priority` has the classes);
        groups    groups of mentees are served alike, each measured by what it could get alone;
        poor      fewest pairs whose fit is under `poor_below`;
        load      mentees spread over the mentors, rather than two here and none there;
        fit       the greatest total fit;
        kept      earlier proposals are kept;
        lottery   equals by lot; added as the last where it is not named, so that the plan depends on no list's order.
    groups_by: "language", "area" or "gender_wish"; None for no groups. Facts of everyday life only, never origin.
    poor_below: 0 .. 1000, in the unit of fit.
    stability: points of fit that an earlier proposal is worth; with 50 half as many change from
        round to round, for some 0.15 % of fit (measured on invented rounds, see benchmarks/README.md).
    Raises ValueError for goals that are unknown, named twice, or in an order that cannot be kept.
    """

    goals: tuple[str, ...] = ("matched", "priority", "fit", "lottery")
    groups_by: str | None = None
    poor_below: int = 200
    stability: int = 0

    def __post_init__(self):
        goals = tuple(self.goals)
        for goal in goals:
            if goal not in COVERAGE + PAIRING:
                raise ValueError(f"no such goal: {goal}. Goals are {', '.join(COVERAGE + PAIRING)}.")
            if goals.count(goal) > 1:
                raise ValueError(f"the goal {goal} is named twice")
        if goals[:1] != ("matched",):
            raise ValueError("the first goal is always 'matched': as many people as possible get a mentor")
        if "lottery" in goals[:-1]:
            raise ValueError("the goal 'lottery' comes last: after it nothing is left to choose")
        if "lottery" not in goals:
            goals += ("lottery",)
        kinds = [goal in PAIRING for goal in goals]
        if kinds != sorted(kinds):
            raise ValueError("goals about who is served (matched, priority, groups) come before goals about pairs")
        if self.groups_by not in (None, "language", "area", "gender_wish"):
            refuse_named([self.groups_by], "groups_by")
            raise ValueError("groups_by is language, area or gender_wish")
        if ("groups" in goals) != (self.groups_by is not None):
            raise ValueError("the goal 'groups' and the setting groups_by go together")
        if not 0 <= self.poor_below <= 1000 or not 0 <= self.stability <= 1000:
            raise ValueError("poor_below and stability are whole numbers from 0 to 1000")
        object.__setattr__(self, "goals", goals)


@dataclass(frozen=True)
class Digits:
    """One whole number for the counts of all goals, the weightiest highest; adding numbers adds the counts.

    most: for each goal the largest count that any plan can have. A digit has room for that count up and down, so that the
    difference of two plans can be read back too.
    """

    most: tuple[int, ...]
    scale: tuple[int, ...] = field(init=False)

    def __post_init__(self):
        scale = [1]
        for most in reversed(self.most[1:]):
            scale.append(scale[-1] * (2 * most + 1))
        object.__setattr__(self, "scale", tuple(reversed(scale)))

    def one(self, counts: Sequence[int]) -> int:
        return sum(count * scale for count, scale in zip(counts, self.scale, strict=True))

    def counts(self, number: int) -> tuple[int, ...]:
        """The counts behind a number; they may be negative, for the difference of two plans."""
        found = []
        for scale in self.scale:
            digit = (2 * number + scale) // (2 * scale)
            found.append(digit)
            number -= digit * scale
        return tuple(found)


def leximin_costs(opportunity: Mapping[Hashable, int]) -> dict[Hashable, list[int]]:
    """What leaving one more of a group unserved costs, so that the least total serves all groups alike.

    opportunity: for each group how many of it could be served if it were alone (1 or more). The t-th person served of
    a group raises its rate from (t - 1)/size to t/size; the lower the rate before, the more that step is worth. Only the
    order of these worths matters, because the numbers served per group form a polymatroid (Fujishige); so the worths
    are ranks, at most the number of people. Returns for each group the cost of the first, second, ... place unserved:
    none less than the one before.
    """
    steps = sorted(
        ((-(t - 1) / size, t / size, str(group)), group, t)
        for group, size in opportunity.items()
        for t in range(1, size + 1)
    )
    worth: dict[Hashable, list[int]] = {group: [] for group in opportunity}
    rank, before = 0, None
    for (lower, upper, _name), group, _t in steps:
        if (lower, upper) != before:
            rank, before = rank + 1, (lower, upper)
        worth[group].append(rank)
    return worth
