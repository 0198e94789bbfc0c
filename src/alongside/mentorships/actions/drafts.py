"""What somebody has typed into the log and not saved: kept for them alone, until the log is written or seven days have passed."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from alongside.foundation import clock
from alongside.foundation.access import Principal
from alongside.mentorships.access import COORDINATOR, MENTOR, check_part
from alongside.mentorships.models import LogDraft, Mentorship

KEPT_FOR = timedelta(days=7)


@transaction.atomic
def keep_draft(*, mentorship: Mentorship, subject: UUID | None, by: Principal, words: dict) -> LogDraft:
    """The form as it stands now; what was kept before is replaced. Raises NotAllowed for whoever couldn't write the log."""
    check_part(by, mentorship, COORDINATOR, MENTOR)
    draft, _made = LogDraft.objects.update_or_create(
        mentorship=mentorship,
        subject=subject or mentorship.pk,
        account=by.account,
        defaults={"words": words, "saved_at": clock.now()},
    )
    return draft


def forget_draft(*, mentorship: Mentorship, subject: UUID | None, by: Principal) -> None:
    """The log is written, or its author wants an empty form. Part of the caller's transaction."""
    LogDraft.objects.filter(mentorship=mentorship, subject=subject or mentorship.pk, account=by.account).delete()


def forget_old() -> None:
    """Drop drafts after seven days. Called by the tick."""
    old = LogDraft.objects.filter(saved_at__lt=clock.now() - KEPT_FOR)
    # Asked first, because a delete takes the writer even when it finds nothing.
    if old.exists():
        old.delete()
