from uuid import UUID

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import ids_in, once, posted
from alongside.matching import access
from alongside.matching.actions import keeping_apart
from alongside.matching.forms import DecisionForm, KeepApartForm
from alongside.matching.views.rounds import COORDINATES
from alongside.people import directory

#: So many people are listed at once; others are found by name (ours).
MOST_TO_CHOOSE = 50


@requires("coordinator", **COORDINATES)
def kept_apart(request, pk):
    """The private list of people who must never be paired in this programme."""
    programme = access.programme_for(request.principal, pk)
    finding = "find" in request.POST
    people = set(access.people_of(programme))
    listed = {}
    for field in ("one", "other"):
        found = directory.find(request.POST.get(f"{field}_name", "")[:80], people)[:MOST_TO_CHOOSE]
        # Whoever was chosen stays listed while the other one is looked for.
        chosen = {UUID(pk) for pk in ids_in(request.POST.getlist(field))} & people
        listed[field] = directory.by_name({*found, *chosen})
    names = directory.names([*listed["one"], *listed["other"]])
    form = KeepApartForm(
        None if finding else posted(request),
        initial={name: request.POST.get(name, "") for name in ("one_name", "other_name", "one", "other", "note")},
        ones=[(str(p), names[p]) for p in listed["one"]],
        others=[(str(p), names[p]) for p in listed["other"]],
        more=len(people) > MOST_TO_CHOOSE,
    )
    if request.method == "POST" and not finding and form.is_valid():

        def act():
            keeping_apart.keep_apart(programme=programme, by=request.principal, **{
                k: form.cleaned_data[k] for k in ("one", "other", "note")
            })
            messages.success(request, _("Noted. They are never proposed to each other from now on."))
            return reverse("matching:kept_apart", args=[programme.pk])

        return once(request, form, act)
    kept = list(access.kept_apart_in(programme))
    names = directory.names(pk for row in kept for pk in (row.one_id, row.other_id))
    rows = [(row, names.get(row.one_id, ""), names.get(row.other_id, "")) for row in kept]
    request.principal.reads("kept apart", *(pk for row, _one, _other in rows for pk in (row.one_id, row.other_id)))
    return render(request, "matching/kept_apart.html", {"programme": programme, "form": form, "rows": rows})


@requires("coordinator", **COORDINATES)
def allow_again(request, pk, row_pk):
    """Take a pair off the private list: a page with one button."""
    programme = access.programme_for(request.principal, pk)
    row = access.kept_apart_row(programme, row_pk)
    form = DecisionForm(posted(request))
    if request.method == "POST" and form.is_valid():

        def act():
            keeping_apart.allow_again(row=row, by=request.principal)
            messages.success(request, _("Noted. The next plan may propose them to each other."))
            return reverse("matching:kept_apart", args=[programme.pk])

        return once(request, form, act)
    names = directory.names([row.one_id, row.other_id])
    context = {
        "programme": programme,
        "form": form,
        "one": names.get(row.one_id, ""),
        "other": names.get(row.other_id, ""),
    }
    return render(request, "matching/allow_again.html", context)
