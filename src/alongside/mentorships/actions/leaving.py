"""A mentee leaves, with one tap and a day to think again. Nobody asks why.

From the tap on the pair rests, what was planned for the next day is called off and the consent is withdrawn; a day later
the mentorship has ended. A mentee among several goes alone, and the others walk on.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.mentorships.access import MENTEE, NotAllowed, check_coordinates, check_part
from alongside.mentorships.actions import changes
from alongside.mentorships.actions.sessions import cancel_session
from alongside.mentorships.actions.telling import tell
from alongside.mentorships.models import HeldPlace, Leaving, Member, Mentorship, MentorshipStatus, Session
from alongside.mentorships.models.leaving import THINK_AGAIN
from alongside.mentorships.queries.holds import on_hold
from alongside.people.models import Consent
from alongside.programmes.actions import enrolment as enrolments
from alongside.programmes.models import Enrolment, EnrolmentState

Status = MentorshipStatus.Status


@transaction.atomic
def leave(*, mentorship: Mentorship, by: Principal) -> Leaving:
    """The mentee `by` leaves the programme in a day. Saying it twice changes nothing. Raises NotAllowed for anybody else."""
    check_part(by, mentorship, MENTEE)
    if by is None or not by.person_id:
        raise NotAllowed(_("This mentorship is not yours to change."))
    Mentorship.objects.select_for_update().get(pk=mentorship.pk)
    changes.check_not_ended(mentorship)
    found = Leaving.objects.filter(mentorship=mentorship, person=by.person_id, taken_back_at=None, done_at=None).first()
    if found:
        return found
    now, pause = clock.now(), None
    alone = not _other_mentees(mentorship, by.person_id).exists()
    if alone:
        if changes.current_status(mentorship) in (Status.BEGUN, Status.RESUMED):
            pause = changes.pause(mentorship=mentorship, by=None, reason="personal", wished_by="mentee")
        for session in mentorship.sessions.filter(outcome="", starts_at__gte=now, starts_at__lte=now + THINK_AGAIN):
            session.mentorship = mentorship
            cancel_session(session=session, by=None, whose=Session.Whose.CIRCUMSTANCES)
    leaving = Leaving.objects.create(mentorship=mentorship, person_id=by.person_id, pause=pause, asked_at=now)
    Consent.objects.filter(person=by.person_id, purpose=Consent.Purpose.MENTORING, withdrawn_at=None).update(withdrawn_at=now)
    audit.record(by=by, action="leave", target=leaving, people=[by.person_id])
    if alone:
        tell(mentorship, mentors_of(mentorship), by=by)
    return leaving


@transaction.atomic
def stay(*, leaving: Leaving, by: Principal) -> None:
    """They stay after all: the pair walks on, and the consent stands anew. For the mentee, or a coordinator who was told so.

    Raises NotAllowed once the day is over. Saying it twice changes nothing.
    """
    mentorship = leaving.mentorship
    if by is None or by.person_id != leaving.person_id:
        check_coordinates(by, mentorship.programme_id)
    Mentorship.objects.select_for_update().get(pk=mentorship.pk)
    leaving = Leaving.objects.select_for_update(of=("self",)).select_related("mentorship", "pause").get(pk=leaving.pk)
    if leaving.taken_back_at:
        return
    if leaving.done_at or leaving.asked_at + THINK_AGAIN <= clock.now():
        raise NotAllowed(_("It is too late to take this back. Ask for a call."))
    leaving.taken_back_at = clock.now()
    leaving.save(update_fields=["taken_back_at"])
    for given in Consent.objects.filter(person=leaving.person_id, withdrawn_at=leaving.asked_at):
        Consent.objects.create(
            person_id=given.person_id, purpose=given.purpose, wording=given.wording, language=given.language, how=given.how
        )
    newest = mentorship.statuses.order_by("-at", "-id").first()
    # While somebody here is on hold the pair goes on resting; whoever lifts the hold says how it goes on, and nobody learns of it here.
    if leaving.pause_id and newest and newest.pk == leaving.pause_id and not on_hold(mentorship):
        changes.resume(mentorship=mentorship, by=None)
        tell(mentorship, mentors_of(mentorship), by=by)
    audit.record(by=by, action="stay after all", target=leaving, people=[leaving.person_id])


@transaction.atomic
def noted(*, leaving: Leaving, by: Principal) -> None:
    """A coordinator has seen it: Today stops saying so. Raises NotAllowed."""
    check_coordinates(by, leaving.mentorship.programme_id)
    leaving = Leaving.objects.select_for_update().get(pk=leaving.pk)
    if leaving.seen_at is None:
        leaving.seen_at, leaving.seen_by = clock.now(), by.account if by else None
        leaving.save(update_fields=["seen_at", "seen_by"])
        audit.record(by=by, action="leaving noted", target=leaving, people=[leaving.person_id])


def carry_out_due() -> int:
    """End what was said a day ago and not taken back. Called by the tick. Returns how many."""
    waiting = Leaving.objects.filter(done_at=None, taken_back_at=None, asked_at__lte=clock.now() - THINK_AGAIN)
    ids = list(waiting.values_list("pk", flat=True)[:50])
    for pk in ids:
        _carry_out(pk)
    return len(ids)


@transaction.atomic
def _carry_out(pk) -> None:
    leaving = Leaving.objects.select_for_update(of=("self",)).select_related("mentorship__programme").get(pk=pk)
    if leaving.done_at or leaving.taken_back_at:
        return
    mentorship, now = leaving.mentorship, clock.now()
    leaving.done_at = now
    leaving.save(update_fields=["done_at"])
    if changes.current_status(mentorship) != Status.ENDED:
        if _other_mentees(mentorship, leaving.person_id).exists():
            mentorship.members.filter(person=leaving.person_id, until=None).update(until=now)
            HeldPlace.objects.filter(enrolment__person=leaving.person_id, mentorship=mentorship).delete()
        else:
            changes.end(mentorship=mentorship, by=None, reason="other", wished_by="mentee")
    _leave_programme(leaving)
    audit.record(by=None, action="left", target=leaving, people=[leaving.person_id])


def _leave_programme(leaving: Leaving) -> None:
    enrolment = Enrolment.objects.filter(
        person=leaving.person_id, programme=leaving.mentorship.programme_id, side="mentee"
    ).first()
    state = EnrolmentState.State
    if enrolment and enrolments.state_of(enrolment) in (state.ACCEPTED, state.RESTING):
        enrolments.move(enrolment=enrolment, state=state.LEFT, by=None, reason="other")


def _other_mentees(mentorship: Mentorship, person_id):
    return mentorship.members.filter(until=None, role__in=(Member.Role.MENTEE, Member.Role.FAMILY)).exclude(person=person_id)


def mentors_of(mentorship: Mentorship) -> list:
    """Ids of whoever mentors now. One query."""
    roles = (Member.Role.MENTOR, Member.Role.CO_MENTOR)
    return list(mentorship.members.filter(until=None, role__in=roles).values_list("person_id", flat=True))
