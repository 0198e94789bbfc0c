from django import forms
from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alongside.foundation.access import SIGNED_IN, requires
from alongside.foundation.forms import Form, once, posted
from alongside.programmes import access, countries
from alongside.programmes.actions import organisations, programmes
from alongside.programmes.blueprints import BLUEPRINTS
from alongside.programmes.forms.programmes import OrganisationForm
from alongside.site.beginning import beginning_of

#: So many templates stand on the page; the rest one tap away.
SHOWN = 4


class TemplateForm(Form):
    template = forms.ChoiceField(
        label=_("What kind of mentoring is it?"),
        choices=[(code, blueprint.name) for code, blueprint in BLUEPRINTS.items()],
        error_messages={"required": _("Choose what comes closest."), "invalid_choice": _("Choose what comes closest.")},
    )


@requires(SIGNED_IN, relationship="organisation", purpose="setting up")
def first_steps(request):
    """Four steps from an empty installation to the first pairs: done, here, to come."""
    if not _begins(request.principal):
        return redirect("begin")
    return _page(request)


@requires(SIGNED_IN, relationship="organisation", purpose="setting up")
def organisation(request):
    """Found the organisation, or change what it says about itself."""
    if not _begins(request.principal):
        return redirect("begin")
    found = beginning_of(request.principal).organisation
    initial = {} if found is None else {"name": found.name, "sector": found.sector, "country": found.country}
    form = OrganisationForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("name", "sector", "country")}

        def act():
            if found is None:
                organisations.found(by=request.principal, **said)
            else:
                organisations.edit(organisation=found, by=request.principal, **said)
            return reverse("first_steps")

        return once(request, form, act)
    if found is None:
        return _page(request, organisation_form=form)
    return render(request, "site/organisation.html", {"form": form, "back": reverse("first_steps")})


@requires("administrator", relationship="organisation", purpose="setting up")
def programme(request):
    """Take a template: the programme stands as upcoming, with everything the template proposes."""
    found = beginning_of(request.principal).organisation
    form = TemplateForm(posted(request))
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["template"]

        def act():
            name = BLUEPRINTS[code].in_words("name", get_language() or "en")
            programmes.create(organisation=found, template=code, name=name, by=request.principal)
            return reverse("first_steps")

        return once(request, form, act)
    return _page(request, template_form=form)


def _page(request, organisation_form=None, template_form=None):
    beginning = beginning_of(request.principal)
    language = get_language() or "en"
    context = {
        "beginning": beginning,
        "here": beginning.here,
        "shell": "shell/staff.html" if request.principal.holds("administrator") else "shell/public.html",
        "first_name": request.principal.account.display_name.split(" ")[0],
        "sector": beginning.organisation.get_sector_display() if beginning.organisation else "",
        "country": countries.named(beginning.organisation.country) if beginning.organisation else "",
        "programme_name": beginning.programme.in_words("name", language) if beginning.programme else "",
        "organisation_form": organisation_form or OrganisationForm(),
        "template_form": template_form or TemplateForm(),
        "form": organisation_form or template_form or Form(),
        "cards": [
            {"code": b.code, "name": b.in_words("name", language), "summary": b.in_words("summary", language)}
            for b in list(BLUEPRINTS.values())[:SHOWN]
        ],
        # Whoever only administers sees no people: coordinators bring them in.
        "import_url": _address("programmes:import_new") if request.principal.holds("coordinator") else "",
        "add_url": _address("programmes:person_add") if request.principal.holds("coordinator", "screener") else "",
        "has_today": request.principal.holds("coordinator", "screener", "mentor"),
        "invite_place": f"coordinator:{beginning.programme.pk}" if beginning.programme else "",
        "is_demo": settings.IS_DEMO,
    }
    return render(request, "site/first_steps.html", context)


def _address(route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def _begins(principal) -> bool:
    return principal.holds("administrator") or access.may_found(principal)
