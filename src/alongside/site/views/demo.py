"""The demo's doors. Outside the demo, none of these pages exists."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from alongside.foundation.access import ANYONE, requires
from alongside.site.demo import doors


@requires(ANYONE, purpose="demo")
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request):
    """Who is there to be; a tap signs in."""
    if not doors.is_open():
        raise Http404
    if request.method == "POST":
        return _enter(request, request.POST.get("role", ""))
    return render(request, "site/demo.html", {"doors": _people(doors.DOORS)})


@requires(ANYONE, purpose="demo")
@require_http_methods(["GET", "HEAD", "POST"])
def door(request, role, token):
    """One role's own link: a page with one button, because opening an address changes nothing."""
    if not doors.is_open() or not doors.fits(role, token):
        raise Http404
    if request.method == "POST":
        return _enter(request, role)
    return render(request, "site/demo_door.html", {"door": _people([role])[0]})


def _people(roles) -> list[dict]:
    return [{"role": role, "name": doors.DOORS[role][1], "what": doors.DOORS[role][2]} for role in roles]


def _enter(request, role: str):
    account = doors.account_of(role)
    if account is None:
        raise Http404
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    response = redirect("front")
    # Each role comes in its own language; what the last visitor chose would hide that.
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return response
