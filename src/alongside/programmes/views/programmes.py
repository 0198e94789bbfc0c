from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alongside.foundation import registries
from alongside.foundation.access import requires
from alongside.foundation.forms import Form, once, posted
from alongside.people.vocabulary import TOPICS
from alongside.programmes import access, countries, target_groups
from alongside.programmes.access import NotAllowed
from alongside.programmes.actions import programmes as actions
from alongside.programmes.actions import vocabulary
from alongside.programmes.blueprints import BLUEPRINTS
from alongside.programmes.forms.programmes import BeginForm, GrantForm, PartnerForm, TermForm
from alongside.programmes.models import Aim, Format, ProgrammeState
from alongside.programmes.queries.people import mentor_backgrounds
from alongside.programmes.views.sections import SECTIONS

TINTS = {"upcoming": "gold", "refining": "blue", "running": "teal", "closing": "gold", "archived": ""}


@requires("coordinator", "administrator", relationship="programme", purpose="setting up")
def programmes(request):
    """The programmes that the principal sets up, and the way to another one."""
    found = access.programmes_for(request.principal, *access.SETUP).select_related("organisation")
    found = found.prefetch_related("states")
    language = get_language() or "en"
    rows = [
        {
            "programme": p,
            "name": p.in_words("name", language),
            "summary": p.in_words("summary", language),
            "state": _state(list(p.states.all())[-1]),
        }
        for p in found
    ]
    return render(
        request,
        "programmes/programmes/list.html",
        {"rows": rows, "may_begin": bool(request.principal.organisations_as("administrator"))},
    )


@requires("administrator", relationship="organisation", purpose="setting up")
def choose_template(request):
    """All nine templates, side by side."""
    return render(request, "programmes/programmes/choose.html", {"cards": cards()})


@requires("administrator", relationship="organisation", purpose="setting up")
def begin(request, template):
    """One template in full, and the button that makes a programme of it."""
    blueprint = BLUEPRINTS.get(template)
    if blueprint is None:
        raise Http404
    language = get_language() or "en"
    form = BeginForm(
        posted(request),
        initial={"name": blueprint.in_words("name", language)},
        organisations=access.organisations_for(request.principal),
    )
    if request.method == "POST" and form.is_valid():

        def act():
            made = actions.create(
                organisation=form.cleaned_data["organisation"],
                template=template,
                name=form.cleaned_data["name"],
                by=request.principal,
            )
            return reverse("programmes:programme", args=[made.pk])

        return once(request, form, act)
    context = {"form": form, "card": card(blueprint), "blueprint": blueprint, "needs": _needs(blueprint.needs)}
    return render(request, "programmes/programmes/begin.html", context)


@requires("coordinator", "administrator", relationship="programme", purpose="setting up")
def programme(request, pk):
    """What a programme is, section by section, and where it stands in its life."""
    found = access.programme_for(request.principal, pk, *access.SETUP)
    language = get_language() or "en"
    states = list(found.states.select_related("by__person"))
    rules = {rule.code: rule for rule in found.matching_rules.all()}
    steps = list(found.wanted_steps.all())
    context = {
        "programme": found,
        "name": found.in_words("name", language),
        "summary": found.in_words("summary", language),
        "objective": found.in_words("objective", language),
        "goals": found.translations.get(language.split("-")[0], {}).get("goals")
        or [goal.text for goal in found.goals.all()],
        "aims": [Aim(code).label for code in found.aims],
        "target_groups": target_groups.named(found.target_groups),
        "countries": [countries.named(code) for code in found.countries],
        "transit": [countries.named(code) for code in found.transit_countries],
        "format": Format(found.format).label,
        "contact_rules": {rule.after: rule for rule in found.contact_rules.all()},
        "mentor_steps": [step for step in steps if step.side == "mentor"],
        "mentee_steps": [step for step in steps if step.side == "mentee"],
        "rules": [(rule.get_code_display(), rule.is_on) for rule in rules.values()],
        "needs": [term.label for term in found.need_areas.all()],
        "grants": found.grant_tags.all(),
        "partners": found.partners.all(),
        "state": _state(states[-1]),
        "states": [{"state": _state(row), "at": row.at} for row in reversed(states)],
        "moves": [(code, MOVES[states[-1].state, code]()) for code in actions.NEXT_STATES[states[-1].state]],
        "move_form": Form(),
        "coordinates": found.pk in request.principal.programmes_as("coordinator"),
        "sections": SECTIONS,
        "backgrounds": mentor_backgrounds(found),
        "pieces": [piece(request, programme=found) for piece in registries.slots.get("programme page", [])],
    }
    return render(request, "programmes/programmes/programme.html", context)


#: From where to where -> the words on the button.
MOVES = {
    ("upcoming", "refining"): lambda: _("Refine it with others"),
    ("upcoming", "running"): lambda: _("Let it run"),
    ("refining", "running"): lambda: _("Let it run"),
    ("refining", "upcoming"): lambda: _("Back to upcoming"),
    ("running", "refining"): lambda: _("Refine it with others"),
    ("running", "closing"): lambda: _("Begin to close it"),
    ("closing", "archived"): lambda: _("Put it into the archive"),
    ("closing", "running"): lambda: _("Let it run again"),
    ("archived", "closing"): lambda: _("Take it out of the archive"),
}


@requires("coordinator", "administrator", relationship="programme", purpose="setting up")
def move(request, pk, state):
    """One step in the programme's life."""
    found = access.programme_for(request.principal, pk, *access.SETUP)
    if state not in ProgrammeState.State.values:
        raise Http404
    back = reverse("programmes:programme", args=[found.pk])
    if request.method != "POST":
        return redirect(back)
    form = Form(request.POST)
    form.full_clean()
    try:
        return once(request, form, lambda: (actions.set_state(programme=found, state=state, by=request.principal), back)[1])
    except NotAllowed as refusal:
        messages.warning(request, str(refusal))
        return redirect(back)


@requires("coordinator", "administrator", relationship="programme", purpose="setting up")
def grants(request, pk):
    """The money that pays for places: its tags, and a new one."""
    found = access.programme_for(request.principal, pk, *access.SETUP)
    form = GrantForm(posted(request))
    here = reverse("programmes:grants", args=[found.pk])
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        return once(request, form, lambda: (actions.add_grant(programme=found, name=name, by=request.principal), here)[1])
    return render(
        request,
        "programmes/programmes/grants.html",
        {"programme": found, "form": form, "grants": found.grant_tags.all(), "remove_form": Form()},
    )


@requires("coordinator", "administrator", relationship="programme", purpose="setting up")
def remove_grant(request, pk, grant):
    found = access.programme_for(request.principal, pk, *access.SETUP)
    tag = access.grant_for(request.principal, found, grant)
    return _remove(request, "programmes:grants", found, lambda: actions.remove_grant(tag=tag, by=request.principal))


@requires("coordinator", "administrator", relationship="programme", purpose="setting up")
def partners(request, pk):
    """Partner organisations, and a new one."""
    found = access.programme_for(request.principal, pk, *access.SETUP)
    form = PartnerForm(posted(request), initial={"country": found.organisation.country})
    here = reverse("programmes:partners", args=[found.pk])
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("name", "sector", "country")}
        return once(request, form, lambda: (actions.add_partner(programme=found, by=request.principal, **said), here)[1])
    rows = [
        {"partner": p, "sector": p.get_sector_display(), "country": countries.named(p.country)}
        for p in found.partners.all()
    ]
    context = {"programme": found, "form": form, "rows": rows, "remove_form": Form()}
    return render(request, "programmes/programmes/partners.html", context)


@requires("coordinator", "administrator", relationship="programme", purpose="setting up")
def remove_partner(request, pk, partner):
    found = access.programme_for(request.principal, pk, *access.SETUP)
    gone = access.partner_for(request.principal, found, partner)
    act = lambda: actions.remove_partner(programme=found, partner=gone, by=request.principal)  # noqa: E731
    return _remove(request, "programmes:partners", found, act)


@requires("coordinator", "administrator", relationship="programme", purpose="setting up")
def words(request, pk):
    """The organisation's own words for needs, beside the shipped ones."""
    found = access.programme_for(request.principal, pk, *access.SETUP)
    form = TermForm(posted(request))
    here = reverse("programmes:words", args=[found.pk])
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("english", "arabic")}
        return once(request, form, lambda: (vocabulary.add_word(programme=found, by=request.principal, **said), here)[1])
    every = list(access.words_for(request.principal, found))
    context = {
        "programme": found,
        "form": form,
        "own": [term for term in every if term.organisation_id],
        "shipped": [term for term in every if not term.organisation_id],
        "remove_form": Form(),
    }
    return render(request, "programmes/programmes/words.html", context)


@requires("coordinator", "administrator", relationship="programme", purpose="setting up")
def retire_word(request, pk, word):
    found = access.programme_for(request.principal, pk, *access.SETUP)
    term = access.own_word_for(request.principal, found, word)
    act = lambda: vocabulary.retire_word(programme=found, term=term, by=request.principal)  # noqa: E731
    return _remove(request, "programmes:words", found, act)


def card(blueprint) -> dict:
    """A template in the language of the page."""
    language = get_language() or "en"
    words = {what: blueprint.in_words(what, language) for what in ("name", "summary", "objective")}
    goals = blueprint.arabic["goals"] if language.startswith("ar") else blueprint.goals
    return {"code": blueprint.code, "format": Format(blueprint.format).label, "goals": goals, **words}


def cards() -> list[dict]:
    return [card(blueprint) for blueprint in BLUEPRINTS.values()]


def _needs(codes) -> list[str]:
    place = 1 if (get_language() or "en").startswith("ar") else 0
    return [TOPICS[code][place] for code in codes if code in TOPICS]


def _state(row) -> dict:
    return {"code": row.state, "label": row.get_state_display(), "tint": TINTS[row.state]}


def _remove(request, route, found, act):
    """Take one thing away and come back to its list; a refusal is a sentence there."""
    back = reverse(route, args=[found.pk])
    if request.method != "POST":
        return redirect(back)
    form = Form(request.POST)
    form.full_clean()
    try:
        return once(request, form, lambda: (act(), back)[1])
    except NotAllowed as refusal:
        messages.warning(request, str(refusal))
        return redirect(back)
