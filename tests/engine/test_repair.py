"""A change repairs the plan; the repaired plan is as good as solving the changed round anew, and is certified."""

from dataclasses import replace
from random import Random

import pytest

from alongside.matching.engine import (
    Add,
    Forbid,
    Force,
    Further,
    Join,
    Language,
    Leave,
    NotAgain,
    Overlap,
    Places,
    Policy,
    Reach,
    read_plan,
    solve,
)  # fmt: skip
from alongside.matching.engine.rules import all_pass

from .people import mentee, mentor, problem, random_round
from .test_best_plan import POLICIES


def some_change(chance: Random, round, spare):
    """One thing that may happen to this round; None if it can't now."""
    kind = chance.choice(["join", "leave", "add", "places", "force", "forbid", "further"])
    one, other = chance.choice(round.seeking or (None,)), chance.choice(round.mentors)
    if kind == "join" and spare["mentees"]:
        return Join(spare["mentees"].pop())
    if kind == "add" and spare["mentors"]:
        return Add(spare["mentors"].pop())
    if kind == "places":
        return Places(other.id, chance.choice([0, 1, 2, 3]))
    if one is None:
        return None
    if kind == "leave":
        return Leave(one.id)
    if kind == "forbid":
        return Forbid(one.id, other.id)
    if kind == "further":
        return Further(one.id, chance.choice([10, 100]))
    could = [m for m in round.mentors if all_pass(round.rules, one, m) and round.places[m.id]]
    return Force(one.id, chance.choice(could).id) if kind == "force" and could else None


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: "-".join(policy.goals[1:]))
@pytest.mark.parametrize("seed", range(12))
def test_a_repaired_plan_is_as_good_as_a_new_one(seed, policy):
    chance = Random(seed)
    ended = {(f"mentee-{i}", f"mentor-{i % 10}") for i in range(14)}
    whole = random_round(chance, 14, 10, unknown=0.03, ended=ended, policy=policy)
    if seed % 2:
        whole = replace(whole, rules=(*whole.rules, NotAgain()))
    spare = {"mentees": list(whole.mentees[9:]), "mentors": list(whole.mentors[7:])}
    round = replace(whole, mentees=whole.mentees[:9], mentors=whole.mentors[:7])
    standing = solve(round).standing
    for _ in range(8):
        if change := some_change(chance, standing.problem, spare):
            standing.apply(change)
            again = solve(standing.problem).standing
            assert standing.counts() == again.counts(), change
            assert read_plan(standing).mentor_of == read_plan(again).mentor_of, change


@pytest.mark.parametrize("seed", range(20))
def test_trying_something_on_changes_nothing(seed):
    chance = Random(seed)
    plan = solve(random_round(chance, 12, 8))
    before = plan.standing.counts(), {m: plan.standing.mentor_of(m) for m in plan.standing.row_of}
    for _ in range(6):
        if change := some_change(chance, plan.problem, {"mentees": [mentee("new")], "mentors": [mentor("new")]}):
            plan.what_if(change)
            assert before == (plan.standing.counts(), {m: plan.standing.mentor_of(m) for m in plan.standing.row_of})
    assert read_plan(plan.standing).proposed == plan.proposed


@pytest.mark.parametrize("seed", range(20))
def test_to_leave_and_come_back_restores_the_plan(seed):
    plan = solve(random_round(Random(seed), 12, 8))
    for one in plan.problem.mentees:
        assert plan.what_if(Leave(one.id), Join(one)).is_empty
    for other in plan.problem.mentors:
        if other.capacity:
            assert plan.what_if(Places(other.id, 0), Places(other.id, other.capacity)).is_empty


@pytest.mark.parametrize("seed", range(30))
def test_one_more_place_leaves_nobody_over_who_had_a_mentor(seed):
    plan = solve(random_round(Random(seed), 12, 8))
    for other in plan.problem.mentors:
        assert plan.what_if(Places(other.id, (other.capacity or 0) + 1)).left_over == ()


def test_forcing_a_pair_says_who_else_moves():
    """Dari speakers are few: if the easy one gets Zahra, the one who needs Dari has nobody."""
    dari = mentee("dari", languages={"prs": "native"})
    easy = mentee("easy", languages={"prs": "C1", "en": "C1"})
    mentors = [mentor("zahra", languages={"prs": "native"}), mentor("jonas", languages={"en": "native"})]
    plan = solve(problem([dari, easy], mentors, [Language()]))
    assert plan.mentor_of == {"dari": "zahra", "easy": "jonas"}
    found = plan.what_if(Force("easy", "zahra"))
    assert (found.served, found.left_over, found.moved) == ((), ("dari",), (("easy", "jonas", "zahra"),))
    assert found.counts["matched"] == 1


def test_forcing_what_a_rule_forbids_is_refused():
    plan = solve(problem([mentee()], [mentor(cleared=False)]))
    with pytest.raises(ValueError, match="do not allow"):
        plan.what_if(Force("samira", "jonas"))


def test_a_longer_way_for_one_person_opens_only_their_pairs():
    far = mentee("far", place=mentee().place.__class__(52.9, 13.4), reach_km=5)
    plan = solve(problem([far, mentee("near")], [mentor("x", capacity=2)], [Reach(km=10)]))
    assert plan.unmatched == ("far",)
    assert plan.what_if(Further("near", 100)).is_empty
    assert plan.what_if(Further("far", 60)).served == ("far",)


def test_a_stranger_is_refused():
    plan = solve(problem([mentee()], [mentor()], [Overlap()], policy=Policy()))
    for change in (Leave("x"), Places("x", 1), Force("x", "jonas"), Forbid("samira", "x"), Further("x", 5)):
        if not isinstance(change, Forbid):
            with pytest.raises(LookupError):
                plan.what_if(change)
    assert plan.what_if(Forbid("samira", "x")).is_empty


LOAD = Policy(goals=("matched", "priority", "poor", "load", "fit"))


def as_solved_anew(standing) -> bool:
    """The certificate holds, and the counts are those of a new solution."""
    read_plan(standing)
    return standing.counts() == solve(standing.problem).standing.counts()


def test_more_people_than_a_round_was_laid_out_for_may_join():
    standing = solve(problem([mentee()], [mentor()])).standing
    for i in range(70):
        standing.apply(Join(mentee(f"more-{i}")))
    assert as_solved_anew(standing)


def test_more_places_than_a_round_was_laid_out_for_leave_the_weightier_goals_alone():
    """Two hundred with one mentor weigh 19,900 in the goal `load`: more than its digit holds among mentors of one place."""
    people = [mentee(f"mentee-{i}") for i in range(200)]
    standing = solve(problem(people, [mentor("one"), mentor("two")], policy=LOAD)).standing
    standing.apply(Places("one", 300))
    assert as_solved_anew(standing)
    standing.apply(Add(mentor("three", capacity=2_000)))
    assert as_solved_anew(standing)


def test_whoever_joins_before_a_mentor_says_how_many_places_can_have_one():
    standing = solve(problem([mentee("a"), mentee("b")], [mentor(capacity=None)])).standing
    standing.apply(Join(mentee("c")))
    standing.apply(Places("jonas", 4))
    standing.apply(Join(mentee("d")))
    assert standing.counts()[0] == 0 and as_solved_anew(standing)


def test_a_decided_pair_goes_on_counting_in_the_load():
    plan = solve(problem([mentee("a"), mentee("b"), mentee("c")], [mentor(capacity=3)], policy=LOAD))
    assert plan.standing.counts()[LOAD.goals.index("load")] == 0 + 1 + 2
    assert plan.what_if(Force("a", "jonas"), Force("b", "jonas"), Force("c", "jonas")).counts["load"] == 0


@pytest.mark.parametrize("policy", [Policy(), POLICIES[3]], ids=["repaired", "solved anew"])
@pytest.mark.parametrize(
    "change",
    [Join(mentee("a")), Add(mentor("x")), Places("x", -1), Further("a", -3), Further("a", 1e300), Force("a", "y")],
    ids=lambda change: type(change).__name__,
)
def test_what_is_refused_leaves_the_plan_as_it_was(change, policy):
    standing = solve(problem([mentee("a")], [mentor("x"), mentor("y", cleared=False)], [Reach(20)], policy=policy)).standing
    before = standing.problem, standing.counts()
    with pytest.raises(ValueError):
        standing.apply(change)
    assert (standing.problem, standing.counts()) == before
    read_plan(standing)
