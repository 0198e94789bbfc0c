"""The one place for work outside a request: jobs that run once, and ticks that run every half minute.

A job is a row, written in the caller's transaction, so that it exists if and only if its cause does. One
thread of the web process runs jobs one after another (on SQLite a second process would escape the
writer lock). A job may run twice if the machine stops under it, so it must be harmless to repeat; work
of more than a few seconds is cut into batches, each of which ends with `return jobs.AGAIN`.

    jobs.enqueue("alongside.programmes.actions.import_batch", upload_id=upload.pk)
"""

import logging
import os
import threading
import time
import traceback
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import close_old_connections, connection, connections, transaction
from django.utils.module_loading import import_string
from django_tasks import task

from alongside.foundation import clock

log = logging.getLogger("alongside.jobs")

# What a job returns when there is more of the same to do: it goes to the end of the queue.
AGAIN = "again"
TICK_SECONDS = 30
IDLE_SECONDS = 1
# A job that still "runs" after this long lost its process; it is tried again, three times in all.
LOST_AFTER = timedelta(minutes=15)
TRIES = 3
KEPT_FOR = timedelta(days=14)

_wake = threading.Event()


class JobFailed(Exception):
    """A job ended with an error. Says which job and which kind of error, never the error's words."""


def enqueue(path: str, *, after: datetime | None = None, **ids: str | int | UUID) -> None:
    """Have the function at the dotted `path` called soon (not before `after`) with `ids` as strings or numbers.

    Only ids, because the row stays readable for two weeks. Part of the caller's transaction.
    """
    if not path.startswith("alongside."):
        raise ValueError(f"not a function of ours: {path}")
    import_string(path)
    for name, value in ids.items():
        if not isinstance(value, str | int | UUID):
            raise TypeError(f"{name} is not an id: jobs carry ids only")
    plain = {name: str(value) if isinstance(value, UUID) else value for name, value in ids.items()}
    run_job.using(run_after=after).enqueue(path, plain)
    transaction.on_commit(_wake.set)


@task()
def run_job(path: str, ids: dict) -> None:
    """Call one of our functions. An error is logged by place and kind: its words could hold a name."""
    try:
        again = import_string(path)(**ids) == AGAIN
    except Exception as error:
        log.error("job %s: %s", path, _where(error))
        raise JobFailed(f"{path}: {type(error).__name__}") from None
    if again:
        enqueue(path, **ids)


def run_pending(limit: int = 10_000) -> int:
    """Run what is due now in this thread, until nothing is left. Returns how many jobs ran.

    For tests and commands. Raises `JobFailed` at the first job that fails.
    """
    for number in range(limit):
        done = _run_next()
        if done is None:
            return number
        if done.status == "FAILED":
            raise JobFailed(done.args_kwargs["args"][0])
    return limit


def failed(within: timedelta = KEPT_FOR) -> int:
    """How many jobs failed lately, for the page that tells people so."""
    return _rows().failed().filter(finished_at__gte=clock.now() - within).count()


def tick() -> None:
    """Call each function of `settings.TICKS` once; one that fails doesn't stop the others. Tidies the queue."""
    for path in settings.TICKS:
        try:
            import_string(path)()
        except Exception as error:
            log.error("tick %s: %s", path, _where(error))
    _requeue_lost(LOST_AFTER)
    old = _rows().finished().filter(finished_at__lt=clock.now() - KEPT_FOR)
    # Asked first, because a delete takes the writer even when it finds nothing.
    if old.exists():
        old.delete()


class Worker(threading.Thread):
    """The thread that runs jobs and ticks until `stop`."""

    def __init__(self):
        super().__init__(name="jobs", daemon=True)
        self._stopping = threading.Event()

    def run(self) -> None:
        next_tick = 0.0
        first = True
        while not self._stopping.is_set():
            idle = True
            try:
                close_old_connections()
                if first and connection.vendor == "sqlite":
                    # One process: whatever ran when it ended cannot be running now.
                    _requeue_lost(timedelta(0))
                first = False
                if time.monotonic() >= next_tick:
                    next_tick = time.monotonic() + TICK_SECONDS
                    tick()
                idle = _run_next() is None
            except Exception as error:
                log.error("job worker: %s", _where(error))
            if idle:
                _wake.wait(IDLE_SECONDS)
                _wake.clear()
        connections.close_all()

    def stop(self, timeout: float = 1) -> None:
        """End after the job in hand; wait for that at most `timeout` seconds."""
        self._stopping.set()
        _wake.set()
        self.join(timeout)


def _rows():
    # Imported late: this module is imported by models of ours before all apps are loaded.
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.filter(backend_name="default")


def _run_next():
    """Run the next due job. Returns its row, or None when nothing is due."""
    from django_tasks_db.management.commands.db_worker import Worker as Runner

    # A plain read first: the library's own loop would take the writer every second.
    if not _rows().ready().exists():
        return None
    with transaction.atomic():
        row = _rows().ready().get_locked()
        if row is None:
            return None
        row.claim(f"process-{os.getpid()}")
    runner = Runner(
        queue_names=["*"],
        interval=IDLE_SECONDS,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=f"process-{os.getpid()}",
        excluded_queue_names=[],
    )
    runner.run_task(row)
    return row


def _requeue_lost(after: timedelta) -> None:
    """Put jobs whose process ended back into the queue; the third time, call them failed."""
    for row in _rows().running().filter(started_at__lte=clock.now() - after):
        if len(row.worker_ids) < TRIES:
            row.status = "READY"
            row.save(update_fields=["status"])
        else:
            row.set_failed(JobFailed(f"{row.args_kwargs['args'][0]}: lost {TRIES} times"))


def _where(error: Exception) -> str:
    """The kind of an error and the way to it, without its words."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    way = " > ".join(f"{os.path.basename(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__name__} at {way}"
