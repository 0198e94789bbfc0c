from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import ids_in, once, posted
from alongside.matching import access, board, engine, teams
from alongside.matching.actions import teams as forming
from alongside.matching.forms import DecisionForm, SizeForm, TeamForm
from alongside.matching.views.rounds import COORDINATES
from alongside.matching.wording import Words, term_labels
from alongside.people import directory
from alongside.programmes.access import NotAllowed
from alongside.programmes.models import Format


def programme_in_teams(request, pk):
    """The programme, if its mentors accompany in teams; else Http404."""
    programme = access.programme_for(request.principal, pk)
    if not teams.works_in_teams(programme):
        raise Http404
    return programme


@requires("coordinator", **COORDINATES)
def mentor_teams(request, pk):
    """The teams of a programme, and forming one: people decide who goes together."""
    programme = programme_in_teams(request, pk)
    free = teams.in_none(programme)
    names = teams.names_of(free)
    fewest, most = teams.SIZES[Format(programme.format)]
    form = TeamForm(
        posted(request),
        mentors=sorted(names.items(), key=lambda one: one[1].casefold()),
        fewest=fewest,
        most=most,
        for_families=programme.format == Format.FAMILY_TEAM,
        # A proposed team arrives by address; people look at it, say who leads, and form it.
        chosen=[str(one) for one in ids_in(request.GET.getlist("mentor")) if str(one) in names],
    )
    if request.method == "POST" and form.is_valid():

        def act():
            forming.form_team(programme=programme, members=form.members(), by=request.principal)
            messages.success(request, _("The team is formed. It can be proposed from the next plan on."))
            return reverse("matching:mentor_teams", args=[programme.pk])

        try:
            return once(request, form, act)
        except NotAllowed as no:
            form.add_error(None, str(no))
    formed = list(teams.of_programme(programme))
    people = {m.enrolment_id: m.enrolment.person_id for team in formed for m in team.members.all()}
    by_id = directory.names(people.values())
    context = {
        "programme": programme,
        "form": form,
        "teams": [
            (team, [(m, by_id.get(m.enrolment.person_id, "")) for m in team.members.all()]) for team in formed
        ],
        "enough": len(free) >= fewest,
        "for_families": programme.format == Format.FAMILY_TEAM,
    }
    request.principal.reads("matching", *people.values(), *(c.enrolment.person_id for c in free))
    return render(request, "matching/teams.html", context)


@requires("coordinator", **COORDINATES)
def propose_teams(request, pk):
    """Which mentors together for whom: exact, for the people who wait and the mentors who are in no team. Changes nothing."""
    programme = programme_in_teams(request, pk)
    fewest, most = teams.SIZES[Format(programme.format)]
    sizes = range(fewest, min(most, teams.LARGEST_PROPOSED) + 1)
    form = SizeForm(request.GET if "size" in request.GET else None, sizes=sizes)
    size = form.cleaned_data["size"] if form.is_bound and form.is_valid() else fewest
    found, too_many = [], False
    try:
        found = teams.proposed(programme, size)
    except engine.TooManyTeams:
        too_many = True
    names = teams.names_of([one for team in found for one in (team.mentee, *team.members)])
    words = Words({}, term_labels(board.codes_in([{"code": r.code, "facts": r.facts} for team in found for r in team.reasons])))
    context = {
        "programme": programme,
        "form": form,
        "several_sizes": len(sizes) > 1,
        "too_many": too_many,
        "found": [
            {
                "mentee": names[team.mentee.key],
                "mentors": [names[one.key] for one in team.members],
                "keys": [one.key for one in team.members],
                "reasons": [s for r in team.reasons if (s := words.reason(r.code, r.facts, team=True))],
            }
            for team in found
        ],
    }
    request.principal.reads("matching", *(one.enrolment.person_id for team in found for one in (team.mentee, *team.members)))
    return render(request, "matching/propose_teams.html", context)


@requires("coordinator", **COORDINATES)
def end_team(request, pk, team_pk):
    """A team is no longer proposed: a page with one button."""
    programme = programme_in_teams(request, pk)
    team = access.team_for(programme, team_pk)
    form = DecisionForm(posted(request))
    if request.method == "POST" and form.is_valid():

        def act():
            try:
                forming.end_team(team=team, by=request.principal)
                messages.success(request, _("The team has ended. Its mentors can be in another."))
            except NotAllowed as no:
                messages.warning(request, str(no))
            return reverse("matching:mentor_teams", args=[programme.pk])

        return once(request, form, act)
    request.principal.reads("matching", *(m.enrolment.person_id for m in team.members.all()))
    context = {"programme": programme, "form": form, "names": board.names_of([team.pk])[str(team.pk)]}
    return render(request, "matching/end_team.html", context)
