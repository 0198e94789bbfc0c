from django.core.management.base import BaseCommand

from alongside.foundation import jobs


class Command(BaseCommand):
    help = "Do once what the server does every half minute: due things, waiting messages, waiting jobs."

    def handle(self, **options):
        jobs.tick()
        self.stdout.write(f"{jobs.run_pending()} jobs done.")
