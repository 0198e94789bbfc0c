"""How gunicorn serves Alongside: a configuration file in Python, given as `python:alongside.foundation.server`.

One process with threads, because SQLite's writer lock and the directory of names live in its memory.
"""

import os
import signal
import sys

from alongside.foundation import address

bind = address.bind()
workers = 1
worker_class = "gthread"
threads = int(os.environ.get("ALONGSIDE_THREADS", "8"))
keepalive = 5
# A person who presses Ctrl+C should not wait; every write is one short transaction.
graceful_timeout = 1
timeout = 60
# gunicorn would otherwise open a socket in the home folder that can steer the server.
control_socket_disable = True
# No access log: a line per page would tell who was where and when.
accesslog = None
errorlog = "-"
loglevel = "warning"
proc_name = "alongside"

#: Whoever says `nohup` wants the server to outlive the window.
outlives_window = signal.getsignal(signal.SIGHUP) == signal.SIG_IGN


def when_ready(server):
    """A closed window stops the server. gunicorn would start anew at that signal and go on where nobody sees it."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN if outlives_window else lambda *_: server.signal(signal.SIGTERM, None))


def post_worker_init(worker):
    """Start the job thread, and say where the product is, now that it can answer.

    Here and not earlier, because threads don't survive the fork that makes a worker.
    """
    from django.urls import get_resolver

    from alongside.foundation.jobs import Worker

    # Loads every page's code, so that the first visitor doesn't wait for it.
    _ = get_resolver().url_patterns
    worker.jobs = Worker()
    worker.jobs.start()
    if worker.age == 1:
        print(f"\nAlongside runs at {address.url()}\nStop it with Ctrl+C.", flush=True)


def worker_exit(server, worker):
    """Let the job in hand end."""
    if hasattr(worker, "jobs"):
        worker.jobs.stop(timeout=0.8)
    sys.stdout.flush()
