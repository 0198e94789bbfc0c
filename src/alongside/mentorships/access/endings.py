"""Own parts after an ending, members of an ending, goals of before, introductions: who may reach them."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.http import Http404
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.mentorships.access import COORDINATOR, MENTOR_ROLES, NotAllowed, parts_of
from alongside.mentorships.models import (
    EndingPlan,
    Goal,
    GoalWriting,
    Hold,
    Introduction,
    Member,
    MentorshipStatus,
)

#: So long after their part has ended somebody reads what they did, and finds their papers.
AFTERWARDS = timedelta(days=366)


def my_parts(principal):
    """The principal's own parts that ended within a year, or end soon by a plan: the newest of each mentorship.

    None in which a suspended mentor mentors.
    """
    if not principal.person_id:
        return Member.objects.none()
    of_mine = Member.objects.filter(person_id=principal.person_id, mentorship=OuterRef("mentorship")).order_by("-since", "-pk")
    plan = EndingPlan.objects.filter(mentorship=OuterRef("mentorship")).order_by("-at", "-id")
    parts = Member.objects.filter(person_id=principal.person_id, pk=Subquery(of_mine.values("pk")[:1]))
    parts = parts.alias(plan=Subquery(plan.values("kind")[:1]))
    on_hold = Hold.objects.open().filter(person=principal.person_id)
    parts = parts.exclude(Q(Exists(on_hold), role__in=MENTOR_ROLES))
    ends = Q(until=None, plan__in=(EndingPlan.Kind.PLANNED, EndingPlan.Kind.MOVED))
    return parts.filter(ends | Q(until__gte=clock.now() - AFTERWARDS)).select_related("mentorship__programme", "enrolment")


def my_part_for(principal, pk) -> Member:
    """The principal's own part in this mentorship, as `my_parts`; else Http404. Reads nothing about anybody else."""
    part = my_parts(principal).filter(mentorship=pk).first()
    if part is None:
        raise Http404
    return part


def member_for(mentorship, person) -> Member:
    """The newest part of this person in a mentorship that was handed out by `mentorship_for`; else Http404."""
    parts = sorted((m for m in mentorship.members.all() if m.person_id == person), key=lambda m: (m.since, m.pk))
    if not parts:
        raise Http404
    return parts[-1]


def mentee_for(mentorship, person) -> Member:
    """As `member_for`, for a mentee or a member of the family."""
    part = member_for(mentorship, person)
    if part.is_mentor:
        raise Http404
    return part


def introduction_for(principal, mentorship, pk) -> Introduction:
    """An introduction of a mentorship that was handed out by `mentorship_for`; else Http404. Notes the read."""
    row = Introduction.objects.filter(mentorship=mentorship, pk=pk).select_related("person", "organisation", "by__person").first()
    if row is None:
        raise Http404
    row.mentorship = mentorship
    principal.reads("introduction", row.person_id)
    return row


def check_own_part(by, mentorship) -> Member:
    """The part of `by` themselves, as `my_parts`. Raises NotAllowed without one."""
    part = my_parts(by).filter(mentorship=mentorship).first()
    if part is None:
        raise NotAllowed(_("This mentorship is not yours to change."))
    return part


def earlier_goals_for(principal, mentorship, person):
    """Open goals of this mentee in mentorships that have ended, for a mentorship that was handed out.

    For the mentee themselves; a coordinator finds those of programmes that they coordinate. Newest writing first.
    """
    parts = parts_of(principal, mentorship)
    if principal.person_id != person and COORDINATOR not in parts:
        return Goal.objects.none()
    goals = Goal.objects.filter(person=person).exclude(mentorship=mentorship)
    if principal.person_id != person:
        goals = goals.filter(mentorship__programme_id__in=principal.programmes_as("coordinator"))
    over = MentorshipStatus.objects.filter(mentorship=OuterRef("mentorship"), status=MentorshipStatus.Status.ENDED)
    here = Goal.objects.filter(mentorship=mentorship, carried_from=OuterRef("pk"))
    newest = GoalWriting.objects.filter(goal=OuterRef("pk")).order_by("-number")
    goals = goals.alias(end=Subquery(newest.values("end")[:1])).filter(Exists(over), ~Exists(here), end="")
    return goals.prefetch_related(Prefetch("writings", queryset=GoalWriting.objects.select_related("area")))
