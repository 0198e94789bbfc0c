"""Perhaps here already: seen by staff only, joined or told apart by a person.

|                              | same name or way | told apart | another organisation |
|------------------------------|------------------|------------|----------------------|
| named on the person's page   | yes              | no         | no                   |
| may be joined                | yes              | yes        | 404                  |
"""

from datetime import timedelta

import pytest

from alongside.foundation import clock
from alongside.foundation.models import AuditEntry
from alongside.people.access import NotAllowed
from alongside.people.models import ContactWay, NotTheSame, Person
from alongside.programmes.actions import duplicates as actions
from alongside.programmes.models import Enrolment
from alongside.programmes.queries.duplicates import alike
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def people():
    return cast.assemble()


@pytest.fixture
def again(people):
    """Nour has applied once more, with a new number and a new language."""
    later = cast.person(people.organisation, "نور الحسيني", languages=(("fr", "B1"),), created_at=clock.now() + timedelta(hours=1))
    ContactWay.objects.create(person=later, kind="phone", value="+351 912 345 678", is_safe=True)
    return cast.enrolled(later, people.programme, "mentee", "applied", motivation="Again")


def address(one: Enrolment, other: Person) -> str:
    return f"/people/{one.pk}/perhaps/{other.pk}/"


def test_the_same_name_is_noticed(people, again):
    found = alike(people.principal(people.ines), again.person)
    assert [(a.person, a.because) for a in found] == [(people.mentee.person, ("the same name",))]


@pytest.mark.parametrize(
    ("kind", "one", "other", "because"),
    [
        ("email", "Rosa@Example.org", "rosa@example.org", ("the same e-mail address",)),
        ("phone", "00351 912 345 678", "912345678", ("the same phone number",)),
        ("phone", "912345678", "912345679", None),
        ("through", "Ask Elif", "Ask Elif", None),
    ],
)
def test_the_same_way_to_reach_is_noticed(people, kind, one, other, because):
    first, second = cast.person(people.organisation, "Rosa"), cast.person(people.organisation, "Another name")
    for person, value in ((first, one), (second, other)):
        cast.enrolled(person, people.programme, "mentor")
        ContactWay.objects.create(person=person, kind=kind, value=value)
    found = alike(people.principal(people.ines), second)
    assert [a.because for a in found] == ([because] if because else [])


def test_a_stranger_sees_neither_page_nor_hint(people, again, client):
    client.force_login(people.kateryna)
    assert client.get(address(again, people.mentee.person)).status_code == 404
    assert alike(people.principal(people.kateryna), again.person) == []
    elsewhere = cast.enrolled(cast.person(people.other_organisation, "نور الحسيني"), people.other_programme, "mentee")
    assert all(a.person != elsewhere.person for a in alike(people.principal(people.ines), again.person))


def test_both_stand_side_by_side(people, again, client):
    client.force_login(people.ines)
    page = client.get(address(again, people.mentee.person)).content.decode()
    assert page.count("نور الحسيني") >= 2 and "+351 912 345 678" in page
    assert "The earlier record" in page and "Same person: join them" in page


def test_joined_the_earlier_stays_and_what_was_new_is_added(people, again, client):
    client.force_login(people.rui)
    response = client.post(address(again, people.mentee.person), {"answer": "same"})
    assert response.status_code == 302
    kept = people.mentee.person
    kept.refresh_from_db()
    assert not Person.objects.filter(pk=again.person_id).exists()
    assert dict(kept.languages.values_list("tag", "level")) == {"ar": "native", "en": "A2", "fr": "B1"}
    assert kept.contact_ways.get().value == "+351 912 345 678"
    people.mentee.refresh_from_db()
    assert people.mentee.motivation == "Again"
    assert people.mentee.states.order_by("-at").first().state == "accepted"
    entry = AuditEntry.objects.get(action="people joined")
    assert entry.account_id == people.rui.pk
    assert {s.person_id for s in entry.subjects.all()} == {kept.pk, again.person_id}


def test_a_place_on_the_other_side_comes_along(people):
    later = cast.person(people.organisation, "Samira Haddad", created_at=clock.now() + timedelta(hours=1))
    place = cast.enrolled(later, people.programme, "mentee", "applied")
    actions.join(kept=people.mentor.person, gone=later, by=people.principal(people.ines))
    place.refresh_from_db()
    assert place.person_id == people.mentor.person_id


def test_joining_writes_over_nothing_that_was_written_meanwhile(people, again):
    kept = Person.objects.get(pk=people.mentee.person_id)
    Person.objects.filter(pk=kept.pk).update(wishes="Somebody patient.", version=kept.version + 1)
    actions.join(kept=kept, gone=again.person, by=people.principal(people.ines))
    kept.refresh_from_db()
    assert kept.wishes == "Somebody patient."


def test_the_second_of_two_who_join_reads_a_sentence(people, again):
    gone, by = again.person, people.principal(people.ines)
    actions.join(kept=people.mentee.person, gone=Person.objects.get(pk=gone.pk), by=by)
    with pytest.raises(NotAllowed, match="joined these two already"):
        actions.join(kept=people.mentee.person, gone=gone, by=by)


def test_two_people_told_apart_are_not_asked_about_again(people, again, client):
    client.force_login(people.ines)
    for _twice in range(2):
        client.post(address(again, people.mentee.person), {"answer": "two"})
    assert NotTheSame.objects.count() == 1
    assert alike(people.principal(people.ines), again.person) == []


def test_a_record_with_an_account_is_not_swallowed(people, again):
    cast.account("second@example.org", person=again.person)
    with pytest.raises(NotAllowed, match="account to sign in"):
        actions.join(kept=people.mentee.person, gone=again.person, by=people.principal(people.ines))


def test_a_record_in_somebody_elses_programme_is_not_swallowed(people, again):
    second = cast.programme(people.organisation, "Second", "second")
    cast.enrolled(again.person, second, "mentor")
    with pytest.raises(NotAllowed, match="programme of somebody else"):
        actions.join(kept=people.mentee.person, gone=again.person, by=people.principal(people.ines))


def test_a_record_that_has_met_somebody_is_not_swallowed(people, again):
    from alongside.programmes.models import DoNotMatch

    DoNotMatch.objects.create(programme=people.programme, one=again.person, other=people.mentor.person, by=people.ines)
    with pytest.raises(NotAllowed, match="already been proposed"):
        actions.join(kept=people.mentee.person, gone=again.person, by=people.principal(people.ines))


def test_the_question_stands_on_the_persons_page(people, again, client):
    client.force_login(people.ines)
    page = client.get(f"/people/{again.pk}/").content.decode()
    assert "Perhaps here already" in page and address(again, people.mentee.person) in page


def test_looking_costs_the_same_among_many(people, again, django_assert_num_queries, client):
    principal = people.principal(people.ines)
    alike(principal, again.person)
    with django_assert_num_queries(5):
        alike(principal, again.person)
    for n in range(40):
        cast.enrolled(cast.person(people.organisation, f"Person {n}"), people.programme, "mentor")
    alike(principal, again.person)
    with django_assert_num_queries(5):
        alike(principal, again.person)


def test_the_page_is_accessible(page, phone_page, people, again, transactional_db):
    from tests.browser import assert_accessible, sign_in

    for one in (page, phone_page):
        sign_in(one, people.ines)
        one.goto(address(again, people.mentee.person))
        assert_accessible(one)
