"""One safe way to reach somebody, asked so that it can be answered in half a minute."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation.forms import Form
from alongside.people.actions import Way
from alongside.people.models import ContactWay

Kind = ContactWay.Kind
#: A letter needs an address, which nobody should have to type in public.
KINDS = [(kind.value, kind.label) for kind in Kind if kind != Kind.POST]
SAFE = [
    ("yes", gettext_lazy("Yes, always")),
    ("times", gettext_lazy("Yes, at the times I write below")),
    ("unsure", gettext_lazy("I am not sure")),
]


class WayField(Form):
    """Kind, number or address, and whether it is safe. Read with `clean_way`, which puts `way` into the cleaned data."""

    way_question = gettext_lazy("How can we reach you?")

    way = forms.ChoiceField(
        choices=KINDS,
        label=gettext_lazy("How can we reach you?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose one way."),
            "invalid_choice": gettext_lazy("Choose one of these ways."),
        },
    )
    address = forms.CharField(
        label=gettext_lazy("Number, e-mail address, or the name and number of somebody you trust"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Write the number or the address."),
            "max_length": gettext_lazy("Write at most 200 letters."),
        },
    )
    safe = forms.ChoiceField(
        choices=SAFE,
        label=gettext_lazy("Is that safe? Does nobody else read or hear it?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose one answer. “I am not sure” is fine too."),
            "invalid_choice": gettext_lazy("Choose one of these answers."),
        },
    )
    when = forms.CharField(
        label=gettext_lazy("When is a good time?"),
        required=False,
        max_length=200,
        error_messages={"max_length": gettext_lazy("Write at most 200 letters.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["way"].label = self.way_question


def clean_way(form) -> None:
    """Put a `people.actions.Way` into `form.cleaned_data["reach"]`, or say what to correct."""
    kind, address = form.cleaned_data.get("way"), form.cleaned_data.get("address", "").strip()
    if not kind or not address:
        return
    if kind == Kind.EMAIL:
        if not is_email(address):
            form.add_error("address", _("Write the e-mail address like name@example.org."))
    elif kind != Kind.THROUGH and not 6 <= sum(c.isdigit() for c in address) <= 15:
        form.add_error("address", _("Write the phone number in digits, for example +351 912 345 678."))
    safe = {"yes": True, "times": True}.get(form.cleaned_data.get("safe", ""))
    if form.cleaned_data.get("safe") == "times" and not form.cleaned_data.get("when", "").strip():
        form.add_error("when", _("Write when it is good, for example: after 18:00, not on Fridays."))
    form.cleaned_data["reach"] = Way(kind, address, safe, form.cleaned_data.get("when", "").strip())


def is_email(address: str) -> bool:
    try:
        forms.EmailField().clean(address)
    except forms.ValidationError:
        return False
    return True
