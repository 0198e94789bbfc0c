from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from alongside.foundation import address
from alongside.foundation.models import Installation


class Command(BaseCommand):
    help = "Move this installation to another domain. Its passkeys stop working, so they are removed."

    def add_arguments(self, parser):
        parser.add_argument("domain", help="for example mentors.example.org")

    @transaction.atomic
    def handle(self, *, domain, **options):
        # Any other text would be refused by the next start, with the passkeys gone already.
        if not address.is_domain(domain):
            raise CommandError(f"{domain!r} is not a domain. Write its name alone, like mentors.example.org.")
        passkeys = Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN)
        number = passkeys.count()
        passkeys.delete()
        Installation.set("domain", domain)
        self.stdout.write(f"Moved to {domain}. {number} passkeys removed; their owners sign in another way and add a new one.")
