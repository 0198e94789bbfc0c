"""A rule about one person, asked of every member of a team.

Several mentors can stand in a round as one (`teams.team_of`). What protects somebody must hold with each of them: each is
cleared and grown up, each is kept apart from nobody, each meets the wish, each is near enough or online. What they do
together (languages, skills, hours) stands in the team's own facts and is read by the rules as of anybody.
"""

from collections.abc import Sequence
from functools import wraps

from ..verdict import Reason, Verdict, asking, failing
from .base import bits_of


def each_member(check):
    """For `Rule.check`: passes with a team if it passes with each member; one no is a no, then one question is a question."""

    @wraps(check)
    def checked(self, mentee, mentor):
        if not mentor.members:
            return check(self, mentee, mentor)
        return _together([check(self, mentee, member) for member in mentor.members])

    return checked


def each_member_at_once(filter):
    """As `each_member`, for `Rule.filter`. Costs nothing in a round without teams."""

    @wraps(filter)
    def filtered(self, mentors):
        teams = [j for j, mentor in enumerate(mentors) if mentor.members]
        if not teams:
            return filter(self, mentors)
        # Members stand behind the mentors of the round, at places of their own.
        everybody, members = list(mentors), {}
        for j in teams:
            members[j] = bits_of(range(len(everybody), len(everybody) + len(mentors[j].members)))
            everybody += mentors[j].members
        narrow_all = filter(self, everybody)
        all_of_them, own = (1 << len(everybody)) - 1, ~bits_of(teams)

        def narrow(mentee, among):
            able = narrow_all(mentee, all_of_them)
            whole = bits_of(j for j in teams if able & members[j] == members[j])
            return among & (able & own | whole)

        return narrow

    return filtered


def ids_of(mentor) -> tuple:
    """Everybody whom a pair kept apart may name: the mentor, or the team and its members."""
    return (mentor.id, *(member.id for member in mentor.members))


def _together(verdicts: Sequence[Verdict]) -> Verdict:
    for verdict in verdicts:
        if verdict.failed:
            first = verdict.reasons[0]
            return failing(first.code, **first.facts)
    asks = dict.fromkeys(ask for verdict in verdicts for ask in verdict.asks)
    if asks:
        return asking(*asks)
    reasons: dict[str, Reason] = {}
    for reason in (reason for verdict in verdicts for reason in verdict.reasons):
        before = reasons.setdefault(reason.code, reason)
        # Of ways the longest is said.
        if reason.facts.get("km_band", [0])[0] > before.facts.get("km_band", [0])[0]:
            reasons[reason.code] = reason
    return Verdict(verdicts[0].outcome, tuple(reasons.values()))
