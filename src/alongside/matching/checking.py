"""Before a plan is made: whom of the people ticked nobody could serve, why, and what could be done about it.

No plan is solved for it. What keeps two people apart is private and is not among the reasons.
"""

from collections import Counter
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.matching import engine, teams
from alongside.matching.actions.rounds import Choice, problem_of, why_left_over
from alongside.matching.models import MatchingRound
from alongside.matching.wording import Words

#: So many people are named with their reasons; of the others the page says how many they are.
NAMED = 40
#: Up to so many the page says what could be done for how many of them; each costs some milliseconds.
SUMMED = 400
#: Reasons that are nobody's to read here.
PRIVATE = frozenset({"private_reason"})


@dataclass(frozen=True)
class Unserved:
    """A mentee whom nobody could serve. to_ask: something that only this person can tell stands in the way."""

    key: str
    name: str
    why: list[str]
    to_ask: bool


@dataclass(frozen=True)
class Checked:
    """What the page "who is in" says before a plan is made.

    mentees, mentors: how many are looked at. people: those whom nobody could serve, longest waiting first, at most NAMED; more:
    how many others there are. ways: what could be done without touching a rule that protects people, in sentences.
    """

    mentees: int
    mentors: int
    people: list[Unserved]
    more: int
    ways: list[str]
    person_ids: list

    @property
    def count(self) -> int:
        return len(self.people) + self.more


def check(round: MatchingRound, choice: Choice, sides=None) -> Checked:
    """Look at these people under these rules. Reads only; a constant number of queries, none if `sides` were read."""
    problem, planned = problem_of(round, choice, sides)
    unplanned = engine.Unplanned(problem)
    unserved = unplanned.unserved
    # Of very many the reasons are found for those who are named; the sum of them would be a sum over some.
    read = unserved if len(unserved) <= SUMMED else unserved[:NAMED]
    reasons = {mentee: _open_to_read(unplanned.why(mentee)) for mentee in read}
    shown = [str(mentee) for mentee in unserved[:NAMED]]
    full = {row.mentor for mentee in unserved[:NAMED] for row in reasons[mentee].full}
    words = Words(teams.names_of(planned[key] for key in {*shown, *full}), {})
    people = [Unserved(key, words.names[key], _lines(words, reasons[key]), _to_ask(reasons[key])) for key in shown]
    return Checked(
        mentees=len(problem.mentees),
        mentors=sum(1 for mentor in problem.mentors if problem.places[mentor.id]),
        people=people,
        more=len(unserved) - len(people),
        ways=ways(reasons.values()) if len(read) == len(unserved) else [],
        person_ids=[planned[key].enrolment.person_id for key in shown],
    )


def _open_to_read(why: engine.WhyUnmatched) -> engine.WhyUnmatched:
    """The same without what is private: not even that there is such a reason."""
    return replace(
        why,
        near_misses=tuple(miss for miss in why.near_misses if miss.code not in PRIVATE),
        nobody_passes=tuple(reason for reason in why.nobody_passes if reason.code not in PRIVATE),
    )


def _lines(words: Words, why: engine.WhyUnmatched) -> list[str]:
    lines = words.left_over(why_left_over(why))
    # Where there is nothing to name, the advice of the board, to compare and plan again, comes too early.
    nothing = words.left_over({"kind": why.kind}) if why.kind != "no_mentors" else []
    return [_("No mentor of this round passes every rule with them.")] if lines == nothing else lines


def _to_ask(why: engine.WhyUnmatched) -> bool:
    return any(question.ask.side == "mentee" for question in why.questions[:3])


def ways(reasons) -> list[str]:
    """What could be done, most people first: a fact to ask for, or a rule of this round that may ask for less.

    A wish about a woman or a man is somebody's own, and a rule that protects people is never offered.
    """
    counts: Counter = Counter()
    for why in reasons:
        counts["ask"] += bool(why.questions)
        counts.update(miss.code for miss in why.near_misses if not miss.safeguarding)
        counts["full"] += bool(why.full)
    sentences = {
        "ask": lambda n: ngettext(
            "For %(n)d of them a fact is missing. Ask, write it down, and check again.",
            "For %(n)d of them facts are missing. Ask, write them down, and check again.",
            n,
        ),
        "full": lambda n: ngettext(
            "For %(n)d of them a mentor would do and is full. Ask whether they could take one person more.",
            "For %(n)d of them mentors would do and are full. Ask whether they could take one person more.",
            n,
        ),
        "language": lambda n: ngettext(
            "For %(n)d of them only the language is missing. Can an interpreter come, or is a lower level enough?",
            "For %(n)d of them only the language is missing. Can an interpreter come, or is a lower level enough?",
            n,
        ),
        "overlap": lambda n: ngettext(
            "For %(n)d of them only a common hour is missing. Are fewer minutes enough, or can somebody find another hour?",
            "For %(n)d of them only a common hour is missing. Are fewer minutes enough, or can somebody find another hour?",
            n,
        ),
        "reach": lambda n: ngettext(
            "For %(n)d of them only the way is too far. May it be longer, or can they meet online?",
            "For %(n)d of them only the way is too far. May it be longer, or can they meet online?",
            n,
        ),
    }
    return [sentences[code](n) % {"n": n} for code, n in counts.most_common() if n and code in sentences]
