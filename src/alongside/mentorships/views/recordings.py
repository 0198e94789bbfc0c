"""Human voices for the agreement, the notice and a mentee's screens: the list, recording one, and hearing it."""

from django.contrib import messages
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.foundation import uploads
from alongside.foundation.access import requires
from alongside.foundation.forms import once, posted
from alongside.mentorships.access.agreements import recording_for
from alongside.mentorships.actions import recordings as actions
from alongside.mentorships.forms.agreements import RecordingForm, VersionForm
from alongside.mentorships.queries import pages
from alongside.mentorships.queries.agreements import draft_of, text_of
from alongside.mentorships.queries.recordings import (
    SCREENS,
    digest,
    is_of_pages,
    rows_of,
    said,
    screen_aloud,
    title_of,
    voices_for,
)
from alongside.mentorships.views.drawing import draw
from alongside.people import languages
from alongside.programmes.access import programme_for

POLICY = {"relationship": "programme", "purpose": "setting up"}


@requires("coordinator", **POLICY)
@require_safe
def voices(request, programme):
    found = programme_for(request.principal, programme, "coordinator")
    context = {
        "programme": found,
        "rows": rows_of(found, draft_of(found) or text_of(found)),
        "back": reverse("mentorships:rules", args=[found.pk]),
    }
    return draw(request, "mentorships/voices.html", context, found)


@requires("coordinator", **POLICY)
def voice(request, programme, key, language):
    """Record one text in one language, hear what there is, or delete it."""
    found = programme_for(request.principal, programme, "coordinator")
    text = draft_of(found) or text_of(found)
    words = said(text, key, language)
    if not words:
        raise Http404
    there = voices_for(found, [key], [language]).get((key, language, digest(words)))
    here = reverse("mentorships:voices", args=[found.pk])
    deleting = "delete" in request.POST
    form = VersionForm(posted(request)) if deleting else RecordingForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():

        def act():
            if not deleting:
                actions.keep_recording(
                    programme=found, by=request.principal, key=key, language=language, words=digest(words), sound=form.cleaned_data["sound"]
                )
                messages.success(request, _("The voice is kept. Whoever reads this can listen to it."))
            elif there:
                actions.delete_recording(recording=there, by=request.principal)
                messages.success(request, _("The voice is deleted. The phone's own voice reads it, if it has one."))
            return here

        return once(request, form, act)
    context = {
        "programme": found,
        "form": RecordingForm() if deleting else form,
        "delete": VersionForm(),
        "title": title_of(text, key),
        "words": words,
        "language": language if key not in SCREENS or is_of_pages(language) else "en",
        "translates": key in SCREENS and not is_of_pages(language),
        "language_name": languages.name_of(language),
        "there": there,
        "back": here,
    }
    return draw(request, "mentorships/voice.html", context, found)


@requires("coordinator", "mentor", "mentee", relationship="programme", purpose="accompany")
@require_safe
def play(request, recording):
    return uploads.hand_out(recording_for(request.principal, recording), "voice")


def on_mentee_home(request) -> str:
    """On top of a mentee's home: what this page is, to listen to."""
    person = request.principal.account.person
    found = screen_aloud(pages.programme_of(request.principal), "screen_home", person)
    return render_to_string("mentorships/parts/read_aloud.html", {"aloud": found, "about": ""}, request=request) if found else ""
