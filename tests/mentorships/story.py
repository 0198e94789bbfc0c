"""A pair that walks together, for the stories of this room."""

from datetime import timedelta

import pytest

from alongside.foundation import clock
from alongside.mentorships import actions
from alongside.programmes.models import ContactRule
from tests import cast as people


@pytest.fixture
def cast(db, today):
    """Everybody of the stories, on Tuesday 6 October 2026; Samira has two places."""
    found = people.assemble()
    found.mentor.capacity = 2
    found.mentor.save()
    found.programme.duty_phone = "+351 222 333 444"
    found.programme.duty_hours = "08:00 to 22:00"
    found.programme.save()
    return found


@pytest.fixture
def ines(cast):
    return cast.principal(cast.ines)


@pytest.fixture
def samira(cast):
    return cast.principal(cast.samira)


@pytest.fixture
def nour(cast):
    return cast.principal(cast.nour)


@pytest.fixture
def pair(cast, ines):
    """Samira and Nour, introduced forty days ago."""
    return begin(cast, ines, days_ago=40)


def begin(cast, by, *, days_ago=0, mentor=None, mentee=None):
    return actions.begin(
        programme=cast.programme,
        mentors=[mentor or cast.mentor],
        mentees=[mentee or cast.mentee],
        by=by,
        begun_at=clock.now() - timedelta(days=days_ago),
    )


def another_pair(cast, by, number: int, *, days_ago=0):
    """One more pair of the programme, with names of its own."""
    mentor = people.enrolled(people.person(cast.organisation, f"João {number}"), cast.programme, "mentor")
    mentee = people.enrolled(people.person(cast.organisation, f"Tesfay {number}"), cast.programme, "mentee")
    return begin(cast, by, days_ago=days_ago, mentor=mentor, mentee=mentee)


def usual_rules(programme):
    """48 hours, twice in month one, then monthly."""
    for after, hours, times in (("introduction", 48, 1), ("month_one", 720, 2), ("later", 720, 1)):
        ContactRule.objects.create(programme=programme, after=after, within_hours=hours, times=times)
