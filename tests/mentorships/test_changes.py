"""Pausing, going on, ending."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.urls import reverse

from alongside.foundation import clock
from alongside.mentorships import access, actions
from alongside.mentorships.actions import NotAllowed
from alongside.mentorships.queries import Stage, stage_of
from alongside.people.access import people_for

pytestmark = pytest.mark.both


def end(pair, by, **values):
    return actions.end(mentorship=pair, by=by, **({"reason": "completed", "wished_by": "both"} | values))


def test_a_break_says_why_whose_wish_it_was_and_until_when(cast, pair, ines):
    until = clock.today() + timedelta(days=28)
    actions.pause(mentorship=pair, by=ines, reason="holiday", wished_by="mentee", resumes_on=until)
    step = pair.statuses.latest()
    assert (step.status, step.reason, step.wished_by, step.resumes_on) == ("paused", "holiday", "mentee", until)
    assert stage_of(pair) == Stage.PAUSED
    actions.resume(mentorship=pair, by=ines)
    assert stage_of(pair) != Stage.PAUSED


def test_a_paused_mentorship_is_not_paused_again_nor_a_walking_one_resumed(cast, pair, ines):
    with pytest.raises(NotAllowed):
        actions.resume(mentorship=pair, by=ines)
    actions.pause(mentorship=pair, by=ines, reason="holiday", wished_by="both")
    with pytest.raises(NotAllowed):
        actions.pause(mentorship=pair, by=ines, reason="holiday", wished_by="both")


def test_a_mentor_cannot_pause_or_end(cast, pair, samira):
    with pytest.raises(NotAllowed):
        actions.pause(mentorship=pair, by=samira, reason="holiday", wished_by="mentor")
    with pytest.raises(NotAllowed):
        end(pair, samira)


def test_an_ended_mentorship_disappears_for_the_mentor_at_once(cast, pair, ines, samira, client):
    client.force_login(cast.samira)
    page = reverse("mentorships:detail", args=[pair.pk])
    assert client.get(page).status_code == 200
    assert people_for(samira).filter(pk=cast.mentee.person_id).exists()
    end(pair, ines)
    assert client.get(page).status_code == 404
    assert client.get(reverse("mentorships:log", args=[pair.pk])).status_code == 404
    assert not people_for(samira).filter(pk=cast.mentee.person_id).exists()
    with pytest.raises(Http404):
        access.mentorship_for(samira, pair.pk)


def test_an_ending_frees_the_place_and_calls_off_what_was_planned(cast, pair, ines, samira):
    planned = actions.plan_session(mentorship=pair, by=samira, day=clock.today() + timedelta(days=3))
    step = end(pair, ines, said_goodbye=True, note="They stay in touch.")
    planned.refresh_from_db()
    assert planned.outcome == "cancelled"
    assert set(pair.members.values_list("until", flat=True)) == {step.at}
    assert step.said_goodbye is True


def test_an_ending_is_for_good(cast, pair, ines):
    end(pair, ines)
    with pytest.raises(NotAllowed):
        end(pair, ines)
    with pytest.raises(NotAllowed):
        actions.resume(mentorship=pair, by=ines)
    with pytest.raises(NotAllowed):
        actions.plan_session(mentorship=pair, by=ines, day=clock.today())


def test_the_coordinator_still_sees_who_walked_together(cast, pair, ines, client):
    end(pair, ines)
    client.force_login(cast.ines)
    page = client.get(reverse("mentorships:detail", args=[pair.pk])).content.decode()
    assert "Samira Haddad" in page and "نور الحسيني" in page


def test_the_ending_goes_through_the_page(cast, pair, client):
    client.force_login(cast.ines)
    address = reverse("mentorships:end", args=[pair.pk])
    refused = client.post(address, {})
    assert "Choose the reason that comes closest." in refused.content.decode()
    client.post(address, {"reason": "moved", "wished_by": "mentee", "said_goodbye": "no"})
    step = pair.statuses.latest()
    assert (step.status, step.reason, step.wished_by, step.said_goodbye) == ("ended", "moved", "mentee", False)


def test_the_break_goes_through_the_page(cast, pair, client):
    client.force_login(cast.ines)
    address = reverse("mentorships:pause", args=[pair.pk])
    day = (clock.today() + timedelta(days=20)).isoformat()
    client.post(address, {"reason": "holiday", "wished_by": "both", "resumes_on": day})
    assert pair.statuses.latest().status == "paused"
    client.post(reverse("mentorships:resume", args=[pair.pk]), {})
    assert pair.statuses.latest().status == "resumed"
