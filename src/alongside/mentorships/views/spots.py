"""Public places where the pairs of a programme can meet: a list that coordinators keep."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import Changed, once, posted
from alongside.mentorships.access.spots import spot_for
from alongside.mentorships.actions.spots import add_spot, change_spot
from alongside.mentorships.forms.spots import ChangeSpotForm, SpotForm
from alongside.mentorships.queries.spots import spots_of
from alongside.mentorships.views.drawing import draw
from alongside.programmes.access import programme_for

COLUMNS = ("name", "address", "note", "retired")


@requires("coordinator", relationship="programme", purpose="setting up")
def spots(request, programme):
    """All places, and a form for one more."""
    found = programme_for(request.principal, programme, "coordinator")
    form = SpotForm(posted(request))
    if request.method == "POST" and form.is_valid():

        def act():
            said = {name: form.cleaned_data[name] for name in ("name", "address", "note")}
            add_spot(programme=found, by=request.principal, **said)
            messages.success(request, _("Added. Whoever plans a meeting can choose it."))
            return request.path

        return once(request, form, act)
    context = {"form": form, "programme": found, "spots": spots_of(request.principal, found, retired=True)}
    return draw(request, "mentorships/spots.html", context, found)


@requires("coordinator", relationship="programme", purpose="setting up")
def spot(request, programme, spot):
    """One place anew, or no longer offered."""
    found = programme_for(request.principal, programme, "coordinator")
    place = spot_for(request.principal, found, spot)
    form = ChangeSpotForm(posted(request), version=place.version, initial={c: getattr(place, c) for c in COLUMNS})
    back = reverse("mentorships:spots", args=[found.pk])
    if request.method == "POST" and form.is_valid():

        def act():
            values = {c: form.cleaned_data[c] for c in COLUMNS}
            change_spot(spot=place, by=request.principal, expected_version=form.cleaned_data["version"], values=values)
            return back

        try:
            return once(request, form, act)
        except Changed as changed:
            form.show_theirs(changed, spot_for(request.principal, found, place.pk).version)
    return draw(request, "mentorships/spot.html", {"form": form, "programme": found, "back": back}, found)
