"""A finished plan, and every question a coordinator asks about it.

Answers are codes and facts (`Reason`), not sentences, and hold no number about how well anybody fits.
They are worked out from the plain rules when asked for: one mentee against all mentors, milliseconds.
"""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from . import unmatched as leftover
from .certificate import Proof
from .competing import Rivalry
from .fit import fit
from .priority import lot
from .rules import Capacity, Language, Overlap, Reach
from .rules.base import ones
from .sieve import Sieve
from .verdict import Ask, Reason, Verdict

if TYPE_CHECKING:
    from .changes import Change, Difference
    from .problem import Problem
    from .standing import Standing


@dataclass(frozen=True)
class Pair:
    """A mentee and a mentor (ids); `fixed` if somebody had decided it before the round."""

    mentee: Hashable
    mentor: Hashable
    fixed: bool = False


@dataclass(frozen=True)
class RunnerUp:
    """Another mentor whom all rules allow.

    places_left: free places after this plan. held_by: mentees who have this mentor in the plan (fixed ones too);
    empty and no places left means that the mentor came into the round full.
    """

    mentor: Hashable
    reasons: tuple[Reason, ...]
    places_left: int
    held_by: tuple[Hashable, ...]

    @property
    def full(self) -> bool:
        return self.places_left == 0


@dataclass(frozen=True)
class WhyNot:
    """Why two people are not proposed to each other.

    failed: rules that say no. unknown: facts to ask for. When both are empty the pair is allowed, and
    `instead` says what stands in the way: "paired_with" (the mentee has another mentor) and "held_by" (the
    mentor's places are taken by these mentees), or "paired" if they are in fact together.
    """

    failed: tuple[Reason, ...] = ()
    unknown: tuple[Ask, ...] = ()
    instead: tuple[Reason, ...] = ()

    @property
    def allowed(self) -> bool:
        return not self.failed and not self.unknown


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The outcome of `solve`; it changes nothing and decides nothing.

    proposed: (mentee id, mentor id) in order of service. unmatched: mentee ids, first served first.
    All questions raise LookupError for somebody who is not in the round.
    """

    problem: "Problem"
    proposed: tuple[tuple[Hashable, Hashable], ...]
    unmatched: tuple[Hashable, ...]
    proof: Proof
    standing: "Standing" = field(repr=False, compare=False)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The fixed pairs, then the proposed ones."""
        return tuple(Pair(*pair, fixed=True) for pair in self.problem.fixed) + tuple(
            Pair(*pair) for pair in self.proposed
        )

    @cached_property
    def mentor_of(self) -> dict[Hashable, Hashable]:
        return {pair.mentee: pair.mentor for pair in self.pairs}

    @cached_property
    def held_by(self) -> dict[Hashable, tuple[Hashable, ...]]:
        """The mentees of each mentor in this plan, fixed pairs first."""
        held = defaultdict(list)
        for pair in self.pairs:
            held[pair.mentor].append(pair.mentee)
        return {mentor.id: tuple(held[mentor.id]) for mentor in self.problem.mentors}

    @cached_property
    def places_left(self) -> dict[Hashable, int]:
        """Free places per mentor after this plan; 0 when unknown."""
        given = defaultdict(int)
        for _, mentor in self.proposed:
            given[mentor] += 1
        return {mentor: free - given[mentor] for mentor, free in self.problem.places.items()}

    @cached_property
    def concerns(self) -> tuple[tuple[Pair, WhyNot], ...]:
        """Fixed pairs which the rules of today would not allow (a check that lapsed since, a fact missing)."""
        found = []
        for pair in self.pairs:
            if pair.fixed:
                verdicts = [
                    v for rule, v in self.verdicts(pair.mentee, pair.mentor) if not isinstance(rule, Capacity)
                ]
                if not all(verdict.passed for verdict in verdicts):
                    found.append((pair, _why_not(verdicts)))
        return tuple(found)

    def why(self, mentee: Hashable, mentor: Hashable) -> tuple[Reason, ...]:
        """What speaks for this pair, weightiest first. Also says so for pairs that were not proposed."""
        one, other = self._people(mentee, mentor)
        reasons = []
        if one.needs & other.skills:
            met, missing = one.needs & other.skills, one.needs - other.skills
            reasons.append(
                Reason("covers_needs", {"codes": sorted(met, key=str), "missing": sorted(missing, key=str)})
            )
        judged = self.verdicts(mentee, mentor)
        codes = {rule.code for rule, _ in judged}
        # A rule that is switched off forbids nothing, but what it would have found is still worth saying.
        judged += [
            (rule, rule.check(one, other))
            for rule in (Language(level="A1", mentee_level="A1"), Reach(), Overlap())
            if rule.code not in codes
        ]
        for rank in (Language.code, Reach.code, Overlap.code):
            reasons += [
                reason
                for rule, verdict in judged
                if rule.code == rank and verdict.passed
                for reason in verdict.reasons
            ]
        if one.interests & other.interests:
            reasons.append(
                Reason("shared_interests", {"codes": sorted(one.interests & other.interests, key=str)})
            )
        if one.experience_wish and other.experience_wish and self.problem.weights.experience:
            reasons.append(Reason("shared_experience"))
        ranked = (Language.code, Reach.code, Overlap.code)
        reasons += [
            reason
            for rule, verdict in judged
            if rule.code not in ranked and verdict.passed
            for reason in verdict.reasons
        ]
        if self.mentor_of.get(mentee) == mentor and (mentee, mentor) not in self.problem.fixed:
            ahead = self._in_order(mentee)
            ahead = ahead[: ahead.index(mentor)]
            if ahead:
                reasons.append(Reason("second_choice", {"ahead": ahead[:3], "more": len(ahead[3:])}))
        return tuple(reasons)

    def runners_up(self, mentee: Hashable, n: int = 3) -> tuple[RunnerUp, ...]:
        """Up to `n` other mentors whom the rules allow, best first, full ones included."""
        others = [mentor for mentor in self._in_order(mentee) if mentor != self.mentor_of.get(mentee)]
        return tuple(
            RunnerUp(mentor, self.why(mentee, mentor), self.places_left[mentor], self.held_by[mentor])
            for mentor in others[:n]
        )

    def why_not(self, mentee: Hashable, mentor: Hashable) -> WhyNot:
        """The rules that fail and the facts to ask for; for an allowed pair, what stands in the way instead."""
        if self.mentor_of.get(mentee) == mentor:
            return WhyNot(instead=(Reason("paired"),))
        answer = _why_not([verdict for _, verdict in self.verdicts(mentee, mentor)])
        if not answer.allowed:
            return answer
        instead = []
        if mentee in self.mentor_of:
            instead.append(Reason("paired_with", {"mentor": self.mentor_of[mentee]}))
        if self.places_left[mentor] == 0:
            instead.append(Reason("held_by", {"mentees": list(self.held_by[mentor])}))
        return WhyNot(instead=tuple(instead))

    def why_unmatched(self, mentee: Hashable, competing: bool = True) -> "leftover.WhyUnmatched":
        """Why this mentee is left over, near misses first. Raises LookupError if the mentee has a mentor.

        competing: whether to count who competes for which places; in a round of ten thousand that is most of the work.
        """
        if mentee in self.mentor_of:
            raise LookupError(f"{mentee} has a mentor in this plan")
        self._people(mentee)
        return leftover.explain(self, mentee, competing)

    def what_if(self, *changes: "Change") -> "Difference":
        """What these changes would do, one after another; the plan stays as it is.

        Raises LookupError for somebody who is not in the round, ValueError for forcing a pair that a rule forbids.
        """
        trial = self.standing.fork()
        for change in changes:
            trial.apply(change)
        return self.standing.difference(trial)

    def verdicts(self, mentee: Hashable, mentor: Hashable) -> list[tuple]:
        """(rule, Verdict) of every rule in force, as the plain rule says it."""
        one, other = self._people(mentee, mentor)
        return [(rule, rule.check(one, other)) for rule in self.problem.rules]

    def _in_order(self, mentee: Hashable) -> list[Hashable]:
        """All mentors whom the rules other than capacity allow, best fit first; equals by lot."""
        if mentee not in self._orders:
            (one,) = self._people(mentee)
            keys = []
            for j in ones(self.sieve.allowed(mentee)):
                other = self.problem.mentors[j]
                score = fit(one, other, self.problem.weights)
                keys.append((-score, lot(self.problem.seed, "mentor", other.id), other.id))
            self._orders[mentee] = [key[-1] for key in sorted(keys, key=lambda key: key[:2])]
        return self._orders[mentee]

    @cached_property
    def rivalry(self) -> Rivalry:
        """Who competes for which places, prepared for questions about everybody left over."""
        return Rivalry(self)

    @cached_property
    def sieve(self) -> Sieve:
        """The rules prepared for questions about everybody."""
        return Sieve(self.problem)

    @cached_property
    def _orders(self) -> dict[Hashable, list[Hashable]]:
        """What `_in_order` has found so far: a screen asks several questions about the same mentee."""
        return {}

    def suitable(self, mentee: Hashable) -> list[Hashable]:
        """Mentors whom every rule allows and who came into the round with a place, best fit first."""
        return [mentor for mentor in self._in_order(mentee) if self.problem.places[mentor]]

    def _people(self, mentee: Hashable, *mentor: Hashable) -> tuple:
        try:
            return (self.problem.mentee_by_id[mentee], *(self.problem.mentor_by_id[one] for one in mentor))
        except KeyError as stranger:
            raise LookupError(f"not in this round: {stranger}") from stranger


def _why_not(verdicts: list[Verdict]) -> WhyNot:
    return WhyNot(
        failed=tuple(reason for verdict in verdicts if verdict.failed for reason in verdict.reasons),
        unknown=tuple(dict.fromkeys(ask for verdict in verdicts for ask in verdict.asks)),
    )
