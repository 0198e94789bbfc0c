"""What must hold before anything is done in a round."""

from django.utils.translation import gettext as _

from alongside.matching.models import MatchingRound
from alongside.programmes.access import NotAllowed


def check_coordinates(principal, programme_id) -> None:
    """Raises NotAllowed unless the principal coordinates this programme."""
    if programme_id not in principal.programmes_as("coordinator"):
        raise NotAllowed(_("Only a coordinator of the programme can match people."))


def check_open(round: MatchingRound) -> None:
    """Raises NotAllowed for a closed round."""
    if round.closed_at:
        raise NotAllowed(_("This round is closed. Open a new one."))


def decided_mentees(round: MatchingRound) -> set:
    """Enrolment ids of the mentees about whom a decision of this round stands. Two queries."""
    proposals = round.proposals.prefetch_related("steps")
    return {p.mentee_id for p in proposals if p.state in ("asked", "begun", "left_open")}
