"""Who may see and do what with a mentorship.

Three parts: its programme's coordinators, whoever mentors in it now, whoever is accompanied in it now.
When a mentorship ends its members' time ends, and with it their sight, at once.
"""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.http import Http404
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.mentorships.models import (
    CallRequest,
    EndingPlan,
    Goal,
    GoalWriting,
    Introduction,
    Member,
    Mentorship,
    MentorshipStatus,
    Session,
)
from alongside.programmes.access import NotAllowed

__all__ = ["NotAllowed", "mentorship_for", "mentorships_for", "my_mentorships", "session_for", "call_for", "goal_for"]

COORDINATOR, MENTOR, MENTEE = "coordinator", "mentor", "mentee"
PARTS = (COORDINATOR, MENTOR, MENTEE)
MENTOR_ROLES = (Member.Role.MENTOR, Member.Role.CO_MENTOR)
#: So long after their part has ended somebody reads what they did, and finds their papers.
AFTERWARDS = timedelta(days=366)
MENTEE_ROLES = (Member.Role.MENTEE, Member.Role.FAMILY)


def mentorships_for(principal):
    """Mentorships of the programmes that the principal coordinates."""
    return Mentorship.objects.filter(programme_id__in=principal.programmes_as("coordinator"))


def sessions_for(principal):
    """Meetings in the programmes that the principal coordinates."""
    # Asked for each meeting found, not listed first: of thousands of mentorships a page needs a few meetings.
    return Session.objects.filter(Exists(mentorships_for(principal).filter(pk=OuterRef("mentorship"))))


def statuses_for(principal):
    """Beginnings, breaks and endings in the programmes that the principal coordinates."""
    return MentorshipStatus.objects.filter(Exists(mentorships_for(principal).filter(pk=OuterRef("mentorship"))))


def my_mentorships(principal, *, as_mentor: bool):
    """Mentorships in which the principal is a member now, on the given side."""
    if not principal.person_id:
        return Mentorship.objects.none()
    return Mentorship.objects.filter(_member_now(principal, MENTOR_ROLES if as_mentor else MENTEE_ROLES))


def mentorship_for(principal, pk, *parts: str) -> Mentorship:
    """The mentorship, if the principal has one of `parts` in it (default: any); else Http404. Notes the read.

    Programme and members come along: two queries.
    """
    mentorship = (
        Mentorship.objects.filter(_reach(principal, parts or PARTS), pk=pk)
        .select_related("programme")
        .prefetch_related("members__person")
        .first()
    )
    if mentorship is None:
        raise Http404
    principal.reads("mentorship", *(m.person_id for m in mentorship.members.all()))
    return mentorship


def these(*mentorships):
    """Mentorships that were handed out already, as a QuerySet to read facts about."""
    return Mentorship.objects.filter(pk__in=[m.pk for m in mentorships])


def duty_for(principal, pk):
    """The programme of a mentorship in which the principal mentors, for the page that says whom to ask; else Http404.

    Reads nothing about anybody and notes nothing: opening that page must leave no trace.
    """
    mentorship = Mentorship.objects.filter(_reach(principal, (MENTOR,)), pk=pk).select_related("programme").first()
    if mentorship is None:
        raise Http404
    return mentorship.programme


def session_for(principal, mentorship, pk) -> Session:
    """A meeting of a mentorship that was handed out by `mentorship_for`; else Http404."""
    session = Session.objects.filter(mentorship=mentorship, pk=pk).first()
    if session is None:
        raise Http404
    session.mentorship = mentorship
    return session


def check_can_correct(by, session) -> None:
    """Raises NotAllowed unless `by` wrote this log. A meeting without one, or called off, has nothing to correct."""
    if session.outcome not in (Session.Outcome.MET, Session.Outcome.NOT_MET):
        raise NotAllowed(_("Nobody has said yet how this meeting went."))
    if by is None or by.account is None or session.logged_by_id != by.account.pk:
        raise NotAllowed(_("Only whoever wrote this can correct it. Tell them, or the coordinator."))


def may_correct(by, session) -> bool:
    try:
        check_can_correct(by, session)
    except NotAllowed:
        return False
    return True


def call_for(principal, pk) -> CallRequest:
    """Somebody's wish to be called, for the coordinators of the programme; else Http404. Notes the read."""
    call = (
        CallRequest.objects.filter(mentorship__in=mentorships_for(principal), pk=pk)
        .select_related("mentorship__programme", "person")
        .first()
    )
    if call is None:
        raise Http404
    principal.reads("call request", call.person_id)
    return call


def goals_for(principal, mentorship):
    """Goals of a mentorship that was handed out by `mentorship_for`: a mentee reads their own, never another mentee's.

    All that was written comes along, newest first: three queries. Reading somebody else's goals is noted when they are shown.
    """
    parts = parts_of(principal, mentorship)
    if not parts:
        return Goal.objects.none()
    goals = Goal.objects.filter(mentorship=mentorship)
    if parts == {MENTEE}:
        goals = goals.filter(person_id=principal.person_id)
    return goals.prefetch_related(Prefetch("writings", queryset=GoalWriting.objects.select_related("area")))


def goal_for(principal, mentorship, pk) -> Goal:
    """A goal of a mentorship that was handed out by `mentorship_for`; else Http404. Notes the read."""
    goal = goals_for(principal, mentorship).filter(pk=pk).select_related("person").first()
    if goal is None:
        raise Http404
    goal.mentorship = mentorship
    principal.reads("goals", goal.person_id)
    return goal


def check_can_write_goal(by, mentorship, person_id) -> None:
    """Raises NotAllowed unless the goal is `by`'s own, or `by` mentors or coordinates here; and only for a mentee of now."""
    check_part(by, mentorship, *PARTS)
    if parts_of(by, mentorship) == {MENTEE} and by.person_id != person_id:
        raise NotAllowed(_("This goal is not yours to change."))
    if not any(m.person_id == person_id and m.until is None and not m.is_mentor for m in mentorship.members.all()):
        raise NotAllowed(_("Choose whose goal it is."))


def my_parts(principal):
    """The principal's own parts that ended within a year, or end soon by a plan: the newest of each mentorship."""
    if not principal.person_id:
        return Member.objects.none()
    of_mine = Member.objects.filter(person_id=principal.person_id, mentorship=OuterRef("mentorship")).order_by("-since", "-pk")
    plan = EndingPlan.objects.filter(mentorship=OuterRef("mentorship")).order_by("-at", "-id")
    parts = Member.objects.filter(person_id=principal.person_id, pk=Subquery(of_mine.values("pk")[:1]))
    parts = parts.alias(plan=Subquery(plan.values("kind")[:1]))
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


def parts_of(principal, mentorship) -> set[str]:
    """Which of the three parts the principal has in this mentorship now."""
    parts = set()
    if mentorship.programme_id in principal.programmes_as("coordinator"):
        parts.add(COORDINATOR)
    for member in mentorship.members.all():
        if member.person_id == principal.person_id and member.until is None:
            parts.add(MENTOR if member.is_mentor else MENTEE)
    return parts


def check_coordinates(by, programme_id) -> None:
    """Raises NotAllowed unless `by` coordinates the programme. None is the clock or a matching answer: it may."""
    if by is not None and programme_id not in by.programmes_as("coordinator"):
        raise NotAllowed(_("Only the coordinators of this programme can do this."))


def check_part(by, mentorship, *parts: str) -> None:
    """Raises NotAllowed unless `by` has one of `parts` in the mentorship. None is the clock: it may."""
    if by is not None and parts_of(by, mentorship).isdisjoint(parts):
        raise NotAllowed(_("This mentorship is not yours to change."))


def people_in_my_mentorships(principal):
    """Relationship: whoever is a member of a mentorship beside the principal, now."""
    if not principal.person_id:
        return Member.objects.none().values("person_id")
    mine = Member.objects.filter(person_id=principal.person_id, until=None).values("mentorship_id")
    return Member.objects.filter(mentorship_id__in=mine, since__lte=clock.now(), until=None).values("person_id")


def _member_now(principal, roles):
    return Exists(
        Member.objects.filter(mentorship=OuterRef("pk"), person_id=principal.person_id, role__in=roles, until=None)
    )


def _reach(principal, parts) -> Q:
    reach = Q(pk__in=[])
    if COORDINATOR in parts:
        reach |= Q(programme_id__in=principal.programmes_as("coordinator"))
    if MENTOR in parts and principal.person_id:
        reach |= Q(_member_now(principal, MENTOR_ROLES))
    if MENTEE in parts and principal.person_id:
        reach |= Q(_member_now(principal, MENTEE_ROLES))
    return reach
