"""Note that the coordinator was in touch."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.mentorships.access import NotAllowed, check_coordinates
from alongside.mentorships.models import CheckIn, Mentorship


@transaction.atomic
def check_in(
    *,
    mentorship: Mentorship,
    by: Principal,
    spoke_with: str,
    channel: str,
    note: str = "",
    at: datetime | None = None,
) -> CheckIn:
    """One contact, which the contact rules count. at: default now, never in the future (NotAllowed)."""
    check_coordinates(by, mentorship.programme_id)
    at = at or clock.now()
    if at > clock.now():
        raise NotAllowed(_("Choose today or an earlier day."))
    made = CheckIn.objects.create(
        mentorship=mentorship,
        by=by.account if by else None,
        spoke_with=spoke_with,
        channel=channel,
        note=note,
        at=at,
    )
    people = mentorship.members.filter(until=None).values_list("person_id", flat=True)
    audit.record(by=by, action="check in", target=made, people=people)
    return made
