from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alongside.mentorships.forms.meetings import day_input
from alongside.mentorships.queries import Stage

ORDERS = [
    ("", _("Newest first")),
    ("begun", _("Longest together first")),
    ("next", _("Next meeting first")),
    ("met", _("Longest since they met")),
    ("mentor", _("By the mentor's name")),
    ("mentee", _("By the mentee's name")),
]
NEXT = [
    ("", _("Any")),
    ("none", pgettext_lazy("next meeting", "None planned")),
    ("week", _("Within a week")),
    ("untold", _("Past, and not yet told how it went")),
]


class FilterForm(forms.Form):
    """Which mentorships a list shows. Asked by GET, so it has no key and never complains: nonsense means everything.

    The address holds it all: whoever keeps the address keeps the question.
    """

    q = forms.CharField(label=_("Name"), required=False, max_length=80, widget=forms.TextInput(attrs={"type": "search"}))
    stage = forms.ChoiceField(
        label=_("Stage"), required=False, choices=[("", _("All but ended")), *((s.value, s.label) for s in Stage)]
    )
    next = forms.ChoiceField(label=_("Next meeting"), required=False, choices=NEXT)
    order = forms.ChoiceField(label=_("Order"), required=False, choices=ORDERS)
    mentor = forms.CharField(
        label=_("Mentor's name"), required=False, max_length=80, widget=forms.TextInput(attrs={"type": "search"})
    )
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    whose = forms.ChoiceField(
        label=_("Looked after by"), required=False, choices=[("", _("Any coordinator")), ("mine", _("Me"))]
    )
    since = forms.DateField(label=_("Begun from"), required=False, widget=day_input())
    until = forms.DateField(label=_("Begun until"), required=False, widget=day_input())

    quiet_optional = True
    #: Asked often; the others stand in a fold.
    FIRST = ("q", "stage", "next", "order")

    def __init__(self, *args, programmes, **kwargs):
        super().__init__(*args, **kwargs)
        if len(programmes) > 1:
            self.fields["programme"].choices = [("", _("All programmes")), *((str(p.pk), p.name) for p in programmes)]
        else:
            del self.fields["programme"]

    def asked(self) -> dict:
        """What holds water of what was asked: every field by name, "" (or None for a day) where nothing does."""
        self.is_valid()
        days = dict.fromkeys(("since", "until"))
        return {name: self.cleaned_data.get(name, days.get(name, "")) for name in self.base_fields}

    def is_asked(self) -> bool:
        """Whether anything narrows the list; an order doesn't."""
        return any(value for name, value in self.asked().items() if name != "order")

    def first_fields(self):
        return [self[name] for name in self.FIRST]

    def other_fields(self):
        return [self[name] for name in self.fields if name not in self.FIRST]

    def asks_more(self) -> bool:
        """Whether something in the fold is asked, so that it stands open."""
        return any(value for name, value in self.asked().items() if name not in self.FIRST)


class BoardForm(forms.Form):
    """Whose board, and which column a phone shows. Asked by GET like the list."""

    programme = forms.ChoiceField(label=_("Programme"), required=False)
    stage = forms.ChoiceField(required=False, choices=[("", ""), *Stage.choices], widget=forms.HiddenInput)

    quiet_optional = True

    def __init__(self, *args, programmes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = [("", _("All programmes")), *((str(p.pk), p.name) for p in programmes)]

    def asked(self) -> dict:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.base_fields}
