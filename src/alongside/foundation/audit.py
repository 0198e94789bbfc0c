"""What is written about acts and reads: who, what, when, why. Never a value."""

from collections.abc import Iterable
from uuid import UUID

from alongside.foundation.models import AuditEntry, AuditSubject


def record(*, by, action: str, target=None, people: Iterable[UUID] = (), fields: Iterable[str] = ()) -> AuditEntry:
    """Write one entry. `by` is a Principal or None (the clock); `target` is a model instance. Two queries."""
    entry = AuditEntry.objects.create(
        account_id=by.account.pk if by is not None and by.account is not None else None,
        action=action,
        purpose=by.purpose if by is not None else "",
        target=f"{target._meta.label}:{target.pk}" if target is not None else "",
        fields=sorted(fields),
    )
    AuditSubject.objects.bulk_create(AuditSubject(entry=entry, person_id=pk) for pk in dict.fromkeys(people))
    return entry


def record_reads(principal) -> None:
    """Write what the fetchers handed out during this request: one entry a kind, its people beneath."""
    by_kind: dict[str, dict] = {}
    for kind, person_id in principal.handed_out:
        by_kind.setdefault(kind, {})[person_id] = None
    for kind, people in by_kind.items():
        record(by=principal, action=f"read {kind}", people=people)
    principal.handed_out.clear()
