"""The forms of a partner: refer somebody who agreed, and ask later what became of it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.forms import Form
from alongside.programmes.forms.contact import WayField, clean_way
from alongside.programmes.forms.joining import PublicForm, terms, text, tick


class ReferralForm(WayField, PublicForm):
    """A partner tells us about somebody who knows and agrees. No offence, no number of a file, no risk: there is no field for it."""

    way_question = gettext_lazy("What is a safe way to reach the person?")
    first_languages = gettext_lazy("The language the person speaks best")

    referrer_name = text(gettext_lazy("Your name"), 160, gettext_lazy("Write your name."))
    referrer_organisation = text(
        gettext_lazy("Your organisation"), 160, gettext_lazy("Write the name of your organisation, or what you do.")
    )
    referrer_contact = text(
        gettext_lazy("Your phone number or e-mail address"),
        200,
        gettext_lazy("Write how the coordinator can reach you."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    agrees = tick(
        gettext_lazy("The person knows what I write here and agrees that I send it"),
        gettext_lazy("Only send this if the person agrees. If they do not, nothing is kept: give them the card instead."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the person")
        self.fields["name"].help_text = _("Or the name that they want us to use.")
        self.fields["area"].label = _("Where does the person live, or where will they? Town or district")
        self.fields["is_adult"] = tick(
            _("The person is 18 or older"),
            "" if self.programme.takes_minors else _("This programme is for people of 18 and over. Call us about anybody younger."),
        )
        only = list(self.programme.need_areas.values_list("pk", flat=True))
        self.fields["topics"] = terms(_("What would they like help with?"), "topic", self.programme, only)
        if self.programme.template == "through-the-gate" or "prison" in self.programme.target_groups:
            self.fields["release_on"] = forms.DateField(
                label=_("Expected day of release"),
                required=False,
                help_text=_("If you know only the month, choose its first day. It may change; tell us then."),
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                error_messages={"invalid": _("Choose a day, or leave it empty.")},
            )
        self.put_in_order()

    def clean(self):
        cleaned = super().clean()
        clean_way(self)
        return cleaned


class StatusForm(Form):
    """A referrer asks what became of a reference."""

    reference = text(
        gettext_lazy("Your reference"),
        40,
        gettext_lazy("Write the reference that you were given, for example K7MP-2QXR."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "class": "short"}),
    )
