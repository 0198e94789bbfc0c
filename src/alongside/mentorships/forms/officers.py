from datetime import date, timedelta

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from alongside.foundation.forms import Form
from alongside.mentorships.forms.conditions import ChoicesForm
from alongside.mentorships.forms.gate import day_field, time_field, words_field
from alongside.mentorships.models import AttendanceConsent, AttendanceSent, OfficerQuestion


class OfficerForm(Form):
    """Whom we ask, and under which reference they know whom we mean."""

    name = words_field(_("Their name"), 120, wanted=_("Write whom we ask."))
    office = words_field(_("Their office"), 160)
    phone = words_field(_("Phone"), 60)
    email = forms.EmailField(
        label=_("E-mail"), required=False, error_messages={"invalid": _("Write the address as name@example.org.")}
    )
    language = forms.ChoiceField(
        label=_("Language of our mails"), choices=settings.LANGUAGES, error_messages={"required": _("Choose a language.")}
    )
    reference = words_field(
        _("Reference number"),
        40,
        wanted=_("Write a reference by which they know whom we mean."),
        help_text=_("All that our mails say about the mentee. Take a number that you agreed on, never a name."),
    )


class AskForm(Form):
    about = forms.ChoiceField(
        label=_("What do you want to know?"),
        choices=OfficerQuestion.About,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a question.")},
    )


class DateAnswerForm(Form):
    day = forms.DateField(
        label=_("Expected day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Choose a day, for example 2026-11-03.")},
    )
    unknown = forms.BooleanField(label=_("It is not known yet"), required=False)

    def clean(self):
        data = super().clean()
        if not data.get("day") and not data.get("unknown") and "day" not in self.errors:
            self.add_error("day", _("Choose a day, or say that it is not known yet."))
        return data

    def values(self) -> dict:
        day: date | None = self.cleaned_data["day"]
        return {"day": day.isoformat() if day else ""}


class GateAnswerForm(Form):
    time = time_field(_("Time"))
    place = words_field(_("Where exactly"), 300, help_text=_("Which door, which side, where to wait."))

    def clean(self):
        data = super().clean()
        if not data.get("time") and not data.get("place") and not self.errors:
            self.add_error("time", _("Write the time, the place, or both."))
        return data

    def values(self) -> dict:
        at = self.cleaned_data["time"]
        return {"time": at.strftime("%H:%M") if at else "", "place": self.cleaned_data["place"]}


#: What is asked -> its one form.
ANSWERS = {
    OfficerQuestion.About.DATE: DateAnswerForm,
    OfficerQuestion.About.GATE: GateAnswerForm,
    OfficerQuestion.About.CONDITIONS: ChoicesForm,
}


class ConsentForm(Form):
    """The mentee's own yes or no."""

    agreed = forms.ChoiceField(
        choices=[(code, code) for code in ("yes", "no")], widget=forms.HiddenInput, error_messages={"required": _("Choose one answer.")}
    )


class ConsentSaidForm(Form):
    """A yes or no that was said aloud or came on paper."""

    agreed = forms.ChoiceField(
        label=_("May the office learn on which days they met?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    how = forms.ChoiceField(
        label=_("How did they say it?"),
        choices=[c for c in AttendanceConsent.How.choices if c[0] != AttendanceConsent.How.SELF],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how they said it.")},
    )


class SendForm(Form):
    """On which days they met: since when, until when, by which way."""

    since = day_field(_("From"))
    until = day_field(_("To"))
    way = forms.ChoiceField(
        label=_("How"), choices=AttendanceSent.Way, widget=forms.RadioSelect, error_messages={"required": _("Choose how.")}
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("since", today - timedelta(days=30))
        self.initial.setdefault("until", today)

    def clean(self):
        data = super().clean()
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", _("Choose a last day that is not before the first."))
        return data
