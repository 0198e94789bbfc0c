"""A programme's matching policy: what it means for the engine, how it reads aloud, and what it costs in people."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.matching import engine
from alongside.matching.models import PolicyVersion
from alongside.matching.wording import listed
from alongside.programmes.models import Programme

#: The policy of a programme that has written none. Waiting classes as the engine proposes them (ours, no research).
DEFAULT = {
    "who_first": "priority",
    "groups_by": "",
    "waiting_days": [30, 90, 180, 365],
    "hard_to_match": 3,
    "poor": False,
    "load": False,
    "kept": "gain",
    "counts": {},
}
#: How much a part of fit counts, in halves of what the engine proposes; a part that isn't named counts as usual.
HOW_MUCH = {"not": 0, "less": 1, "usual": 2, "more": 4}
#: Who comes first -> the engine's goals about who is served.
WHO_FIRST = {
    "priority": ("priority",),
    "groups": ("groups",),
    "groups_priority": ("groups", "priority"),
    "priority_groups": ("priority", "groups"),
    "lot": (),
}
#: Points of fit that an earlier proposal is worth when it is kept unless there is a clear gain: half as many change
#: from round to round, for some 0.15 % of fit (measured on invented rounds; the benchmark of matching prints it).
CLEAR_GAIN = 50
#: So long somebody waits before it is told as a price: half a year.
LONG = timedelta(days=180)


def current(programme: Programme) -> PolicyVersion | None:
    """The newest version; None for a programme that has written none. One query."""
    return programme.policy_versions.order_by("-number").first()


def of(programme: Programme) -> dict:
    """The settings in force."""
    version = current(programme)
    return DEFAULT | (version.settings if version else {})


def for_engine(settings: dict) -> dict:
    """The settings as arguments of `engine.Problem`: policy and priority. Raises ValueError for what can't be kept."""
    settings = DEFAULT | settings
    goals = ["matched", *WHO_FIRST[settings["who_first"]]]
    goals += [goal for goal in ("poor", "load") if settings[goal]]
    goals += ["kept", "fit"] if settings["kept"] == "always" else ["fit"]
    groups = settings["groups_by"] if "groups" in goals else None
    return {
        "policy": engine.Policy(
            goals=(*goals, "lottery"),
            groups_by=groups or None,
            stability=CLEAR_GAIN if settings["kept"] == "gain" else 0,
        ),
        "weights": _weights(settings["counts"]),
        "priority": engine.Priority(
            waiting_days=tuple(settings["waiting_days"]), hard_to_match=settings["hard_to_match"]
        ),
    }


def parts() -> dict[str, str]:
    """What fit is made of -> its name."""
    return {
        "needs": _("Wanted help"),
        "interests": _("Interests"),
        "language": _("Language"),
        "nearness": _("Nearness"),
        "hours": _("Common hours"),
        "experience": _("A shared start in a new country, where both asked for it"),
    }


def _weights(counts: dict) -> engine.Weights:
    usual = engine.Weights()
    return engine.Weights(**{part: getattr(usual, part) * HOW_MUCH[how] // 2 for part, how in counts.items()})


def _counts_in_words(counts: dict) -> list[str]:
    """Which parts count otherwise than usual."""
    words = {
        "more": _("These count more than usual: %(parts)s."),
        "less": _("These count less than usual: %(parts)s."),
        "not": _("These do not count: %(parts)s."),
    }
    found = []
    for how, sentence in words.items():
        named = [name for part, name in parts().items() if counts.get(part) == how]
        if named:
            found.append(sentence % {"parts": listed(named)})
    return found


def sentences(settings: dict, lottery: str = "") -> list[str]:
    """The policy in the order in which it counts, as a board of trustees could sign it."""
    settings = DEFAULT | settings
    goals = for_engine(settings)["policy"].goals
    found = {goal: sentence(goal, settings["waiting_days"], settings["hard_to_match"], settings["groups_by"]) for goal in goals}
    if settings["kept"] == "gain":
        found["fit"] += " " + _("An earlier proposal changes only for a clear gain.")
    found["fit"] += "".join(f" {line}" for line in _counts_in_words(settings["counts"]))
    if lottery:
        found["lottery"] += " " + lot_in_words(lottery)
    return list(found.values())


def sentence(goal: str, waiting_days: Sequence[int], hard_to_match: int, groups_by: str | None) -> str:
    """One of the engine's goals, read aloud. waiting_days, hard_to_match: as in `engine.Priority`."""
    if goal == "priority":
        return _waiting(waiting_days, hard_to_match)
    if goal == "groups":
        return {
            "language": _("People of every language are served alike, each language measured by what it could get alone."),
            "area": _("People of every area are served alike, each area measured by what it could get alone."),
            "gender_wish": _("People of every wish about a woman or a man are served alike, each measured by what it could get alone."),
        }[groups_by]
    return {
        "matched": _("As many people as possible get a mentor."),
        "poor": _("As few pairs as possible have little in common."),
        "load": _("Mentees are spread over the mentors, rather than two with one and none with another."),
        "kept": _("Whoever was proposed before and not decided yet is proposed again."),
        "fit": _("All pairs together have as much in common as possible: needs, languages, place and hours."),
        "lottery": _("Equals are drawn by lot."),
    }[goal]


def lot_in_words(lottery: str) -> str:
    """The seed, isolated (U+2066, U+2069), so that it keeps its own direction inside an Arabic sentence."""
    return _("The lot of this round: %(lot)s.") % {"lot": f"\u2066{lottery}\u2069"}


def _waiting(waiting_days: Sequence[int], hard: int) -> str:
    if not waiting_days and not hard:
        return _("Nobody comes first.")
    if not waiting_days:
        return ngettext(
            "Whoever has %(hard)d possible mentor at most comes first.",
            "Whoever has %(hard)d possible mentors at most comes first.",
            hard,
        ) % {"hard": hard}
    days = listed([str(days) for days in waiting_days])
    first = _("Whoever has waited longer comes first; what counts is having waited %(days)s days.") % {"days": days}
    if not hard:
        return first
    return first + " " + ngettext(
        "Having %(hard)d possible mentor at most counts as one step more.",
        "Having %(hard)d possible mentors at most counts as one step more.",
        hard,
    ) % {"hard": hard}


@dataclass(frozen=True)
class Price:
    """How a plan under this policy differs from the plan that looks at nothing but how many and how well.

    All counts are people or pairs; more is positive.
    """

    long_waiting_left: int
    little_in_common: int
    served_elsewhere: int

    def in_words(self) -> list[str]:
        """What the policy gains and what it costs; a sentence that it costs nothing when it doesn't."""
        found = []
        if self.long_waiting_left < 0:
            found.append(
                ngettext(
                    "%(n)d person fewer goes on waiting who has waited over half a year.",
                    "%(n)d people fewer go on waiting who have waited over half a year.",
                    -self.long_waiting_left,
                )
                % {"n": -self.long_waiting_left}
            )
        if self.long_waiting_left > 0:
            found.append(
                ngettext(
                    "%(n)d person more goes on waiting who has waited over half a year.",
                    "%(n)d people more go on waiting who have waited over half a year.",
                    self.long_waiting_left,
                )
                % {"n": self.long_waiting_left}
            )
        if self.served_elsewhere:
            found.append(
                ngettext(
                    "%(n)d person gets a mentor who otherwise would not, in somebody else's place.",
                    "%(n)d people get a mentor who otherwise would not, in others' places.",
                    self.served_elsewhere,
                )
                % {"n": self.served_elsewhere}
            )
        if self.little_in_common > 0:
            found.append(
                ngettext(
                    "%(n)d pair more has little in common.",
                    "%(n)d pairs more have little in common.",
                    self.little_in_common,
                )
                % {"n": self.little_in_common}
            )
        if self.little_in_common < 0:
            found.append(
                ngettext(
                    "%(n)d pair fewer has little in common.",
                    "%(n)d pairs fewer have little in common.",
                    -self.little_in_common,
                )
                % {"n": -self.little_in_common}
            )
        return found or [_("Today it changes nothing: the plan would be the same without it.")]


def price(problem: engine.Problem) -> Price:
    """What the problem's policy costs against "most people, then the best pairs". Two solutions."""
    plain = replace(problem, policy=engine.Policy(goals=("matched", "fit", "lottery")))
    ours, theirs = engine.solve(problem), engine.solve(plain)
    long_ago = problem.on - LONG
    long_waiting = {m.id for m in problem.mentees if m.waiting_since and m.waiting_since <= long_ago}

    def left(plan) -> int:
        return len(long_waiting & set(plan.unmatched))

    return Price(
        long_waiting_left=left(ours) - left(theirs),
        little_in_common=poor_pairs(ours) - poor_pairs(theirs),
        served_elsewhere=len(ours.mentor_of.keys() - theirs.mentor_of.keys()),
    )


def poor_pairs(plan: engine.Plan) -> int:
    """Proposed pairs with little in common: a fit under the policy's `poor_below`."""
    problem = plan.problem
    return sum(
        engine.fit(problem.mentee_by_id[mentee], problem.mentor_by_id[mentor], problem.weights)
        < problem.policy.poor_below
        for mentee, mentor in plan.proposed
    )
