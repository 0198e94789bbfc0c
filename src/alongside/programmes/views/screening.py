"""Steps on the way to being ready, for one or many; decisions; the adult tick."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.foundation.access import requires
from alongside.foundation.forms import once
from alongside.people import directory
from alongside.people.access import NotAllowed
from alongside.programmes import access
from alongside.programmes.actions import enrolment as enrolment_actions
from alongside.programmes.actions import screening as actions
from alongside.programmes.forms.screening import ADULT, AdultForm, DecisionForm, StepForm, heading_of
from alongside.programmes.models import WantedStep
from alongside.programmes.queries.due import step_url
from alongside.programmes.readiness import readiness_of, wanted_kinds, wanted_months

#: A page of the list holds 50 people, a few of them in more than one programme; one transaction stays short.
MOST_AT_ONCE = 200


@requires("coordinator", "screener", relationship="programme", purpose="record a step", fields=("identity", "readiness"))
def steps(request):
    """Which kind of step shall be written down for these people?"""
    chosen = _chosen(request, request.GET.getlist("who"))
    wanted = wanted_kinds({e.programme_id for e in chosen})
    readiness = readiness_of(chosen)
    kinds = []
    for kind in WantedStep.Kind:
        concerned = [e for e in chosen if kind in wanted[e.programme_id, e.side]]
        if not concerned:
            continue
        lacking = [
            (e, missing.in_words)
            for e in concerned
            for missing in readiness[e.pk].missing
            if missing.code == "step" and missing.facts["kind"] == kind
        ]
        kinds.append(
            {
                "kind": kind.value,
                "heading": kind.label,
                "of": len(concerned),
                "lacking": [words for _e, words in lacking],
                # Whoever has done it keeps the day that is written down; only if nobody lacks it, it is written anew.
                "url": step_url(kind, *([e for e, _words in lacking] or concerned)),
            }
        )
    unknown = [e for e in chosen if e.person.is_adult is None]
    if unknown:
        kinds.append(
            {"kind": ADULT, "heading": heading_of(ADULT), "of": len(unknown), "lacking": [""] * len(unknown), "url": step_url(ADULT, *unknown)}
        )
    context = {"chosen": _named(chosen), "kinds": kinds, "back": _back(chosen), "one": len(chosen) == 1}
    return render(request, "programmes/people/steps.html", context)


@requires("coordinator", "screener", relationship="programme", purpose="record a step", fields=("identity", "readiness", "evidence"))
def step(request, kind):
    if kind != ADULT and kind not in WantedStep.Kind.values:
        raise Http404
    posted = request.method == "POST"
    chosen = _chosen(request, (request.POST if posted else request.GET).getlist("who"))
    screener = bool(chosen) and all(access.can_see_evidence(request.principal, e.programme_id) for e in chosen)
    if kind == ADULT:
        form = AdultForm(request.POST if posted else None)
    else:
        months = wanted_months({(e.programme_id, e.side) for e in chosen}, kind)
        form = StepForm(request.POST if posted else None, kind=kind, can_write_evidence=screener, valid_months=months)
    if posted and form.is_valid() and not chosen:
        form.add_error(None, _("Choose at least one person."))
    if posted and form.is_valid():

        def act():
            if kind == ADULT:
                actions.confirm_adults(enrolments=chosen, by=request.principal)
            else:
                actions.record_step(enrolments=chosen, kind=kind, by=request.principal, **form.facts())
            messages.success(
                request,
                ngettext(
                    "Written down. Whoever misses nothing now is ready.",
                    "Written down for %(n)d people. Whoever misses nothing now is ready.",
                    len(chosen),
                )
                % {"n": len(chosen)},
            )
            return _back(chosen)

        try:
            return once(request, form, act)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context = {
        "form": form,
        "kind": kind,
        "heading": heading_of(kind),
        "chosen": _named(chosen),
        "one": len(chosen) == 1,
        "is_adult_tick": kind == ADULT,
        "back": _back(chosen),
    }
    return render(request, "programmes/people/step.html", context)


@requires("coordinator", "screener", relationship="programme", purpose="decide", fields=("identity", "readiness"))
def decide(request, pk):
    """What can be decided about this person now?"""
    enrolment = access.enrolment_for(request.principal, pk)
    state = enrolment_actions.state_of(enrolment)
    context = {
        "enrolment": enrolment,
        "decisions": enrolment_actions.open_decisions(state),
        "readiness": readiness_of([enrolment])[enrolment.pk],
    }
    return render(request, "programmes/people/decide.html", context)


@requires("coordinator", "screener", relationship="programme", purpose="decide", fields=("identity", "readiness"))
def decision(request, pk, decision):
    enrolment = access.enrolment_for(request.principal, pk)
    if decision not in enrolment_actions.DECISIONS:
        raise Http404
    chosen = enrolment_actions.DECISIONS[decision]
    form = DecisionForm(request.POST if request.method == "POST" else None, decision=chosen)
    if request.method == "POST" and form.is_valid():

        def act():
            enrolment_actions.decide(
                enrolment=enrolment,
                decision=decision,
                by=request.principal,
                reason=form.cleaned_data.get("reason", ""),
                note=form.cleaned_data["note"],
            )
            messages.success(request, _("Noted. %(what)s") % {"what": chosen.what})
            return reverse("programmes:person", args=[enrolment.pk])

        try:
            return once(request, form, act)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    readiness = readiness_of([enrolment])[enrolment.pk]
    context = {
        "form": form,
        "enrolment": enrolment,
        "decision": chosen,
        "missing": [m for m in readiness.missing if m.code != "state"] if chosen.code == "accept" else [],
    }
    return render(request, "programmes/people/decision.html", context)


def _chosen(request, raw: list[str]) -> list:
    """The enrolments named in the address or the form, by name; 404 if one of them is not within reach."""
    try:
        ids = list(dict.fromkeys(UUID(text) for text in raw))
    except ValueError:
        raise Http404 from None
    if len(ids) > MOST_AT_ONCE:
        raise Http404
    found = list(access.enrolments_for(request.principal).filter(pk__in=ids).select_related("person", "programme"))
    if len(found) != len(ids):
        raise Http404
    request.principal.reads("enrolment", *(e.person_id for e in found))
    order = {pk: n for n, pk in enumerate(directory.by_name({e.person_id for e in found}))}
    return sorted(found, key=lambda e: order.get(e.person_id, 0))


def _named(chosen) -> list[tuple]:
    return [(e, e.person.name) for e in chosen]


def _back(chosen) -> str:
    """Where this began: the person's page, or the list."""
    if len(chosen) == 1:
        return reverse("programmes:person", args=[chosen[0].pk])
    return reverse("programmes:people")
