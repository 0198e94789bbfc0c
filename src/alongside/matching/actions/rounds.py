"""Opening, planning and closing a round. The plan proposes; people decide in `actions.proposals`."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.matching import engine, policy, pool, teams
from alongside.matching.models import MatchingRound, Proposal, ProposalStep, RoundPart
from alongside.matching.wording import NAMED
from alongside.programmes.access import NotAllowed
from alongside.programmes.models import Enrolment, Format, Programme, Side


def check_coordinates(principal, programme_id) -> None:
    """Raises NotAllowed unless the principal coordinates this programme."""
    if programme_id not in principal.programmes_as("coordinator"):
        raise NotAllowed(_("Only a coordinator of the programme can match people."))


def check_open(round: MatchingRound) -> None:
    """Raises NotAllowed for a closed round."""
    if round.closed_at:
        raise NotAllowed(_("This round is closed. Open a new one."))


def decided_mentees(round: MatchingRound) -> set:
    """Enrolment ids of the mentees about whom a decision of this round stands. Two queries."""
    proposals = round.proposals.prefetch_related("steps")
    return {p.mentee_id for p in proposals if p.state in ("asked", "begun", "left_open")}


@transaction.atomic
def open_round(*, programme: Programme, by, people: list[pool.Candidate] | None = None) -> MatchingRound:
    """A new round with everybody who is ready, under the programme's rules. The lottery's seed is public: it is the round's own.

    people: `pool.everybody` if the caller has read it before the transaction, which a thousand people would make long.
    """
    check_coordinates(by, programme.pk)
    opened = MatchingRound.objects.create(
        programme=programme,
        opened_by=by.account,
        rules=pool.rules_of(programme),
        policy=policy.of(programme),
        lottery=f"{clock.today():%G-W%V}",
    )
    people = pool.everybody(programme) if people is None else people
    parts = [RoundPart(round=opened, enrolment=c.enrolment, is_in=c.is_ready and c.free_places > 0) for c in people]
    RoundPart.objects.bulk_create(parts, batch_size=200)
    audit.record(by=by, action="open matching round", target=opened)
    return opened


@dataclass(frozen=True)
class Choice:
    """What the coordinator settled before planning: who is in (enrolment ids as text) and which rules hold."""

    people: frozenset[str]
    rules: dict[str, dict]


@dataclass(frozen=True)
class Solved:
    """A plan that nobody has put down yet, with everything said about it.

    proposals: unsaved rows. left_over: mentee enrolment id -> why, as JSON. enrolments: everybody planned with, by id, the
    members of teams among them.
    """

    plan: engine.Plan
    proposals: list[Proposal]
    left_over: dict[str, dict]
    enrolments: dict[str, Enrolment]


def plan_round(*, round: MatchingRound, choice: Choice, by) -> engine.Plan:
    """Plan the round with these people and rules, and put the proposals down. Raises what `solve_round` raises."""
    solved = solve_round(round=round, choice=choice, by=by)
    write_plan(round=round, choice=choice, solved=solved, by=by)
    return solved.plan


def solve_round(*, round: MatchingRound, choice: Choice, by) -> Solved:
    """The plan for these people and rules, and its explanations. Writes nothing: a large round takes seconds.

    Mentees about whom a decision stands keep it and are not planned for. Raises NotAllowed for a closed
    round, engine.ProblemError for facts that can't be read, and engine.NotCertified if the plan can't prove itself.
    """
    check_coordinates(by, round.programme_id)
    check_open(round)
    problem, planned = problem_of(round, choice)
    plan = engine.solve(problem)
    made = [
        Proposal(
            round=round,
            mentee=planned[mentee].enrolment,
            mentor=planned[mentor].enrolment,
            team=planned[mentor].team,
            in_group=round.programme.format == Format.GROUP,
            reasons=[stored(reason) for reason in plan.why(mentee, mentor)],
            runners_up=[
                {"mentor": r.mentor, "full": r.full, "held_by": list(r.held_by), "reasons": [stored(x) for x in r.reasons]}
                for r in plan.runners_up(mentee)
            ],
        )
        for mentee, mentor in plan.proposed
    ]
    left_over = {mentee: why_left_over(plan, mentee) for mentee in plan.unmatched}
    enrolments = {str(one.enrolment.pk): one.enrolment for c in planned.values() for one in c.people}
    return Solved(plan, made, left_over, enrolments)


def problem_of(round: MatchingRound, choice: Choice) -> tuple[engine.Problem, dict[str, pool.Candidate]]:
    """The round for the engine, and everybody in it by their key. Reads only; the caller has checked who asks.

    Mentees about whom a decision stands are left out; what is proposed and not decided yet counts as the earlier proposal.
    """
    proposals = list(round.proposals.prefetch_related("steps"))
    decided = {p.mentee_id for p in proposals if p.state in ("asked", "begun", "left_open")}
    waiting, offering = pool.candidates(round.programme, Side.MENTEE), teams.offering(round.programme)
    # Somebody whose steps are incomplete may stand in the list, but a mentee who isn't ready is not planned for.
    mentees = [
        c
        for c in waiting
        if str(c.enrolment.pk) in choice.people and c.is_ready and c.free_places > 0 and c.enrolment.pk not in decided
    ]
    # Full mentors come along without a place, so that "two could, both are full" can be said. A team is in if all of it is.
    mentors = [
        c
        for c in offering
        if all(str(one.enrolment.pk) in choice.people for one in c.people) or (c.is_ready and c.free_places == 0)
    ]
    problem = pool.problem(
        round.programme,
        mentees,
        mentors,
        choice.rules,
        round.lottery,
        policy=round.policy,
        previous={str(p.mentee_id): p.offered for p in proposals if p.state == "proposed"},
    )
    return problem, {c.key: c for c in [*mentees, *mentors]}


@transaction.atomic
def write_plan(*, round: MatchingRound, choice: Choice, solved: Solved, by) -> None:
    """Put a solved plan down: proposals that nobody has decided yet are replaced.

    While it was solved somebody may have closed the round (raises NotAllowed) or decided about a mentee, who keeps that.
    """
    check_coordinates(by, round.programme_id)
    # One plan at a time in a programme: it also replaces what other rounds left undecided.
    Programme.objects.select_for_update(no_key=True).get(pk=round.programme_id)
    check_open(MatchingRound.objects.select_for_update().get(pk=round.pk))
    # Held before their steps are read, so that nobody confirms one that is being replaced.
    list(round.proposals.select_for_update().order_by("pk").values_list("pk"))
    undecided = [p.pk for p in round.proposals.prefetch_related("steps") if p.taken_steps == ["proposed"]]
    Proposal.objects.filter(pk__in=undecided).delete()
    _take_over(round, solved, by)
    decided = decided_mentees(round)
    fresh = [p for p in solved.proposals if p.mentee_id not in decided]
    Proposal.objects.bulk_create(fresh, batch_size=200)
    ProposalStep.objects.bulk_create(
        [ProposalStep(proposal=p, step="proposed", by=by.account) for p in fresh], batch_size=200
    )
    parts = {str(p.enrolment_id): p for p in round.parts.all()}
    was = {key: (part.is_in, part.left_over) for key, part in parts.items()}
    parts |= {key: RoundPart(round=round, enrolment=e) for key, e in solved.enrolments.items() if key not in parts}
    for key, part in parts.items():
        part.is_in, part.left_over = key in choice.people, solved.left_over.get(key, {})
    # Written in one go, and only what is new: the transaction holds the writer.
    RoundPart.objects.bulk_create(
        [part for key, part in parts.items() if was.get(key) != (part.is_in, part.left_over)],
        batch_size=200,
        update_conflicts=True,
        unique_fields=["round", "enrolment"],
        update_fields=["is_in", "left_over"],
    )
    round.planned_at = clock.now()
    round.rules = choice.rules
    round.save(update_fields=["planned_at", "rules"])
    audit.record(by=by, action="plan matching round", target=round)


def _take_over(round: MatchingRound, solved: Solved, by) -> None:
    """Nobody is proposed in two rounds at once: what an earlier round left undecided about these people is replaced."""
    planned = {p.mentee_id for p in solved.proposals} | {solved.enrolments[key].pk for key in solved.left_over}
    elsewhere = Proposal.objects.filter(round__programme=round.programme, mentorship=None, answer_by=None)
    list(elsewhere.exclude(round=round).select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    undecided = [
        p
        for p in elsewhere.exclude(round=round).prefetch_related("steps")
        if p.mentee_id in planned and p.taken_steps == ["proposed"]
    ]
    ProposalStep.objects.bulk_create(
        [ProposalStep(proposal=p, step="replaced", by=by.account) for p in undecided], batch_size=200
    )


def stored(reason: engine.Reason) -> dict:
    """A reason as JSON: ids as text, codes and whole numbers as they are."""
    return {"code": reason.code, "facts": reason.facts}


def why_left_over(plan: engine.Plan, mentee: str) -> dict:
    """The engine's answer as JSON, for `wording.Words.left_over`."""
    why = plan.why_unmatched(mentee)
    return {
        "kind": why.kind,
        "full": [{"mentor": row.mentor, "held_by": list(row.held_by)} for row in why.full],
        "questions": [
            {"side": q.ask.side, "fact": q.ask.fact, "count": len(q.mentors), "mentors": list(q.mentors)[:20]}
            for q in why.questions
        ],
        "near": [
            {"code": _said_as(m), "count": m.count, "mentors": list(m.mentors)[:20]} for m in why.near_misses
        ],
        "nobody": [stored(reason) for reason in why.nobody_passes],
        "competing": _competing(why.competing),
    }


def _competing(found: engine.Competition | None) -> dict | None:
    """As JSON. Of many mentors only how many they are is said, so only a few are named."""
    return found and {
        "mentees": found.mentees,
        "places": found.places,
        "mentors": len(found.mentors),
        "named": list(found.mentors[:NAMED]),
        "held_by": found.held_by,
    }


def _said_as(miss: engine.NearMiss) -> str:
    """Where nobody meets in person, the way between two people is not what keeps them from meeting."""
    return "not_online" if miss.code == "reach" and miss.facts.get("online_only") else miss.code


@transaction.atomic
def close_round(*, round: MatchingRound, by) -> None:
    """No more changes. Proposals that are being asked run on until they are answered or expire."""
    check_coordinates(by, round.programme_id)
    if round.closed_at is None:
        round.closed_at = clock.now()
        round.save(update_fields=["closed_at"])
        audit.record(by=by, action="close matching round", target=round)
