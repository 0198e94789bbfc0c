"""My details: what a mentor or a mentee says about themselves, changed by themselves, a part at a time."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import Changed, once, posted
from alongside.people.access import NotAllowed
from alongside.programmes import access
from alongside.programmes.actions import mine as actions
from alongside.programmes.forms.mine import OwnForm
from alongside.programmes.queries import mine as queries

POLICY = {
    "relationship": "self",
    "purpose": "own data",
    "fields": ("contact", "languages", "availability", "wishes"),
    "second_factor": False,
}


def shell_for(principal) -> str:
    return "shell/mentee.html" if principal.holds("mentee") else "shell/mentor.html"


@requires("mentor", "mentee", **POLICY)
def own_details(request):
    """All parts with what stands in them, each with one button."""
    enrolments = list(access.own_details(request.principal))
    context = {
        "groups": queries.own_parts(enrolments),
        "programme": enrolments[0].programme if enrolments else None,
        "shell": shell_for(request.principal),
    }
    return render(request, "programmes/mine/details.html", context)


@requires("mentor", "mentee", **POLICY)
def change_own(request, pk, part):
    """One part, as a short form."""
    if part not in queries.PARTS:
        raise Http404
    enrolment = access.own_detail_for(request.principal, pk)
    form = OwnForm(posted(request), part=part, enrolment=enrolment, version=enrolment.person.version)
    theirs = []
    if request.method == "POST" and form.is_valid():

        def act():
            actions.change_own(
                enrolment=enrolment,
                by=request.principal,
                expected_version=form.cleaned_data["version"],
                description=form.description(),
            )
            messages.success(request, _("Saved. Your coordinator sees the change."))
            return reverse("programmes:own_details")

        try:
            return once(request, form, act)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        except Changed as changed:
            standing = access.own_detail_for(request.principal, pk)
            form.show_theirs(changed, standing.person.version)
            # Shown in the words of the form, lists included, instead of the raw columns.
            form.theirs = {}
            theirs = form.compare(standing)
    context = {
        "form": form,
        "part": part,
        "heading": queries.PARTS[part],
        "side": enrolment.side,
        "theirs": theirs,
        "shell": shell_for(request.principal),
    }
    return render(request, "programmes/mine/change.html", context)
