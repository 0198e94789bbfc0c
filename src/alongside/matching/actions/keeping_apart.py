"""The private list of people who must never be paired."""

from uuid import UUID

from django.db import transaction

from alongside.foundation import audit
from alongside.matching.actions.rounds import check_coordinates
from alongside.programmes.models import DoNotMatch, Programme


@transaction.atomic
def keep_apart(*, programme: Programme, one: str, other: str, note: str, by) -> DoNotMatch:
    """Never pair these two in this programme. The order does not matter; a repeat keeps the first entry."""
    check_coordinates(by, programme.pk)
    first, second = sorted((UUID(str(one)), UUID(str(other))))
    row, made = DoNotMatch.objects.get_or_create(
        programme=programme, one_id=first, other_id=second, defaults={"note": note, "by": by.account}
    )
    if made:
        audit.record(by=by, action="keep apart", target=row, people=[first, second])
    return row


@transaction.atomic
def allow_again(*, row: DoNotMatch, by) -> None:
    """Take the pair off the list."""
    check_coordinates(by, row.programme_id)
    audit.record(by=by, action="allow again", target=row, people=[row.one_id, row.other_id])
    row.delete()
