"""Every question about a plan has an answer in codes and facts."""

import json
import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from random import Random

import pytest

import alongside.matching.engine as engine
from alongside.matching.engine import (
    Ask,
    Competition,
    GenderWish,
    Language,
    NotAgain,
    Overlap,
    Reach,
    Reason,
    solve,
)

from .people import mentee, mentor, problem, random_round


def test_the_example_in_the_readme_runs():
    readme = (Path(engine.__file__).parent / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})


def test_why_names_everything_that_speaks_for_a_pair():
    one = mentee(needs={"housing", "work"}, interests={"football", "chess"}, gender_wish="woman")
    other = mentor(skills={"housing"}, interests={"chess"}, gender="woman")
    plan = solve(problem([one], [other], [Language(), GenderWish(), Reach(), Overlap()]))
    assert plan.why("samira", "jonas") == (
        Reason("covers_needs", {"codes": ["housing"], "missing": ["work"]}),
        Reason("shared_language", {"tag": "en", "level": "C1"}),
        Reason("near", {"km_band": [0, 2]}),
        Reason("shared_hours", {"weekday": 1, "start": 1080, "end_weekday": 1, "end": 1200, "minutes": 120}),
        Reason("shared_interests", {"codes": ["chess"]}),
        Reason("gender_wish_kept", {"wished_by": ["mentee"]}),
    )


def test_what_a_switched_off_rule_would_find_is_still_told():
    codes = [reason.code for reason in solve(problem([mentee()], [mentor()])).why("samira", "jonas")]
    assert codes == ["shared_language", "near", "shared_hours"]


def test_a_second_choice_says_so():
    both = [mentee("a", needs={"work"}), mentee("b", needs={"work"})]
    plan = solve(problem(both, [mentor("good", skills={"work"}), mentor("other")]))
    (second,) = [m for m in ("a", "b") if plan.mentor_of[m] == "other"]
    assert plan.why(second, "other")[-1] == Reason("second_choice", {"ahead": ["good"], "more": 0})
    first = plan.mentor_of.keys() - {second}
    (runner,) = plan.runners_up(second)
    assert (runner.mentor, runner.full, runner.held_by) == ("good", True, tuple(first))
    assert plan.why_not(second, "good").instead == (
        Reason("paired_with", {"mentor": "other"}),
        Reason("held_by", {"mentees": list(first)}),
    )


def test_runners_up_come_best_first_and_never_break_a_rule():
    mentors = [
        mentor("poor"),
        mentor("fair", skills={"work"}),
        mentor("best", skills={"work", "housing"}),
        mentor("barred", cleared=False),
        mentor("full", skills={"work"}, capacity=0),
        mentor("private"),
    ]
    plan = solve(
        problem([mentee(needs={"work", "housing"})], mentors, do_not_match={("samira", "private")}, seed="s")
    )
    assert plan.mentor_of == {"samira": "best"}
    found = plan.runners_up("samira", n=9)
    assert {runner.mentor for runner in found[:2]} == {"fair", "full"}
    assert [runner.mentor for runner in found[2:]] == ["poor"]
    assert {runner.mentor: runner.full for runner in found} == {"fair": False, "full": True, "poor": False}
    assert len(plan.runners_up("samira", n=1)) == 1


def test_why_not_names_all_failed_rules_and_all_facts_to_ask():
    other = mentor(languages={"ti": "native"}, free=None, cleared=False, not_cleared_reasons=["check_lapsed"])
    answer = solve(problem([mentee()], [other], [Language(), Overlap()])).why_not("samira", "jonas")
    assert answer.failed == (
        Reason("not_cleared", {"missing": ["check_lapsed"]}),
        Reason("language", {"tags": ["en"], "level": "B1", "too_low": []}),
    )
    assert answer.unknown == (Ask("mentor", "free"),)
    assert not answer.allowed


def test_a_pair_kept_apart_is_explained_as_a_private_reason_and_nothing_else():
    plan = solve(problem([mentee()], [mentor()], [NotAgain()], do_not_match={("samira", "jonas")}))
    assert plan.why_not("samira", "jonas").failed == (Reason("private_reason", {}),)
    (miss,) = plan.why_unmatched("samira").near_misses
    assert (miss.code, miss.count, miss.mentors, miss.facts, miss.safeguarding) == (
        "private_reason",
        1,
        (),
        {},
        True,
    )


def test_nobody_speaks_the_language():
    answer = solve(
        problem([mentee(languages={"ti": "native"})], [mentor("x"), mentor("y")], [Language()])
    ).why_unmatched("samira")
    assert answer.kind == "near_miss"
    assert answer.nobody_passes == (Reason("language", {"tags": ["ti"], "level": "B1", "too_low": []}),)
    assert (answer.near_misses[0].count, answer.near_misses[0].safeguarding) == (2, False)


def test_two_could_but_both_are_full():
    mentees = [mentee("a", waiting_since=None), mentee("b"), mentee("c"), mentee("d")]
    plan = solve(
        problem(mentees, [mentor("x"), mentor("y"), mentor("gone", cleared=False)], fixed=[("a", "x")])
    )
    left = plan.unmatched[0]
    answer = plan.why_unmatched(left)
    assert answer.kind == "full"
    assert {full.mentor: full.held_by for full in answer.full} == {"x": ("a",), "y": (plan.proposed[0][0],)}
    assert answer.competing == Competition(3, 1, ("y",), held_by="policy")
    assert plan.why_not(left, "x").failed == (Reason("full", {"held_by": ["a"]}),)
    assert plan.why_not(left, "y").instead == (Reason("held_by", {"mentees": [plan.proposed[0][0]]}),)


def test_the_competition_counts_everybody_who_could_make_room():
    """The one left over wants only x; whoever has x could move to y, and whoever has y is in the same queue."""
    mentees = [mentee("x-only", waiting_since=None, languages={"ti": "C1"})]
    mentees += [
        mentee(f"long-{i}", waiting_since=date(2025, 1, 1), languages={"ti": "C1", "en": "C1"})
        for i in range(2)
    ]
    mentors = [mentor("x", languages={"ti": "C1"}), mentor("y"), mentor("elsewhere", languages={"ar": "C1"})]
    plan = solve(problem(mentees, mentors, [Language()]))
    assert plan.unmatched == ("x-only",)
    assert plan.why_unmatched("x-only").competing == Competition(3, 2, ("x", "y"), held_by="longer")


def test_an_unknown_fact_of_the_mentee_is_asked_first():
    mentors = [mentor("x"), mentor("y", free=None), mentor("z", cleared=False)]
    answer = solve(problem([mentee(gender_wish=None)], mentors, [GenderWish(), Overlap()])).why_unmatched(
        "samira"
    )
    assert answer.kind == "ask"
    assert [(question.ask, question.mentors) for question in answer.questions] == [
        (Ask("mentee", "gender_wish"), ("x", "y")),
        (Ask("mentor", "free"), ("y",)),
    ]


def test_an_empty_round_has_an_answer():
    plan = solve(problem([mentee()], []))
    assert plan.why_unmatched("samira").kind == "no_mentors"
    assert solve(problem([], [mentor()])).pairs == ()


def test_a_fixed_pair_stands_and_todays_concerns_are_named():
    plan = solve(
        problem([mentee(), mentee("b")], [mentor(cleared=False), mentor("x")], fixed=[("samira", "jonas")])
    )
    assert [(p.mentee, p.mentor, p.fixed) for p in plan.pairs] == [
        ("samira", "jonas", True),
        ("b", "x", False),
    ]
    ((pair, concern),) = plan.concerns
    assert (pair.mentor, concern.failed) == ("jonas", (Reason("not_cleared", {"missing": []}),))


@pytest.mark.parametrize("ask", [lambda p: p.why("nobody", "jonas"), lambda p: p.why_not("samira", "x"), lambda p: p.runners_up("x"), lambda p: p.why_unmatched("samira")])  # fmt: skip
def test_a_stranger_is_refused(ask):
    with pytest.raises(LookupError):
        ask(solve(problem([mentee()], [mentor()])))


def test_facts_can_be_stored_as_json():
    plan = solve(
        problem(
            [mentee(needs={"work"})],
            [mentor(skills={"work"}), mentor("far", languages={"ti": "A1"})],
            [Language(), Reach(), Overlap()],
        )
    )
    for reason in plan.why("samira", "jonas") + plan.why_not("samira", "far").failed:
        assert json.loads(json.dumps(reason.facts)) == reason.facts


def plainly(plan, person):
    """Why somebody is left over, read rule by rule and mentor by mentor: (full, questions, near misses, nobody passes)."""
    full, questions, misses, failing = [], defaultdict(list), defaultdict(list), defaultdict(list)
    for other in plan.problem.mentors:
        verdicts = [(rule.code, verdict) for rule, verdict in plan.verdicts(person, other.id)]
        failed = [code for code, verdict in verdicts if verdict.failed]
        asks = dict.fromkeys(ask for _, verdict in verdicts for ask in verdict.asks)
        for code in failed:
            failing[code].append(other.id)
        if not asks and set(failed) <= {"full"}:
            full.append(other.id)
        elif not failed:
            for ask in asks:
                questions[ask].append(other.id)
        elif len(failed) == 1 and not asks:
            misses[failed[0]].append(other.id)
    everybody = len(plan.problem.mentors)
    return full, dict(questions), dict(misses), {code for code, ids in failing.items() if len(ids) == everybody}


@pytest.mark.parametrize("seed", range(40))
def test_the_quick_reading_says_what_the_plain_one_says(seed):
    chance = Random(seed)
    rules = [GenderWish(), Language(), Reach(online=seed % 2 == 0), Overlap()]
    plan = solve(random_round(chance, 12, 6, unknown=chance.choice([0, 0.05, 0.2]), rules=rules))
    for person in plan.unmatched:
        full, questions, misses, nobody = plainly(plan, person)
        why = plan.why_unmatched(person)
        assert [row.mentor for row in why.full] == full
        assert {question.ask: list(question.mentors) for question in why.questions} == questions
        assert {miss.code: list(miss.mentors) for miss in why.near_misses} == misses
        assert {reason.code for reason in why.nobody_passes} == nobody
