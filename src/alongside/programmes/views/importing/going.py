"""A sheet being taken in, what came of it, the rows to correct as a file, and undo."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.foundation.access import requires
from alongside.foundation.forms import Form, once
from alongside.people.access import NotAllowed
from alongside.programmes import access
from alongside.programmes.actions import importing as actions
from alongside.programmes.queries import importing as queries
from alongside.programmes.views.importing.upload import SHEET

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires("coordinator", relationship="programme", purpose="bring in a sheet", fields=SHEET)
def run(request, pk):
    run = access.import_run_for(request.principal, pk)
    if not run.started_at:
        return redirect("programmes:import_columns" if run.side else "programmes:import_what", pk=run.pk)
    if queries.is_working(run) or run.failed_with:
        return render(request, "programmes/importing/going.html", {"run": run, "progress": queries.progress(run), "form": Form()})
    return render(request, "programmes/importing/result.html", {"run": run, "form": Form(), **queries.result(request.principal, run)})


@requires("coordinator", relationship="programme", purpose="bring in a sheet")
def state(request, pk):
    """How far it is, for the bar; no name of anybody."""
    return JsonResponse(queries.progress(access.import_run_for(request.principal, pk)))


@requires("coordinator", relationship="programme", purpose="bring in a sheet", fields=SHEET)
def others(request, pk):
    """The rows that did not come in, with the reason, as a workbook."""
    run = access.import_run_for(request.principal, pk)
    book = queries.others_as_xlsx(run)
    if book is None:
        raise Http404
    response = HttpResponse(book, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="rows-to-correct.xlsx"'
    return response


@requires("coordinator", relationship="programme", purpose="bring in a sheet")
def go_on(request, pk):
    return _press(request, pk, lambda run: actions.go_on(run=run, by=request.principal))


@requires("coordinator", relationship="programme", purpose="undo a sheet")
def undo(request, pk):
    run = access.import_run_for(request.principal, pk)
    if request.method == "POST":
        return _press(request, pk, lambda run: actions.undo(run=run, by=request.principal))
    if not run.started_at or run.undone_at or queries.undo_until(run) is None:
        return redirect("programmes:import_run", pk=run.pk)
    return render(request, "programmes/importing/undo.html", {"run": run, "form": Form(), "counts": queries.counts(run)})


def _press(request, pk, deed):
    """One button, pressed once; what stands in the way is said on the run's page."""
    run = access.import_run_for(request.principal, pk)
    here = reverse("programmes:import_run", args=[run.pk])
    form = Form(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return redirect(here)

    def act():
        try:
            deed(run)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        return here

    return once(request, form, act)
