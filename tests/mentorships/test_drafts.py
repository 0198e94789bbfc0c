"""A log that is being written stays its author's, comes back whole, and is gone with the log or after seven days."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from alongside.foundation import clock
from alongside.mentorships import actions
from alongside.mentorships.actions import drafts
from alongside.mentorships.models import LogDraft, Session
from tests import cast as people
from tests.browser import sign_in
from tests.mentorships.story import begin

BEGUN = {"met": "yes", "when": "today", "minutes": "90", "channel": "in_person", "note": "We spoke about wor", "call_me": "on"}


@pytest.fixture
def session(pair):
    return Session.objects.create(mentorship=pair, starts_at=clock.now() - timedelta(hours=3))


@pytest.fixture
def log(pair, session):
    return reverse("mentorships:log", args=[pair.pk]) + f"?meeting={session.pk}"


@pytest.fixture
def keep(pair, session):
    return reverse("mentorships:log_draft", args=[pair.pk]) + f"?meeting={session.pk}"


def test_what_was_begun_comes_back_whole_and_goes_with_the_log(cast, client, log, keep, session):
    client.force_login(cast.samira)
    assert client.post(keep, BEGUN).status_code == 204
    page = client.get(log).content.decode()
    assert "We spoke about wor" in page and "You had begun to write." in page
    assert 'name="minutes" value="90" id="id_minutes_2" checked' in page
    client.post(log, BEGUN | {"note": "We spoke about work."})
    session.refresh_from_db()
    assert session.note == "We spoke about work."
    assert not LogDraft.objects.exists()


def test_it_is_its_authors_alone(cast, client, log, keep):
    client.force_login(cast.samira)
    client.post(keep, BEGUN)
    client.force_login(cast.ines)
    assert "We spoke about wor" not in client.get(log).content.decode()
    for who in (cast.nour, cast.kateryna):
        client.force_login(who)
        assert client.post(keep, BEGUN).status_code == 404
    assert LogDraft.objects.count() == 1


def test_only_the_logs_own_fields_are_kept(cast, client, keep):
    client.force_login(cast.samira)
    client.post(keep, BEGUN | {"again": "on", "other": "x", "idempotency_key": "y", "note": "x" * 5000})
    words = LogDraft.objects.get().words
    assert set(words) == set(BEGUN) and len(words["note"]) == 1200


def test_the_author_can_begin_anew(cast, client, log, keep):
    client.force_login(cast.samira)
    client.post(keep, BEGUN)
    assert client.post(keep, {"forget": "on"}).headers["Location"] == log
    assert not LogDraft.objects.exists()
    assert client.get(keep).headers["Location"] == log


def test_today_written_yesterday_is_yesterday(cast, client, pair, session, log, keep):
    client.force_login(cast.samira)
    day = clock.today()
    client.post(keep, BEGUN)
    with time_machine.travel(clock.now() + timedelta(days=1)):
        client.force_login(cast.samira)
        assert f'value="{day.isoformat()}"' in client.get(log).content.decode()


@pytest.mark.both
def test_drafts_are_forgotten_after_seven_days_and_replace_each_other(cast, pair, samira):
    for words in ({"note": "a"}, {"note": "b"}):
        drafts.keep_draft(mentorship=pair, subject=None, by=samira, words=words)
    assert LogDraft.objects.get().words == {"note": "b"}
    with time_machine.travel(clock.now() + timedelta(days=7, minutes=1)):
        drafts.forget_old()
    assert not LogDraft.objects.exists()


def test_an_ended_mentorship_takes_no_draft(cast, client, pair, keep, ines):
    actions.end(mentorship=pair, reason="completed", wished_by="both", by=ines)
    client.force_login(cast.samira)
    assert client.post(keep, BEGUN).status_code == 404


def test_the_page_keeps_the_form_while_it_is_written(transactional_db, phone_page):
    page, found = phone_page, people.assemble()
    pair = begin(found, None, days_ago=9)
    sign_in(page, found.samira)
    address = reverse("mentorships:log", args=[pair.pk])
    page.goto(address)
    page.get_by_label("One line, if you like").fill("Half a sen")
    page.get_by_text("Kept for you, not saved yet").wait_for()
    page.goto(address)
    assert page.get_by_label("One line, if you like").input_value() == "Half a sen"
    assert page.get_by_text("You had begun to write.").is_visible()
