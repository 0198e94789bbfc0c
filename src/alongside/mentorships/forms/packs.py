from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.forms import Form
from alongside.mentorships.forms.meetings import day_input
from alongside.mentorships.queries.pairs import local

#: Meetings that fit onto the sheet, and so into the form.
MEETINGS = 3


class PaperForm(Form):
    """What came back on paper: meetings, a goal, the wish to be called."""

    goal = forms.CharField(
        label=_("A goal, in their own words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Write it in fewer words.")},
    )
    language = forms.ChoiceField(label=_("In which language"), required=False, error_messages={"invalid_choice": _("Choose a language.")})
    call = forms.BooleanField(label=_("They ask to be called"), required=False)

    def __init__(self, *args, mentorship, spoken, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = spoken
        today = clock.today(mentorship.programme.time_zone)
        begun = local(mentorship.begun_at, mentorship.programme.time_zone).date()
        self.span = (begun, today)
        for n in range(1, MEETINGS + 1):
            self.fields[f"day{n}"] = forms.DateField(
                label=_("Day of a meeting"),
                required=False,
                widget=day_input(min=begun.isoformat(), max=today.isoformat()),
                error_messages={"invalid": _("Choose a day, for example 2026-11-03.")},
            )
            self.fields[f"met{n}"] = forms.ChoiceField(
                label=_("Did they meet?"),
                choices=[("yes", _("They met")), ("no", _("Did not meet"))],
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Say whether they met.")},
            )
        self.order_fields([name for n in range(1, MEETINGS + 1) for name in (f"day{n}", f"met{n}")])

    def clean(self):
        data = super().clean()
        begun, today = self.span
        for n in range(1, MEETINGS + 1):
            day, met = data.get(f"day{n}"), data.get(f"met{n}")
            if day and not begun <= day <= today:
                self.add_error(f"day{n}", _("Choose a day from the introduction until today."))
            elif day and not met:
                self.add_error(f"met{n}", _("Say whether they met."))
            elif met and not day and f"day{n}" not in self.errors:
                self.add_error(f"day{n}", _("Choose the day."))
        if not self.errors and not (data.get("goal") or data.get("call") or any(data.get(f"day{n}") for n in range(1, MEETINGS + 1))):
            raise forms.ValidationError(_("Fill in what stands on the paper."))
        return data

    def meetings(self) -> list[tuple]:
        """(day, whether they met) of each line that was filled in."""
        data = self.cleaned_data
        return [(data[f"day{n}"], data[f"met{n}"] == "yes") for n in range(1, MEETINGS + 1) if data.get(f"day{n}")]
