"""Out again: sheets that are safe to open, an archive that leaves nothing behind, and a log of who took what."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.urls import reverse
from openpyxl import load_workbook

from alongside.foundation.models import AuditEntry
from alongside.mentorships.actions import begin
from alongside.privacy import archive
from alongside.privacy.views import WHY
from alongside.programmes.actions import programmes
from alongside.site.policies import routes
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def people():
    return cast.assemble()


def take(client, people, kind="people", ending="csv"):
    return client.post(reverse("privacy:sheet", args=[people.programme.pk, kind, ending]))


def test_people_come_out_as_csv_and_as_xlsx_alike(people, client):
    client.force_login(people.ines)
    rows = list(csv.reader(io.StringIO(take(client, people).content.decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(take(client, people, ending="xlsx").content)).active
    names = [row[2] for row in rows[1:]]
    assert sorted(names) == sorted(["Samira Haddad", "نور الحسيني"])
    assert sorted(row[2] for row in sheet.iter_rows(min_row=2, values_only=True)) == sorted(names)


def test_a_meeting_comes_out_at_the_hour_of_the_programme_s_clock(people, client):
    """Half past midnight on 2 July in Lisbon is still 1 July in UTC."""
    by = people.principal(people.ines)
    begun = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    pair = begin(programme=people.programme, mentors=[people.mentor], mentees=[people.mentee], by=by, begun_at=begun)
    pair.sessions.create(starts_at=begun)
    client.force_login(people.ines)
    meetings = list(csv.reader(io.StringIO(take(client, people, "meetings").content.decode("utf-8-sig"))))
    assert meetings[1][1:3] == ["2026-07-02", "00:30"]
    pairs = list(csv.DictReader(io.StringIO(take(client, people, "mentorships").content.decode("utf-8-sig"))))
    assert (pairs[0]["begun"], pairs[0]["planned until"]) == ("2026-07-02", "2026-12-31")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", "\u200f="])
def test_a_name_that_is_a_formula_runs_nowhere(people, client, start):
    people.mentor.person.name = f"{start}HYPERLINK()"
    people.mentor.person.save()
    client.force_login(people.ines)
    assert f"'{start}HYPERLINK()" in take(client, people).content.decode("utf-8-sig")
    sheet = load_workbook(io.BytesIO(take(client, people, ending="xlsx").content)).active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_what_goes_out_is_in_the_log_first(people, client):
    client.force_login(people.ines)
    take(client, people)
    entry = AuditEntry.objects.get(action="export people")
    assert entry.account_id == people.ines.pk
    assert {s.person_id for s in entry.subjects.all()} == {people.mentor.person_id, people.mentee.person_id}


def test_an_address_alone_takes_nothing_out(people, client):
    client.force_login(people.ines)
    assert client.get(reverse("privacy:sheet", args=[people.programme.pk, "people", "csv"])).status_code == 404
    assert client.get(reverse("privacy:whole", args=[people.programme.pk])).status_code == 404


@pytest.mark.parametrize("who", ["kateryna", "samira", "nour", "admin"])
def test_nobody_but_the_programme_s_coordinators_takes_data_out(people, client, who):
    client.force_login(getattr(people, who))
    assert take(client, people).status_code == 404
    assert client.post(reverse("privacy:whole", args=[people.programme.pk])).status_code == 404


def test_the_archive_holds_every_table_of_a_programme_or_says_why_not(people):
    archived = {rows.model._meta.label for rows in archive.tables(people.programme).values()}
    ours = {m._meta.label for m in apps.get_models() if m.__module__.startswith("alongside.")}
    assert ours - archived == set(archive.LEFT_OUT)


#: A person names an account and an account a person: one of the two must come first.
LATER = {"persons.adult_confirmed_by"}


def test_what_a_row_of_the_archive_points_to_comes_before_it(people):
    tables = archive.tables(people.programme)
    place = {rows.model: number for number, rows in enumerate(tables.values())}
    assert {
        f"{name}.{field.name}"
        for number, (name, rows) in enumerate(tables.items())
        for field in rows.model._meta.local_concrete_fields
        if field.is_relation and place.get(field.related_model, 0) > number
    } == LATER


def test_no_id_in_the_archive_leads_nowhere(people, client):
    """Also where an administrator without a role in the programme did something."""
    boss = people.principal(people.admin)
    programmes.set_state(programme=people.programme, state="closing", by=boss)
    assert people.programme.states.filter(by=people.admin).exists()
    tables = archive.tables(people.programme)
    found = json.loads("".join(archive.document(people.programme, with_evidence=True)))["tables"]
    ids = {rows.model: {row["id"] for row in found[name]} for name, rows in tables.items()}
    assert [
        f"{name}.{field.name}"
        for name, rows in tables.items()
        for field in rows.model._meta.local_concrete_fields
        if field.is_relation
        for row in found[name]
        if row[field.name] is not None and row[field.name] not in ids[field.related_model]
    ] == []


def test_the_archive_is_json_with_everybody_s_words_in_clear(people, client):
    client.force_login(people.ines)
    response = client.post(reverse("privacy:whole", args=[people.programme.pk]))
    found = json.loads(b"".join(response.streaming_content))
    assert found["format"] == "alongside-programme"
    assert {p["name"] for p in found["tables"]["persons"]} == {"Samira Haddad", "نور الحسيني"}
    assert "password" not in found["tables"]["accounts"][0]


def test_the_archive_of_one_programme_holds_nobody_of_another(people, client):
    stranger = cast.person(people.other_organisation, "Олена Коваленко")
    cast.enrolled(stranger, people.other_programme, "mentee")
    text = "".join(archive.document(people.programme, with_evidence=True))
    assert "Олена" not in text


def test_evidence_leaves_only_with_a_screener(people, client):
    people.mentor.screening_steps.create(kind="background", evidence="Seen on paper.")
    for who, sees in ((people.ines, False), (people.rui, True)):
        client.force_login(who)
        response = client.post(reverse("privacy:whole", args=[people.programme.pk]))
        assert ("Seen on paper." in b"".join(response.streaming_content).decode()) is sees


def test_i_see_that_somebody_looked_and_why_but_not_my_own_reads(people, client):
    client.force_login(people.ines)
    client.get(reverse("mentorships:list"))
    client.get(reverse("programmes:person", args=[people.mentee.pk]))
    client.force_login(people.nour)
    client.get(reverse("privacy:mine"))
    page = client.get(reverse("privacy:mine"), headers={"Accept-Language": "en"})
    assert page.status_code == 200
    assert len(page.context["looked"]) == 1


def test_i_can_take_a_copy_of_everything_kept_about_me(people, client):
    client.force_login(people.nour)
    found = json.loads(client.post(reverse("privacy:my_copy")).content)
    assert "نور الحسيني" in json.dumps(found, ensure_ascii=False)
    assert "Samira" not in json.dumps(found, ensure_ascii=False)


def test_every_purpose_for_which_people_are_read_has_words_for_them():
    """Purposes of pages that hand out nobody need none."""
    nobody = {"", "demo", "design", "own account", "own data", "own page", "public", "referral status", "report", "restricted note", "setting up", "sign in"}
    assert {route.policy.purpose for route in routes() if route.policy} - nobody - set(WHY) == set()
