from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from alongside.foundation.forms import Form
from alongside.mentorships.models import Circular
from alongside.mentorships.queries import circulars as queries

#: A longer text is a letter (ours).
LONGEST = 2000


class CircularForm(Form):
    """A message to the people of several pairs, in one language or more."""

    to = forms.ChoiceField(
        label=_("To whom"),
        choices=Circular.To,
        initial=Circular.To.BOTH,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose to whom."), "invalid_choice": _("Choose to whom.")},
    )
    sure = forms.BooleanField(label=_("It is no name here. Send it as it stands"), required=False)

    quiet_optional = True

    def __init__(self, *args, mentorships, **kwargs):
        super().__init__(*args, **kwargs)
        self.mentorships = mentorships
        self.ask_again = False
        for code, name in queries.languages():
            self.fields[f"text_{code}"] = forms.CharField(
                label=gettext("Message, %(language)s") % {"language": gettext(name)},
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 5, "lang": code}),
                error_messages={"max_length": gettext("Write fewer words: at most %(n)d letters.") % {"n": LONGEST}},
            )

    def texts(self) -> dict[str, str]:
        """Language -> words, those that were written."""
        found = {code: self.cleaned_data.get(f"text_{code}", "").strip() for code, _name in queries.languages()}
        return {code: words for code, words in found.items() if words}

    def text_fields(self):
        return [self[f"text_{code}"] for code, _name in queries.languages()]

    def clean(self):
        data = super().clean()
        texts = self.texts()
        first = f"text_{queries.languages()[0][0]}"
        if not texts and not any(name.startswith("text_") for name in self.errors):
            self.add_error(first, gettext("Write the message, in one language at least."))
            return data
        whole, parts = queries.names_in(texts.values(), self.mentorships)
        if whole:
            self.add_error(first, gettext("The name of somebody of these pairs stands in the message. Leave it out."))
        elif parts and not data.get("sure"):
            self.ask_again = True
            sentence = ngettext(
                "This word is a name in these pairs: %(words)s. Leave it out, or say that it is no name here.",
                "These words are names in these pairs: %(words)s. Leave them out, or say that they are no names here.",
                len(parts),
            )
            self.add_error("sure", sentence % {"words": ", ".join(parts)})
        return data
