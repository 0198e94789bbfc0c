"""How allauth behaves here: nobody signs up by themselves, messages go through our outbox, secrets through our codec."""

import base64

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.foundation import address, codec, mail
from alongside.people.models import Account

INCORRECT_CODE = _("This code doesn't fit. Look at the newest one and write it again.")
TOO_MANY = _("There were too many attempts. Wait a quarter of an hour, then try again.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        # One sentence for a wrong password and for an unknown address: nobody learns who has an account.
        "email_password_mismatch": _("Address and password don't fit together. Try again, or let a code be sent to you."),
        "invalid_login": _("Address and password don't fit together. Try again, or let a code be sent to you."),
        "incorrect_password": _("This is not your password. Write it again."),
        "enter_current_password": _("This is not your password until now. Write it again."),
        "incorrect_code": INCORRECT_CODE,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "invalid_password_reset": _("This link was used or is over. Ask for a new one."),
    }

    def is_open_for_signup(self, request):
        """Accounts are made by invitation only."""
        return False

    def send_mail(self, template_prefix, email, context):
        account = Account.objects.filter(email__iexact=email).first()
        language = account.page_language if account else translation.get_language() or settings.LANGUAGE_CODE
        with translation.override(language):
            message = self.render_mail(template_prefix, email, context)
        mail.queue(to=email, body=message.body, language=language)

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        """Only what somebody must act on. allauth's own news carry addresses and would stay on a shared screen."""
        if message:
            super().add_message(request, level, message=message, extra_tags=extra_tags)


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": INCORRECT_CODE}

    def encrypt(self, text):
        return base64.b64encode(codec.seal(text, label="mfa.Authenticator.data")).decode()

    def decrypt(self, encrypted_text):
        return codec.unseal(base64.b64decode(encrypted_text), label="mfa.Authenticator.data")

    def get_public_key_credential_rp_entity(self):
        """Passkeys belong to the domain of the public address, fixed at the first run, whatever host a request names."""
        return {"id": address.domain(), "name": settings.MFA_TOTP_ISSUER}

    def generate_authenticator_name(self, user, type):
        return gettext("My device")
