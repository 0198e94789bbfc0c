"""Groups side by side, so that nobody can be found in them."""

import pytest
from django.urls import reverse

from alongside.matching import fairness
from tests import cast
from tests.matching.test_rounds import planned

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.mark.parametrize(("people", "broken_down"), [(29, False), (30, True)])
def test_under_thirty_people_nothing_is_broken_down(people, broken_down):
    table = fairness.table("By area", {"Bonfim": people}, {"Bonfim": 4}, people)
    assert (table.lines is not None) is broken_down


def test_counts_come_in_fives_and_small_groups_are_left_out():
    table = fairness.table("By area", {"a": 21, "b": 12, "c": 3, "d": 7}, {"a": 17, "b": 12, "c": 3, "d": 0}, 43)
    assert table.lines == [fairness.Line("a", 20, 15), fairness.Line("b", 10, 10)] and table.rest


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "Less than three months"), (89, "Less than three months"), (90, "Three to six months"), (180, "Over half a year")],
)
def test_waiting_times_meet_without_a_gap(days, words):
    assert fairness.waited(days) == words


def test_the_page_names_nobody_and_is_for_coordinators_only(client):
    people = cast.assemble()
    round = planned(people)
    address = reverse("matching:groups_alike", args=[round.pk])
    client.force_login(people.ines)
    page = client.get(address).content.decode()
    assert page.count("Fewer than thirty people") == 4 and people.mentee.person.name not in page
    client.force_login(people.samira)
    assert client.get(address).status_code == 404


def test_a_round_of_forty_is_compared_by_what_it_knew():
    people = cast.assemble()
    for i in range(40):
        spoken = (("ti" if i % 2 else "so", "native"),)
        cast.enrolled(cast.person(people.organisation, f"Person {i}", languages=spoken), people.programme, "mentee")
    by_language = fairness.tables(planned(people))[0]
    # One person speaks Arabic; the Somali speakers are left out with them, for 41 less 20 less 20 would be one.
    assert [(line.group, line.served) for line in by_language.lines] == [("Tigrinya", 0)] and by_language.rest
