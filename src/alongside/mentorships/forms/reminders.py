from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alongside.foundation.forms import Form
from alongside.mentorships.models import ReminderRule

Event, To, Words = ReminderRule.Event, ReminderRule.To, ReminderRule.Words
MOST_HOURS = 336


class ReminderForm(Form):
    """One reminder of a programme. Its fields are columns of ReminderRule."""

    event = forms.ChoiceField(
        label=_("What it is about"),
        choices=Event,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about.")},
    )
    hours = forms.IntegerField(
        label=_("How many hours"),
        help_text=_("24 is a day, 72 are three days. 0 means at once."),
        min_value=0,
        max_value=MOST_HOURS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), _("Write a number from 0 to 336.")),
    )
    before = forms.ChoiceField(
        label=_("Before or after"),
        choices=[("before", pgettext_lazy("reminder", "Before")), ("after", pgettext_lazy("reminder", "After"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose before or after.")},
    )
    to = forms.ChoiceField(
        label=_("To whom"), choices=To, widget=forms.RadioSelect, error_messages={"required": _("Choose to whom.")}
    )
    words = forms.ChoiceField(
        label=_("What it says"),
        choices=Words,
        widget=forms.RadioSelect,
        help_text=_("No reminder names a person, a place or a topic."),
        error_messages={"required": _("Choose what it says.")},
    )
    active = forms.BooleanField(label=_("Switched on"), required=False)

    def clean_before(self) -> bool:
        return self.cleaned_data["before"] == "before"

    def clean(self):
        data = super().clean()
        event, before, to, words = (data.get(name) for name in ("event", "before", "to", "words"))
        if event == Event.AHEAD and before is False:
            self.add_error("before", _("A meeting that is ahead is reminded of before it. Choose “Before”."))
        if event in (Event.PLANNED, Event.UNLOGGED) and before:
            self.add_error("before", _("That can only be told afterwards. Choose “After”."))
        if words == Words.MEETING and event not in (None, "", Event.PLANNED, Event.AHEAD):
            self.add_error("words", _("This says that there is a meeting to come. Choose other words."))
        if words == Words.HOW and event != Event.UNLOGGED:
            self.add_error("words", _("This asks how a meeting went. It fits a meeting that is over."))
        elif words == Words.HOW and to != To.MENTOR:
            self.add_error("to", _("Only whoever mentors can write the log. Choose them."))
        return data

    def values(self) -> dict:
        """What is to be kept."""
        return {name: self.cleaned_data[name] for name in ("event", "hours", "before", "to", "words", "active")}
