"""What nobody is matched by, whatever a programme wishes: it is refused at the door, with a sentence that says why.

The engine knows a person by the fields of `Participant` and no others, so that what it was never told cannot count. A fact
that it does not know is refused by name; the protected ones also where they come as a field of one's own kind of person, as
the code or a setting of a rule of one's own, or among the fields that such a rule says it reads. A rule that keeps what it
reads in its own head cannot be seen through: whoever writes one answers for it.
Grounds: GDPR articles 9 and 10, and what opens the same doors.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .rules import Rule

#: What it is called in a sentence -> beginnings of the words that name it.
PROTECTED = {
    "religion": "religio faith church mosque belief confession denomination creed muslim christian jewish atheis",
    "ethnicity": "ethni race racial tribe tribal clan caste skin",
    "nationality and origin": "national citizen birthplace birth_country country_of origin(?!al) homeland migrant migration_background",
    "politics": "politic party ideolog trade_union extrem radicali",
    "asylum and residence status": "asylum refugee visa passport residency residence_(permit|status|title) permit immigration deport undocumented legal_status",
    "health": "health illness diagnos disab medical medication pregnan trauma addict",
    "sexuality": "sexual lgbt gay lesbian queer",
    "offences": "offen convict crime criminal sentenced prison inmate detain",
}
_BEGINS = {
    what: re.compile("|".join(rf"(?:^|_){word}" for word in words.split())) for what, words in PROTECTED.items()
}


class ProblemError(ValueError):
    """The round cannot be read: the message says which person or rule, and what is wrong."""


class UnknownFact(ProblemError, TypeError):
    """A person was handed in with a fact that the engine does not know."""


def what_it_names(name: str) -> str:
    """The protected trait that a field, a rule or a setting names, or ""."""
    plain = re.sub(r"[^a-z]+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", str(name)).lower())
    return next((what for what, begins in _BEGINS.items() if begins.search(plain)), "")


def refuse_named(names: Iterable[str], where: str) -> None:
    """Raises ProblemError if one of these names a protected trait. where: what they belong to, as the subject of a sentence."""
    for name in names:
        if what := what_it_names(name):
            raise ProblemError(
                f"{where} names “{name}”. Nobody is matched by {what}: it can harm people, no pair needs it, "
                "and the engine is not told. Leave it out."
            )


def refuse_facts(facts: Mapping[str, object], kind: type) -> None:
    """Raises UnknownFact for a fact that no person of this kind has, or that nobody is matched by."""
    known, side = _known_of(kind), kind.__name__.lower()
    if facts.keys() <= known:
        return
    if strange := sorted(facts.keys() - known):
        try:
            refuse_named(strange, f"The {side}")
        except ProblemError as refused:
            raise UnknownFact(str(refused)) from None
        raise UnknownFact(
            f"The engine does not know {', '.join(strange)} of a {side}, so it could not count. Known are: {', '.join(sorted(known))}."
        )


@cache
def _known_of(kind: type) -> frozenset[str]:
    """The facts of this kind of person. Raises UnknownFact where somebody's own kind adds one that nobody is matched by."""
    known = frozenset(field.name for field in fields(kind))
    try:
        refuse_named(sorted(known), f"The class {kind.__name__}")
    except ProblemError as refused:
        raise UnknownFact(str(refused)) from None
    return known


def refuse_rule(rule: "Rule") -> None:
    """Raises ProblemError for a rule that looks at what nobody is matched by, as far as it says so."""
    if not type(rule).__module__.startswith(__package__):
        reads = [name for side in rule.reads or () for name in side]
        settings = [*getattr(rule, "__dataclass_fields__", ()), *vars(rule)]
        refuse_named([rule.code, type(rule).__name__, *settings, *reads], f"The rule {rule.code}")

