"""How it is between the two: each says it for the coordinators alone."""

from django.contrib import messages
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import Form, once, posted
from alongside.mentorships import access
from alongside.mentorships.actions.between import read_between, say_between
from alongside.mentorships.forms.between import BetweenForm
from alongside.mentorships.queries.between import said_in, turn_of, unread
from alongside.mentorships.queries.pairs import pair_in
from alongside.mentorships.views.drawing import draw, why_not


@requires("mentor", "mentee", relationship="own mentorship", purpose="accompany", fields=("between",))
def between(request, pk):
    """A member says it; asked every so often, and open at any time."""
    mentorship = access.mentorship_for(request.principal, pk, access.MENTOR, access.MENTEE)
    is_mentor = access.MENTOR in access.parts_of(request.principal, mentorship)
    back = reverse("mentorships:detail", args=[pk]) if is_mentor else reverse("mentorships:home")
    form = BetweenForm(posted(request), is_mentor=is_mentor)
    if request.method == "POST" and form.is_valid():

        def act():
            say_between(
                mentorship=mentorship, by=request.principal, answers=form.answers(), words=form.cleaned_data["words"]
            )
            messages.success(request, _("Thank you for telling us."))
            return back

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, why_not(refusal, mentee=not is_mentor))
    context = {
        "form": form,
        "back": back,
        "shell": "shell/mentor.html" if is_mentor else "shell/mentee.html",
        "brand": "" if is_mentor else mentorship.programme.sign_name,
    }
    return draw(request, "mentorships/between.html", context, mentorship.programme)


@requires("coordinator", relationship="programme", purpose="accompany", fields=("identity", "between"))
def betweens(request, pk):
    """What both sides said, each for itself, and the button "read"."""
    mentorship = access.mentorship_for(request.principal, pk, access.COORDINATOR)
    if not access.only_coordinates(request.principal, mentorship):
        raise Http404
    form = Form(posted(request))
    if request.method == "POST" and form.is_valid():

        def act():
            read_between(mentorship=mentorship, by=request.principal)
            return reverse("mentorships:detail", args=[pk])

        return once(request, form, act)
    context = {
        "form": form,
        "mentorship": mentorship,
        "pair": pair_in(mentorship),
        "part": access.COORDINATOR,
        "said": said_in(request.principal, mentorship),
    }
    return draw(request, "mentorships/betweens.html", context, mentorship.programme)


def for_coordinator(request, mentorship, part: str) -> str:
    """The way to what was said."""
    if part != access.COORDINATOR or not access.only_coordinates(request.principal, mentorship):
        return ""
    context = {"mentorship": mentorship, "new": len(unread(request.principal, mentorship))}
    return render_to_string("mentorships/parts/betweens_link.html", context, request=request)


def for_mentor(request, mentorship, part: str) -> str:
    """The question, when it is time."""
    return "" if part == access.COORDINATOR else _question(request, mentorship, part)


def on_home(request, walk) -> str:
    return _question(request, walk.mentorship, access.MENTEE)


def _question(request, mentorship, part: str) -> str:
    if not turn_of(request.principal, mentorship):
        return ""
    return render_to_string("mentorships/parts/between.html", {"mentorship": mentorship, "part": part}, request=request)
