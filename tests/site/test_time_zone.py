"""Times on pages are those of the reader's clock."""

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.foundation import clock
from alongside.mentorships import actions
from alongside.mentorships.models import Session
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def people(today):
    """A pair of Inês's programme that meets today at 13:30 UTC, which is 14:30 in Lisbon."""
    made = cast.assemble()
    pair = actions.begin(programme=made.programme, mentors=[made.mentor], mentees=[made.mentee], by=made.principal(made.ines))
    Session.objects.create(mentorship=pair, starts_at=clock.now().replace(hour=13, minute=30, second=0, microsecond=0))
    return made


def today_page(client, account) -> str:
    client.force_login(account)
    return client.get(reverse("today")).content.decode()


def test_whoever_has_no_zone_reads_the_clock_of_their_programme(people, client):
    assert people.principal(people.ines).time_zone == "Europe/Lisbon"
    assert "14:30, still to come" in today_page(client, people.ines)


def test_a_zone_of_ones_own_goes_first(people, client):
    people.ines.person = cast.person(people.organisation, "Inês Rocha", time_zone="Europe/Helsinki")
    people.ines.save()
    assert "16:30, still to come" in today_page(client, people.ines)


def test_a_zone_that_nobody_knows_closes_no_page(people, client):
    people.ines.person = cast.person(people.organisation, "Inês Rocha", time_zone="Atlantis/Capital")
    people.ines.save()
    # The installation's clock, Brussels.
    assert "15:30, still to come" in today_page(client, people.ines)


def test_the_zone_ends_with_the_page(people, client):
    before = timezone.get_current_timezone_name()
    today_page(client, people.ines)
    assert timezone.get_current_timezone_name() == before


def test_knowing_the_zone_costs_no_query_more(people, django_assert_num_queries):
    with django_assert_num_queries(1):
        people.principal(people.ines)
