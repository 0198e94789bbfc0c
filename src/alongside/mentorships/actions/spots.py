"""Keep the list of places where pairs can meet."""

from django.db import transaction

from alongside.foundation import audit
from alongside.foundation.access import Principal
from alongside.foundation.forms import save_versioned
from alongside.mentorships.access import check_coordinates
from alongside.mentorships.models import Spot
from alongside.programmes.models import Programme


@transaction.atomic
def add_spot(*, programme: Programme, by: Principal, name: str, address: str = "", note: str = "") -> Spot:
    """A public place for the pairs of a programme. Raises NotAllowed for anybody but its coordinators."""
    check_coordinates(by, programme.pk)
    made = Spot.objects.create(programme=programme, name=name, address=address, note=note)
    audit.record(by=by, action="add spot", target=made)
    return made


@transaction.atomic
def change_spot(*, spot: Spot, by: Principal, expected_version: int | None, values: dict) -> Spot:
    """Its name, address or note anew, or that it is no longer offered. Meetings planned there stay as they are.

    Raises NotAllowed, and Changed if somebody was faster.
    """
    check_coordinates(by, spot.programme_id)
    save_versioned(spot, expected_version, values)
    audit.record(by=by, action="change spot", target=spot, fields=list(values))
    return spot
