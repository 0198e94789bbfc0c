"""Take back, for a day, what one tap asked for: a call, a change, "I can't come". (Leaving: `actions.leaving.stay`.)"""

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.mentorships.access import MENTEE, MENTOR, NotAllowed, check_part
from alongside.mentorships.actions.changes import check_not_ended
from alongside.mentorships.actions.leaving import mentors_of
from alongside.mentorships.actions.telling import tell
from alongside.mentorships.models import CallRequest, EarlierLog, Session
from alongside.mentorships.models.leaving import THINK_AGAIN


@transaction.atomic
def take_back_call(*, request: CallRequest, by: Principal) -> None:
    """No call after all; the row stays with its day. Twice changes nothing. Raises NotAllowed if somebody has called, or after a day."""
    check_part(by, request.mentorship, MENTOR, MENTEE)
    call = CallRequest.objects.select_for_update().get(pk=request.pk)
    if by is not None and call.person_id != by.person_id:
        raise NotAllowed(_("This mentorship is not yours to change."))
    if call.taken_back_at:
        return
    if call.called_at:
        raise NotAllowed(_("Somebody has called you already."))
    _check_time(call.asked_at)
    call.taken_back_at = clock.now()
    call.save(update_fields=["taken_back_at"])
    audit.record(by=by, action="call taken back", target=call, people=[call.person_id])


@transaction.atomic
def take_back_cancelling(*, session: Session, by: Principal) -> None:
    """I can come after all: the meeting stands as it was planned, and whoever mentors is told. What was said stays as an `EarlierLog`.

    Raises NotAllowed unless `by` called it off within the day and it lies ahead.
    """
    mentorship = session.mentorship
    check_part(by, mentorship, MENTEE)
    check_not_ended(mentorship)
    session = Session.objects.select_for_update().get(pk=session.pk)
    if session.outcome == "":
        return
    if session.outcome != Session.Outcome.CANCELLED or session.logged_by_id != by.account.pk:
        raise NotAllowed(_("This mentorship is not yours to change."))
    if session.starts_at <= clock.now():
        raise NotAllowed(_("It is too late to take this back. Ask for a call."))
    _check_time(session.logged_at)
    EarlierLog.objects.create(
        session=session, starts_at=session.starts_at, outcome=session.outcome, reason=session.reason,
        logged_at=session.logged_at, logged_by_id=session.logged_by_id,
    )  # fmt: skip
    session.outcome, session.reason, session.logged_at, session.logged_by = "", "", None, None
    session.sequence += 1
    session.changed_at = clock.now()
    session.save()
    people = mentorship.members.filter(until=None).values_list("person_id", flat=True)
    audit.record(by=by, action="cancelling taken back", target=session, people=people)
    tell(mentorship, mentors_of(mentorship), by=by)


def _check_time(asked_at) -> None:
    if asked_at + THINK_AGAIN <= clock.now():
        raise NotAllowed(_("It is too late to take this back. Ask for a call."))
