"""A pool of mentors from varied professions: fields of work, found and counted."""

import pytest
from django.urls import reverse

from alongside.people.models import PersonTerm, Term
from alongside.people.vocabulary import ensure_vocabulary
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def people():
    ensure_vocabulary()
    found = cast.assemble()
    care = Term.objects.get(kind="work", code="care")
    PersonTerm.objects.create(person=found.mentor.person, term=care, use="works")
    found.care = care
    return found


def test_a_coordinator_finds_the_mentors_who_know_a_field_of_work(people, client):
    cast.enrolled(cast.person(people.organisation, "Piotr Zieliński"), people.programme, "mentor")
    client.force_login(people.ines)
    page = client.get(reverse("programmes:people"), {"work": people.care.pk}).content.decode()
    assert "Samira Haddad" in page
    assert "Piotr Zieliński" not in page


def test_the_programme_page_counts_its_mentors_by_field_and_opens_them(people, client):
    client.force_login(people.ines)
    page = client.get(reverse("programmes:programme", args=[people.programme.pk])).content.decode()
    assert "Care and nursing" in page
    assert f"work={people.care.pk}" in page


def test_somebody_who_left_is_not_counted(people, client):
    people.mentor.states.create(state="left")
    client.force_login(people.ines)
    page = client.get(reverse("programmes:programme", args=[people.programme.pk])).content.decode()
    assert "Care and nursing" not in page


@pytest.mark.parametrize("nonsense", ["x", "00000000-0000-0000-0000-000000000000"])
def test_a_field_that_does_not_exist_is_left_out_of_the_question(people, client, nonsense):
    client.force_login(people.ines)
    assert "Samira Haddad" in client.get(reverse("programmes:people"), {"work": nonsense}).content.decode()
