from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.forms import Form
from alongside.mentorships.forms.meetings import day_input
from alongside.mentorships.models import MentorshipStatus

Reason = MentorshipStatus.Reason
PAUSE_REASONS = (Reason.HOLIDAY, Reason.PERSONAL, Reason.NO_TIME, Reason.NEEDS_CHANGED, Reason.OTHER)
END_REASONS = tuple(r for r in Reason if r not in (Reason.HOLIDAY, Reason.PERSONAL))
FOUR_WEEKS = timedelta(weeks=4)
WORDS = 2000


class ReasonedForm(Form):
    """Why, and whose wish it was: by code, so that it can be counted without reading anybody's words."""

    reason = forms.ChoiceField(
        label=_("Why"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason that comes closest.")},
    )
    wished_by = forms.ChoiceField(
        label=_("Whose wish was it?"),
        choices=MentorshipStatus.Wish,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whose wish it was.")},
    )


def note_field():
    return forms.CharField(
        label=_("A note for the coordinators"),
        required=False,
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Write the note in fewer words.")},
    )


class PauseForm(ReasonedForm):
    resumes_on = forms.DateField(
        label=_("When to ask whether they go on"),
        widget=day_input(),
        help_text=_("Today reminds you on that day."),
        error_messages={"required": _("Choose a day for asking."), "invalid": _("Choose a day, for example 2026-11-03.")},
    )
    note = note_field()

    def __init__(self, *args, mentorship, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = clock.today(mentorship.programme.time_zone)
        self.fields["reason"].choices = [(r.value, r.label) for r in PAUSE_REASONS]
        self.initial.setdefault("resumes_on", self.today + FOUR_WEEKS)

    def clean_resumes_on(self):
        day = self.cleaned_data["resumes_on"]
        if day <= self.today:
            raise forms.ValidationError(_("Choose a day after today."))
        return day


class ResumeForm(Form):
    note = note_field()


class EndForm(ReasonedForm):
    said_goodbye = forms.ChoiceField(
        label=_("Did they say goodbye?"),
        choices=[("yes", _("Yes")), ("no", _("No")), ("", _("Not known"))],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose yes, no or not known.")},
    )
    note = note_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [(r.value, r.label) for r in END_REASONS]

    def clean_said_goodbye(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["said_goodbye"])
