"""Our address for signing in; the work is allauth's."""

from allauth.account import views as allauth_views

from alongside.foundation.access import ANYONE, requires


@requires(ANYONE, purpose="sign in")
def sign_in(request):
    """E-mail and password, a code by mail, or a passkey. Whoever is signed in goes on to where they wanted."""
    return allauth_views.login(request)
