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

from django.forms import BaseForm
from django.template import engines
from django.template.base import NodeList
from django.template.defaulttags import IfNode, TemplateLiteral
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.translation import gettext_noop

from alongside.site.policies import routes

#: At most so many, so that a translator who finishes two or three in a minute is done in an evening (the issue's own number).
MOST = 150
#: Pages for everybody who is signed in, or that a card opens, which mentees use as well.
ALSO = ("privacy:mine", "card:phone", "card:paper")
#: The same pages as an applicant's: their words are in every language of the public pages already.
NOT_HERE = ("programmes:own_details", "programmes:change_own", "calendar:mine", "calendar:off", "matching:answer", "matching:proposals")
#: Said to whoever writes for a mentee; the mentee's own form has another label there, or no such question.
FOR_OTHERS = (
    gettext_noop("Whose goal is it?"), gettext_noop("Choose whose goal it is."), gettext_noop("The goal, in the mentee's own words"),
    gettext_noop("What the mentee says about it"), gettext_noop("The mentee said so"),
    gettext_noop("Ask the mentee first. Only they say how their goal ends."),
)  # fmt: skip
#: Frame of every page, for applicants and visitors too: counted apart, for it is translated with the first of those pages.
FRAME = ("shell/", "parts/", "people/parts/", "alongside.foundation", "sent_already", "resend", "privacy/nothing_kept", "alongside.people")
#: Calls that translate.
SAYS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
#: What the mentee's reading of a page knows about itself.
KNOWN = {"part": "mentee", "shell": "shell/mentee.html", "is_mentor": False, "is_coordinator": False, "coordinates": False}


@dataclass
class Found:
    """sentences: (singular, plural or "", context or "") -> where it stands."""

    sentences: dict[tuple[str, str, str], str] = field(default_factory=dict)
    templates: set[str] = field(default_factory=set)
    seen: set = field(default_factory=set)

    def say(self, singular: str, plural: str = "", context: str = "", *, where: str) -> None:
        if singular.strip() and singular not in FOR_OTHERS:
            self.sentences.setdefault((singular, plural, context), where)

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
    from alongside.mentorships.views import panels

    for place in panels.HOME.values():
        for maker in place:
            _read_python(maker, found)
    for name in list(found.templates):
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
            _read_table(node.id, module, found)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            called = getattr(module, node.func.id, None)
            # What it calls in its own file, and forms; not what it asks of actions and queries.
            is_own = inspect.isfunction(called) and (called.__module__ == module.__name__ or ".forms" in called.__module__)
            if is_own or (inspect.isclass(called) and issubclass(called, BaseForm)):
                _read_python(called, found)


def _read_table(name: str, module, found: Found) -> None:
    """What a table of words says, such as the reasons for which somebody looked."""
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == name for target in node.targets):
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") in SAYS and isinstance(call.args[0], ast.Constant):
                    found.say(call.args[0].value, where=f"{module.__name__}.{name}")


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
    for attribute in getattr(node, "child_nodelists", ()):
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
