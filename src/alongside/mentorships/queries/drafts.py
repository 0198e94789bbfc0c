from uuid import UUID

from alongside.foundation.access import Principal
from alongside.mentorships.models import LogDraft, Mentorship


def draft_of(principal: Principal, mentorship: Mentorship, subject: UUID | None) -> LogDraft | None:
    """What the principal themself has begun to write about this meeting. One query."""
    return LogDraft.objects.filter(mentorship=mentorship, subject=subject or mentorship.pk, account=principal.account).first()
