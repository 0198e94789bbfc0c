"""The list of people and a person's page: who sees whom, and that ten thousand cost no more than a hundred."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation import clock, registries
from alongside.foundation.models import AuditSubject
from alongside.people.models import Area, Person, PersonLanguage
from alongside.programmes.models import Enrolment, EnrolmentState, ScreeningStep, WantedStep
from alongside.programmes.queries.people import Filters, page_of_people, side_counts
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def story(today):
    return cast.assemble()


def listed(client, **question) -> str:
    return client.get(reverse("programmes:people"), question).content.decode()


def test_a_coordinator_sees_the_people_of_the_programme(client, story):
    client.force_login(story.ines)
    page = listed(client)
    assert "Samira Haddad" in page and "نور الحسيني" in page


def test_a_stranger_sees_none_of_them(client, story):
    client.force_login(story.kateryna)
    assert "Samira" not in listed(client)
    assert client.get(reverse("programmes:person", args=[story.mentor.pk])).status_code == 404
    assert client.get(reverse("programmes:person_edit", args=[story.mentor.pk])).status_code == 404
    assert client.get(reverse("programmes:decide", args=[story.mentor.pk])).status_code == 404
    assert client.get(reverse("programmes:step", args=["interview"]), {"who": str(story.mentor.pk)}).status_code == 404
    assert client.get(reverse("programmes:people"), {"programme": str(story.programme.pk)}).status_code == 200


@pytest.mark.parametrize("who", ["samira", "nour", "admin"])
def test_mentors_mentees_and_administrators_have_no_list(client, story, who):
    client.force_login(getattr(story, who))
    assert client.get(reverse("programmes:people")).status_code == 404
    assert client.get(reverse("programmes:person", args=[story.mentee.pk])).status_code == 404


def test_a_name_is_found_without_its_accents_and_case(client, story):
    cast.enrolled(cast.person(story.organisation, "Łukasz Żak"), story.programme, "mentor")
    client.force_login(story.ines)
    page = listed(client, words="lukasz zak")
    assert "Łukasz" in page and "Samira" not in page


def test_filters_narrow_by_side_language_area_and_stand(story):
    porto = Area.objects.create(country="PT", name="Porto")
    amharic = cast.person(story.organisation, "Almaz Bekele", languages=(("am", "native"),), area=porto)
    cast.enrolled(amharic, story.programme, "mentee", state="applied")
    ines = story.principal(story.ines)

    def names(**question):
        return [row.name for row in page_of_people(ines, Filters(**question), 1).object_list]

    assert names(side="mentor") == ["Samira Haddad"]
    assert names(language="am") == names(area=porto.pk) == names(stand="applied") == ["Almaz Bekele"]
    assert "Almaz Bekele" not in names(stand="ready")
    assert len(names(stand="ready")) == 2


def test_who_left_is_listed_only_when_asked_for(story):
    gone = cast.enrolled(cast.person(story.organisation, "Tomáš Kováč"), story.programme, "mentor")
    EnrolmentState.objects.create(enrolment=gone, state="left", reason="moved")
    ines = story.principal(story.ines)
    assert "Tomáš Kováč" not in [r.name for r in page_of_people(ines, Filters(), 1).object_list]
    assert [r.name for r in page_of_people(ines, Filters(stand="gone"), 1).object_list] == ["Tomáš Kováč"]


def test_nonsense_in_the_address_is_passed_over(client, story):
    client.force_login(story.ines)
    assert client.get(reverse("programmes:people"), {"area": "x", "stand": "x", "page": "x", "side": "x"}).status_code == 200
    assert client.get(reverse("programmes:steps"), {"who": "not an id"}).status_code == 404


def test_an_empty_list_says_what_is_next(client, story):
    client.force_login(story.kateryna)
    page = listed(client)
    assert "Nobody is here yet." in page and reverse("programmes:person_add") in page
    client.force_login(story.ines)
    assert "Nobody fits all of this." in listed(client, words="zzz")


def many(story, count: int) -> None:
    people = Person.objects.bulk_create(
        Person(organisation=story.organisation, name=f"Person {n:05}", birth_year=1980, availability_known=True)
        for n in range(count)
    )
    PersonLanguage.objects.bulk_create(PersonLanguage(person=p, tag="en", level="B1") for p in people)
    enrolments = Enrolment.objects.bulk_create(
        Enrolment(person=p, programme=story.programme, side="mentor", source="sheet", organisation=story.organisation)
        for p in people
    )
    EnrolmentState.objects.bulk_create(EnrolmentState(enrolment=e, state="accepted") for e in enrolments)
    ScreeningStep.objects.bulk_create(ScreeningStep(enrolment=e, kind="interview") for e in enrolments)


@pytest.mark.parametrize("question", [{}, {"stand": "ready"}, {"words": "person 00"}, {"lacks": "check"}], ids=str)
def test_the_list_costs_the_same_number_of_queries_at_any_size(client, story, question):
    WantedStep.objects.create(programme=story.programme, side="mentor", kind="interview", valid_months=12)
    client.force_login(story.ines)
    many(story, 60)
    listed(client, **question)
    with CaptureQueriesContext(connection, ) as few:
        listed(client, **question)
    many(story, 400)
    listed(client, **question)
    with CaptureQueriesContext(connection) as lots:
        listed(client, **question)
    assert len(lots) == len(few) <= 25


def test_a_persons_page_notes_who_read_it(client, story):
    client.force_login(story.ines)
    client.get(reverse("programmes:person", args=[story.mentee.pk]))
    assert AuditSubject.objects.filter(entry__action="read enrolment", person_id=story.mentee.person_id).exists()


def test_a_persons_page_says_what_is_missing(client, story):
    WantedStep.objects.create(programme=story.programme, side="mentor", kind="background", valid_months=24)
    client.force_login(story.ines)
    page = client.get(reverse("programmes:person", args=[story.mentor.pk])).content.decode()
    assert "The background check is not there." in page
    assert "Samira" not in page.split("</title>")[0]


def test_other_rooms_show_their_part_on_a_persons_page(client, story, monkeypatch):
    monkeypatch.setitem(registries.slots, "person page", [lambda request, *, enrolment, person: f"seen {enrolment.side}"])
    client.force_login(story.ines)
    assert "seen mentor" in client.get(reverse("programmes:person", args=[story.mentor.pk])).content.decode()


def test_counts_by_side_and_state_keep_to_my_programmes(story):
    cast.enrolled(cast.person(story.organisation, "Aino Virtanen"), story.programme, "mentor", state="applied")
    cast.enrolled(cast.person(story.other_organisation, "Piotr Nowak"), story.other_programme, "mentor")
    assert side_counts(story.principal(story.ines)) == {
        "mentor": {"accepted": 1, "applied": 1},
        "mentee": {"accepted": 1},
    }


def test_no_list_shows_people_whose_sheet_is_still_being_taken_in(story):
    from alongside.programmes.models import ImportRun

    run = ImportRun.objects.create(programme=story.programme, side="mentor", file_hash="x")
    cast.enrolled(cast.person(story.organisation, "Half Way"), story.programme, "mentor", imported_in=run)
    ines = story.principal(story.ines)
    assert "Half Way" not in [row.name for row in page_of_people(ines, Filters(), 1).object_list]
    run.finished_at = clock.now() + timedelta(seconds=1)
    run.save()
    assert "Half Way" in [row.name for row in page_of_people(ines, Filters(), 1).object_list]
