"""Catalogues are sound, and every word of a mentee's or a visitor's page exists in Arabic."""

import re

import polib
import pytest
from django.template import engines
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils import translation

from alongside.foundation import languages
from tests.architecture.sources import name, templates
from tests.architecture.test_templates import SAME_EVERYWHERE

#: Shells whose pages are read by mentees and by the public.
COMPLETE = {"shell/mentee.html", "shell/public.html"}
COMPLETE_LANGUAGES = ["ar"]
#: One number for each of Arabic's six plural forms.
NUMBERS = [0, 1, 2, 3, 11, 100]
PLACES = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}|%[sd]")


@pytest.mark.parametrize("catalogue", languages.catalogues(), ids=name)
def test_a_catalogue_keeps_every_place_for_a_value(catalogue):
    """A translation without its `%(name)s` shows too little; with another one it breaks the page."""
    wrong = []
    for entry in polib.pofile(str(catalogue)):
        texts = [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())
        allowed = {m.group() for m in PLACES.finditer(entry.msgid + (entry.msgid_plural or ""))}
        for text in filter(None, texts):
            places = {m.group() for m in PLACES.finditer(text)}
            # Arabic says "one" and "two" without the number.
            if places - allowed or (not entry.msgid_plural and places != allowed):
                wrong.append(entry.msgid)
    assert wrong == []


@pytest.mark.parametrize("catalogue", languages.catalogues(), ids=name)
def test_a_catalogue_has_its_plural_rule_and_nothing_fuzzy(catalogue):
    read = polib.pofile(str(catalogue), check_for_duplicates=True)
    forms = int(re.search(r"nplurals=(\d+)", read.metadata["Plural-Forms"]).group(1))
    assert [e.msgid for e in read if e.fuzzy] == []
    assert [e.msgid for e in read if e.msgid_plural and e.translated() and len(e.msgstr_plural) != forms] == []


def short(path) -> str:
    return name(path).split("templates/")[-1]


def parsed(template_name):
    return engines["ours"].get_template(template_name).template


def literal(expression) -> str | None:
    return expression.var if isinstance(expression.var, str) else None


def reached(template_name: str) -> set[str]:
    """The template, those it extends and includes by name."""
    seen, queue = set(), [template_name]
    while queue:
        current = queue.pop()
        if current in seen:
            continue
        seen.add(current)
        nodes = parsed(current).nodelist
        queue += [n for node in nodes.get_nodes_by_type(ExtendsNode) if (n := literal(node.parent_name))]
        queue += [n for node in nodes.get_nodes_by_type(IncludeNode) if (n := literal(node.template))]
    return seen


def words_of(template_name: str):
    """(singular, plural or None) of every text that the template has translated."""
    nodes = parsed(template_name).nodelist
    for node in nodes.get_nodes_by_type(TranslateNode):
        if isinstance(said := node.filter_expression.var, str) or (said := getattr(said, "literal", None)):
            yield str(said), None
    for node in nodes.get_nodes_by_type(BlockTranslateNode):
        singular = node.render_token_list(node.singular)[0]
        yield singular, node.render_token_list(node.plural)[0] if node.plural else None


def complete_templates() -> list[str]:
    return sorted(t for path in templates() if path.suffix == ".html" and reached(t := short(path)) & COMPLETE)


@pytest.mark.parametrize("language", COMPLETE_LANGUAGES)
def test_pages_of_mentees_and_visitors_are_complete(language):
    missing: dict[str, list] = {}
    with translation.override(language):
        for template_name in sorted({t for page in complete_templates() for t in reached(page)}):
            for singular, plural in words_of(template_name):
                if plural:
                    said = [translation.ngettext(singular, plural, n) for n in NUMBERS]
                    fails = any(s in (singular, plural) for s in said)
                else:
                    fails = translation.gettext(singular) == singular and singular not in SAME_EVERYWHERE
                if fails:
                    missing.setdefault(template_name, []).append(entry(singular, plural))
    assert not missing, "\n\n".join(f"# {where}\n" + "\n".join(entries) for where, entries in missing.items())


def entry(singular: str, plural: str | None) -> str:
    """What the catalogue lacks, in the catalogue's own shape."""
    made = polib.POEntry(msgid=singular, msgid_plural=plural or "")
    if plural:
        made.msgstr_plural = dict.fromkeys(range(len(NUMBERS)), "")
    return str(made)
