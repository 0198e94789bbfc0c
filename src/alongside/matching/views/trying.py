from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.foundation.access import requires
from alongside.matching import access, engine, fairness, trying
from alongside.matching.forms import TRIALS
from alongside.matching.views.rounds import COORDINATES, TOO_MANY_GROUPS
from alongside.people import languages


def _trial(request, round) -> trying.Trial | None:
    """The plan to try things on; None, with a sentence, where there are too many groups to choose from."""
    try:
        return trying.trial_of(round)
    except engine.TooManyGroups:
        messages.warning(request, TOO_MANY_GROUPS)
        return None


@requires("coordinator", **COORDINATES)
def what_if(request, pk):
    """Something tried on the round's plan: the difference is shown, and nothing is changed."""
    round = access.round_for(request.principal, pk)
    trial = _trial(request, round)
    if trial is None:
        return redirect("matching:who", pk=round.pk)
    problem = trial.plan.problem
    choices = {
        "mentees": sorted(((m.id, trial.names[m.id]) for m in problem.mentees), key=lambda one: one[1].casefold()),
        "mentors": sorted(((m.id, trial.names[m.id]) for m in problem.mentors), key=lambda one: one[1].casefold()),
        "areas": sorted(trial.areas.items(), key=lambda one: one[1].casefold()),
        "languages": sorted(((t, languages.name_of(t)) for t in trying.tags_spoken(problem)), key=lambda one: one[1]),
    }
    asked = request.GET.get("try", "")
    forms = [kind(request.GET if kind.code == asked else None, **choices) for kind in TRIALS]
    lines, refused = None, []
    for form in forms:
        if form.is_bound and form.is_valid():
            changes = form.changes(trial.plan)
            try:
                lines = trial.effect(*changes)
            except ValueError:
                refused = trial.why_not(*changes)
    request.principal.reads("matching", *trial.person_ids.values())
    context = {"round": round, "forms": forms, "asked": asked, "lines": lines, "refused": refused}
    return render(request, "matching/what_if.html", context)


@requires("coordinator", **COORDINATES)
def needed(request, pk):
    """Whom to look for, and which rule could give way, for those who are left over."""
    round = access.round_for(request.principal, pk)
    trial = _trial(request, round)
    if trial is None:
        return redirect("matching:who", pk=round.pk)
    request.principal.reads("matching", *(trial.person_ids[key] for key in trial.plan.unmatched))
    context = {
        "round": round,
        "left_over": len(trial.plan.unmatched),
        "recruits": trying.whom_to_find(trial),
        "ways": trying.what_could_give_way(trial),
    }
    return render(request, "matching/needed.html", context)


@requires("coordinator", **COORDINATES)
def poster(request, pk):
    """The same as a page to print and hang up: whom we look for, and nobody's name."""
    round = access.round_for(request.principal, pk)
    trial = _trial(request, round)
    if trial is None:
        return redirect("matching:who", pk=round.pk)
    context = {
        "round": round,
        "recruits": trying.for_poster(trial),
        "join_url": settings.PUBLIC_URL + reverse("programmes:join", args=[round.programme.slug]),
    }
    return render(request, "matching/poster.html", context)


@requires("coordinator", **COORDINATES | {"fields": ("totals",)})
def groups_alike(request, pk):
    """How many of each group wait, and how many the plan serves: totals, rounded, nobody's name."""
    round = access.round_for(request.principal, pk)
    return render(request, "matching/fairness.html", {"round": round, "tables": fairness.tables(round)})
