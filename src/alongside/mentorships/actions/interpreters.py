"""Book an interpreter for a meeting, and forget it when no funder asks any more."""

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit
from alongside.foundation.access import Principal
from alongside.mentorships.access import NotAllowed, check_coordinates
from alongside.mentorships.access.interpreters import newest
from alongside.mentorships.actions.telling import tell
from alongside.mentorships.models import Interpreter, Session
from alongside.mentorships.queries.expenses import periods
from alongside.mentorships.queries.rules import rules_of
from alongside.programmes.models import GrantTag

State = Interpreter.State
#: Deleted at once in one tick.
BATCH = 500


@transaction.atomic
def book_interpreter(
    *, session: Session, by: Principal, language: str, state: str, whom: str = "", cents: int | None = None, grant: str = ""
) -> Interpreter:
    """How it stands now with the interpreter of this meeting. Members are told when one comes, or comes no more.

    cents, grant: what it costs and which of the programme's grants pays, once they are known. Raises NotAllowed for anybody but the
    coordinators, for a meeting that was called off, and for a grant of somebody else.
    """
    mentorship = session.mentorship
    check_coordinates(by, mentorship.programme_id)
    # Held, so that of two who write at once the second reads what the first wrote.
    fresh = Session.objects.select_for_update().get(pk=session.pk)
    if fresh.outcome == Session.Outcome.CANCELLED:
        raise NotAllowed(_("This meeting was called off."))
    if grant and not GrantTag.objects.filter(programme=mentorship.programme_id, name=grant).exists():
        raise NotAllowed(_("Choose the grant that pays for it."))
    before = newest(Interpreter.objects.filter(session=session)).first()
    made = Interpreter.objects.create(
        session=session, language=language, state=state, whom=whom, cents=cents, grant=grant if cents else "",
        currency=rules_of(mentorship.programme).currency if cents else "", by=by.account,
    )  # fmt: skip
    if not fresh.outcome and _comes(before) != _comes(made):
        tell(mentorship, by=by)
    people = mentorship.members.filter(until=None).values_list("person_id", flat=True)
    audit.record(by=by, action="book interpreter", target=session, people=people, fields=["language", "state", "cents", "grant"])
    return made


def forget_interpreters() -> None:
    """Delete what was written down longer ago than its programme keeps receipts. Called by the tick."""
    for before, condition in periods("session__mentorship__programme"):
        keys = list(Interpreter.objects.filter(condition, at__lt=before).values_list("pk", flat=True)[:BATCH])
        # Asked first, because a delete takes the writer even when it finds nothing.
        if keys:
            Interpreter.objects.filter(pk__in=keys).delete()


def _comes(row: Interpreter | None) -> str:
    """The language of an interpreter who comes, "" if none does."""
    return row.language if row is not None and row.state == State.CONFIRMED else ""
