from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.forms import Form
from alongside.mentorships.forms.changes import note_field
from alongside.mentorships.forms.meetings import day_input
from alongside.mentorships.models import CheckIn, Session
from alongside.mentorships.queries.pairs import local


class CheckInForm(Form):
    spoke_with = forms.ChoiceField(
        label=_("With whom?"),
        choices=CheckIn.With,
        initial=CheckIn.With.BOTH,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose with whom you spoke.")},
    )
    channel = forms.ChoiceField(
        label=_("How"),
        choices=Session.Channel,
        initial=Session.Channel.PHONE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you were in touch.")},
    )
    day = forms.DateField(
        label=_("Day"),
        widget=day_input(),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day, for example 2026-10-06.")},
    )
    note = note_field()

    def __init__(self, *args, mentorship, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = clock.today(mentorship.programme.time_zone)
        self.introduced = local(mentorship.begun_at, mentorship.programme.time_zone).date()
        self.fields["day"].widget.attrs["max"] = self.today.isoformat()
        self.initial.setdefault("day", self.today)

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(_("Choose today or an earlier day."))
        # An earlier talk is no check-in: counted as one, it would silence the call after the introduction.
        if day < self.introduced:
            raise forms.ValidationError(_("Choose a day after they were introduced."))
        return day


class AskForm(Form):
    """A page with one button."""
