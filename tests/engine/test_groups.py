"""Groups that open only with enough mentees: the plan is the best there is, compared with trying every plan."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from alongside.matching.engine import (
    Add,
    Force,
    Join,
    Leave,
    NotCertified,
    Places,
    Policy,
    TooManyGroups,
    certify,
    groups,
    solve,
    what_could_give_way,
)

from .people import mentee, mentor, problem, random_round
from .test_best_plan import POLICIES, Oracle, drawn


class GroupOracle(Oracle):
    """Tries every plan, and leaves out those in which a group is too small."""

    def best(self) -> tuple:
        return min(map(self.value, filter(self.is_open, self.plans())))

    def is_open(self, plan) -> bool:
        joined = Counter(mentor for _, mentor in plan)
        least = {one.id: one.least for one in self.round.mentors}
        return all(number + self.round.taken[one] >= least[one] for one, number in joined.items())


def with_minimums(chance: Random, round):
    people = [
        replace(one, capacity=chance.choice([2, 3, 4]), least=chance.choice([0, 2, 2, 3])) if chance.random() < 0.7 else one
        for one in round.mentors
    ]
    return replace(round, mentors=people)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: "-".join(policy.goals[1:]))
@pytest.mark.parametrize("seed", range(6))
def test_no_plan_is_better_than_the_plan_with_groups(seed, policy):
    chance = Random(seed)
    for _ in range(15):
        round = with_minimums(chance, drawn(chance, policy))
        oracle = GroupOracle(round)
        plan = solve(round)
        assert oracle.is_open(plan.proposed)
        assert oracle.value(plan.proposed) == oracle.best()


@pytest.mark.parametrize("seed", range(10))
def test_pairs_decided_before_count_for_the_minimum(seed):
    chance = Random(seed)
    for _ in range(10):
        round = with_minimums(chance, random_round(chance, 5, 3, policy=chance.choice(POLICIES)))
        round = replace(round, fixed=(("mentee-4", "mentor-0"),))
        oracle = GroupOracle(round)
        plan = solve(round)
        assert oracle.is_open(plan.proposed)
        assert oracle.value(plan.proposed) == oracle.best()


def test_two_are_too_few_for_a_group_of_three_and_a_third_opens_it():
    group = mentor("lena", capacity=6, least=3)
    plan = solve(problem([mentee("a"), mentee("b")], [group]))
    assert plan.proposed == () and plan.problem.closed == {"lena"}
    opened = plan.what_if(Join(mentee("c")))
    assert opened.served == ("a", "b", "c")


def test_a_small_group_gives_its_people_to_one_that_opens():
    """Either group alone would have two of three; together with the other's mentee one of them opens."""
    people = [mentee(f"m{i}", interests={"x"} if i < 2 else {"y"}) for i in range(4)]
    round = problem(
        people, [mentor("x", capacity=4, least=3, interests={"x"}), mentor("y", capacity=4, least=3, interests={"y"})]
    )
    plan = solve(round)
    assert len(plan.proposed) == 4
    assert len({one for _, one in plan.proposed}) == 1


def test_whoever_is_left_over_reads_that_the_group_is_too_small():
    plan = solve(problem([mentee("a"), mentee("b")], [mentor("lena", capacity=6, least=3), mentor("omar", capacity=1)]))
    (left,) = plan.unmatched
    why = plan.why_unmatched(left)
    assert [(miss.code, miss.mentors, miss.facts) for miss in why.near_misses] == [("too_few", ("lena",), {"least": 3})]
    assert [row.mentor for row in why.full] == ["omar"]


def test_a_group_that_stays_closed_is_no_runner_up_with_a_place():
    plan = solve(problem([mentee("a")], [mentor("lena", capacity=6, least=3), mentor("omar")]))
    assert plan.mentor_of == {"a": "omar"}
    assert [(row.mentor, row.full) for row in plan.runners_up("a")] == [("lena", True)]


@pytest.mark.parametrize("seed", range(8))
def test_a_change_with_groups_is_as_good_as_a_new_solution(seed):
    chance = Random(seed)
    whole = with_minimums(chance, random_round(chance, 8, 5, policy=chance.choice(POLICIES)))
    round = replace(whole, mentees=whole.mentees[1:], mentors=whole.mentors[1:])
    plan = solve(round)
    for change, after in (
        (Join(whole.mentees[0]), replace(round, mentees=whole.mentees)),
        (Add(whole.mentors[0]), replace(round, mentors=whole.mentors)),
        (Leave(round.mentees[0].id), replace(round, mentees=round.mentees[1:])),
        (Places(round.mentors[0].id, 0), replace(round, mentors=(replace(round.mentors[0], capacity=0), *round.mentors[1:]))),
    ):
        trial = plan.standing.fork()
        if not trial.takes_groups:
            continue
        trial.apply(change)
        assert trial.counts() == solve(after).standing.counts()[-len(trial.counts()) :]


def test_forcing_one_into_a_closed_group_says_what_it_takes():
    plan = solve(problem([mentee(f"m{i}") for i in range(3)], [mentor("lena", capacity=3, least=3), mentor("omar", capacity=3)]))
    assert set(plan.mentor_of.values()) == {"omar"} or set(plan.mentor_of.values()) == {"lena"}
    forced = plan.what_if(Force("m0", "lena"))
    assert forced.left_over == ()


def test_the_certificate_refuses_a_group_that_is_too_small():
    round = problem([mentee("a"), mentee("b")], [mentor("lena", capacity=4, least=2)])
    plan = solve(round)
    certify(plan.problem, plan.proposed, plan.proof)
    with pytest.raises(NotCertified, match="too few"):
        certify(plan.problem, plan.proposed[:1], plan.proof)


def test_a_group_with_a_minimum_does_not_slip_into_a_round_without():
    plan = solve(problem([mentee("a")], [mentor("omar")]))
    with pytest.raises(ValueError, match="new round"):
        plan.what_if(Add(mentor("lena", capacity=4, least=3)))


def test_a_rule_that_gives_way_is_tried_with_the_minimums():
    plan = solve(problem([mentee("a"), mentee("b")], [mentor("lena", capacity=4, least=3)]))
    assert what_could_give_way(plan) == ()


def test_a_search_that_would_take_too_long_says_so(monkeypatch):
    monkeypatch.setattr(groups, "MOST_BRANCHES", 1)
    chance = Random(3)
    people = [mentee(f"m{i}", interests=chance.sample("abcdef", 3)) for i in range(9)]
    mentors = [mentor(f"g{j}", capacity=4, least=3, interests=chance.sample("abcdef", 3)) for j in range(6)]
    with pytest.raises(TooManyGroups, match="fewer"):
        solve(problem(people, mentors))


def test_a_middling_round_of_groups_is_settled_and_certified():
    """Forty mentees and twelve groups: beyond trying, and within what a programme runs at once."""
    chance = Random(1)
    round = random_round(chance, 40, 12, policy=Policy(goals=("matched", "priority", "fit")))
    round = replace(round, mentors=[replace(one, capacity=8, least=4) for one in round.mentors])
    plan = solve(round)
    assert plan.problem.opened | plan.problem.closed == {one.id for one in round.mentors}
    assert plan.proposed
