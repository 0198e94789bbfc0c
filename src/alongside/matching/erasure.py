"""How this room hands out and erases what it holds about one person."""

from django.db import transaction
from django.db.models import Q

from alongside.matching.models import MatchingRound, Proposal, RoundPart
from alongside.mentorships.actions import places


def export(person) -> dict:
    """Questions that the person was asked, and how they answered. Never who the other one was, nor who is kept apart."""
    asked = Proposal.objects.filter(Q(mentor__person=person) | Q(mentee__person=person), answer_by__isnull=False)
    return {
        "questions": [
            {
                "programme": p.round.programme.name,
                "as": (side := "mentor" if p.mentor.person_id == person.pk else "mentee"),
                "asked_until": p.answer_by.isoformat(),
                "answer": p.answer_of(side),
            }
            for p in asked.select_related("round__programme", "mentor", "mentee").prefetch_related("steps")
        ]
    }


@transaction.atomic
def erase(person) -> None:
    """Remove the person from rounds and proposals. The list of people kept apart belongs to programmes.

    Other people's explanations name enrolments by id ("could, and is full"); those ids are taken out too.
    """
    ids = {str(pk) for pk in person.enrolments.values_list("pk", flat=True)}
    theirs = Proposal.include_drafts.filter(Q(mentor__person=person) | Q(mentee__person=person))
    # The other one is free again.
    places.free(asked_in__in=list(theirs.values_list("pk", flat=True)))
    theirs.delete()
    RoundPart.objects.filter(enrolment__person=person).delete()
    rounds = MatchingRound.objects.filter(programme__enrolments__person=person).distinct()
    for model, columns in ((RoundPart, ["left_over", "drafted"]), (Proposal, ["reasons", "runners_up"])):
        for row in model._base_manager.filter(round__in=rounds):
            before = [getattr(row, column) for column in columns]
            after = [_without(ids, value) for value in before]
            if after != before:
                for column, value in zip(columns, after, strict=True):
                    setattr(row, column, value)
                row.save(update_fields=columns)


def _without(ids: set[str], value):
    """A JSON value without these ids in its lists, and without the lines of its lists that are about one of them."""
    if isinstance(value, dict):
        return {key: _without(ids, inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without(ids, one) for one in value if (one.get("mentor") if isinstance(one, dict) else one) not in ids]
    return value
