from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.forms import Form
from alongside.mentorships.forms.changes import note_field
from alongside.mentorships.forms.meetings import day_input
from alongside.mentorships.models import Hold

TWO_WEEKS = timedelta(weeks=2)


class AgainForm(Form):
    """When Today asks again whether the hold is still needed."""

    review_on = forms.DateField(
        label=_("Look at it again on"),
        widget=day_input(),
        help_text=_("Today reminds you on that day."),
        error_messages={"required": _("Choose a day after today."), "invalid": _("Choose a day, for example 2026-11-03.")},
    )

    def __init__(self, *args, zone: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = clock.today(zone)
        self.initial.setdefault("review_on", self.today + TWO_WEEKS)
        self.fields["review_on"].widget.attrs["min"] = (self.today + timedelta(days=1)).isoformat()

    def clean_review_on(self) -> date:
        day = self.cleaned_data["review_on"]
        if day <= self.today:
            raise forms.ValidationError(_("Choose a day after today."))
        return day


class HoldForm(AgainForm):
    reason = forms.ChoiceField(
        label=_("What happened"),
        choices=Hold.Reason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes closest. It decides nothing about them.")},
    )
    note = note_field()

    field_order = ["reason", "review_on", "note"]


class LiftForm(Form):
    how = forms.ChoiceField(
        label=_("Their pairs"),
        choices=[("ask", _("Keep a break until I have asked both")), ("go_on", _("Go on now, I have asked both"))],
        initial="ask",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether they go on.")},
    )
    note = note_field()

    def goes_on(self) -> bool:
        return self.cleaned_data["how"] == "go_on"
