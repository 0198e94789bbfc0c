"""What arrives from a phone that had no network, and the log form that stands on it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.forms import Form
from alongside.mentorships.actions.pocket import BOTH, MINE, Told
from alongside.mentorships.forms.meetings import TODAY, YESTERDAY, LogForm

HAND_OVER = "hand over"
#: Fields of the log form that ask the same without network. Its days are written out: "today" would be another day on arrival.
SAME = ("met", "whose", "day", "minutes", "other_minutes", "channel", "note", "next_day", "next_at", "again")


class BlankLogForm(Form):
    """The log form as the phone keeps it: about nobody, with nothing filled in. A script puts the days in."""

    quiet_optional = True
    when = forms.ChoiceField(
        label=_("When"),
        choices=[(TODAY, _("Today")), (YESTERDAY, _("Yesterday"))],
        required=False,
        initial=TODAY,
        widget=forms.RadioSelect,
    )


for _name in SAME:
    BlankLogForm.base_fields[_name] = LogForm.base_fields[_name]


class ArrivingForm(LogForm):
    """The words of an entry: the log form's own fields and rules, and what happens with the next meeting is the phone's."""

    next = None

    def __init__(self, data, *, mentorship):
        super().__init__(data, mentorship=mentorship, session=None, suggestion=None)

    def _ask_for_the_next(self, suggestion) -> None:
        pass

    def clean(self):
        data = super().clean()
        # Two weeks later the next meeting may be over: then it is not planned any more, which is no mistake.
        self.errors.pop("next_day", None)
        if not data.get("day") and "day" not in self.errors:
            self.add_error("day", _("Choose a day."))
        return data

    @property
    def told(self) -> Told:
        data = self.cleaned_data
        return Told(
            met=data["met"] == "yes",
            day=data["on"],
            whose=data["whose"],
            minutes=data["length"],
            channel=data["channel"],
            note=data["note"],
            next_day=data.get("next_day"),
            next_at=data.get("next_at"),
            call_me=data["call_me"],
            again=data["again"],
        )


class EnvelopeForm(Form):
    """What stands around an entry. key: made by the phone. who: the writer's mark. seen_day: the day of the meeting when the phone last heard of it."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    who = forms.CharField(max_length=40, widget=forms.HiddenInput, required=False)
    mentorship = forms.UUIDField(widget=forms.HiddenInput, required=False)
    meeting = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen_day = forms.DateField(widget=forms.HiddenInput, required=False)
    choice = forms.ChoiceField(choices=[(c, c) for c in (MINE, BOTH, HAND_OVER)], widget=forms.HiddenInput, required=False)
    seen = forms.CharField(max_length=80, widget=forms.HiddenInput, required=False)

    def clean(self):
        data = super().clean()
        if not data.get("key") or not data.get("mentorship"):
            raise forms.ValidationError(_("This entry is damaged. Copy its words and write it anew."))
        return data
