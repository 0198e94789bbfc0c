"""Two buttons: the same person, or two."""

from django import forms
from django.utils.translation import gettext_lazy

from alongside.foundation.forms import Form


class SameForm(Form):
    """What somebody decided who looked at both."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Is it the same person?"),
        choices=[("same", gettext_lazy("Same person")), ("two", gettext_lazy("Two different people"))],
        error_messages={
            "required": gettext_lazy("Choose one of the two buttons."),
            "invalid_choice": gettext_lazy("Choose one of the two buttons."),
        },
    )
