from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from alongside.foundation.access import ROLES
from alongside.foundation.forms import Form
from alongside.people.access import check_password

ROLE_NAMES = {
    "administrator": _("Administrator"),
    "coordinator": _("Coordinator"),
    "screener": _("Screener"),
    "safeguarding": _("Safeguarding lead"),
    "evaluator": _("Evaluator"),
    "mentor": _("Mentor"),
    "mentee": _("Mentee"),
}
ADDRESS = {
    "required": _("Write the address to which the invitation goes."),
    "invalid": _("Write the whole address, like name@example.org."),
}


def languages() -> list[tuple[str, str]]:
    return [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


def _language_field():
    return forms.ChoiceField(
        label=_("Language of the message"),
        choices=languages,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language."), "invalid_choice": _("Choose one of these languages.")},
    )


def _email_field():
    return forms.EmailField(label=_("E-mail address"), error_messages=ADDRESS, max_length=200)


class InviteForm(Form):
    """Invite a colleague. `places`: (value, label, role, organisation, programme) that the inviter may give."""

    name = forms.CharField(
        label=_("Name"), max_length=160, error_messages={"required": _("Write the colleague's name.")}
    )
    email = _email_field()
    place = forms.ChoiceField(
        label=_("What they will do"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what they will do."), "invalid_choice": _("Choose from the list.")},
    )
    language = _language_field()

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = {place.value: place for place in places}
        self.fields["place"].choices = [(place.value, place.label) for place in places]

    def clean_place(self):
        return self.places[self.cleaned_data["place"]]


class InvitePersonForm(Form):
    """Invite a mentor or mentee who is in the programme already."""

    email = _email_field()
    language = _language_field()


class AcceptForm(Form):
    """Come in: a name where none is known, an address where none is bound, and a way to sign in."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=160,
        help_text=_("As colleagues should read it."),
        error_messages={"required": _("Write your name.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages=ADDRESS | {"required": _("Write the address with which you will sign in.")},
    )
    how = forms.ChoiceField(
        label=_("How do you want to sign in?"),
        widget=forms.RadioSelect,
        choices=[("code", _("With a code that comes by e-mail each time")), ("password", _("With a password"))],
        error_messages={"required": _("Choose how you want to sign in."), "invalid_choice": _("Choose one of the two.")},
    )
    password = forms.CharField(
        label=_("Password"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Only if you chose a password: at least 12 characters. Four words in a row are easy to keep in mind."),
    )

    def __init__(self, *args, invitation, **kwargs):
        super().__init__(*args, **kwargs)
        if invitation.person_id:
            del self.fields["name"]
        else:
            self.initial.setdefault("name", invitation.name)
        if invitation.email:
            del self.fields["email"]
        self.initial.setdefault("how", "password" if invitation.role not in ("mentor", "mentee") else "code")
        if not settings.EMAIL_HOST:
            # A code by mail would never arrive: whoever chose it could not come back.
            del self.fields["how"]
            self.fields["password"].help_text = _("Choose at least 12 characters. Four words in a row are easy to keep in mind.")

    def clean(self):
        said = super().clean()
        if said.get("how", "password") == "password":
            try:
                if not said.get("password"):
                    raise ValidationError(_("Choose a password of at least 12 characters."))
                check_password(said["password"])
            except ValidationError as sentence:
                self.add_error("password", sentence)
        return said

    def password_or_none(self) -> str | None:
        return self.cleaned_data["password"] if self.cleaned_data.get("how", "password") == "password" else None


def describe(role: str) -> str:
    """A role with what it is for, in a sentence."""
    return f"{ROLE_NAMES[role]}: {ROLES[role]}"
