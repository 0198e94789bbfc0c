"""How joint activities, expenses and interpreters hand out and erase one person's data. Called by its neighbours."""

from alongside.mentorships.models import Activity, ActivityPart, Expense, ExpenseStep, Interpreter, Receipt

#: (model, column) -> the account that did something.
HANDS = ((Activity, "by"), (ActivityPart, "answered_by"), (ExpenseStep, "by"), (Interpreter, "by"))


def export(person) -> dict:
    """What the person's pairs were invited to, and what the person laid out themselves."""
    parts = ActivityPart.objects.filter(mentorship__members__person=person).select_related("activity").distinct()
    return {
        "joint_activities": [
            {"what": p.activity.what, "starts_at": p.activity.starts_at.isoformat(), "place": p.activity.place, "heads": p.heads}
            for p in parts.order_by("activity__starts_at")
        ],
        "interpreters": [
            {"meeting": i.session.starts_at.isoformat(), "language": i.language, "state": i.state}
            for i in Interpreter.objects.filter(session__mentorship__members__person=person).select_related("session").distinct()
        ],
        "expenses": [_expense(row) for row in Expense.objects.filter(person=person).prefetch_related("steps", "receipt")],
    }


def erase(person, mentorships) -> None:
    """What was not approved goes; of the rest amount, day, kind and grant stay for the funder, without person, words or receipt.

    mentorships: ids of all that the person is or was in; words about them in somebody else's expenses go too.
    """
    own = Expense.objects.filter(person=person)
    approved = own.filter(steps__step=ExpenseStep.Step.APPROVED)
    keys = list(approved.values_list("pk", flat=True))
    own.exclude(pk__in=keys).delete()
    Receipt.objects.filter(expense__in=keys).delete()
    Expense.objects.filter(pk__in=keys).update(person=None, mentorship=None, session=None, line="")
    Expense.objects.filter(mentorship__in=mentorships).update(line="")
    Interpreter.objects.filter(session__mentorship__in=mentorships).update(whom="")
    touched = [*keys, *Expense.objects.filter(mentorship__in=mentorships).values_list("pk", flat=True)]
    ExpenseStep.objects.filter(expense__in=touched).update(words="")


def _expense(row: Expense) -> dict:
    return {
        "day": row.day.isoformat(),
        "cents": row.cents,
        "currency": row.currency,
        "what_for": row.what_for,
        "line": row.line,
        "has_receipt": hasattr(row, "receipt"),
        "steps": [{"step": s.step, "words": s.words, "grant": s.grant, "at": s.at.isoformat()} for s in row.steps.all()],
    }
