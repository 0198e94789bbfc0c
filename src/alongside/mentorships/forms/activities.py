from uuid import UUID

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.forms import Form
from alongside.mentorships.forms.meetings import PLACE, day_input, time_input

WHAT, NOTE = 120, 600


def whole_number(label, *, least: int, most: int, required=True, **more):
    wanted = format_lazy(_("Write a number from {least} to {most}."), least=least, most=most)
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        required=required,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wanted),
        **more,
    )


class MoveActivityForm(Form):
    """When and where."""

    day = forms.DateField(
        label=_("Day"),
        widget=day_input(),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day, for example 2026-10-13.")},
    )
    at = forms.TimeField(
        label=_("Time"),
        widget=time_input(),
        error_messages={"required": _("Write the time as 17:00."), "invalid": _("Write the time as 17:00.")},
    )
    place = forms.CharField(
        label=_("Where"),
        required=False,
        max_length=PLACE,
        error_messages={"max_length": _("Write the place in fewer words.")},
    )

    def __init__(self, *args, zone: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = clock.today(zone)
        self.fields["day"].widget.attrs["min"] = self.today.isoformat()

    def clean_day(self):
        if self.cleaned_data["day"] < self.today:
            raise forms.ValidationError(_("Choose a day from today on."))
        return self.cleaned_data["day"]


class ActivityForm(MoveActivityForm):
    """What, when, where, for how many, and which pairs."""

    what = forms.CharField(
        label=_("What you do together"),
        max_length=WHAT,
        help_text=_("A few plain words. Everybody invited reads them."),
        error_messages={"required": _("Say what it is."), "max_length": _("Write it in fewer words.")},
    )
    minutes = whole_number(_("Minutes"), least=15, most=1440, initial=120)
    places = whole_number(
        _("Places"), least=1, most=1000, required=False, help_text=_("For how many people. Empty means: as many as come.")
    )
    note = forms.CharField(
        label=_("What they should know"),
        required=False,
        max_length=NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Write the note in fewer words.")},
    )
    pairs = forms.MultipleChoiceField(
        label=_("Who is invited"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Pairs that are under way. Those that have a break are not listed."),
        error_messages={"required": _("Choose at least one pair."), "invalid_choice": _("Choose from the list.")},
    )

    field_order = ["what", "day", "at", "minutes", "place", "places", "note", "pairs"]

    def __init__(self, *args, pairs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pairs"].choices = pairs
        self.initial.setdefault("pairs", [pk for pk, _names in pairs])

    def clean_pairs(self):
        return [UUID(pk) for pk in self.cleaned_data["pairs"]]


class CameForm(Form):
    """Which pairs came."""

    came = forms.MultipleChoiceField(
        label=_("Who came"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )

    def __init__(self, *args, pairs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["came"].choices = pairs

    def clean_came(self):
        return [UUID(pk) for pk in self.cleaned_data["came"]]


class AnswerForm(Form):
    """Yes with so many, or no: two buttons named `come`, and a number that is right already for most."""

    heads = forms.TypedChoiceField(
        label=_("How many of you come?"),
        choices=[(n, str(n)) for n in range(1, 13)],
        coerce=int,
        empty_value=1,
        required=False,
    )
    come = forms.ChoiceField(choices=[("yes", ""), ("no", "")], required=False, widget=forms.HiddenInput)

    def said(self) -> int:
        """0 for a no; without a number, one."""
        return 0 if self.cleaned_data["come"] == "no" else self.cleaned_data["heads"]
