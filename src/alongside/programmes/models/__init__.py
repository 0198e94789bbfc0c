"""The programme and who takes part: one import for other rooms."""

from alongside.programmes.models.apart import DoNotMatch
from alongside.programmes.models.enrolment import (
    Enrolment,
    EnrolmentState,
    GrantTag,
    Referral,
    ScreeningStep,
)
from alongside.programmes.models.importing import ImportedRow, ImportRun, RememberedMapping
from alongside.programmes.models.membership import Invitation, Membership
from alongside.programmes.models.programme import (
    Aim,
    ContactRule,
    Format,
    MatchingRule,
    Programme,
    ProgrammeGoal,
    ProgrammeState,
    Side,
    WantedStep,
)

__all__ = [
    "Aim",
    "ContactRule",
    "DoNotMatch",
    "Enrolment",
    "EnrolmentState",
    "Format",
    "GrantTag",
    "ImportRun",
    "ImportedRow",
    "Invitation",
    "MatchingRule",
    "Membership",
    "Programme",
    "ProgrammeGoal",
    "ProgrammeState",
    "Referral",
    "RememberedMapping",
    "ScreeningStep",
    "Side",
    "WantedStep",
]
