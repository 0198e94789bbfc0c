"""One server per data folder: a second process would escape the writer lock and the directory of names."""

import os
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import CommandError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None


def take() -> int | None:
    """Lock the data folder until this process and its children end. Returns the open file.

    Raises CommandError with a sentence when another server has it. The lock survives `exec`.
    """
    if fcntl is None:
        return None
    handle = os.open(settings.VAR / "server.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise CommandError(
            f"Alongside already runs on the data in {settings.VAR}. Stop that one first (Ctrl+C in its window)."
        ) from None
    os.set_inheritable(handle, True)
    return handle


@contextmanager
def held():
    """The same for the length of a block."""
    handle = take()
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)
