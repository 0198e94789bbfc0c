"""Drawing a page of one programme: its dates are read on its own clock."""

from zoneinfo import ZoneInfo

from django.shortcuts import render
from django.utils import timezone

from alongside.mentorships.access import COORDINATOR, MENTOR, parts_of
from alongside.mentorships.queries.pairs import pair_in


def draw(request, template: str, context: dict, programme=None, status: int = 200):
    """The page, with days counted in the programme's time zone, so that "today" is their today."""
    if programme is None:
        return render(request, template, context, status=status)
    with timezone.override(ZoneInfo(programme.time_zone)):
        return render(request, template, context, status=status)


def part_and_shell(request, mentorship) -> dict:
    """As whom the reader looks at this mentorship, the shell for it, and whose it is."""
    coordinates = COORDINATOR in parts_of(request.principal, mentorship)
    return {
        "part": COORDINATOR if coordinates else MENTOR,
        "shell": "shell/staff.html" if coordinates else "shell/mentor.html",
        "pair": pair_in(mentorship),
    }
