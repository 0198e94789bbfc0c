"""The list as a file: what was asked, safe to open, written into the log, never a note."""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from alongside.foundation import clock
from alongside.foundation.models import AuditEntry
from alongside.mentorships import actions
from alongside.mentorships.queries.sheets import COLUMNS
from tests import cast as people
from tests.mentorships.story import another_pair

pytestmark = pytest.mark.both


@pytest.fixture
def take_out(cast, client):
    client.force_login(cast.ines)

    def post(ending="csv", columns=tuple(COLUMNS), **asked):
        query = "&".join(f"{name}={value}" for name, value in asked.items())
        return client.post(f"{reverse('mentorships:sheet')}?{query}", {"ending": ending, "columns": columns})

    return post


def rows_of(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_file_holds_what_the_list_was_asked_in_its_order(cast, ines, take_out):
    pairs = [another_pair(cast, ines, number, days_ago=number) for number in (1, 2, 3)]
    actions.end(mentorship=pairs[2], by=ines, reason="moved", wished_by="both")
    table = rows_of(take_out(order="begun"))
    assert table[0][:4] == ["Mentors", "Mentees", "Programme", "Stage"]
    assert [row[0] for row in table[1:]] == ["João 2", "João 1"]
    assert [row[0] for row in rows_of(take_out(stage="ended"))[1:]] == ["João 3"]
    assert [row[0] for row in rows_of(take_out(q="tesfay 1"))[1:]] == ["João 1"]


def test_the_sheet_has_real_days_and_chosen_columns_only(cast, pair, samira, take_out):
    actions.log_session(mentorship=pair, by=samira, met=True, day=clock.today(), minutes=60, note="By the river")
    answer = take_out("xlsx", ["last_met", "mentees"])
    assert answer["Content-Disposition"] == 'attachment; filename="mentorships.xlsx"'
    sheet = load_workbook(io.BytesIO(answer.content)).active
    table = list(sheet.iter_rows(values_only=True))
    assert table[0] == ("Mentees", "Last met")
    assert table[1][1].date() == clock.today()


@pytest.mark.parametrize("name", ["=1+1", "+351", "-2", "@SUM(A1)", "\t=1", "＝1"])
def test_a_name_that_looks_like_a_formula_is_text(cast, ines, take_out, name):
    mentor = people.enrolled(people.person(cast.organisation, name), cast.programme, "mentor")
    actions.begin(programme=cast.programme, mentors=[mentor], mentees=[cast.mentee], by=ines)
    assert rows_of(take_out())[1][0].startswith("'")
    sheet = load_workbook(io.BytesIO(take_out("xlsx").content)).active
    assert sheet["A2"].data_type == "s" and sheet["A2"].value.startswith("'")


def test_no_note_place_or_reason_is_ever_in_it(cast, pair, ines, samira, take_out):
    actions.log_session(mentorship=pair, by=samira, met=True, day=clock.today(), minutes=60, note="By the river")
    actions.plan_session(mentorship=pair, by=samira, day=clock.today(), place="Library")
    actions.check_in(mentorship=pair, by=ines, spoke_with="both", channel="phone", note="All is well")
    actions.end(mentorship=pair, by=ines, reason="not_a_fit", wished_by="mentee", note="They argued")
    text = take_out(stage="ended").content.decode()
    for words in ("river", "Library", "All is well", "argued", "get on", "not_a_fit", "mentee,"):
        assert words not in text
    assert set(COLUMNS) == {
        "mentors", "mentees", "programme", "stage", "begun", "planned_until", "last_met", "next", "untold", "check_in", "heard", "ended",
    }  # fmt: skip


def test_the_log_says_who_took_what(cast, pair, take_out):
    AuditEntry.objects.all().delete()
    take_out(columns=["mentors", "stage"])
    entry = AuditEntry.objects.get(action="export caseload")
    assert entry.fields == ["mentors", "stage"] and entry.purpose == "export"
    assert set(entry.subjects.values_list("person_id", flat=True)) == {cast.mentor.person_id, cast.mentee.person_id}


def test_looking_at_the_page_takes_nothing_out(cast, pair, client):
    client.force_login(cast.ines)
    AuditEntry.objects.all().delete()
    page = client.get(reverse("mentorships:sheet"), {"stage": "quiet"})
    assert page.status_code == 200 and "?stage=quiet" in page.content.decode()
    assert not AuditEntry.objects.filter(action__startswith="export").exists()


@pytest.mark.parametrize(("who", "status"), [("kateryna", 200), ("samira", 404), ("nour", 404), ("admin", 404)])
def test_a_coordinator_takes_out_their_own_pairs(cast, pair, client, who, status):
    client.force_login(getattr(cast, who))
    answer = client.post(reverse("mentorships:sheet"), {"ending": "csv", "columns": ["mentors"]})
    assert answer.status_code == status and "Samira" not in answer.content.decode()


def test_a_column_or_a_kind_that_does_not_exist_is_said(cast, pair, take_out):
    assert "Choose among the columns listed." in take_out(columns=["note"]).content.decode()
    assert "Choose at least one column." in take_out(columns=[]).content.decode()
    assert "Choose one kind of file." in take_out(ending="pdf").content.decode()
