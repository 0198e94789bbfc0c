"""Conditions for meetings: closed choices, a version each time, read and confirmed by each mentor."""

import pytest
from django.urls import reverse

from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions import conditions as acts
from alongside.mentorships.models import ConditionsRead
from alongside.mentorships.queries.conditions import conditions_of
from alongside.mentorships.queries.due import due

VALUES = {"two_mentors": True, "no_home_visits": True, "only_daytime": False, "excluded_places": "North station", "no_contact_with": ""}


@pytest.fixture
def member(pair):
    return next(m for m in pair.members.all() if not m.is_mentor)


def write(pair, member, by, **more):
    return acts.set_conditions(mentorship=pair, member=member, by=by, source="paper", values=VALUES | more)


@pytest.mark.both
def test_a_mentor_is_asked_on_today_until_they_confirmed_and_again_for_each_version(pair, member, ines, samira):
    def asked():
        return [row for row in due(samira) if "new conditions" in row.why]

    first = write(pair, member, ines)
    assert len(asked()) == 1
    acts.read_conditions(conditions=first, mentorship=pair, by=samira)
    assert asked() == []
    write(pair, member, ines, only_daytime=True)
    assert len(asked()) == 1
    with pytest.raises(NotAllowed, match="newer"):
        acts.read_conditions(conditions=first, mentorship=pair, by=samira)
    assert ConditionsRead.objects.count() == 1


def test_nobody_else_writes_them_or_confirms_them(pair, member, ines, samira):
    with pytest.raises(NotAllowed):
        write(pair, member, samira)
    row = write(pair, member, ines)
    with pytest.raises(NotAllowed):
        acts.read_conditions(conditions=row, mentorship=pair, by=ines)


def test_they_stand_where_a_meeting_is_planned_and_the_pair_page_asks_to_read_them(cast, pair, member, ines, client):
    write(pair, member, ines)
    cast.mentee.release_on = "2026-10-20"
    cast.mentee.save()
    client.force_login(cast.samira)
    client.cookies["django_language"] = "en"
    assert "Not at these places: North station" in client.get(reverse("mentorships:plan", args=[pair.pk])).content.decode()
    assert "Read them before you meet" in client.get(reverse("mentorships:detail", args=[pair.pk])).content.decode()


def test_one_tap_confirms_and_the_coordinator_sees_it(cast, pair, member, ines, client):
    write(pair, member, ines)
    url = reverse("mentorships:conditions", args=[pair.pk, member.person_id])
    client.force_login(cast.ines)
    client.cookies["django_language"] = "en"
    assert "Not confirmed yet by:" in client.get(url).content.decode()
    client.force_login(cast.samira)
    client.cookies["django_language"] = "en"
    assert "I have read this and keep to it" in client.get(url).content.decode()
    client.post(url, {})
    client.force_login(cast.ines)
    client.cookies["django_language"] = "en"
    assert "Whoever mentors has read this." in client.get(url).content.decode()
    assert conditions_of(pair, member.person_id).reads.get().person_id == cast.mentor.person_id
