"""Given mentors who carry a lot, when they meet in a supervision, then its notes are about themes and about nobody."""

from datetime import time, timedelta

import pytest
import time_machine
from django.urls import reverse

from alongside.foundation import clock
from alongside.foundation.forms import Changed
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions.supervision import plan_supervision, tell_supervision
from alongside.mentorships.models import Supervision
from alongside.mentorships.queries.supervision import due_supervision, last_times, names_in, supervisions

pytestmark = pytest.mark.both


def planned(cast, by, days=2):
    return plan_supervision(
        programme=cast.programme, by=by, day=clock.today() + timedelta(days=days), at=time(18), minutes=90,
        invited=[cast.mentor.person_id], place="Rua Nova 3",
    )  # fmt: skip


@pytest.fixture
def circle(cast, ines, pair):
    made = planned(cast, ines)
    with time_machine.travel(clock.now() + timedelta(days=3), tick=True):
        yield made


def test_an_invited_mentor_finds_it_on_today_and_others_do_not(cast, ines, samira, nour, pair):
    planned(cast, ines)
    assert "Supervision with other mentors" in due_supervision(samira)[0].why
    assert due_supervision(cast.principal(cast.kateryna)) == []
    assert supervisions(nour) == ([], [])


def test_only_mentors_of_now_are_invited_and_only_by_coordinators(cast, ines, samira, pair):
    for by, invited in ((ines, [cast.mentee.person_id]), (ines, []), (samira, [cast.mentor.person_id])):
        with pytest.raises(NotAllowed):
            plan_supervision(
                programme=cast.programme, by=by, day=clock.today(), at=time(18), minutes=60, invited=invited
            )


def test_afterwards_a_coordinator_says_who_was_there(circle, cast, ines, samira):
    assert "say who was there" in due_supervision(ines)[0].why
    tell_supervision(
        supervision=circle, by=ines, expected_version=1, held=True, came=[cast.mentor.person_id], themes=["money"], notes="Say it early"
    )
    assert due_supervision(ines) == []
    assert [name for name, when in last_times(ines) if when] == [cast.mentor.person.name]
    shown = supervisions(samira)[1][0]
    assert (shown.came, shown.invited, shown.themes) == (1, 1, ["Money and gifts"])


def test_before_it_began_it_can_only_be_called_off(cast, ines, pair):
    made = planned(cast, ines)
    with pytest.raises(NotAllowed):
        tell_supervision(supervision=made, by=ines, expected_version=1, held=True)
    tell_supervision(supervision=made, by=ines, expected_version=1, held=False)
    assert Supervision.objects.get().held is False


def test_of_two_editors_none_overwrites_the_other(circle, ines):
    tell_supervision(supervision=circle, by=ines, expected_version=1, held=True, notes="First")
    with pytest.raises(Changed):
        tell_supervision(supervision=circle, by=ines, expected_version=1, held=True, notes="Second")


def test_a_name_in_the_notes_is_asked_about_and_nothing_typed_is_lost(client, circle, cast):
    assert names_in(circle, "Samira's family, and the bank") != []
    client.force_login(cast.ines)
    address = reverse("mentorships:supervision", args=[circle.pk])
    sent = {"held": "yes", "version": 1, "notes": f"About {cast.mentor.person.name}"}
    page = client.post(address, sent).content.decode()
    assert "This looks like a name" in page and f"About {cast.mentor.person.name}" in page
    client.post(address, sent | {"no_names": "on"})
    assert Supervision.objects.get().notes == f"About {cast.mentor.person.name}"


def test_invited_mentors_see_themes_and_no_notes(client, circle, cast, ines):
    tell_supervision(supervision=circle, by=ines, expected_version=1, held=True, themes=["load"], notes="Say it early")
    client.force_login(cast.samira)
    page = client.get(reverse("mentorships:supervision", args=[circle.pk])).content.decode()
    assert "What we carry ourselves" in page and "Say it early" not in page
    client.force_login(cast.kateryna)
    assert client.get(reverse("mentorships:supervision", args=[circle.pk])).status_code == 404


def test_it_is_planned_on_the_page(client, cast, pair):
    client.force_login(cast.ines)
    address = reverse("mentorships:plan_supervision", args=[cast.programme.pk])
    assert address in client.get(reverse("mentorships:supervisions")).content.decode()
    day = clock.today() + timedelta(days=4)
    client.post(address, {"day": day.isoformat(), "at": "18:00", "minutes": "60", "invited": [str(cast.mentor.person_id)]})
    assert Supervision.objects.get().parts.get().person == cast.mentor.person
