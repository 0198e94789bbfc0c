"""Who may see and do what in matching: a programme's coordinators; and each person their own question."""

from django.db.models import Prefetch
from django.http import Http404

from alongside.matching.models import TEAM, WITH_PEOPLE, MatchingRound, MentorTeam, PolicyVersion, Proposal
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
    """The proposal with safe ways to reach everybody, for the programme's coordinator; else Http404. Notes the read of them."""
    people = ("mentor__person", "mentee__person", "team__members__enrolment__person")
    found = (
        proposals_for(principal)
        .select_related(*WITH_PEOPLE)
        .prefetch_related(
            *TEAM, *(Prefetch(f"{person}__contact_ways", ContactWay.objects.filter(is_safe=True)) for person in people)
        )
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    principal.reads("proposal", *found.person_ids)
    return found


def group_for(principal, proposal: Proposal) -> list[Proposal]:
    """Of a proposal that `proposal_for` handed out the open ones of its group, itself first; alone where it is in none."""
    if not proposal.in_group:
        return [proposal]
    safe = Prefetch("mentee__person__contact_ways", ContactWay.objects.filter(is_safe=True))
    same = proposals_for(principal).filter(round=proposal.round_id, mentor=proposal.mentor_id, in_group=True)
    found = list(same.select_related(*WITH_PEOPLE).prefetch_related(*TEAM, safe).exclude(pk=proposal.pk).order_by("pk"))
    group = [proposal, *(p for p in found if p.state == proposal.state)]
    principal.reads("proposal", *(p.mentee.person_id for p in group))
    return group


def mentee_for(principal, round: MatchingRound, pk) -> Enrolment:
    """A mentee of this round, else Http404."""
    found = (
        Enrolment.objects.filter(round_parts__round=round, side="mentee", pk=pk).select_related("person", "programme").first()
    )
    if found is None:
        raise Http404
    principal.reads("enrolment", found.person_id)
    return found


def mentor_or_team_for(principal, round: MatchingRound, key) -> tuple[Enrolment, MentorTeam | None]:
    """Whom the plan calls by this key: a mentor of the round's programme, or a team with its lead; else Http404."""
    team = MentorTeam.objects.filter(programme_id=round.programme_id, pk=key, ended_at=None).first()
    if team is None:
        return mentor_for(principal, round, key), None
    members = [member.enrolment for member in team.members.select_related("enrolment__person")]
    principal.reads("enrolment", *(enrolment.person_id for enrolment in members))
    return members[0], team


def team_for(programme: Programme, pk) -> MentorTeam:
    """A team of a programme that `programme_for` handed out, else Http404."""
    found = MentorTeam.objects.filter(programme=programme, pk=pk, ended_at=None).prefetch_related("members__enrolment").first()
    if found is None:
        raise Http404
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


def own_question_for(principal, pk) -> tuple[Proposal, str, Enrolment]:
    """A proposal that the principal is asked about, on which side, and as whom; else Http404."""
    found = _question(pk)
    part = found.part_of(principal.person_id) if principal.person_id else None
    if part is None:
        raise Http404
    return found, *part


def question_by_link(pk, side, who="") -> tuple[Proposal, Enrolment]:
    """The proposal behind a signed link, and who is asked: one of a team. The caller has checked the signature."""
    found = _question(pk)
    if side == "mentee":
        return found, found.mentee
    asked = next((mentor for mentor in found.mentors if str(mentor.pk) == who), None if who else found.mentor)
    if side != "mentor" or asked is None:
        raise Http404
    return found, asked


def asked_with(proposal: Proposal) -> list[Proposal]:
    """Of a question that was handed out those that the mentor answers along with it: the group's, or itself alone."""
    if not proposal.in_group:
        return [proposal]
    same = Proposal.objects.filter(round=proposal.round_id, mentor=proposal.mentor_id, in_group=True, answer_by__isnull=False)
    found = same.select_related(*WITH_PEOPLE).prefetch_related("steps", "mentee__person__languages").order_by("pk")
    return [p for p in found if p.is_open] or [proposal]


def _question(pk) -> Proposal:
    asked = Proposal.objects.filter(pk=pk, answer_by__isnull=False)
    found = asked.select_related(*WITH_PEOPLE).prefetch_related(*TEAM).first()
    if found is None:
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
