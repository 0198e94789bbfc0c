"""What this room shows on other rooms' pages."""

from django.template.loader import render_to_string

from alongside.mentorships import access
from alongside.mentorships.queries import with_facts


def pairs_of_person(request, *, enrolment, **context) -> str:
    """On somebody's page: their pairs in this programme, present and past, for who coordinates it. Three queries."""
    mine = access.mentorships_for(request.principal).filter(members__enrolment=enrolment).distinct()
    pairs = with_facts(mine).order_by("-begun_at")
    if not pairs:
        return ""
    return render_to_string("mentorships/parts/pairs_of_person.html", {"pairs": pairs}, request=request)
