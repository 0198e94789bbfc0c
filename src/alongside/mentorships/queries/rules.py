"""What a programme settles for its pairs."""

from alongside.mentorships.models import PairRules
from alongside.programmes.models import Programme


def rules_of(programme: Programme) -> PairRules:
    """The programme's rules for pairs, or the defaults, not saved. At most one query."""
    return PairRules.objects.filter(programme=programme).first() or PairRules(programme=programme)
