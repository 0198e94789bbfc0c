"""Commands that the starter script calls: what stops them is told in a sentence, without a class name."""

import sys

from django.core.management.base import BaseCommand, CommandError


class StartingCommand(BaseCommand):
    requires_system_checks = []

    def run_from_argv(self, argv):
        try:
            # Django prints the kind of error before its words, unless it is asked to let errors through.
            super().run_from_argv([*argv, "--traceback"])
        except CommandError as error:
            print(error, file=sys.stderr)
            sys.exit(1)
