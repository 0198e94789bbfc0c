import os

from django.core.management.base import BaseCommand, CommandError

from alongside.foundation import audit
from alongside.privacy import access, archive
from alongside.programmes.models import Programme


class Command(BaseCommand):
    help = "Write a whole programme as one JSON document (docs/archive.md). It holds names and notes in clear."

    def add_arguments(self, parser):
        parser.add_argument("programme", help="the programme's short name in addresses")
        parser.add_argument("--output", required=True, help="the file to write")
        parser.add_argument("--with-evidence", action="store_true", help="take the screening evidence along")

    def handle(self, *args, **options):
        programme = Programme.objects.filter(slug=options["programme"]).first()
        if programme is None:
            known = ", ".join(Programme.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"No programme is called {options['programme']}. There are: {known}.")
        audit.record(by=None, action="export archive", target=programme, people=access.everybody_in(programme))
        try:
            with open(options["output"], "w", encoding="utf-8", opener=private) as file:
                file.writelines(archive.document(programme, with_evidence=options["with_evidence"]))
        except OSError as error:
            raise CommandError(f"The file could not be written: {error.strerror}.") from error
        self.stdout.write(f"Written to {options['output']}. It holds names: keep it encrypted.")


def private(path, flags):
    """Opens the file for its owner only."""
    return os.open(path, flags, 0o600)
