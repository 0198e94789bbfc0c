"""Without network: the copy that a mentor's phone keeps, the page that shows it, and the door for what was written on it."""

import base64
import json
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.foundation.access import ANYONE, requires
from alongside.foundation.forms import Form, once, posted
from alongside.mentorships import access
from alongside.mentorships.actions import pocket as actions
from alongside.mentorships.forms.pocket import HAND_OVER, ArrivingForm, BlankLogForm, EnvelopeForm
from alongside.mentorships.queries import pocket as queries

SCRIPTS = Path(__file__).resolve().parent.parent / "static" / "mentorships" / "pocket"
#: What the page without network is drawn with. Modules that others import go by their plain names.
PARTS = (
    "foundation/site.css",
    "mentorships/mentorships.css",
    "foundation/icons/mark.svg",
    "foundation/js/forms.js",
    "foundation/js/exit.js",
    "foundation/js/menus.js",
    "mentorships/pocket/page.js",
)
IMPORTED = ("store.js", "sending.js", "drawing.js", "days.js")
#: A script of its own origin may ask its own origin, and nothing else.
WORKER_POLICY = "default-src 'none'; connect-src 'self'; script-src 'self'"


@requires(ANYONE, purpose="own account")
@require_safe
def page(request):
    """The page that stands without network. It holds nothing about anybody: a script fills it from the phone.

    Not even the mark of whoever is signed in, for the browser keeps this page and shows it when another is.
    """
    return render(request, "mentorships/pocket.html", {"form": BlankLogForm(auto_id="pocket_%s"), "phone": None})


@requires(ANYONE, purpose="own account")
@require_safe
def worker(request):
    """The script that answers for the server while there is no network."""
    parts = [static(name) for name in PARTS] + [f"{settings.STATIC_URL}mentorships/pocket/{name}" for name in IMPORTED]
    script = f"const PARTS = {json.dumps(parts)};\n{(SCRIPTS / 'worker.js').read_text()}"
    headers = {"Content-Security-Policy": WORKER_POLICY, "Cache-Control": "no-cache, no-store"}
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers=headers)


@requires("mentor", relationship="own mentorship", purpose="accompany", fields=("identity", "meetings"))
@require_safe
def copy(request):
    """What this mentor may read now and a phone may keep, with the key of the box and the token for sending."""
    account = request.principal.account
    found = queries.pocket_of(request.principal)
    return JsonResponse(
        {
            "who": queries.mark_of(account),
            "box_key": base64.b64encode(queries.box_key_of(account)).decode(),
            "token": get_token(request),
            "mentorships": found,
        }
    )


@requires("mentor", relationship="own mentorship", purpose="accompany", fields=("meetings", "notes"))
def send(request):
    """Takes one entry in. Answers {"state": "sent" | "asks" | "wrong" | "gone", …} in words for the page."""
    if request.method != "POST":
        return redirect("pocket:page")
    envelope = EnvelopeForm(request.POST)
    if not envelope.is_valid():
        return _wrong(list(envelope.non_field_errors()) or [str(e) for errors in envelope.errors.values() for e in errors])
    about = envelope.cleaned_data
    if about["who"] != queries.mark_of(request.principal.account):
        # Somebody else has signed in meanwhile, in another window.
        return JsonResponse({"state": "wrong", "mistakes": []}, status=403)
    if actions.arrived(request.principal, about["key"]):
        return JsonResponse({"state": "sent"})
    try:
        mentorship = access.mentorship_for(request.principal, about["mentorship"], access.MENTOR)
    except Http404:
        return _late(request, about)
    form = ArrivingForm(request.POST, mentorship=mentorship)
    if not form.is_valid():
        return _wrong([str(error) for errors in form.errors.values() for error in errors])
    try:
        actions.take_entry(
            mentorship=mentorship,
            by=request.principal,
            told=form.told,
            **{name: about[name] for name in ("key", "meeting", "seen_day", "choice", "seen")},
        )
    except access.NotAllowed as refusal:
        return _wrong([str(refusal)])
    except actions.Meanwhile as asked:
        return JsonResponse(_question(asked, form.told))
    return JsonResponse({"state": "sent"})


def _wrong(mistakes: list[str]) -> JsonResponse:
    return JsonResponse({"state": "wrong", "mistakes": list(dict.fromkeys(mistakes))})


def _question(asked, told) -> dict:
    """Both texts, and what may be chosen beside leaving what stands there."""
    labels = {
        (actions.LOGGED, actions.MINE): _("Put mine in its place"),
        (actions.LOGGED, actions.BOTH): _("Keep both: there were two meetings"),
        (actions.CANCELLED, actions.MINE): _("Write mine down all the same"),
        (actions.MOVED, actions.MINE): _("This was that meeting"),
        (actions.MOVED, actions.BOTH): _("Keep both: the moved one is still to come"),
    }
    return {
        "state": "asks",
        "sentence": actions.sentence_of(asked),
        "seen": asked.seen,
        "mine": queries.told_lines(told),
        "theirs": queries.lines_of(asked.session, reads_note=asked.is_own),
        "choices": [[choice, labels[asked.why, choice]] for choice in asked.choices],
    }


def _late(request, about) -> JsonResponse:
    """The mentorship is not the writer's any more. Their words can go to the coordinators, once they say so."""
    may = queries.formerly_mine(request.principal, about["mentorship"])
    if may and about["choice"] == HAND_OVER:
        words = [[str(label), text] for label, text in BlankLogForm(request.POST).words()]
        met = _("We met") if request.POST.get("met") == "yes" else _("Did not meet")
        actions.hand_over_entry(
            mentorship=access.formerly_mine(request.principal, about["mentorship"]),
            by=request.principal,
            key=about["key"],
            words=[[_("Did you meet?"), met], *words],
        )
        return JsonResponse({"state": "sent"})
    choices = [[HAND_OVER, _("Send the words to the coordinators")]] if may else []
    sentence = _("This mentorship is not yours any more. Your words are still here.")
    return JsonResponse({"state": "gone", "sentence": sentence, "choices": choices})


@requires("coordinator", relationship="own mentorship", purpose="accompany", fields=("notes",))
def late(request, pk, entry):
    """Late words of a former mentor: read, and taken note of."""
    mentorship = access.mentorship_for(request.principal, pk, access.COORDINATOR)
    found = access.phone_entry_for(request.principal, mentorship, entry)
    back = reverse("mentorships:detail", args=[pk])
    form = Form(posted(request))
    if request.method == "POST" and form.is_valid():

        def act():
            actions.take_note_of_entry(entry=found, by=request.principal)
            messages.success(request, _("Taken note of. The words are deleted."))
            return back

        return once(request, form, act)
    context = {"form": form, "entry": found, "back": back, "programme": mentorship.programme, "mentorship": mentorship}
    return render(request, "mentorships/late_entry.html", context)


def late_words(request, mentorship, part) -> str:
    """On the pair page: what arrived late, for coordinators."""
    if part != access.COORDINATOR:
        return ""
    entries = queries.late_entries(mentorship)
    context = {"entries": entries, "mentorship": mentorship}
    return render_to_string("mentorships/parts/late_entries.html", context, request) if entries else ""
