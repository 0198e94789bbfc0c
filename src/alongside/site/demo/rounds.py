"""Two matching rounds in Porto: one that was closed months ago, one in which the coordinator is in the middle.

The open round is planned by the real engine, and decided by the real actions, so that its reasons are true.
"""

from datetime import timedelta

from alongside.matching.actions import proposals, rounds
from alongside.matching.models import MatchingRound, Proposal, ProposalStep, RoundPart
from alongside.matching.pool import rules_of
from alongside.programmes.models import DoNotMatch
from alongside.programmes.queries import principal_for
from alongside.site.demo.pairs import STORIES, chosen

APART = (("porto", "Nuno Vidal", "Karim Nazari"), ("krakow", "Paweł Kaczmarek", "Mariusz Dzik"))


def sit(world) -> None:
    """Write pairs kept apart, the closed round and the open one."""
    for programme, one, other in APART:
        DoNotMatch.objects.create(
            id=world.id(), programme=world.programmes[programme], one=world.people[one], other=world.people[other],
            note="They know each other from work and would rather not.", at=world.at(90), by=world.staff["ines" if programme == "porto" else "agnieszka"],
        )  # fmt: skip
    _closed(world)
    _open(world)


def _closed(world) -> None:
    """The round from which some of today's pairs came."""
    programme, ines = world.programmes["porto"], world.staff["ines"]
    came = [
        (mentors[0], mentees[0])
        for mentors, mentees, story in chosen(world, "porto")
        if len(mentees) == 1 and STORIES[story].begun == (75, 190) and mentees[0] != "nour"
    ]
    begun = {pair: world.mentorships[pair[1]] for pair in came}
    if not begun:
        return
    opened = min(m.begun_at for m in begun.values()) - timedelta(days=12)
    sitting = MatchingRound.objects.create(
        id=world.id(), programme=programme, opened_at=opened, opened_by=ines, planned_at=opened + timedelta(minutes=20),
        closed_at=max(m.begun_at for m in begun.values()), rules=rules_of(programme), lottery=f"{opened:%G-W%V}",
    )  # fmt: skip
    steps, parts = [], []
    for (mentor, mentee), mentorship in begun.items():
        one, other = world.enrolments[mentee], world.enrolments[mentor]
        tag = _shared(world.cast[mentee].spoken, world.cast[mentor].spoken)
        proposal = Proposal.objects.create(
            id=world.id(), round=sitting, mentee=one, mentor=other, created_at=opened + timedelta(minutes=20), mentorship=mentorship,
            answer_by=mentorship.begun_at + timedelta(days=4),
            reasons=[{"code": "shared_language", "facts": {"tag": tag[0], "level": tag[1]}}] if tag else [],
        )  # fmt: skip
        for step, days, how in (("asked", 9, ""), ("mentor_yes", 6, "self"), ("mentee_yes", 2, "phone"), ("begun", 0, "")):
            steps.append(ProposalStep(proposal=proposal, step=step, how=how, at=mentorship.begun_at - timedelta(days=days), by=ines))
        steps.append(ProposalStep(proposal=proposal, step="proposed", at=proposal.created_at, by=ines))
        parts += [RoundPart(round=sitting, enrolment=e) for e in (one, other)]
    ProposalStep.objects.bulk_create(sorted(steps, key=lambda s: s.at))
    RoundPart.objects.bulk_create({p.enrolment_id: p for p in parts}.values())


def _shared(one: dict, other: dict) -> tuple[str, str] | None:
    both = [tag for tag in one if tag in other]
    return (both[0], min(one[both[0]], other[both[0]])) if both else None


def _open(world) -> None:
    """Opened three days ago; of its proposals some are being asked, one begs for a decision, one was left open."""
    programme, ines = world.programmes["porto"], world.staff["ines"]
    by = principal_for(ines, has_second_factor=True, purpose="demo")
    sitting = rounds.open_round(programme=programme, by=by)
    people = frozenset(str(pk) for pk in sitting.parts.filter(is_in=True).values_list("enrolment_id", flat=True))
    rounds.plan_round(round=sitting, choice=rounds.Choice(people=people, rules=rules_of(programme)), by=by)
    MatchingRound.objects.filter(pk=sitting.pk).update(opened_at=world.at(3, 9, 30), planned_at=world.at(3, 9, 45))
    names = {e.pk: world.cast[k].name for k, e in world.enrolments.items()}
    found = sorted(sitting.proposals.all(), key=lambda p: names[p.mentee_id])
    Proposal.objects.filter(round=sitting).update(created_at=world.at(3, 9, 45))
    ProposalStep.objects.filter(proposal__round=sitting).update(at=world.at(3, 9, 45))
    for proposal, what in zip(found, ("asked", "expiring", "mentor_yes", "open", "open", "left_open"), strict=False):
        if what == "left_open":
            proposals.leave_open(proposal=proposal, by=by, why="expected")
        elif what != "open":
            proposals.confirm(proposal=proposal, by=by)
            if what == "mentor_yes":
                proposals.answer(proposal=proposal, side="mentor", yes=True, by=by, how="phone")
            if what == "expiring":
                Proposal.objects.filter(pk=proposal.pk).update(answer_by=world.at(-1, 21, 59))
    later = ProposalStep.objects.filter(proposal__round=sitting)
    later.filter(step__in=("asked", "left_open")).update(at=world.at(2, 10, 0))
    later.filter(step="mentor_yes").update(at=world.at(1, 12, 0))
