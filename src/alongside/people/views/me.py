from django.conf import settings
from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import ROLES, SIGNED_IN, requires
from alongside.foundation.forms import once, posted
from alongside.people import access, actions
from alongside.people.forms.me import AccountForm


@requires(SIGNED_IN, relationship="self", purpose="own account", fields=("identity",), second_factor=False)
def me(request):
    """My account: name, language, what I may do here, and how I sign in."""
    principal = request.principal
    account = principal.account
    initial = {"name": account.name, "page_language": account.page_language}
    form = AccountForm(posted(request), initial=initial, has_person=account.person_id is not None)
    if request.method == "POST" and form.is_valid():

        def act():
            actions.edit_account(
                account=account,
                by=principal,
                name=form.cleaned_data.get("name", ""),
                page_language=form.cleaned_data["page_language"],
            )
            messages.success(request, _("Saved."))
            return reverse("people:me")

        response = once(request, form, act)
        # The account's language counts from now on, whatever this browser had chosen before.
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return response
    kinds = access.own_factors(principal)
    context = {
        "form": form,
        "account": account,
        "shell": "shell/mentee.html" if principal.roles == {"mentee"} else "shell/staff.html",
        "has_details": principal.holds("mentor", "mentee"),
        "has_meetings": principal.person_id is not None and principal.holds("mentor", "mentee", "coordinator"),
        "roles": [text for role, text in ROLES.items() if principal.holds(role)],
        "passkeys": access.own_passkeys(principal) if "webauthn" in kinds else [],
        "has_app": "totp" in kinds,
        "has_codes": "recovery_codes" in kinds,
        "has_password": account.has_usable_password(),
    }
    return render(request, "people/me.html", context)
