"""Expenses of a pair: mentors write them down, coordinators decide, funders get a sheet by month and grant."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.foundation import audit, uploads
from alongside.foundation.access import requires
from alongside.foundation.forms import Changed, once, posted
from alongside.mentorships import access
from alongside.mentorships.access.expenses import expense_for, expenses_in, may_decide, receipt_for
from alongside.mentorships.actions import expenses as actions
from alongside.mentorships.forms.expenses import DecideForm, ExpenseForm, ExpenseSheetForm, as_typed
from alongside.mentorships.queries import expenses as queries
from alongside.mentorships.queries.rules import rules_of
from alongside.mentorships.queries.sheets import ENDINGS
from alongside.mentorships.views.drawing import draw, part_and_shell

COORDINATES = {"relationship": "programme", "purpose": "expenses", "fields": ("identity", "expenses")}
OWN = {"relationship": "own mentorship", "purpose": "expenses", "fields": ("identity", "expenses")}


def _sent(request) -> tuple:
    return (request.POST, request.FILES) if request.method == "POST" else ()


@requires("coordinator", **COORDINATES)
def expenses(request):
    """What waits, and what was decided last."""
    waiting, decided = queries.waiting_and_decided(request.principal)
    context = {"waiting": waiting, "decided": decided, "months": queries.longest_kept(request.principal)}
    return draw(request, "mentorships/expenses.html", context)


@requires("coordinator", "mentor", **OWN)
def expenses_of_pair(request, pk):
    """Of one pair: all for coordinators, their own for whoever mentors."""
    mentorship = access.mentorship_for(request.principal, pk, access.COORDINATOR, access.MENTOR)
    context = part_and_shell(request, mentorship) | {
        "mentorship": mentorship,
        "rows": queries.lines(expenses_in(request.principal, mentorship).order_by("-day", "pk")),
        "may_claim": access.MENTOR in access.parts_of(request.principal, mentorship),
        "months": rules_of(mentorship.programme).receipt_months,
    }
    return draw(request, "mentorships/expenses_of_pair.html", context, mentorship.programme)


@requires("mentor", **OWN)
def new_expense(request, pk):
    mentorship = access.mentorship_for(request.principal, pk, access.MENTOR)
    rules = rules_of(mentorship.programme)
    form = ExpenseForm(*_sent(request), currency=rules.currency, zone=mentorship.programme.time_zone)
    if request.method == "POST" and form.is_valid():

        def act():
            actions.claim_expense(mentorship=mentorship, by=request.principal, **_said(form))
            messages.success(request, _("Written down. The coordinators answer, and you see it here."))
            return reverse("mentorships:expenses_of_pair", args=[pk])

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "title": _("Add an expense"), "back": reverse("mentorships:expenses_of_pair", args=[pk]), "months": rules.receipt_months}
    return draw(request, "mentorships/expense_form.html", context, mentorship.programme)


@requires("coordinator", "mentor", **OWN)
def expense(request, pk):
    """One expense: how it stands, its receipt; a coordinator decides, unless it is their own."""
    found = expense_for(request.principal, pk)
    decides = found.step == queries.Step.ASKED and may_decide(request.principal, found)
    form = DecideForm(posted(request), grants=queries.grants_of(found.programme), version=found.version) if decides else None
    if form and request.method == "POST" and form.is_valid():
        try:
            return once(request, form, lambda: _decide(request, found, form))
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
        except Changed:
            # Nothing of it was typed twice: the page shows the newer one, to be read before anybody decides.
            found = expense_for(request.principal, pk)
            form = DecideForm(grants=queries.grants_of(found.programme), version=found.version)
            messages.info(request, _("They have just corrected it. Look at it again."))
    coordinates = found.programme_id in request.principal.programmes_as("coordinator")
    mine = found.person_id is not None and found.person_id == request.principal.person_id
    context = {
        "shell": "shell/staff.html" if coordinates else "shell/mentor.html",
        "line": queries.lines([found])[0],
        "story": queries.story(found),
        "has_receipt": hasattr(found, "receipt"),
        "kept_until": queries.kept_until(found),
        "form": form,
        "mine": mine,
        "may_change": mine and found.step in (queries.Step.ASKED, queries.Step.SENT_BACK),
        "back": _back(found, coordinates),
        "programme": found.programme,
    }
    return draw(request, "mentorships/expense.html", context, found.programme)


def _back(found, coordinates: bool) -> str:
    if coordinates or not found.mentorship_id:
        return reverse("mentorships:expenses" if coordinates else "mentorships:mine")
    return reverse("mentorships:expenses_of_pair", args=[found.mentorship_id])


def _decide(request, found, form) -> str:
    said = form.cleaned_data
    actions.decide_expense(
        expense=found, by=request.principal, step=said["step"], expected_version=said["version"], words=said["words"],
        grant=said.get("grant", ""),
    )  # fmt: skip
    messages.success(request, _("Saved. They are told that something changed."))
    return reverse("mentorships:expenses")


@requires("mentor", **OWN)
def change_expense(request, pk):
    """Whoever laid it out corrects it, until it is decided."""
    found = expense_for(request.principal, pk)
    if found.person_id != request.principal.person_id:
        raise Http404
    first = {"amount": as_typed(found.cents), "what_for": found.what_for, "day": found.day, "line": found.line}
    form = ExpenseForm(*_sent(request), currency=found.currency, zone=found.programme.time_zone, version=found.version, initial=first)
    back = reverse("mentorships:expense", args=[pk])
    if request.method == "POST" and form.is_valid():

        def act():
            version = form.cleaned_data["version"]
            actions.change_expense(expense=found, by=request.principal, expected_version=version, **_said(form))
            messages.success(request, _("Written down. The coordinators answer, and you see it here."))
            return back

        try:
            return once(request, form, act)
        except access.NotAllowed as refusal:
            form.add_error(None, str(refusal))
        except Changed as changed:
            form.show_theirs(changed, expense_for(request.principal, pk).version)
    context = {"form": form, "title": _("Correct an expense"), "back": back, "months": rules_of(found.programme).receipt_months}
    return draw(request, "mentorships/expense_form.html", context, found.programme)


def _said(form) -> dict:
    said = form.cleaned_data
    return {"day": said["day"], "cents": said["amount"], "what_for": said["what_for"], "line": said["line"], "receipt": said["receipt"]}


@requires("coordinator", "mentor", **OWN)
@require_safe
def receipt(request, pk):
    return uploads.hand_out(receipt_for(request.principal, pk), "receipt")


@requires("coordinator", relationship="programme", purpose="export", fields=("identity", "expenses"))
def expense_sheet(request):
    """Only by the button (POST): what goes out is written into the log first."""
    months = [(month, date_format(month, "F Y")) for month in queries.months_back()]
    form = ExpenseSheetForm(posted(request), months=months, grants=queries.grant_names(request.principal))
    if request.method == "POST" and form.is_valid():
        asked = form.asked()
        made = queries.sheet_of(queries.paid(request.principal, **asked))
        audit.record(by=request.principal, action="export expenses", people=made.people, fields=[str(asked["month"] or "all")])
        media_type, write = ENDINGS[form.cleaned_data["ending"]]
        response = HttpResponse(write(made), content_type=media_type)
        response["Content-Disposition"] = f'attachment; filename="expenses.{form.cleaned_data["ending"]}"'
        return response
    found = queries.totals(queries.paid(request.principal))
    sums = [(month, programme, grant, queries.money(cents, currency)) for month, programme, grant, currency, cents in reversed(found)]
    return draw(request, "mentorships/expense_sheet.html", {"form": form, "sums": sums[:60]})


# ── on other pages ────────────────────────────────────────────────────────────────────
def on_links(request, mentorship, part: str) -> str:
    """The way from the pair's page."""
    return render_to_string("mentorships/parts/expenses_link.html", {"mentorship": mentorship}, request=request)
