"""Our templates say so when they name something that does not exist, instead of leaving a space."""

import logging

from django.template.exceptions import TemplateSyntaxError

log = logging.getLogger("alongside.templates")


class UndefinedVariable(TemplateSyntaxError):
    """A template of ours used a variable that its view did not give."""


class Undefined(str):
    """Django's `string_if_invalid`, which is asked for `"%s" in it` and then for `it % name`.

    Raises in tests and in the demo; in production it logs the name and leaves the space, because a
    coordinator needs the rest of the page more than we need the exception.
    """

    raises = True

    def __new__(cls, *, raises: bool):
        made = super().__new__(cls, "%s")
        made.raises = raises
        return made

    def __mod__(self, name):
        if self.raises:
            raise UndefinedVariable(f"undefined: {name}")
        log.error("undefined in a template: %s", name)
        return ""
