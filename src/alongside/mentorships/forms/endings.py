from datetime import date, timedelta

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.forms import Form
from alongside.mentorships.forms.meetings import day_input
from alongside.mentorships.models import Interview

WORDS = 2000
#: Nobody plans an ending further ahead than this.
FURTHEST = timedelta(days=2 * 366)
A_MONTH = timedelta(weeks=4)

#: code -> (what a coordinator asks, what somebody is asked on their own phone). A few open questions in our own words.
EXIT = {
    "good": (_("What was good?"), _("What was good?")),
    "change": (_("What should be different next time?"), _("What should be different next time?")),
    "help": (_("What would help them now?"), _("What would help you now?")),
}
LATER = {
    "since": (_("How have they been since then?"), _("In your own words")),
    "stayed": (_("What has stayed with them from the time together?"), _("What was good?")),
    "help": (_("What would help them now?"), _("What would help you now?")),
}
QUESTIONS = {Interview.Kind.EXIT: EXIT, Interview.Kind.LATER: LATER}


class DayForm(Form):
    """The last day together, or the day until which they go on."""

    until = forms.DateField(
        label=_("The last day together"),
        widget=day_input(),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day, for example 2026-11-03.")},
    )

    def __init__(self, *args, mentorship, goes_on: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = clock.today(mentorship.programme.time_zone)
        self.earliest = self.today + timedelta(days=1) if goes_on else self.today
        field = self.fields["until"]
        field.widget.attrs["min"] = self.earliest.isoformat()
        planned = mentorship.planned_until
        if goes_on:
            field.label = _("They go on until")
            planned = (planned if planned and planned > self.today else self.today) + A_MONTH
        self.initial.setdefault("until", planned if planned and planned > self.today else self.today + A_MONTH)

    def clean_until(self) -> date:
        day = self.cleaned_data["until"]
        if day < self.earliest:
            raise forms.ValidationError(_("Choose a day after today.") if self.earliest > self.today else _("Choose a day from today on."))
        if day - self.today > FURTHEST:
            raise forms.ValidationError(_("Choose a day within the next two years."))
        return day


class InterviewForm(Form):
    """A few open questions. own: the person answers on their own phone; else a coordinator writes down what they say."""

    quiet_optional = True

    def __init__(self, *args, kind: str, own: bool, is_mentor: bool, said: Interview | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        for code, (theirs, mine) in QUESTIONS[Interview.Kind(kind)].items():
            self.fields[code] = forms.CharField(
                label=mine if own else theirs,
                required=False,
                max_length=WORDS,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        if kind == Interview.Kind.EXIT:
            self.fields["contact"] = forms.ChoiceField(
                label=_("Contact afterwards"),
                choices=Interview.Contact,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one answer."), "invalid_choice": _("Choose one answer.")},
            )
            another = _("Another mentee, later?") if is_mentor else _("Do you want another mentor?") if own else _("Another mentor, later?")
            self.fields["again"] = forms.ChoiceField(
                label=another,
                choices=Interview.Again,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one answer."), "invalid_choice": _("Choose one answer.")},
            )
        if said:
            self.initial = said.answers | {"contact": said.contact, "again": said.again} | self.initial

    def said(self) -> dict:
        """What `actions.say_at_the_end` takes."""
        data = self.cleaned_data
        answers = {code: data[code] for code in QUESTIONS[Interview.Kind(self.kind)] if data[code]}
        return {"kind": self.kind, "answers": answers, "contact": data.get("contact", ""), "again": data.get("again", "")}


class PaperForm(Form):
    """The letter's own words, and how letter and certificate are signed."""

    words = forms.CharField(
        label=_("Your own words for the letter"),
        help_text=_("Thank them for something that they did. No secrets: others may read it."),
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write a few words of thanks."), "max_length": _("Write it in fewer words.")},
    )
    language = forms.ChoiceField(
        label=_("Language of the letter and the certificate"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language."), "invalid_choice": _("Choose a language.")},
    )
    names_programme = forms.ChoiceField(
        label=_("Does the paper name the programme?"),
        choices=[("yes", _("Yes")), ("no", _("No, only the neutral name"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer."), "invalid_choice": _("Choose one answer.")},
    )
    signed_by = forms.CharField(
        label=_("Who signs"), max_length=160, error_messages={"required": _("Write the name of whoever signs.")}
    )

    def clean_names_programme(self) -> bool:
        return self.cleaned_data["names_programme"] == "yes"
