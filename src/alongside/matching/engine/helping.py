"""What would help the people who are left over: whom to look for, and which rule could give way.

Only rules that do not protect anybody are ever offered to give way.
"""

from collections.abc import Collection, Hashable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from . import week
from .groups import seated
from .problem import Mentee, Mentor
from .rules import LEVELS, Language, Overlap, Reach
from .rules.base import ones

if TYPE_CHECKING:
    from .plan import Plan

#: Steps by which a rule may give way, the smallest first; the first that helps anybody is told, and the last.
KILOMETRES = (1.5, 2, 3)
MINUTES = (45, 30)


@dataclass(frozen=True)
class Recruit:
    """A mentor to look for.

    language: the tag they would speak well. gender: only where somebody's wish needs it. area: where they
        would live; None if meeting online is enough. weekday, start, end: when they would be free at least, as in a slot; None
        where hours do not matter. mentees: whom this mentor could accompany, one at a time.
    """

    language: str | None
    gender: str | None
    area: Hashable | None
    slot: tuple[int, int, int] | None
    mentees: tuple[Hashable, ...]


@dataclass(frozen=True)
class GivesWay:
    """A rule that asks for less: `setting` would be `after` instead of `before`, and these people would be served too."""

    rule: str
    setting: str
    before: float | str
    after: float | str
    more: int


def whom_to_find(plan: "Plan", most: int = 5) -> tuple[Recruit, ...]:
    """Mentors who would help most of the people left over, each helping others than those before.

    Cost: for each person left over one pass of the rules over all kinds of mentors; half a second for six hundred.
    """
    left = {mentee: plan.problem.mentee_by_id[mentee] for mentee in plan.unmatched}
    minutes = next((rule.minutes for rule in plan.problem.rules if isinstance(rule, Overlap)), None)
    suited = _suited(plan, left.values())
    found = []
    while left and len(found) < most:
        # Of the kinds drawn from people helped already none is looked for: nobody left over may live there.
        kinds = dict.fromkeys(kind for one in left.values() for kind in _kinds(one))
        recruits = [_recruit(kind, [left[one] for one in suited[kind] if one in left], minutes) for kind in kinds]
        best = max((recruit for recruit in recruits if recruit.mentees), key=_worth, default=None)
        if best is None:
            break
        found.append(best)
        for mentee in best.mentees:
            del left[mentee]
    return tuple(found)


def what_could_give_way(plan: "Plan") -> tuple[GivesWay, ...]:
    """For each rule that may, the smallest step that serves somebody more. Cost: up to a solution per step."""
    found = []
    for rule in plan.problem.rules:
        for setting, before, after, gentler in _steps(rule):
            rules = tuple(gentler if one.code == rule.code else one for one in plan.problem.rules)
            more = len(plan.unmatched) - _left_over(replace(plan.problem, rules=rules))
            if more > 0:
                found.append(GivesWay(rule.code, setting, before, after, more))
                break
    return tuple(sorted(found, key=lambda way: (-way.more, way.rule)))


def _left_over(problem) -> int:
    standing = seated(problem)
    return sum(standing.mentor_of(mentee) is None for mentee in standing.row_of)


def _steps(rule) -> Iterator[tuple]:
    if isinstance(rule, Reach) and rule.km and rule.in_person:
        for times in KILOMETRES:
            yield "km", rule.km, rule.km * times, replace(rule, km=rule.km * times)
    elif isinstance(rule, Overlap):
        for minutes in MINUTES:
            if minutes < rule.minutes:
                yield "minutes", rule.minutes, minutes, replace(rule, minutes=minutes)
    elif isinstance(rule, Language):
        ranks = list(LEVELS)
        for setting in ("level", "mentee_level"):
            before = getattr(rule, setting)
            if before != ranks[0]:
                after = ranks[ranks.index(before) - 1]
                yield setting, before, after, replace(rule, **{setting: after})


def _kinds(mentee: Mentee) -> Iterator[tuple]:
    """Kinds of mentor (language, gender, area) drawn from what this person speaks, wishes and lives by."""
    for tag in sorted(mentee.languages or [None], key=str):
        for gender in dict.fromkeys((None, mentee.gender_wish if mentee.gender_wish != "any" else None)):
            for area in dict.fromkeys((None, mentee.area)):
                yield tag, gender, area


def _suited(plan, left: Collection[Mentee]) -> dict[tuple, list[Hashable]]:
    """Every kind of mentor drawn from these people -> whom of them it suits."""
    place_of = {one.area: one.place for one in reversed(plan.problem.mentees) if one.place}
    kinds = list(dict.fromkeys(kind for one in left for kind in _kinds(one)))
    mentors = [_somebody(*kind, place_of.get(kind[2]) if kind[2] is not None else None) for kind in kinds]
    filters = [rule.filter(mentors) for rule in plan.problem.rules]
    suited: dict[tuple, list[Hashable]] = {kind: [] for kind in kinds}
    for mentee in left:
        among = (1 << len(mentors)) - 1
        for narrow in filters:
            among = narrow(mentee, among)
        for j in ones(among):
            suited[kinds[j]].append(mentee.id)
    return suited


def _recruit(kind: tuple, able: list[Mentee], minutes: int | None) -> Recruit:
    slot = None
    if minutes and able:
        slot, able = _best_hours(able, minutes)
    return Recruit(*kind, slot, tuple(sorted((one.id for one in able), key=str)))


def _worth(recruit: Recruit) -> tuple:
    """Most people first; among equals whoever is easiest to find: no wish, no area; then by name, so that it is always the same."""
    asked = (recruit.gender is not None) + (recruit.area is not None)
    return len(recruit.mentees), -asked, [-ord(letter) for letter in str(recruit.language)]


def _somebody(tag, gender, area, place) -> Mentor:
    return Mentor(
        id=object(),
        languages={tag: "native"} if tag else None,
        gender=gender,
        gender_wish="any",
        free=((0, 0, week.WEEK),),
        place=place,
        area=area,
        online_ok=True,
        in_person_ok=area is not None,
        reach_km=None,
        adult=True,
        capacity=1,
        cleared=True,
    )


def _best_hours(people: list[Mentee], minutes: int) -> tuple[tuple[int, int, int], list[Mentee]]:
    """The meeting time that suits most of them, and whom it suits; the earliest in the week among equals."""
    starts = {one.id: week.session_starts(one.free_minutes, minutes) for one in people}
    # The best minute is one at which somebody's time begins.
    begins = sorted({start for bits in starts.values() for start, _ in week.runs(bits)})
    best = max(begins, key=lambda minute: (sum(bits >> minute & 1 for bits in starts.values()), -minute))
    weekday, start = divmod(best, week.DAY)
    slot = (weekday, start, (start + minutes - 1) % week.DAY + 1)
    return slot, [one for one in people if starts[one.id] >> best & 1]
