from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation.forms import Form
from alongside.mentorships.queries.between import ANSWERS, sentences_for

LONGEST = 600


class BetweenForm(Form):
    """A few sentences, each with the same four answers, and words for whoever likes. None of it is needed."""

    words = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    quiet_optional = True

    def __init__(self, *args, is_mentor: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.codes = list(sentences_for(is_mentor=is_mentor))
        for code, sentence in sentences_for(is_mentor=is_mentor).items():
            self.fields[code] = forms.ChoiceField(
                label=sentence,
                choices=list(ANSWERS.items()),
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Choose one answer.")},
            )
        self.order_fields([*self.codes, "words"])

    def answers(self) -> dict[str, str]:
        """Code of a sentence -> code of an answer, for those that were answered."""
        return {code: self.cleaned_data[code] for code in self.codes if self.cleaned_data.get(code)}
