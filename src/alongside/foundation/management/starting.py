"""Commands that the starter script calls: what stops them is told in a sentence, without a class name."""

import socket
import sys

from django.core.management.base import BaseCommand, CommandError

from alongside.foundation import address


class StartingCommand(BaseCommand):
    requires_system_checks = []

    def run_from_argv(self, argv):
        try:
            # Django prints the kind of error before its words, unless it is asked to let errors through.
            super().run_from_argv([*argv, "--traceback"])
        except CommandError as error:
            print(error, file=sys.stderr)
            sys.exit(1)


def check_port() -> None:
    """Raises CommandError with a sentence when nobody can listen where the server shall."""
    for place in address.bind():
        host, _, port = place.rpartition(":")
        family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host.strip("[]"), int(port)))
            except PermissionError:
                raise CommandError(f"Port {port} needs more rights. Choose another: --port 8000.") from None
            except OSError as error:
                raise CommandError(
                    f"Port {port} can't be used ({error.strerror}). Choose another: --port {int(port) + 1}."
                ) from None
