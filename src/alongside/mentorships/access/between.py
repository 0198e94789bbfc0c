"""Who reads what members said about how it is between them."""

from alongside.mentorships.access import only_coordinates
from alongside.mentorships.models import Between


def betweens_for(principal, mentorship):
    """What members said about how it is between them: a coordinator reads all, a member their own, nobody the other side's."""
    rows = Between.objects.filter(mentorship=mentorship)
    return rows if only_coordinates(principal, mentorship) else rows.filter(person_id=principal.person_id)
