"""What is written twice says the same: every rule plainly and as bits, the fit for one pair and for many.

Facts are drawn at random, the awkward ones with preference: unknown facts, weeks over the Sunday edge, slots of one minute,
equal places in other areas, a reach of nothing, ways that end exactly at the limit.
"""

from datetime import timedelta
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.matching.engine import (
    Adults,
    Capacity,
    Cleared,
    DoNotMatch,
    GenderWish,
    Language,
    Lent,
    Mentee,
    Mentor,
    NotAgain,
    Overlap,
    Place,
    Reach,
    Weights,
    fit,
    team_of,
)
from alongside.matching.engine.rules import LEVELS
from alongside.matching.engine.rules.base import ones
from alongside.matching.engine.scores import Scores
from alongside.matching.engine.sieve import Sieve

from .people import TODAY, problem

#: The second lies 1,000 metres and a bit from the first; the third at the other end of the Earth.
PLACES = [Place(52.52, 13.40), Place(52.529, 13.40), Place(52.70, 13.40), Place(-52.52, -166.60), Place(90, 0)]


def maybe(strategy):
    return st.one_of(st.none(), strategy)


minutes = st.one_of(st.sampled_from([0, 1, 59, 60, 1439, 1440]), st.integers(-1440, 2880))
slots = st.builds(lambda day, start, length: (day, start, start + length), st.integers(0, 6), minutes, st.integers(1, 10_080))
codes = st.frozensets(st.sampled_from("klmnop"))
FACTS = {
    "languages": maybe(st.dictionaries(st.sampled_from(["ar", "prs", "ti"]), maybe(st.sampled_from(list(LEVELS))))),
    "gender": maybe(st.sampled_from(["woman", "man", "other"])),
    "gender_wish": maybe(st.sampled_from(["any", "woman", "man"])),
    "free": maybe(st.lists(slots, max_size=3).map(tuple)),
    "place": maybe(st.sampled_from(PLACES)),
    "area": maybe(st.sampled_from("ab")),
    "online_ok": maybe(st.booleans()),
    "in_person_ok": maybe(st.booleans()),
    "reach_km": maybe(st.sampled_from([0, 0.9995, 1, 1.0004, 20, 49_999])),
    "adult": maybe(st.booleans()),
    "interests": codes,
    "experience_wish": maybe(st.booleans()),
}
mentees = st.lists(
    st.fixed_dictionaries({**FACTS, "needs_interpreter": maybe(st.booleans()), "needs": codes}), min_size=1, max_size=4
).map(lambda rows: [Mentee(id=f"mentee-{i}", **facts) for i, facts in enumerate(rows)])
MENTOR_FACTS = {
    **FACTS,
    "skills": codes,
    "capacity": maybe(st.integers(0, 2)),
    "cleared": maybe(st.booleans()),
    "until": st.sampled_from([None, TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=27), TODAY + timedelta(days=28)]),
}


@st.composite
def with_teams(draw):
    """Mentors, some of them together in a team as well."""
    alone = [Mentor(id=f"mentor-{j}", **facts) for j, facts in enumerate(draw(st.lists(st.fixed_dictionaries(MENTOR_FACTS), min_size=1, max_size=4)))]
    if len(alone) > 1 and draw(st.booleans()):
        alone.insert(draw(st.integers(0, len(alone))), team_of(alone[: draw(st.integers(2, len(alone)))], id="team"))
    return alone


mentors = with_teams()
pairs = st.frozensets(st.tuples(st.sampled_from(["mentee-0", "mentee-1"]), st.sampled_from(["mentor-0", "mentor-1"])))
kilometres = maybe(st.sampled_from([0, 0.9995, 1, 1.0004, 20]))
levels = st.sampled_from(list(LEVELS))
rules = st.tuples(
    st.builds(Language, level=levels, mentee_level=levels, interpreter_available=st.booleans()),
    st.builds(GenderWish, silence_means_any=st.booleans()),
    st.builds(Overlap, minutes=st.one_of(st.integers(1, 90), st.sampled_from([1440, 10_079, 10_080]))),
    st.builds(
        lambda km, way, wider: Reach(km=km, wider=wider, **way),
        km=kilometres,
        way=st.sampled_from([{}, {"online": False}, {"in_person": False}]),
        wider=st.dictionaries(st.sampled_from(["mentee-0", "mentee-1"]), st.sampled_from([0, 1, 1.0004, 20_000])),
    ),
    st.builds(Adults, under_18=st.booleans()),
    st.just(NotAgain()),
    st.builds(Lent, weeks=st.sampled_from([0, 4])),
)


@settings(max_examples=200, deadline=None)
@given(mentees, mentors, rules, pairs, pairs)
def test_a_rule_and_its_filter_say_the_same(mentees, mentors, rules, apart, ended):
    round = problem(mentees, mentors, rules, do_not_match=apart, ended=ended)
    assert {type(rule) for rule in round.rules} >= {Capacity, Cleared, DoNotMatch}
    everybody = (1 << len(mentors)) - 1
    for rule, mentee in product(round.rules, mentees):
        plainly = {j for j, mentor in enumerate(mentors) if rule.check(mentee, mentor).passed}
        assert set(ones(rule.filter(mentors)(mentee, everybody))) == plainly, rule


@settings(max_examples=200, deadline=None)
@given(mentees, mentors, rules, pairs, pairs)
def test_whoever_fails_surely_is_failed_by_a_plain_rule(mentees, mentors, rules, apart, ended):
    """And where a rule reads nothing unknown, whoever does not pass has failed."""
    round = problem(mentees, mentors, rules, do_not_match=apart, ended=ended)
    sieve = Sieve(round)
    for mentee in mentees:
        failing = set(ones(sieve.failing(mentee.id, sieve.passing(mentee.id))))
        for j, mentor in enumerate(mentors):
            verdicts = [rule.check(mentee, mentor) for rule in round.rules]
            if j in failing:
                assert any(verdict.failed for verdict in verdicts)
            elif any(verdict.failed for verdict in verdicts):
                facts = [*vars(mentee).values(), *vars(mentor).values()]
                assert any(fact is None or (isinstance(fact, dict) and None in fact.values()) for fact in facts)


WEIGHTS = [
    Weights(),
    Weights(even=False),
    Weights(needs=0, interests=0, language=0, nearness=1, hours=0),
    Weights(experience=5000),
    Weights(needs=1000, interests=1000, language=1000, nearness=1000, hours=1000),
]


@settings(max_examples=200, deadline=None)
@given(mentees, mentors, st.sampled_from(WEIGHTS))
def test_the_fit_of_one_pair_and_of_many_is_the_same(mentees, mentors, weights):
    scores = Scores(mentees, mentors, weights)
    for i, mentee in enumerate(mentees):
        many = scores.pairs(np.full(len(mentors), i), np.arange(len(mentors))).tolist()
        assert many == [fit(mentee, mentor, weights) for mentor in mentors]
        assert all(0 <= one <= 1000 for one in many)
