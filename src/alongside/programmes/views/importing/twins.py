"""Perhaps here already: a row of the sheet beside somebody who is here, and three buttons."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.foundation.access import requires
from alongside.foundation.forms import once
from alongside.people.access import NotAllowed
from alongside.programmes import access
from alongside.programmes.actions import importing as actions
from alongside.programmes.forms.importing import DecideAllForm, DecideForm
from alongside.programmes.queries import importing as queries
from alongside.programmes.views.importing.upload import SHEET


@requires("coordinator", relationship="programme", purpose="tell two people apart", fields=SHEET)
def decide(request, pk, number):
    run = access.import_run_for(request.principal, pk)
    if run.started_at:
        return redirect("programmes:import_run", pk=run.pk)
    question = queries.question(request.principal, run, number)
    if question is None:
        raise Http404
    form = DecideForm(request.POST if request.method == "POST" else None, auto_id=False)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data

        def act():
            actions.decide(run=run, number=number, answer=typed["answer"], person_id=typed["person"], by=request.principal)
            following = queries.next_question(run, number)
            if following:
                return reverse("programmes:import_decide", args=[run.pk, following])
            return reverse("programmes:import_columns", args=[run.pk]) + "#trial"

        try:
            return once(request, form, act)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
    return render(request, "programmes/importing/decide.html", {"run": run, "form": form, "question": question})


@requires("coordinator", relationship="programme", purpose="tell two people apart", fields=SHEET)
def decide_all(request, pk):
    run = access.import_run_for(request.principal, pk)
    here = reverse("programmes:import_columns", args=[run.pk]) + "#trial"
    form = DecideAllForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return redirect(here)

    def act():
        try:
            actions.decide_all(run=run, answer=form.cleaned_data["answer"], by=request.principal)
        except NotAllowed:
            return reverse("programmes:import_run", args=[run.pk])
        return here

    return once(request, form, act)
