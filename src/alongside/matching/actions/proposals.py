"""Deciding proposals: confirm, choose another, leave open, answer, expire. The last yes begins the mentorship."""

from contextlib import suppress

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.matching import engine, pool, teams
from alongside.matching.actions import groups
from alongside.matching.actions.asking import (
    NO_PLACE,
    answer_by,
    hold_places,
    locked,
    read_token,
    send_question,
    step,
    token,
)
from alongside.matching.actions.rounds import check_coordinates, check_open, stored
from alongside.matching.models import TEAM, MatchingRound, MentorTeam, Proposal
from alongside.mentorships.actions import begin, places
from alongside.programmes.access import NotAllowed
from alongside.programmes.models import Enrolment, Format, Side

__all__ = [
    "answer",
    "begin_agreed",
    "check_still_possible",
    "choose_another",
    "confirm",
    "expire_due",
    "leave_open",
    "locked",
    "propose_next",
    "read_token",
    "step",
    "token",
]


@transaction.atomic
def confirm(*, proposal: Proposal, by) -> None:
    """Ask both sides, a team one by one, with a date by which to answer. What protects people is checked once more, today.

    Raises NotAllowed with a sentence: already decided, the mentor full, a check lapsed since the plan.
    """
    proposal = locked(proposal)
    check_coordinates(by, proposal.round.programme_id)
    if proposal.in_group:
        groups.confirm_group(proposal=proposal, by=by)
        return
    if proposal.state == "asked":
        return
    if proposal.state != "proposed":
        raise NotAllowed(_("This proposal has been decided already."))
    check_open(proposal.round)
    hold_places(proposal.mentee_id, *(mentor.pk for mentor in proposal.mentors))
    check_still_possible(proposal)
    for mentor in proposal.mentors:
        places.take(mentor, asked_in=proposal.pk, refusal=NO_PLACE["mentor"])
    places.take(proposal.mentee, asked_in=proposal.pk, refusal=NO_PLACE["mentee"])
    proposal.answer_by = answer_by(proposal.round.programme)
    proposal.save(update_fields=["answer_by"])
    step(proposal, "asked", by)
    for mentor in proposal.mentors:
        send_question(proposal, "mentor", mentor)
    send_question(proposal, "mentee", proposal.mentee)
    audit.record(by=by, action="confirm proposal", target=proposal, people=proposal.person_ids)


def check_still_possible(proposal: Proposal) -> None:
    """Raises NotAllowed unless every rule that protects people holds now and both have a place. The caller holds them."""
    programme = proposal.round.programme
    mentor = next(iter(teams.offering(programme, [proposal.offered])), None)
    mentee = next(iter(pool.candidates(programme, Side.MENTEE, [proposal.mentee_id])), None)
    if mentor is None or mentee is None:
        raise NotAllowed(_("One of them is no longer in the programme. Plan the round again."))
    if mentor.free_places < 1:
        raise NotAllowed(NO_PLACE["mentor"])
    if mentee.free_places < 1:
        raise NotAllowed(NO_PLACE["mentee"])
    problem = pool.problem(programme, [mentee], [mentor], proposal.round.rules or pool.rules_of(programme), "")
    for rule in problem.rules:
        if rule.safeguarding or isinstance(rule, engine.Lent):
            verdict = rule.check(problem.mentees[0], problem.mentors[0])
            if not verdict.passed:
                if not rule.safeguarding:
                    raise NotAllowed(_("The mentor is lent, and the loan ends before the mentorship would. Plan again."))
                raise NotAllowed(_("A check lapsed or is missing. Look at the mentor's page, then plan again."))


@transaction.atomic
def choose_another(
    *, round: MatchingRound, mentee: Enrolment, mentor: Enrolment, why: str, note: str, by, team: MentorTeam | None = None
) -> Proposal:
    """The coordinator proposes this mentor instead, or this team, of which `mentor` is the lead. The earlier one is replaced.

    Raises NotAllowed: a closed round, somebody of another programme, a proposal that is being asked or has begun.
    """
    check_coordinates(by, round.programme_id)
    # Held, so that two coordinators don't propose two mentors to one mentee.
    check_open(MatchingRound.objects.select_for_update().get(pk=round.pk))
    if {mentee.programme_id, mentor.programme_id} != {round.programme_id}:
        raise NotAllowed(_("Both must be in the programme of this round."))
    # Held before their steps are read, so that nobody confirms one that is being replaced.
    list(round.proposals.select_for_update().filter(mentee=mentee).order_by("pk").values_list("pk"))
    earlier = list(round.proposals.filter(mentee=mentee).prefetch_related("steps"))
    if any(p.state in ("asked", "begun") for p in earlier):
        raise NotAllowed(_("They are being asked about a proposal already."))
    following, key = [], str(team.pk if team else mentor.pk)
    for proposal in earlier:
        if proposal.state == "proposed":
            # Whoever was in the plan comes next, should this one not become a pair; then those who came after.
            first = {"mentor": proposal.offered, "full": False, "held_by": [], "reasons": proposal.reasons}
            following = [row for row in (first, *proposal.runners_up) if row["mentor"] != key]
            step(proposal, "replaced", by)
    mentees = pool.candidates(round.programme, Side.MENTEE, [mentee.pk])
    mentors = teams.offering(round.programme, [key])
    if teams.works_in_teams(round.programme) and not mentors:
        raise NotAllowed(_("This programme works in teams. Choose a team."))
    reasons = []
    if mentees and mentors:
        pair = pool.problem(round.programme, mentees, mentors, round.rules, "", policy=round.policy)
        reasons = [stored(r) for r in engine.solve(pair).why(str(mentee.pk), key)]
    proposal = Proposal.objects.create(
        round=round,
        mentee=mentee,
        mentor=mentor,
        team=team,
        in_group=round.programme.format == Format.GROUP,
        source="coordinator",
        why=why,
        note=note,
        reasons=reasons,
        runners_up=following,
    )
    step(proposal, "proposed", by)
    audit.record(by=by, action="choose mentor", target=proposal, people=proposal.person_ids, fields=["why"])
    return proposal


@transaction.atomic
def leave_open(*, proposal: Proposal, by, why: str = "other") -> None:
    """Propose nobody to this mentee for now, for a reason of `models.WHY_OPEN`. Also for what both agreed to and can't begin.

    Raises NotAllowed for what has been decided already.
    """
    proposal = locked(proposal)
    check_coordinates(by, proposal.round.programme_id)
    if proposal.in_group and proposal.state == "asked":
        groups.leave_open(proposal=proposal, by=by)
        return
    if proposal.state != "proposed" and not proposal.is_agreed:
        raise NotAllowed(_("This proposal has been decided already."))
    step(proposal, "left_open", by, how=why)
    audit.record(by=by, action="leave open", target=proposal, people=[proposal.mentee.person_id])


@transaction.atomic
def answer(*, proposal: Proposal, side: str, yes: bool, by=None, how: str = "self", who=None) -> Proposal:
    """One side's answer. A no is nobody's fault and frees everybody; the last yes begins the mentorship.

    side: "mentor" or "mentee". how: "self", "link", "phone" or "paper" (a coordinator wrote it down).
    who: of a team the one who answers (id of the enrolment); by default the lead.
    A repeat of the same answer changes nothing. Raises NotAllowed when the proposal is over.
    Where something stands in the way of beginning, the yes is kept and the coordinators are told on Today: whoever
    answers must not read that a check lapsed or that somebody is kept apart.
    """
    proposal = locked(proposal)
    own = proposal.mentee if side == "mentee" else proposal.mentor
    if side == "mentor" and who is not None:
        own = next((mentor for mentor in proposal.mentors if mentor.pk == who), None)
        if own is None:
            raise NotAllowed(_("This question is closed. Your coordinator will be in touch."))
    if by is not None and not by.is_visitor and by.person_id != own.person_id:
        check_coordinates(by, proposal.round.programme_id)
    said = proposal.answer_of(side, own.pk)
    if said == ("yes" if yes else "no"):
        return proposal
    if not proposal.is_open or said:
        raise NotAllowed(_("This question is closed. Your coordinator will be in touch."))
    if proposal.answer_by and proposal.answer_by < clock.now():
        raise NotAllowed(_("The time for an answer is over. Your coordinator will be in touch."))
    if proposal.in_group:
        return groups.answered(proposal=proposal, side=side, yes=yes, by=by, how=how)
    member = own if side == "mentor" and proposal.team_id else None
    step(proposal, f"{side}_{'yes' if yes else 'no'}", by, how, member)
    audit.record(by=by, action="answer proposal", target=proposal, people=proposal.person_ids)
    proposal = locked(proposal)
    if not yes:
        propose_next(proposal, by)
    elif proposal.is_agreed:
        with suppress(NotAllowed):
            proposal = begin_agreed(proposal=proposal)
    return proposal


@transaction.atomic
def begin_agreed(*, proposal: Proposal, by=None) -> Proposal:
    """Begin what everybody said yes to. Raises NotAllowed with what stands in the way, for coordinators' eyes.

    by None: the last yes itself. Whoever said it may be the mentee, who may not begin mentorships.
    """
    proposal = locked(proposal)
    if by is not None:
        check_coordinates(by, proposal.round.programme_id)
    if not proposal.is_agreed:
        raise NotAllowed(_("Both must say yes first."))
    # The mentorship takes over the places that the question held.
    places.free(asked_in=proposal.pk)
    team = proposal.team.members.all() if proposal.team else ()
    proposal.mentorship = begin(
        programme=proposal.round.programme,
        mentors=proposal.mentors,
        mentees=[proposal.mentee],
        by=None,
        looks_after={part.enrolment_id: part.looks_after for part in team},
    )
    proposal.save(update_fields=["mentorship"])
    step(proposal, "begun", by)
    return proposal


def propose_next(proposal: Proposal, by=None) -> Proposal | None:
    """The first runner-up with a free place becomes a new proposal, for the coordinator to decide."""
    candidate = next_in_line(proposal)
    if candidate is None:
        return None
    (row,) = (row for row in proposal.runners_up if row["mentor"] == candidate.key)
    following = Proposal.objects.create(
        round=proposal.round,
        mentee=proposal.mentee,
        mentor=candidate.enrolment,
        team=candidate.team,
        reasons=row["reasons"],
        runners_up=[r for r in proposal.runners_up if r is not row],
    )
    step(following, "proposed", by)
    return following


def next_in_line(proposal: Proposal) -> pool.Candidate | None:
    """The mentor or the team who would be proposed if this one does not become a pair: the first runner-up with a free place."""
    if proposal.round.closed_at is not None or proposal.in_group or not proposal.runners_up:
        return None
    named = [row["mentor"] for row in proposal.runners_up]
    free = {c.key: c for c in teams.offering(proposal.round.programme, named)}
    tried, held = set(), set()
    for other in proposal.round.proposals.prefetch_related("steps"):
        # Whom a coordinator replaced was never asked.
        if other.mentee_id == proposal.mentee_id and other.state != "replaced":
            tried.add(other.offered)
        if other.state == "proposed":
            held.add(other.offered)
    for row in proposal.runners_up:
        candidate = free.get(row["mentor"])
        if row["mentor"] in tried | held or candidate is None or candidate.free_places < 1 or not candidate.is_ready:
            continue
        return candidate
    return None


def expire_due() -> int:
    """Silence expires and moves on: close what nobody answered in time. Returns how many. Called by the tick."""
    expired = groups.expire_due()
    for proposal in Proposal.objects.asked().filter(answer_by__lt=clock.now(), in_group=False).prefetch_related(*TEAM):
        if proposal.is_agreed:
            # Nobody was silent: what stands in the way is the coordinator's to settle.
            continue
        with transaction.atomic():
            proposal = locked(proposal)
            if proposal.is_open and not proposal.is_agreed:
                step(proposal, "expired")
                propose_next(proposal)
                audit.record(by=None, action="expire proposal", target=proposal, people=[proposal.mentee.person_id])
                expired += 1
    return expired
