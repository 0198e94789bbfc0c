"""What is asked in matching: rounds and decisions, the policy, what would happen if."""

from alongside.matching.forms.policy import PolicyForm
from alongside.matching.forms.rounds import (
    AnswerForm,
    ChooseForm,
    ConfirmManyForm,
    DecisionForm,
    KeepApartForm,
    LeaveOpenForm,
    NotedAnswerForm,
    OpenRoundForm,
    RoundForm,
)
from alongside.matching.forms.teams import SizeForm, TeamForm
from alongside.matching.forms.trying import TRIALS

__all__ = [
    "TRIALS",
    "AnswerForm",
    "ChooseForm",
    "ConfirmManyForm",
    "DecisionForm",
    "KeepApartForm",
    "LeaveOpenForm",
    "NotedAnswerForm",
    "OpenRoundForm",
    "PolicyForm",
    "RoundForm",
    "SizeForm",
    "TeamForm",
]
