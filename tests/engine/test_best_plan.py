"""The plan is the best there is: compared with trying every plan, on small rounds.

best = most people; then, in order of service, whoever comes first; then the greatest total fit.
"""

from dataclasses import dataclass, replace
from datetime import date
from random import Random

import pytest

from alongside.matching.engine import Language, Rule, Verdict, Weights, solve
from alongside.matching.engine.fit import fit
from alongside.matching.engine.priority import order_of_service
from alongside.matching.engine.rules import all_pass
from alongside.matching.engine.verdict import PASSED, failing

from .people import mentee, mentor, problem, random_round


@dataclass(frozen=True)
class Draw(Rule):
    """Allows just these pairs: any pattern of eligibility can be drawn, as no real rule would."""

    code = "draw"
    pairs: frozenset = frozenset()

    def check(self, mentee, mentor) -> Verdict:
        return PASSED if (mentee.id, mentor.id) in self.pairs else failing(self.code)


def drawn(chance: Random) -> "problem":
    mentees = [
        mentee(f"mentee-{i}", needs=chance.sample("klmnop", 3), interests=chance.sample("abcd", 2))
        for i in range(chance.randint(1, 6))
    ]
    mentors = [
        mentor(
            f"mentor-{j}",
            skills=chance.sample("klmnop", 2),
            interests=chance.sample("abcd", 2),
            capacity=chance.choice([0, 1, 1, 2]),
        )
        for j in range(chance.randint(1, 4))
    ]
    density = chance.choice([0.2, 0.4, 0.7])
    pairs = frozenset((a.id, b.id) for a in mentees for b in mentors if chance.random() < density)
    return problem(
        mentees,
        mentors,
        [Draw(pairs)],
        seed=str(chance.random()),
        weights=Weights(even=chance.random() < 0.5),
    )


def value(round, pairs) -> tuple:
    """(how many, who in order of service, total fit): the bigger the better."""
    mate = dict(pairs)
    total = sum(fit(round.mentee_by_id[a], round.mentor_by_id[b], round.weights) for a, b in pairs)
    return len(pairs), tuple(one in mate for one in order_of_service(round, eligible_counts(round))), total


def eligible_counts(round) -> dict:
    return {a.id: sum(all_pass(round.rules, a, b) for b in round.mentors) for a in round.seeking}


def best_value(round) -> tuple:
    """Tries every plan."""
    allowed = {a.id: [b.id for b in round.mentors if all_pass(round.rules, a, b)] for a in round.seeking}
    order = order_of_service(round, eligible_counts(round))
    scores = {
        (a, b): fit(round.mentee_by_id[a], round.mentor_by_id[b], round.weights)
        for a in order
        for b in allowed[a]
    }

    def tails(place, left):
        if place == len(order):
            return 0, (), 0
        count, who, total = tails(place + 1, left)
        found = (count, (False, *who), total)
        for one in allowed[order[place]]:
            if left[one]:
                count, who, total = tails(place + 1, {**left, one: left[one] - 1})
                found = max(found, (count + 1, (True, *who), total + scores[order[place], one]))
        return found

    return tails(0, dict(round.places))


@pytest.mark.parametrize("seed", range(20))
def test_no_plan_is_better_than_the_plan(seed):
    chance = Random(seed)
    for _ in range(30):
        round = drawn(chance)
        assert value(round, solve(round).proposed) == best_value(round)


@pytest.mark.parametrize("seed", range(10))
def test_no_plan_is_better_with_real_rules_unknown_facts_and_decided_pairs(seed):
    chance = Random(seed)
    for _ in range(15):
        round = random_round(
            chance,
            chance.randint(1, 6),
            chance.randint(1, 4),
            unknown=0.05,
            do_not_match={("mentee-0", "mentor-0")},
        )
        if chance.random() < 0.5:
            round = replace(round, fixed=((f"mentee-{len(round.mentees) - 1}", "mentor-0"),))
        plan = solve(round)
        assert value(round, plan.proposed) == best_value(round)
        assert set(round.fixed) <= {(pair.mentee, pair.mentor) for pair in plan.pairs}


@pytest.mark.parametrize("seed", range(40))
def test_another_mentor_never_lowers_the_number_matched(seed):
    chance = Random(seed)
    round = random_round(chance, 12, 8)
    fewer = replace(round, mentors=round.mentors[:-1])
    assert len(solve(fewer).proposed) <= len(solve(round).proposed)


@pytest.mark.parametrize("seed", range(40))
def test_the_order_of_the_lists_changes_nothing(seed):
    chance = Random(seed)
    round = random_round(chance, 12, 8)
    plan = solve(round)
    mixed = replace(
        round,
        mentees=chance.sample(round.mentees, 12),
        mentors=chance.sample(round.mentors, 8),
        rules=chance.sample(round.rules, len(round.rules)),
    )
    assert solve(mixed).proposed == plan.proposed
    assert solve(mixed).unmatched == plan.unmatched


@pytest.mark.parametrize("seed", range(20))
def test_a_pair_kept_apart_is_never_proposed(seed):
    round = random_round(Random(seed), 12, 8)
    while pairs := solve(round).proposed:
        apart = round.do_not_match | set(pairs)
        round = replace(round, do_not_match=apart)
        assert not apart & set(solve(round).proposed)


@pytest.mark.parametrize("seed", range(20))
def test_a_middling_round_is_certified(seed):
    """`solve` raises unless the proof holds; sizes here are beyond what can be tried out."""
    round = random_round(Random(seed), 60, 40)
    assert solve(round).proposed


def test_another_seed_draws_another_lot_among_equals():
    round = [mentee(f"mentee-{i}") for i in range(8)], [mentor()]
    winners = {solve(problem(*round, seed=str(seed))).proposed[0][0] for seed in range(30)}
    assert len(winners) > 3


def test_the_longest_waiting_is_served_first():
    new, old = mentee("new"), mentee("old", waiting_since=date(2025, 6, 1))
    for seed in range(10):
        assert solve(problem([new, old], [mentor()], seed=str(seed))).unmatched == ("new",)


def test_whoever_has_few_possible_mentors_comes_before_whoever_has_many():
    """Five others could also have the one mentor who speaks Dari, and four more besides."""
    hard = mentee("hard", languages={"prs": "native"})
    easy = [mentee(f"easy-{i}", languages={"prs": "native", "en": "C1"}) for i in range(5)]
    mentors = [mentor("dari", languages={"prs": "B2"})] + [mentor(f"english-{j}") for j in range(4)]
    for seed in range(10):
        assert "hard" in solve(problem([hard, *easy], mentors, [Language()], seed=str(seed))).mentor_of
