"""Who is in a round and by which rules: a look at it beforehand, and the plan. A large one is made in the background."""

from dataclasses import dataclass
from uuid import UUID

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import ids_in, once, posted
from alongside.matching import access, checking, engine, pool, progress, teams
from alongside.matching.actions import planning
from alongside.matching.actions import rounds as solving
from alongside.matching.forms import RoundForm
from alongside.matching.views.rounds import COORDINATES, TOO_MANY_GROUPS
from alongside.people import directory
from alongside.programmes.access import NotAllowed
from alongside.programmes.models import Format, Side

#: So many people found by name are listed, to be left out of a large round.
FOUND = 30


@dataclass
class Line:
    """One person, or one team, on the page "who is in"."""

    key: str
    name: str
    is_in: bool
    candidate: pool.Candidate

    @property
    def possible(self) -> bool:
        return self.candidate.free_places > 0 and (self.candidate.is_ready or self.candidate.enrolment.side == "mentor")


def lines_of(round, chosen: set[str] | None, sides) -> dict[str, dict[str, list[Line]]]:
    """Candidates of both sides with their names; ticked as posted, as in the last plan, or as far as they are ready."""
    parts = dict(round.parts.values_list("enrolment_id", "is_in"))
    drawn = {}
    for side, found in zip((Side.MENTEE, Side.MENTOR), sides, strict=True):
        names = teams.names_of(found)
        lines = [
            Line(
                c.key,
                names[c.key],
                c.key in chosen
                if chosen is not None
                else all(parts.get(one.enrolment.pk, one.is_ready) for one in c.people),
                c,
            )
            for c in found
        ]
        drawn[side.value] = {"possible": [x for x in lines if x.possible], "others": [x for x in lines if not x.possible]}
    return drawn


@requires("coordinator", **COORDINATES)
def who(request, pk):
    """Who is in and which rules hold; whom nobody could serve is said before anything is planned."""
    round = access.round_for(request.principal, pk)
    if pool.is_large(round.programme):
        return _who_in_a_large_round(request, round)
    form = _form(request, round)
    chosen = set(request.POST.getlist("people")) if request.method == "POST" else None
    checks = "check" in request.POST
    if request.method == "POST" and form.is_valid():
        if not chosen:
            form.add_error(None, _("Tick at least one mentee and one mentor."))
        elif not checks:
            # A team is in when all of it is; the members are what a round remembers.
            ticked = [c for c in teams.offering(round.programme, ids_in(chosen)) if c.key in chosen and c.team]
            people = {str(one.enrolment.pk) for c in ticked for one in c.people}
            choice = solving.Choice(frozenset(chosen | people), form.rules())
            try:
                solved = solving.solve_round(round=round, choice=choice, by=request.principal)
            except NotAllowed as no:
                form.add_error(None, str(no))
            except engine.TooManyGroups:
                form.add_error(None, TOO_MANY_GROUPS)
            except engine.ProblemError as broken:
                form.add_error(None, _("The plan could not be made: %(why)s") % {"why": broken})
            else:

                def act():
                    solving.write_plan(round=round, choice=choice, solved=solved, by=request.principal)
                    return reverse("matching:round", args=[round.pk])

                return once(request, form, act)
    sides = solving.sides_of(round.programme)
    lines = lines_of(round, chosen, sides)
    everybody = [x for side in lines.values() for some in side.values() for x in some]
    request.principal.reads("matching", *(one.enrolment.person_id for x in everybody for one in x.candidate.people))
    context = {"round": round, "form": form, "mentees": lines["mentee"], "mentors": lines["mentor"], "large": None}
    ticked = frozenset(
        str(one.enrolment.pk) for side in lines.values() for x in side["possible"] if x.is_in for one in x.candidate.people
    )
    sound = not form.is_bound or form.is_valid()
    rules = form.rules() if form.is_bound and sound else _rules(round)
    shown = sound and bool(ticked) and not round.closed_at
    return _draw(request, context, round, form, solving.Choice(ticked, rules), sides, shown)


def _who_in_a_large_round(request, round):
    """Nobody is ticked one by one: everybody who is ready takes part, but those who are left out by name."""
    form = _form(request, round)
    accepted = access.accepted_in(round.programme)
    if request.method == "POST":
        out = {UUID(pk) for pk in ids_in(request.POST.getlist("out"))} & accepted.keys()
    else:
        out = access.left_out_of(round) & accepted.keys()
    checks = "check" in request.POST
    if request.method == "POST" and form.is_valid() and not checks and "find" not in request.POST:

        def act():
            planning.ask_for_plan(round=round, out=out, rules=form.rules(), by=request.principal)
            return reverse("matching:planning", args=[round.pk])

        try:
            return once(request, form, act)
        except NotAllowed as no:
            form.add_error(None, str(no))
    persons: dict = {}
    for key, (person_id, _side) in accepted.items():
        persons.setdefault(person_id, []).append(key)
    words = form["find_name"].value() or ""
    found = directory.find(words[:80], persons)[:FOUND] if words else []
    listed = dict.fromkeys([*out, *(key for person_id in found for key in persons[person_id])])
    names = directory.names([accepted[key][0] for key in listed])
    people = [{"key": key, "name": names.get(accepted[key][0], ""), "side": accepted[key][1], "is_out": key in out} for key in listed]
    request.principal.reads("matching", *(accepted[key][0] for key in listed))
    sides = [side for _person, side in accepted.values()]
    large = {"mentees": progress.number(sides.count("mentee")), "mentors": progress.number(sides.count("mentor")), "people": people, "words": words}
    context = {"round": round, "form": form, "large": large, "mentees": None, "mentors": None}
    choice = None
    if checks and form.is_valid():
        both = solving.sides_of(round.programme)
        choice = solving.Choice(planning.ready_but(both, out), form.rules())
    return _draw(request, context, round, form, choice, both if choice else None, shown=choice is not None)


def _form(request, round) -> RoundForm:
    online_only = round.programme.format == Format.ONLINE
    return RoundForm(posted(request), initial=RoundForm.initial_of(_rules(round)), online_only=online_only)


def _rules(round) -> dict:
    return round.rules or pool.rules_of(round.programme)


def _draw(request, context, round, form, choice, sides, shown: bool):
    """The page, with a look at the choice where `shown`; facts that can't be read are a mistake of the form."""
    checked = None
    if shown:
        try:
            checked = checking.check(round, choice, sides)
        except engine.ProblemError as broken:
            form.add_error(None, _("The plan could not be made: %(why)s") % {"why": broken}) if form.is_bound else None
    if checked:
        request.principal.reads("matching", *checked.person_ids)
    context |= {"checked": checked, "asked": "check" in request.POST, "planning": progress.planning_of(round)}
    context |= {"online_only": round.programme.format == Format.ONLINE, "in_teams": teams.works_in_teams(round.programme)}
    return render(request, "matching/who.html", context)


@requires("coordinator", **COORDINATES | {"fields": ("matching",)})
def being_planned(request, pk):
    """How far the plan is that is being made; the board once it is there. Refreshes by itself."""
    round = access.round_for(request.principal, pk)
    far = progress.planning_of(round)
    if far is None:
        return redirect("matching:who", pk=round.pk)
    if not far.is_going and not far.failed:
        return redirect("matching:round", pk=round.pk)
    return render(request, "matching/planning.html", {"round": round, "far": far})


@requires("coordinator", **COORDINATES | {"fields": ("matching",)})
def planning_state(request, pk):
    """The same for the bar; nobody's name."""
    far = progress.planning_of(access.round_for(request.principal, pk))
    if far is None or not far.is_going:
        return JsonResponse({"over": True})
    return JsonResponse({"over": False, "step": far.planning.step, "done": far.done, "total": far.total, "words": far.words})
