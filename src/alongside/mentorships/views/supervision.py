"""Supervision of mentors: planned and told by coordinators, seen by whoever is invited."""

from uuid import UUID

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import Changed, once, posted
from alongside.mentorships import access
from alongside.mentorships.access.supervision import supervision_for
from alongside.mentorships.actions.supervision import plan_supervision, tell_supervision
from alongside.mentorships.forms.supervision import PlanSupervisionForm, TellSupervisionForm
from alongside.mentorships.queries import supervision as queries
from alongside.mentorships.views.drawing import draw
from alongside.people import directory
from alongside.programmes.access import programme_for


@requires("coordinator", "mentor", relationship="programme", purpose="accompany", fields=("identity",))
def supervisions(request):
    """To come and past; for coordinators also who has had none for long, and the way to plan one."""
    coming, past = queries.supervisions(request.principal)
    coordinates = request.principal.holds("coordinator")
    context = {
        "coming": coming,
        "past": past,
        "coordinates": coordinates,
        "shell": "shell/staff.html" if coordinates else "shell/mentor.html",
        "programmes": queries.may_invite(request.principal) if coordinates else [],
        "last_times": queries.last_times(request.principal) if coordinates else [],
    }
    return draw(request, "mentorships/supervisions.html", context)


@requires("coordinator", relationship="programme", purpose="accompany", fields=("identity",))
def plan(request, programme):
    found = programme_for(request.principal, programme, "coordinator")
    mentors = dict((one.pk, there) for one, there in queries.may_invite(request.principal))[found.pk]
    form = PlanSupervisionForm(posted(request), mentors=mentors, zone=found.time_zone)
    if request.method == "POST" and form.is_valid():

        def act():
            said = form.cleaned_data
            made = plan_supervision(
                programme=found, by=request.principal, day=said["day"], at=said["at"], minutes=said["minutes"],
                place=said["place"], invited=[UUID(pk) for pk in said["invited"]],
            )  # fmt: skip
            messages.success(request, _("Planned. Whoever is invited finds it on Today."))
            return reverse("mentorships:supervision", args=[made.pk])

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "programme": found, "mentors": mentors, "back": reverse("mentorships:supervisions")}
    return draw(request, "mentorships/supervision_plan.html", context, found)


@requires("coordinator", "mentor", relationship="programme", purpose="accompany", fields=("identity",))
def supervision(request, pk):
    """One supervision: when and where; for coordinators how it was."""
    found = supervision_for(request.principal, pk)
    coordinates = found.programme_id in request.principal.programmes_as("coordinator")
    names = directory.names({part.person_id for part in found.parts.all()})
    invited = [(str(part.person_id), names.get(part.person_id, "")) for part in found.parts.all()]
    context = {
        "shown": queries.shown(found),
        "invited": invited if coordinates else [],
        "coordinates": coordinates,
        "shell": "shell/staff.html" if coordinates else "shell/mentor.html",
        "back": reverse("mentorships:supervisions"),
        "form": None,
    }
    if coordinates:
        request.principal.reads("list", *names)
        form = TellSupervisionForm(
            posted(request), invited=invited, version=found.version, initial=_said(found, invited)
        )
        context["form"] = form
        if request.method == "POST" and form.is_valid() and _is_about_themes(found, form):
            try:
                return once(request, form, lambda: _tell(request, found, form))
            except access.NotAllowed as refusal:
                form.add_error(None, str(refusal))
            except Changed as changed:
                fresh = supervision_for(request.principal, pk)
                changed.theirs = {"notes": changed.theirs["notes"]}
                form.show_theirs(changed, fresh.version)
    return draw(request, "mentorships/supervision.html", context, found.programme)


def _said(found, invited) -> dict:
    """What stands there, or, before anybody said anything, everybody as having been there."""
    there = [str(part.person_id) for part in found.parts.all() if part.came] if found.held else [pk for pk, _n in invited]
    return {
        "held": {True: "yes", False: "no", None: "yes"}[found.held],
        "came": there,
        "themes": found.themes,
        "notes": found.notes,
    }


def _is_about_themes(found, form) -> bool:
    """Whether no name stands in the notes, or whoever wrote them says that it is none."""
    names = [] if form.cleaned_data["no_names"] else queries.names_in(found, form.cleaned_data["notes"])
    if names:
        form.ask_about(names)
    return not names


def _tell(request, found, form) -> str:
    said = form.cleaned_data
    tell_supervision(
        supervision=found,
        by=request.principal,
        expected_version=said["version"],
        held=said["held"] == "yes",
        came=[UUID(pk) for pk in said["came"]],
        themes=said["themes"],
        notes=said["notes"],
    )
    messages.success(request, _("Saved."))
    return reverse("mentorships:supervisions")
