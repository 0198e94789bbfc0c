import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.forms import Form
from alongside.mentorships.actions.cards import LONGEST, SHORTEST


class PinForm(Form):
    """A PIN in the figures of any script. new: it is chosen, so it is shown while it is written."""

    pin = forms.CharField(
        label=_("PIN"),
        max_length=20,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": LONGEST}),
        error_messages=dict.fromkeys(("required", "max_length"), _("Write 4 to 6 figures.")),
    )

    def __init__(self, *args, new: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if new:
            field = self.fields["pin"]
            field.widget = forms.TextInput(attrs=field.widget.attrs)
            field.help_text = _("Write 4 to 6 figures.")

    def clean_pin(self) -> str:
        typed = self.cleaned_data["pin"].replace(" ", "")
        figures = "".join(str(unicodedata.decimal(letter, "x")) for letter in typed)
        if not figures.isdigit() or not SHORTEST <= len(figures) <= LONGEST:
            raise forms.ValidationError(_("Write 4 to 6 figures."))
        return figures
