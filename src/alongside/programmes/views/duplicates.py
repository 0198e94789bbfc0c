"""Perhaps here already: two records side by side, and two buttons."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import once, posted
from alongside.people import access as people_access
from alongside.people.access import NotAllowed
from alongside.people.languages import name_of
from alongside.programmes import access
from alongside.programmes.actions import duplicates as actions
from alongside.programmes.forms.duplicates import SameForm
from alongside.programmes.queries import duplicates as queries
from alongside.programmes.queries.person import week_in_words

BOTH = ("identity", "contact", "languages", "availability", "wishes")


def piece(request, *, enrolment, person) -> str:
    """On a person's page: who is perhaps the same, each with a button. Empty when nobody is."""
    found = queries.alike(request.principal, person)
    return render_to_string("programmes/joining/parts/alike.html", {"found": found, "enrolment": enrolment}, request) if found else ""


@requires("coordinator", "screener", relationship="programme", purpose="tell two people apart", fields=BOTH)
def duplicates(request, pk, other):
    """The person of enrolment `pk` beside the person `other`."""
    enrolment = access.enrolment_for(request.principal, pk)
    one, two = enrolment.person, people_access.person_for(request.principal, other)
    if one.pk == two.pk:
        raise Http404
    kept, gone = actions.earlier_of(one, two)
    refusal = ""
    try:
        actions.check_can_join(request.principal, kept, gone)
    except NotAllowed as error:
        refusal = str(error)
    form = SameForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["answer"] == "same" and refusal:
            form.add_error(None, refusal)
        else:
            try:
                return once(request, form, lambda: _decide(request, form, enrolment, kept, gone))
            except NotAllowed as error:
                form.add_error(None, str(error))
    context = {
        "form": form,
        "enrolment": enrolment,
        "refusal": refusal,
        "sides": [_side(kept, _("The earlier record")), _side(gone, _("The later record"))],
    }
    return render(request, "programmes/joining/duplicates.html", context)


def _decide(request, form, enrolment, kept, gone) -> str:
    if form.cleaned_data["answer"] == "same":
        actions.join(kept=kept, gone=gone, by=request.principal)
        messages.success(request, _("Now it is one record. What was new has been added to the earlier one."))
        standing = access.enrolments_for(request.principal).filter(person=kept).order_by("-created_at").first()
        return reverse("programmes:person", args=[standing.pk]) if standing else reverse("programmes:people")
    actions.tell_apart(one=kept, other=gone, by=request.principal)
    messages.success(request, _("Noted: these are two people. Nobody will be asked again."))
    return reverse("programmes:person", args=[enrolment.pk])


def _side(person, title: str) -> dict:
    """What is compared, without notes, evidence or reasons."""
    return {
        "title": title,
        "person": person,
        "languages": [name_of(tag) for tag in person.languages.values_list("tag", flat=True)],
        "ways": list(person.contact_ways.all()),
        "week": week_in_words(person.free_times.all()),
        "places": [
            f"{e.programme.name}, {e.get_side_display()}" for e in person.enrolments.select_related("programme")
        ],
    }
