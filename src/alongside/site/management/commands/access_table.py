from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from alongside.site import access_table


class Command(BaseCommand):
    help = "Write docs/access.md anew: who may open which address, as the views declare it."

    def handle(self, **options):
        file = settings.ROOT / "docs" / "access.md"
        if not file.parent.is_dir():
            raise CommandError("There is no folder docs here.")
        with translation.override("en"):
            file.write_text(access_table.document())
        self.stdout.write(f"Written: {file.relative_to(settings.ROOT)}")
