from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from alongside.foundation.forms import Form


class AccountForm(Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=160,
        help_text=_("As your colleagues and the people of your programme should read it."),
        error_messages={"required": _("Write your name."), "max_length": _("Write a shorter name, at most 160 letters.")},
    )
    page_language = forms.ChoiceField(
        label=_("Language of your pages and messages"),
        widget=forms.RadioSelect,
        choices=[(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES],
        error_messages={"required": _("Choose a language."), "invalid_choice": _("Choose one of these languages.")},
    )

    def __init__(self, *args, has_person: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if has_person:
            # The name stands in the person's own entry, where it is corrected.
            del self.fields["name"]
