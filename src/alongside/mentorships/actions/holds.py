"""Put somebody on hold, tell whoever is touched by it, look again, lift it. Nothing of this sends a message to anybody."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.mentorships.access import NotAllowed, check_can_hold, holds_for
from alongside.mentorships.models import Hold, HoldCall, Member, Mentorship, MentorshipStatus, Session
from alongside.mentorships.queries.holds import on_hold
from alongside.people.models import Person
from alongside.programmes.models import Enrolment, Programme

Status = MentorshipStatus.Status
#: A lifted hold is forgotten so long afterwards, as everything here expires (ours: as long as people's own rows).
KEPT_FOR = timedelta(days=730)
#: Days until Today asks whether a pair goes on, when both are to be asked first.
TIME_TO_ASK = timedelta(days=1)


@transaction.atomic
def hold(*, person: Person, programme: Programme, reason: str, review_on: date, by: Principal | None, note: str = "") -> Hold:
    """From now on everything around this person rests, in all their mentorships, whichever programme they belong to.

    Their pairs pause, nothing is sent to them, nobody new is paired with them; whoever mentors loses sight of their
    mentorships at once. Nobody is written to about it: Today lists whom to call. reason: a code of Hold.Reason;
    review_on: a day after today, on which Today asks again.
    Raises NotAllowed for somebody of another programme, for oneself, and if they are on hold already.
    """
    check_can_hold(by, programme.pk, person.pk)
    if not Enrolment.include_unfinished.filter(person=person, programme=programme).exists():
        raise NotAllowed(_("They don't take part in this programme."))
    _check_day(programme, review_on)
    # Held, so that of two coordinators who press at once the second sees what the first did.
    Person.objects.select_for_update().get(pk=person.pk)
    if Hold.objects.open().filter(person=person).exists():
        raise NotAllowed(_("They are on hold already."))
    made = Hold.objects.create(
        person=person, programme=programme, reason=reason, note=note, review_on=review_on, by=_account(by)
    )
    for mentorship in _mentorships_of(person):
        _write(mentorship, Status.PAUSED, by, hold=made)
        _touch_plans(mentorship)
    audit.record(by=by, action="hold person", target=made, people=[person.pk])
    return made


@transaction.atomic
def lift(*, hold: Hold, go_on: bool, by: Principal | None, note: str = "") -> Hold:
    """The hold is over: whoever mentors sees their mentorships again.

    go_on: the pairs go on at once; else they keep a break, and Today asks from tomorrow on whether they go on. A pair that
    had a break before keeps that one; one that rests because of somebody else goes on resting.
    Raises NotAllowed if it was lifted before, and for whoever may not decide it.
    """
    check_can_hold(by, hold.programme_id, hold.person_id)
    Person.objects.select_for_update().get(pk=hold.person_id)
    hold = _open(hold)
    hold.lifted_at = clock.now()
    hold.lifted_by = _account(by)
    hold.lifted_note = note
    hold.save(update_fields=["lifted_at", "lifted_by", "lifted_note"])
    for mentorship in _mentorships_of(hold.person):
        if not on_hold(mentorship):
            _take_up(mentorship, by, go_on)
        _touch_plans(mentorship)
    audit.record(by=by, action="lift hold", target=hold, people=[hold.person_id])
    return hold


@transaction.atomic
def told(*, hold: Hold, person: Person, by: Principal) -> None:
    """Somebody called this member of a pair that rests. Saying it twice changes nothing. Raises NotAllowed for anybody else."""
    if not holds_for(by).filter(pk=hold.pk).exists():
        raise NotAllowed(_("Only the coordinators of this programme can do this."))
    touched = MentorshipStatus.objects.filter(
        hold=hold, mentorship__programme_id__in=by.programmes_as("coordinator"), mentorship__members__person=person
    )
    if not touched.exists():
        raise NotAllowed(_("They are in no pair that rests because of this."))
    _call, is_new = HoldCall.objects.get_or_create(hold=hold, person=person, defaults={"by": _account(by)})
    if is_new:
        audit.record(by=by, action="told about a break", target=hold, people=[person.pk])


@transaction.atomic
def look_again(*, hold: Hold, review_on: date, by: Principal) -> Hold:
    """Another day for looking at it. Raises NotAllowed for a day before tomorrow and after it was lifted."""
    check_can_hold(by, hold.programme_id, hold.person_id)
    _check_day(hold.programme, review_on)
    hold = _open(hold)
    hold.review_on = review_on
    hold.save(update_fields=["review_on"])
    audit.record(by=by, action="look at hold later", target=hold, people=[hold.person_id], fields=["review_on"])
    return hold


def check_not_on_hold(mentorship: Mentorship) -> None:
    """Raises NotAllowed while a member is on hold, in words that say no more than "a break". One query."""
    if on_hold(mentorship):
        raise NotAllowed(_("There is a break at the moment. Ask the coordinator."))


def check_nobody_on_hold(person_ids) -> None:
    """Raises NotAllowed if one of these people is on hold. One query."""
    if Hold.objects.open().filter(person__in=list(person_ids)).exists():
        raise NotAllowed(_("Somebody you chose is on hold. Look at their page first."))


def forget_lifted() -> int:
    """Delete holds that were lifted more than 24 months ago; that there was a break stays. Returns how many. Called by the tick."""
    old = Hold.objects.filter(lifted_at__lt=clock.now() - KEPT_FOR)
    # Asked first, because a delete takes the writer even when it finds nothing.
    return old.delete()[0] if old.exists() else 0


def _mentorships_of(person: Person) -> list[Mentorship]:
    """Those that the person is in now, locked."""
    mine = Member.objects.filter(person=person, until=None).values("mentorship_id")
    return list(Mentorship.objects.select_for_update().filter(pk__in=mine).order_by("pk"))


def _take_up(mentorship: Mentorship, by, go_on: bool) -> None:
    """Back to where the pair was before the hold."""
    before = mentorship.statuses.filter(hold=None).order_by("-at", "-id").first()
    if before is not None and before.status == Status.PAUSED:
        _write(mentorship, Status.PAUSED, by, reason=before.reason, wished_by=before.wished_by, resumes_on=before.resumes_on)
    elif go_on:
        _write(mentorship, Status.RESUMED, by)
    else:
        _write(mentorship, Status.PAUSED, by, resumes_on=clock.today(mentorship.programme.time_zone) + TIME_TO_ASK)


def _write(mentorship: Mentorship, status: str, by, **values) -> None:
    MentorshipStatus.objects.create(mentorship=mentorship, status=status, by=_account(by), at=clock.now(), **values)
    people = mentorship.members.filter(until=None).values_list("person_id", flat=True)
    audit.record(by=by, action=f"mentorship {status}", target=mentorship, people=people)


def _touch_plans(mentorship: Mentorship) -> None:
    """Calendars that hold a copy of a planned meeting take the newer one: called off while the pair rests."""
    now = clock.now()
    planned = Session.objects.filter(mentorship=mentorship, outcome="", starts_at__gte=now)
    planned.update(sequence=F("sequence") + 1, changed_at=now)


def _open(hold: Hold) -> Hold:
    fresh = Hold.objects.select_for_update(of=("self",)).select_related("person", "programme").get(pk=hold.pk)
    if not fresh.is_open:
        raise NotAllowed(_("This was lifted already."))
    return fresh


def _check_day(programme: Programme, day: date) -> None:
    if day <= clock.today(programme.time_zone):
        raise NotAllowed(_("Choose a day after today."))


def _account(by: Principal | None):
    return by.account if by else None
