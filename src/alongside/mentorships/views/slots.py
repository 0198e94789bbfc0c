"""What this room shows on other rooms' pages."""

from django.template.loader import render_to_string

from alongside.mentorships import access
from alongside.mentorships.queries import free_places, with_facts
from alongside.mentorships.queries.pairs import pairs_of
from alongside.programmes.models import Side


def pairs_of_person(request, *, enrolment, **context) -> str:
    """On somebody's page: their pairs in this programme, present and past, for who coordinates it. Six queries at most."""
    mine = access.mentorships_for(request.principal).filter(members__enrolment=enrolment).distinct()
    found = list(with_facts(mine).order_by("-begun_at"))
    if not found:
        return ""
    names = pairs_of(m.pk for m in found)
    mentors = enrolment.side == Side.MENTEE
    pairs = [(m, names[m.pk].mentors if mentors else names[m.pk].mentees) for m in found]
    places = None if mentors else free_places([enrolment])[enrolment.pk]
    context = {"pairs": pairs, "places": places, "enrolment": enrolment}
    return render_to_string("mentorships/parts/pairs_of_person.html", context, request=request)
