"""A group: one mentor with several mentees. It is asked as one, and begins when enough have said yes.

A group is the proposals of one round with the same mentor. Everybody answers for themselves; the mentor once, for all. It
begins when all have answered, when the time is over, or when the coordinator says so, if the mentor and at least
`Programme.group_least` mentees said yes: one mentorship with all who did.
"""

from contextlib import suppress
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.foundation import audit, clock
from alongside.matching import engine, pool
from alongside.matching.actions.asking import NO_PLACE, answer_by, hold_places, send_question, step
from alongside.matching.actions.checks import check_coordinates, check_open
from alongside.matching.models import TEAM, WITH_PEOPLE, Proposal
from alongside.mentorships.actions import begin, places
from alongside.programmes.access import NotAllowed
from alongside.programmes.models import Side


def group_key(round_id, mentor_id) -> UUID:
    """By which a group that is being asked holds its mentor's place: the same for all its proposals, whichever of them ends."""
    return uuid5(round_id, str(mentor_id))


def free_if_over(round_id, mentor_id) -> None:
    """Let go of the mentor's place when nobody of the group is being asked any more."""
    group = Proposal.objects.filter(round=round_id, mentor=mentor_id, in_group=True)
    if not group.asked().exists():
        places.free(asked_in=group_key(round_id, mentor_id))


def group_of(proposal: Proposal) -> list[Proposal]:
    """The proposals of one group, in a lasting order. Three queries."""
    found = Proposal.objects.filter(round=proposal.round_id, mentor=proposal.mentor_id, in_group=True).order_by("pk")
    return list(found.select_related(*WITH_PEOPLE).prefetch_related(*TEAM))


def _held(proposal: Proposal) -> list[Proposal]:
    """The same, held until the transaction ends."""
    same = Proposal.objects.filter(round=proposal.round_id, mentor=proposal.mentor_id, in_group=True).order_by("pk")
    list(same.select_for_update(of=("self",)).values_list("pk"))
    return group_of(proposal)


@transaction.atomic
def confirm_group(*, proposal: Proposal, by) -> None:
    """Ask the mentor and every mentee of this group. What protects people is checked once more, today.

    A repeat changes nothing. Raises NotAllowed with a sentence: too few or too many, decided already, the mentor full, a check lapsed.
    """
    check_coordinates(by, proposal.round.programme_id)
    group = _held(proposal)
    proposed = [p for p in group if p.state == "proposed"]
    if any(p.state == "asked" for p in group):
        if proposed:
            raise NotAllowed(_("This group is being asked already. Whoever came later waits for the next plan."))
        return
    if not proposed:
        raise NotAllowed(_("This proposal has been decided already."))
    check_open(proposal.round)
    programme = proposal.round.programme
    if len(proposed) < programme.group_least:
        raise NotAllowed(_too_few(programme.group_least))
    if len(proposed) > programme.group_most:
        raise NotAllowed(
            ngettext("A group has at most %(n)d mentee.", "A group has at most %(n)d mentees.", programme.group_most)
            % {"n": programme.group_most}
        )
    hold_places(proposal.mentor_id, *(p.mentee_id for p in proposed))
    _check_still_possible(proposed)
    until = answer_by(programme)
    key = group_key(proposal.round_id, proposal.mentor_id)
    places.take(proposal.mentor, asked_in=key, refusal=NO_PLACE["mentor"])
    for p in proposed:
        places.take(p.mentee, asked_in=p.pk, refusal=NO_PLACE["mentee"])
        p.answer_by = until
        p.save(update_fields=["answer_by"])
        step(p, "asked", by)
        send_question(p, "mentee", p.mentee)
    send_question(proposed[0], "mentor", proposal.mentor)
    people = [proposal.mentor.person_id, *(p.mentee.person_id for p in proposed)]
    audit.record(by=by, action="confirm group", target=proposal, people=people)


def _too_few(least: int) -> str:
    return ngettext("A group opens with %(n)d mentee or more.", "A group opens with %(n)d mentees or more.", least) % {"n": least}


def _check_still_possible(proposed: list[Proposal]) -> None:
    programme = proposed[0].round.programme
    mentors = pool.candidates(programme, Side.MENTOR, [proposed[0].mentor_id])
    mentees = pool.candidates(programme, Side.MENTEE, [p.mentee_id for p in proposed])
    if not mentors or len(mentees) < len(proposed):
        raise NotAllowed(_("Somebody is no longer in the programme. Plan the round again."))
    if mentors[0].free_places < 1:
        raise NotAllowed(NO_PLACE["mentor"])
    if any(one.free_places < 1 for one in mentees):
        raise NotAllowed(_("Somebody is being asked about somebody else, or has a mentor already. Plan the round again."))
    problem = pool.problem(programme, mentees, mentors, proposed[0].round.rules or pool.rules_of(programme), "")
    rules = [rule for rule in problem.rules if rule.safeguarding or isinstance(rule, engine.Lent)]
    if not all(rule.check(mentee, problem.mentors[0]).passed for rule in rules for mentee in problem.mentees):
        raise NotAllowed(_("A check lapsed or is missing, or a loan ends too early. Look at their pages, then plan again."))


def answered(*, proposal: Proposal, side: str, yes: bool, by, how: str) -> Proposal:
    """Write one answer down, and see whether the group can begin. The caller has checked who answers and that it is open."""
    group = _held(proposal)
    said = f"{side}_{'yes' if yes else 'no'}"
    mine = [p for p in group if p.is_open] if side == "mentor" else [proposal]
    for p in mine:
        step(p, said, by, how)
    audit.record(by=by, action="answer proposal", target=proposal, people=proposal.person_ids)
    # Whatever stands in the way is for coordinators to read, not for whoever answers.
    with suppress(NotAllowed), transaction.atomic():
        _settle(proposal, by)
    free_if_over(proposal.round_id, proposal.mentor_id)
    return next(p for p in group_of(proposal) if p.pk == proposal.pk)


@transaction.atomic
def begin_now(*, proposal: Proposal, by) -> None:
    """Begin with those who said yes; the others are left open. Raises NotAllowed with what stands in the way."""
    check_coordinates(by, proposal.round.programme_id)
    group = _held(proposal)
    if not can_begin(group):
        raise NotAllowed(_("The mentor and enough mentees must say yes first."))
    _settle(proposal, by, silent="left_open")


@transaction.atomic
def leave_open(*, proposal: Proposal, by) -> None:
    """Let go of a group that could begin and can't: everybody keeps their place in the queue. Raises NotAllowed."""
    check_coordinates(by, proposal.round.programme_id)
    group = _held(proposal)
    if not can_begin(group):
        raise NotAllowed(_("This proposal has been decided already."))
    for p in group:
        if p.is_open:
            step(p, "left_open", by)
    free_if_over(proposal.round_id, proposal.mentor_id)
    audit.record(by=by, action="leave open", target=proposal, people=[p.mentee.person_id for p in group])


def can_begin(group: list[Proposal]) -> bool:
    """The mentor and enough mentees said yes, and it has not begun."""
    asked = [p for p in group if p.is_open]
    yes = [p for p in asked if p.answer_of("mentee") == "yes" and p.answer_of("mentor") == "yes"]
    return bool(yes) and len(yes) >= yes[0].round.programme.group_least


def _settle(proposal: Proposal, by=None, silent: str = "") -> None:
    """Begin the group, or end it when too few are left. silent: the step for whoever has not answered; "": wait for them.

    Raises NotAllowed if it can't begin.
    """
    group = group_of(proposal)
    asked = [p for p in group if p.is_open]
    yes = [p for p in asked if p.answer_of("mentee") == "yes"]
    waiting = [p for p in asked if not p.answer_of("mentee")]
    if not asked:
        return
    least, mentor_said = proposal.round.programme.group_least, asked[0].answer_of("mentor")
    if len(yes) + len(waiting) < least:
        for p in asked:
            step(p, "too_few", by)
    elif silent and (mentor_said != "yes" or len(yes) < least):
        for p in asked:
            step(p, "expired" if p in waiting or mentor_said != "yes" else "too_few", by)
    elif mentor_said == "yes" and (silent or not waiting):
        # The mentorship takes over the places that the questions held.
        key = group_key(proposal.round_id, proposal.mentor_id)
        places.free(asked_in__in=[key, *(p.pk for p in asked)])
        mentorship = begin(
            programme=proposal.round.programme, mentors=[proposal.mentor], mentees=[p.mentee for p in yes], by=None
        )
        for p in yes:
            p.mentorship = mentorship
            p.save(update_fields=["mentorship"])
            step(p, "begun", by)
        for p in waiting:
            step(p, silent, by)


def expire_due() -> int:
    """Groups whose time is over: begin with those who said yes, or end. Returns how many questions nobody answered."""
    over = Proposal.objects.asked().filter(answer_by__lt=clock.now(), in_group=True)
    expired = 0
    for key in over.values_list("round", "mentor").distinct().order_by("round", "mentor"):
        with transaction.atomic():
            first = over.filter(round=key[0], mentor=key[1]).select_related(*WITH_PEOPLE).first()
            if first is None:
                continue
            before = {p.pk for p in _held(first) if p.is_open}
            with suppress(NotAllowed), transaction.atomic():
                _settle(first, silent="expired")
            free_if_over(first.round_id, first.mentor_id)
            gone = [p for p in group_of(first) if p.pk in before and p.state == "expired"]
            if gone:
                audit.record(by=None, action="expire proposal", target=first, people=[p.mentee.person_id for p in gone])
            expired += len(gone)
    return expired
