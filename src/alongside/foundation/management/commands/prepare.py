import os
import shutil
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError
from django.db import DatabaseError, connection

from alongside.foundation import address, languages, server_lock
from alongside.foundation.management.starting import StartingCommand, check_port
from alongside.foundation.models import Installation


class Command(StartingCommand):
    help = "Make ready to serve: translations, database, style sheets, the domain of passkeys, the first links."

    def add_arguments(self, parser):
        parser.add_argument("--reset-demo", action="store_true", help="empty the demo's database first")
        parser.add_argument("--database-only", action="store_true", help="no more than translations and database")

    def handle(self, *, reset_demo=False, database_only=False, **options):
        settings.VAR.mkdir(parents=True, exist_ok=True, mode=0o700)
        if database_only:
            self.prepare_database()
            return
        # What would refuse to serve refuses here, before links are printed that lead nowhere, and before a new
        # first link ends the one that somebody holds already. Two starts at once can't both write the tables.
        with server_lock.held():
            check_port()
            # Above all: every route says who may enter. Neither `migrate` called from here nor gunicorn asks.
            self.check()
            self.prepare_database(reset_demo=reset_demo)
            self.keep_domain()
            self.say(4, "style sheets")
            call_command("collectstatic", verbosity=0, interactive=False)
            # The rooms above tell who may come in: one-tap links of the demo, or the first coordinator's link.
            welcome = "demo" if settings.IS_DEMO else "first_run"
            if welcome in get_commands():
                call_command(welcome)

    def prepare_database(self, *, reset_demo: bool = False) -> None:
        self.say(2, "translations")
        try:
            languages.compile_all()
        except PermissionError as error:
            raise CommandError(
                f"The translations can't be compiled: this user may not write {Path(error.filename).parent}. "
                "Let somebody who may write there call ./alongside manage compile_languages once after each change of version."
            ) from None
        self.say(3, "database")
        if reset_demo:
            self.reset()
        call_command("migrate", verbosity=0, interactive=False)

    def say(self, number: int, what: str) -> None:
        """A progress line, at the first start only."""
        if os.environ.get("ALONGSIDE_FIRST_TIME"):
            print(f"Setting up ({number} of 4): {what}", file=sys.stderr, flush=True)

    def keep_domain(self) -> None:
        """Passkeys work on one domain for ever, so the first one stays."""
        domain, kept = address.domain(), Installation.get("domain")
        if not kept:
            Installation.set("domain", domain)
        elif kept != domain:
            back = "without ALONGSIDE_URL" if kept == "localhost" else f"with ALONGSIDE_URL=https://{kept}"
            raise CommandError(
                f"This database belongs to {kept}, and its passkeys work nowhere else, but the address is now {domain}. "
                f"Start it {back}, or move it for good with ./alongside manage move_to_domain {domain}; "
                "then everybody who used a passkey adds a new one."
            )

    def reset(self) -> None:
        """Empty the demo's database. Refuses any database that isn't stamped `demo`."""
        if not settings.IS_DEMO:
            raise CommandError("Only the demo's database can be renewed.")
        try:
            tables = connection.introspection.table_names()
            # Stamped, or so empty that nobody can have signed in: a demo whose first start was cut short.
            is_demo = not tables or Installation.get("demo") != "" or not get_user_model().objects.exists()
        except DatabaseError:
            is_demo = False
        if not is_demo:
            raise CommandError("This database isn't stamped as a demo, so it stays as it is.")
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        else:
            connection.close()
            for file in settings.VAR.glob("alongside.sqlite3*"):
                file.unlink()
        for folder in (settings.UPLOADS, settings.VAR / "mail"):
            shutil.rmtree(folder, ignore_errors=True)
