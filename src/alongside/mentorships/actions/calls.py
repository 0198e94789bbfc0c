"""Ask to be called, and say that it was done."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.mentorships.access import MENTEE, MENTOR, check_coordinates, check_part
from alongside.mentorships.models import CallRequest, Mentorship
from alongside.people.models import Person

SATURDAY = 5
END_OF_DAY = time(17)


def call_by_for(asked_at: datetime, zone: str) -> datetime:
    """By when somebody who asked is called: 17:00 on the next working day in the programme's zone (ours).

    Working days are Monday to Friday; public holidays are not known here, so a coordinator's substitute
    sees a missed call even then. Asked on Friday means Monday.
    """
    day = asked_at.astimezone(ZoneInfo(zone)).date() + timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, END_OF_DAY, tzinfo=ZoneInfo(zone))


@transaction.atomic
def ask_for_call(
    *, mentorship: Mentorship, person: Person, by: Principal | None, wants_change: bool = False, wants_stop: bool = False
) -> CallRequest:
    """The person's wish to be called, with the moment by which it happens.

    Asking again while a call is open changes nothing, except that "I need a change" and "I would rather stop" are kept.
    Members ask for themselves. Nobody but the coordinators ever sees either. Raises NotAllowed for anybody else.
    """
    check_part(by, mentorship, MENTOR, MENTEE)
    if by is not None and by.person_id != person.pk:
        check_coordinates(by, mentorship.programme_id)
    Mentorship.objects.select_for_update().get(pk=mentorship.pk)
    call = CallRequest.objects.filter(mentorship=mentorship, person=person, called_at=None, taken_back_at=None).first()
    if call is None:
        now = clock.now()
        call = CallRequest(
            mentorship=mentorship,
            person=person,
            asked_at=now,
            call_by=call_by_for(now, mentorship.programme.time_zone),
        )
    call.wants_change = call.wants_change or wants_change
    call.wants_stop = call.wants_stop or wants_stop
    call.save()
    audit.record(by=by, action="ask for call", target=call, people=[person.pk])
    return call


@transaction.atomic
def called(*, request: CallRequest, by: Principal) -> CallRequest:
    """Somebody called back. Saying it twice changes nothing."""
    check_coordinates(by, request.mentorship.programme_id)
    open_call = CallRequest.objects.select_for_update().get(pk=request.pk)
    if open_call.called_at is None and open_call.taken_back_at is None:
        open_call.called_at = clock.now()
        open_call.called_by = by.account if by else None
        open_call.save(update_fields=["called_at", "called_by"])
        audit.record(by=by, action="called back", target=open_call, people=[open_call.person_id])
    return open_call
