"""The first meeting with the coordinator present: planned in one step, seen as such on all sides."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.foundation import clock
from alongside.foundation.models import OutgoingMail
from alongside.mentorships import actions
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.models import Session

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def nour_reads_english(cast):
    cast.nour.page_language = "en"
    cast.nour.save()


def address(name, pair):
    return reverse(f"mentorships:{name}", args=[pair.pk])


def test_it_is_planned_from_the_pair_and_seen_by_all_three(client, cast, pair):
    client.force_login(cast.ines)
    assert address("introduction", pair) in client.get(address("detail", pair)).content.decode()
    day = clock.today() + timedelta(days=2)
    client.post(address("introduction", pair), {"day": day.isoformat(), "at": "17:00", "place": "Biblioteca"})
    assert Session.objects.get().is_introduction
    assert OutgoingMail.objects.count() == 2
    page = client.get(address("detail", pair)).content.decode()
    assert "with the coordinator" in page
    assert address("introduction", pair) not in page
    client.force_login(cast.samira)
    assert "with the coordinator" in client.get(address("detail", pair)).content.decode()
    client.force_login(cast.nour)
    assert "Your coordinator comes along." in client.get(reverse("mentorships:home")).content.decode()


def test_a_mentor_does_not_promise_the_coordinators_presence(client, cast, pair, samira):
    client.force_login(cast.samira)
    assert client.get(address("introduction", pair)).status_code == 404
    with pytest.raises(NotAllowed):
        actions.plan_session(mentorship=pair, by=samira, day=clock.today(), is_introduction=True)
