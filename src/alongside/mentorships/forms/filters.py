from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.mentorships.queries import Stage


class FilterForm(forms.Form):
    """Which mentorships a list shows. Asked by GET, so it has no key and never complains: nonsense means everything."""

    q = forms.CharField(label=_("Name"), required=False, max_length=80, widget=forms.TextInput(attrs={"type": "search"}))
    stage = forms.ChoiceField(
        label=_("Stage"), required=False, choices=[("", _("All but ended")), *((s.value, s.label) for s in Stage)]
    )
    programme = forms.ChoiceField(label=_("Programme"), required=False)

    quiet_optional = True

    def __init__(self, *args, programmes, **kwargs):
        super().__init__(*args, **kwargs)
        if len(programmes) > 1:
            self.fields["programme"].choices = [("", _("All programmes")), *((str(p.pk), p.name) for p in programmes)]
        else:
            del self.fields["programme"]

    def asked(self) -> dict:
        """What holds water of what was asked: q, stage, programme."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("q", "stage", "programme")}
