from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.forms import Form
from alongside.mentorships.forms.gate import source_field, words_field

CHOICES = [
    ("two_mentors", _("Two mentors are present at every meeting")),
    ("no_home_visits", _("No visits at home")),
    ("only_daytime", _("In the daytime only")),
]


class ChoicesForm(Form):
    """Conditions for meetings as closed choices; never why, and never an offence."""

    holds = forms.MultipleChoiceField(
        label=_("What holds for every meeting"), choices=CHOICES, required=False, widget=forms.CheckboxSelectMultiple
    )
    excluded_places = words_field(_("Places where they must not meet"), 300, help_text=_("Only the places, not why."))
    no_contact_with = words_field(_("Nobody of these may be there"), 300, help_text=_("Only who, not why."))

    def values(self) -> dict:
        data = self.cleaned_data
        texts = {name: data[name] for name in ("excluded_places", "no_contact_with")}
        return {code: code in data["holds"] for code, _label in CHOICES} | texts


class ConditionsForm(ChoicesForm):
    source = source_field()


class ReadForm(Form):
    """One button: I have read this."""
