"""Write down what was laid out, decide about it, and forget it when no funder asks any more."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.foundation.forms import Changed
from alongside.foundation.uploads import Cleaned
from alongside.mentorships.access import MENTOR, NotAllowed, check_part
from alongside.mentorships.access.expenses import check_can_decide, with_step
from alongside.mentorships.actions.telling import tell
from alongside.mentorships.models import Expense, ExpenseStep, Mentorship, Receipt, Session
from alongside.mentorships.queries.expenses import UNPAID_KEPT_FOR, periods
from alongside.mentorships.queries.rules import rules_of
from alongside.programmes.models import GrantTag

Step = ExpenseStep.Step
#: Older than a year is no expense of a pair any more (ours).
OLDEST = timedelta(days=366)
#: Deleted at once in one tick.
BATCH = 200


@transaction.atomic
def claim_expense(
    *, mentorship: Mentorship, by: Principal, day: date, cents: int, what_for: str, line: str = "", receipt: Cleaned | None = None
) -> Expense:
    """What somebody who mentors laid out, in the programme's currency, beside the pair's meeting of that day if there was one.

    Raises NotAllowed for anybody else, for a day to come or over a year ago.
    """
    check_part(by, mentorship, MENTOR)
    _check_day(mentorship.programme, day)
    made = Expense.objects.create(
        programme=mentorship.programme, mentorship=mentorship, session=_meeting_on(mentorship, day), person_id=by.person_id,
        day=day, cents=cents, currency=rules_of(mentorship.programme).currency, what_for=what_for, line=line,
    )  # fmt: skip
    _keep(made, receipt)
    _step(made, Step.ASKED, by)
    return made


@transaction.atomic
def change_expense(
    *, expense: Expense, by: Principal, expected_version: int | None, day: date, cents: int, what_for: str, line: str = "",
    receipt: Cleaned | None = None,
) -> Expense:  # fmt: skip
    """The same, corrected by whoever laid it out, and asked for anew. A new receipt takes the place of the old one.

    Raises NotAllowed once it was approved or refused, Changed if somebody was faster.
    """
    fresh = _held(expense)
    if by.person_id is None or fresh.person_id != by.person_id:
        raise NotAllowed(_("This is not yours to change."))
    if fresh.step not in (Step.ASKED, Step.SENT_BACK):
        raise NotAllowed(_("This has been decided already."))
    if fresh.version != expected_version:
        raise Changed({"line": fresh.line})
    _check_day(fresh.programme, day)
    fresh.session = _meeting_on(fresh.mentorship, day) if fresh.mentorship else None
    fresh.day, fresh.cents, fresh.what_for, fresh.line, fresh.version = day, cents, what_for, line, fresh.version + 1
    fresh.save(update_fields=["session", "day", "cents", "what_for", "line", "version"])
    if receipt is not None:
        Receipt.objects.filter(expense=fresh).delete()
        _keep(fresh, receipt)
    _step(fresh, Step.ASKED, by)
    return fresh


@transaction.atomic
def decide_expense(
    *, expense: Expense, by: Principal, step: str, expected_version: int | None, words: str = "", grant: str = ""
) -> ExpenseStep:
    """Approve it for a grant, send it back with a question, or refuse it with a reason. Whoever laid it out is told.

    grant: the name of one of the programme's grants; "" only where the programme has none. Nobody decides their own.
    Raises NotAllowed; Changed when it was corrected since `by` has read it.
    """
    check_can_decide(by, expense)
    fresh = _held(expense)
    if fresh.step != Step.ASKED:
        raise NotAllowed(_("This has been decided already."))
    if fresh.version != expected_version:
        raise Changed({"line": fresh.line})
    if step == Step.APPROVED:
        names = set(GrantTag.objects.filter(programme=fresh.programme_id).values_list("name", flat=True))
        if grant not in (names or {""}):
            raise NotAllowed(_("Choose the grant that pays for it."))
    elif step not in (Step.SENT_BACK, Step.REFUSED) or not words.strip():
        raise NotAllowed(_("Write one sentence, so that they know why."))
    made = _step(fresh, step, by, words=words.strip(), grant=grant if step == Step.APPROVED else "")
    if fresh.mentorship and fresh.person_id:
        tell(fresh.mentorship, [fresh.person_id], by=by)
    return made


def forget_expenses() -> None:
    """Delete what was approved longer ago than its programme keeps receipts, and what was not paid after three months. Called by the tick."""
    for before, condition in periods("expense__programme"):
        _delete(ExpenseStep.objects.filter(condition, step=Step.APPROVED, at__lt=before))
    unpaid = ExpenseStep.objects.filter(step__in=(Step.SENT_BACK, Step.REFUSED), at__lt=clock.now() - UNPAID_KEPT_FOR)
    newest = with_step(Expense.objects.filter(pk__in=unpaid.values("expense"))).filter(
        step__in=(Step.SENT_BACK, Step.REFUSED), step_at__lt=clock.now() - UNPAID_KEPT_FOR
    )
    keys = list(newest.values_list("pk", flat=True)[:BATCH])
    # Asked first, because a delete takes the writer even when it finds nothing.
    if keys:
        Expense.objects.filter(pk__in=keys).delete()


def _delete(steps) -> None:
    keys = list(steps.values_list("expense", flat=True)[:BATCH])
    if keys:
        Expense.objects.filter(pk__in=keys).delete()


def _held(expense: Expense) -> Expense:
    """The row, held, with its newest step."""
    Expense.objects.select_for_update(of=("self",)).get(pk=expense.pk)
    return with_step(Expense.objects.filter(pk=expense.pk)).select_related("programme", "mentorship__programme").get()


def _check_day(programme, day: date) -> None:
    today = clock.today(programme.time_zone)
    if day > today:
        raise NotAllowed(_("Choose today or an earlier day."))
    if day < today - OLDEST:
        raise NotAllowed(_("Choose a day within the last year."))


def _meeting_on(mentorship: Mentorship, day: date) -> Session | None:
    start = datetime.combine(day, time(0), tzinfo=ZoneInfo(mentorship.programme.time_zone))
    return mentorship.sessions.filter(starts_at__gte=start, starts_at__lt=start + timedelta(days=1)).order_by("starts_at").first()


def _keep(expense: Expense, receipt: Cleaned | None) -> None:
    if receipt is not None:
        Receipt.objects.create(expense=expense, **receipt.columns())


def _step(expense: Expense, step: str, by: Principal, **values) -> ExpenseStep:
    made = ExpenseStep.objects.create(expense=expense, step=step, by=by.account, **values)
    people = [expense.person_id] if expense.person_id else []
    audit.record(by=by, action=f"expense {step}", target=expense, people=people)
    return made
