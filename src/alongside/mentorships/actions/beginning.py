"""Begin a mentorship."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.mentorships.access import MENTEE_ROLES, NotAllowed, check_coordinates
from alongside.mentorships.actions.holds import check_nobody_on_hold
from alongside.mentorships.actions.places import take
from alongside.mentorships.models import Member, Mentorship, MentorshipStatus
from alongside.mentorships.queries import places
from alongside.programmes.models import DoNotMatch, Enrolment, EnrolmentState, Format, Programme, Side
from alongside.programmes.queries import readiness_of

#: How many mentors and mentees each format takes. The team of a family may be of any size.
LARGEST = {
    Format.ONE_TO_ONE: (1, 1),
    Format.ONLINE: (1, 1),
    Format.CO_MENTORS: (2, 1),
    Format.GROUP: (4, 20),
    Format.FAMILY_TEAM: (12, 12),
}


@transaction.atomic
def begin(
    *,
    programme: Programme,
    mentors: Sequence[Enrolment],
    mentees: Sequence[Enrolment],
    by: Principal | None,
    begun_at: datetime | None = None,
    looks_after: Mapping[UUID, str] | None = None,
) -> Mentorship:
    """The mentorship of these people, begun.

    The first mentor and the first mentee lead; further mentors are co-mentors, further mentees are
    members of the group, or of the family in a family team. begun_at: default now. looks_after: enrolment id of a mentor ->
    a code of Member.LooksAfter.
    `by` None: the clock, or matching after both said yes; the caller has checked.

    Raises NotAllowed if somebody is on the wrong side or in another programme, named twice, not accepted,
    has a mentor here already, is on hold, is kept apart from another, lacks a check as a mentor, is under 18 without rules for it, or if a mentor has no place left.
    The enrolments are locked first, so that two hands can't give away the same place; the rows of `actions.places` would refuse them too.
    """
    check_coordinates(by, programme.pk)
    begun_at = begun_at or clock.now()
    check_format(programme, mentors, mentees)
    chosen = [*mentors, *mentees]
    check_nobody_on_hold([e.person_id for e in chosen])
    if len({e.person_id for e in chosen}) < len(chosen):
        raise NotAllowed(_("Somebody is named twice. Choose each person once."))
    locked = lock_enrolments(chosen)
    mentors, mentees = [locked[e.pk] for e in mentors], [locked[e.pk] for e in mentees]
    check_people(programme, mentors, mentees)
    check_places(programme, mentors, mentees)
    check_protection(programme, mentors, mentees)

    mentorship = Mentorship.objects.create(
        programme=programme,
        begun_at=begun_at,
        begun_by=by.account if by else None,
        planned_until=last_day(programme, begun_at),
    )
    further = Member.Role.FAMILY if programme.format == Format.FAMILY_TEAM else Member.Role.MENTEE
    Member.objects.bulk_create(
        Member(
            mentorship=mentorship, person_id=e.person_id, enrolment=e, role=role, since=begun_at,
            looks_after=(looks_after or {}).get(e.pk, ""),
        )  # fmt: skip
        for e, role in [
            *zip(mentors, [Member.Role.MENTOR] + [Member.Role.CO_MENTOR] * len(mentors), strict=False),
            *zip(mentees, [Member.Role.MENTEE] + [further] * len(mentees), strict=False),
        ]
    )
    for e in mentors:
        take(e, mentorship=mentorship, refusal=_("A mentor you chose has no free place. Choose somebody else."))
    for e in mentees:
        take(e, mentorship=mentorship, refusal=_("A mentee you chose is being asked about somebody, or has a mentor already. Choose somebody else."))
    MentorshipStatus.objects.create(
        mentorship=mentorship,
        status=MentorshipStatus.Status.BEGUN,
        at=begun_at,
        by=by.account if by else None,
    )
    audit.record(by=by, action="begin mentorship", target=mentorship, people=[e.person_id for e in chosen])
    return mentorship


def last_day(programme: Programme, begun_at: datetime) -> date | None:
    """Until when it is planned, by the programme's clock; None for a programme without a length."""
    if not programme.length_weeks:
        return None
    return begun_at.astimezone(ZoneInfo(programme.time_zone)).date() + timedelta(weeks=programme.length_weeks)


def check_format(programme: Programme, mentors: Sequence, mentees: Sequence) -> None:
    """Raises NotAllowed unless the programme's format takes so many people on each side."""
    if not mentors or not mentees:
        raise NotAllowed(_("Choose at least one mentor and one mentee."))
    most_mentors, most_mentees = LARGEST[Format(programme.format)]
    if len(mentors) > most_mentors:
        raise NotAllowed(_("This programme takes fewer mentors in one mentorship. Choose fewer."))
    if len(mentees) > most_mentees:
        raise NotAllowed(_("This programme takes fewer mentees in one mentorship. Choose fewer."))


def lock_enrolments(enrolments: Sequence[Enrolment]) -> dict:
    """The enrolments as they stand now, locked in the order of their keys so that two begins can't block each other."""
    rows = Enrolment.include_unfinished.select_for_update().filter(pk__in=[e.pk for e in enrolments]).order_by("pk")
    locked = {row.pk: row for row in rows}
    if len(locked) < len(enrolments):
        raise NotAllowed(_("Somebody has left the programme meanwhile. Choose again."))
    return locked


def check_people(programme: Programme, mentors, mentees) -> None:
    """Raises NotAllowed unless these enrolments may take part: of this programme, on their side, accepted, adult where it matters."""
    chosen = [*mentors, *mentees]
    if any(e.programme_id != programme.pk for e in chosen):
        raise NotAllowed(_("Somebody takes part in another programme. Choose people of this programme."))
    if any(e.side != Side.MENTOR for e in mentors) or any(e.side != Side.MENTEE for e in mentees):
        raise NotAllowed(_("Somebody is on the other side. Choose mentors as mentors and mentees as mentees."))
    states = dict(
        Enrolment.include_unfinished.filter(pk__in=[e.pk for e in chosen])
        .with_state()
        .values_list("pk", "current_state")
    )
    if any(states[e.pk] != EnrolmentState.State.ACCEPTED for e in chosen):
        raise NotAllowed(_("Somebody is not accepted yet. Decide about them first."))
    if not programme.takes_minors:
        people = [e.person for e in Enrolment.include_unfinished.select_related("person").filter(pk__in=[e.pk for e in chosen])]
        if any(person.is_adult is False for person in people):
            raise NotAllowed(_("Somebody is under 18. The programme must record its rules for guardians and children first."))
        if any(person.is_adult is None for person in people):
            raise NotAllowed(_("Nobody has noted yet that everybody here is an adult. Confirm it on their page first."))


def check_protection(programme: Programme, mentors, mentees) -> None:
    """What protects people holds by hand as in a round: mentors' checks today, and nobody who is kept apart."""
    readiness = readiness_of(mentors)
    if not all(readiness[e.pk].cleared for e in mentors):
        raise NotAllowed(_("A check or training of the mentor is missing or has ended. Look at their page first."))
    mentor_ids, mentee_ids = [e.person_id for e in mentors], [e.person_id for e in mentees]
    apart = Q(one__in=mentor_ids, other__in=mentee_ids) | Q(one__in=mentee_ids, other__in=mentor_ids)
    if DoNotMatch.objects.filter(apart, programme=programme).exists():
        raise NotAllowed(_("These people can't be paired, for a private reason."))


def check_places(programme: Programme, mentors, mentees) -> None:
    """Raises NotAllowed if a mentor has no place left, or a mentee walks with somebody here already."""
    free = places.free_places(mentors)
    if any(free[e.pk] < 1 for e in mentors):
        raise NotAllowed(_("A mentor you chose has no free place. Choose somebody else."))
    accompanied = Member.objects.filter(
        mentorship__programme=programme, person__in=[e.person_id for e in mentees], role__in=MENTEE_ROLES, until=None
    )
    if accompanied.exists():
        raise NotAllowed(_("A mentee you chose has a mentor in this programme already. Choose somebody else."))
