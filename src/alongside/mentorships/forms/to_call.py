from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.forms import Form
from alongside.mentorships.models import CallTry


class TriedForm(Form):
    """What came of a call: one of the buttons beneath it."""

    answer = forms.ChoiceField(
        label=_("What came of it"),
        choices=CallTry.Answer,
        error_messages={"required": _("Choose what came of it."), "invalid_choice": _("Choose what came of it.")},
    )
