"""Each hard rule: what passes, what fails, and what must be asked first."""

from datetime import timedelta
from random import Random

import pytest

from alongside.matching.engine import (
    Adults,
    Ask,
    Capacity,
    Cleared,
    DoNotMatch,
    GenderWish,
    Language,
    Lent,
    NotAgain,
    Overlap,
    Place,
    ProblemError,
    Reach,
    Reason,
    Rule,
    solve,
)
from alongside.matching.engine.rules.base import bits_of

from .people import TODAY, mentee, mentor, problem, random_round

ALL = (
    GenderWish(), Language(), Reach(), Overlap(), NotAgain(),
)  # fmt: skip
OTHERS = (
    GenderWish(silence_means_any=True),
    Language(interpreter_available=True),
    Reach(km=None, online=False),
    Overlap(240),
    Adults(under_18=True),
)

BERLIN, POTSDAM, HAMBURG = Place(52.52, 13.40), Place(52.40, 13.06), Place(53.55, 9.99)
YES, NO, ASK = "pass", "fail", "unknown"

TRUTH = [
    # rule, what is special about the mentee, about the mentor, outcome
    (Cleared(), {}, {"cleared": True}, YES),
    (Cleared(), {}, {"cleared": False}, NO),
    (Cleared(), {}, {"cleared": None}, ASK),
    (Adults(), {"adult": False}, {}, NO),
    (Adults(), {"adult": None}, {}, ASK),
    (Adults(under_18=True), {"adult": None}, {}, YES),
    (Adults(under_18=True), {}, {"adult": False}, NO),
    (Capacity(), {}, {"capacity": 0}, NO),
    (Capacity(), {}, {"capacity": None}, ASK),
    (GenderWish(), {"gender_wish": "woman"}, {"gender": "woman"}, YES),
    (GenderWish(), {"gender_wish": "woman"}, {"gender": "man"}, NO),
    (GenderWish(), {"gender_wish": "woman"}, {"gender": None}, ASK),
    (GenderWish(), {"gender": "man"}, {"gender_wish": "woman"}, NO),
    (GenderWish(), {"gender": None}, {"gender_wish": "woman"}, ASK),
    (GenderWish(), {"gender": None, "gender_wish": "any"}, {"gender": None}, YES),
    (GenderWish(), {"gender_wish": None}, {}, ASK),
    (GenderWish(silence_means_any=True), {"gender_wish": None}, {}, YES),
    (GenderWish(), {"gender_wish": None}, {"gender_wish": "man"}, NO),
    (Language("B1"), {"languages": {"prs": "native"}}, {"languages": {"PRS": "B1"}}, YES),
    (Language("B1"), {"languages": {"prs": "native"}}, {"languages": {"prs": "A2"}}, NO),
    (Language("B1"), {"languages": {"prs": "native"}}, {"languages": {"prs": None}}, ASK),
    (Language("B1"), {"languages": {"en": "A1"}}, {"languages": {"en": None}}, NO),
    (Language("B1"), {"languages": {"ti": "native"}}, {"languages": {"en": "C2"}}, NO),
    (Language("B1"), {"languages": {}}, {}, ASK),
    (Language("B1"), {}, {"languages": None}, ASK),
    (Language("B1"), {"languages": {"ti": "native"}, "needs_interpreter": True}, {}, NO),
    (
        Language("B1", interpreter_available=True),
        {"languages": {"ti": "native"}, "needs_interpreter": True},
        {},
        YES,
    ),
    (
        Language("B1", interpreter_available=True),
        {"languages": {"ti": "native"}, "needs_interpreter": False},
        {},
        NO,
    ),
    (
        Language("B1", interpreter_available=True),
        {"languages": {"ti": "native"}, "needs_interpreter": None},
        {},
        ASK,
    ),
    (Overlap(60), {"free": None}, {}, ASK),
    (Overlap(60), {"free": ()}, {}, NO),
    (Overlap(120), {}, {}, YES),
    (Overlap(121), {}, {}, NO),
    (Reach(20), {"place": BERLIN}, {"place": POTSDAM}, NO),
    (Reach(30), {"place": BERLIN}, {"place": POTSDAM}, YES),
    (Reach(30), {"place": BERLIN, "reach_km": 5}, {"place": POTSDAM}, NO),
    (Reach(20), {"place": BERLIN, "online_ok": True}, {"place": HAMBURG, "online_ok": True}, YES),
    (
        Reach(20, online=False),
        {"place": BERLIN, "online_ok": True},
        {"place": HAMBURG, "online_ok": True},
        NO,
    ),
    (Reach(20), {"place": BERLIN, "online_ok": None}, {"place": HAMBURG, "online_ok": True}, ASK),
    (Reach(20), {"place": BERLIN, "online_ok": None}, {"place": HAMBURG, "online_ok": False}, NO),
    (Reach(20), {"place": None}, {}, ASK),
    (Reach(20), {"place": None, "area": "Wedding"}, {"place": None, "area": "Wedding"}, YES),
    (Reach(20), {"place": None, "area": "Wedding"}, {"area": "Mitte"}, ASK),
    (Reach(None), {"place": None, "area": "Wedding"}, {"area": "Mitte"}, NO),
    (Reach(20), {"in_person_ok": False}, {}, NO),
    (Reach(20), {"in_person_ok": None}, {}, ASK),
]


@pytest.mark.parametrize(("rule", "hers", "his", "outcome"), TRUTH)
def test_truth_table(rule, hers, his, outcome):
    verdict = rule.check(mentee(**hers), mentor(**his))
    assert verdict.outcome.value == outcome
    assert bool(verdict.asks) == (outcome == ASK)
    pairs = solve(problem([mentee(**hers)], [mentor(**his)], [rule])).proposed
    assert bool(pairs) == (outcome == YES)


@pytest.mark.parametrize("rules", [ALL, OTHERS], ids=["usual", "unusual"])
@pytest.mark.parametrize("unknown", [0.0, 0.3])
def test_every_filter_lets_through_exactly_whom_its_rule_passes(rules, unknown):
    for seed in range(12):
        pairs = {("mentee-1", "mentor-1"), ("mentee-2", "mentor-0"), ("mentee-1", "absent")}
        round = random_round(
            Random(seed), 10, 10, unknown=unknown, rules=rules, do_not_match=pairs, ended=pairs
        )
        for rule in round.rules:
            narrow = rule.filter(round.mentors)
            for one in round.mentees:
                for among in ((1 << 10) - 1, 0b1010010111):
                    plain = bits_of(
                        j for j in range(10) if among >> j & 1 and rule.check(one, round.mentors[j]).passed
                    )
                    assert narrow(one, among) == plain, rule.code


@pytest.mark.parametrize("seed", range(10))
def test_a_pair_with_an_unknown_fact_is_never_proposed(seed):
    round = random_round(Random(seed), 15, 15, unknown=0.1, rules=ALL)
    for one, other in solve(round).proposed:
        for rule in round.rules:
            assert not rule.check(round.mentee_by_id[one], round.mentor_by_id[other]).asks


def test_a_rule_that_protects_is_in_force_without_being_named():
    assert {Cleared, Adults, DoNotMatch} <= {type(rule) for rule in problem([], []).rules}
    assert solve(problem([mentee()], [mentor(cleared=False)])).unmatched == ("samira",)


def test_a_rule_that_protects_cannot_be_replaced():
    class Lenient(Rule):
        code = "not_cleared"

    with pytest.raises(ProblemError, match="protects people"):
        problem([], [], [Lenient()])


def test_other_rules_can_be_left_out():
    far_and_silent = mentor(place=HAMBURG, languages={"ti": "native"}, free=None, gender_wish=None)
    assert solve(problem([mentee()], [far_and_silent])).proposed


def test_a_wish_never_asked_for_is_asked_for():
    assert GenderWish().check(mentee(gender_wish=None), mentor()).asks == (Ask("mentee", "gender_wish"),)


def test_the_language_told_is_the_one_both_speak_best():
    both = {"en": "B1", "prs": "native", "ar": "A2"}
    verdict = Language().check(mentee(languages=both), mentor(languages={**both, "prs": "C1"}))
    assert verdict.reasons == (Reason("shared_language", {"tag": "prs", "level": "C1"}),)


def test_a_distance_is_told_only_as_a_band():
    (reason,) = Reach(30).check(mentee(place=BERLIN), mentor(place=POTSDAM)).reasons
    assert reason == Reason("near", {"km_band": [20, 50]})


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: mentee(languages={"en": "good"}),
        lambda: mentee(free=[(7, 0, 60)]),
        lambda: mentee(free=[(0, 60, 60)]),
        lambda: mentee(reach_km=-1),
        lambda: mentor(capacity=-1),
        lambda: problem([mentee("a"), mentee("a")], []),
        lambda: problem([mentee(1), mentee("1")], []),
        lambda: problem([mentee()], [mentor()], fixed=[("samira", "stranger")]),
        lambda: problem([mentee()], [mentor("x"), mentor("y")], fixed=[("samira", "x"), ("samira", "y")]),
        lambda: problem([], [], [Language(), Language("C1")]),
    ],
)
def test_a_round_that_cannot_be_read_is_refused_in_words(wrong):
    with pytest.raises(ProblemError):
        wrong()


@pytest.mark.parametrize("wrong", [lambda: Language("good"), lambda: Overlap(0), lambda: Place(91, 0)])
def test_a_setting_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()


@pytest.mark.parametrize(
    ("until", "weeks", "passes"),
    [(None, 26, True), (7, 1, True), (6, 1, False), (0, 0, True), (-1, 0, False)],
    ids=["not lent", "to the last day", "a day short", "the loan's last day", "over"],
)
def test_a_mentor_is_lent_for_the_whole_of_a_mentorship(until, weeks, passes):
    lent = mentor(until=None if until is None else TODAY + timedelta(days=until))
    plan = solve(problem([mentee()], [lent], [Lent(weeks=weeks)]))
    assert bool(plan.proposed) == passes
    if not passes:
        (reason,) = plan.why_not("samira", "jonas").failed
        assert (reason.code, reason.facts["until"]) == ("lent", lent.until.isoformat())


@pytest.mark.parametrize(
    ("mentee_online", "mentor_online", "expected"), [(True, True, "yes"), (True, False, "no"), (None, True, "ask")]
)
def test_online_only_asks_who_can_meet_online_and_for_no_way(mentee_online, mentor_online, expected):
    one, other = mentee(online_ok=mentee_online, place=None), mentor(online_ok=mentor_online)
    plan = solve(problem([one], [other], [Reach(in_person=False)]))
    answer = plan.why_not("samira", "jonas")
    assert bool(plan.proposed) == (expected == "yes")
    assert bool(answer.failed) == (expected == "no")
    assert [ask.fact for ask in answer.unknown] == (["online_ok"] if expected == "ask" else [])


def test_people_meet_somehow():
    with pytest.raises(ValueError, match="neither"):
        Reach(online=False, in_person=False)
