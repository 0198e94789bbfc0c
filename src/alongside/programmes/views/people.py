"""The list of people, a person's page, adding and editing by hand."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation import registries
from alongside.foundation.access import requires
from alongside.foundation.forms import Changed, once
from alongside.people import languages
from alongside.people.access import NotAllowed
from alongside.programmes import access
from alongside.programmes.actions import enrolment as actions
from alongside.programmes.forms.finding import FindForm
from alongside.programmes.forms.people import PersonForm
from alongside.programmes.models import Side
from alongside.programmes.queries import people as people_queries
from alongside.programmes.queries import person as person_queries

PERSON = ("identity", "contact", "languages", "availability", "wishes", "readiness")


@requires("coordinator", "screener", relationship="programme", purpose="look for people", fields=("identity", "languages", "readiness"))
def people(request):
    programmes = list(access.programmes_for(request.principal))
    form = FindForm(
        request.GET,
        programmes=programmes,
        languages=languages.choices(),
        areas=people_queries.areas_of(request.principal),
        fields_of_work=people_queries.fields_of_work_of(request.principal),
    )
    filters = form.filters()
    page = people_queries.page_of_people(request.principal, filters, request.GET.get("page"))
    among, memo = [row.enrolment for row in page.object_list], {}
    for row in page.object_list:
        # `among` and `memo`: a piece reads once for the whole page, and remembers it there.
        pieces = registries.slots.get("people list", [])
        row.pieces = [piece(request, enrolment=row.enrolment, among=among, memo=memo) for piece in pieces]
    # Fifty ticks for a training that everybody was at would be fifty taps: a link needs no script.
    whole_page = "&".join(f"who={row.enrolment.pk}" for row in page.object_list)
    context = {
        "find": form,
        "filters": filters,
        "page": page,
        "everybody_url": f"{reverse('programmes:steps')}?{whole_page}",
        "tabs": _tabs(request, filters),
        "several": len(programmes) > 1,
        "import_url": reverse("programmes:import_new") if request.principal.holds("coordinator") else "",
    }
    return render(request, "programmes/people/list.html", context)


def _tabs(request, filters) -> list[dict]:
    """Everybody, mentors, mentees: links that keep the rest of the question."""
    tabs = []
    for side in ("", Side.MENTOR, Side.MENTEE):
        query = request.GET.copy()
        query.pop("page", None)
        query.pop("side", None)
        if side:
            query["side"] = side.value
        tabs.append({"side": side, "url": f"?{query.urlencode()}", "here": filters.side == side})
    return tabs


@requires("coordinator", "screener", relationship="programme", purpose="look after a person", fields=PERSON)
def person(request, pk):
    enrolment = access.enrolment_for(request.principal, pk)
    context = person_queries.page(request.principal, enrolment)
    context["pieces"] = [
        piece(request, enrolment=enrolment, person=enrolment.person)
        for piece in registries.slots.get("person page", [])
    ]
    context["may_invite"] = access.may_invite_person(request.principal, enrolment)
    return render(request, "programmes/people/person.html", context)


@requires("coordinator", "screener", relationship="programme", purpose="add a person")
def person_add_choose(request):
    programmes = list(access.programmes_for(request.principal))
    return render(request, "programmes/people/add_choose.html", {"programmes": programmes, "sides": Side})


@requires("coordinator", "screener", relationship="programme", purpose="add a person", fields=PERSON)
def person_add(request, programme, side):
    if side not in Side.values:
        raise Http404
    programme = access.programme_for(request.principal, programme)
    form = PersonForm(request.POST if request.method == "POST" else None, programme=programme, side=side)
    if request.method == "POST" and form.is_valid():

        def act():
            made = actions.add_by_hand(
                programme=programme, side=side, by=request.principal, description=form.description()
            )
            messages.success(request, _("Added. What comes next stands first on this page."))
            return reverse("programmes:person", args=[made.pk])

        try:
            return once(request, form, act)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "programme": programme, "side": Side(side), "enrolment": None, "theirs": []}
    return render(request, "programmes/people/edit.html", context)


@requires("coordinator", "screener", relationship="programme", purpose="edit a person", fields=PERSON)
def person_edit(request, pk):
    enrolment = access.enrolment_for(request.principal, pk)
    form = PersonForm(
        request.POST if request.method == "POST" else None,
        programme=enrolment.programme,
        side=enrolment.side,
        enrolment=enrolment,
        version=enrolment.person.version,
    )
    theirs = []
    if request.method == "POST" and form.is_valid():

        def act():
            actions.edit(
                enrolment=enrolment,
                by=request.principal,
                expected_version=form.cleaned_data["version"],
                description=form.description(),
            )
            messages.success(request, _("Saved. What is still missing is worked out anew."))
            return reverse("programmes:person", args=[enrolment.pk])

        try:
            return once(request, form, act)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        except Changed as changed:
            standing = access.enrolment_for(request.principal, pk)
            form.show_theirs(changed, standing.person.version)
            # Shown in the words of the form, lists included, instead of the raw columns.
            form.theirs = {}
            theirs = form.compare(standing)
    context = {
        "form": form,
        "programme": enrolment.programme,
        "side": Side(enrolment.side),
        "enrolment": enrolment,
        "theirs": theirs,
    }
    return render(request, "programmes/people/edit.html", context)


