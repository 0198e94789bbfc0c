"""What a rule says about one pair, as data: codes and facts, never sentences.

The room that shows an explanation words it, in the reader's language.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Outcome(Enum):
    """A rule passes, fails, or cannot be answered because a fact is unknown."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Reason:
    """One thing that can be said about a pair or a person.

    `code` is a stable word, listed in the README. `facts` holds plain values (text, whole
    numbers, lists, None) and whatever ids and term codes the caller gave.
    """

    code: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Ask:
    """A fact to ask for: `side` is "mentee" or "mentor", `fact` the name of the field."""

    side: str
    fact: str


@dataclass(frozen=True)
class Verdict:
    """The answer of one rule for one pair.

    PASS and FAIL carry `reasons` (perhaps none); UNKNOWN carries at least one `Ask`.
    """

    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    asks: tuple[Ask, ...] = ()

    @property
    def passed(self) -> bool:
        return self.outcome is Outcome.PASS

    @property
    def failed(self) -> bool:
        return self.outcome is Outcome.FAIL

    @property
    def unknown(self) -> bool:
        return self.outcome is Outcome.UNKNOWN


PASSED = Verdict(Outcome.PASS)


def passing(code: str, **facts) -> Verdict:
    """A pass with one reason that is worth telling."""
    return Verdict(Outcome.PASS, (Reason(code, facts),))


def failing(code: str, **facts) -> Verdict:
    """A fail with its reason."""
    return Verdict(Outcome.FAIL, (Reason(code, facts),))


def asking(*asks: Ask) -> Verdict:
    """Neither pass nor fail: these facts are missing."""
    return Verdict(Outcome.UNKNOWN, asks=asks)
