"""How this room hands out and erases what it holds about one person."""

from django.db import transaction
from django.db.models import Q

from alongside.matching.actions.groups import free_if_over
from alongside.matching.models import (
    TEAM,
    WITH_PEOPLE,
    MatchingRound,
    MentorTeam,
    Proposal,
    RoundPart,
    TeamMember,
)
from alongside.mentorships.actions import places


def export(person) -> dict:
    """Questions that the person was asked, and how they answered. Never who the other one was, nor who is kept apart."""
    mine = Q(mentor__person=person) | Q(mentee__person=person) | Q(team__in=_teams(person))
    asked = Proposal.objects.filter(mine, answer_by__isnull=False).select_related(*WITH_PEOPLE).prefetch_related(*TEAM)
    return {
        "questions": [
            {
                "programme": p.round.programme.name,
                "as": (part := p.part_of(person.pk))[0],
                "asked_until": p.answer_by.isoformat(),
                "answer": p.answer_of(part[0], part[1].pk),
            }
            for p in asked
        ],
        "teams": [
            {
                "programme": part.team.programme.name,
                "formed_at": part.team.formed_at.isoformat(),
                "leads": part.is_lead,
                "looks_after": part.looks_after,
                "until": part.until.isoformat() if part.until else None,
            }
            for part in TeamMember.objects.filter(enrolment__person=person).select_related("team__programme")
        ],
    }


def _teams(person):
    return TeamMember.objects.filter(enrolment__person=person).values("team")


@transaction.atomic
def erase(person) -> None:
    """Remove the person from rounds, proposals and teams. The list of people kept apart belongs to programmes.

    A team of which somebody is gone is no longer that team: it goes too, with what was proposed for it. Other people's explanations name enrolments by id ("could, and is full"); those ids are taken out too.
    """
    ids = {str(pk) for pk in person.enrolments.values_list("pk", flat=True)}
    ids |= {str(pk) for pk in _teams(person).values_list("team", flat=True)}
    theirs = Proposal.include_drafts.filter(Q(mentor__person=person) | Q(mentee__person=person) | Q(team__in=_teams(person)))
    groups = set(theirs.filter(in_group=True).values_list("round", "mentor"))
    # The others are free again.
    places.free(asked_in__in=list(theirs.values_list("pk", flat=True)))
    theirs.delete()
    for group in groups:
        free_if_over(*group)
    MentorTeam.objects.filter(pk__in=list(_teams(person).values_list("team", flat=True))).delete()
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
