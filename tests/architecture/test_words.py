"""Words in Python: what people read is marked for translation, and stands in few, plain shapes."""

import ast
import inspect
import re

from django.forms import Field

from alongside.foundation.forms import Form
from tests.architecture.sources import forms, name, product_files, tree

#: Keyword arguments whose text people read.
SPOKEN = {"label", "help_text", "verbose_name", "verbose_name_plural", "empty_label", "hint"}
#: Calls whose first text people read.
SAYING = {"ValidationError", "add_error", "success", "warning", "info"}
SAYING_ON = {"messages"}


#: Calls that take a label for the machine.
SILENT = {"seal", "unseal"}


def words(node) -> bool:
    """A bare text with letters, not wrapped in gettext."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(re.search(r"[^\W\d_]{2,}", node.value))


def test_what_people_read_is_marked_for_translation():
    found = []
    for path in product_files():
        if "engine" in path.parts or "management" in path.parts:
            continue
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call) or getattr(node.func, "attr", "") in SILENT:
                continue
            for keyword in node.keywords:
                if keyword.arg in SPOKEN and words(keyword.value):
                    # `verbose_name` of an app is read by nobody but developers.
                    found.append(f"{name(path)}:{keyword.value.lineno} {keyword.arg}={keyword.value.value!r}")
            called = node.func
            if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id in SAYING_ON:
                found += [f"{name(path)}:{a.lineno} {a.value!r}" for a in node.args[1:] if words(a)]
            if isinstance(called, ast.Name) and called.id == "ValidationError" and node.args and words(node.args[0]):
                found.append(f"{name(path)}:{node.lineno} {node.args[0].value!r}")
    assert not found, found


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
    """A question such as a filter changes nothing, so it needs no key; its docstring says that it goes by GET."""
    return "GET" in (form.__doc__ or "") and not any(field.required for _name, field in fields(form))


def test_every_form_of_ours_can_be_sent_once():
    wrong = [
        f"{form.__module__}.{form.__name__}"
        for form in forms()
        if not issubclass(form, Form) and not is_theirs(form) and not asked_by_get(form)
    ]
    assert not wrong, wrong
