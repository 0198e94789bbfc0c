"""Mentors who accompany together: which teams there are, who is in none yet, and which teams there could be."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from alongside.matching import engine, pool
from alongside.matching.models import MentorTeam, TeamMember
from alongside.matching.pool import IN_TEAMS, Candidate
from alongside.matching.wording import listed
from alongside.people import directory
from alongside.programmes.models import Format, Programme, Side

#: (fewest, most) members of a team. Two co-mentors; a family's team as in `mentorships.actions.beginning`.
SIZES = {Format.CO_MENTORS: (2, 2), Format.FAMILY_TEAM: (2, 12)}
#: Largest team that is proposed: beyond it there are too many to compare (ours).
LARGEST_PROPOSED = 5


def works_in_teams(programme: Programme) -> bool:
    return programme.format in IN_TEAMS


def of_programme(programme: Programme):
    """Teams that have not ended, each with its members and their people. Three queries."""
    return MentorTeam.objects.filter(programme=programme, ended_at=None).prefetch_related("members__enrolment__person")


def offering(programme: Programme, keys: Iterable[str] | None = None) -> list[Candidate]:
    """The mentors' side of a round: teams where the programme works in teams, else mentors. A constant number of queries.

    keys: what the plan calls those that matter (`Candidate.key`); by default everybody. A team of which somebody is
    not accepted now, for instance takes a break, is left out.
    """
    wanted = None if keys is None else list(keys)
    if not works_in_teams(programme):
        return pool.candidates(programme, Side.MENTOR, wanted)
    teams = list(of_programme(programme) if wanted is None else of_programme(programme).filter(pk__in=wanted))
    people = {member.enrolment_id for team in teams for member in team.members.all()}
    candidates = {c.enrolment.pk: c for c in pool.candidates(programme, Side.MENTOR, people)}
    return [
        together(team, [candidates[member.enrolment_id] for member in team.members.all()])
        for team in teams
        if all(member.enrolment_id in candidates for member in team.members.all())
    ]


def together(team: MentorTeam | None, members: list[Candidate]) -> Candidate:
    """These mentors as one candidate; the first leads. They have as many places as the one who has fewest."""
    missing = tuple(dict.fromkeys(missing for one in members for missing in one.missing))
    return Candidate(members[0].enrolment, missing, min(one.free_places for one in members), team, tuple(members))


def in_none(programme: Programme) -> list[Candidate]:
    """Mentors with a free place who are in no team, those who miss something included."""
    taken = set(TeamMember.objects.filter(team__programme=programme, until=None).values_list("enrolment_id", flat=True))
    return [c for c in pool.candidates(programme, Side.MENTOR) if c.free_places > 0 and c.enrolment.pk not in taken]


@dataclass(frozen=True)
class Possible:
    """A team that could be formed: for whom, of whom (candidates), and what speaks for it (reasons of the engine)."""

    mentee: Candidate
    members: tuple[Candidate, ...]
    reasons: tuple[engine.Reason, ...]


def proposed(programme: Programme, size: int) -> list[Possible]:
    """Which mentors of no team together for which waiting mentee: most mentees served, then the most in common.

    Only people to whom nothing is missing. Raises engine.TooManyTeams.
    """
    mentees = pool.ready(programme, Side.MENTEE)
    mentors = [c for c in in_none(programme) if c.is_ready]
    problem = pool.problem(programme, mentees, mentors, pool.rules_of(programme), "")
    by_key = {c.key: c for c in [*mentees, *mentors]}
    found = []
    for possible in engine.propose_teams(problem, size):
        members = tuple(by_key[key] for key in possible.mentors)
        mentee = by_key[possible.mentee]
        team = engine.team_of((problem.mentor_by_id[key] for key in possible.mentors), id="team")
        alone = replace(problem, mentees=(problem.mentee_by_id[possible.mentee],), mentors=(team,))
        found.append(Possible(mentee, members, engine.solve(alone).why(mentee.key, team.id)))
    return found


def today(programme: Programme, policy: dict) -> engine.Problem:
    """What a round opened now would be, under this policy."""
    mentors = [c for c in offering(programme) if c.is_ready and c.free_places > 0]
    return pool.problem(programme, pool.ready(programme, Side.MENTEE), mentors, pool.rules_of(programme), "", policy=policy)


def names_of(candidates: Iterable[Candidate]) -> dict[str, str]:
    """Key of a candidate -> the name, or the names of a team's members."""
    candidates = list(candidates)
    names = directory.names({one.enrolment.person_id for c in candidates for one in c.people})
    return {c.key: listed([names.get(one.enrolment.person_id, "") for one in c.people]) for c in candidates}
