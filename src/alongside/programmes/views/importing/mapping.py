"""Columns and trial: what each column becomes, and what would come of every row."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.access import requires
from alongside.foundation.forms import once
from alongside.people.access import NotAllowed
from alongside.programmes import access
from alongside.programmes.actions import importing as actions
from alongside.programmes.forms.importing import ColumnsForm, DecideAllForm
from alongside.programmes.queries import importing as queries
from alongside.programmes.sheets import Mapping
from alongside.programmes.views.importing.upload import SHEET, try_now

#: With at most so many columns, the clear ones are not folded away.
FEW = 8


@requires("coordinator", relationship="programme", purpose="bring in a sheet", fields=SHEET)
def columns(request, pk):
    run = access.import_run_for(request.principal, pk)
    if run.started_at:
        return redirect("programmes:import_run", pk=run.pk)
    if not run.side or run.columns.get("work") == "refused":
        return redirect("programmes:import_what", pk=run.pk)
    trial = run.columns.get("trial")
    if trial is None:
        return render(request, "programmes/importing/waiting.html", {"run": run, "step": 3, "words": _("Trying every row")})
    mapping = Mapping.from_json(run.mapping)
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        mapping=mapping, headings=run.columns["headings"], trial=trial, facts=run.columns,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            response = once(request, form, lambda: _act(request, run, form))
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            try_now(run)
            return response
    rows = form.rows()
    folded = [row for row in rows if not row["needs_you"]] if len(rows) > FEW else []
    context = {
        "run": run,
        "form": form,
        "rows": [row for row in rows if row not in folded],
        "folded": folded,
        "trial": queries.trial_for_page(request.principal, run),
        "decide_all": DecideAllForm(initial={"answer": run.columns.get("decide_all", "")}, auto_id="all_%s"),
        "waiting": run.columns.get("work") == "trying",
    }
    return render(request, "programmes/importing/columns.html", context)


def _act(request, run, form) -> str:
    """Either another trial or the taking in, as the button says. Changed columns are always tried first."""
    here = reverse("programmes:import_columns", args=[run.pk])
    changed = actions.map_columns(run=run, mapping=form.new_mapping(), by=request.principal)
    if "take" not in request.POST:
        if not changed:
            messages.info(request, _("Nothing was changed, so the trial is the same."))
        return f"{here}#trial"
    if changed:
        messages.info(request, _("You changed a column, so the trial ran again. Look at it, then take the rows in."))
        return f"{here}#trial"
    if not actions.begin(run=run, key=request.POST.get("seen", ""), by=request.principal):
        messages.info(request, _("Somebody came or went meanwhile, so the trial ran again. Look at it, then take the rows in."))
        return f"{here}#trial"
    return reverse("programmes:import_run", args=[run.pk])
