from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.forms import Form, ids_in
from alongside.mentorships.forms.changes import note_field
from alongside.mentorships.forms.meetings import day_input


class Colleague(forms.ChoiceField):
    """One of the coordinators, by name. `accounts` fills it; `chosen` gives the account."""

    def fill(self, accounts) -> None:
        self.accounts = {str(account.pk): account for account in accounts}
        self.choices = [("", _("Choose somebody")), *((pk, a.display_name) for pk, a in self.accounts.items())]


def colleague(label):
    return Colleague(
        label=label, error_messages={"required": _("Choose somebody."), "invalid_choice": _("Choose from the list.")}
    )


class HandOverForm(Form):
    """Which pairs, to whom, and what they should know."""

    to = colleague(_("To whom"))
    note = note_field()

    def __init__(self, *args, colleagues, pairs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].fill(colleagues)
        self.pairs = pairs
        allowed = {str(m.pk) for m, _pair in pairs}
        chosen = ids_in(self.data.getlist("pairs")) if hasattr(self.data, "getlist") else []
        self.chosen = [pk for pk in chosen if pk in allowed]

    def clean(self):
        data = super().clean()
        if not self.chosen:
            self.add_error(None, _("Choose at least one pair."))
        return data


class AwayForm(Form):
    account = colleague(_("Who is away"))
    cover = colleague(_("Who stands in"))
    from_day = forms.DateField(
        label=_("First day"),
        widget=day_input(),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day, for example 2026-10-13.")},
    )
    until_day = forms.DateField(
        label=_("Last day"),
        widget=day_input(),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day, for example 2026-10-13.")},
    )

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("account", "cover"):
            self.fields[name].fill(colleagues)
