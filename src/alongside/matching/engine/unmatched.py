"""Why somebody is left over, in the order in which a coordinator can do something about it."""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .competing import Competition
from .rules import Capacity, DoNotMatch
from .rules.base import ones
from .verdict import Ask, Reason, failing

if TYPE_CHECKING:
    from .plan import Plan

#: Instead of a rule: the mentor's group stays closed, because it would be too small.
TOO_FEW = "too_few"


@dataclass(frozen=True)
class FullMentor:
    """A mentor who would do but has no place; `held_by` as in `RunnerUp`."""

    mentor: Hashable
    held_by: tuple[Hashable, ...]


@dataclass(frozen=True)
class NearMiss:
    """Mentors with a free place at the start of the round who fail on one rule only, everything else being known and met.

    count: how many. mentors: their ids, empty for a private reason, which must not be traced to anybody.
    facts: those which are the same for all of them. safeguarding: never offer to relax this rule.
    code: that of the rule, or "too_few": their groups would be too small to open.
    """

    code: str
    count: int
    mentors: tuple[Hashable, ...]
    facts: dict
    safeguarding: bool


@dataclass(frozen=True)
class Question:
    """A fact to ask for, and the mentors for whom nothing but unknown facts stands in the way."""

    ask: Ask
    mentors: tuple[Hashable, ...]


@dataclass(frozen=True)
class WhyUnmatched:
    """The answer, best lead first; `kind` names that lead.

    kind: "full" (mentors would do, all places are taken), "ask" (unknown facts might open a pair),
        "near_miss" (some mentors fail on one rule only), "nobody" (every mentor fails several), "no_mentors".
    full: mentors who would do, and who holds their places. questions: facts to ask, of the mentee first.
    near_misses: most mentors first. nobody_passes: rules that no mentor of the round passes with this mentee,
        as in "no mentor speaks Tigrinya", with the facts that are the same
        for all; a rule that is unknown for some mentor is not among them.
    competing: who competes for the places of `full`, counting everybody whose place this one could come to by moving others;
        None where nobody of `full` came with a place, and in a round too large to tell.
    """

    kind: str
    full: tuple[FullMentor, ...]
    questions: tuple[Question, ...]
    near_misses: tuple[NearMiss, ...]
    nobody_passes: tuple[Reason, ...]
    competing: Competition | None


def explain(plan: "Plan", mentee: Hashable, competing: bool = True) -> WhyUnmatched:
    """For a mentee of the plan who has no mentor; caller has checked that. competing: see `Plan.why_unmatched`."""
    problem = plan.problem
    person, mentors = problem.mentee_by_id[mentee], problem.mentors
    rules = {rule.code: rule for rule in problem.rules}
    passing = plan.sieve.passing(mentee)
    full, questions, misses = [], defaultdict(list), defaultdict(list)
    once = twice = 0
    for able in passing.values():
        blocked = plan.sieve.everybody & ~able
        twice |= once & blocked
        once |= blocked
    # Of somebody who fails and is blocked by another rule too, nothing is said.
    for j in ones(plan.sieve.everybody & ~(twice & plan.sieve.failing(mentee, passing))):
        mentor = mentors[j]
        asks: dict[Ask, None] = {}
        failed = None
        for code in [code for code, able in passing.items() if not able >> j & 1]:
            verdict = rules[code].check(person, mentor)
            asks |= dict.fromkeys(verdict.asks)
            if verdict.failed:
                failed = code, verdict
                break
        if failed is None and asks:
            for ask in asks:
                questions[ask].append(mentor.id)
        elif failed is None and mentor.id in problem.closed:
            misses[TOO_FEW].append((mentor.id, failing(TOO_FEW, least=mentor.least)))
        elif failed is None or (failed[0] == Capacity.code and not twice >> j & 1):
            full.append(FullMentor(mentor.id, plan.held_by[mentor.id]))
        elif not twice >> j & 1:
            misses[failed[0]].append((mentor.id, failed[1]))

    near_misses = [
        NearMiss(
            code=code,
            count=len(found),
            mentors=() if code == DoNotMatch.code else tuple(mentor for mentor, _ in found),
            facts=_agreed([verdict.reasons[0] for _, verdict in found]).facts,
            safeguarding=code in rules and rules[code].safeguarding,
        )
        for code, found in misses.items()
    ]
    near_misses.sort(key=lambda miss: (-miss.count, miss.code))
    asked = [Question(ask, tuple(mentors)) for ask, mentors in questions.items()]
    asked.sort(key=lambda question: (question.ask.side, -len(question.mentors), question.ask.fact))
    nobody = []
    for code, able in passing.items():
        if mentors and not able:
            verdicts = [rules[code].check(person, mentor) for mentor in mentors]
            if all(verdict.failed for verdict in verdicts):
                nobody.append(_agreed([verdict.reasons[0] for verdict in verdicts]))
    if not mentors:
        kind = "no_mentors"
    else:
        kind = "full" if full else "ask" if asked else "near_miss" if near_misses else "nobody"
    return WhyUnmatched(
        kind,
        tuple(full),
        tuple(asked),
        tuple(near_misses),
        tuple(nobody),
        plan.rivalry.of(mentee) if full and competing else None,
    )


def _agreed(reasons: list[Reason]) -> Reason:
    """One reason for many: only the facts on which all agree."""
    first = reasons[0]
    return Reason(
        first.code,
        {
            name: value
            for name, value in first.facts.items()
            if all(other.facts.get(name) == value for other in reasons)
        },
    )

