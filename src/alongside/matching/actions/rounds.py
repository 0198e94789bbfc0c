"""Opening, solving and closing a round. `actions.writing` puts a plan down; people decide in `actions.proposals`."""

from dataclasses import dataclass

from django.db import transaction

from alongside.foundation import audit, clock
from alongside.foundation.ids import new_id
from alongside.matching import engine, policy, pool, teams
from alongside.matching.actions import writing
from alongside.matching.actions.checks import check_coordinates, check_open
from alongside.matching.models import MatchingRound, Proposal, RoundPart
from alongside.matching.wording import NAMED
from alongside.programmes.models import Enrolment, Format, Programme, Side


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
    if people is None:
        # In a large programme whoever is ready takes part, and who that is is settled when the plan is made.
        people = [] if pool.is_large(programme) else pool.everybody(programme)
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


@transaction.atomic
def write_plan(*, round: MatchingRound, choice: Choice, solved: Solved, by) -> None:
    """Put a solved plan down in one transaction: for a round of some hundred people. Raises what `writing.put_in_force` raises."""
    check_coordinates(by, round.programme_id)
    # One plan at a time in a programme; a second one waits here before it writes a row.
    Programme.objects.select_for_update(no_key=True).get(pk=round.programme_id)
    this = new_id()
    for _batch in writing.draft(round=round, choice=choice, solved=solved, writing=this, by=by):
        pass
    for _batch in writing.sweep(writing.put_in_force(round=round, choice=choice, solved=solved, writing=this, by=by)):
        pass


def solve_round(*, round: MatchingRound, choice: Choice, by) -> Solved:
    """The plan for these people and rules, and its explanations. Writes nothing: a large round takes seconds.

    Mentees about whom a decision stands keep it and are not planned for. Raises NotAllowed for a closed
    round, engine.ProblemError for facts that can't be read, and engine.NotCertified if the plan can't prove itself.
    """
    check_coordinates(by, round.programme_id)
    check_open(round)
    problem, planned = problem_of(round, choice)
    plan = engine.solve(problem)
    return Solved(
        plan,
        [proposal_of(round, plan, planned, mentee, mentor) for mentee, mentor in plan.proposed],
        {mentee: why_left_over(plan.why_unmatched(mentee)) for mentee in plan.unmatched},
        enrolments_of(planned),
    )


def enrolments_of(planned: dict[str, pool.Candidate]) -> dict[str, Enrolment]:
    """Everybody planned with, those in teams one by one, by id."""
    return {str(one.enrolment.pk): one.enrolment for c in planned.values() for one in c.people}


def proposal_of(round: MatchingRound, plan: engine.Plan, planned: dict[str, pool.Candidate], mentee: str, mentor: str) -> Proposal:
    """One pair of the plan with its reasons and runners-up; not saved."""
    return Proposal(
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


def sides_of(programme: Programme) -> tuple[list[pool.Candidate], list[pool.Candidate]]:
    """Who waits, and who offers to accompany: mentors, or teams where the programme works in teams."""
    return pool.candidates(programme, Side.MENTEE), teams.offering(programme)


def problem_of(round: MatchingRound, choice: Choice, sides=None) -> tuple[engine.Problem, dict[str, pool.Candidate]]:
    """The round for the engine, and everybody in it by their key. Reads only; the caller has checked who asks.

    sides: the candidates of both sides, mentees first, if the caller has read them.

    Mentees about whom a decision stands are left out; what is proposed and not decided yet counts as the earlier proposal.
    """
    proposals = list(round.proposals.prefetch_related("steps"))
    decided = {p.mentee_id for p in proposals if p.state in ("asked", "begun", "left_open")}
    waiting, offering = sides or sides_of(round.programme)
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


def stored(reason: engine.Reason) -> dict:
    """A reason as JSON: ids as text, codes and whole numbers as they are."""
    return {"code": reason.code, "facts": reason.facts}


def why_left_over(why: engine.WhyUnmatched) -> dict:
    """The engine's answer as JSON, for `wording.Words.left_over`."""
    return {
        "kind": why.kind,
        # In a large round hundreds are full; of those only the number is read.
        "full": [{"mentor": row.mentor, "held_by": list(row.held_by)} for row in why.full[:20]],
        "full_count": len(why.full),
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
