"""Please call me; I need a change; I am worried."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.apps import apps
from django.urls import reverse

from alongside.foundation import clock
from alongside.mentorships import actions
from alongside.mentorships.actions import NotAllowed, call_by_for
from alongside.mentorships.models import CallRequest
from alongside.mentorships.queries import due
from alongside.programmes.models import Membership
from tests.mentorships.story import begin

pytestmark = pytest.mark.both


@pytest.mark.parametrize(
    ("asked", "by_when"),
    [
        ("2026-10-06T10:00", "2026-10-07T17:00+01:00"),
        # Friday evening, Saturday and Sunday mean Monday.
        ("2026-10-09T20:00", "2026-10-12T17:00+01:00"),
        ("2026-10-10T08:00", "2026-10-12T17:00+01:00"),
        ("2026-10-11T08:00", "2026-10-12T17:00+01:00"),
        # In winter Lisbon keeps UTC.
        ("2026-12-01T10:00", "2026-12-02T17:00+00:00"),
    ],
)
def test_a_call_is_promised_for_the_next_working_day(asked, by_when):
    asked_at = datetime.fromisoformat(asked).replace(tzinfo=UTC)
    assert call_by_for(asked_at, "Europe/Lisbon") == datetime.fromisoformat(by_when)


def test_asking_twice_is_one_wish(cast, pair, samira):
    first = actions.ask_for_call(mentorship=pair, person=cast.samira.person, by=samira)
    second = actions.ask_for_call(mentorship=pair, person=cast.samira.person, by=samira)
    assert first.pk == second.pk


def test_nobody_asks_in_somebody_elses_name(cast, pair, samira):
    with pytest.raises(NotAllowed):
        actions.ask_for_call(mentorship=pair, person=cast.nour.person, by=samira)
    with pytest.raises(NotAllowed):
        actions.ask_for_call(mentorship=pair, person=cast.nour.person, by=cast.principal(cast.kateryna))


def test_a_call_is_asked_for_on_the_page_and_done_by_the_coordinator(cast, pair, client):
    client.force_login(cast.samira)
    client.post(reverse("mentorships:call_me", args=[pair.pk]), {})
    call = CallRequest.objects.get()
    client.force_login(cast.ines)
    address = reverse("mentorships:call", args=[call.pk])
    assert client.get(address).status_code == 200
    client.post(address, {})
    call.refresh_from_db()
    assert call.called_by_id == cast.ines.pk


def test_a_wish_for_a_change_is_never_shown_to_the_mentor(cast, pair, client):
    client.force_login(cast.nour)
    assert client.get(reverse("mentorships:change", args=[pair.pk])).status_code == 200
    client.post(reverse("mentorships:change", args=[pair.pk]), {})
    call = CallRequest.objects.get()
    assert call.wants_change
    client.force_login(cast.samira)
    page = client.get(reverse("mentorships:detail", args=[pair.pk])).content.decode()
    assert "calls you by" not in page and "change" not in page.lower().replace("changed", "")
    assert client.get(reverse("mentorships:call", args=[call.pk])).status_code == 404
    assert client.get(reverse("mentorships:change", args=[pair.pk])).status_code == 404
    assert not [row for row in due(cast.principal(cast.samira)) if row.group == "waiting"]
    client.force_login(cast.ines)
    assert "Asked for a change" in client.get(reverse("mentorships:detail", args=[pair.pk])).content.decode()


def waiting(cast, who):
    return [row for row in due(cast.principal(who)) if row.group == "waiting"]


def test_a_missed_call_goes_to_the_substitute(cast, pair, samira):
    actions.ask_for_call(mentorship=pair, person=cast.samira.person, by=samira)
    assert len(waiting(cast, cast.ines)) == 1
    assert waiting(cast, cast.rui) == []
    with time_machine.travel(clock.now() + timedelta(days=2)):
        assert len(waiting(cast, cast.rui)) == 1
    assert waiting(cast, cast.kateryna) == []


def test_a_call_goes_to_everybody_when_its_coordinator_has_left(cast, pair, samira):
    actions.ask_for_call(mentorship=pair, person=cast.samira.person, by=samira)
    Membership.objects.filter(account=cast.ines).update(until=clock.now())
    assert len(waiting(cast, cast.rui)) == 1


def test_a_call_goes_to_everybody_when_nobody_began_the_pair(cast):
    pair = begin(cast, None)
    actions.ask_for_call(mentorship=pair, person=cast.samira.person, by=cast.principal(cast.samira))
    assert len(waiting(cast, cast.rui)) == 1


def rows_of_everything():
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def test_the_worried_page_stores_nothing_and_shows_the_duty_phone_first(cast, pair, client):
    client.force_login(cast.samira)
    before = rows_of_everything()
    answer = client.get(reverse("mentorships:worried", args=[pair.pk]))
    assert rows_of_everything() == before
    page = answer.content.decode()
    main = page[page.index("<main") :]
    assert main.index("+351 222 333 444") < main.index("What you can do now") < main.index('"/urgent/"')
    assert "08:00 to 22:00" in main


def test_the_worried_page_takes_nothing(cast, pair, client):
    client.force_login(cast.samira)
    assert client.post(reverse("mentorships:worried", args=[pair.pk]), {"x": "y"}).status_code == 405


def test_the_address_of_the_worried_page_names_no_topic(pair):
    assert "worr" not in reverse("mentorships:worried", args=[pair.pk])
