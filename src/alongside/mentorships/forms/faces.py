from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.foundation import uploads
from alongside.foundation.forms import Form

#: Seconds of a hello.
SECONDS = 20


class PhotoForm(Form):
    """Whether pictures are shown in this mentorship, and which. `photo` in cleaned_data is a Cleaned or None."""

    quiet_optional = True

    yes = forms.ChoiceField(
        label=_("You see each other's photos only when you both say yes."),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        initial="no",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer."), "invalid_choice": _("Choose one answer.")},
    )
    photo = forms.FileField(label=_("Photos"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}))

    def clean_photo(self):
        file = self.cleaned_data.get("photo")
        return uploads.photo(file) if file else None


class HelloForm(Form):
    """A few seconds of voice. `voice` in cleaned_data is a Cleaned."""

    voice = forms.FileField(
        label=_("Record my voice"),
        widget=forms.FileInput(attrs={"accept": "audio/*"}),
        error_messages={"required": _("Record a few words first, or choose a recording.")},
    )

    def clean_voice(self):
        return uploads.sound(self.cleaned_data["voice"])
