from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.access import requires
from alongside.foundation.forms import once, posted
from alongside.matching import access, board, policy, pool, progress, queries, teams
from alongside.matching.actions import proposals as deciding
from alongside.matching.actions import rounds as planning
from alongside.matching.forms import ConfirmManyForm, DecisionForm, OpenRoundForm
from alongside.programmes.access import NotAllowed
from alongside.programmes.models import Format

#: Rows of each section of the board on one page; the button above asks those that are shown.
ON_A_PAGE = 50
#: Where `engine.TooManyGroups` is raised.
TOO_MANY_GROUPS = gettext_lazy(
    "Too many groups could open at once. Take fewer mentors into the round, or lower the least of a group."
)
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
        people = None if pool.is_large(programme) else pool.everybody(programme)

        def act():
            opened = planning.open_round(programme=programme, by=request.principal, people=people)
            return reverse("matching:who", args=[opened.pk])

        return once(request, form, act)
    found = list(access.rounds_for(request.principal).select_related("programme"))
    standing = queries.standing_of(found)
    for round in found:
        round.undecided, round.asked, round.far = standing[round.pk]
        round.unfinished = bool(round.far and (round.far.is_going or round.far.failed) and not round.closed_at)
    only = programmes.first() if programmes.count() == 1 else None
    still_open = next((r for r in found if only and not r.closed_at), None)
    context = {"rounds": found, "form": form, "only_programme": only, "still_open": still_open, "in_teams": in_teams}
    return render(request, "matching/rounds.html", context)


@requires("coordinator", **COORDINATES)
def round(request, pk):
    """The plan: proposals with reasons, who is left over and why, what waits for an answer."""
    round = access.round_for(request.principal, pk)
    rows, left = board.board_of(round)
    by_state = {
        "proposed": [r for r in rows if r.state == "proposed"],
        "asked": [r for r in rows if r.state == "asked"],
        "begun": [r for r in rows if r.state == "begun"],
        "over": [r for r in rows if r.state in ("mentor_no", "mentee_no", "expired", "left_open", "too_few")],
    }
    # A group stands on one page; a programme of groups is never large.
    size = max(1, len(rows) + len(left)) if round.programme.format == Format.GROUP else ON_A_PAGE
    pages = {name: Paginator(some, size).get_page(request.GET.get(name)) for name, some in (by_state | {"left": left}).items()}
    shown = [r for name in by_state for r in pages[name]]
    form = ConfirmManyForm(posted(request), ids=[str(r.pk) for r in pages["proposed"]])
    if request.method == "POST" and form.is_valid():
        # Each in a transaction of its own, for sixty take seconds; a repeat finds them asked and changes nothing.
        chosen = set(form.cleaned_data["proposals"])
        asked = 0
        board.describe(list(pages["proposed"]), [])
        for row in filter(board.is_here, pages["proposed"]):
            if str(row.pk) in chosen:
                try:
                    deciding.confirm(proposal=row.proposal, by=request.principal)
                    asked += 1
                except NotAllowed as no:
                    messages.warning(request, str(no))
        if asked:
            messages.success(request, _("Both sides are asked. Call whoever has no safe e-mail address."))
        return once(request, form, lambda: reverse("matching:round", args=[round.pk]))
    board.describe(shown, list(pages["left"]))
    shown = list(filter(board.is_here, shown))
    for page in pages.values():
        page.object_list = list(filter(board.is_here, page.object_list))
    request.principal.reads("matching", *(pk for r in shown for pk in r.proposal.person_ids))
    groups = {state: board.groups_in(list(pages[state]), round.programme.group_least) for state in GROUPED}
    for state in GROUPED:
        pages[state].object_list = [r for r in pages[state].object_list if not r.in_group]
    placed = sum(len(by_state[name]) for name in ("proposed", "asked", "begun"))
    context = {
        "round": round,
        "form": form,
        "rows": {name: pages[name] for name in by_state},
        "left": pages["left"],
        "seeking": placed + len(left),
        "placed": placed,
        "groups": groups,
        "in_teams": teams.works_in_teams(round.programme),
        # What the button above asks: pairs and teams that stand here, and groups that are large enough.
        "to_ask": [r.proposal for r in pages["proposed"]] + [g.first for g in groups["proposed"] if g.is_large_enough],
        "decision": DecisionForm(),
        "policy": policy.sentences(round.policy, round.lottery),
        "planning": progress.planning_of(round),
    }
    return render(request, "matching/round.html", context)


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
