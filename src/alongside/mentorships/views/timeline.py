"""One person's line through all their mentorships, for whoever coordinates them."""

from django.template.loader import render_to_string

from alongside.foundation.access import requires
from alongside.mentorships import access
from alongside.mentorships.forms.timeline import LineForm
from alongside.mentorships.queries import timeline as queries
from alongside.mentorships.queries.pairs import present
from alongside.mentorships.views.drawing import draw


@requires(
    "coordinator", relationship="programme", purpose="accompany", fields=("identity", "meetings", "notes", "goals", "changes")
)
def line(request, person):
    form = LineForm(request.GET)
    asked = form.asked()
    found = queries.line_of(request.principal, person, asked, request.GET.get("page", 1))
    context = {
        "filters": form,
        "line": found,
        "is_filtered": form.is_asked(),
        "is_compact": asked["shape"] == "compact",
        "kinds": queries.KINDS,
    }
    return draw(request, "mentorships/timeline.html", context, found.parts[0].mentorship.programme)


def lines_of_pair(request, mentorship, part) -> str:
    """On the page of a pair: the way to each member's own line. For coordinators; no query."""
    if part != access.COORDINATOR:
        return ""
    context = {"members": present(mentorship.members.all())}
    return render_to_string("mentorships/parts/timelines_of_pair.html", context, request=request)
