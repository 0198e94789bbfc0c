from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.mentorships.forms.meetings import day_input
from alongside.mentorships.queries.timeline import KINDS


class LineForm(forms.Form):
    """Which part of somebody's line is shown. Asked by GET, so it has no key and never complains: nonsense means everything."""

    kind = forms.ChoiceField(
        label=_("What"), required=False, choices=[("", _("Everything")), *((code, kind.label) for code, kind in KINDS.items())]
    )
    q = forms.CharField(label=_("Word"), required=False, max_length=80, widget=forms.TextInput(attrs={"type": "search"}))
    since = forms.DateField(label=_("From"), required=False, widget=day_input())
    until = forms.DateField(label=_("Until"), required=False, widget=day_input())
    shape = forms.ChoiceField(
        label=_("How much"), required=False, choices=[("", _("With notes")), ("compact", _("One line each"))]
    )

    quiet_optional = True
    #: The others stand in a fold.
    FIRST = ("kind", "q", "shape")

    def first_fields(self):
        return [self[name] for name in self.FIRST]

    def days(self):
        return [self["since"], self["until"]]

    def asks_days(self) -> bool:
        """Whether a day is asked, so that the fold stands open."""
        asked = self.asked()
        return bool(asked["since"] or asked["until"])

    def asked(self) -> dict:
        """What holds water of what was asked."""
        self.is_valid()
        days = dict.fromkeys(("since", "until"))
        return {name: self.cleaned_data.get(name, days.get(name, "")) for name in self.base_fields}

    def is_asked(self) -> bool:
        return any(value for name, value in self.asked().items() if name != "shape")
