"""The questions above the list of people."""

from django import forms
from django.utils.translation import gettext_lazy

from alongside.programmes.models import Side
from alongside.programmes.queries.people import Filters

STANDS = [
    ("", gettext_lazy("Everybody who is here")),
    ("applied", gettext_lazy("Applied")),
    ("screening", gettext_lazy("Getting to know each other")),
    ("ready", gettext_lazy("Ready")),
    ("not_ready", gettext_lazy("Accepted, not ready yet")),
    ("resting", gettext_lazy("Taking a break")),
    ("gone", gettext_lazy("No longer here")),
]


class FindForm(forms.Form):
    """Never says no: what it does not know it leaves out. Sent by GET, so it carries no key."""

    quiet_optional = True

    words = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=80)
    programme = forms.ChoiceField(label=gettext_lazy("Programme"), required=False)
    side = forms.ChoiceField(required=False, choices=[("", ""), *Side.choices], widget=forms.HiddenInput)
    stand = forms.ChoiceField(label=gettext_lazy("Where they stand"), choices=STANDS, required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    area = forms.ChoiceField(label=gettext_lazy("Area"), required=False)
    work = forms.ChoiceField(label=gettext_lazy("Field of work"), required=False)
    lacks = forms.ChoiceField(
        required=False,
        widget=forms.HiddenInput,
        choices=[("", ""), ("adult", ""), ("language", ""), ("availability", ""), ("check", "")],
    )

    def __init__(self, data, *, programmes, languages, areas, fields_of_work):
        super().__init__(data)
        self.fields["programme"].choices = [("", gettext_lazy("All programmes")), *((str(p.pk), p.name) for p in programmes)]
        self.fields["language"].choices = [("", gettext_lazy("Any language")), *languages]
        # Drawn by the page itself: Django's own select takes ten times as long over so many.
        self.language_choices = self.fields["language"].choices
        self.fields["work"].choices = [("", gettext_lazy("Any field")), *((str(t.pk), t.label) for t in fields_of_work)]
        self.fields["area"].choices = [("", gettext_lazy("Any area")), *((str(a.pk), a.name) for a in areas)]

    def filters(self) -> Filters:
        self.is_valid()
        typed = self.cleaned_data
        return Filters(
            programme=typed.get("programme") or None,
            side=typed.get("side", ""),
            stand=typed.get("stand", ""),
            lacks=typed.get("lacks", ""),
            language=typed.get("language", ""),
            area=typed.get("area") or None,
            words=typed.get("words", "").strip(),
            work=typed.get("work") or None,
        )
