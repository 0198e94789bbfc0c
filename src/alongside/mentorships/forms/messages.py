from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.foundation import uploads
from alongside.foundation.forms import Form

#: Letters of one message: a message arranges something.
LONGEST = 500
#: Seconds that a page records at once.
SECONDS = 60


class MessageForm(Form):
    """A few words, or a voice, or both. `voice` in cleaned_data is a Cleaned or None."""

    words = forms.CharField(
        label=_("Write a few words."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    voice = forms.FileField(label=_("Record my voice"), required=False, widget=forms.FileInput(attrs={"accept": "audio/*"}))

    quiet_optional = True

    def clean_voice(self):
        file = self.cleaned_data.get("voice")
        return uploads.sound(file) if file else None

    def clean(self):
        data = super().clean()
        if not (data.get("words") or "").strip() and not data.get("voice") and not self.errors:
            raise ValidationError(_("Write a few words."))
        return data


class ReadForm(Form):
    """The button "Read"."""
