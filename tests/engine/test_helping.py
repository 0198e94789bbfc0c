"""What would help is exact: the mentor to look for really could accompany these people, the rule really would serve so many."""

from dataclasses import replace
from random import Random

import pytest

from alongside.matching.engine import GenderWish, Language, Overlap, Place, Reach, solve
from alongside.matching.engine.helping import GivesWay, Recruit, what_could_give_way, whom_to_find

from .people import TUESDAY_EVENING, mentee, mentor, problem, random_round


def test_one_woman_with_tigrinya_on_tuesdays_would_help_four():
    four = [
        mentee(f"m{i}", languages={"ti": "native"}, gender_wish="woman", area="bonfim", free=TUESDAY_EVENING + more)
        for i, more in enumerate([(), ((0, 600, 700),), ((3, 600, 700),), ()])
    ]
    plan = solve(problem(four, [mentor()], [Language(), GenderWish(), Overlap(), Reach()]))
    assert whom_to_find(plan) == (Recruit("ti", "woman", "bonfim", (1, 1080, 1140), ("m0", "m1", "m2", "m3")),)


def test_an_area_is_named_only_where_meeting_online_will_not_do():
    one = mentee(online_ok=True, in_person_ok=True, area="bonfim", languages={"ti": "C1"})
    (found,) = whom_to_find(solve(problem([one], [mentor()], [Language(), Reach()])))
    assert (found.area, found.gender, found.slot) == (None, None, None)


@pytest.mark.parametrize("seed", range(15))
def test_whoever_is_looked_for_would_serve_one_more(seed):
    plan = solve(random_round(Random(seed), 14, 6))
    before = len(plan.unmatched)
    for found in whom_to_find(plan):
        somebody = mentor(
            "new",
            languages={found.language: "native"},
            gender=found.gender,
            area=found.area,
            place=next((m.place for m in plan.problem.mentees if m.area == found.area), None),
            free=(found.slot,),
            online_ok=True,
            in_person_ok=found.area is not None,
        )
        assert set(found.mentees) <= set(plan.unmatched)
        better = solve(replace(plan.problem, mentors=(*plan.problem.mentors, somebody)))
        assert len(better.unmatched) < before


def test_the_smallest_step_that_helps_is_told():
    far = [mentee(f"m{i}", place=Place(52.52 + i / 9, 13.40)) for i in (1, 2, 3)]
    plan = solve(problem(far, [mentor(capacity=3)], [Reach(km=10)]))
    assert len(plan.unmatched) == 3
    assert what_could_give_way(plan) == (GivesWay("reach", "km", 10, 15.0, 1),)


def test_a_rule_that_protects_never_gives_way():
    plan = solve(problem([mentee()], [mentor(cleared=False)], [Language(), Overlap(), Reach()]))
    assert what_could_give_way(plan) == ()
