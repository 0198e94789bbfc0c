"""Drawing a page of one programme: its dates are read on its own clock."""

from zoneinfo import ZoneInfo

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.mentorships.access import COORDINATOR, MENTEE, MENTOR, PARTS, parts_of
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


def why_not(refusal, *, mentee: bool) -> str:
    """Why something is refused. A mentee reads one sentence for every reason: it says who helps, and is there in their language."""
    return _("This does not work now. Your coordinator can help.") if mentee else str(refusal)


SHELLS = {COORDINATOR: "shell/staff.html", MENTOR: "shell/mentor.html", MENTEE: "shell/mentee.html"}


def as_reader(request, mentorship) -> dict:
    """As whom one of the three parts looks at something of this mentorship, with the shell and the way back for it."""
    parts = parts_of(request.principal, mentorship)
    part = next(part for part in PARTS if part in parts)
    mentee = part == MENTEE
    return {
        "part": part,
        "shell": SHELLS[part],
        "brand": mentorship.programme.sign_name if mentee else "",
        "pair": pair_in(mentorship),
        "back": reverse("mentorships:home") if mentee else reverse("mentorships:detail", args=[mentorship.pk]),
        "mentorship": mentorship,
        "programme": mentorship.programme,
    }
