"""From a problem to a plan that is proved best by the policy, goal after goal.

(1) Every rule narrows a bit set of mentors; fit is worked out for the pairs that remain (`table`). (2) The policy's
goals become the digits of one whole number per pair (`costs`). (3) Mentees are seated one by one at the least total cost,
by successive shortest paths with potentials (`flow`), or, in large rounds, by OR-Tools (`stages`). (4) The potentials are the proof, and `certify` checks them before
anybody sees the plan.
"""

from .certificate import Proof, certify
from .groups import seated
from .plan import Plan
from .priority import order_of_service
from .problem import Problem
from .standing import Standing


def solve(problem: Problem, solver: str = "auto") -> Plan:
    """The best plan for this round; the same problem and seed always give the same plan, whatever the solver.

    solver: "own" (successive shortest paths in Python), "ortools" (raises `stages.CannotUse` where it isn't there), or "auto": OR-Tools
    for large rounds where it is installed.
    Raises NotCertified if the plan fails its own check: a fault in the engine (or in a rule of one's own
    whose `filter` lets through less or more than its `check`), never a property of the people. Raises TooManyGroups where
    the best choice among groups with a minimum is not found in reasonable time.
    Cost: 1,000 mentees and 500 mentors take about a tenth of a second of one core; no input or output.
    """
    return read_plan(seated(problem, solver))


def read_plan(standing: Standing) -> Plan:
    """The plan that a standing round stands for, certified."""
    problem, flow = standing.problem, standing.flow
    order = order_of_service(problem, standing.possible())
    mate = {mentee: standing.mentor_of(mentee) for mentee in standing.row_of}
    pairs = tuple((mentee, mate[mentee]) for mentee in order if mate[mentee] is not None)
    proof = Proof(
        worth={mentee: flow.worth[row] for mentee, row in standing.row_of.items()},
        price={mentor: flow.price[place] for mentor, place in standing.place_of.items()},
        left={group: flow.price[standing.first_left + k] for k, group in enumerate(standing.costs.groups)},
        most=standing.costs.digits.most,
    )
    certify(problem, pairs, proof, standing.table if standing.is_fresh else None)
    return Plan(
        problem=problem,
        proposed=pairs,
        unmatched=tuple(mentee for mentee in order if mate[mentee] is None),
        proof=proof,
        standing=standing,
    )
