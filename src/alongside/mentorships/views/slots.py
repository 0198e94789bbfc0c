"""What this room shows on other rooms' pages."""

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.foundation import registries
from alongside.mentorships import access
from alongside.mentorships.queries import free_places, with_facts
from alongside.mentorships.queries.pages import walking_now
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


def from_higher_rooms(request, mentorship, part: str) -> str:
    """Among the further things to do with a pair: what rooms above this one offer there."""
    pieces = [(piece(request, mentorship=mentorship, part=part),) for piece in registries.slots.get("pair page", [])]
    return format_html_join("", "{}", pieces)


def walks_already(request, *, enrolment, among, memo, **context) -> str:
    """In the list of people, beneath "Ready": that somebody has a mentor, or accompanies people. One query for the page."""
    if "walking" not in memo:
        memo["walking"] = walking_now(request.principal, among)
    pairs = memo["walking"][enrolment.pk]
    if not pairs:
        return ""
    if enrolment.side == Side.MENTEE:
        words = _("Has a mentor")
    else:
        words = ngettext("In %(n)d mentorship", "In %(n)d mentorships", pairs) % {"n": pairs}
    return format_html('<br><span class="small soft">{}</span>', words)
