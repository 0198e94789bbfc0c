"""A pair through the gate: what is planned before the day of release, on it and in the week after; coordinators only."""

from datetime import date, time

import pytest
import time_machine
from django.urls import reverse

from alongside.mentorships import actions
from alongside.mentorships.queries import pages
from alongside.mentorships.queries.release import releases_of

pytestmark = pytest.mark.both
#: The story is told on Tuesday 6 October 2026.
GATE = date(2026, 10, 20)


@pytest.fixture
def gate(cast, pair):
    cast.mentee.release_on = GATE
    cast.mentee.save()
    return pair


def around(pair):
    return releases_of(pair, pages.members_of(pair)[1])


def meet(pair, by, day, at=time(9, 0)):
    return actions.plan_session(mentorship=pair, by=by, day=day, at=at, place="")


def test_without_a_day_there_is_no_strip(cast, pair, client):
    assert around(pair) == []
    client.force_login(cast.ines)
    assert "through the gate" not in client.get(reverse("mentorships:detail", args=[pair.pk])).content.decode()


def test_it_says_what_is_planned_before_on_and_after_the_day(cast, gate, ines):
    for day in (date(2026, 10, 12), date(2026, 10, 16), GATE, date(2026, 10, 29)):
        meet(gate, ines, day)
    meet(gate, ines, date(2026, 10, 24), at=None)
    (release,) = around(gate)
    assert (release.on, release.days) == (GATE, 14)
    assert release.last_before.date() == date(2026, 10, 16)
    assert (release.on_the_day.date(), release.on_the_day.hour) == (GATE, 9)
    # Where no hour is known none is said.
    assert release.first_after == date(2026, 10, 24)


def test_a_meeting_that_was_called_off_does_not_count(cast, gate, ines):
    session = meet(gate, ines, GATE)
    actions.cancel_session(session=session, by=ines, whose="mentor")
    assert around(gate)[0].on_the_day is None


@pytest.mark.parametrize(("today", "shown"), [("2026-10-20", True), ("2027-01-12", True), ("2027-01-13", False)])
def test_it_stands_until_twelve_weeks_after_the_release(cast, gate, today, shown):
    with time_machine.travel(f"{today} 12:00+01:00", tick=False):
        assert bool(around(gate)) is shown


@pytest.mark.parametrize(("who", "sees"), [("ines", True), ("rui", True), ("samira", False)])
def test_the_day_is_shown_to_coordinators_and_not_to_the_mentor(cast, gate, client, who, sees):
    client.force_login(getattr(cast, who))
    client.cookies["django_language"] = "en"
    page = client.get(reverse("mentorships:detail", args=[gate.pk])).content.decode()
    assert ("through the gate" in page and "14 days to go" in page and "No meeting planned" in page) is sees
    assert ("20 October" in page) is sees
