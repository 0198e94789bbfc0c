"""Every sentence of the mentee's space, so that a language can be finished in an evening.

Found by reading: from the routes that a mentee may enter, through the functions that their views call in the same room
and the forms they name, to the templates with what they extend and include. A condition that asks who reads
(`part == "mentee"`, `is_mentor`) is answered for a mentee, so that a coordinator's branch of a shared page is not counted.
What a form says when its answer is impossible (a code that no page offers) is left out: nobody reads it.
"""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models.enums import ChoicesType
from django.forms import BaseForm
from django.template import engines
from django.template.base import NodeList
from django.template.defaulttags import IfNode, TemplateLiteral
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_noop

from alongside.foundation import registries
from alongside.site.policies import routes

#: At most so many, so that a translator who finishes two or three in a minute is done in an evening (the issue's own number).
MOST = 150
#: Pages for everybody who is signed in, or that a card opens, which mentees use as well.
ALSO = (
    "privacy:mine", "card:phone", "card:paper", "mentorships:after", "mentorships:say", "mentorships:say_later", "mentorships:again",
)  # fmt: skip
#: The same pages as an applicant's: their words are in every language of the public pages already.
NOT_HERE = ("programmes:own_details", "programmes:change_own", "calendar:mine", "calendar:off", "matching:answer", "matching:proposals")
#: Said to whoever writes for a mentee; the mentee's own form has another label there, or no such question.
FOR_OTHERS = (
    gettext_noop("Whose goal is it?"), gettext_noop("Choose whose goal it is."), gettext_noop("The goal, in the mentee's own words"),
    gettext_noop("What the mentee says about it"), gettext_noop("The mentee said so"),
    gettext_noop("Ask the mentee first. Only they say how their goal ends."), gettext_noop("Ask the mentee first. Their goals are theirs."),
    gettext_noop("Who does step %(n)d?"), gettext_noop("Step %(n)d until"), gettext_noop("How did it end?"), gettext_noop("Goals of before"),
    gettext_noop("The mentee"), gettext_noop("The mentor"), gettext_noop("Both"),
    gettext_noop("Reached"), gettext_noop("Something else now"), gettext_noop("Let go"),
    gettext_noop("Another mentee, later?"), gettext_noop("Another mentor, later?"), gettext_noop("How did they say it?"),
    gettext_noop("Do you want to accompany somebody else?"), gettext_noop("Do they want to accompany somebody else?"),
    gettext_noop("Do they want another mentor?"), gettext_noop("I am well with what I do here."),
    gettext_noop("Something else"), gettext_noop("Wants to talk first"), gettext_noop("in here"), gettext_noop("At the end"), gettext_noop("Some months later"),
    gettext_noop("The mentee could not come"), gettext_noop("The mentor could not come"), gettext_noop("Something came between"),
    gettext_noop("What would help them now?"), gettext_noop("How have they been since then?"),
    gettext_noop("What has stayed with them from the time together?"),
    # Handed to why_not(), which says them to everybody but mentees.
    gettext_noop("This goal has ended. Write a new one."), gettext_noop("This mentorship has ended already."),
    gettext_noop("The trial is over. You can still stop: ask for a call."),
    # Names of hidden fields.
    gettext_noop("Your answer"),
)  # fmt: skip
#: Frame of every page, for applicants and visitors too: counted apart, for it is translated with the first of those pages.
FRAME = ("shell/", "parts/", "people/parts/", "alongside.foundation", "sent_already", "resend", "privacy/nothing_kept", "alongside.people")
#: Calls that translate.
SAYS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
#: Signs that a file says one sentence to mentees, whatever an action refuses (views.drawing.why_not).
PLAINLY = ("why_not(", "mentee=True")
#: What the mentee's reading of a page knows about itself.
KNOWN = {
    "part": "mentee", "shell": "shell/mentee.html", "other": "", "is_mentor": False, "one.member.is_mentor": False,
    "is_coordinator": False, "coordinates": False,
}  # fmt: skip


@dataclass
class Found:
    """sentences: (singular, plural or "", context or "") -> where it stands."""

    sentences: dict[tuple[str, str, str], str] = field(default_factory=dict)
    templates: set[str] = field(default_factory=set)
    seen: set = field(default_factory=set)

    def say(self, singular: str, plural: str = "", context: str = "", *, where: str) -> None:
        if singular.strip() and singular not in FOR_OTHERS:
            # One entry of a catalogue, whether or not a place of it counts.
            plural = next((p for s, p, c in self.sentences if (s, c) == (singular, context) and p), plural)
            said = (singular, plural, context)
            if plural and (singular, "", context) in self.sentences:
                self.sentences[said] = self.sentences.pop((singular, "", context))
            # What stands on an own page and in the frame is the own page's.
            if said not in self.sentences or (self.sentences[said].startswith(FRAME) and not where.startswith(FRAME)):
                self.sentences[said] = where

    def own(self) -> dict[tuple[str, str, str], str]:
        """The sentences of the mentee's space itself, without the frame that all public pages share."""
        return {said: where for said, where in self.sentences.items() if not where.startswith(FRAME)}


def collect() -> Found:
    """All of them, in the order in which they were found."""
    found = Found()
    for route in routes():
        mine = route.policy is not None and ("mentee" in route.policy.roles or route.name in ALSO)
        if mine and route.name not in NOT_HERE:
            _read_python(inspect.unwrap(route.view), found)
    from alongside.mentorships.models import Member
    from alongside.mentorships.queries.recordings import SCREENS
    from alongside.mentorships.views import panels
    from alongside.site.navigation import PLACES

    _read_table("what is read out", SCREENS, found)
    _read_table("navigation", [label for _route, label, _icon, roles in PLACES if "mentee" in roles], found)
    _read_choices(Member.LooksAfter, found)
    for maker in [*(m for place in panels.HOME.values() for m in place), *registries.slots.get("mentee home", [])]:
        if ".matching." not in maker.__module__:
            _read_python(maker, found)
    for name in sorted(found.templates):
        _read_template(name, found)
    return found


def _read_python(thing, found: Found) -> None:
    """What a function or form of ours says, and whatever of its own room it calls by name."""
    thing = inspect.unwrap(thing)
    if thing in found.seen or not getattr(thing, "__module__", "").startswith("alongside."):
        return
    found.seen.add(thing)
    module = inspect.getmodule(thing)
    code = ast.parse(textwrap.dedent(inspect.getsource(thing)))
    where = f"{thing.__module__}.{thing.__qualname__}"
    for node in ast.walk(code):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith(".html"):
            if not node.value.startswith("shell/"):
                found.templates.add(node.value)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in SAYS:
            texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if texts:
                found.say(texts[0], texts[1] if "ngettext" in ast.unparse(node.func) and len(texts) > 1 else "", where=where)
        elif isinstance(node, ast.Name) and node.id.isupper() and isinstance(getattr(module, node.id, None), dict):
            _read_table(f"{thing.__module__}.{node.id}", getattr(module, node.id), found)
        elif isinstance(node, ast.Name) and inspect.isclass(getattr(module, node.id, None)):
            _read_class(getattr(module, node.id), found)
        elif isinstance(node, ast.Attribute) and isinstance(_meant(node, module), ChoicesType):
            _read_choices(_meant(node, module), found)
        elif isinstance(node, ast.Call):
            _read_called(_meant(node.func, module), module, found, says_why=not any(sign in inspect.getsource(module) for sign in PLAINLY))


def _meant(node, module):
    """What `name` or `name.name` is in that module; None for anything else."""
    if isinstance(node, ast.Name):
        return getattr(module, node.id, None)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return getattr(getattr(module, node.value.id, None), node.attr, None)
    return None


def _read_called(called, module, found: Found, *, says_why: bool) -> None:
    """What it calls in its own file, of forms, and why_not; of an action, how it refuses, where a mentee is told so."""
    if not inspect.isfunction(called):
        return
    if ".actions" in called.__module__:
        if says_why:
            _read_refusals(called, found)
    elif called.__module__ == module.__name__ or ".forms" in called.__module__ or called.__name__ in ("sentences_for", "why_not"):
        _read_python(called, found)


def _read_class(thing, found: Found) -> None:
    if issubclass(thing, BaseForm):
        _read_python(thing, found)
    elif isinstance(thing, ChoicesType):
        _read_choices(thing, found)


def _read_choices(thing, found: Found) -> None:
    with translation.override("en"):
        for label in thing.labels:
            found.say(str(label), where=f"{thing.__module__}.{thing.__qualname__}")


def _read_refusals(action, found: Found) -> None:
    """The sentences with which an action says no, and those of what it calls in its own file."""
    action = inspect.unwrap(action)
    if action in found.seen:
        return
    found.seen.add(action)
    module = inspect.getmodule(action)
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(action)))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "NotAllowed":
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") in SAYS and isinstance(call.args[0], ast.Constant):
                    found.say(call.args[0].value, where=f"{action.__module__}.{action.__qualname__}")
        elif isinstance(node, ast.Call):
            called = _meant(node.func, module)
            if inspect.isfunction(called) and called.__module__ == module.__name__:
                _read_refusals(called, found)


def _read_table(name: str, table, found: Found) -> None:
    """What a table of words says, such as the reasons for which somebody looked."""
    with translation.override("en"):
        for said in _said_in(table):
            found.say(said, where=name)


def _said_in(value) -> Iterator[str]:
    """Every translated sentence in a table: lazy ones, those that a function says, and what lies deeper."""
    if isinstance(value, Promise):
        yield str(value)
    elif inspect.isfunction(value) and not inspect.signature(value).parameters:
        yield value()
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _said_in(one)


def _read_template(name: str, found: Found) -> None:
    if ("template", name) in found.seen:
        return
    found.seen.add(("template", name))
    template = engines["ours"].get_template(name).template
    _read_nodes(template.nodelist, name, found)


def _read_nodes(nodes, where: str, found: Found) -> None:
    for node in nodes:
        _read_node(node, where, found)


def _read_node(node, where: str, found: Found) -> None:
    if isinstance(node, IfNode):
        for branch in _branches(node):
            _read_nodes(branch, where, found)
        return
    if isinstance(node, TranslateNode):
        said = node.filter_expression.var
        said = said if isinstance(said, str) else getattr(said, "literal", None)
        context = node.message_context.var if node.message_context else ""
        if isinstance(said, str):
            found.say(str(said), context=context if isinstance(context, str) else "", where=where)
    elif isinstance(node, BlockTranslateNode):
        singular = node.render_token_list(node.singular)[0]
        plural = node.render_token_list(node.plural)[0] if node.plural else ""
        found.say(_trimmed(node, singular), _trimmed(node, plural), where=where)
    elif isinstance(node, ExtendsNode | IncludeNode):
        parent = node.parent_name if isinstance(node, ExtendsNode) else node.template
        name = parent.var if isinstance(parent.var, str) else KNOWN.get(str(parent.var))
        if isinstance(name, str) and name.endswith(".html"):
            _read_template(name, found)
    # A block tag of ours, such as a notice, keeps what stands in it under a name that Django does not list.
    for attribute in dict.fromkeys((*getattr(node, "child_nodelists", ()), "nodelist")):
        children = getattr(node, attribute, None)
        if isinstance(children, NodeList):
            _read_nodes(children, where, found)


def _trimmed(node, text: str) -> str:
    return " ".join(line.strip() for line in text.strip().splitlines()) if node.trimmed else text


def _branches(node: IfNode) -> Iterator[NodeList]:
    """The branches that a mentee may come to see."""
    for condition, nodes in node.conditions_nodelists:
        answer = True if condition is None else _answer(condition)
        if answer is not False:
            yield nodes
        if answer is True:
            return


def _answer(condition) -> bool | None:
    """True or False where a mentee's page knows; None where it may be either."""
    if isinstance(condition, TemplateLiteral):
        known, value = _value(condition)
        return bool(value) if known else None
    first = _answer(condition.first) if condition.first is not None else None
    second = _answer(condition.second) if condition.second is not None else None
    match condition.id:
        case "not":
            return None if first is None else not first
        case "and":
            return False if False in (first, second) else True if (first, second) == (True, True) else None
        case "or":
            return True if True in (first, second) else False if (first, second) == (False, False) else None
        case "==" | "!=":
            (one_known, one), (two_known, two) = _value(condition.first), _value(condition.second)
            return (one == two) == (condition.id == "==") if one_known and two_known else None
    return None


def _value(literal) -> tuple[bool, object]:
    variable = getattr(getattr(literal, "value", None), "var", None)
    if isinstance(variable, str):
        return True, variable
    name = str(variable)
    return (True, KNOWN[name]) if name in KNOWN else (False, None)
