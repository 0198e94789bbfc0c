"""The list of mentorships, a mentor's own, and one mentorship."""

from urllib.parse import urlencode

from django.urls import reverse

from alongside.foundation.access import requires
from alongside.mentorships import access
from alongside.mentorships.access.questions import may_ask, open_question
from alongside.mentorships.forms.filters import FilterForm
from alongside.mentorships.queries import Stage, caseload, pages
from alongside.mentorships.queries.goals import goals_of
from alongside.mentorships.views import panels
from alongside.mentorships.views.drawing import draw, part_and_shell
from alongside.programmes.access import programmes_for


@requires("coordinator", relationship="programme", purpose="accompany", fields=("identity", "meetings"))
def mentorships(request):
    programmes = list(programmes_for(request.principal, "coordinator"))
    form = FilterForm(request.GET, programmes=programmes)
    asked = form.asked()
    page = caseload.list_page(request.principal, asked, request.GET.get("page", 1))
    query = request.GET.copy()
    query.pop("page", None)
    everybody = [row.mentorship.pk for row in page.object_list if row.stage != Stage.ENDED]
    context = {
        "filters": form,
        "page": page,
        "is_filtered": form.is_asked(),
        "several": len(programmes) > 1,
        "tab": "list",
        "query": query.urlencode(),
        "everybody_url": f"{reverse('mentorships:new_circular')}?{urlencode({'pair': everybody}, True)}" if len(everybody) > 1 else "",
    }
    return draw(request, "mentorships/list.html", context, programmes[0] if len(programmes) == 1 else None)


@requires("mentor", relationship="own mentorship", purpose="accompany", fields=("identity", "meetings"))
def mine(request):
    rows = pages.my_rows(request.principal)
    programme = rows[0].mentorship.programme if rows else None
    return draw(request, "mentorships/mine.html", {"rows": rows}, programme)


@requires(
    "coordinator",
    "mentor",
    relationship="own mentorship",
    purpose="accompany",
    fields=("identity", "contact", "meetings", "notes", "goals"),
)
def mentorship(request, pk):
    found = access.mentorship_for(request.principal, pk, access.COORDINATOR, access.MENTOR)
    context = part_and_shell(request, found)
    coordinates = context["part"] == access.COORDINATOR
    account_id = request.principal.account.pk

    def reads_note(session):
        return coordinates or session.logged_by_id == account_id

    recent = pages.RECENT if coordinates else pages.RECENT_ON_A_PHONE
    meetings, more = pages.meetings(found, reads_note=reads_note, recent=None if "all" in request.GET else recent)
    for meeting in meetings:
        session = meeting.session
        session.mentorship = found
        meeting.may_correct = access.may_correct(request.principal, session)
        meeting.may_ask = may_ask(request.principal, session)
        meeting.may_answer = open_question(request.principal, session) is not None
    mentors, mentees = pages.members_of(found)
    context |= {
        "mentorship": found,
        "programme": found.programme,
        "row": pages.rows(access.these(found))[0],
        "mentors": mentors,
        "mentees": mentees,
        "reachable": [*mentors, *mentees] if coordinates else mentees,
        "coming": pages.coming(found),
        "goals": goals_of(request.principal, found),
        "meetings": meetings,
        "more": more,
        "calls": pages.open_calls(found, None if coordinates else request.principal.person_id),
        "timeline": pages.timeline(found) if coordinates else [],
    }
    context["panels"] = panels.on_pair_page(request, found, context["part"])
    return draw(request, "mentorships/detail.html", context, found.programme)
