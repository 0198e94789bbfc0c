"""The plan of a round out of two sheets: solved, certified, and said in words."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from alongside.matching.engine import Plan, certify, solve
from alongside.matching.engine.fit import fit
from alongside.matching.two_sheets.rounds import Round
from alongside.matching.two_sheets.saying import Reasons

#: After so many people the progress is told.
STEP = 250


@dataclass(frozen=True)
class Pair:
    mentee: str
    mentor: str
    fit: int
    reasons: list[str]


@dataclass(frozen=True)
class LeftOver:
    mentee: str
    reasons: list[str]


@dataclass
class Outcome:
    """Everything that is written down. seats: places of all mentors. seconds: what took how long."""

    round: Round
    plan: Plan
    pairs: list[Pair]
    unmatched: list[LeftOver]
    certificate: dict
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def total_fit(self) -> int:
        return sum(pair.fit for pair in self.pairs)

    @property
    def seats(self) -> int:
        return sum(self.plan.problem.places.values())


def plan_of(made: Round, tell: Callable[[str, int, int], None] = lambda what, done, of: None) -> Outcome:
    """Solve and explain. tell: called with "match" or "explain", how many are done, and of how many.

    Raises engine.NotCertified if the plan can't prove itself: a fault of ours, never of the sheets.
    """
    begun = time.perf_counter()
    problem = made.problem
    tell("match", 0, len(problem.mentees))
    plan = solve(problem)
    certificate = _certificate(plan)
    solved = time.perf_counter()
    reasons = Reasons(made, plan)
    everybody = len(problem.mentees)
    pairs, unmatched = [], []
    for mentee, mentor in plan.proposed:
        if len(pairs) % STEP == 0:
            tell("explain", len(pairs), everybody)
        people = problem.mentee_by_id[mentee], problem.mentor_by_id[mentor]
        pairs.append(Pair(mentee, mentor, fit(*people, problem.weights), reasons.of_pair(mentee, mentor)))
    for mentee in plan.unmatched:
        if (len(pairs) + len(unmatched)) % STEP == 0:
            tell("explain", len(pairs) + len(unmatched), everybody)
        unmatched.append(LeftOver(mentee, reasons.of_left_over(mentee)))
    explained = time.perf_counter()
    seconds = {"match": round(solved - begun, 3), "explain": round(explained - solved, 3)}
    return Outcome(made, plan, pairs, unmatched, certificate, seconds)


def _certificate(plan: Plan) -> dict:
    """What was proved, and what makes the same plan again. Prices stay inside: beside a name they would read like a rank."""
    problem = plan.problem
    # Once more, from the plain rules and not from what the solver knew.
    certify(problem, plan.proposed, plan.proof)
    goals = dict(zip(problem.policy.goals, plan.standing.counts(), strict=True))
    return {
        "ok": True,
        "allowed": "every pair passes every rule, and no place is given twice",
        "best": "no other plan does better by the goals in their order",
        "goals": list(problem.policy.goals),
        "left_over": goals["matched"],
        "rules": [rule.code for rule in problem.rules],
        "mentees": len(problem.mentees),
        "mentors": len(problem.mentors),
        "seed": problem.seed,
        "on": problem.on.isoformat(),
    }
