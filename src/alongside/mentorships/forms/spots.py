from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.forms import Form

SHORTER = _("Write it shorter: at most %(limit_value)d letters fit.")


class SpotForm(Form):
    """A public place."""

    name = forms.CharField(
        label=_("Name of the place"),
        max_length=80,
        error_messages={"required": _("Write what the place is called."), "max_length": SHORTER},
    )
    address = forms.CharField(label=_("Address"), required=False, max_length=110, error_messages={"max_length": SHORTER})
    note = forms.CharField(
        label=_("Good to know"),
        required=False,
        max_length=200,
        help_text=_("Quiet, free of charge, no steps, a corner for children."),
        error_messages={"max_length": SHORTER},
    )


class ChangeSpotForm(SpotForm):
    retired = forms.BooleanField(label=_("No longer offer this place"), required=False)
