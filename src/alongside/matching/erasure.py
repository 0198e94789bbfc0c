"""How this room hands out and erases what it holds about one person."""

from django.db import transaction
from django.db.models import Q

from alongside.matching.models import MatchingRound, Proposal, RoundPart


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
    rounds = MatchingRound.objects.filter(parts__enrolment__person=person).distinct()
    for part in RoundPart.objects.filter(round__in=rounds).exclude(left_over={}):
        kept = [row for row in part.left_over.get("full", []) if row["mentor"] not in ids]
        if kept != part.left_over.get("full", []):
            part.left_over["full"] = kept
            part.save(update_fields=["left_over"])
    for proposal in Proposal.objects.filter(round__in=rounds):
        kept = [row for row in proposal.runners_up if row["mentor"] not in ids]
        if kept != proposal.runners_up:
            proposal.runners_up = kept
            proposal.save(update_fields=["runners_up"])
    Proposal.objects.filter(Q(mentor__person=person) | Q(mentee__person=person)).delete()
    RoundPart.objects.filter(enrolment__person=person).delete()
