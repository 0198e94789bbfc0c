"""A plan made in the background: asked for once, made in short turns, said step by step.

A turn is a job of about a second, so that mail, ticks and other jobs come in between. The solved plan lies in memory between
two turns; a process that stops loses it, and the next one begins again with what was chosen, which is kept in the round.
"""

import time
from collections.abc import Iterator
from uuid import UUID

from django.db import IntegrityError, transaction

from alongside.foundation import audit, clock, jobs
from alongside.matching import engine
from alongside.matching.actions import rounds, writing
from alongside.matching.models import MatchingRound, Planning, RoundPart
from alongside.matching.progress import SILENT
from alongside.programmes.access import NotAllowed
from alongside.programmes.models import Enrolment
from alongside.programmes.queries import principal_for

#: Seconds of work in one turn, and what other threads get between two pieces of it.
TURN, PAUSE = 1.0, 0.001
#: Pairs explained in one piece of a few milliseconds.
PIECE = 10
Step, Failed = Planning.Step, Planning.Failed

#: Plans being made by this process.
_in_hand: dict[UUID, Iterator[None]] = {}


def ask_for_plan(*, round: MatchingRound, out: set, rules: dict, by) -> Planning:
    """Have the round planned in the background, with everybody who is ready but these. Raises NotAllowed.

    out: ids of the enrolments left out. A plan that is being made already is returned as it is: a second click or a
    second coordinator does not plan twice. What was chosen is kept in the round first.
    """
    rounds.check_coordinates(by, round.programme_id)
    with transaction.atomic():
        standing = MatchingRound.objects.select_for_update().get(pk=round.pk)
        rounds.check_open(standing)
        going = standing.plannings.filter(finished_at=None).first()
        if going and clock.now() - going.heard_at < SILENT:
            return going
        if going:
            _end(going, Failed.STOPPED)
        try:
            with transaction.atomic():
                planning = Planning.objects.create(round=standing, asked_by=by.account)
        except IntegrityError:
            return standing.plannings.get(finished_at=None)
        keep_choice(standing, out, rules)
        jobs.enqueue("alongside.matching.actions.planning.go_on", planning_id=planning.pk)
        audit.record(by=by, action="ask for plan", target=round)
    return planning


def keep_choice(round: MatchingRound, out: set, rules: dict) -> None:
    """What was settled for a large round: its rules, and who is left out. Everybody else takes part as far as they are ready."""
    round.rules = rules
    round.save(update_fields=["rules"])
    round.parts.filter(is_in=False).exclude(enrolment__in=out).update(is_in=True)
    # Of this programme only: the ids come from a page.
    ours = Enrolment.objects.filter(programme=round.programme_id, pk__in=out)
    RoundPart.objects.bulk_create(
        [RoundPart(round=round, enrolment=e, is_in=False) for e in ours],
        update_conflicts=True, unique_fields=["round", "enrolment"], update_fields=["is_in"],
    )  # fmt: skip


def go_on(planning_id: str) -> str | None:
    """One turn. Called by the job thread; says `jobs.AGAIN` until the plan stands or could not be made."""
    planning = Planning.objects.select_related("round__programme", "asked_by").filter(pk=planning_id, finished_at=None).first()
    if planning is None:
        return None
    began = time.monotonic()
    work = _in_hand.setdefault(planning.pk, _made(planning))
    try:
        for _piece in work:
            if time.monotonic() - began > TURN:
                Planning.objects.filter(pk=planning.pk).update(heard_at=clock.now())
                return jobs.AGAIN
            time.sleep(PAUSE)
    except Exception as error:
        _in_hand.pop(planning.pk, None)
        why = _why(planning, error)
        _end(planning, why)
        for _piece in writing.sweep([planning.pk]):
            pass
        if why == Failed.STOPPED:
            raise
    _in_hand.pop(planning.pk, None)
    return None


def _why(planning: Planning, error: Exception) -> str:
    if isinstance(error, NotAllowed):
        return Failed.CLOSED if MatchingRound.objects.filter(pk=planning.round_id, closed_at__isnull=False).exists() else Failed.RIGHTS
    if isinstance(error, engine.ProblemError):
        return Failed.FACTS
    return Failed.CHANGED if isinstance(error, writing.Gone) else Failed.STOPPED


def _end(planning: Planning, failed: str = "") -> None:
    Planning.objects.filter(pk=planning.pk, finished_at=None).update(finished_at=clock.now(), failed=failed)


def _made(planning: Planning) -> Iterator[None]:
    """The whole way from people to the board, in pieces. The step that is said is the step that is taken."""

    def at(step: str, **counts) -> None:
        Planning.objects.filter(pk=planning.pk).update(step=step, heard_at=clock.now(), **counts)

    round = planning.round
    by = principal_for(planning.asked_by, has_second_factor=True, purpose="matching")
    rounds.check_coordinates(by, round.programme_id)
    rounds.check_open(round)
    at(Step.READING)
    yield
    sides = rounds.sides_of(round.programme)
    yield
    out = set(round.parts.filter(is_in=False).values_list("enrolment_id", flat=True))
    choice = rounds.Choice(ready_but(sides, out), round.rules)
    problem, planned = rounds.problem_of(round, choice, sides)
    at(Step.SOLVING, mentees=len(problem.mentees), mentors=len(problem.mentors))
    yield
    plan = engine.solve(problem)
    at(Step.EXPLAINING)
    yield
    solved = rounds.Solved(plan, [], {}, rounds.enrolments_of(planned))
    for n, (mentee, mentor) in enumerate(plan.proposed, 1):
        solved.proposals.append(rounds.proposal_of(round, plan, planned, mentee, mentor))
        if n % PIECE == 0:
            yield from _said(planning, n)
    for n, mentee in enumerate(plan.unmatched, 1 + len(plan.proposed)):
        solved.left_over[mentee] = rounds.why_left_over(plan.why_unmatched(mentee))
        yield from _said(planning, n)
    at(Step.WRITING)
    yield
    yield from writing.draft(round=round, choice=choice, solved=solved, writing=planning.pk, by=by)
    # Asked for again, because a role may have ended since.
    by = principal_for(planning.asked_by, has_second_factor=True, purpose="matching")
    writing.check_here(round, solved)
    with transaction.atomic():
        swept = writing.put_in_force(round=round, choice=choice, solved=solved, writing=planning.pk, by=by)
        _end(planning)
    yield from writing.sweep(swept)


def _said(planning: Planning, done: int) -> Iterator[None]:
    """Now and then, so that the bar moves and the writer is left in peace."""
    if done % 100 == 0:
        Planning.objects.filter(pk=planning.pk).update(done=done)
    yield


def ready_but(sides, out: set) -> frozenset[str]:
    """Who takes part in a large round: everybody who is ready and has a place, but those left out."""
    ready = (c for side in sides for c in side if c.is_ready and c.free_places > 0)
    # A team takes part when all of it does; the members are what a round remembers.
    whole = [c for c in ready if not any(one.enrolment.pk in out for one in c.people)]
    return frozenset(str(one.enrolment.pk) for c in whole for one in c.people)
