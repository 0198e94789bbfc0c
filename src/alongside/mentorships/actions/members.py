"""Somebody joins a mentorship, leaves it, or takes another's part, and the mentorship goes on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.mentorships.access import MENTEE_ROLES, MENTOR_ROLES, NotAllowed, check_coordinates
from alongside.mentorships.actions.beginning import (
    check_format,
    check_nobody_on_hold,
    check_people,
    check_places,
    check_protection,
    lock_enrolments,
)
from alongside.mentorships.actions.changes import check_not_ended
from alongside.mentorships.actions.places import take
from alongside.mentorships.models import HeldPlace, Member, Mentorship
from alongside.programmes.models import Enrolment, Format, Side

Role = Member.Role


@transaction.atomic
def join(*, mentorship: Mentorship, enrolment: Enrolment, by: Principal, looks_after: str = "") -> Member:
    """Somebody joins from now on: a mentor as co-mentor, a mentee as one of the group or the family.

    Raises NotAllowed as `begin` does, and where the programme's format has no room for more.
    """
    _lock(mentorship, by)
    return _join(mentorship, enrolment, by, clock.now(), looks_after)


@transaction.atomic
def leave(*, member: Member, because: str, by: Principal) -> Member:
    """Somebody leaves from now on, and sees nothing of it any more. because: a code of Member.Left.

    Whoever leads hands the lead to the next mentor. Raises NotAllowed for the last one of a side: then it is an ending,
    or somebody takes their part.
    """
    mentorship = member.mentorship
    _lock(mentorship, by)
    member = _present(member)
    now = clock.now()
    rest = _side(mentorship, member).exclude(pk=member.pk)
    if not rest.exists():
        raise NotAllowed(_("They are the last one on their side. End the mentorship, or let somebody take their part."))
    _leave(member, because, by, now)
    if member.role in (Role.MENTOR, Role.MENTEE):
        _lead(rest.order_by("since", "pk").first(), member.role, now)
    return member


@transaction.atomic
def replace(*, member: Member, enrolment: Enrolment, by: Principal) -> Member:
    """Somebody else takes this member's part from now on, in the same role. Raises NotAllowed as `join` does."""
    mentorship = member.mentorship
    _lock(mentorship, by)
    member = _present(member)
    if (enrolment.side == Side.MENTOR) != member.is_mentor:
        raise NotAllowed(_("Somebody is on the other side. Choose mentors as mentors and mentees as mentees."))
    now = clock.now()
    _leave(member, Member.Left.REPLACED, by, now)
    return _join(mentorship, enrolment, by, now, member.looks_after, role=member.role)


@transaction.atomic
def look_after(*, member: Member, what: str, by: Principal) -> Member:
    """What somebody of a family's team sees to; "" for nothing in particular. Raises NotAllowed."""
    check_coordinates(by, member.mentorship.programme_id)
    if what and (what not in Member.LooksAfter.values or member.mentorship.programme.format != Format.FAMILY_TEAM):
        raise NotAllowed(_("Only a family's team shares out what each looks after."))
    member.looks_after = what
    member.save(update_fields=["looks_after"])
    audit.record(by=by, action="look after", target=member, people=[member.person_id], fields=["looks_after"])
    return member


def _lock(mentorship: Mentorship, by: Principal) -> None:
    check_coordinates(by, mentorship.programme_id)
    Mentorship.objects.select_for_update().get(pk=mentorship.pk)
    check_not_ended(mentorship)


def _present(member: Member) -> Member:
    fresh = Member.objects.select_related("mentorship__programme", "person").get(pk=member.pk)
    if fresh.until is not None:
        raise NotAllowed(_("They have left this mentorship already."))
    return fresh


def _side(mentorship: Mentorship, member: Member):
    return mentorship.members.filter(until=None, role__in=MENTOR_ROLES if member.is_mentor else MENTEE_ROLES)


def _leave(member: Member, because: str, by: Principal, now: datetime) -> None:
    member.until, member.left_because = now, because
    member.save(update_fields=["until", "left_because"])
    HeldPlace.objects.filter(mentorship=member.mentorship, enrolment=member.enrolment_id).delete()
    audit.record(by=by, action="leave mentorship", target=member.mentorship, people=[member.person_id])


def _lead(member: Member, role: str, now: datetime) -> None:
    """The next one leads from now on: their old part ends, a new one begins."""
    member.until = now
    member.save(update_fields=["until"])
    Member.objects.create(
        mentorship_id=member.mentorship_id, person_id=member.person_id, enrolment_id=member.enrolment_id,
        role=role, since=now, looks_after=member.looks_after,
    )  # fmt: skip


def _join(mentorship: Mentorship, enrolment: Enrolment, by: Principal, now: datetime, looks_after: str, role: str = "") -> Member:
    programme = mentorship.programme
    present = list(mentorship.members.filter(until=None).select_related("enrolment"))
    if any(m.person_id == enrolment.person_id for m in present):
        raise NotAllowed(_("They are in this mentorship already."))
    mentors = [m.enrolment for m in present if m.is_mentor]
    mentees = [m.enrolment for m in present if not m.is_mentor]
    new = lock_enrolments([enrolment])[enrolment.pk]
    check_nobody_on_hold([new.person_id])
    more = ([new], []) if new.side == Side.MENTOR else ([], [new])
    check_format(programme, [*mentors, *more[0]] or [new], [*mentees, *more[1]] or [new])
    check_people(programme, *more)
    check_places(programme, *more)
    check_protection(programme, more[0] or [e for e in mentors if e], more[1] or [e for e in mentees if e])
    further = Role.FAMILY if programme.format == Format.FAMILY_TEAM else Role.MENTEE
    made = Member.objects.create(
        mentorship=mentorship,
        person_id=new.person_id,
        enrolment=new,
        role=role or (Role.CO_MENTOR if more[0] else further),
        since=now,
        looks_after=looks_after,
    )
    take(new, mentorship=mentorship, refusal=_("A mentor you chose has no free place. Choose somebody else."))
    audit.record(by=by, action="join mentorship", target=mentorship, people=[new.person_id])
    return made
