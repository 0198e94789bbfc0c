"""Jobs are rows that run once; ticks run even when one of them fails."""

import logging
import threading
import time
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from alongside.foundation import clock, jobs

ID = UUID("0190c3a0-0000-7000-8000-000000000001")


@pytest.fixture
def errand(monkeypatch):
    """Stands in for one of our functions; `calls` notes with what it was called."""

    class Errand:
        path = "alongside.foundation.clock.errand"
        calls: list = []
        answers: list = []

        def __call__(self, **ids):
            self.calls.append(ids)
            answer = self.answers.pop(0) if self.answers else None
            if isinstance(answer, Exception):
                raise answer
            return answer

    Errand.calls, Errand.answers = [], []
    made = Errand()
    monkeypatch.setattr(clock, "errand", made, raising=False)
    return made


@pytest.mark.both
@pytest.mark.django_db
def test_a_job_runs_once_with_its_ids_as_text(errand):
    jobs.enqueue(errand.path, upload_id=ID, batch=3)
    assert errand.calls == []
    assert jobs.run_pending() == 1
    assert jobs.run_pending() == 0
    assert errand.calls == [{"upload_id": str(ID), "batch": 3}]


@pytest.mark.django_db
def test_a_job_whose_cause_is_undone_never_runs(errand):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        jobs.enqueue(errand.path)
        raise ZeroDivisionError
    assert jobs.run_pending() == 0
    assert errand.calls == []


@pytest.mark.django_db
def test_a_job_that_answers_again_runs_again(errand):
    errand.answers = [jobs.AGAIN, jobs.AGAIN, None]
    jobs.enqueue(errand.path, n=1)
    assert jobs.run_pending() == 3


@pytest.mark.django_db
def test_a_job_for_later_waits(errand):
    jobs.enqueue(errand.path, after=clock.now() + timedelta(hours=1))
    assert jobs.run_pending() == 0


@pytest.mark.both
@pytest.mark.django_db
def test_a_failed_job_leaves_no_words_behind(errand, caplog):
    errand.answers = [ValueError("Nour Haddad is not a number")]
    jobs.enqueue(errand.path)
    with pytest.raises(jobs.JobFailed):
        jobs.run_pending()
    row = DBTaskResult.objects.get()
    assert "Nour" not in row.traceback + row.exception_class_path + caplog.text
    assert "ValueError" in caplog.text
    assert jobs.failed() == 1


@pytest.mark.django_db
def test_only_ids_travel_and_only_to_our_functions(errand):
    with pytest.raises(TypeError):
        jobs.enqueue(errand.path, words=["a name"])
    with pytest.raises(ValueError, match="not a function of ours"):
        jobs.enqueue("os.system", command=1)
    with pytest.raises(ImportError):
        jobs.enqueue("alongside.foundation.clock.nothing_here")


@pytest.mark.django_db
def test_a_job_whose_process_ended_runs_again_three_times_at_most(errand):
    jobs.enqueue(errand.path)
    for tried in range(1, jobs.TRIES + 1):
        row = DBTaskResult.objects.get()
        assert row.status == "READY"
        row.claim(f"process that ended {tried}")
        DBTaskResult.objects.update(started_at=clock.now() - timedelta(hours=1))
        jobs.tick()
    assert DBTaskResult.objects.get().status == "FAILED"


@pytest.mark.django_db
def test_finished_jobs_are_forgotten_after_two_weeks(errand):
    jobs.enqueue(errand.path)
    jobs.run_pending()
    jobs.tick()
    assert DBTaskResult.objects.count() == 1
    DBTaskResult.objects.update(finished_at=clock.now() - timedelta(days=15))
    jobs.tick()
    assert DBTaskResult.objects.count() == 0


@pytest.mark.django_db
def test_one_broken_tick_does_not_stop_the_others(errand, settings, caplog):
    settings.TICKS = ["alongside.nowhere.tick", errand.path]
    with caplog.at_level(logging.ERROR):
        jobs.tick()
    assert errand.calls == [{}]
    assert "alongside.nowhere" in caplog.text


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_the_worker_runs_jobs_and_ticks_and_stops_at_once(errand, settings):
    settings.TICKS = [errand.path]
    worker = jobs.Worker()
    worker.start()
    try:
        wait_until(lambda: errand.calls == [{}])
        jobs.enqueue(errand.path, n=1)
        wait_until(lambda: {"n": 1} in errand.calls)
    finally:
        before = time.monotonic()
        worker.stop(timeout=5)
    assert not worker.is_alive()
    assert time.monotonic() - before < 1


@pytest.mark.django_db(transaction=True)
def test_an_idle_worker_never_takes_the_writer(errand, settings):
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite's writer")
    settings.TICKS = []
    with transaction.atomic():
        worker = jobs.Worker()
        worker.start()
        time.sleep(0.3)
        worker.stop(timeout=1)
        assert not worker.is_alive(), "it waits for the writer"


def wait_until(fact, seconds=5):
    limit = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < limit, f"not within {seconds} s; threads: {threading.enumerate()}"
        time.sleep(0.02)
