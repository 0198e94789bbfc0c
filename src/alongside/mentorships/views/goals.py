"""A mentee's goals: read, write, change, say how one ended, print."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.foundation import clock
from alongside.foundation.access import requires
from alongside.foundation.forms import Changed, once, posted
from alongside.mentorships import access, actions
from alongside.mentorships.forms.goals import EndGoalForm, GoalForm
from alongside.mentorships.queries import pages
from alongside.mentorships.queries.goals import goals_of, steps_of
from alongside.mentorships.views.drawing import as_reader, draw, why_not

POLICY = {"relationship": "own mentorship", "purpose": "accompany", "fields": ("identity", "goals")}


def _here(mentorship) -> str:
    return reverse("mentorships:goals", args=[mentorship.pk])


@requires("coordinator", "mentor", "mentee", **POLICY)
@require_safe
def goals(request, pk):
    mentorship = access.mentorship_for(request.principal, pk)
    context = as_reader(request, mentorship)
    context["goals"] = goals_of(request.principal, mentorship)
    context["may_write"] = pages.is_open(mentorship)
    return draw(request, "mentorships/goals.html", context, mentorship.programme)


@requires("coordinator", "mentor", "mentee", **POLICY)
@require_safe
def print_goals(request, pk):
    mentorship = access.mentorship_for(request.principal, pk)
    context = as_reader(request, mentorship)
    context["goals"] = goals_of(request.principal, mentorship)
    context["today"] = clock.today(mentorship.programme.time_zone)
    return draw(request, "mentorships/goals_print.html", context, mentorship.programme)


@requires("coordinator", "mentor", "mentee", **POLICY)
def new_goal(request, pk):
    mentorship = access.mentorship_for(request.principal, pk)
    reader = as_reader(request, mentorship)
    own = reader["part"] == access.MENTEE
    _mentors, mentees = pages.members_of(mentorship)
    people = [m.person for m in mentees if not own or m.person_id == request.principal.person_id]
    if not people or (request.method == "GET" and not pages.is_open(mentorship)):
        messages.info(request, _over(reader["part"]))
        return redirect(_here(mentorship))
    form = GoalForm(posted(request), mentorship=mentorship, mentees=people, own=own)
    if request.method == "POST" and form.is_valid():

        def act():
            actions.write_goal(mentorship=mentorship, person=form.person, by=request.principal, **form.written())
            messages.success(request, _("Saved."))
            return _here(mentorship)

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, why_not(refusal, mentee=own))
    return _form(request, "mentorships/goal.html", reader, form, goal=None)


@requires("coordinator", "mentor", "mentee", **POLICY)
def goal(request, pk, goal):
    """Change a goal. A second editor reads both and chooses."""
    mentorship, found, row, refused = _open(request, pk, goal)
    if refused:
        return refused
    reader = as_reader(request, mentorship)
    own = request.principal.person_id == found.person_id
    form = GoalForm(
        posted(request), mentorship=mentorship, mentees=[found.person], own=own, row=row, version=found.version
    )
    if request.method == "POST" and form.is_valid():

        def act():
            actions.change_goal(
                goal=found, by=request.principal, expected_version=form.cleaned_data["version"], **form.written()
            )
            messages.success(request, _("Saved."))
            return _here(mentorship)

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, why_not(refusal, mentee=own))
        except Changed as changed:
            found = access.goal_for(request.principal, mentorship, goal)
            form.show_theirs(changed, found.version)
            form.compare(found.writings.all()[0], steps_of(found.writings.all()[0]))
    return _form(request, "mentorships/goal.html", reader, form, goal=found)


@requires("coordinator", "mentor", "mentee", **POLICY)
def end_goal(request, pk, goal):
    """Reached, something else, or let go, with the mentee's say."""
    mentorship, found, row, refused = _open(request, pk, goal, is_ending=True)
    if refused:
        return refused
    reader = as_reader(request, mentorship)
    own = request.principal.person_id == found.person_id
    form = EndGoalForm(posted(request), person=found.person, own=own, row=row, version=found.version)
    if request.method == "POST" and form.is_valid():

        def act():
            data = form.cleaned_data
            actions.end_goal(
                goal=found,
                by=request.principal,
                expected_version=data["version"],
                end=data["end"],
                say=data["say"],
                language=data["language"],
                said_so=data.get("said_so", False),
            )
            messages.success(request, _("Saved."))
            return _here(mentorship)

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, why_not(refusal, mentee=own))
        except Changed as changed:
            found = access.goal_for(request.principal, mentorship, goal)
            row = found.writings.all()[0]
            form.show_theirs(changed, found.version)
            form.compare(row)
    return _form(request, "mentorships/goal_end.html", reader, form, goal=found, row=row)


def _open(request, pk, goal, *, is_ending=False):
    """(mentorship, goal, what stands there, None), or an answer at the end where the goal or the mentorship is over.

    What was sent is never turned away here: the action refuses it in a sentence, and the words stay on the page.
    """
    mentorship = access.mentorship_for(request.principal, pk)
    found = access.goal_for(request.principal, mentorship, goal)
    row = found.writings.all()[0]
    refused = None
    if row.end and not is_ending and request.method == "GET":
        why = access.NotAllowed(_("This goal has ended. Write a new one."))
        messages.info(request, why_not(why, mentee=request.principal.person_id == found.person_id))
        refused = redirect(_here(mentorship))
    elif request.method == "GET" and not pages.is_open(mentorship):
        messages.info(request, _over(access.MENTEE if request.principal.person_id == found.person_id else ""))
        refused = redirect(_here(mentorship))
    return mentorship, found, row, refused


def _over(part: str) -> str:
    return why_not(access.NotAllowed(_("This mentorship has ended already.")), mentee=part == access.MENTEE)


def _form(request, template, reader, form, **context):
    context |= reader | {"form": form, "back": _here(reader["mentorship"])}
    return draw(request, template, context, reader["programme"])
