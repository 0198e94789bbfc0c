"""Who may see and do what with a mentorship.

Three parts: its programme's coordinators, whoever mentors in it now, whoever is accompanied in it now.
When a mentorship ends its members' time ends, and with it their sight, at once. So does the sight of a mentor who is on hold,
and it comes back when the hold is lifted.
"""

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import Http404
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.mentorships.models import (
    CallRequest,
    Circular,
    CircularCopy,
    Goal,
    GoalWriting,
    Hold,
    Member,
    Mentorship,
    MentorshipStatus,
    PhoneEntry,
    ReminderRule,
    Session,
    ToCall,
)
from alongside.programmes.access import NotAllowed

__all__ = ["NotAllowed", "mentorship_for", "mentorships_for", "my_mentorships", "session_for", "call_for", "goal_for"]

COORDINATOR, MENTOR, MENTEE = "coordinator", "mentor", "mentee"
PARTS = (COORDINATOR, MENTOR, MENTEE)
MENTOR_ROLES = (Member.Role.MENTOR, Member.Role.CO_MENTOR)
MENTEE_ROLES = (Member.Role.MENTEE, Member.Role.FAMILY)


def mentorships_for(principal):
    """Mentorships of the programmes that the principal coordinates."""
    return Mentorship.objects.filter(_coordinated(principal))


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


def is_shut_out(person_id, *, as_mentor: bool) -> bool:
    """Whether a hold keeps the person out: whoever mentors always; a mentee's own pages close only after a death. One query."""
    return person_id is not None and _shutting_out(person_id, as_mentor=as_mentor).exists()


def mentorship_for(principal, pk, *parts: str) -> Mentorship:
    """The mentorship, if the principal has one of `parts` in it (default: any); else Http404. Notes the read.

    Programme and members come along: two queries.
    """
    mentorship = (
        Mentorship.objects.filter(reached_by(principal, parts or PARTS), pk=pk)
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


def circulars_for(principal):
    """Messages to several pairs of which somebody in the principal's programmes had a copy."""
    return Circular.objects.filter(Exists(copies_for(principal).filter(circular=OuterRef("pk"))))


def copies_for(principal):
    """Who had such a message, in the programmes that the principal coordinates."""
    return CircularCopy.objects.filter(mentorship__in=mentorships_for(principal))


def circular_for(principal, pk) -> Circular:
    """A message to several pairs, if somebody of the principal's programmes had it; else Http404."""
    circular = circulars_for(principal).filter(pk=pk).first()
    if circular is None:
        raise Http404
    return circular


def parts_for(principal, person) -> list[Member]:
    """Somebody's parts, past and present, in mentorships that the principal coordinates; else Http404. Notes the read.

    Person, mentorship and programme come along: one query.
    """
    parts = Member.objects.filter(person=person, mentorship__in=mentorships_for(principal))
    found = list(parts.select_related("person", "mentorship__programme").order_by("-since", "pk"))
    if not found:
        raise Http404
    principal.reads("timeline", found[0].person_id)
    return found


def duty_for(principal, pk):
    """The programme of a mentorship in which the principal mentors, for the page that says whom to ask; else Http404.

    Reads nothing about anybody and notes nothing: opening that page must leave no trace.
    """
    mentorship = Mentorship.objects.filter(reached_by(principal, (MENTOR,)), pk=pk).select_related("programme").first()
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


def to_calls_for(principal):
    """Whoever stands on the call list in the programmes that the principal coordinates."""
    return ToCall.objects.filter(mentorship__programme__in=principal.programmes_as("coordinator"))


def to_call_for(principal, pk) -> ToCall:
    """One person on the call list, for the coordinators of the programme; else Http404. Notes the read."""
    call = to_calls_for(principal).filter(pk=pk).select_related("mentorship__programme").first()
    if call is None:
        raise Http404
    principal.reads("call list", call.person_id)
    return call


def reminder_rule_for(principal, programme, pk) -> ReminderRule:
    """One reminder of a programme that was handed out; else Http404."""
    rule = ReminderRule.objects.filter(programme=programme, pk=pk).first()
    if rule is None:
        raise Http404
    return rule
def formerly_mine(principal, pk) -> Mentorship:
    """A mentorship in which the principal mentors or mentored, to leave words for its coordinators; else Http404."""
    formerly = Member.objects.filter(mentorship=OuterRef("pk"), person_id=principal.person_id, role__in=MENTOR_ROLES)
    mentorship = Mentorship.objects.filter(Exists(formerly), pk=pk).first() if principal.person_id else None
    if mentorship is None:
        raise Http404
    return mentorship


def phone_entry_for(principal, mentorship, pk) -> PhoneEntry:
    """Late words in a mentorship that was handed out to a coordinator by `mentorship_for`; else Http404."""
    entry = PhoneEntry.objects.filter(mentorship=mentorship, session=None, seen_at=None, pk=pk).first()
    if entry is None:
        raise Http404
    entry.mentorship = mentorship
    return entry


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


def member_in(principal, mentorship, person) -> Member:
    """Somebody else who is a member now of a mentorship that was handed out; else Http404."""
    for member in mentorship.members.all():
        if member.person_id == person and member.until is None and person != principal.person_id:
            return member
    raise Http404


def check_can_write_goal(by, mentorship, person_id) -> None:
    """Raises NotAllowed unless the goal is `by`'s own, or `by` mentors or coordinates here; and only for a mentee of now."""
    check_part(by, mentorship, *PARTS)
    if parts_of(by, mentorship) == {MENTEE} and by.person_id != person_id:
        raise NotAllowed(_("This goal is not yours to change."))
    if not any(m.person_id == person_id and m.until is None and not m.is_mentor for m in mentorship.members.all()):
        raise NotAllowed(_("Choose whose goal it is."))


def parts_of(principal, mentorship) -> set[str]:
    """Which of the three parts the principal has in this mentorship now. One query more for whoever is a member."""
    own = {m.is_mentor for m in mentorship.members.all() if m.person_id == principal.person_id and m.until is None}
    parts = {MENTOR if is_mentor else MENTEE for is_mentor in own if not is_shut_out(principal.person_id, as_mentor=is_mentor)}
    if mentorship.programme_id in principal.programmes_as("coordinator") and len(parts) == len(own):
        parts.add(COORDINATOR)
    return parts


def holds_for(principal):
    """Holds decided in the principal's programmes, or of somebody who is in a mentorship there. Never one's own."""
    mine = principal.programmes_as("coordinator")
    walks = Member.objects.filter(person=OuterRef("person"), mentorship__programme_id__in=mine, until=None)
    paused = MentorshipStatus.objects.filter(hold=OuterRef("pk"), mentorship__programme_id__in=mine)
    return Hold.objects.filter(Q(programme_id__in=mine) | Exists(walks) | Exists(paused)).exclude(person_id=principal.person_id)


def hold_for(principal, pk) -> Hold:
    """The hold with person and programme, or Http404. Notes the read."""
    hold = holds_for(principal).filter(pk=pk).select_related("person", "programme").first()
    if hold is None:
        raise Http404
    principal.reads("hold", hold.person_id)
    return hold


def reads_reason(principal, hold: Hold) -> bool:
    """Why somebody is on hold is read where it was decided; elsewhere only that they are."""
    return hold.programme_id in principal.programmes_as("coordinator")


def check_can_hold(by, programme_id, person_id) -> None:
    """Raises NotAllowed unless `by` coordinates the programme and it is not about themselves. None is the clock: it may."""
    check_coordinates(by, programme_id)
    if by is not None and by.person_id == person_id:
        raise NotAllowed(_("This is about yourself. Somebody else decides it."))


def only_coordinates(principal, mentorship) -> bool:
    """Whether the principal coordinates this mentorship and is no member of it: what one side tells the coordinators alone
    is not for a coordinator who is the other side."""
    return parts_of(principal, mentorship) == {COORDINATOR}


def coordinated_for_others(principal):
    """`mentorships_for`, without those in which the principal is a member."""
    found = mentorships_for(principal)
    if not principal.person_id:
        return found
    return found.exclude(Exists(Member.objects.filter(mentorship=OuterRef("pk"), person_id=principal.person_id, until=None)))


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
    mine = Member.objects.filter(
        Q(role__in=MENTOR_ROLES) & ~Exists(_shutting_out(principal.person_id, as_mentor=True))
        | Q(role__in=MENTEE_ROLES) & ~Exists(_shutting_out(principal.person_id, as_mentor=False)),
        person_id=principal.person_id,
        until=None,
    ).values("mentorship_id")
    return Member.objects.filter(mentorship_id__in=mine, since__lte=clock.now(), until=None).values("person_id")


def _shutting_out(person_id, *, as_mentor: bool):
    holds = Hold.objects.open().filter(person_id=person_id)
    return holds if as_mentor else holds.filter(reason=Hold.Reason.DEATH)


def _member_now(principal, roles) -> Q:
    """Mentorships in which the principal has one of `roles` now and isn't kept out by a hold."""
    member = Member.objects.filter(mentorship=OuterRef("pk"), person_id=principal.person_id, role__in=roles, until=None)
    return Q(Exists(member)) & ~Q(Exists(_shutting_out(principal.person_id, as_mentor=roles == MENTOR_ROLES)))


def _coordinated(principal) -> Q:
    """What the principal coordinates; never a mentorship of their own while they are on hold themselves."""
    reach = Q(programme_id__in=principal.programmes_as("coordinator"))
    if principal.person_id:
        member = Member.objects.filter(mentorship=OuterRef("pk"), person_id=principal.person_id, until=None)
        reach &= ~(Q(Exists(member)) & Q(Exists(_shutting_out(principal.person_id, as_mentor=True))))
    return reach


def reached_by(principal, parts) -> Q:
    """The condition on mentorships in which the principal has one of `parts` now."""
    reach = Q(pk__in=[])
    if COORDINATOR in parts:
        reach |= _coordinated(principal)
    if MENTOR in parts and principal.person_id:
        reach |= _member_now(principal, MENTOR_ROLES)
    if MENTEE in parts and principal.person_id:
        reach |= _member_now(principal, MENTEE_ROLES)
    return reach
