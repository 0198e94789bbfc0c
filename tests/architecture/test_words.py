"""Words in Python: what people read is marked for translation, and stands in few, plain shapes."""

import ast
import inspect
import re

import pytest
from django.forms import Field

from alongside.foundation.forms import Form
from tests.architecture.sources import forms, name, product_files, tree

#: Keyword arguments whose text people read.
SPOKEN = {"label", "help_text", "verbose_name", "verbose_name_plural", "empty_label", "hint"}
#: Calls that take a label for the machine.
SILENT = {"seal", "unseal"}
#: Calls that translate, or mark for it.
TRANSLATING = {"_", "_n", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "gettext_noop"}
#: What these say is read by programmers and by whoever starts the server.
FOR_PROGRAMMERS = {"ValueError", "TypeError", "KeyError", "LookupError", "RuntimeError", "CommandError", "ImproperlyConfigured", "TemplateSyntaxError"}
#: Part of a path: why whole sentences stand there bare.
OWN_WORDS = {
    "/management/": "commands speak to whoever runs the machine",
    "/matching/engine/": "knows no Django; rooms put its codes into words",
    "/demo/": "what invented people wrote",
    "/programmes/blueprints/": "what templates propose, each in the languages that it is written in",
    "/programmes/wording.py": "the programme's own words, each in the languages that they are written in",
    "/mentorships/queries/stages.py": "the diagram in docs/stages.md, for whoever reads the code",
    "/mentorships/wording.py": "the agreement that we propose, in each language that it is written in",
    "/people/vocabulary.py": "words for needs, each with its translations beside it",
    "/people/languages.py": "names of languages, in English and in themselves",
    "/foundation/views/specimen.py": "invented content of the page of components",
}
SENTENCE = re.compile(r"^[A-Z][a-z’']*,? [a-z]")


def words(node) -> bool:
    """A bare text with letters, not wrapped in gettext."""
    if isinstance(node, ast.JoinedStr):
        return any(words(part) for part in node.values)
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(re.search(r"[^\W\d_]{2,}", node.value))


def called(node) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def labels(node):
    """The texts of a node that people read wherever such a node stands."""
    if isinstance(node, ast.Call) and called(node) not in SILENT:
        yield from (k.value for k in node.keywords if k.arg in SPOKEN)
        if getattr(getattr(node.func, "value", None), "id", "") == "messages" or called(node) == "add_error":
            yield from node.args[1:]
        if called(node) == "ValidationError":
            yield from node.args[:1]
        for keyword in node.keywords:
            if keyword.arg == "error_messages" and isinstance(keyword.value, ast.Dict):
                yield from keyword.value.values
            if keyword.arg == "choices" and isinstance(keyword.value, ast.List | ast.Tuple):
                yield from (pair.elts[-1] for pair in keyword.value.elts if isinstance(pair, ast.Tuple))
    if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("Choices") for base in node.bases):
        values = [line.value for line in node.body if isinstance(line, ast.Assign)]
        # Without a label Django makes one out of the name, in English.
        yield from (value.elts[-1] if isinstance(value, ast.Tuple) else value for value in values)


def untranslated(module: ast.Module) -> list[ast.expr]:
    return [text for node in ast.walk(module) for text in labels(node) if words(text)]


def sentences(node, parent=None):
    """Whole sentences that nothing translates: docstrings and what only programmers read aside."""
    if isinstance(node, ast.Call) and called(node) in TRANSLATING | FOR_PROGRAMMERS:
        return
    text = node.value if isinstance(node, ast.Constant) and not isinstance(parent, ast.Expr) else None
    if isinstance(text, str) and SENTENCE.search(text):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from sentences(child, node)


def test_what_people_read_is_marked_for_translation():
    found = [
        f"{name(path)}:{node.lineno} {ast.unparse(node)}"
        for path in product_files()
        if "engine" not in path.parts and "management" not in path.parts
        for node in untranslated(tree(path))
    ]
    assert not found, found


def test_no_sentence_stands_bare_in_python():
    """Wherever it comes from: an exception's words, a context, a constant."""
    found = [
        f"{name(path)}:{node.lineno} {node.value!r}"
        for path in product_files()
        if not any(part in "/" + name(path) for part in OWN_WORDS)
        for node in sentences(tree(path))
    ]
    assert not found, found


@pytest.mark.parametrize(
    ("source", "labels", "bare"),
    [
        ("label=_('Day')", 0, 0),
        ("f(label='Day')", 1, 0),
        ("f(label=f'The day of {name}')", 1, 1),
        ("f(error_messages={'required': 'Choose.'})", 1, 0),
        ("f(choices=[('a', 'Monday')])", 1, 0),
        ("form.add_error('day', 'Choose.')", 1, 0),
        ("raise forms.ValidationError('Choose.')", 1, 0),
        ("messages.success(request, 'Saved.')", 1, 0),
        ("class Kind(models.TextChoices):\n    A = 'a', 'Monday'", 1, 0),
        ("class Kind(models.TextChoices):\n    A = 'a', _('Monday')", 0, 0),
        ("raise NotAllowed('You may not do this.')", 0, 1),
        ("raise ValueError('Name a role.')", 0, 0),
        ("context = {'title': 'All is well'}", 0, 1),
        ("def f():\n    'What it does.'", 0, 0),
    ],
)
def test_bare_words_are_found(source, labels, bare):
    module = ast.parse(source)
    assert (len(untranslated(module)), len(list(sentences(module)))) == (labels, bare)


def fields(form):
    """A form's fields as people meet them, where the form can be made without anything; else as they are declared."""
    try:
        return form().fields.items()
    except (TypeError, KeyError, AttributeError):
        return form.base_fields.items()


def is_theirs(form) -> bool:
    """allauth's own, dressed in our words when it is made: tested where it is shown."""
    return any(base.__module__.startswith("allauth.") for base in form.__mro__)


def test_every_field_of_a_form_has_a_label_or_is_hidden():
    """Without one Django shows the column's name, in English."""
    bare = [
        f"{form.__module__}.{form.__name__}.{field_name}"
        for form in forms()
        if not is_theirs(form)
        for field_name, field in fields(form)
        if not field.label and not field.widget.is_hidden and f'fields["{field_name}"].label' not in inspect.getsource(form)
    ]
    assert not bare, bare


def test_every_required_field_says_what_to_do():
    """Django's "This field is required." tells nobody what to enter."""
    dull = str(Field.default_error_messages["required"])
    found = [
        f"{form.__module__}.{form.__name__}.{field_name}"
        for form in forms()
        if not is_theirs(form)
        for field_name, field in fields(form)
        if field.required and not field.widget.is_hidden and str(field.error_messages.get("required", dull)) == dull
    ]
    assert not found, found


def asked_by_get(form) -> bool:
    """A question such as a filter changes nothing, so it needs no key; its docstring, or its base's, says that it goes by GET."""
    return any("GET" in (one.__doc__ or "") for one in form.__mro__ if one.__module__.startswith("alongside."))


def test_every_form_of_ours_can_be_sent_once():
    wrong = [
        f"{form.__module__}.{form.__name__}"
        for form in forms()
        if not issubclass(form, Form) and not is_theirs(form) and not asked_by_get(form)
    ]
    assert not wrong, wrong
