"""Two people change the same meeting with a network: each reads both texts, and nothing is written over in silence."""

from datetime import timedelta
from uuid import uuid4

import pytest

from alongside.foundation import clock
from alongside.mentorships import actions
from alongside.mentorships.models import EarlierLog, Session

pytestmark = pytest.mark.both

STALE = "Somebody else changed this while you were writing."


@pytest.fixture
def meeting(pair, ines):
    return actions.plan_session(mentorship=pair, by=ines, day=clock.today() + timedelta(days=3), place="Library")


@pytest.fixture
def past(pair, ines):
    made = actions.plan_session(mentorship=pair, by=ines, day=clock.today())
    Session.objects.filter(pk=made.pk).update(starts_at=clock.now() - timedelta(days=1))
    return made


def post(client, who, address, **typed):
    client.force_login(who)
    return client.post(address, {"idempotency_key": uuid4(), **typed})


def said(**more) -> dict:
    usual = {"met": "yes", "when": "yesterday", "minutes": "60", "channel": "in_person", "note": "Mine", "version": 0}
    return usual | more


def test_a_move_does_not_write_over_another_move(cast, pair, ines, meeting, client):
    address = f"/mentorships/{pair.pk}/meetings/{meeting.pk}/move/"
    day = clock.today() + timedelta(days=5)
    actions.move_session(session=meeting, by=ines, day=day, place="Her café")
    typed = {"day": clock.today() + timedelta(days=4), "at": "17:00", "place": "My park", "version": 0}
    page = post(client, cast.samira, address, **typed)
    text = page.content.decode()
    assert page.status_code == 200 and STALE in text and "Her café" in text and "My park" in text
    meeting.refresh_from_db()
    assert meeting.place == "Her café"
    assert post(client, cast.samira, address, **typed | {"version": meeting.sequence}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.place == "My park"


def test_a_log_beside_a_colleagues_log_is_shown_and_can_only_be_a_second_one(cast, pair, ines, past, client):
    actions.log_session(mentorship=pair, by=ines, met=False, day=clock.today() - timedelta(days=1), whose="mentee", session=past)
    address = f"/mentorships/{pair.pk}/log/?meeting={past.pk}"
    past.refresh_from_db()
    for version in (0, past.sequence):
        text = post(client, cast.samira, address, **said(version=version)).content.decode()
        assert STALE in text and "Did not meet" in text and "Mine" in text
    assert post(client, cast.samira, address, **said(version=past.sequence, again="on")).status_code == 302
    assert sorted(pair.sessions.values_list("outcome", flat=True)) == ["met", "not_met"]
    past.refresh_from_db()
    assert past.outcome == "not_met"


def test_my_own_log_from_another_window_is_shown_and_may_be_replaced_knowingly(cast, pair, samira, past, client):
    yesterday = clock.today() - timedelta(days=1)
    actions.log_session(
        mentorship=pair, by=samira, met=True, day=yesterday, minutes=30, channel="phone", note="First", session=past
    )
    past.refresh_from_db()
    address = f"/mentorships/{pair.pk}/log/?meeting={past.pk}"
    text = post(client, cast.samira, address, **said()).content.decode()
    assert STALE in text and "First" in text and "Mine" in text
    later = {"next_day": clock.today() + timedelta(days=7), "next": "not_yet"}
    assert post(client, cast.samira, address, **said(version=past.sequence) | later).status_code == 302
    past.refresh_from_db()
    assert past.note == "Mine" and EarlierLog.objects.get().note == "First"
    # Also the next meeting that was typed is kept.
    assert pair.sessions.filter(outcome="").count() == 1


def test_a_meeting_that_was_called_off_meanwhile_is_asked_about(cast, pair, ines, past, client):
    Session.objects.filter(pk=past.pk).update(starts_at=clock.now() + timedelta(minutes=1))
    past.refresh_from_db()
    actions.cancel_session(session=past, by=ines, whose="mentee")
    address = f"/mentorships/{pair.pk}/log/?meeting={past.pk}"
    text = post(client, cast.samira, address, **said(when="today")).content.decode()
    assert STALE in text and "Write mine down all the same" in text and "Mine" in text
    past.refresh_from_db()
    assert post(client, cast.samira, address, **said(when="today", version=past.sequence, again="on")).status_code == 302
    assert sorted(pair.sessions.values_list("outcome", flat=True)) == ["cancelled", "met"]


def test_a_correction_does_not_write_over_a_correction_from_another_phone(cast, pair, samira, past, client):
    yesterday = clock.today() - timedelta(days=1)
    told = {"met": True, "day": yesterday, "minutes": 30, "channel": "phone"}
    actions.log_session(mentorship=pair, by=samira, note="First", session=past, **told)
    past.refresh_from_db()
    seen = past.sequence
    actions.correct_session(session=past, by=samira, note="Second", **told)
    address = f"/mentorships/{pair.pk}/meetings/{past.pk}/correct/"
    text = post(client, cast.samira, address, **said(version=seen)).content.decode()
    assert STALE in text and "Second" in text and "Mine" in text
    past.refresh_from_db()
    assert past.note == "Second"
    assert post(client, cast.samira, address, **said(version=past.sequence)).status_code == 302


def test_a_moved_meeting_is_asked_about_unless_the_day_is_the_new_one(cast, pair, ines, past, client):
    actions.move_session(session=past, by=ines, day=clock.today() + timedelta(days=2), place="New place")
    address = f"/mentorships/{pair.pk}/log/?meeting={past.pk}"
    text = post(client, cast.samira, address, **said()).content.decode()
    assert STALE in text and "Mine" in text
    past.refresh_from_db()
    assert past.outcome == ""
    assert post(client, cast.samira, address, **said(version=past.sequence)).status_code == 302
    assert pair.sessions.get().note == "Mine"


def test_the_chip_of_a_planned_day_that_is_gone_asks_for_the_day_and_keeps_the_words(cast, pair, ines, past, client):
    Session.objects.filter(pk=past.pk).update(starts_at=clock.now() - timedelta(days=5))
    past.refresh_from_db()
    actions.move_session(session=past, by=ines, day=clock.today() + timedelta(days=2))
    text = post(client, cast.samira, f"/mentorships/{pair.pk}/log/?meeting={past.pk}", **said(when="planned")).content.decode()
    assert "Choose a day." in text and "Mine" in text
    past.refresh_from_db()
    assert past.outcome == ""
