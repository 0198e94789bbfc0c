"""Write down the conditions for meetings, and confirm having read them."""

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit
from alongside.foundation.access import Principal
from alongside.mentorships.access import MENTOR, NotAllowed, check_coordinates, check_part
from alongside.mentorships.actions.changes import check_not_ended
from alongside.mentorships.actions.officers import settle
from alongside.mentorships.actions.telling import tell
from alongside.mentorships.models import (
    ConditionsRead,
    MeetingConditions,
    Member,
    Mentorship,
    OfficerAnswer,
    OfficerQuestion,
)


@transaction.atomic
def set_conditions(
    *, mentorship: Mentorship, member: Member, by: Principal, source: str, values: dict, answer: OfficerAnswer | None = None
) -> MeetingConditions:
    """What holds for meetings from now on: a new version, which every mentor is asked to read. values: columns, never why."""
    check_coordinates(by, mentorship.programme_id)
    check_not_ended(mentorship)
    row = MeetingConditions.objects.create(
        mentorship=mentorship, person_id=member.person_id, source=source, by=by.account, **values
    )
    settle(
        mentorship=mentorship, person_id=member.person_id, about=OfficerQuestion.About.CONDITIONS, by=by, answer=answer
    )
    audit.record(by=by, action="conditions written", target=row, people=[member.person_id])
    tell(mentorship, [m.person_id for m in mentorship.members.all() if m.is_mentor and m.until is None], by=by)
    return row


@transaction.atomic
def read_conditions(*, conditions: MeetingConditions, mentorship: Mentorship, by: Principal) -> ConditionsRead:
    """The mentor has read this version and keeps to it. Twice is once. Raises NotAllowed if there is a newer one."""
    check_part(by, mentorship, MENTOR)
    newest = MeetingConditions.objects.filter(mentorship=mentorship, person=conditions.person_id).first()
    if newest is None or newest.pk != conditions.pk:
        raise NotAllowed(_("There are newer conditions. Read those."))
    row, made = ConditionsRead.objects.get_or_create(
        conditions=conditions, person_id=by.person_id, defaults={"by": by.account}
    )
    if made:
        audit.record(by=by, action="conditions read", target=row, people=[conditions.person_id])
    return row
