"""Who sees and decides which expenses."""

from django.db.models import OuterRef, Q, Subquery
from django.http import Http404
from django.utils.translation import gettext as _

from alongside.mentorships.access import NotAllowed, check_coordinates, is_shut_out, parts_of
from alongside.mentorships.models import Expense, ExpenseStep, Receipt


def expenses_for(principal):
    """Expenses of the programmes that the principal coordinates, each with its newest step (`step`, `step_at`)."""
    return with_step(Expense.objects.filter(programme__in=principal.programmes_as("coordinator")))


def own_expenses(principal):
    """What the principal laid out themselves; nothing while a hold keeps them out."""
    if not principal.person_id or not principal.holds("mentor") or is_shut_out(principal.person_id, as_mentor=True):
        return with_step(Expense.objects.none())
    return with_step(Expense.objects.filter(person=principal.person_id))


def expenses_in(principal, mentorship):
    """Of a mentorship that was handed out: all for its coordinators, their own for whoever mentors."""
    reach = Q(pk__in=[])
    parts = parts_of(principal, mentorship)
    if "coordinator" in parts:
        reach = Q()
    elif "mentor" in parts:
        reach = Q(person=principal.person_id)
    return with_step(Expense.objects.filter(reach, mentorship=mentorship))


def expense_for(principal, pk) -> Expense:
    """One expense with programme, mentorship, person and receipt, for coordinators and whoever laid it out; else Http404. Notes the read."""
    for reach in (expenses_for(principal), own_expenses(principal)):
        found = reach.filter(pk=pk).select_related("programme", "person", "mentorship__programme").first()
        if found is not None:
            if found.person_id:
                principal.reads("expense", found.person_id)
            return found
    raise Http404


def receipt_for(principal, pk) -> Receipt:
    """The receipt of an expense that the principal may see; else Http404."""
    receipt = Receipt.objects.filter(expense=expense_for(principal, pk)).first()
    if receipt is None:
        raise Http404
    return receipt


def check_can_decide(by, expense: Expense) -> None:
    """Raises NotAllowed unless `by` coordinates the programme and did not lay it out themselves."""
    check_coordinates(by, expense.programme_id)
    if by.person_id is not None and by.person_id == expense.person_id:
        raise NotAllowed(_("This is your own. Somebody else decides it."))


def may_decide(by, expense: Expense) -> bool:
    try:
        check_can_decide(by, expense)
    except NotAllowed:
        return False
    return True


def with_step(expenses):
    """Annotates the newest step: `step`, `step_at`. No extra query."""
    newest = ExpenseStep.objects.filter(expense=OuterRef("pk")).order_by("-at", "-id")
    return expenses.annotate(step=Subquery(newest.values("step")[:1]), step_at=Subquery(newest.values("at")[:1]))
