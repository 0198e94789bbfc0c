"""Photographs that both wish to be shown, and a mentor's hello before the first meeting."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.foundation import uploads
from alongside.foundation.access import requires
from alongside.foundation.forms import Form, once
from alongside.mentorships import access
from alongside.mentorships.actions import faces as actions
from alongside.mentorships.forms.faces import SECONDS, HelloForm, PhotoForm
from alongside.mentorships.queries import faces as queries
from alongside.mentorships.views.drawing import draw, why_not

OWN = {"relationship": "own mentorship", "purpose": "own page", "fields": ("identity",)}


def _sent(request) -> tuple:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _where(request, mentorship) -> dict:
    is_mentor = access.MENTOR in access.parts_of(request.principal, mentorship)
    return {
        "is_mentor": is_mentor,
        "mentorship": mentorship,
        "back": reverse("mentorships:detail", args=[mentorship.pk]) if is_mentor else reverse("mentorships:home"),
        "shell": "shell/mentor.html" if is_mentor else "shell/mentee.html",
        "brand": "" if is_mentor else mentorship.programme.sign_name,
    }


@requires("mentor", "mentee", **OWN)
def photos(request, pk):
    """My yes or no, and my picture."""
    mentorship = access.mentorship_for(request.principal, pk, access.MENTOR, access.MENTEE)
    yes, mine = queries.my_wish(request.principal.person_id, mentorship)
    form = PhotoForm(*_sent(request), initial={"yes": "yes" if yes else "no"})
    where = _where(request, mentorship)
    if request.method == "POST" and form.is_valid():

        def act():
            data = form.cleaned_data
            actions.wish_photos(mentorship=mentorship, by=request.principal, yes=data["yes"] == "yes", photo=data["photo"])
            messages.success(request, _("Saved."))
            return where["back"]

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, why_not(refusal, mentee=not where["is_mentor"]))
    return draw(request, "mentorships/photos.html", where | {"form": form, "mine": mine}, mentorship.programme)


@requires("mentor", "mentee", **OWN)
@require_safe
def photo(request, pk, photo):
    """One picture, for its owner, and for whoever both wish it with."""
    mentorship = access.mentorship_for(request.principal, pk, access.MENTOR, access.MENTEE)
    return uploads.hand_out(queries.photo_for(request.principal, mentorship, photo), "photo")


@requires("mentor", relationship="own mentorship", purpose="accompany", fields=("identity",))
def hello(request, pk):
    """Record a hello, hear it again, put another in its place."""
    mentorship = access.mentorship_for(request.principal, pk, access.MENTOR)
    form = HelloForm(*_sent(request))
    where = _where(request, mentorship)
    if request.method == "POST" and form.is_valid():

        def act():
            actions.say_hello(mentorship=mentorship, by=request.principal, voice=form.cleaned_data["voice"])
            messages.success(request, _("Kept. Your mentee can hear it until you have met."))
            return request.path

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context = where | {
        "form": form,
        "seconds": SECONDS,
        "hello": queries.my_hello(request.principal.person_id, mentorship),
        "have_met": queries.have_met(mentorship),
    }
    return draw(request, "mentorships/hello.html", context, mentorship.programme)


@requires("mentor", relationship="own mentorship", purpose="accompany", fields=("identity",))
def hello_off(request, pk):
    """My hello is deleted. Its button stands on the page above."""
    mentorship = access.mentorship_for(request.principal, pk, access.MENTOR)
    back = reverse("mentorships:hello", args=[mentorship.pk])
    if request.method != "POST":
        return redirect(back)
    form = Form(request.POST)
    form.full_clean()

    def act():
        actions.take_hello_away(mentorship=mentorship, by=request.principal)
        return back

    return once(request, form, act)


@requires("mentor", "mentee", **OWN)
@require_safe
def hello_sound(request, pk, hello):
    mentorship = access.mentorship_for(request.principal, pk, access.MENTOR, access.MENTEE)
    return uploads.hand_out(queries.hello_for(request.principal, mentorship, hello), "hello")


# ── on other pages ────────────────────────────────────────────────────────────────────
def on_pair_page(request, mentorship, part) -> str:
    """For a mentor: the ways to the hello, until they have met, and to the photographs; and the mentee's picture."""
    if part != access.MENTOR:
        return ""
    photos = queries.shown_to(request.principal.person_id, mentorship)
    context = {"mentorship": mentorship, "photos": photos.values(), "have_met": queries.have_met(mentorship)}
    return render_to_string("mentorships/parts/faces_of_pair.html", context, request=request)


def hello_on_home(request, walk) -> str:
    """What a mentor says to their mentee before they have met."""
    hellos = queries.hellos_in(walk.mentorship)
    if not hellos:
        return ""
    names = {m.person_id: m.person.short_name for m in walk.mentors}
    context = {"walk": walk, "hellos": [(one.pk, names.get(one.person_id, "")) for one in hellos]}
    return render_to_string("mentorships/parts/hello_on_home.html", context, request=request)
