"""Who reads what members said about how it is between them."""

from alongside.mentorships.access import COORDINATOR, parts_of
from alongside.mentorships.models import Between


def betweens_for(principal, mentorship):
    """What members said about how it is between them: a coordinator reads all, a member their own, nobody the other side's."""
    rows = Between.objects.filter(mentorship=mentorship)
    return rows if COORDINATOR in parts_of(principal, mentorship) else rows.filter(person_id=principal.person_id)
