"""What I did: one's own page after an ending, with papers and a few questions. Nothing of anybody else stands there."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.foundation.access import SIGNED_IN, requires
from alongside.foundation.forms import once, posted
from alongside.mentorships import access, papers
from alongside.mentorships.access import endings as own
from alongside.mentorships.actions import endings as actions
from alongside.mentorships.actions.onward import answer_again
from alongside.mentorships.forms.endings import InterviewForm
from alongside.mentorships.forms.onward import AgainForm
from alongside.mentorships.models import Interview
from alongside.mentorships.queries.endings import walked, walked_by
from alongside.mentorships.views.drawing import draw, why_not

#: Whoever has left a programme holds no role any more, and still has their own papers for a year.
POLICY = {"relationship": "self", "purpose": "own page"}


def _shell(is_mentor: bool, programme=None) -> dict:
    brand = programme.sign_name if programme and not is_mentor else ""
    return {"shell": "shell/mentor.html" if is_mentor else "shell/mentee.html", "is_mentor": is_mentor, "brand": brand}


@requires(SIGNED_IN, **POLICY, fields=("meetings",))
@require_safe
def after(request):
    """Each of one's own mentorships of the last year: from when to when, meetings and hours, papers, what is asked."""
    found = walked_by(request.principal)
    programme = found[0].mentorship.programme if found else None
    is_mentor = found[0].member.is_mentor if found else not request.principal.holds("mentee")
    context = {"found": found, **_shell(is_mentor, programme)}
    return draw(request, "mentorships/after.html", context, programme)


@requires(SIGNED_IN, **POLICY, fields=("notes",))
def say(request, pk):
    """Say how it was, on one's own phone."""
    return _say(request, pk, Interview.Kind.EXIT)


@requires(SIGNED_IN, **POLICY, fields=("notes",))
def say_later(request, pk):
    """Some months later: how it went on."""
    return _say(request, pk, Interview.Kind.LATER)


def _say(request, pk, kind):
    part = own.my_part_for(request.principal, pk)
    before = part.person.interviews.filter(mentorship=part.mentorship_id, kind=kind).first()
    form = InterviewForm(posted(request), kind=kind, own=True, is_mentor=part.is_mentor, said=before)

    def act():
        actions.say_at_the_end(mentorship=part.mentorship, person=part.person, by=request.principal, **form.said())
        messages.success(request, _("Thank you for telling us."))
        return reverse("mentorships:after")

    not_yet = request.method == "GET" and kind == Interview.Kind.LATER and part.until is None
    return _own_form(request, part, form, act, "mentorships/after_say.html", kind=kind, not_yet=not_yet)


@requires(SIGNED_IN, **POLICY)
def again(request, pk):
    """After the pause: yes or no to somebody new."""
    part = own.my_part_for(request.principal, pk)
    if part.enrolment is None:
        raise Http404
    form = AgainForm(posted(request), own=True, is_mentor=part.is_mentor)

    def act():
        answer_again(enrolment=part.enrolment, answer=form.cleaned_data["answer"], by=request.principal)
        messages.success(request, _("Thank you for telling us."))
        return reverse("mentorships:after")

    not_yet = request.method == "GET" and not walked(part).may_answer_again
    return _own_form(request, part, form, act, "mentorships/after_again.html", not_yet=not_yet)


def _own_form(request, part, form, act, template, **context):
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, why_not(refusal, mentee=not part.is_mentor))
    context |= {"form": form, "back": reverse("mentorships:after"), **_shell(part.is_mentor, part.mentorship.programme)}
    return draw(request, template, context, part.mentorship.programme)


@requires(SIGNED_IN, **POLICY, fields=("meetings",))
@require_safe
def my_paper(request, pk, paper):
    """One's own letter or certificate, once it has ended. `?plain`: with the neutral name."""
    done = walked(own.my_part_for(request.principal, pk))
    if done.paper is None or not done.is_over:
        raise Http404
    return _file(done, paper, neutral="plain" in request.GET)


@requires("coordinator", relationship="programme", purpose="accompany", fields=("identity", "meetings"))
@require_safe
def paper_file(request, pk, person, paper):
    """A member's letter or certificate, for the coordinators, to look at or to print."""
    mentorship = access.mentorship_for(request.principal, pk, access.COORDINATOR)
    done = walked(own.member_for(mentorship, person))
    if done.paper is None:
        raise Http404
    return _file(done, paper, neutral=False)


def _file(done, paper: str, *, neutral: bool) -> HttpResponse:
    drawers = {"letter": papers.letter, "certificate": papers.certificate}
    if paper not in drawers:
        raise Http404
    body = drawers[paper](done, done.paper, neutral=neutral)
    response = HttpResponse(body, content_type="application/pdf")
    # The name says nothing of mentoring: files lie on shared phones.
    response["Content-Disposition"] = f'attachment; filename="{paper}.pdf"'
    return response


def on_mentee_home(request) -> str:
    """On a mentee's home, above all: the way to one's papers and questions after an ending."""
    found = [one for one in walked_by(request.principal) if not one.member.is_mentor and one.is_over]
    if not found:
        return ""
    return render_to_string("mentorships/parts/after_home.html", {"one": found[0]}, request=request)
