"""The SQLite backend on a real file, with real threads."""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connections, transaction

from alongside.foundation.sqlite_backend import base

ALIAS = "scratch"


@pytest.fixture
def scratch(tmp_path, django_db_blocker):
    """A second database in a file of its own, closed and forgotten after the test."""
    connections.databases[ALIAS] = connections.configure_settings(
        {
            "default": {},
            ALIAS: {
                "ENGINE": "alongside.foundation.sqlite_backend",
                "NAME": str(tmp_path / "scratch.sqlite3"),
            },
        }
    )[ALIAS]
    with django_db_blocker.unblock():
        with connections[ALIAS].cursor() as cursor:
            cursor.execute("CREATE TABLE line (writer integer, number integer)")
        yield connections[ALIAS]
        connections[ALIAS].close()
    del connections[ALIAS]
    del connections.databases[ALIAS]


def write(writer: int, number: int) -> None:
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("INSERT INTO line VALUES (%s, %s)", [writer, number])


def count() -> int:
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM line")
        return cursor.fetchone()[0]


def in_a_thread(work):
    """Run `work` in a thread with a connection of its own; its result or its error comes back."""

    def run():
        try:
            return work()
        finally:
            connections[ALIAS].close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result(timeout=30)


def test_sixteen_threads_write_fifty_rows_each_and_none_is_lost(scratch):
    errors = []

    def work(writer):
        try:
            for number in range(50):
                with transaction.atomic(using=ALIAS):
                    write(writer, number)
        except Exception as error:
            errors.append(error)
        finally:
            connections[ALIAS].close()

    threads = [threading.Thread(target=work, args=[n]) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    assert count() == 16 * 50


def test_an_inner_block_keeps_the_lock_until_the_outer_one_ends(scratch):
    with transaction.atomic(using=ALIAS):
        with transaction.atomic(using=ALIAS):
            write(1, 1)
        assert scratch.holds_writer
        with pytest.raises(ZeroDivisionError), transaction.atomic(using=ALIAS):
            write(1, 2)
            raise ZeroDivisionError
        assert scratch.holds_writer
    assert not scratch.holds_writer
    assert count() == 1


def test_the_lock_is_free_again_after_an_exception(scratch):
    with pytest.raises(ZeroDivisionError), transaction.atomic(using=ALIAS):
        write(1, 1)
        raise ZeroDivisionError
    assert not scratch.holds_writer

    def another():
        with transaction.atomic(using=ALIAS):
            write(2, 1)

    in_a_thread(another)
    assert count() == 1


def test_the_lock_is_free_again_after_closing_inside_a_transaction(scratch):
    with transaction.atomic(using=ALIAS):
        write(1, 1)
        scratch.close()
        assert not scratch.holds_writer
        in_a_thread(lambda: write(2, 1))
    assert count() == 1


def test_who_waits_too_long_gets_an_error_and_does_not_keep_the_lock(scratch, monkeypatch):
    monkeypatch.setattr(base, "PATIENCE", 0.05)

    def impatient():
        with transaction.atomic(using=ALIAS):
            pass

    with transaction.atomic(using=ALIAS), pytest.raises(OperationalError, match="locked"):
        in_a_thread(impatient)
    in_a_thread(impatient)


def test_readers_do_not_wait_for_the_writer(scratch):
    write(1, 1)
    with transaction.atomic(using=ALIAS):
        write(1, 2)
        if pragma("journal_mode") == "wal":
            assert in_a_thread(count) == 1


def pragma(name: str):
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]


def test_each_connection_has_the_promised_pragmas(scratch):
    sound = base.Database.sqlite_version_info >= base.FIRST_SOUND_WAL
    assert pragma("journal_mode") == ("wal" if sound else "delete")
    assert pragma("synchronous") == (2 if sound else 3)
    assert pragma("foreign_keys") == 1
    assert pragma("secure_delete") == 1
    assert pragma("trusted_schema") == (0 if sound else 1)
    assert pragma("mmap_size") == 0
    assert pragma("busy_timeout") == base.PATIENCE * 1000


@pytest.mark.parametrize(
    ("version", "journal", "synchronous"),
    [
        ((3, 40, 1), "delete", "EXTRA"),
        ((3, 51, 2), "delete", "EXTRA"),
        ((3, 51, 3), "wal", "FULL"),
        ((3, 53, 4), "wal", "FULL"),
    ],
)
def test_an_affected_library_gets_no_write_ahead_log(version, journal, synchronous):
    chosen = base.pragmas(version)
    assert (chosen["journal_mode"], chosen["synchronous"]) == (journal, synchronous)


def test_the_newer_library_is_the_one_django_uses():
    pysqlite3 = pytest.importorskip("pysqlite3", reason="no wheel for this machine", exc_type=ImportError)
    assert base.Database is pysqlite3.dbapi2
    assert sys.modules["sqlite3"] is pysqlite3
