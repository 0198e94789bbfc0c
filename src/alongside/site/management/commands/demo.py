from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from alongside.site.demo import cards, doors, filling


class Command(BaseCommand):
    help = "Fill an empty database with an invented consortium, and print a sign-in link for each role."

    def add_arguments(self, parser):
        parser.add_argument("--reset", action="store_true", help="empty the demo and fill it anew")

    def handle(self, *, reset=False, **options):
        if not settings.IS_DEMO:
            raise CommandError("This isn't the demo's place. Start it with ./alongside demo, or set ALONGSIDE_DEMO=1.")
        try:
            filling.fill(reset=reset)
        except filling.HoldsRealData:
            raise CommandError(
                "This database holds an organisation and isn't stamped as a demo, so it stays as it is. "
                "Use another place for the demo: ALONGSIDE_VAR=/another/folder."
            ) from None
        width = max(len(path) for path in doors.links().values()) + len(settings.PUBLIC_URL)
        self.stdout.write(f"\nThe demo, with invented people: {settings.PUBLIC_URL}/demo/\nSign in with one tap:")
        for role, path in doors.links().items():
            _, name, what = doors.DOORS[role]
            self.stdout.write(f"  {settings.PUBLIC_URL + path:<{width}}  {name}. {what}")
        if path := cards.link():
            self.stdout.write(f"A mentee's card, as its square leads to it, once:\n  {settings.PUBLIC_URL + path}")
