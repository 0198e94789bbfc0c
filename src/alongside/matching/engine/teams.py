"""Several mentors as one, and which mentors together for which mentee.

A team stands in a round as one mentor (`team_of`); people form it, or take up what `propose_teams` proposes. A family is one
mentee. Placing teams is then the same plan with the same proof as placing one mentor.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import atan2, degrees, hypot

from . import week
from .distance import EARTH, Place
from .fit import fit
from .packing import TooManyTeams, best_packing
from .problem import Mentee, Mentor, Problem, ProblemError
from .rules import LEVELS, Capacity, Overlap, all_pass

#: The gender of a team of which it is known that they are not all of one; it meets no wish for one.
MIXED = "mixed team"
#: Possible teams, for all mentees together, that are compared exactly (ours; a few seconds).
MOST_TEAMS = 20_000


def team_of(members: Iterable[Mentor], id: Hashable, capacity: int = 1) -> Mentor:
    """These mentors as one, who takes `capacity` mentees (or families) together.

    What one of them brings the team brings: languages at the best level, skills, interests. What all must have holds only if
    all have it: free hours in common, cleared, adult, able to meet in person or online, the shortest reach. The rules that
    protect people, the wishes and the way are asked of each member (`Mentor.members`), so a wish for a woman is met only
    by women, and whoever is kept apart from one is kept apart from all. What nobody knows of one (None) nobody
    knows of the team, unless another's no settles it. The place is the middle, for nearness in `fit`; the loan ends with
    the first that ends. Raises ProblemError for fewer than two members, one named twice, or a team within a team.
    """
    members = tuple(members)
    if len(members) < 2:
        raise ProblemError(f"{id}: a team has two members or more")
    if len({str(one.id) for one in members}) < len(members):
        raise ProblemError(f"{id}: somebody is in the team twice")
    if any(one.members for one in members):
        raise ProblemError(f"{id}: a team has people for members, not teams")
    reaches = [one.reach_km for one in members if one.reach_km is not None]
    loans = [one.until for one in members if one.until is not None]
    return Mentor(
        id=id,
        languages=_languages(members),
        gender=_gender(members),
        gender_wish=_same(one.gender_wish for one in members),
        free=_free(members),
        place=_middle(members),
        area=_same(one.area for one in members),
        online_ok=_all(one.online_ok for one in members),
        in_person_ok=_all(one.in_person_ok for one in members),
        reach_km=min(reaches, default=None),
        adult=_all(one.adult for one in members),
        interests=frozenset().union(*(one.interests for one in members)),
        skills=frozenset().union(*(one.skills for one in members)),
        capacity=capacity,
        cleared=_all(one.cleared for one in members),
        not_cleared_reasons=tuple(dict.fromkeys(code for one in members for code in one.not_cleared_reasons)),
        until=min(loans, default=None),
        members=members,
    )


@dataclass(frozen=True)
class ProposedTeam:
    """Mentors (ids) who would accompany this mentee together. Sorted by id; who leads is for people to say."""

    mentee: Hashable
    mentors: tuple[Hashable, ...]


def propose_teams(problem: Problem, size: int | Mapping[Hashable, int] = 2) -> tuple[ProposedTeam, ...]:
    """Which mentors together for which mentee: most mentees served, and among such plans the greatest total fit.

    size: members of a team, 2 or more; for each mentee (id) or for all. Every rule of the problem holds for each team as for a
    team that people formed. Mentors who are a team already are left out; each mentor is used for as many teams as they have places.
    Exact: all possible teams are listed (members who suit nobody by themselves and hours without a common session are
    cut early), then the best are chosen (`packing`). Raises TooManyTeams where more than MOST_TEAMS are possible or the
    choice takes too long, ProblemError for a size under 2. Same problem, same answer.
    """
    options = {one.id: _options(problem, one, size if isinstance(size, int) else size[one.id]) for one in problem.seeking}
    if sum(map(len, options.values())) > MOST_TEAMS:
        raise TooManyTeams(f"more than {MOST_TEAMS:,} teams are possible: choose fewer mentors or smaller teams")
    chosen = best_packing(options, problem.places)
    return tuple(ProposedTeam(mentee, team) for mentee, team in sorted(chosen.items(), key=lambda item: str(item[0])))


def _options(problem: Problem, mentee: Mentee, size: int) -> list[tuple[int, tuple[Hashable, ...]]]:
    """(fit, mentor ids) of every team for this mentee, best first."""
    if size < 2:
        raise ProblemError("a team has two members or more")
    each = [rule for rule in problem.rules if rule.asked_of_each or isinstance(rule, Capacity)]
    # What holds for each member holds for the team.
    together = [rule for rule in problem.rules if rule not in each]
    minutes = max((rule.minutes for rule in problem.rules if isinstance(rule, Overlap)), default=0)
    able = sorted(
        (one for one in problem.mentors if not one.members and problem.places[one.id] and all_pass(each, mentee, one)),
        key=lambda one: str(one.id),
    )
    found = []
    for people in _together(able, size, mentee, minutes):
        team = team_of(people, id=_Named(people))
        if all_pass(together, mentee, team):
            found.append((fit(mentee, team, problem.weights), tuple(one.id for one in people)))
            if len(found) > MOST_TEAMS:
                raise TooManyTeams(f"more than {MOST_TEAMS:,} teams are possible: choose fewer mentors or smaller teams")
    found.sort(key=lambda option: (-option[0], [str(one) for one in option[1]]))
    return found


def _together(able: Sequence[Mentor], size: int, mentee: Mentee, minutes: int) -> Iterator[tuple[Mentor, ...]]:
    """Every `size` of these mentors who have a session of `minutes` in common with the mentee."""

    def grown(team: tuple[Mentor, ...], start: int, free: int) -> Iterator[tuple[Mentor, ...]]:
        if len(team) == size:
            yield team
            return
        for j in range(start, len(able) - (size - len(team)) + 1):
            common = free & able[j].free_minutes if minutes else free
            if not minutes or week.session_starts(common, minutes):
                yield from grown((*team, able[j]), j + 1, common)

    return grown((), 0, mentee.free_minutes)


class _Named:
    """An id for a team that nobody has named yet."""

    def __init__(self, people: Sequence[Mentor]):
        self.name = "+".join(str(one.id) for one in people)

    def __str__(self):
        return self.name


def _all(facts: Iterable[bool | None]) -> bool | None:
    """Three-valued "and": one no settles it, then one unknown."""
    facts = list(facts)
    return False if False in facts else None if None in facts else True


def _same(facts: Iterable):
    """What all of them say; None if they differ or one is unknown."""
    first, *others = facts
    return first if all(one == first for one in others) else None


def _gender(members: Sequence[Mentor]) -> str | None:
    known = {one.gender for one in members if one.gender is not None}
    return MIXED if len(known) > 1 else _same(one.gender for one in members)


def _languages(members: Sequence[Mentor]) -> dict[str, str | None] | None:
    if not all(one.languages for one in members):
        return None
    best: dict[str, str | None] = {}
    for one in members:
        for tag, level in one.languages.items():
            best[tag] = max(best.get(tag), level, key=lambda known: LEVELS.get(known, 0))
    return best


def _free(members: Sequence[Mentor]) -> tuple | None:
    if any(one.free is None for one in members):
        return None
    bits = week.EVERY_MINUTE
    for one in members:
        bits &= one.free_minutes
    return tuple((start // week.DAY, start % week.DAY, start % week.DAY + end - start) for start, end in week.runs(bits))


def _middle(members: Sequence[Mentor]) -> Place | None:
    """The middle of their areas; None if one is unknown, or where they lie all around the globe."""
    places = [one.place for one in members if one.place is not None]
    if len(places) < len(members):
        return None
    x, y, z = (sum(axis) / len(places) for axis in zip(*(place.metres for place in places), strict=True))
    if hypot(x, y, z) < EARTH / 2:
        return None
    return Place(degrees(atan2(z, hypot(x, y))), degrees(atan2(y, x)))
