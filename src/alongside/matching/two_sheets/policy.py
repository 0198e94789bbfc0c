"""What a plan should aim at, from a text file (TOML); what the file doesn't say stays as the engine proposes it."""

import tomllib
from dataclasses import dataclass, fields

from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.matching.engine import LEVELS, Policy, Priority, Weights
from alongside.matching.engine.week import WEEK
from alongside.matching.pool import DEFAULT_RULES
from alongside.programmes.sheets import Refused
from alongside.programmes.sheets.sensitive import kind_of_heading, reason

POLICY = ("goals", "poor_below", "groups_by", "stability")
PRIORITY = ("waiting_days", "hard_to_match")
WEIGHTS = tuple(field.name for field in fields(Weights) if field.name != "even")
RULES = ("km", "minutes", "level", "mentee_level")
KNOWN = (*POLICY, *PRIORITY, "seed", "weights", "rules")


@dataclass(frozen=True)
class Settings:
    """Goals, order of service, weights and the numbers of the rules.

    seed: of the lottery among equals. named: the rules' numbers that a file sets, so that one without effect can be told.
    """

    policy: Policy
    priority: Priority
    weights: Weights
    seed: str
    km: float = DEFAULT_RULES["reach"]["km"]
    minutes: int = DEFAULT_RULES["overlap"]["minutes"]
    level: str = DEFAULT_RULES["language"]["level"]
    mentee_level: str = DEFAULT_RULES["language"]["mentee_level"]
    named: frozenset[str] = frozenset()


def settings_from(text: str = "") -> Settings:
    """The settings in a policy file. Raises Refused with what is wrong, and the keys there are."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(_("The policy cannot be read: {error}.").format(error=error)) from None
    _known(data, KNOWN, "")
    weights, rules = (_table(data, name) for name in ("weights", "rules"))
    _known(weights, WEIGHTS, "weights")
    _known(rules, RULES, "rules")
    _check_kinds(data, weights, rules)
    try:
        return Settings(
            policy=Policy(**{key: data[key] for key in POLICY if key in data}),
            priority=Priority(**{key: tuple(value) if isinstance(value := data[key], list) else value for key in PRIORITY if key in data}),
            weights=Weights(**weights),
            # As in a round of the product: public, and another one every week.
            seed=data.get("seed", f"{clock.today():%G-W%V}"),
            named=frozenset(rules),
            **rules,
        )
    except ValueError as error:
        raise Refused(_("The policy cannot be used: {error}.").format(error=str(error).rstrip("."))) from None


def _table(data: dict, name: str) -> dict:
    table = data.get(name, {})
    if not isinstance(table, dict):
        raise Refused(_("In the policy, {name} is a table: write [{name}] on a line of its own.").format(name=name))
    return table


def _known(data: dict, known: tuple[str, ...], table: str) -> None:
    strange = sorted(set(data) - set(known))
    if strange:
        for key in strange:
            if kind := kind_of_heading(key):
                raise Refused(_("{key} in the policy: {reason} Take it out.").format(key=key, reason=reason(kind)))
        where = f"[{table}]" if table else _("a policy")
        raise Refused(
            _("{key} means nothing in {where}. Known are: {known}.").format(
                key=", ".join(strange), where=where, known=", ".join(known)
            )
        )


def _check_kinds(data: dict, weights: dict, rules: dict) -> None:
    """Raises Refused for a value of the wrong kind, which the engine would stumble over."""

    def whole(value) -> bool:
        return type(value) is int and 0 <= value <= 100_000

    def words(value) -> bool:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)

    def days(value) -> bool:
        return isinstance(value, list) and all(map(whole, value))

    number, text = _("a whole number of 0 or more"), _("a text in quotation marks")
    a_level = _("one of {levels}").format(levels=", ".join(LEVELS))
    for table, checks in (
        (data, (
            ("goals", words, _("a list of words, for example [\"matched\", \"fit\"]")),
            ("waiting_days", days, _("a list of whole numbers, for example [30, 90]")),
            ("hard_to_match", whole, number),
            ("poor_below", whole, number),
            ("stability", whole, number),
            ("groups_by", lambda value: isinstance(value, str), text),
            ("seed", lambda value: isinstance(value, str), text),
        )),
        (weights, tuple((name, whole, number) for name in WEIGHTS)),
        (rules, (
            ("km", lambda value: type(value) in (int, float) and 0 <= value < 50_000, _("a number of kilometres, 0 or more")),
            ("minutes", lambda value: whole(value) and 1 <= value <= WEEK, _("a whole number of minutes, 1 or more")),
            ("level", lambda value: value in list(LEVELS), a_level),
            ("mentee_level", lambda value: value in list(LEVELS), a_level),
        )),
    ):  # fmt: skip
        for name, is_right, wanted in checks:
            if name in table and not is_right(table[name]):
                raise Refused(_("In the policy, {name} should be {wanted}.").format(name=name, wanted=wanted))
