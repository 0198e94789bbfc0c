"""The matching engine: a round of mentees and mentors in, an explained and proved plan out.

numpy and the standard library: no Django, no database, no clock; OR-Tools makes large rounds faster where it is installed. `solve(Problem(...))` returns the `Plan` that
is best by the problem's policy, goal after goal; it is certified before it is returned. `plan.what_if(...)` tries
something on. The engine only proposes; people decide elsewhere.
"""

from .before import Unplanned
from .certificate import NotCertified, Proof, certify
from .changes import Add, Change, Difference, Forbid, Force, Further, Join, Leave, Places
from .competing import Competition
from .distance import Place
from .fit import Weights, fit
from .groups import TooManyGroups
from .helping import GivesWay, Recruit, what_could_give_way, whom_to_find
from .plan import Pair, Plan, RunnerUp, WhyNot
from .policy import Policy
from .priority import Priority
from .problem import Mentee, Mentor, Problem
from .protected import ProblemError, UnknownFact
from .rules import (
    LEVELS,
    Adults,
    Capacity,
    Cleared,
    DoNotMatch,
    GenderWish,
    Language,
    Lent,
    NotAgain,
    Overlap,
    Reach,
    Rule,
)
from .solve import read_plan, solve
from .standing import Standing
from .teams import ProposedTeam, TooManyTeams, propose_teams, team_of
from .unmatched import FullMentor, NearMiss, Question, WhyUnmatched
from .verdict import Ask, Outcome, Reason, Verdict

__all__ = [
    "LEVELS",
    "Add",
    "Adults",
    "Ask",
    "Capacity",
    "Change",
    "Cleared",
    "Competition",
    "Difference",
    "DoNotMatch",
    "Forbid",
    "Force",
    "FullMentor",
    "Further",
    "GenderWish",
    "GivesWay",
    "Join",
    "Language",
    "Leave",
    "Lent",
    "Mentee",
    "Mentor",
    "NearMiss",
    "NotAgain",
    "NotCertified",
    "Outcome",
    "Overlap",
    "Pair",
    "Place",
    "Places",
    "Plan",
    "Policy",
    "Priority",
    "Problem",
    "ProblemError",
    "Proof",
    "ProposedTeam",
    "Question",
    "Reach",
    "Reason",
    "Recruit",
    "Rule",
    "RunnerUp",
    "Standing",
    "TooManyGroups",
    "TooManyTeams",
    "UnknownFact",
    "Unplanned",
    "Verdict",
    "Weights",
    "WhyNot",
    "WhyUnmatched",
    "certify",
    "fit",
    "propose_teams",
    "read_plan",
    "solve",
    "team_of",
    "what_could_give_way",
    "whom_to_find",
]
