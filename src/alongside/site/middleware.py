"""Who is acting, in which language and on which clock. `site` builds the principal, for only it may see every room."""

from dataclasses import replace

from django.conf import settings
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation

from alongside.foundation import clock
from alongside.foundation.access import VISITOR
from alongside.mentorships.queries import cards
from alongside.people import signing_in
from alongside.programmes import queries


def urgent_help(get_response):
    """Answers /urgent/ before sessions and accounts are looked at, so that it stands while the database is down."""

    def middleware(request):
        if request.path.rstrip("/") != "/urgent" or request.method not in ("GET", "HEAD"):
            return get_response(request)
        from alongside.site.views import urgent

        request.principal = VISITOR
        return urgent.urgent_help(request)

    return middleware


def principal(get_response):
    """Puts `request.principal`: the account, its memberships in force now, and whether a second factor was shown."""

    def middleware(request):
        # At once, not lazily: `requires` copies it, and a lazy wrapper is no dataclass.
        request.principal = principal_of(request)
        return get_response(request)

    return middleware


#: Roles whose open page shows many people: their session ends when nobody uses it.
STAFF = ("coordinator", "screener", "administrator", "evaluator", "safeguarding")
#: A session is touched at most so often, in seconds.
TOUCH = 60


#: Where a session says that a card opened it, and when it was touched last.
CARD = "card"
#: Seconds without a touch after which a card closes; and how old the note of the last touch may be before it is written anew.
CLOSES_AFTER, NOTED = 120, 15


def card(get_response):
    """Closes what a card opened after two minutes without a touch, and at once when the card ended.

    A card lets in as a mentee and nothing else: no other role, and no page that adds a way to sign in. Without a card
    in the session no query.
    """

    def middleware(request):
        opened = request.session.get(CARD)
        if opened and not request.principal.is_visitor:
            pk, touched = opened
            now = int(clock.now().timestamp())
            if now - touched > CLOSES_AFTER or cards.holding_card(pk) is None:
                logout(request)
                request.principal = VISITOR
            else:
                grants = tuple(grant for grant in request.principal.grants if grant.role == "mentee")
                request.principal = replace(request.principal, grants=grants)
                if now - touched >= NOTED:
                    request.session[CARD] = (pk, now)
                if request.path.startswith("/account/"):
                    return redirect("mentorships:home")
        if request.principal.is_visitor and CARD in request.COOKIES:
            request.sign_in_at = reverse("card:phone")
        return get_response(request)

    return middleware


def session_limits(get_response):
    """Ends a session that staff left alone, and any session after its ten hours, however busy it was.

    Django's own age counts from the last time a session was written. A form sent afterwards is kept on the page.
    """

    def middleware(request):
        if not request.principal.is_visitor and settings.SESSION_IDLE_SECONDS:
            now = int(clock.now().timestamp())
            began, seen = request.session.get("limits", (now, 0))
            left_alone = seen and now - seen > settings.SESSION_IDLE_SECONDS and request.principal.holds(*STAFF)
            if left_alone or now - began > settings.SESSION_COOKIE_AGE:
                logout(request)
                request.principal = VISITOR
            elif now - seen >= TOUCH:
                request.session["limits"] = (began, now)
        return get_response(request)

    return middleware


def time_zone(get_response):
    """Times on the page are those of the reader's clock: the principal's zone, else the installation's."""

    def middleware(request):
        with timezone.override(clock.zone(request.principal.time_zone)):
            return get_response(request)

    return middleware


def principal_of(request):
    """One query for the account (the session's own) and one for its memberships; none for a visitor."""
    account = request.user
    if not account.is_authenticated or not account.is_active:
        return VISITOR
    return queries.principal_for(account, has_second_factor=signing_in.has_second_factor(request, account))


def page_language(get_response):
    """A person's own language, unless this browser chose another."""

    def middleware(request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if not chosen and request.user.is_authenticated:
            wanted = request.user.page_language
            if wanted in dict(settings.LANGUAGES):
                translation.activate(wanted)
                request.LANGUAGE_CODE = wanted
        return get_response(request)

    return middleware
