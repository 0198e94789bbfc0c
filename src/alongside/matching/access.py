"""Who may see and do what in matching: a programme's coordinators; and each person their own question."""

from django.db.models import Prefetch
from django.http import Http404

from alongside.matching.models import MatchingRound, PolicyVersion, Proposal
from alongside.people.models import ContactWay
from alongside.programmes.models import DoNotMatch, Enrolment, Programme


def programmes_for(principal):
    """Programmes that the principal coordinates."""
    return Programme.objects.filter(pk__in=principal.programmes_as("coordinator"))


def programme_for(principal, pk) -> Programme:
    found = programmes_for(principal).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def rounds_for(principal):
    return MatchingRound.objects.filter(programme_id__in=principal.programmes_as("coordinator"))


def round_for(principal, pk) -> MatchingRound:
    """The round with its programme, for a coordinator; else Http404."""
    found = rounds_for(principal).select_related("programme").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def accepted_in(programme: Programme) -> dict:
    """Enrolment id -> (person id, side) of everybody accepted in a programme that `programme_for` handed out. One query."""
    accepted = Enrolment.objects.filter(programme=programme).with_state().filter(current_state="accepted")
    return {pk: (person_id, side) for pk, person_id, side in accepted.values_list("pk", "person_id", "side")}


def left_out_of(round: MatchingRound) -> set:
    """Ids of the enrolments that a round leaves out."""
    return set(round.parts.filter(is_in=False).values_list("enrolment_id", flat=True))


def proposals_for(principal):
    return Proposal.objects.filter(round__programme_id__in=principal.programmes_as("coordinator"))


def proposal_for(principal, pk) -> Proposal:
    """The proposal with safe ways to reach both, for the programme's coordinator; else Http404. Notes the read of both."""
    found = (
        proposals_for(principal)
        .select_related("round__programme", "mentee__person", "mentor__person")
        .prefetch_related(
            "steps",
            *(Prefetch(f"{side}__person__contact_ways", ContactWay.objects.filter(is_safe=True)) for side in ("mentor", "mentee")),
        )
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    principal.reads("proposal", found.mentee.person_id, found.mentor.person_id)
    return found


def mentee_for(principal, round: MatchingRound, pk) -> Enrolment:
    """A mentee of this round, else Http404."""
    found = (
        Enrolment.objects.filter(round_parts__round=round, side="mentee", pk=pk).select_related("person", "programme").first()
    )
    if found is None:
        raise Http404
    principal.reads("enrolment", found.person_id)
    return found


def mentor_for(principal, round: MatchingRound, pk) -> Enrolment:
    """A mentor of this round's programme, else Http404."""
    found = (
        Enrolment.objects.filter(programme_id=round.programme_id, side="mentor", pk=pk).select_related("person").first()
    )
    if found is None:
        raise Http404
    principal.reads("enrolment", found.person_id)
    return found


def own_question_for(principal, pk) -> tuple[Proposal, str]:
    """A proposal that the principal is asked about, and on which side; else Http404."""
    found = (
        Proposal.objects.filter(pk=pk, answer_by__isnull=False)
        .select_related("round__programme", "mentee__person", "mentor__person")
        .prefetch_related("steps")
        .first()
    )
    if found is None or not principal.person_id:
        raise Http404
    for side in ("mentor", "mentee"):
        if getattr(found, side).person_id == principal.person_id:
            return found, side
    raise Http404


def question_by_link(pk, side) -> Proposal:
    """The proposal behind a signed link. The caller has checked the signature."""
    found = (
        Proposal.objects.filter(pk=pk, answer_by__isnull=False)
        .select_related("round__programme", "mentee__person", "mentor__person")
        .prefetch_related("steps")
        .first()
    )
    if found is None or side not in ("mentor", "mentee"):
        raise Http404
    return found


def people_of(programme: Programme) -> list:
    """Ids of everybody enrolled in a programme that `programme_for` handed out."""
    return list(Enrolment.objects.filter(programme=programme).values_list("person_id", flat=True).distinct())


def kept_apart_in(programme: Programme):
    return DoNotMatch.objects.filter(programme=programme).order_by("-at")


def kept_apart_row(programme: Programme, pk) -> DoNotMatch:
    found = kept_apart_in(programme).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def policy_versions_of(programme: Programme):
    """The versions of the policy of a programme that `programme_for` handed out, newest first."""
    return PolicyVersion.objects.filter(programme=programme).select_related("by__person")


def policy_version_for(programme: Programme, number: int) -> PolicyVersion:
    found = policy_versions_of(programme).filter(number=number).first()
    if found is None:
        raise Http404
    return found
