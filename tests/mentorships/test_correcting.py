"""Whoever wrote a log can correct it; what it said before stays."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse

from alongside.mentorships import actions, erasure
from alongside.mentorships.actions import NotAllowed
from alongside.mentorships.models import EarlierLog

pytestmark = pytest.mark.both

TODAY = date(2026, 10, 6)


@pytest.fixture
def logged(pair, samira):
    return actions.log_session(
        mentorship=pair, by=samira, met=False, day=TODAY, whose="mentee", note="She had the wrong day."
    )


def correct(session, by, **values):
    told = {"met": True, "day": TODAY, "minutes": 45, "channel": "phone", "note": "We spoke by phone."}
    return actions.correct_session(session=session, by=by, **(told | values))


def test_what_was_written_before_stays(logged, samira):
    now = correct(logged, samira)
    assert (now.outcome, now.reason, now.minutes, now.channel, now.note) == ("met", "", 45, "phone", "We spoke by phone.")
    earlier = EarlierLog.objects.get(session=logged)
    assert (earlier.outcome, earlier.reason, earlier.note) == ("not_met", "mentee", "She had the wrong day.")
    assert earlier.logged_by_id == samira.account.pk


def test_only_whoever_wrote_it_corrects_it(cast, logged, ines, nour):
    for by in (ines, nour, cast.principal(cast.kateryna)):
        with pytest.raises(NotAllowed):
            correct(logged, by)
    assert not EarlierLog.objects.exists()


def test_a_day_to_come_and_a_meeting_without_a_log_are_not_corrected(pair, logged, samira):
    with pytest.raises(NotAllowed):
        correct(logged, samira, day=TODAY + timedelta(days=1))
    with pytest.raises(NotAllowed):
        correct(actions.plan_session(mentorship=pair, by=samira, day=TODAY + timedelta(days=1)), samira)


def test_the_page_begins_with_what_was_written_and_saves_the_correction(client, cast, pair, logged):
    client.force_login(cast.samira)
    address = reverse("mentorships:correct", args=[pair.pk, logged.pk])
    assert address in client.get(reverse("mentorships:detail", args=[pair.pk])).content.decode()
    page = client.get(address)
    assert "She had the wrong day." in page.content.decode()
    assert page.context["form"]["met"].value() == "no"
    sent = {"met": "yes", "when": "yesterday", "other_minutes": "50", "channel": "video", "note": "By video.", "version": logged.sequence}
    assert client.post(address, sent).status_code == 302
    logged.refresh_from_db()
    assert (logged.outcome, logged.minutes, logged.note) == ("met", 50, "By video.")
    assert logged.starts_at.date() == TODAY - timedelta(days=1)


def test_a_correction_without_answers_keeps_the_words_and_says_what_to_do(client, cast, pair, logged):
    client.force_login(cast.samira)
    page = client.post(reverse("mentorships:correct", args=[pair.pk, logged.pk]), {"met": "yes", "note": "By video."})
    assert page.status_code == 200
    assert "By video." in page.content.decode() and "Choose about how long it was." in page.content.decode()


def test_a_coordinator_reads_what_stood_there_and_is_not_offered_to_correct_it(client, cast, pair, logged, samira):
    correct(logged, samira)
    client.force_login(cast.ines)
    page = client.get(reverse("mentorships:detail", args=[pair.pk])).content.decode()
    assert "She had the wrong day." in page and "We spoke by phone." in page
    address = reverse("mentorships:correct", args=[pair.pk, logged.pk])
    assert address not in page
    assert client.get(address).status_code == 404


def test_it_is_handed_out_and_erased_with_the_person(cast, pair, logged, samira):
    correct(logged, samira)
    assert "She had the wrong day." in json.dumps(erasure.export(cast.mentee.person))
    erasure.erase(cast.mentee.person)
    assert [e.note for e in EarlierLog.objects.all()] == [""]
