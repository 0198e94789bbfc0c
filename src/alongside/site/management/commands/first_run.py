from django.core.management.base import BaseCommand

from alongside.programmes import queries
from alongside.programmes.actions import invitations


class Command(BaseCommand):
    help = "Print a one-time link for whoever sets this installation up. Silent as soon as somebody administers it."

    def handle(self, **options):
        if queries.has_administrator():
            return
        link = invitations.link(invitations.invite_first_administrator())
        self.stdout.write(
            "\nNobody administers this installation yet. Open this link to begin:\n\n"
            f"    {link}\n\n"
            "It works once and for 72 hours; starting again prints a new one and ends this one.\n"
            "Behind it you choose how you sign in, then four steps lead to the first pairs."
        )
