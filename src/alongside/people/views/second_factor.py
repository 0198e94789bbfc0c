"""The second factor: why, and the way to a passkey or an app. Setting one up counts as having shown it."""

from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from alongside.foundation.access import SIGNED_IN, requires
from alongside.people import access, signing_in


@requires(SIGNED_IN, relationship="self", purpose="own account", second_factor=False)
def second_factor(request):
    """What is missing, and one step to it."""
    kinds = access.own_factors(request.principal)
    context = {
        "has_factor": bool(kinds - {"recovery_codes"}),
        "has_passkey": "webauthn" in kinds,
        "has_app": "totp" in kinds,
        "proved": request.principal.has_second_factor,
        "next": where_next(request),
        "then": urlencode({"next": where_next(request)}),
    }
    return render(request, "people/second_factor.html", context)


@requires(SIGNED_IN, relationship="self", purpose="own account", second_factor=False)
def activate_totp(request):
    return ActivateTOTP.as_view()(request)


@requires(SIGNED_IN, relationship="self", purpose="own account", second_factor=False)
def add_passkey(request):
    return AddPasskey.as_view()(request)


@requires(SIGNED_IN, relationship="self", purpose="own account", second_factor=False)
def go_on(request):
    """On to the page somebody was on the way to: a link with an address of our own, never another site's."""
    return HttpResponseRedirect(where_next(request))


def where_next(request) -> str:
    """The page that somebody was on the way to, if it is one of ours; else the start page."""
    wanted = request.GET.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "/"


class CountsAsProof:
    """Setting a factor up shows it. The recovery codes follow, then the page somebody was on the way to."""

    kind = ""

    def form_valid(self, form):
        response = super().form_valid(form)
        signing_in.proved(self.request, access.newest_factor(self.request.user, self.kind))
        return response

    def get_success_url(self):
        then = where_next(self.request)
        if self.did_generate_recovery_codes:
            return f"{reverse('mfa_view_recovery_codes')}?{urlencode({'next': then})}"
        return then if then != "/" else reverse("people:me")


class ActivateTOTP(CountsAsProof, ActivateTOTPView):
    kind = "totp"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        # In fours, as it is typed; apps leave the spaces out.
        return context | {"secret": " ".join(secret[n : n + 4] for n in range(0, len(secret), 4))}


class AddPasskey(CountsAsProof, AddWebAuthnView):
    kind = "webauthn"
