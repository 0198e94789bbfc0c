"""Putting a solved plan down: first as drafts that nobody sees, then in force, all at once.

Drafts are laid in short transactions, because a plan for ten thousand people takes seconds to write and SQLite has one
writer. What they replace is taken off the board with the same stroke and swept away afterwards.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from alongside.foundation import audit, clock
from alongside.foundation.ids import new_id
from alongside.matching.actions.checks import check_coordinates, check_open, decided_mentees
from alongside.matching.models import MatchingRound, Proposal, ProposalStep, RoundPart
from alongside.programmes.models import Enrolment, Programme

if TYPE_CHECKING:
    from alongside.matching.actions.rounds import Choice, Solved

#: Rows in one short transaction.
BATCH = 200


class Gone(Exception):
    """Somebody for whom there was a plan is not here any more: erased while it was made."""


def draft(*, round: MatchingRound, choice: "Choice", solved: "Solved", writing: UUID, by) -> Iterator[None]:
    """Lay the proposals and reasons of a plan beside the board, a short transaction at a step. Harmless to begin again.
    Raises Gone.

    writing: names this writing; nobody sees its rows before `put_in_force`.
    """
    yield from sweep([writing])
    check_here(round, solved)
    for some in _batches(solved.proposals):
        with transaction.atomic():
            for proposal in some:
                proposal.drafted_in = writing
            Proposal.include_drafts.bulk_create(some)
            ProposalStep.objects.bulk_create(ProposalStep(proposal=p, step="proposed", by=by.account) for p in some)
        yield
    RoundPart.objects.filter(round=round).exclude(drafted={}).update(drafted={})
    parts = {str(p.enrolment_id): p for p in round.parts.all()}
    new = [key for key in solved.enrolments if key not in parts]
    was = {key: (part.is_in, part.drafted) for key, part in parts.items()}
    parts |= {key: RoundPart(round=round, enrolment=solved.enrolments[key]) for key in new}
    for key, part in parts.items():
        part.is_in, part.drafted = key in choice.people, solved.left_over.get(key, {})
    for some in _batches([part for key, part in parts.items() if was.get(key) != (part.is_in, part.drafted)]):
        with transaction.atomic():
            RoundPart.objects.bulk_create(
                some, update_conflicts=True, unique_fields=["round", "enrolment"], update_fields=["is_in", "drafted"]
            )
        yield


@transaction.atomic
def put_in_force(*, round: MatchingRound, choice: "Choice", solved: "Solved", writing: UUID, by) -> list[UUID]:
    """The drafts stand on the board, and what nobody had decided there is gone. Returns the writings to sweep away.

    While the plan was made somebody may have closed the round (raises NotAllowed) or decided about a mentee, who keeps that.
    The caller has checked just before that everybody is here (`check_here`), outside, because the writer is held from here on.
    """
    check_coordinates(by, round.programme_id)
    # It also replaces what other rounds of the programme left undecided.
    Programme.objects.select_for_update(no_key=True).get(pk=round.programme_id)
    check_open(MatchingRound.objects.select_for_update().get(pk=round.pk))
    # Held before their steps are read, so that nobody confirms one that is being replaced.
    list(round.proposals.select_for_update().values_list("pk"))
    replaced = new_id()
    round.proposals.undecided().update(drafted_in=replaced)
    _take_over(round, solved, by)
    ours = Proposal.include_drafts.filter(drafted_in=writing)
    ours.exclude(mentee_id__in=decided_mentees(round)).update(drafted_in=None)
    RoundPart.objects.filter(~Q(drafted={}) | ~Q(left_over={}), round=round).update(left_over=F("drafted"), drafted={})
    round.planned_at = clock.now()
    round.rules = choice.rules
    round.save(update_fields=["planned_at", "rules"])
    audit.record(by=by, action="plan matching round", target=round)
    return [writing, replaced]


def check_here(round: MatchingRound, solved: "Solved") -> None:
    """Raises Gone unless everybody planned with is still in the programme. One query."""
    here = {str(pk) for pk in Enrolment.objects.filter(programme=round.programme_id).values_list("pk", flat=True)}
    if not solved.enrolments.keys() <= here:
        raise Gone


def sweep(writings: Iterable[UUID]) -> Iterator[None]:
    """Delete what belongs to these writings and stands on no board, a short transaction at a step."""
    unseen = Proposal.include_drafts.filter(drafted_in__in=list(writings))
    while some := list(unseen.values_list("pk", flat=True)[:BATCH]):
        Proposal.include_drafts.filter(pk__in=some).delete()
        yield


def _take_over(round: MatchingRound, solved: "Solved", by) -> None:
    """Nobody is proposed in two rounds at once: what an earlier round left undecided about these people is replaced."""
    planned = {p.mentee_id for p in solved.proposals} | {solved.enrolments[key].pk for key in solved.left_over}
    elsewhere = Proposal.objects.filter(round__programme=round.programme, mentorship=None, answer_by=None).exclude(round=round)
    list(elsewhere.select_for_update(of=("self",)).values_list("pk"))
    undecided = [pk for pk, mentee in elsewhere.undecided().values_list("pk", "mentee_id") if mentee in planned]
    ProposalStep.objects.bulk_create(
        [ProposalStep(proposal_id=pk, step="replaced", by=by.account) for pk in undecided], batch_size=BATCH
    )


def _batches(rows: list) -> Iterator[list]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
