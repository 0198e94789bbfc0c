from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import ids_in, once, posted
from alongside.matching import access, engine, policy, pool, queries, teams
from alongside.matching.actions import proposals as deciding
from alongside.matching.actions import rounds as planning
from alongside.matching.forms import ConfirmManyForm, DecisionForm, OpenRoundForm, RoundForm
from alongside.programmes.access import NotAllowed
from alongside.programmes.models import Format, Side

COORDINATES = {"relationship": "programme", "purpose": "matching", "fields": ("identity", "matching")}


#: States in which a group stands as one card.
GROUPED = ("proposed", "asked", "begun")


@requires("coordinator", **COORDINATES)
def rounds(request):
    """All rounds of the principal's programmes, and a way to open one."""
    programmes = access.programmes_for(request.principal)
    in_teams = [programme for programme in programmes if teams.works_in_teams(programme)]
    form = OpenRoundForm(posted(request), programmes=programmes)
    if request.method == "POST" and form.is_valid():
        programme = form.cleaned_data["programme"]
        people = pool.everybody(programme)

        def act():
            opened = planning.open_round(programme=programme, by=request.principal, people=people)
            return reverse("matching:who", args=[opened.pk])

        return once(request, form, act)
    found = list(access.rounds_for(request.principal).select_related("programme").prefetch_related("proposals__steps"))
    for round in found:
        states = [p.state for p in round.proposals.all()]
        round.undecided = states.count("proposed")
        round.asked = states.count("asked")
        round.begun = states.count("begun")
    only = programmes.first() if programmes.count() == 1 else None
    still_open = next((r for r in found if only and not r.closed_at), None)
    context = {"rounds": found, "form": form, "only_programme": only, "still_open": still_open, "in_teams": in_teams}
    return render(request, "matching/rounds.html", context)


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


def lines_of(round, chosen: set[str] | None) -> dict[str, dict[str, list[Line]]]:
    """Candidates of both sides with their names; ticked as posted, as in the last plan, or as far as they are ready."""
    parts = dict(round.parts.values_list("enrolment_id", "is_in"))
    sides = {}
    for side in (Side.MENTEE, Side.MENTOR):
        found = pool.candidates(round.programme, side) if side == Side.MENTEE else teams.offering(round.programme)
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
        sides[side.value] = {"possible": [x for x in lines if x.possible], "others": [x for x in lines if not x.possible]}
    return sides


@requires("coordinator", **COORDINATES)
def who(request, pk):
    """Who is in and which rules hold; planning starts from here."""
    round = access.round_for(request.principal, pk)
    rules = round.rules or pool.rules_of(round.programme)
    online_only = round.programme.format == Format.ONLINE
    form = RoundForm(posted(request), initial=RoundForm.initial_of(rules), online_only=online_only)
    chosen = set(request.POST.getlist("people")) if request.method == "POST" else None
    if request.method == "POST" and form.is_valid():
        if not chosen:
            form.add_error(None, _("Tick at least one mentee and one mentor."))
        else:
            # A team is in when all of it is; the members are what a round remembers.
            ticked = [c for c in teams.offering(round.programme, ids_in(chosen)) if c.key in chosen and c.team]
            people = {str(one.enrolment.pk) for c in ticked for one in c.people}
            choice = planning.Choice(frozenset(chosen | people), form.rules())
            try:
                solved = planning.solve_round(round=round, choice=choice, by=request.principal)
            except NotAllowed as no:
                form.add_error(None, str(no))
            except engine.TooManyGroups:
                form.add_error(None, _("Too many groups could open at once. Take fewer mentors into the round, or lower the least of a group."))
            except engine.ProblemError as broken:
                form.add_error(None, _("The plan could not be made: %(why)s") % {"why": broken})
            else:

                def act():
                    planning.write_plan(round=round, choice=choice, solved=solved, by=request.principal)
                    return reverse("matching:round", args=[round.pk])

                return once(request, form, act)
    sides = lines_of(round, chosen)
    everybody = (one for side in sides.values() for lines in side.values() for x in lines for one in x.candidate.people)
    request.principal.reads("matching", *(one.enrolment.person_id for one in everybody))
    context = {
        "round": round,
        "form": form,
        "mentees": sides["mentee"],
        "mentors": sides["mentor"],
        "online_only": online_only,
        "in_teams": teams.works_in_teams(round.programme),
    }
    return render(request, "matching/who.html", context)


@requires("coordinator", **COORDINATES)
def round(request, pk):
    """The plan: proposals with reasons, who is left over and why, what waits for an answer."""
    round = access.round_for(request.principal, pk)
    rows, left = queries.rows_of(round)
    by_state = {
        "proposed": [r for r in rows if r.state == "proposed"],
        "asked": [r for r in rows if r.state == "asked"],
        "begun": [r for r in rows if r.state == "begun"],
        "over": [r for r in rows if r.state in ("mentor_no", "mentee_no", "expired", "left_open", "too_few")],
    }
    groups = {state: queries.groups_in(found, round.programme.group_least) for state, found in by_state.items()}
    form = ConfirmManyForm(posted(request), ids=[str(r.proposal.pk) for r in by_state["proposed"]])
    if request.method == "POST" and form.is_valid():
        # Each in a transaction of its own, for sixty take seconds; a repeat finds them asked and changes nothing.
        chosen = set(form.cleaned_data["proposals"])
        asked = 0
        for row in by_state["proposed"]:
            if str(row.proposal.pk) in chosen:
                try:
                    deciding.confirm(proposal=row.proposal, by=request.principal)
                    asked += 1
                except NotAllowed as no:
                    messages.warning(request, str(no))
        if asked:
            messages.success(request, _("Both sides are asked. Call whoever has no safe e-mail address."))
        return once(request, form, lambda: reverse("matching:round", args=[round.pk]))
    request.principal.reads("matching", *(pk for r in rows for pk in r.proposal.person_ids))
    return render(
        request,
        "matching/round.html",
        {
            "round": round,
            "form": form,
            "rows": by_state | {state: [r for r in by_state[state] if not r.proposal.in_group] for state in GROUPED},
            "groups": groups,
            "in_teams": teams.works_in_teams(round.programme),
            "to_ask": [r.proposal for r in by_state["proposed"] if not r.proposal.in_group]
            + [group.first for group in groups["proposed"] if group.is_large_enough],
            "left": left,
            "seeking": len(by_state["proposed"]) + len(by_state["asked"]) + len(by_state["begun"]) + len(left),
            "placed": len(by_state["proposed"]) + len(by_state["asked"]) + len(by_state["begun"]),
            "decision": DecisionForm(),
            "policy": policy.sentences(round.policy, round.lottery),
        },
    )


@requires("coordinator", **COORDINATES)
def close(request, pk):
    """Close a round: a page with one button."""
    round = access.round_for(request.principal, pk)
    form = DecisionForm(posted(request))
    if request.method == "POST" and form.is_valid():

        def act():
            planning.close_round(round=round, by=request.principal)
            messages.success(request, _("The round is closed. Questions that are being asked run on."))
            return reverse("matching:rounds")

        return once(request, form, act)
    return render(request, "matching/close.html", {"round": round, "form": form})
