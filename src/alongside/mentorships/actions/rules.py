"""Change what a programme settles for its pairs."""

from django.db import transaction

from alongside.foundation import audit
from alongside.foundation.access import Principal
from alongside.foundation.forms import save_versioned
from alongside.mentorships.access import check_coordinates
from alongside.mentorships.models import PairRules
from alongside.programmes.models import Programme


@transaction.atomic
def change_rules(*, programme: Programme, by: Principal, expected_version: int | None, values: dict) -> PairRules:
    """The programme's rules for pairs, with these values. They hold from now on; nothing that was agreed before changes.

    Raises NotAllowed for anybody but its coordinators, Changed if somebody was faster.
    """
    check_coordinates(by, programme.pk)
    rules, _ = PairRules.objects.get_or_create(programme=programme)
    save_versioned(rules, expected_version, values)
    audit.record(by=by, action="change pair rules", target=rules, fields=list(values))
    return rules
