"""OR-Tools and our own search find the same plan, however the goals are cut into stages and the pairs let in."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from benchmarks.rounds import round_of
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.matching.engine import (
    Forbid,
    Join,
    Leave,
    Places,
    Policy,
    certificate,
    read_plan,
    solve,
    stages,
    table,
)
from alongside.matching.engine.costs import Costs
from alongside.matching.engine.table import Table
from alongside.matching.engine.wide import BASE, Wide, width_for

from .people import problem
from .test_best_plan import POLICIES, drawn
from .test_held_together import mentees, mentors, rules

by_policy = pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: "-".join(policy.goals[1:]))
#: How pairs are let in: all at once; one each and one more at a time; one each and then by our own search.
WAYS = {
    "at once": {},
    "few by few": {"FEW": 0, "FIRST": 1, "MORE": 1, "LATE": -1},
    "mended": {"FEW": 0, "FIRST": 1, "LATE": 1},
}


@pytest.fixture(params=WAYS)
def way(request, monkeypatch):
    for name, value in WAYS[request.param].items():
        monkeypatch.setattr(stages, name, value)
    # The check of many pairs at once, also for few.
    monkeypatch.setattr(certificate, "PLAIN_UP_TO", 0)


def assert_same(round):
    own, fast = solve(round, "own"), solve(round, "ortools")
    assert fast.standing.counts() == own.standing.counts()
    assert fast.mentor_of == own.mentor_of


@by_policy
def test_small_rounds_have_the_same_plan_with_both(policy, way):
    for seed in range(25):
        assert_same(drawn(Random(seed), policy))


@by_policy
def test_a_crowded_round_has_the_same_plan_with_both(policy, way):
    assert_same(round_of(150, 60, 1, towns=2, most_places=2, policy=policy))


@by_policy
def test_stages_of_one_goal_find_the_same_as_stages_of_many(policy, monkeypatch):
    round = round_of(60, 30, 2, towns=2, policy=policy)
    many = solve(round, "ortools")
    costs = Costs(round, Table(round))
    largest = max(costs.largest(goal) for goal in policy.goals)
    monkeypatch.setattr(stages, "LIMIT", largest * (60 + 30 + 2 + len(costs.groups)))
    assert len(list(stages.stages_of(costs))) > 1
    assert solve(round, "ortools").mentor_of == many.mentor_of


def test_a_goal_too_large_for_64_bits_is_left_to_our_own_search(monkeypatch):
    monkeypatch.setattr(stages, "LIMIT", 1000)
    monkeypatch.setattr("alongside.matching.engine.standing.MANY", 0)
    round = round_of(60, 30, 3)
    with pytest.raises(stages.CannotUse, match="64 bits"):
        solve(round, "ortools")
    assert solve(round).mentor_of == solve(round, "own").mentor_of


def test_without_ortools_everything_is_solved_all_the_same(monkeypatch):
    monkeypatch.setattr(stages, "is_installed", lambda: False)
    monkeypatch.setattr("alongside.matching.engine.standing.MANY", 0)
    round = round_of(60, 30, 4)
    assert solve(round).proposed == solve(round, "own").proposed
    with pytest.raises(stages.CannotUse, match="not installed"):
        solve(round, "ortools")


@by_policy
@pytest.mark.parametrize("seed", range(3))
def test_what_ortools_found_is_repaired_like_our_own(policy, seed):
    chance = Random(seed)
    whole = round_of(40, 20, seed, towns=2, policy=policy)
    standing = solve(replace(whole, mentees=whole.mentees[:35]), "ortools").standing
    for spare in whole.mentees[35:]:
        other = chance.choice(whole.mentors)
        someone = chance.choice(list(standing.row_of))
        for change in (Join(spare), Places(other.id, 0), Leave(someone), Forbid(spare.id, other.id), Places(other.id, 2)):
            standing.apply(change)
            again = solve(standing.problem, "own").standing
            assert standing.counts() == again.counts(), change
            assert read_plan(standing).mentor_of == read_plan(again).mentor_of, change


@settings(max_examples=100, deadline=None)
@given(mentees, mentors, rules, st.booleans())
def test_the_table_lists_whom_the_plain_rules_allow(mentees, mentors, rules, roughly):
    """Also where mentors are so many that whoever lives too far is passed over cube by cube."""
    round = problem(mentees, mentors, rules)
    before, table.MANY = table.MANY, 0 if roughly else table.MANY
    try:
        found = Table(round)
    finally:
        table.MANY = before
    for i, mentee in enumerate(found.mentees):
        plainly = [m.id for m in found.mentors if all(rule.check(mentee, m).passed for rule in round.rules)]
        assert [found.mentors[j].id for j in found.row(i)[0]] == plainly


def test_no_order_of_the_lists_changes_the_table():
    round = round_of(60, 40, 5)
    turned = Table(replace(round, mentees=round.mentees[::-1], mentors=round.mentors[::-1]))
    table = Table(round)
    assert [m.id for m in table.mentees] == [m.id for m in turned.mentees]
    assert np.array_equal(table.mentor_at, turned.mentor_at) and np.array_equal(table.fit, turned.fit)


numbers = st.lists(st.tuples(*[st.integers(-(2**100), 2**100)] * 2), min_size=1, max_size=20)


@given(numbers, st.integers(0, 2**31), st.integers(0, 2**95))
def test_wide_numbers_are_pythons(pairs, count, scale):
    width = width_for(2**101)
    one, other = (Wide.of(column, width) for column in zip(*pairs, strict=True))
    whole = one - other + Wide.times(np.full(len(pairs), count), scale, width)
    plain = [a - b + count * scale for a, b in pairs]
    assert [sum(int(column[k]) * BASE**at for at, column in enumerate(whole.columns)) for k in range(len(pairs))] == plain
    assert whole.is_negative().tolist() == [number < 0 for number in plain]
    assert (one - one).is_zero().all() and (one - other).is_zero().tolist() == [a == b for a, b in pairs]


def test_a_policy_that_says_nothing_of_fit_is_solved_too():
    assert_same(round_of(50, 30, 6, policy=Policy(goals=("matched", "lottery"))))
