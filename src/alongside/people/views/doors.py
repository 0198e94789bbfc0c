"""Our address for signing in; the work is allauth's."""

from allauth.account import views as allauth_views
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.foundation.access import ANYONE, SIGNED_IN, requires


@requires(ANYONE, purpose="sign in")
def sign_in(request):
    """E-mail and password, a code by mail, or a passkey. Whoever is signed in goes on to where they wanted."""
    return allauth_views.login(request)


@requires(SIGNED_IN, relationship="self", purpose="own account", second_factor=False)
@require_safe
def signed_in_again(request):
    """The end of a second tab, opened to sign in again: what was typed waits in the first one."""
    return render(request, "people/signed_in_again.html")
