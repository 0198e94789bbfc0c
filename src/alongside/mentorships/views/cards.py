"""Cards: made and ended by a coordinator; opened by a phone, which then shows the next meeting and asks for the PIN."""

import base64
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.foundation import clock, codec, pace, qr
from alongside.foundation.access import ANYONE, requires
from alongside.foundation.forms import Form, once, posted
from alongside.mentorships import access
from alongside.mentorships.actions import cards as actions
from alongside.mentorships.forms.cards import PinForm
from alongside.mentorships.queries import cards as queries
from alongside.mentorships.queries.pairs import local
from alongside.mentorships.views import card_paper
from alongside.mentorships.views.drawing import draw
from alongside.people.actions import sign_in
from alongside.programmes.access import enrolment_for

#: The phone's own secret; and where a signed-in session says that a card opened it, and when it was touched.
COOKIE, SESSION = "card", "card"
#: A phone keeps its card for a year after it was used last.
KEPT_FOR = timedelta(days=365)
#: Where a new paper's secret waits for its coordinator to print it, and for how long.
SHOWN, SHOWN_FOR = "card_shown", timedelta(minutes=30)
LABEL = "mentorships.Card.paper"
COORDINATES = {"relationship": "programme", "purpose": "inviting", "fields": ("identity",)}
OWN = {"relationship": "own card", "purpose": "own page", "fields": ("meetings",)}


# ── the coordinator's side ────────────────────────────────────────────────────────────
@requires("coordinator", **COORDINATES)
def card(request, pk):
    """How somebody's card stands, and the button for a new one. A new one is shown for half an hour, to be printed."""
    enrolment = enrolment_for(request.principal, pk, "coordinator")
    here = reverse("mentorships:card", args=[enrolment.pk])
    form = Form(posted(request))
    if request.method == "POST" and form.is_valid():

        def act():
            secret = actions.make_card(enrolment=enrolment, by=request.principal)
            sealed = base64.b64encode(codec.seal(secret, label=LABEL)).decode()
            request.session[SHOWN] = (str(enrolment.pk), sealed, int(clock.now().timestamp()))
            return here

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    address = _address(request, enrolment)
    context = {
        "form": form,
        "enrolment": enrolment,
        "programme": enrolment.programme,
        "standing": queries.standing(enrolment),
        "picture": qr.svg(address, _("The square on the card")) if address else "",
        "back": reverse("programmes:person", args=[enrolment.pk]),
    }
    return draw(request, "mentorships/card.html", context, enrolment.programme)


@requires("coordinator", **COORDINATES)
@require_safe
def card_pdf(request, pk):
    """The new card as a PDF in the mentee's language; without a new one, back to its page."""
    enrolment = enrolment_for(request.principal, pk, "coordinator")
    address = _address(request, enrolment)
    stands = queries.standing(enrolment)
    if not address or stands is None:
        return redirect("mentorships:card", pk=enrolment.pk)
    with translation.override(language_of(enrolment.person)):
        content = card_paper.pdf(enrolment, address, stands.good_until)
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": 'attachment; filename="card.pdf"'}
    )


@requires("coordinator", **COORDINATES)
def end_card(request, pk):
    """The phone is lost, or the card is not wanted any more. Its button stands on the page of the card."""
    enrolment = enrolment_for(request.principal, pk, "coordinator")
    back = reverse("mentorships:card", args=[enrolment.pk])
    stands = queries.standing(enrolment)
    if request.method != "POST" or stands is None:
        return redirect(back)
    form = Form(request.POST)
    form.full_clean()

    def act():
        actions.end_card(card=stands.card, by=request.principal)
        messages.success(request, _("The card opens nothing any more."))
        return back

    return once(request, form, act)


def _address(request, enrolment) -> str:
    """What the square of a card made just now leads to; "" once it was opened, ended, or shown long enough."""
    pk, sealed, at = request.session.get(SHOWN, ("", "", 0))
    if pk != str(enrolment.pk) or at < clock.now().timestamp() - SHOWN_FOR.total_seconds():
        return ""
    secret = codec.unseal(base64.b64decode(sealed), label=LABEL)
    found = queries.card_of_paper(secret)
    if found is None or found.person_id != enrolment.person_id:
        return ""
    return settings.PUBLIC_URL + reverse("card:paper", args=[secret])


# ── the phone's side ──────────────────────────────────────────────────────────────────
@requires(ANYONE, **OWN)
def paper(request, secret):
    """What the square leads to: a page with one button, because opening an address changes nothing."""
    found = queries.card_of_paper(secret)
    waits = request.method == "POST" and pace.must_wait(request, "card")
    refused = waits or found is None
    if request.method == "POST" and found is None and queries.card_of_phone(request.COOKIES.get(COOKIE, "")):
        # The second click: the first one has opened a card on this phone.
        return redirect("card:phone")
    if request.method == "POST" and not refused:
        try:
            phone_secret = actions.open_card(secret=secret)
        except access.NotAllowed:
            refused = True
        else:
            logout(request)
            response = redirect("card:phone")
            _keep(response, phone_secret)
            return response
    context = {"form": Form(), "is_over": refused, "brand": found.programme.sign_name if found else ""}
    return _draw(request, found, "mentorships/card_open.html", context, status=404 if found is None else 200)


@requires(ANYONE, **OWN)
def phone(request):
    """The closed card: the day and hour of the next meeting, and the PIN. Just opened, it asks to choose one."""
    secret = request.COOKIES.get(COOKIE, "")
    found = queries.card_of_phone(secret)
    if found is None:
        response = _draw(request, None, "mentorships/card_none.html", {}, status=200)
        if secret:
            response.delete_cookie(COOKIE)
        return response
    onward = _onward(request)
    if request.method == "GET" and request.session.get(SESSION):
        return redirect(onward)
    # No receipt is kept of a PIN, not even a digest: it would be guessed in a second.
    form = PinForm(posted(request), new=not found.pin)
    waits = pace.must_wait(request, "pin") if request.method == "POST" else 0
    if request.method == "POST" and not waits and form.is_valid() and _fits(found, form):
        account = queries.account_of(found)
        sign_in(request, account, "card")
        request.session[SESSION] = (str(found.pk), int(clock.now().timestamp()))
        response = redirect(onward)
        _keep(response, secret)
        return response
    rests = queries.holding_card(found.pk)
    until = rests.rests_until if rests and rests.rests_until and rests.rests_until > clock.now() else None
    if waits:
        until = clock.now() + timedelta(seconds=waits)
    context = {
        "form": form,
        "is_new": not found.pin,
        "next": queries.next_meeting(found),
        "rests_until": local(until, found.programme.time_zone),
        "brand": found.programme.sign_name,
        "phone_number": found.programme.contact_phone,
    }
    return _draw(request, found, "mentorships/card_phone.html", context)


@requires(ANYONE, **OWN)
def close(request):
    """Closed by a tap, or by the page itself after two minutes without a touch."""
    if request.method == "POST" and request.session.get(SESSION):
        logout(request)
    return redirect("card:phone")


@requires(ANYONE, **OWN)
def here(request):
    """The page was touched: its two minutes begin anew. Says 410 when the card has closed meanwhile."""
    if request.method != "POST":
        return redirect("card:phone")
    return HttpResponse(status=204 if request.session.get(SESSION) else 410)


def _fits(found, form) -> bool:
    pin = form.cleaned_data["pin"]
    if found.pin:
        if actions.try_pin(card=found, pin=pin):
            return True
        form.add_error("pin", _("This PIN does not fit."))
        return False
    try:
        actions.choose_pin(card=found, pin=pin)
    except access.NotAllowed as refusal:
        form.add_error("pin", str(refusal))
        return False
    return True


def _onward(request) -> str:
    wanted = request.GET.get("next", "")
    fits = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if fits else reverse("mentorships:home")


def _keep(response, secret: str) -> None:
    response.set_cookie(
        COOKIE, secret, max_age=KEPT_FOR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, path="/"
    )


def language_of(person) -> str:
    """The language of somebody's pages, if we speak it."""
    return person.page_language if person.page_language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _draw(request, found, template: str, context: dict, status: int = 200):
    """In the language of whoever the card is for, unless this phone chose another."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    language = get_language() if chosen or found is None else language_of(found.person)
    with translation.override(language):
        if found is None:
            response = render(request, template, {"brand": ""} | context, status=status)
        else:
            response = draw(request, template, context, found.programme, status)
    response.headers["Content-Language"] = language
    return response


def on_person_page(request, *, enrolment, **context) -> str:
    """On a mentee's page: the way to the card, for the programme's coordinators."""
    if enrolment.side != "mentee" or enrolment.programme_id not in request.principal.programmes_as("coordinator"):
        return ""
    stands = queries.standing(enrolment)
    return render_to_string("mentorships/parts/card_of_person.html", {"enrolment": enrolment, "standing": stands}, request=request)
