import os
import socket
import sys

from django.core.management.base import CommandError
from django.db import connections

from alongside.foundation import address, server_lock
from alongside.foundation.management.starting import StartingCommand


class Command(StartingCommand):
    help = "Serve Alongside with gunicorn, and run its jobs, until a signal. `./alongside run` prepares and calls this."

    def handle(self, **options):
        self.check_port()
        server_lock.take()
        connections.close_all()
        arguments = ["-m", "gunicorn", "-c", "python:alongside.foundation.server", "alongside.site.wsgi:application"]
        # In place of this process, so that a signal to `./alongside` reaches gunicorn itself.
        os.execv(sys.executable, [sys.executable, *arguments])

    def check_port(self) -> None:
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
