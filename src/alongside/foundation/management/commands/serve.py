import os
import sys

from django.db import connections

from alongside.foundation import server_lock
from alongside.foundation.management.starting import StartingCommand, check_port


class Command(StartingCommand):
    help = "Serve Alongside with gunicorn, and run its jobs, until a signal. `./alongside run` prepares and calls this."

    def handle(self, **options):
        server_lock.take()
        check_port()
        connections.close_all()
        arguments = ["-m", "gunicorn", "-c", "python:alongside.foundation.server", "alongside.site.wsgi:application"]
        # In place of this process, so that a signal to `./alongside` reaches gunicorn itself.
        os.execv(sys.executable, [sys.executable, *arguments])
