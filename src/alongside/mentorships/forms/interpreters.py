from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.forms import Form
from alongside.mentorships.forms.expenses import amount_field, clean_cents
from alongside.mentorships.models import Interpreter
from alongside.people import languages

WHOM = 200


class InterpreterForm(Form):
    """Which language, how it stands, whom we asked, and what it costs. `amount` in cleaned_data is in cents or None."""

    language = forms.ChoiceField(
        label=_("Language"),
        error_messages={"required": _("Choose a language."), "invalid_choice": _("Choose from the list.")},
    )
    state = forms.ChoiceField(
        label=_("How it stands"),
        choices=Interpreter.State,
        initial=Interpreter.State.ASKED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how it stands."), "invalid_choice": _("Say how it stands.")},
    )
    whom = forms.CharField(
        label=_("Whom you asked"),
        required=False,
        max_length=WHOM,
        help_text=_("A person or an office, and how to reach them. Only the coordinators read this."),
        error_messages={"max_length": _("Write it in fewer words.")},
    )
    amount = amount_field(label=_("Amount"), required=False, help_text=_("What it costs, once you know. It stands in the sheet by month and grant."))
    grant = forms.ChoiceField(
        label=_("Which grant pays, if it costs something"), required=False, error_messages={"invalid_choice": _("Choose from the list.")}
    )

    def __init__(self, *args, currency: str, grants: list[str], first: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].label = _("Amount in %(currency)s") % {"currency": currency}
        names = [(tag, languages.name_of(tag)) for tag in languages.LANGUAGES if tag not in first]
        spoken = [(tag, languages.name_of(tag)) for tag in first]
        # What the pair speaks stands on top.
        self.fields["language"].choices = [("", _("Choose one")), *spoken, *sorted(names, key=lambda one: one[1])]
        if not grants:
            del self.fields["grant"]
            return
        self.fields["grant"].choices = [("", _("Choose one")), *((name, name) for name in grants)]

    def clean_amount(self) -> int | None:
        text = self.cleaned_data["amount"].strip()
        return clean_cents(text) if text else None

    def clean(self):
        data = super().clean()
        if data.get("amount") and "grant" in self.fields and not data.get("grant"):
            self.add_error("grant", _("Choose the grant that pays for it."))
        return data
