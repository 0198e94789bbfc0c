"""Leave the programme, and take back what one tap asked for."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import Form, once, posted
from alongside.mentorships import access
from alongside.mentorships.actions import leaving as actions
from alongside.mentorships.actions import taking_back
from alongside.mentorships.forms.check_ins import AskForm
from alongside.mentorships.models.leaving import THINK_AGAIN
from alongside.mentorships.queries import pages
from alongside.mentorships.queries import taking_back as queries
from alongside.mentorships.queries.pairs import local
from alongside.mentorships.views.drawing import draw, why_not

OWN = {"relationship": "own mentorship", "purpose": "own page"}


@requires("mentee", **OWN)
def go(request, pk):
    """What happens when somebody leaves; a call first, or go."""
    mentorship = access.mentorship_for(request.principal, pk, access.MENTEE)
    back = reverse("mentorships:home")
    form = AskForm(posted(request))
    if request.method == "POST" and form.is_valid():

        def act():
            actions.leave(mentorship=mentorship, by=request.principal)
            return back

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, why_not(refusal, mentee=True))
    context = {"form": form, "mentorship": mentorship, "back": back, "brand": mentorship.programme.sign_name}
    return draw(request, "mentorships/go.html", context, mentorship.programme)


@requires("mentee", **OWN)
def undo(request, pk, kind, which):
    """Take back a call, "I can't come" or leaving. Its buttons stand on the mentee's home."""
    mentorship = access.mentorship_for(request.principal, pk, access.MENTEE)
    principal, back = request.principal, reverse("mentorships:home")
    if kind == "call":
        call = queries.own_call_for(principal, mentorship, which)

        def take():
            taking_back.take_back_call(request=call, by=principal)
    elif kind == "meeting":
        session = access.session_for(principal, mentorship, which)

        def take():
            taking_back.take_back_cancelling(session=session, by=principal)
    elif kind == "go":
        leaving = queries.own_leaving_for(principal, mentorship, which)

        def take():
            actions.stay(leaving=leaving, by=principal)
    else:
        raise Http404
    if request.method != "POST":
        return redirect(back)
    form = Form(request.POST)
    form.full_clean()

    def act():
        take()
        messages.success(request, _("Saved."))
        return back

    try:
        return once(request, form, act)
    except access.NotAllowed as refusal:
        messages.warning(request, why_not(refusal, mentee=True))
        return redirect(back)


@requires("coordinator", relationship="programme", purpose="accompany", fields=("identity", "contact"))
def leaving(request, pk):
    """Somebody leaves: how to reach them and whoever mentors, and what has happened already."""
    found = queries.leaving_for(request.principal, pk)
    mentorship = found.mentorship
    back = reverse("mentorships:detail", args=[mentorship.pk])
    form = AskForm(posted(request))
    if request.method == "POST" and form.is_valid():

        def act():
            actions.noted(leaving=found, by=request.principal)
            messages.success(request, _("Noted."))
            return back

        return once(request, form, act)
    mentors, mentees = pages.members_of(mentorship)
    context = {
        "form": form,
        "found": found,
        "mentorship": mentorship,
        "reachable": [m for m in [*mentees, *mentors] if m.is_mentor or m.person_id == found.person_id],
        "until": local(found.asked_at + THINK_AGAIN, mentorship.programme.time_zone),
        "back": back,
        "part": access.COORDINATOR,
    }
    return draw(request, "mentorships/leaving.html", context, mentorship.programme)


# ── on other pages ────────────────────────────────────────────────────────────────────
def on_home(request, walk) -> str:
    """What the mentee asked for, each with the button that takes it back."""
    asked = queries.asked_in(request.principal, walk.mentorship, walk.call)
    if not asked:
        return ""
    context = {"walk": walk, "asked": [(one, Form(auto_id=f"{one.kind}_{one.pk}_%s")) for one in asked]}
    return render_to_string("mentorships/parts/asked.html", context, request=request)


def link_on_home(request, walk) -> str:
    return render_to_string("mentorships/parts/home_links.html", {"walk": walk}, request=request)
