"""The certificate refuses every plan with an error planted in it."""

from dataclasses import replace
from random import Random

import pytest

from alongside.matching.engine import Cleared, NotCertified, Policy, Proof, certify, solve
from alongside.matching.engine.certificate import _alone
from alongside.matching.engine.costs import Costs
from alongside.matching.engine.fit import fit
from alongside.matching.engine.rules import Language, all_pass

from .people import mentee, mentor, problem, random_round


@pytest.fixture
def planned():
    round = random_round(Random(4), 30, 20)
    plan = solve(round)
    certify(round, plan.proposed, plan.proof)
    return round, plan


def test_a_swap_that_costs_fit_is_caught(planned):
    round, plan = planned
    people = round.mentee_by_id, round.mentor_by_id
    caught = 0
    for a, x in plan.proposed:
        for b, y in plan.proposed:
            if (
                a < b
                and all_pass(round.rules, people[0][a], people[1][y])
                and all_pass(round.rules, people[0][b], people[1][x])
            ):
                before = fit(people[0][a], people[1][x], round.weights) + fit(
                    people[0][b], people[1][y], round.weights
                )
                after = fit(people[0][a], people[1][y], round.weights) + fit(
                    people[0][b], people[1][x], round.weights
                )
                if after == before:
                    continue
                swapped = [(m, {a: y, b: x}.get(m, n)) for m, n in plan.proposed]
                with pytest.raises(NotCertified):
                    certify(round, swapped, plan.proof)
                caught += 1
    assert caught


def test_a_dropped_pair_is_caught(planned):
    round, plan = planned
    for place in range(len(plan.proposed)):
        with pytest.raises(NotCertified, match="could be served"):
            certify(round, plan.proposed[:place] + plan.proposed[place + 1 :], plan.proof)


def test_an_overfull_mentor_is_caught():
    round = problem([mentee("a"), mentee("b")], [mentor()])
    with pytest.raises(NotCertified, match="no place is left"):
        certify(round, [("a", "jonas"), ("b", "jonas")], solve(round).proof)


def test_the_place_of_a_fixed_pair_cannot_be_given_again():
    round = problem([mentee("a"), mentee("b")], [mentor()], fixed=[("a", "jonas")])
    with pytest.raises(NotCertified, match="no place is left"):
        certify(round, [("b", "jonas")], solve(round).proof)


def test_serving_somebody_out_of_turn_is_caught():
    round = problem([mentee("a"), mentee("b")], [mentor()])
    (served, _), other = solve(round).proposed[0], solve(round).unmatched[0]
    with pytest.raises(NotCertified, match=f"leaving {served} over"):
        certify(round, [(other, "jonas")], solve(round).proof)


def test_a_mentee_proposed_twice_is_caught():
    round = problem([mentee("a")], [mentor("x"), mentor("y")])
    with pytest.raises(NotCertified, match="twice"):
        certify(round, [("a", "x"), ("a", "y")], solve(round).proof)


def test_a_pair_that_a_rule_forbids_is_caught():
    round = problem([mentee("a")], [mentor(languages={"ti": "native"})], [Language()])
    with pytest.raises(NotCertified, match="language"):
        certify(round, [("a", "jonas")], solve(round).proof)


def test_tampered_prices_are_caught(planned):
    round, plan = planned
    for name in plan.proof.worth:
        with pytest.raises(NotCertified):
            certify(
                round,
                plan.proposed,
                replace(plan.proof, worth={**plan.proof.worth, name: plan.proof.worth[name] + 1}),
            )
    with pytest.raises(NotCertified, match="every goal"):
        certify(round, plan.proposed, Proof())
    with pytest.raises(NotCertified, match="does not speak"):
        certify(round, plan.proposed, replace(plan.proof, worth={}))
    for name in plan.proof.price:
        with pytest.raises(NotCertified):
            dearer = {**plan.proof.price, name: plan.proof.price[name] + 1}
            certify(round, plan.proposed, replace(plan.proof, price=dearer))


def test_digits_without_room_for_everybody_are_caught(planned):
    """With digits too small, thirty lots could outweigh one point of fit."""
    round, plan = planned
    for place in range(len(plan.proof.most)):
        most = [*plan.proof.most[:place], 1, *plan.proof.most[place + 1 :]]
        with pytest.raises(NotCertified, match="no room"):
            certify(round, plan.proposed, replace(plan.proof, most=tuple(most)))


GROUPS_AND_LOAD = Policy(goals=("matched", "groups", "poor", "load", "fit"), groups_by="area", poor_below=700)


@pytest.mark.parametrize("goal", GROUPS_AND_LOAD.goals[1:])
def test_a_solver_that_counts_a_goal_in_too_small_a_digit_is_caught(goal, monkeypatch):
    """What counts at a place (the load, being left over in a group) is in no pair, and must fit its digit as well."""
    honest = Costs._most
    monkeypatch.setattr(Costs, "_most", lambda costs, asked: 1 if asked == goal else honest(costs, asked))
    with pytest.raises(NotCertified, match=f"the goal {goal} has no room"):
        solve(random_round(Random(4), 30, 20, policy=GROUPS_AND_LOAD))


@pytest.mark.parametrize("number", [0.0, float("nan"), float("-inf"), "0"])
def test_numbers_that_are_not_whole_are_caught(planned, number):
    round, plan = planned
    mentor = round.mentors[0].id
    for proof in (
        replace(plan.proof, left={None: number}),
        replace(plan.proof, price={**plan.proof.price, mentor: number}),
        replace(plan.proof, most=(*plan.proof.most[:-1], number)),
    ):
        with pytest.raises(NotCertified, match="whole"):
            certify(round, plan.proposed, proof)


def test_a_long_chain_of_people_who_would_have_to_move_is_certified():
    """The i-th of 1,500 people suits the i-th mentor and the next: who comes last moves everybody."""
    size = 1_500
    people = [mentee(f"mentee-{i}", area="a") for i in range(size)]
    mentors = [mentor(f"mentor-{j}") for j in range(size)]
    suits = {f"mentee-{i}": [f"mentor-{i}", f"mentor-{(i + 1) % size}"] for i in range(size)}
    allowed = problem(people, mentors, policy=GROUPS_AND_LOAD)
    suits |= {"mentee-0": ["mentor-1"], f"mentee-{size - 1}": [f"mentor-{size - 1}", "mentor-0"]}
    assert _alone(allowed, suits, "a") == size


def test_a_filter_that_lets_too_much_through_is_caught(monkeypatch):
    """A solver that proposes an uncleared mentor must fall at the last fence."""
    monkeypatch.setattr(Cleared, "filter", lambda self, mentors: lambda mentee, among: among)
    with pytest.raises(NotCertified, match="not_cleared"):
        solve(problem([mentee()], [mentor(cleared=False)]))


def test_a_filter_that_lets_too_little_through_is_caught(monkeypatch):
    monkeypatch.setattr(Cleared, "filter", lambda self, mentors: lambda mentee, among: 0)
    with pytest.raises(NotCertified, match="one more could be served"):
        solve(problem([mentee()], [mentor()]))
