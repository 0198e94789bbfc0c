"""The connection: pragmas for durability and secrecy, and the writer lock."""

import os
import threading
from collections import defaultdict

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

Database = base.Database

# From 3.7.0 two connections that write or checkpoint a write-ahead log together could, rarely, corrupt
# the file; mended in 3.51.3 (sqlite.org/wal.html, "the WAL-reset bug").
FIRST_SOUND_WAL = (3, 51, 3)
# Seconds that a writer waits for another before the person gets an error.
PATIENCE = 20

_locks: dict[str, threading.Lock] = defaultdict(threading.Lock)
# A child process starts without its parent's transactions, so without the parent's locks.
os.register_at_fork(after_in_child=_locks.clear)


def pragmas(version: tuple[int, int, int], synchronous: str | None = None) -> dict[str, str]:
    """The settings of each new connection for this version of the library.

    A write-ahead log on a sound library; otherwise a rollback journal, where only EXTRA survives a power
    cut with every acknowledged row. An older library refuses Django's JSON columns under
    `trusted_schema=OFF`, so it keeps the default there.
    """
    sound = version >= FIRST_SOUND_WAL
    return {
        "journal_mode": "wal" if sound else "delete",
        "synchronous": synchronous or ("FULL" if sound else "EXTRA"),
        "secure_delete": "ON",
        "mmap_size": "0",
        "temp_store": "MEMORY",
        **({"trusted_schema": "OFF"} if sound else {}),
    }


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's SQLite connection, whose transactions queue for one lock per file and process.

    SQLite has one writer. Without the lock, threads poll the file's own lock and the unlucky wait for
    seconds; with it they stand in line. `atomic()` begins a writing transaction at once, so it can't fail
    halfway. Single statements outside `atomic()`, and other processes, fall back on the file's lock.
    """

    holds_writer = False

    def get_connection_params(self):
        """Options of ours: `synchronous` (tests only). The rest goes to Django."""
        params = super().get_connection_params()
        self.synchronous = params.pop("synchronous", None)
        self.transaction_mode = self.transaction_mode or "IMMEDIATE"
        params.setdefault("timeout", PATIENCE)
        return params

    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        wanted = pragmas(Database.sqlite_version_info, self.synchronous)
        journal = wanted.pop("journal_mode")
        # Changing the journal needs the file for itself, so only ask when it differs.
        if connection.execute("PRAGMA journal_mode").fetchone()[0] not in (journal, "memory"):
            connection.execute(f"PRAGMA journal_mode={journal}")
        for name, value in wanted.items():
            connection.execute(f"PRAGMA {name}={value}")
        return connection

    def _start_transaction_under_autocommit(self):
        if not self.holds_writer:
            if not self._writer().acquire(timeout=PATIENCE):
                raise OperationalError(f"database is locked: another transaction held it for {PATIENCE} seconds")
            self.holds_writer = True
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._release()
            raise

    def _commit(self):
        super()._commit()
        self._release()

    def _rollback(self):
        try:
            super()._rollback()
        finally:
            self._release()

    def _close(self):
        try:
            super()._close()
        finally:
            self._release()

    def _writer(self) -> threading.Lock:
        return _locks[str(self.settings_dict["NAME"])]

    def _release(self):
        if self.holds_writer:
            self.holds_writer = False
            self._writer().release()
