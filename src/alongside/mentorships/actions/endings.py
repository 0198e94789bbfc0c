"""Plan an ending, move it, call it off; write down what they say at the end and later; sign their papers."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.mentorships.access import NotAllowed, check_coordinates
from alongside.mentorships.access.endings import check_own_part
from alongside.mentorships.actions.changes import check_not_ended
from alongside.mentorships.actions.telling import tell
from alongside.mentorships.models import EndingPlan, Interview, Mentorship, Paper
from alongside.people.models import Person

Kind = EndingPlan.Kind


@transaction.atomic
def plan_ending(*, mentorship: Mentorship, until: date, by: Principal) -> EndingPlan:
    """They walk together until this day, from today on; planned anew it has moved. The members are told that something changed.

    The day becomes the mentorship's `planned_until`. Raises NotAllowed.
    """
    return _plan(mentorship, until, by, off=False)


@transaction.atomic
def call_off_ending(*, mentorship: Mentorship, until: date, by: Principal) -> EndingPlan:
    """They go on until this day, later than today. Raises NotAllowed if no ending is planned."""
    return _plan(mentorship, until, by, off=True)


def _plan(mentorship: Mentorship, until: date, by: Principal, *, off: bool) -> EndingPlan:
    check_coordinates(by, mentorship.programme_id)
    # Two coordinators may press at once; the second must read what the first wrote.
    locked = Mentorship.objects.select_for_update().get(pk=mentorship.pk)
    check_not_ended(locked)
    newest = mentorship.ending_plans.last()
    is_open = newest is not None and newest.kind != Kind.CALLED_OFF
    today = clock.today(mentorship.programme.time_zone)
    if off and not is_open:
        raise NotAllowed(_("No ending is planned."))
    if until < today or (off and until == today):
        raise NotAllowed(_("Choose a day from today on."))
    kind = Kind.CALLED_OFF if off else Kind.MOVED if is_open else Kind.PLANNED
    row = EndingPlan.objects.create(mentorship=mentorship, kind=kind, until=until, by=by.account, at=clock.now())
    locked.planned_until = until
    locked.version += 1
    locked.save(update_fields=["planned_until", "version"])
    people = mentorship.members.filter(until=None).values_list("person_id", flat=True)
    audit.record(by=by, action=f"ending {kind}", target=mentorship, people=people, fields=["until"])
    tell(mentorship, by=by)
    return row


@transaction.atomic
def say_at_the_end(
    *, mentorship: Mentorship, person: Person, by: Principal, kind: str, answers: dict, contact: str = "", again: str = ""
) -> Interview:
    """What `person` says at the end, or later: by themselves, or written down by a coordinator. Said anew, the newest counts.

    answers: question code -> own words. Raises NotAllowed for anybody else, and for a later talk before the end.
    """
    own = by.person_id == person.pk
    if own:
        check_own_part(by, mentorship)
    else:
        check_coordinates(by, mentorship.programme_id)
        if not mentorship.members.filter(person=person).exists():
            raise NotAllowed(_("Choose somebody of this mentorship."))
    if kind == Interview.Kind.LATER and mentorship.members.filter(person=person, until=None).exists():
        raise NotAllowed(_("Their time together has not ended yet."))
    row = Interview.objects.create(
        mentorship=mentorship, person=person, kind=kind, answers=answers, contact=contact, again=again,
        by_person=own, by=by.account, at=clock.now(),
    )  # fmt: skip
    audit.record(by=by, action=f"interview {kind}", target=mentorship, people=[person.pk], fields=["answers", "contact", "again"])
    return row


@transaction.atomic
def sign_papers(
    *, mentorship: Mentorship, person: Person, by: Principal, words: str, language: str, signed_by: str, names_programme: bool
) -> Paper:
    """Letter and certificate for one member, signed by a coordinator. Signed anew, the newest counts. Raises NotAllowed."""
    check_coordinates(by, mentorship.programme_id)
    if not mentorship.members.filter(person=person).exists():
        raise NotAllowed(_("Choose somebody of this mentorship."))
    row = Paper.objects.create(
        mentorship=mentorship, person=person, words=words, language=language, signed_by=signed_by,
        names_programme=names_programme, by=by.account, at=clock.now(),
    )  # fmt: skip
    audit.record(by=by, action="papers signed", target=mentorship, people=[person.pk], fields=["words", "signed_by"])
    tell(mentorship, [person.pk], by=by)
    return row
