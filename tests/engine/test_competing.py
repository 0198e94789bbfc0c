"""Who competes for which places: held against every way in which the places could have been given."""

from datetime import timedelta
from functools import cache
from random import Random

import pytest

from alongside.matching.engine import Competition, Policy, solve

from .people import TODAY, mentee, mentor, problem, random_round


def most_served(round, mentees, may_have) -> int:
    """The largest number of these mentees that the places can serve, by trying everything."""
    mentors = [m for m in round.mentors if round.places[m.id]]
    free = tuple(round.places[m.id] for m in mentors)

    @cache
    def best(at: int, free: tuple[int, ...]) -> int:
        if at == len(mentees):
            return 0
        taken = [best(at + 1, free)]
        for j, one in enumerate(mentors):
            if free[j] and one.id in may_have[mentees[at]]:
                taken.append(1 + best(at + 1, free[:j] + (free[j] - 1,) + free[j + 1 :]))
        return max(taken)

    return best(0, free)


@pytest.mark.parametrize("seed", range(300))
def test_the_witness_is_true_and_no_other_plan_would_help(seed):
    chance = Random(seed)
    round = random_round(chance, 9, 4, rules=())
    plan = solve(round)
    may_have = {
        one.id: {other.id for other in round.mentors if round.places[other.id] and plan.why_not(one.id, other.id).allowed or plan.mentor_of.get(one.id) == other.id}
        for one in round.seeking
    }
    for left in plan.unmatched:
        found = plan.why_unmatched(left).competing
        if not may_have[left]:
            assert found is None
            continue
        mentors = set(found.mentors)
        competitors = [one for one, suits in may_have.items() if suits and suits <= mentors]
        assert left in competitors and len(competitors) == found.mentees > found.places
        assert found.places == sum(round.places[one] for one in mentors)
        # Everybody counted can have these mentors only, and these have no more places, whoever gets them.
        assert most_served(round, competitors, may_have) == found.places
        assert sum(1 for one in competitors if one in plan.unmatched) == found.mentees - found.places
        holders = [round.mentee_by_id[one] for one, other in plan.proposed if other in mentors]
        assert len(holders) == found.places
        if found.held_by == "longer":
            mine = round.mentee_by_id[left].waiting_since or TODAY
            assert all(one.waiting_since < mine for one in holders)


def test_seven_people_for_five_places():
    mentees = [mentee(f"long-{i}", waiting_since=TODAY - timedelta(days=200 + i)) for i in range(5)]
    mentees += [mentee("new-0", waiting_since=TODAY), mentee("new-1", waiting_since=None)]
    plan = solve(problem(mentees, [mentor("x", capacity=2), mentor("y", capacity=3), mentor("gone", cleared=False)]))
    assert set(plan.unmatched) == {"new-0", "new-1"}
    for left in plan.unmatched:
        assert plan.why_unmatched(left).competing == Competition(7, 5, ("x", "y"), held_by="longer")


def test_who_waits_as_long_by_the_steps_of_the_policy_is_not_said_to_wait_longer():
    mentees = [mentee("a", waiting_since=TODAY - timedelta(days=40)), mentee("b", waiting_since=TODAY - timedelta(days=50))]
    for seed in "abcdefgh":
        plan = solve(problem(mentees, [mentor("x")], seed=seed, policy=Policy(goals=("matched", "priority", "lottery"))))
        held_by = plan.why_unmatched(plan.unmatched[0]).competing.held_by
        assert held_by == ("longer" if plan.unmatched == ("a",) else "policy")


def test_where_nobody_comes_first_nothing_is_said_about_waiting():
    mentees = [mentee("a", waiting_since=TODAY - timedelta(days=400)), mentee("b", waiting_since=TODAY, interests="x")]
    plan = solve(problem(mentees, [mentor("x", interests="x")], policy=Policy(goals=("matched", "fit"))))
    assert plan.unmatched == ("a",)
    assert plan.why_unmatched("a").competing.held_by == ""


def test_mentors_who_came_without_a_place_are_no_competition():
    plan = solve(problem([mentee("a")], [mentor("x", capacity=0)]))
    answer = plan.why_unmatched("a")
    assert (answer.kind, answer.competing) == ("full", None)


def test_in_a_round_too_large_nothing_is_kept_and_nothing_told(monkeypatch):
    monkeypatch.setattr("alongside.matching.engine.competing.MOST_BITS", 1)
    plan = solve(problem([mentee("a"), mentee("b")], [mentor("x")]))
    answer = plan.why_unmatched(plan.unmatched[0])
    assert (answer.kind, answer.competing, plan.rivalry.suits) == ("full", None, {})
