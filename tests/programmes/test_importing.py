"""Bringing a sheet in through the pages: what comes in, what stays out, and what is asked."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from alongside.foundation import jobs
from alongside.people.models import Person
from alongside.programmes.actions.importing import files
from alongside.programmes.models import Enrolment, ImportedRow, ImportRun, RememberedMapping
from tests import cast
from tests.programmes.importing import (
    MESSY,
    REAL,
    brought_in,
    form_of,
    names,
    page,
    send,
    settled,
    take,
    xlsx,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def story(today, settings, tmp_path):
    settings.UPLOADS = tmp_path
    return cast.assemble()


@pytest.fixture
def ines(client, story):
    client.force_login(story.ines)
    return client


def person(name) -> Person:
    return next(p for p in Person.objects.all() if p.name == name)


def word_field(client, run, text) -> str:
    form = client.get(page("columns", run)).context["form"]
    return next(name for name, field in form.fields.items() if text in str(field.label))


def test_a_messy_sheet_is_read_and_every_problem_named(ines, story):
    run = settled(ines, MESSY, story.programme)
    text = ines.get(page("columns", run)).content.decode()
    assert "3 of 6 rows are ready" in " ".join(text.split())
    assert "has no ending" in text and "could not be read as days and hours" in text
    assert "Religion is never taken in" in text and "2 words to settle" not in text and "1 word to settle" in text
    assert names() == {"Samira Haddad", "نور الحسيني"}, "a trial saves nobody"


def test_a_word_is_settled_once_for_all_rows(ines, story):
    run = settled(ines, MESSY, story.programme)
    sent = form_of(ines, run) | {word_field(ines, run, "Kurd"): "kmr", word_field(ines, run, "nach Absprache"): "", "try": "yes"}
    ines.post(page("columns", run), sent)
    run = take(ines, ImportRun.objects.get(pk=run.pk))
    rojda, baran = person("Rojda Demir"), person("Baran Kaya")
    assert rojda.languages.get().tag == baran.languages.get().tag == "kmr"
    assert rojda.free_times.exists() and not baran.free_times.exists() and not baran.availability_known
    assert run.finished_at and run.rows.filter(outcome="taken").count() == 5


def test_what_tells_of_a_left_out_value_is_nowhere(ines, story):
    run = settled(ines, MESSY, story.programme)
    at = run.columns["headings"].index("Über mich")
    assert "stays out" in ines.get(page("columns", run)).content.decode()
    ines.post(page("columns", run), form_of(ines, run) | {f"c{at}": "about", "try": "yes"})
    run = ImportRun.objects.get(pk=run.pk)
    assert "These cells are left empty" in ines.get(page("columns", run)).content.decode()
    take(ines, run)
    assert person("Jana Weiß").about == "Ich koche gern"
    assert person("Luís Brandão").about == ""


def test_a_sensitive_column_cannot_be_mapped(ines, story):
    run = settled(ines, MESSY, story.programme)
    at = run.columns["headings"].index("Religion")
    take(ines, run, **{f"c{at}": "about"})
    assert not any("Bahai" in p.about for p in Person.objects.all())


@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_the_real_sheets_come_in_whole(ines, story, side):
    content = (REAL / f"{side}s.csv").read_bytes()
    run = settled(ines, content, story.programme, side)
    run = take(ines, run)
    assert run.rows.filter(outcome="taken").count() == 50
    assert Enrolment.objects.filter(imported_in=run, side=side).count() == 50


def test_a_name_and_an_address_are_enough(ines, story):
    brought_in(ines, "Name,E-mail\nTesfay Haile,tesfay@example.org\n", story.programme, "mentee")
    tesfay = person("Tesfay Haile")
    assert tesfay.gender_wish == "" and tesfay.is_adult is None and not tesfay.availability_known
    enrolment = tesfay.enrolments.get()
    assert (enrolment.online_ok, enrolment.source, enrolment.states.get().state) == (None, "sheet", "applied")
    assert ines.get(reverse("programmes:person", args=[enrolment.pk])).status_code == 200


def test_the_same_for_all_rows_fills_what_a_row_leaves_open(ines, story):
    run = settled(ines, "Name,Sprachen\nAna,Arabic\nEva,\n", story.programme)
    same = {"language": "en", "level": "C1", "availability": "Tue evening", "online_ok": "yes", "gender_wish": "any", "adult": "on"}
    ines.post(page("columns", run), form_of(ines, run) | same | {"try": "yes"})
    take(ines, ImportRun.objects.get(pk=run.pk))
    ana, eva = person("Ana"), person("Eva")
    assert set(ana.languages.values_list("tag", flat=True)) == {"ar"}
    assert list(eva.languages.values_list("tag", "level")) == [("en", "C1")]
    assert list(ana.free_times.values_list("weekday", "start", "end")) == [(1, 1020, 1260)]
    assert ana.gender_wish == "any" and ana.adult_confirmed_by == story.ines and ana.enrolments.get().online_ok is True


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [({"level": "B1"}, "Choose the language that this level belongs to."), ({"availability": "sometimes"}, "could not be read as days"),
     ({"c0": "faith"}, "Choose one from the list.")],
)  # fmt: skip
def test_a_mistake_in_the_columns_is_told(ines, story, typed, sentence):
    run = settled(ines, MESSY, story.programme)
    answer = ines.post(page("columns", run), form_of(ines, run) | typed)
    assert answer.status_code == 200 and sentence in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [(b"", "a.csv", "The file is empty"), (b"%PDF-1.7", "a.pdf", "This is a PDF"), (b"\x00\x01\x02", "a.bin", ""),
     (b"PK\x03\x04rubbish", "a.xlsx", "damaged"), (b"only one line", "a.csv", "")],
)  # fmt: skip
def test_a_file_that_is_no_list_is_refused_with_a_sentence(ines, story, tmp_path, content, name, sentence):
    answer = send(ines, content, name)
    assert answer.status_code == 200
    assert sentence in answer.content.decode() and "Error:" in answer.content.decode()
    assert not ImportRun.objects.exists()
    assert not list(tmp_path.iterdir()), "the refused upload lies about"


def test_a_sheet_without_a_name_column_says_so(ines, story):
    run = settled(ines, "Colour,Number\nblue,4\nred,5\n", story.programme)
    text = ines.get(page("columns", run)).content.decode()
    assert "No column is the name yet." in text and "Take in the" not in text


def test_a_changed_column_is_tried_before_it_is_taken(ines, story):
    run = settled(ines, "Name,Wohnort\nAna,Bonfim\n", story.programme)
    answer = ines.post(page("columns", run), form_of(ines, run) | {"c1": "leave_out", "take": "yes"})
    assert answer.url == page("columns", run) + "#trial"
    assert not ImportRun.objects.get(pk=run.pk).started_at


def test_two_clicks_take_everybody_in_once(ines, story):
    run = settled(ines, "Name,E-mail\nAna,ana@example.org\n", story.programme)
    sent = form_of(ines, run) | {"take": "yes"}
    assert ines.post(page("columns", run), sent).url == ines.post(page("columns", run), sent).url == page("run", run)
    ines.post(page("columns", run), sent | {"idempotency_key": "3f0c7e2a-5d0e-4d0e-9b52-0b1c8b7c6a11"})
    jobs.run_pending()
    assert sum(p.name == "Ana" for p in Person.objects.all()) == 1


def test_a_file_sent_twice_is_one_run(ines, story, tmp_path):
    sent = {"idempotency_key": "3f0c7e2a-5d0e-4d0e-9b52-0b1c8b7c6a11"}
    urls = {ines.post(reverse("programmes:import_new"), sent | {"file": io.BytesIO(b"Name,Town\nAna,X\n")}).url for _i in range(2)}
    assert len(urls) == 1 and ImportRun.objects.count() == 1
    assert len(list(tmp_path.iterdir())) == 1


def test_the_same_file_again_changes_nothing(ines, story):
    brought_in(ines, (REAL / "mentors.csv").read_bytes(), story.programme)
    before = set(Person.objects.values_list("pk", "version", "changed_at")), Enrolment.objects.count()
    run = settled(ines, (REAL / "mentors.csv").read_bytes(), story.programme)
    text = " ".join(ines.get(page("columns", run)).content.decode().split())
    assert "<b>50 rows are here already</b>" in text and "There is nothing to take in" in text
    run = take(ines, run)
    assert (set(Person.objects.values_list("pk", "version", "changed_at")), Enrolment.objects.count()) == before
    assert set(run.rows.values_list("outcome", flat=True)) == {"same"}


def test_the_mapping_is_remembered_for_the_next_sheet(ines, story):
    run = settled(ines, "Wer,Spalte X\nAna,Bonfim\n", story.programme)
    ines.post(page("columns", run), form_of(ines, run) | {"c0": "name", "c1": "area", "try": "yes"})
    take(ines, ImportRun.objects.get(pk=run.pk))
    assert RememberedMapping.objects.get().organisation == story.organisation
    again = settled(ines, "SPALTE X,Wer\nCedofeita,Eva\n", story.programme)
    assert again.mapping["columns"] == {"SPALTE X": "area", "Wer": "name"}


def test_the_rows_to_correct_come_back_as_a_workbook_and_can_be_brought_in(ines, story):
    run = brought_in(ines, "Name,E-mail\nAna,ana@\n=Eva,eva@example.org\n,x@example.org\n", story.programme)
    answer = ines.get(page("others", run))
    assert answer["Content-Disposition"] == 'attachment; filename="rows-to-correct.xlsx"'
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(answer.content)).active.rows]
    assert rows[0] == ["Name", "E-mail", "Row", "Reason"] and [row[2] for row in rows[1:]] == ["2", "4"]
    assert "has no ending" in rows[1][3] and "There is no name" in rows[2][3]
    rows[1][1] = "ana@example.org"
    again = brought_in(ines, xlsx(*rows[:2]), story.programme)
    assert again.rows.filter(outcome="taken").count() == 1 and "Ana" in names()


def test_everything_a_row_says_is_written_down(ines, story):
    sheet = (
        "Name,Preferred name,Phone,WhatsApp,Languages,Needs an interpreter,Town,Free,Gender,Gender wish,Year of birth,Interests,Wants help with,"
        "In person,Online,Joined on,Grant,Reference,Safe contact\n"
        'Hodan Warsame,Hodan,+351 912 345 678,+351 912 345 679,"Somali native, English A2",yes,Bonfim,Tue 18-20,woman,woman,1995,'
        'Cooking; stargazing,Looking for work,yes,no,2026-09-01,AMIF 7,M-31,WhatsApp\n'
    )
    from alongside.people.vocabulary import ensure_vocabulary

    ensure_vocabulary()
    brought_in(ines, sheet, story.programme, "mentee")
    hodan = person("Hodan Warsame")
    place = hodan.enrolments.get()
    assert (hodan.known_as, hodan.gender, hodan.gender_wish, hodan.birth_year, hodan.needs_interpreter) == ("Hodan", "woman", "woman", 1995, True)
    assert hodan.area.name == "Bonfim" and hodan.time_zone == "Europe/Lisbon"
    assert set(hodan.person_terms.values_list("use", "term__code")) == {("likes", "cooking"), ("needs", "job-search")}
    assert hodan.about == "Likes: stargazing"
    ways = list(hodan.contact_ways.all())
    assert [(w.kind, w.is_safe, w.preferred) for w in ways] == [("whatsapp", True, True), ("phone", False, False)]
    assert (place.in_person_ok, place.online_ok, place.waiting_since.isoformat(), place.reference) == (True, False, "2026-09-01", "M-31")
    assert [g.name for g in place.grants.all()] == ["AMIF 7"] and place.states.get().by == story.ines


def test_under_18_and_addresses_are_refused_in_words(ines, story):
    run = settled(ines, "Name,Geburtsjahr,Wohnort\nAna,2012,Bonfim\nEva,1990,10115 Berlin\nIda,1990,Berlin\n", story.programme)
    text = ines.get(page("columns", run)).content.decode()
    assert "This programme is for people of 18 and over" in text and "This looks like an address" in text
    assert run.columns["trial"]["counts"] == {"ready": 1, "refused": 2, "same": 0, "ask": 0}


def test_a_partners_coordinator_brings_people_of_the_partner(client, story):
    story.programme.partners.add(story.other_organisation)
    from alongside.programmes.models import Membership

    Membership.objects.create(account=story.kateryna, organisation=story.other_organisation, programme=story.programme, role="coordinator")
    client.force_login(story.kateryna)
    brought_in(client, "Name,E-mail\nAna,ana@example.org\n", story.programme)
    assert person("Ana").organisation == story.other_organisation


# ── who may ──────────────────────────────────────────────────────────────────────────────
PAGES = ["what", "columns", "run", "state", "others", "undo"]


def test_a_run_belongs_to_the_coordinators_of_its_programme(client, story):
    client.force_login(story.ines)
    run = settled(client, MESSY, story.programme)
    for who, expected in (("rui", {200, 302}), ("kateryna", {404}), ("admin", {404}), ("samira", {404}), ("nour", {404})):
        client.force_login(getattr(story, who))
        assert {client.get(page(name, run)).status_code for name in PAGES} <= expected, who
        assert client.get(reverse("programmes:import_new")).status_code == (200 if who in ("rui", "kateryna") else 404)


def test_before_it_is_said_whose_list_it_is_only_the_uploader_sees_it(client, story):
    client.force_login(story.ines)
    pk = send(client, MESSY).url.split("/")[-3]
    client.force_login(story.rui)
    assert client.get(reverse("programmes:import_what", args=[pk])).status_code == 404
    assert "Mentoren" not in client.get(reverse("programmes:import_new")).content.decode()


def test_a_stranger_cannot_bring_a_sheet_into_this_programme(client, story):
    client.force_login(story.kateryna)
    answer = send(client, MESSY)
    answer = client.post(answer.url, {"programme": story.programme.pk, "side": "mentor", "stand": "applied"})
    assert answer.status_code == 200 and "Choose one from the list." in answer.content.decode()
    assert not ImportRun.objects.filter(programme=story.programme).exists()


def test_an_expired_session_says_that_the_file_must_be_chosen_again(client, story):
    answer = send(client, MESSY)
    assert answer.status_code == 401 and "Choose your file again afterwards." in answer.content.decode()


def test_the_pages_hold_after_it_began(ines, story):
    run = brought_in(ines, "Name,E-mail\nAna,ana@example.org\n", story.programme)
    for name in ("what", "columns"):
        assert ines.get(page(name, run)).url == page("run", run)
    assert "They are in" in ines.get(page("run", run)).content.decode()


def test_looking_changes_nothing(ines, story):
    run = settled(ines, MESSY, story.programme)
    before = ImportRun.objects.values().get(pk=run.pk)
    for name in PAGES:
        ines.get(page(name, run))
    assert ImportRun.objects.values().get(pk=run.pk) == before and not ImportedRow.objects.exists()


def test_the_upload_is_readable_by_nobody_else(ines, story):
    run = settled(ines, MESSY, story.programme)
    place = files.folder(run.pk)
    assert place.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in place.iterdir() if path.is_file()} == {0o600}
