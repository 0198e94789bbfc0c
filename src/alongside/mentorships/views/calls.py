"""Please call me; I am worried; I need a change."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.foundation import clock, registries
from alongside.foundation.access import requires
from alongside.foundation.forms import once, posted
from alongside.foundation.templatetags import dates
from alongside.mentorships import access, actions
from alongside.mentorships.forms.check_ins import AskForm
from alongside.mentorships.queries import pages
from alongside.mentorships.queries.pairs import local
from alongside.mentorships.queries.recordings import screen_aloud
from alongside.mentorships.views.drawing import draw, why_not


@requires("mentor", "mentee", relationship="own mentorship", purpose="ask for a call")
def call_me(request, pk):
    mentorship = access.mentorship_for(request.principal, pk, access.MENTOR, access.MENTEE)
    return _ask(request, mentorship, "mentorships/call_me.html", wants_change=False)


@requires("mentee", relationship="own mentorship", purpose="ask for a call")
def change(request, pk):
    mentorship = access.mentorship_for(request.principal, pk, access.MENTEE)
    return _ask(request, mentorship, "mentorships/change.html", wants_change=True)


def _ask(request, mentorship, template, *, wants_change):
    is_mentor = access.MENTOR in access.parts_of(request.principal, mentorship)
    zone = mentorship.programme.time_zone
    back = reverse("mentorships:detail", args=[mentorship.pk]) if is_mentor else reverse("mentorships:home")
    form = AskForm(posted(request))
    if request.method == "POST" and form.is_valid():

        def act():
            call = actions.ask_for_call(
                mentorship=mentorship,
                person=request.principal.account.person,
                by=request.principal,
                wants_change=wants_change,
            )
            by_when = dates.when(local(call.call_by, zone))
            messages.success(request, _("Your coordinator calls you by %(when)s.") % {"when": by_when})
            return back

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, why_not(refusal, mentee=not is_mentor))
    context = {
        "form": form,
        "mentorship": mentorship,
        "programme": mentorship.programme,
        "call_by": local(actions.call_by_for(clock.now(), zone), zone),
        "back": back,
        "screen": screen_aloud(mentorship.programme, "screen_change", request.principal.account.person) if wants_change else None,
        "shell": "shell/mentor.html" if is_mentor else "shell/mentee.html",
        "brand": "" if is_mentor else mentorship.programme.sign_name,
    }
    return draw(request, template, context, mentorship.programme)


@requires("mentor", relationship="own mentorship", purpose="")
@require_safe
def worried(request, pk):
    """Whom to ask, the duty phone first. Stores nothing, not even that it was read; its address names no topic."""
    programme = access.duty_for(request.principal, pk)
    context = {
        "form": AskForm(),
        "programme": programme,
        "pk": pk,
        "pieces": [piece(request, pk=pk) for piece in registries.slots.get("worry page", [])],
    }
    return draw(request, "mentorships/worried.html", context, programme)


@requires("coordinator", relationship="programme", purpose="accompany", fields=("identity", "contact"))
def call(request, pk):
    wish = access.call_for(request.principal, pk)
    mentorship = wish.mentorship
    form = AskForm(posted(request))
    if request.method == "POST" and form.is_valid():

        def act():
            actions.called(request=wish, by=request.principal)
            messages.success(request, _("Noted that you called."))
            return reverse("mentorships:detail", args=[mentorship.pk])

        return once(request, form, act)
    zone = mentorship.programme.time_zone
    mentors, mentees = pages.members_of(mentorship)
    reachable = [m for m in [*mentors, *mentees] if m.person_id == wish.person_id]
    context = {
        "form": form,
        "wish": wish,
        "reachable": reachable,
        "is_mentor": any(m.is_mentor for m in reachable),
        "mentorship": mentorship,
        "asked_at": local(wish.asked_at, zone),
        "call_by": local(wish.call_by, zone),
        "back": reverse("mentorships:detail", args=[mentorship.pk]),
    }
    return draw(request, "mentorships/call.html", context, mentorship.programme)
