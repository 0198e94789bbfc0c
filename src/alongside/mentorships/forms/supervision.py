from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.forms import Form
from alongside.mentorships.forms.meetings import PLACE, day_input, time_input
from alongside.mentorships.models import Supervision

WANTED_MINUTES = format_lazy(_("Write a number from {least} to {most}."), least=15, most=480)
NOTES = 2000


class PlanSupervisionForm(Form):
    """When, where, and which mentors."""

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
    minutes = forms.IntegerField(
        label=_("Minutes"),
        initial=90,
        min_value=15,
        max_value=480,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), WANTED_MINUTES),
    )
    place = forms.CharField(
        label=_("Where"),
        required=False,
        max_length=PLACE,
        help_text=_("A place, or how you meet: by phone, by video."),
        error_messages={"max_length": _("Write the place in fewer words.")},
    )
    invited = forms.MultipleChoiceField(
        label=_("Who is invited"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one mentor of this programme."), "invalid_choice": _("Choose from the list.")},
    )

    def __init__(self, *args, mentors, zone: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["invited"].choices = mentors
        self.initial.setdefault("invited", [pk for pk, _name in mentors])
        self.zone = zone
        self.fields["day"].widget.attrs["min"] = clock.today(zone).isoformat()

    def clean_day(self):
        if self.cleaned_data["day"] < clock.today(self.zone):
            raise forms.ValidationError(_("Choose a day from today on."))
        return self.cleaned_data["day"]


class TellSupervisionForm(Form):
    """How it was. Notes are about themes: a name in them is asked about once."""

    held = forms.ChoiceField(
        label=_("Did it take place?"),
        choices=[("yes", _("It took place")), ("no", _("It was called off"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it took place.")},
    )
    came = forms.MultipleChoiceField(
        label=_("Who was there"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    themes = forms.MultipleChoiceField(
        label=_("Themes"),
        required=False,
        choices=Supervision.Theme,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    notes = forms.CharField(
        label=_("Notes about the themes"),
        required=False,
        max_length=NOTES,
        help_text=_("What we learn from it. No case, no name, nothing that shows who it was about."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("Write the note in fewer words.")},
    )
    no_names = forms.BooleanField(label=_("This is no name, keep it as it is"), required=False)

    def __init__(self, *args, invited, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["came"].choices = invited
        self.asks = False

    def ask_about(self, names: list[str]) -> None:
        """Names that seem to stand in the notes: say so, and keep what was written."""
        self.asks = True
        self.add_error("notes", _("This looks like a name: %(names)s. Write it without.") % {"names": ", ".join(names)})
