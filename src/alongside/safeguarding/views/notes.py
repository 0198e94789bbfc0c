"""The list of restricted notes, one note, and what its lead does with it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.foundation.access import requires
from alongside.foundation.forms import Form, once, posted
from alongside.safeguarding import access, actions
from alongside.safeguarding.forms.notes import CloseForm, EntryForm, HandOverForm, StepForm
from alongside.safeguarding.queries import notes as queries

POLICY = {"relationship": "leads or wrote it", "purpose": "restricted note", "fields": ("identity", "restricted notes")}
LEADS = POLICY | {"relationship": "leads it"}


@requires("coordinator", "safeguarding", **POLICY)
@require_safe
def notes(request):
    page = queries.list_page(request.principal, request.GET.get("page", 1))
    return render(request, "safeguarding/notes.html", {"page": page})


@requires("coordinator", "safeguarding", **POLICY)
@require_safe
def note(request, pk):
    found = access.note_for(request.principal, pk)
    context = {"shown": queries.shown(request.principal, found), "note": found, "button_form": Form()}
    return render(request, "safeguarding/note.html", context)


@requires("coordinator", "safeguarding", **POLICY)
def add(request, pk):
    """What was learnt later; also by whoever wrote the note and doesn't lead it."""
    found = access.note_for(request.principal, pk)
    leads = access.part_of(request.principal, found) == access.LEAD
    form = EntryForm(posted(request), zone=found.programme.time_zone, leads=leads)

    def act():
        said = form.cleaned_data
        actions.add(note=found, words=said["words"], review_on=said.get("review_on"), by=request.principal)
        messages.success(request, _("Saved."))

    return _about(request, found, form, act, _("Add what was learnt"), _("Save it"))


@requires("coordinator", "safeguarding", **LEADS)
def add_step(request, pk):
    found = access.note_for(request.principal, pk, access.LEAD)
    form = StepForm(posted(request))

    def act():
        said = form.cleaned_data
        actions.add_step(note=found, what=said["what"], who=said["who"], by_when=said["by_when"], by=request.principal)
        messages.success(request, _("Saved. Today reminds you on that day."))

    return _about(request, found, form, act, _("Plan a step"), _("Plan it"))


@requires("coordinator", "safeguarding", **LEADS)
def finish_step(request, pk, step):
    """ "Done": its button stands on the note's page."""
    found = access.note_for(request.principal, pk, access.LEAD)
    done = access.step_for(request.principal, found, step)
    back = reverse("safeguarding:note", args=[found.pk])
    if request.method != "POST":
        return redirect(back)
    form = Form(request.POST)
    form.full_clean()
    done.note = found

    def act():
        actions.finish_step(step=done, by=request.principal)
        return back

    return once(request, form, act)


@requires("coordinator", "safeguarding", **LEADS)
def hand_over(request, pk):
    found = access.note_for(request.principal, pk, access.LEAD)
    form = HandOverForm(posted(request), able=queries.leads_to_choose(found))

    def act():
        actions.hand_over(note=found, to=form.able[form.cleaned_data["to"]], by=request.principal)
        messages.success(request, _("Handed over. They get a message that says only that there is something."))
        return reverse("safeguarding:notes")

    return _about(request, found, form, act, _("Hand it over"), _("Hand it over"))


@requires("coordinator", "safeguarding", **LEADS)
def close(request, pk):
    found = access.note_for(request.principal, pk, access.LEAD)
    form = CloseForm(posted(request))

    def act():
        actions.close(note=found, words=form.cleaned_data["words"], by=request.principal)
        messages.success(request, _("Closed. The page says until when it is kept."))

    return _about(request, found, form, act, _("Close the note"), _("Close it"))


def _about(request, found, form, act, heading, button):
    """A form about one note: done once, refused in a sentence, else drawn."""
    here = reverse("safeguarding:note", args=[found.pk])
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, lambda: act() or here)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    return render(request, "safeguarding/form.html", {"form": form, "back": here, "title": heading, "said": button})
