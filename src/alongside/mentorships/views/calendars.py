"""Meetings in a phone's own calendar: one as a file, or all of one's own from a secret address."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alongside.foundation import pace, qr
from alongside.foundation.access import ANYONE, requires
from alongside.foundation.forms import Form, once, posted
from alongside.mentorships import access, actions
from alongside.mentorships.queries import calendars as queries
from alongside.mentorships.queries.holds import on_hold

#: Where a new address waits for the one page that shows it.
SHOWN_ONCE = "calendar_address"
POLICY = {"relationship": "self", "purpose": "own calendar", "fields": ("meetings",)}


@requires("mentor", "mentee", relationship="own mentorship", purpose="own calendar", fields=("meetings",))
def meeting_file(request, pk, meeting):
    """One meeting as a file that a calendar opens, in the language of the page."""
    mentorship = access.mentorship_for(request.principal, pk, access.MENTOR, access.MENTEE)
    session = access.session_for(request.principal, mentorship, meeting)
    session.rests = on_hold(mentorship)
    return _calendar(queries.written([session], language=get_language() or settings.LANGUAGE_CODE), "meeting.ics")


@requires("mentor", "mentee", "coordinator", **POLICY)
def mine(request):
    """Whether my meetings can be fetched, since when, and the button that makes an address. A new address is shown once."""
    principal = request.principal
    form = Form(posted(request))
    if request.method == "POST" and form.is_valid():

        def act():
            request.session[SHOWN_ONCE] = actions.make_feed(by=principal)
            return reverse("calendar:mine")

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    feed = queries.feed_of(principal)
    token = request.session.pop(SHOWN_ONCE, "") if feed else ""
    address = settings.PUBLIC_URL + reverse("calendar:feed", args=[token]) if token else ""
    # A phone that subscribes follows; one that opens the plain address would keep a copy.
    subscribe = "webcal" + address.removeprefix("https").removeprefix("http") if address else ""
    context = {
        "form": form,
        "feed": feed,
        "fetched": queries.last_fetched(feed, principal) if feed else None,
        "address": address,
        "subscribe": subscribe,
        "picture": qr.svg(subscribe, _("The address as a picture for a phone's camera")) if address else "",
        "has_meetings": principal.person_id is not None,
        "shell": _shell(principal),
    }
    return render(request, "mentorships/calendar.html", context)


@requires("mentor", "mentee", "coordinator", **POLICY)
def off(request):
    """The address stops. Its button stands on the page above."""
    back = reverse("calendar:mine")
    if request.method != "POST":
        return redirect(back)
    form = Form(request.POST)
    form.full_clean()

    def act():
        actions.switch_off(by=request.principal)
        messages.success(request, _("Switched off. Your calendar gets nothing any more."))
        return back

    return once(request, form, act)


@requires(ANYONE, relationship="secret address", purpose="own calendar", fields=("meetings",))
def feed(request, token):
    """What a calendar fetches, without anybody signed in. An address that never was and one that has ended look alike."""
    found = queries.open_feed(token)
    kind = "calendar" if found is None else f"calendar-{found[0].pk}"
    if seconds := pace.must_wait(request, kind):
        return HttpResponse(status=429, headers={"Retry-After": str(seconds)})
    if found is None:
        raise Http404
    # From here on its person reads, not the visitor: the log says so.
    own, request.principal = found
    sheet = queries.own_calendar(request.principal, own)
    response = _calendar(sheet.body, "meetings.ics", "inline")
    response["ETag"] = sheet.etag
    response["Last-Modified"] = http_date(sheet.changed_at.timestamp())
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    moment = int(sheet.changed_at.timestamp())
    return get_conditional_response(request, etag=sheet.etag, last_modified=moment, response=response)


def _calendar(body: bytes, name: str, how: str = "attachment") -> HttpResponse:
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'{how}; filename="{name}"'
    return response


def _shell(principal) -> str:
    if principal.holds("coordinator"):
        return "shell/staff.html"
    return "shell/mentor.html" if principal.holds("mentor") else "shell/mentee.html"
