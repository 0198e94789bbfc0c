"""Expenses: what waits, what was decided, and what a funder gets by month and grant."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.foundation import clock
from alongside.foundation.cells import safe
from alongside.foundation.due import Due
from alongside.mentorships.access.expenses import expenses_for, own_expenses
from alongside.mentorships.access.interpreters import interpreters_for
from alongside.mentorships.models import Expense, ExpenseStep, Interpreter, PairRules
from alongside.mentorships.queries.pairs import local
from alongside.mentorships.queries.rules import rules_of
from alongside.mentorships.queries.sheets import Sheet
from alongside.people import directory
from alongside.programmes.models import GrantTag

Step = ExpenseStep.Step
#: Decided ones that a page shows.
RECENT = 30
#: A receipt that was refused or sent back is no business of ours for longer.
UNPAID_KEPT_FOR = timedelta(days=92)
#: Tint and icon of each step.
LOOKS = {Step.ASKED: ("gold", "clock"), Step.SENT_BACK: ("blue", "chat"), Step.REFUSED: ("", "close"), Step.APPROVED: ("teal", "check")}


@dataclass(frozen=True)
class Line:
    """An expense in a list. who: the name of whoever laid it out, "" once erased."""

    row: Expense
    who: str
    amount: str
    state: str
    tint: str
    icon: str


def money(cents: int, currency: str) -> str:
    """An amount as people write it: 12.50 EUR, on each language's own decimal point."""
    return f"{number_format(Decimal(cents) / 100, 2)} {currency}"


def lines(rows: Iterable[Expense]) -> list[Line]:
    """As a list shows them; each was annotated with its step. One query."""
    rows = list(rows)
    names = directory.names({row.person_id for row in rows if row.person_id})
    return [
        Line(row, names.get(row.person_id, ""), money(row.cents, row.currency), str(Step(row.step).label), *LOOKS[row.step])
        for row in rows
    ]


def waiting_and_decided(principal) -> tuple[list[Line], list[Line]]:
    """What waits, the oldest first; what was decided or sent back last. Five queries; notes the reads."""
    rows = expenses_for(principal).select_related("programme")
    waiting = lines(rows.filter(step=Step.ASKED).order_by("step_at", "pk"))
    decided = lines(rows.exclude(step=Step.ASKED).order_by("-step_at", "pk")[:RECENT])
    principal.reads("list", *(line.row.person_id for line in (*waiting, *decided) if line.row.person_id))
    return waiting, decided


def story(expense: Expense) -> list[dict]:
    """Every step of an expense, the oldest first, on the programme's clock. One query."""
    zone = expense.programme.time_zone
    return [
        {"at": local(row.at, zone), "label": row.get_step_display(), "words": row.words, "grant": row.grant}
        for row in expense.steps.all()
    ]


def kept_until(expense: Expense) -> date | None:
    """The last day on which it is kept, None while it is not decided. One query."""
    if expense.step == Step.ASKED:
        return None
    if expense.step != Step.APPROVED:
        return (expense.step_at + UNPAID_KEPT_FOR).date()
    months = rules_of(expense.programme).receipt_months
    return first_day(expense.step_at.date(), months + 1) - timedelta(days=1)


def grants_of(programme) -> list[str]:
    """Names of the grants of a programme. One query."""
    return list(GrantTag.objects.filter(programme=programme).order_by("name").values_list("name", flat=True))


def due_expenses(principal) -> list[Due]:
    """For coordinators: how many wait for a yes, in one row. For mentors: what came back with a question."""
    rows = []
    if principal.holds("coordinator"):
        open_ones = expenses_for(principal).filter(step=Step.ASKED)
        if principal.person_id:
            open_ones = open_ones.exclude(person=principal.person_id)
        since = list(open_ones.order_by("step_at").values_list("step_at", flat=True)[:100])
        if since:
            why = ngettext("%(n)s expense waits for an answer.", "%(n)s expenses wait for an answer.", len(since)) % {"n": len(since)}
            rows.append(Due("paperwork", (), why, reverse("mentorships:expenses"), _("See the expenses"), since[0]))
    if principal.holds("mentor"):
        for row in own_expenses(principal).filter(step=Step.SENT_BACK).order_by("step_at")[:5]:
            why = _("An expense came back with a question.")
            url = reverse("mentorships:expense", args=[row.pk])
            rows.append(Due("paperwork", (), why, url, _("Answer it"), row.step_at))
    return rows


# ── what a funder gets ────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Paid:
    """One line of the sheet. month: the first day of the month in which it was approved."""

    month: date
    programme: str
    grant: str
    day: date
    what: str
    who: str
    cents: int
    currency: str
    approved_on: date
    has_receipt: bool
    number: str
    person: UUID | None = None


def paid(principal, month: date | None = None, grant: str | None = None) -> list[Paid]:
    """What was approved in the principal's programmes: of one month or all, for one grant ("" is without) or all. Four queries.

    Interpreters who cost something are among them.
    """
    rows = expenses_for(principal).filter(step=Step.APPROVED).select_related("programme", "receipt")
    if month:
        # A day wider on both sides; the programme's own clock decides below.
        rows = rows.filter(step_at__gte=_start(month) - timedelta(days=1), step_at__lt=_start(first_day(month, 1)) + timedelta(days=1))
    found = list(rows.prefetch_related("steps"))
    names = directory.names({row.person_id for row in found if row.person_id})
    made = []
    for row in found:
        step = next(step for step in row.steps.all() if step.step == Step.APPROVED)
        on = local(step.at, row.programme.time_zone).date()
        if (month and on.replace(day=1) != month) or (grant is not None and step.grant != grant):
            continue
        made.append(
            Paid(
                on.replace(day=1), row.programme.name, step.grant, row.day, row.get_what_for_display(), names.get(row.person_id, ""),
                row.cents, row.currency, on, hasattr(row, "receipt"), row.number, row.person_id,
            )  # fmt: skip
        )
    made += _interpreters(principal, month, grant)
    return sorted(made, key=lambda one: (one.month, one.programme, one.grant, one.day, one.number))


def _interpreters(principal, month: date | None, grant: str | None) -> list[Paid]:
    """What confirmed interpreters cost, in the month in which it was written down. One query."""
    rows = interpreters_for(principal).filter(state=Interpreter.State.CONFIRMED, cents__gt=0)
    made = []
    for row in rows.select_related("session__mentorship__programme"):
        programme = row.session.mentorship.programme
        on = local(row.at, programme.time_zone).date()
        if (month and on.replace(day=1) != month) or (grant is not None and row.grant != grant):
            continue
        day = local(row.session.starts_at, programme.time_zone).date()
        number = row.pk.hex[-8:]
        made.append(
            Paid(on.replace(day=1), programme.name, row.grant, day, _("Interpreter"), "", row.cents, row.currency, on, False, number)
        )
    return made


def totals(found: Iterable[Paid]) -> list[tuple[date, str, str, str, int]]:
    """(month, programme, grant, currency, cents) for each that has any. Amounts in two currencies are never added."""
    sums: dict[tuple, int] = defaultdict(int)
    for one in found:
        sums[one.month, one.programme, one.grant, one.currency] += one.cents
    return [(*key, cents) for key, cents in sorted(sums.items())]


def sheet_of(found: list[Paid]) -> Sheet:
    """The lines, then the totals. Every text is safe from being run; amounts are numbers. What somebody wrote is not in it."""
    head = (
        _("Month"), _("Programme"), _("Grant"), _("Day"), _("What for"), _("Who"), _("Amount"), _("Currency"), _("Approved on"),
        _("Receipt"), _("Number"),
    )  # fmt: skip
    table: list[list] = [[safe(text) for text in head]]
    for one in found:
        table.append(
            [
                f"{one.month:%Y-%m}", safe(one.programme), safe(one.grant), one.day, safe(one.what), safe(one.who),
                Decimal(one.cents) / 100, safe(one.currency), one.approved_on, _("Yes") if one.has_receipt else _("No"), safe(one.number),
            ]  # fmt: skip
        )
    table.append([])
    for month, programme, grant, currency, cents in totals(found):
        amount = Decimal(cents) / 100
        table.append([f"{month:%Y-%m}", safe(programme), safe(grant), None, safe(_("Total")), None, amount, safe(currency), None, None, None])
    people = {one.person: None for one in found if one.person}
    return Sheet(table, [10, 30, 16, 12, 18, 26, 12, 10, 14, 10, 12], list(people), title=_("Expenses"))


def months_back(count: int = 25) -> list[date]:
    """The first days of this month and of those before, the newest first."""
    return [first_day(clock.today(), -ago) for ago in range(count)]


def grant_names(principal) -> list[str]:
    """Names of the grants of all programmes that the principal coordinates. One query."""
    tags = GrantTag.objects.filter(programme__in=principal.programmes_as("coordinator"))
    return sorted(set(tags.values_list("name", flat=True)))


def longest_kept(principal) -> int:
    """For how many months expenses are kept at most in the principal's programmes. One query."""
    mine = principal.programmes_as("coordinator")
    said = dict(PairRules.objects.filter(programme__in=mine).values_list("programme", "receipt_months"))
    usual = PairRules._meta.get_field("receipt_months").default
    return max([said.get(pk, usual) for pk in mine], default=usual)


def periods(path: str) -> list[tuple[datetime, Q]]:
    """(a moment, the condition on rows whose `path` is a programme): what is older and fits is kept no longer. One query."""
    said = dict(PairRules.objects.values_list("programme", "receipt_months"))
    usual = PairRules._meta.get_field("receipt_months").default
    found = []
    for months in {usual, *said.values()}:
        same = Q(**{f"{path}__in": [pk for pk, kept in said.items() if kept == months]})
        unsaid = ~Q(**{f"{path}__in": list(said)})
        found.append((_start(first_day(clock.today(), -months)), same | unsaid if months == usual else same))
    return found


def first_day(day: date, months: int) -> date:
    """The first day of the month so many months from the month of `day`."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _start(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("UTC"))
