"""Pause a mentorship, resume it, end it."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.mentorships.access import NotAllowed, check_coordinates
from alongside.mentorships.actions import places
from alongside.mentorships.actions.forgetting import forget
from alongside.mentorships.models import Mentorship, MentorshipStatus, Session
from alongside.mentorships.queries.holds import on_hold

Status = MentorshipStatus.Status


@transaction.atomic
def pause(
    *,
    mentorship: Mentorship,
    reason: str,
    wished_by: str,
    by: Principal | None,
    resumes_on: date | None = None,
    note: str = "",
) -> MentorshipStatus:
    """A break, with a coded reason and who wished it. Meetings planned during the break stay as they are.

    resumes_on: the day on which Today asks whether they go on; later than today. Raises NotAllowed if it
    is not walking now.
    """
    check_coordinates(by, mentorship.programme_id)
    _lock(mentorship)
    if resumes_on and resumes_on <= clock.today(mentorship.programme.time_zone):
        raise NotAllowed(_("Choose a day after today for going on."))
    _check(mentorship, Status.BEGUN, Status.RESUMED, sentence=_("This mentorship is paused or ended already."))
    return _step(mentorship, Status.PAUSED, by, reason=reason, wished_by=wished_by, resumes_on=resumes_on, note=note)


@transaction.atomic
def resume(*, mentorship: Mentorship, by: Principal | None, note: str = "") -> MentorshipStatus:
    """The break is over. Raises NotAllowed if there was none, and while somebody is on hold: that is lifted first."""
    check_coordinates(by, mentorship.programme_id)
    _lock(mentorship)
    if on_hold(mentorship):
        raise NotAllowed(_("Somebody here is on hold. Lift the hold first; then they can go on."))
    _check(mentorship, Status.PAUSED, sentence=_("This mentorship is not paused."))
    return _step(mentorship, Status.RESUMED, by, note=note)


@transaction.atomic
def end(
    *,
    mentorship: Mentorship,
    reason: str,
    wished_by: str,
    by: Principal | None,
    said_goodbye: bool | None = None,
    note: str = "",
) -> MentorshipStatus:
    """The mentorship is over: reason by code, who wished it, whether they said goodbye (None: not known).

    Its members' time ends at the same moment, so that they stop seeing each other at once; meetings
    still planned are cancelled. For good: a new beginning is a new mentorship. Raises NotAllowed if it
    ended before.
    """
    check_coordinates(by, mentorship.programme_id)
    _lock(mentorship)
    _check(
        mentorship, Status.BEGUN, Status.RESUMED, Status.PAUSED, sentence=_("This mentorship has ended already.")
    )
    step = _step(
        mentorship, Status.ENDED, by, reason=reason, wished_by=wished_by, said_goodbye=said_goodbye, note=note
    )
    mentorship.members.filter(until=None).update(until=step.at)
    places.free(mentorship=mentorship)
    forget(mentorship)
    mentorship.sessions.filter(outcome="", starts_at__gte=step.at).update(
        outcome=Session.Outcome.CANCELLED,
        logged_at=step.at,
        logged_by=by.account if by else None,
        sequence=F("sequence") + 1,
        changed_at=step.at,
    )
    return step


def current_status(mentorship: Mentorship) -> str:
    """The newest status row's code. One query."""
    return mentorship.statuses.order_by("-at", "-id").values_list("status", flat=True).first() or Status.BEGUN


def check_not_ended(mentorship: Mentorship) -> None:
    """Raises NotAllowed once a mentorship has ended. One query."""
    if mentorship.statuses.filter(status=Status.ENDED).exists():
        raise NotAllowed(_("This mentorship has ended already."))


def _lock(mentorship: Mentorship) -> None:
    # Two coordinators may press at once; the second must read what the first wrote.
    Mentorship.objects.select_for_update().get(pk=mentorship.pk)


def _check(mentorship: Mentorship, *statuses: str, sentence: str) -> None:
    if current_status(mentorship) not in statuses:
        raise NotAllowed(sentence)


def _step(mentorship: Mentorship, status: str, by: Principal | None, **values) -> MentorshipStatus:
    step = MentorshipStatus.objects.create(
        mentorship=mentorship, status=status, by=by.account if by else None, at=clock.now(), **values
    )
    people = mentorship.members.values_list("person_id", flat=True)
    audit.record(by=by, action=f"mentorship {status}", target=mentorship, people=people)
    return step
