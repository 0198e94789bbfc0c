"""Perhaps here already: asked about, shown side by side, never merged by itself."""

import pytest

from alongside.people.models import ContactWay, Person
from alongside.programmes.models import Enrolment, ImportRun
from tests import cast
from tests.programmes.importing import form_of, page, settled, take

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def story(today, settings, tmp_path):
    settings.UPLOADS = tmp_path
    found = cast.assemble()
    ContactWay.objects.create(person=found.mentor.person, kind="email", value="samira@example.org")
    return found


@pytest.fixture
def ines(client, story):
    client.force_login(story.ines)
    return client


def counts(run) -> dict:
    return {k: v for k, v in run.columns["trial"]["counts"].items() if v}


@pytest.mark.parametrize(
    ("side", "row", "expected"),
    [
        ("mentor", "Samira Haddad,samira@example.org", {"same": 1}),
        ("mentor", "HADDAD Samira,Samira@Example.org", {"same": 1}),
        ("mentor", "Samira Haddad,", {"same": 1}),
        ("mentor", "Samira Haddad,other@example.org", {"ask": 1}),
        ("mentor", "Samir Haddad,samira@example.org", {"ask": 1}),
        ("mentee", "Samira Haddad,samira@example.org", {"ask": 1}),
        ("mentor", "Samir Hadad,other@example.org", {"ready": 1}),
    ],
)
def test_who_is_the_same_who_is_asked_and_who_is_new(ines, story, side, row, expected):
    assert counts(settled(ines, f"Name,E-mail\n{row}\n", story.programme, side)) == expected


def test_an_undecided_row_is_not_taken_in_and_comes_back_in_the_file(ines, story):
    run = settled(ines, "Name,E-mail\nSamir Haddad,samira@example.org\nAna,ana@example.org\n", story.programme)
    run = take(ines, run)
    assert dict(run.rows.values_list("number", "outcome")) == {2: "ask", 3: "taken"}
    assert "1 row did not come in" in ines.get(page("run", run)).content.decode()
    assert ines.get(page("others", run)).status_code == 200


def test_both_are_shown_side_by_side(ines, story):
    run = settled(ines, "Name,E-mail,Sprachen\nSamir Haddad,samira@example.org,Dari\n", story.programme)
    text = ines.get(page("decide", run, 2)).content.decode()
    assert "Samir Haddad" in text and "Samira Haddad" in text and "Dari" in text and "Portuguese" in text


def test_one_person_takes_part_here_too_and_only_gaps_are_filled(ines, story):
    samira = story.mentor.person
    run = settled(ines, "Name,E-mail,Sprachen,Wishes,Known as\nSamira Hadad,samira@example.org,Dari,tea,Sam\n", story.programme, "mentee")
    ines.post(page("decide", run, 2), {"answer": "same", "person": samira.pk})
    assert "1 of 1 row" in " ".join(ines.get(page("columns", run)).content.decode().split())
    take(ines, ImportRun.objects.get(pk=run.pk))
    samira.refresh_from_db()
    assert (samira.name, samira.wishes) == ("Samira Haddad", "tea")
    assert set(samira.languages.values_list("tag", flat=True)) == {"ar", "pt", "en"}
    assert set(samira.enrolments.values_list("side", flat=True)) == {"mentor", "mentee"}


def test_somebody_else_comes_in_as_a_person_of_their_own(ines, story):
    run = settled(ines, "Name,E-mail\nSamir Haddad,samira@example.org\n", story.programme)
    ines.post(page("decide", run, 2), {"answer": "other"})
    take(ines, ImportRun.objects.get(pk=run.pk))
    assert sorted(p.name for p in Person.objects.all() if "Hadda" in p.name) == ["Samir Haddad", "Samira Haddad"]


def test_a_row_left_out_is_left_out(ines, story):
    run = settled(ines, "Name,E-mail\nSamir Haddad,samira@example.org\nAna,ana@example.org\n", story.programme)
    ines.post(page("decide", run, 2), {"answer": "leave"})
    run = take(ines, ImportRun.objects.get(pk=run.pk))
    assert run.rows.get(number=2).outcome == "left"


def test_two_rows_with_one_name_are_asked_about(ines, story):
    run = settled(ines, "Name,E-mail\nAna,a@example.org\nAna,b@example.org\n", story.programme)
    assert counts(run) == {"ready": 1, "ask": 1}
    assert "a@example.org" in ines.get(page("decide", run, 3)).content.decode()
    ines.post(page("decide", run, 3), {"answer": "other"})
    take(ines, ImportRun.objects.get(pk=run.pk))
    assert sum(p.name == "Ana" for p in Person.objects.all()) == 2


def test_all_at_once_joins_only_where_name_and_contact_agree(ines, story):
    rows = "Name,E-mail\nSamira Haddad,samira@example.org\nSamira Haddad,x@example.org\n"
    run = settled(ines, rows.replace("x@", "samira2@"), story.programme, "mentee")
    ines.post(page("decide_all", run), {"answer": "same"})
    run = take(ines, ImportRun.objects.get(pk=run.pk))
    assert dict(run.rows.values_list("number", "outcome")) == {2: "taken", 3: "ask"}
    assert Enrolment.objects.get(imported_in=run).person == story.mentor.person


def test_somebody_of_another_organisation_is_never_shown(ines, story):
    stranger = cast.person(story.other_organisation, "Юлія Бойко")
    ContactWay.objects.create(person=stranger, kind="email", value="yulia@example.org")
    cast.enrolled(stranger, story.other_programme, "mentor")
    assert counts(settled(ines, "Name,E-mail\nЮлія Бойко,yulia@example.org\n", story.programme)) == {"ready": 1}


def test_a_person_who_is_not_asked_about_cannot_be_slipped_in(ines, story):
    run = settled(ines, "Name,E-mail\nSamir Haddad,samira@example.org\n", story.programme)
    ines.post(page("decide", run, 2), {"answer": "same", "person": story.mentee.person_id})
    run = take(ines, ImportRun.objects.get(pk=run.pk))
    assert run.rows.get().outcome == "ask"


def test_a_row_without_a_question_has_no_such_page(ines, story):
    run = settled(ines, "Name\nAna\n", story.programme)
    assert ines.get(page("decide", run, 2)).status_code == ines.get(page("decide", run, 99)).status_code == 404


def test_the_same_mail_for_a_family_is_asked_and_decided_for_all(ines, story):
    run = settled(ines, "Name,E-mail\nAna,home@example.org\nEva,home@example.org\nIda,home@example.org\n", story.programme)
    assert counts(run) == {"ready": 1, "ask": 2}
    ines.post(page("decide_all", run), {"answer": "other"})
    form = form_of(ines, run)
    assert "3 of 3 rows are ready" in " ".join(ines.get(page("columns", run)).content.decode().split()) and form
    run = take(ines, ImportRun.objects.get(pk=run.pk))
    assert run.rows.filter(outcome="taken").count() == 3
