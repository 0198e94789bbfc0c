"""The hard rules: each can say pass, fail, or "ask first" for one pair.

`check` is the plain reading of a rule and the one that counts: explanations and the certificate
use only it. `filter` is the same rule prepared for many mentors at once, as bits; a test holds
the two together. A rule that protects people (`safeguarding`) cannot be left out of a problem.
"""

from collections.abc import Sequence

from .base import Rule
from .meeting import Overlap, Reach
from .protection import Adults, Capacity, Cleared, DoNotMatch, Lent, NotAgain
from .wishes import LEVELS, GenderWish, Language

# Cheapest first: filters run in this order, and so do plain checks. A rule of one's own comes last.
ORDER = (Capacity, Cleared, Adults, Lent, DoNotMatch, NotAgain, GenderWish, Language, Reach, Overlap)
# In force whether named or not.
ALWAYS = (Capacity, Cleared, Adults, DoNotMatch)


def all_pass(rules: Sequence[Rule], mentee, mentor) -> bool:
    """True if every rule passes; stops at the first that does not."""
    return all(rule.check(mentee, mentor).passed for rule in rules)


__all__ = [
    "ALWAYS",
    "LEVELS",
    "ORDER",
    "Adults",
    "Capacity",
    "Cleared",
    "DoNotMatch",
    "GenderWish",
    "Language",
    "Lent",
    "NotAgain",
    "Overlap",
    "Reach",
    "Rule",
    "all_pass",
]
