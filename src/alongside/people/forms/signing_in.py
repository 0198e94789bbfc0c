"""allauth's forms in our words: what to do, not what went wrong; no placeholders instead of labels."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils.translation import gettext_lazy as _

from alongside.people.access import check_password

WORDS = {
    # name: (label, hint, what to do when it is empty)
    "login": (_("Your e-mail address"), "", _("Write the e-mail address with which you were invited.")),
    "email": (_("Your e-mail address"), "", _("Write the e-mail address with which you were invited.")),
    "password": (_("Password"), "", _("Write your password, or let a code be sent to you.")),
    "oldpassword": (_("Your password until now"), "", _("Write the password you use now.")),
    "password1": (
        _("New password"),
        _("At least 12 characters. Four words in a row are easy to keep in mind."),
        _("Choose a password of at least 12 characters."),
    ),
    "password2": (_("The same once more"), "", _("Write the new password a second time.")),
    "code": (_("Code"), "", _("Write the code.")),
    "name": (
        _("Name of the passkey"),
        _("So that you know later which one it is, for example: my phone."),
        _("Give the passkey a name."),
    ),
}


class InOurWords:
    """Gives fields our labels, hints and sentences."""

    quiet_optional = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name not in WORDS:
                continue
            field.label, field.help_text, sentence = WORDS[name]
            field.error_messages |= {"required": sentence, "invalid": sentence}
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.widget.attrs |= {"inputmode": "text", "dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}
            if name in ("login", "email"):
                field.error_messages["invalid"] = _("Write the whole address, like name@example.org.")
                for validator in field.validators:
                    validator.message = field.error_messages["invalid"]
                field.widget.attrs |= {"autocomplete": "username", "dir": "ltr"}


class LoginForm(InOurWords, account.LoginForm):
    pass


class RequestLoginCodeForm(InOurWords, account.RequestLoginCodeForm):
    pass


class ConfirmLoginCodeForm(InOurWords, account.ConfirmLoginCodeForm):
    pass


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):
    pass


class NewPassword:
    def clean_password1(self):
        check_password(self.cleaned_data["password1"], getattr(self, "user", None))
        return self.cleaned_data["password1"]

    def clean(self):
        super().clean()
        one, other = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if one and other and one != other:
            self._errors.pop("password2", None)
            self.add_error("password2", _("The two are not the same. Write both again."))
        return self.cleaned_data


class ResetPasswordKeyForm(InOurWords, NewPassword, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(InOurWords, NewPassword, account.ChangePasswordForm):
    pass


class SetPasswordForm(InOurWords, NewPassword, account.SetPasswordForm):
    pass


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):
    pass


class SecondFactorForm(InOurWords, mfa.AuthenticateForm):
    pass


class SecondFactorAgainForm(InOurWords, mfa.ReauthenticateForm):
    pass


class ActivateTOTPForm(InOurWords, totp.ActivateTOTPForm):
    pass


class AddPasskeyForm(InOurWords, webauthn.AddWebAuthnForm):
    """A passkey that also signs in alone, where the device can."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].label = _("Sign in with it alone from now on, without e-mail and password")
        self.fields["passwordless"].help_text = _("The device then asks for your finger, face or PIN.")
        self.fields["passwordless"].initial = True
