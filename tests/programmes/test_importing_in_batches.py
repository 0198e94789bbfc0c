"""Taking in by batches: nobody visible before the last, nobody twice, whatever breaks off; and undo, which spares who was used."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation import clock, jobs
from alongside.people.models import Area, Person
from alongside.programmes.access import NotAllowed
from alongside.programmes.actions import importing
from alongside.programmes.actions.importing import files, taking, tidying
from alongside.programmes.models import Enrolment, ImportedRow, ImportRun, ScreeningStep
from tests import cast
from tests.programmes.importing import brought_in, form_of, names, page, send, settled, take

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def story(today, settings, tmp_path):
    settings.UPLOADS = tmp_path
    return cast.assemble()


@pytest.fixture
def ines(client, story):
    client.force_login(story.ines)
    return client


def many(count: int) -> str:
    return "Name,E-mail,Sprachen,Frei,Ort\n" + "".join(
        f"Person {'abcdefghij'[n % 10]}{n},p{n}@example.org,Arabisch; Deutsch B1,Di abend,Ort {n % 7}\n" for n in range(count)
    )


def begun(client, story, count: int, side="mentee") -> ImportRun:
    """A run that has begun and of which no batch is in yet."""
    run = settled(client, many(count), story.programme, side)
    answer = client.post(page("columns", run), form_of(client, run) | {"take": "yes"})
    assert answer.url == page("run", run)
    return ImportRun.objects.get(pk=run.pk)


def test_nobody_is_visible_before_the_last_row(ines, story):
    run = begun(ines, story, 450)
    assert importing.take_batch(run.pk) == jobs.AGAIN
    run.refresh_from_db()
    assert (run.rows_done, run.finished_at) == (200, None)
    assert Enrolment.include_unfinished.filter(imported_in=run).count() == 200
    assert not Enrolment.objects.filter(imported_in=run).exists()
    assert "Person a0" not in ines.get(reverse("programmes:people")).content.decode()
    assert "200 of 450 rows" in ines.get(page("run", run)).content.decode()
    assert ines.get(page("state", run)).json() == {"done": 200, "total": 450, "words": "200 of 450 rows", "over": False}
    jobs.run_pending()
    assert Enrolment.objects.filter(imported_in=run).count() == 450
    assert ines.get(page("state", run)).json()["over"] is True
    assert Area.objects.filter(name__startswith="Ort").count() == 7


def test_a_batch_that_breaks_off_leaves_nothing_and_goes_on_where_it_stopped(ines, story, monkeypatch):
    run = begun(ines, story, 250)
    importing.take_batch(run.pk)
    broken = taking._Batch.write

    def stops(batch):
        broken(batch)
        raise ValueError("the power went")

    monkeypatch.setattr(taking._Batch, "write", stops)
    importing.take_batch(run.pk)
    monkeypatch.setattr(taking._Batch, "write", broken)
    run.refresh_from_db()
    assert run.rows_done == 200 and "It stopped on the way" in ines.get(page("run", run)).content.decode()
    ines.post(page("go_on", run), {})
    jobs.run_pending()
    assert Enrolment.objects.filter(imported_in=run).count() == 250 == run.rows.count()


def test_a_job_that_runs_twice_takes_nobody_in_twice(ines, story):
    run = begun(ines, story, 250)
    stale = ImportRun.objects.select_related("by", "programme__organisation").get(pk=run.pk)
    lines, at = files.results_from(run.pk, 0, 200)
    batch = taking._Batch(stale)
    for line in lines:
        batch.add(line)
    importing.take_batch(run.pk)
    assert taking._write(stale, batch, len(lines), at) == jobs.AGAIN
    jobs.run_pending()
    jobs.run_pending()
    importing.take_batch(run.pk)
    assert Enrolment.objects.filter(imported_in=run).count() == 250


def test_a_batch_costs_the_same_number_of_statements_whatever_its_size(ines, story):
    costs = []
    for count in (20, 200):
        run = begun(ines, story, count)
        with CaptureQueriesContext(connection, ) as queries:
            importing.take_batch(run.pk)
        costs.append(len(queries))
        importing.undo(run=run, by=story.principal(story.ines))
        jobs.run_pending()
    # The first makes seven areas; lists longer than SQLite's limit of variables are cut into several statements.
    assert costs[1] <= costs[0] + 20 and costs[0] < 80, costs


def test_only_one_sheet_of_a_programme_is_taken_in_at_a_time(ines, story):
    begun(ines, story, 3)
    other = settled_without_jobs(ines, story)
    answer = ines.post(page("columns", other), form_of(ines, other) | {"take": "yes"})
    assert "Another sheet is being taken in just now." in answer.content.decode()


def settled_without_jobs(client, story):
    answer = send(client, "Name\nAna\n")
    client.post(answer.url, {"programme": story.programme.pk, "side": "mentor", "stand": "applied"})
    return ImportRun.objects.get(pk=answer.url.split("/")[-3])


def test_somebody_who_came_meanwhile_makes_a_new_trial_due(ines, story):
    run = settled(ines, many(3), story.programme, "mentee")
    sent = form_of(ines, run) | {"take": "yes"}
    cast.enrolled(cast.person(story.organisation, "Person a0"), story.programme, "mentee")
    answer = ines.post(page("columns", run), sent)
    assert answer.url.endswith("#trial") and not ImportRun.objects.get(pk=run.pk).started_at
    assert ImportRun.objects.get(pk=run.pk).columns["trial"]["counts"]["ask"] == 1


def test_a_large_sheet_is_read_by_the_worker(ines, story, monkeypatch):
    monkeypatch.setattr(files, "SMALL", 10)
    answer = send(ines, many(30))
    assert "Reading the file" in ines.get(answer.url).content.decode()
    jobs.run_pending()
    assert "These headings were found" in ines.get(answer.url).content.decode()
    pk = answer.url.split("/")[-3]
    ines.post(answer.url, {"programme": story.programme.pk, "side": "mentor", "stand": "applied"})
    run = ImportRun.objects.get(pk=pk)
    assert "Trying every row" in ines.get(page("columns", run)).content.decode()
    jobs.run_pending()
    assert "30 of 30 rows are ready" in " ".join(ines.get(page("columns", run)).content.decode().split())


def test_a_large_file_that_is_no_list_says_so_on_its_page(ines, story, monkeypatch):
    monkeypatch.setattr(files, "SMALL", 10)
    answer = send(ines, b"%PDF-1.7 and more of it")
    jobs.run_pending()
    assert "This is a PDF" in ines.get(answer.url).content.decode()


# ── undo ─────────────────────────────────────────────────────────────────────────────────
def undone(client, run) -> ImportRun:
    client.post(page("undo", run), {})
    jobs.run_pending()
    return ImportRun.objects.get(pk=run.pk)


def test_undo_removes_everything_that_came_in(ines, story):
    before = names(), Enrolment.include_unfinished.count()
    run = undone(ines, brought_in(ines, many(250), story.programme))
    assert (names(), Enrolment.include_unfinished.count()) == before
    assert run.undone_at and run.file_deleted_at and not files.folder(run.pk).exists()
    assert run.mapping == {} and all(row.data == {} and row.problems == [] for row in run.rows.all())
    assert "The sheet was undone" in ines.get(page("run", run)).content.decode()


@pytest.mark.parametrize("how", ["edited", "screened", "decided", "invited", "account", "elsewhere", "adult", "consent"])
def test_undo_spares_whoever_has_been_used_since(ines, story, how):
    run = brought_in(ines, "Name,E-mail\nAna,ana@example.org\nEva,eva@example.org\n", story.programme)
    ana = next(p for p in Person.objects.all() if p.name == "Ana")
    place = ana.enrolments.get()
    with time_machine.travel(clock.now() + timedelta(hours=1)):
        _use(how, ana, place, story, ines)
    run = undone(ines, run)
    assert "Ana" in names() and "Eva" not in names()
    text = ines.get(page("run", run)).content.decode()
    assert "These people stayed" in text and "Ana" in text
    assert Enrolment.objects.filter(pk=place.pk).exists()


def _use(how, ana, place, story, client):
    from alongside.people import actions as people_actions
    from alongside.people.models import Consent
    from alongside.programmes.actions.enrolment import move
    from alongside.programmes.models import Invitation

    rui = story.principal(story.rui)
    if how == "edited":
        people_actions.edit_person(person=ana, by=rui, expected_version=1, wishes="long walks")
    elif how == "screened":
        ScreeningStep.objects.create(enrolment=place, kind="interview")
    elif how == "decided":
        move(enrolment=place, state="screening", by=rui)
    elif how == "invited":
        Invitation.objects.create(
            person=ana, programme=story.programme, organisation=story.organisation, role="mentor", email="ana@example.org",
            token_hash="x", expires_at=clock.now(), invited_by=story.rui,
        )  # fmt: skip
    elif how == "account":
        cast.account("ana@example.org", person=ana)
    elif how == "elsewhere":
        cast.enrolled(ana, story.programme, "mentee")
    elif how == "adult":
        people_actions.confirm_adult(person=ana, by=rui)
    else:
        Consent.objects.create(person=ana, purpose="mentoring", wording="1", language="en")


def test_undo_of_somebody_who_was_here_takes_back_only_what_the_sheet_added(ines, story):
    here = cast.person(story.organisation, "Ana", languages=(), free=(), birth_year=None, wishes="walks")
    cast.enrolled(here, story.programme, "mentee")
    run = settled(ines, "Name,Languages,Year of birth,Wishes\nAna Silva,English,1990,music\nEva,Arabic,1991,tea\n", story.programme)
    run.columns["decisions"] = {}
    lines = list(files.results(files.folder(run.pk)))
    lines[0] |= {"k": "ask", "w": [str(here.pk)], "b": ["name", "reach"]}
    files.write_results(files.folder(run.pk), lines)
    run.columns["decide_all"] = "same"
    run.columns["trial"]["counts"] = {"ready": 1, "ask": 1, "refused": 0, "same": 0}
    run.save()
    run = take(ines, run)
    here.refresh_from_db()
    assert (here.birth_year, here.wishes, here.languages.get().tag) == (1990, "walks", "en")
    assert here.enrolments.filter(side="mentor").exists()
    undone(ines, run)
    here.refresh_from_db()
    assert (here.birth_year, here.wishes, here.languages.count()) == (None, "walks", 0)
    assert list(here.enrolments.values_list("side", flat=True)) == ["mentee"]


def test_undo_of_a_run_that_stopped_halfway(ines, story):
    run = begun(ines, story, 250)
    importing.take_batch(run.pk)
    ImportRun.objects.filter(pk=run.pk).update(failed_with="It stopped.")
    run = undone(ines, run)
    assert run.undone_at and not Enrolment.include_unfinished.filter(imported_in=run).exists()


def test_undo_pressed_twice_and_by_a_stranger(client, story):
    client.force_login(story.ines)
    run = brought_in(client, "Name\nAna\n", story.programme)
    client.force_login(story.kateryna)
    assert client.post(page("undo", run), {}).status_code == 404
    with pytest.raises(NotAllowed):
        importing.undo(run=run, by=story.principal(story.kateryna))
    client.force_login(story.rui)
    client.post(page("undo", run), {})
    client.post(page("undo", run), {})
    jobs.run_pending()
    assert "Ana" not in names()


def test_after_two_weeks_the_file_is_gone_and_undo_is_over(ines, story):
    run = brought_in(ines, "Name,E-mail\nAna,ana@example.org\nEva,eva@\n", story.programme)
    tidying.tidy()
    assert files.exists(run.pk)
    with time_machine.travel(clock.now() + timedelta(days=15)):
        tidying.tidy()
        run.refresh_from_db()
        assert not files.folder(run.pk).exists() and run.file_deleted_at
        assert all(row.data == {} and row.problems == [] for row in ImportedRow.objects.filter(run=run))
        ines.force_login(story.ines)
        ines.post(page("undo", run), {})
        jobs.run_pending()
        assert "Ana" in names()
        assert "The file has been deleted." in ines.get(page("run", run)).content.decode()
        assert ines.get(page("others", run)).status_code == 404


def test_a_sheet_that_nobody_took_in_is_forgotten_after_a_week(ines, story):
    run = settled(ines, "Name\nAna\n", story.programme)
    with time_machine.travel(clock.now() + timedelta(days=8)):
        tidying.tidy()
    assert not ImportRun.objects.exists() and not files.folder(run.pk).exists()


def test_the_tick_is_cheap_while_nothing_is_due(story, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        tidying.tidy()
