from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from alongside.mentorships.queries import stages


class Command(BaseCommand):
    help = "Write docs/stages.md anew: the stages of a mentorship, and what leads from one to another."

    def handle(self, **options):
        file = settings.ROOT / "docs" / "stages.md"
        if not file.parent.is_dir():
            raise CommandError("There is no folder docs here.")
        file.write_text(stages.document())
        self.stdout.write(f"Written: {file.relative_to(settings.ROOT)}")
