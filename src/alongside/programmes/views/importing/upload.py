"""The file, and what it is: the first two steps of bringing in a sheet."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import once
from alongside.foundation.ids import new_id
from alongside.people.access import NotAllowed
from alongside.programmes import access
from alongside.programmes.actions import importing as actions
from alongside.programmes.actions.importing import files
from alongside.programmes.actions.importing.trying import facts_of
from alongside.programmes.forms.importing import UploadForm, WhatForm
from alongside.programmes.queries.importing import recent_runs
from alongside.programmes.sheets import Refused

SHEET = ("identity", "contact", "languages", "availability", "wishes")


@requires("coordinator", relationship="programme", purpose="bring in a sheet", fields=SHEET)
def upload(request):
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        response = _take_file(request, form)
        if response is not None:
            return response
    return render(request, "programmes/importing/upload.html", {"form": form, "runs": recent_runs(request.principal)})


def _take_file(request, form):
    """Lay the file down and read it, before any transaction. None if it was refused: the form says why."""
    programme = access.programmes_for(request.principal, "coordinator").order_by("name").first()
    file, run_id = form.cleaned_data["file"], new_id()
    digest = files.lay_down(run_id, file.chunks())
    made = []

    def act():
        run = actions.receive(
            run_id=run_id, programme=programme, name=file.name, digest=digest, facts=facts, by=request.principal
        )
        made.append(run)
        return reverse("programmes:import_what", args=[run.pk])

    try:
        facts = None
        if files.is_small(run_id):
            with files.open_sheet(run_id, file.name) as sheet:
                facts = facts_of(sheet)
        return once(request, form, act)
    except Refused as refusal:
        form.add_error("file", refusal.sentence)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
    finally:
        # A second click arrives at the first run; what it brought is not needed.
        if not made:
            files.drop(run_id)
    return None


@requires("coordinator", relationship="programme", purpose="bring in a sheet", fields=SHEET)
def what(request, pk):
    run = access.import_run_for(request.principal, pk)
    if run.started_at:
        return redirect("programmes:import_run", pk=run.pk)
    if run.columns.get("work") == "reading" and "headings" not in run.columns:
        return render(request, "programmes/importing/waiting.html", {"run": run, "step": 2, "words": _("Reading the file")})
    programmes = list(access.programmes_for(request.principal, "coordinator").order_by("name"))
    form = WhatForm(request.POST if request.method == "POST" else None, programmes=programmes, run=run)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data

        def act():
            programme = access.programme_for(request.principal, typed["programme"], "coordinator")
            actions.settle(
                run=run, programme=programme, side=typed["side"], stand=typed["stand"], sheet=typed.get("sheet", ""), by=request.principal
            )
            return reverse("programmes:import_columns", args=[run.pk])

        try:
            response = once(request, form, act)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            try_now(run)
            return response
    context = {"form": form, "run": run, "headings": run.columns.get("headings", []), "notes": run.columns.get("notes", []),
               "refusal": run.columns.get("refusal", "")}  # fmt: skip
    return render(request, "programmes/importing/what.html", context)


def try_now(run) -> None:
    """Try a small sheet while the person waits, outside of any transaction; a large one is the worker's."""
    if files.is_small(run.pk):
        actions.try_out(run.pk)
