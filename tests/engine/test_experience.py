"""Having started again in a new country: it counts between two who both asked for it, and nowhere else.

    mentee asks   mentor asks   what it does
    yes           yes           one reason, and more fit, never beyond a best pair
    yes           no, unsaid    nothing
    no, unsaid    yes           nothing
"""

from dataclasses import replace
from itertools import product
from random import Random

import pytest

from alongside.matching.engine import Reason, Weights, fit, solve
from alongside.matching.engine.fit import BEST

from .people import mentee, mentor, problem, random_round

ONE_SIDED = [(mine, theirs) for mine, theirs in product([True, False, None], repeat=2) if not (mine and theirs)]
ASKED = Reason("shared_experience")


def of_pair(mine, theirs, **weights):
    return fit(mentee(experience_wish=mine), mentor(experience_wish=theirs), Weights(**weights))


def test_both_asked_and_it_counts():
    assert of_pair(True, True) > of_pair(None, None)
    plan = solve(problem([mentee(experience_wish=True)], [mentor(experience_wish=True)]))
    assert ASKED in plan.why("samira", "jonas")


@pytest.mark.parametrize(("mine", "theirs"), ONE_SIDED)
def test_one_who_asks_alone_changes_nothing_and_is_not_told_of(mine, theirs):
    assert of_pair(mine, theirs) == of_pair(None, None)
    plan = solve(problem([mentee(experience_wish=mine)], [mentor(experience_wish=theirs)]))
    assert ASKED not in plan.why("samira", "jonas")


def test_whoever_does_not_ask_loses_nothing_by_others_who_do():
    assert of_pair(None, None, experience=100) == of_pair(None, None, experience=0)
    assert of_pair(True, True, experience=5000) == BEST


def test_a_programme_that_does_not_count_it_does_not_tell_of_it():
    assert of_pair(True, True, experience=0) == of_pair(None, None)
    round = problem([mentee(experience_wish=True)], [mentor(experience_wish=True)], weights=Weights(experience=0))
    assert ASKED not in solve(round).why("samira", "jonas")


def test_between_two_equals_the_one_who_also_asked_is_proposed():
    for seed in "abcdef":
        mentors = [mentor("jonas"), mentor("hanna", experience_wish=True)]
        assert solve(problem([mentee(experience_wish=True)], mentors, seed=seed)).mentor_of == {"samira": "hanna"}
        assert of_pair(False, True) == of_pair(False, False)


@pytest.mark.parametrize("seed", range(30))
def test_it_forbids_nobody_and_gives_nobody_a_place(seed):
    chance = Random(seed)
    round = random_round(chance, 8, 5)
    asking = replace(
        round,
        mentees=tuple(replace(one, experience_wish=chance.choice([True, False, None])) for one in round.mentees),
        mentors=tuple(replace(one, experience_wish=chance.choice([True, False, None])) for one in round.mentors),
    )
    before, after = solve(round), solve(asking)
    assert len(before.unmatched) == len(after.unmatched)
    for one, other in product(round.mentees, round.mentors):
        assert before.why_not(one.id, other.id).allowed == after.why_not(one.id, other.id).allowed
