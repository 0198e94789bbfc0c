"""Names that no view gave, where Django itself keeps silent: inside `{% if %}` and `{% for %}`.

What is printed raises by itself (alongside/site/strict.py). A condition about an unknown name is merely false, so a slip
of the keyboard hides a part of a page for ever. Every test that draws a page of ours therefore ends by looking here.
"""

import pytest
from django.template.base import FilterExpression, Variable, VariableDoesNotExist

from alongside.site.strict import Undefined

#: Names that a shell or a part asks for and a page may leave out; "form.*": whatever the form at hand doesn't ask.
OPTIONAL = {
    "about", "action", "big", "cancel_url", "form", "quiet", "read_out", "redirect_field",  # parts of forms and notices
    "brand", "exit_url", "phone", "phone.is_mentor", "item.short", "token_fail", "words",  # shells, urgent help, doors
    "form.*", "contact_rules.*",
}  # fmt: skip
#: What was asked for in vain since the last test ended.
asked_in_vain: set[str] = set()


def pytest_configure(config):
    FilterExpression.resolve = noting(FilterExpression.resolve)


def noting(resolve):
    """Django's own, which also writes down what it didn't find. Raising would not do: `and` and `or` swallow it."""

    def noted(self, context, ignore_failures=False):
        if ignore_failures and isinstance(self.var, Variable) and is_ours(context):
            try:
                self.var.resolve(context)
            except VariableDoesNotExist:
                name = str(self.var)
                if name not in OPTIONAL and f"{name.partition('.')[0]}.*" not in OPTIONAL:
                    asked_in_vain.add(name)
        return resolve(self, context, ignore_failures)

    return noted


def is_ours(context) -> bool:
    template = getattr(context, "template", None)
    return template is not None and isinstance(template.engine.string_if_invalid, Undefined)


def take() -> set[str]:
    found = set(asked_in_vain)
    asked_in_vain.clear()
    return found


@pytest.fixture(autouse=True)
def no_condition_asks_in_vain():
    yield
    found = take()
    assert not found, f"No view gives {sorted(found)}: give it, or list it as OPTIONAL in tests/strict_templates.py."
