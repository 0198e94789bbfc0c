"""Given public places that are good for meeting, when a meeting is planned, then they are offered."""

import pytest
from django.urls import reverse

from alongside.foundation.forms import Changed
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions.spots import add_spot, change_spot
from alongside.mentorships.models import Spot
from alongside.mentorships.queries.spots import spots_of

pytestmark = pytest.mark.both


@pytest.fixture
def library(cast, ines):
    return add_spot(programme=cast.programme, by=ines, name="Library", address="Rua Nova 3", note="Quiet")


def test_mentors_and_coordinators_of_the_programme_are_offered_it(client, library, pair, cast):
    for account in (cast.samira, cast.ines):
        client.force_login(account)
        assert "Library, Rua Nova 3" in client.get(reverse("mentorships:plan", args=[pair.pk])).content.decode()


def test_nobody_else_learns_of_it(library, pair, cast, nour):
    for by in (nour, cast.principal(cast.kateryna)):
        assert spots_of(by, cast.programme) == []


def test_a_retired_place_is_no_longer_offered(library, pair, ines, samira, cast):
    change_spot(spot=library, by=ines, expected_version=1, values={"retired": True})
    assert spots_of(samira, cast.programme) == []
    assert spots_of(ines, cast.programme, retired=True) == [library]


def test_only_coordinators_keep_the_list_and_none_overwrites_another(library, samira, ines, cast):
    with pytest.raises(NotAllowed):
        add_spot(programme=cast.programme, by=samira, name="My flat")
    change_spot(spot=library, by=ines, expected_version=1, values={"note": "No steps"})
    with pytest.raises(Changed):
        change_spot(spot=library, by=ines, expected_version=1, values={"note": "Loud"})


def test_the_list_is_reached_from_the_programme(client, cast):
    client.force_login(cast.ines)
    address = reverse("mentorships:spots", args=[cast.programme.pk])
    assert address in client.get(reverse("programmes:programme", args=[cast.programme.pk])).content.decode()
    client.post(address, {"name": "Library", "address": "Rua Nova 3"})
    spot = Spot.objects.get()
    client.post(reverse("mentorships:spot", args=[cast.programme.pk, spot.pk]), {"name": "The library", "version": 1})
    assert Spot.objects.get().name == "The library"
