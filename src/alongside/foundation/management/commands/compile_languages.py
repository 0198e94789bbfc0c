from django.core.management.base import BaseCommand

from alongside.foundation import languages


class Command(BaseCommand):
    help = "Compile translations that changed. Happens at every start; translators call it to see their work."
    requires_system_checks = []

    def handle(self, **options):
        self.stdout.write(f"{languages.compile_all()} of {len(languages.catalogues())} catalogues compiled.")
