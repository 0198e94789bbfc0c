"""Reminders: each person once for each true moment, by day, in their language, and never of what isn't so any more.

|What happens|Reminded|
|-|-|
|planned, then 24 hours before|both, once|
|moved|anew for the new moment; never for the old one|
|moved away and back|once|
|called off, logged, on a break, ended|nobody|
|nothing ran for a day|ahead: still before the meeting; past: noted as too late|
"""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation import clock, sms
from alongside.foundation.models import OutgoingMail, OutgoingText
from alongside.mentorships import actions
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions import reminders
from alongside.mentorships.models import Notice, ReminderRule, Session, ToCall
from alongside.mentorships.queries import reminders as queries
from alongside.people.models import ContactWay
from tests.mentorships.story import another_pair

Event, To, Words, Way = ReminderRule.Event, ReminderRule.To, ReminderRule.Words, Notice.Way


@pytest.fixture
def rule(cast, pair):
    """24 hours before, to both; the only one."""
    ReminderRule.objects.all().delete()
    return ReminderRule.objects.create(
        programme=cast.programme, event=Event.AHEAD, hours=24, before=True, to=To.BOTH, words=Words.MEETING,
        since=clock.now() - timedelta(days=9),
    )  # fmt: skip


def at(day: int, hour: int, minute: int = 0):
    """A moment of October 2026, which is an hour later in Lisbon."""
    return time_machine.travel(datetime(2026, 10, day, hour, minute, tzinfo=UTC), tick=False)


def plan(pair, by, day=9, hour=17):
    return actions.plan_session(mentorship=pair, by=by, day=datetime(2026, 10, day).date(), at=time(hour))


def mails():
    return sorted((m.to, m.body) for m in OutgoingMail.objects.filter(body__isnull=False) if "changed" not in m.body and "تغي" not in m.body)


@pytest.mark.both
def test_both_are_reminded_a_day_before_each_in_their_language_and_once(pair, samira, rule):
    plan(pair, samira)
    with at(8, 15, 59):
        assert reminders.send_due() == 0
    with at(8, 16):
        assert reminders.send_due() == 2
        assert reminders.send_due() == 0
    (nour, arabic), (sam, english) = mails()
    assert (sam, english) == ("samira@example.org", "You have a meeting: Friday 9 October, 17:00.")
    assert nour == "nour@example.org" and "17:00" in arabic and "meeting" not in arabic


def test_a_moved_meeting_is_reminded_of_anew_and_never_for_its_old_time(pair, samira, rule):
    session = plan(pair, samira)
    with at(8, 12):
        reminders.send_due()
        session.refresh_from_db()
        session.mentorship = pair
        actions.move_session(session=session, by=samira, day=datetime(2026, 10, 12).date(), at=time(10))
    with at(8, 17):
        assert reminders.send_due() == 0
    with at(11, 9):
        assert reminders.send_due() == 2
    assert all("12" in body and "9 October" not in body for _to, body in mails())


def test_away_and_back_again_is_one_reminder(pair, samira, rule):
    session = plan(pair, samira)
    with at(8, 16):
        assert reminders.send_due() == 2
        for day in (10, 9):
            session = Session.objects.get(pk=session.pk)
            session.mentorship = pair
            actions.move_session(session=session, by=samira, day=datetime(2026, 10, day).date(), at=time(17))
            assert reminders.send_due() == 0


def test_nobody_is_reminded_of_what_is_off(cast, pair, samira, ines, rule):
    first, second = plan(pair, samira), plan(pair, samira, hour=19)
    first.mentorship = second.mentorship = pair
    actions.cancel_session(session=first, by=samira, whose="mentor")
    actions.pause(mentorship=pair, reason="holiday", wished_by="both", by=ines)
    with at(8, 18, 30):
        assert reminders.send_due() == 0
        assert not Notice.objects.filter(rule=rule).exclude(way="").exists()
        actions.resume(mentorship=pair, by=ines)
        assert reminders.send_due() == 2
        actions.end(mentorship=pair, reason="completed", wished_by="both", by=ines)
    with at(9, 8):
        assert reminders.send_due() == 0


def test_whoever_planned_it_after_the_moment_of_the_reminder_knows_of_it(pair, samira, rule):
    plan(pair, samira, day=7, hour=9)
    assert reminders.send_due() == 1
    assert [to for to, _body in mails()] == ["nour@example.org"]


def test_nobody_is_woken_and_an_early_meeting_is_reminded_of_the_evening_before(cast, pair, samira, rule):
    rule.hours = 2
    rule.save()
    plan(pair, samira, day=9, hour=8)
    with at(8, 18, 29):
        assert reminders.send_due() == 0
    with at(8, 18, 31):
        assert reminders.send_due() == 2
    nour = cast.mentee.person
    nour.time_zone = "Asia/Kabul"
    nour.save()
    plan(pair, samira, day=12, hour=17)
    rule.hours = 24
    rule.save()
    with at(11, 16):
        # 20:30 in Kabul; there it is morning before the meeting begins.
        assert reminders.send_due() == 1
    with at(12, 3, 31):
        assert reminders.send_due() == 1
    assert any("(Lisbon)" in body for to, body in mails() if to == "nour@example.org")


@pytest.mark.parametrize(
    ("month", "day", "utc_before"),
    [(10, 25, 16), (3, 28, 17)],
    ids=["summer time ends on the 25th", "summer time begins on 28 March 2027"],
)
def test_a_day_before_is_the_same_hour_when_the_clocks_change(pair, samira, rule, month, day, utc_before):
    year = 2026 if month == 10 else 2027
    actions.plan_session(mentorship=pair, by=samira, day=datetime(year, month, day).date(), at=time(17))
    moment = datetime(year, month, day - 1, utc_before, 0, tzinfo=UTC)
    with time_machine.travel(moment - timedelta(minutes=1), tick=False):
        assert reminders.send_due() == 0
    with time_machine.travel(moment, tick=False):
        assert reminders.send_due() == 2


def test_after_a_silence_nothing_floods(pair, samira, rule):
    asked = ReminderRule.objects.create(
        programme=pair.programme, event=Event.UNLOGGED, hours=2, to=To.MENTOR, words=Words.HOW
    )
    for day in (7, 8, 14):
        plan(pair, samira, day=day, hour=15)
    with at(13, 15):
        assert reminders.send_due() == 2
        assert reminders.send_due() == 0
    assert sorted(Notice.objects.filter(rule=asked).values_list("way", flat=True)) == [Way.LATE, Way.LATE]
    with at(14, 17):
        assert reminders.send_due() == 1
    assert [to for to, body in mails() if "/l/" in body] == ["samira@example.org"]


def test_two_rules_at_one_moment_are_one_message(pair, samira, rule):
    ReminderRule.objects.create(programme=pair.programme, event=Event.AHEAD, hours=23, before=True, to=To.MENTOR, words=Words.LOOK)
    plan(pair, samira)
    with at(8, 17, 5):
        assert reminders.send_due() == 2
    assert Notice.objects.filter(way=Way.JOINED).count() == 1


def test_a_goals_day_is_reminded_of_until_somebody_looks(cast, pair, samira, rule):
    ReminderRule.objects.create(programme=pair.programme, event=Event.GOAL, hours=0, to=To.MENTOR, words=Words.LOOK)
    day = datetime(2026, 10, 8).date()
    goal = actions.write_goal(
        mentorship=pair, person=cast.mentee.person, by=samira, words="Learn to cycle", language="en", review_on=day
    )
    with at(8, 7, 59):
        assert reminders.send_due() == 0
    with at(8, 8, 1):
        assert reminders.send_due() == 1
        assert "cycle" not in mails()[0][1]
        goal.mentorship = pair
        actions.change_goal(
            goal=goal, by=samira, expected_version=1, words="Cycle", language="en", review_on=day + timedelta(days=2)
        )
    with at(10, 8, 1):
        assert reminders.send_due() == 1


# ── the way ───────────────────────────────────────────────────────────────────────────────
def test_without_a_safe_mailbox_it_goes_by_text_and_without_that_onto_the_call_list(cast, pair, samira, rule, settings):
    settings.SMS_GATEWAY = "alongside.foundation.sms.record"
    nour = cast.mentee.person
    ContactWay.objects.create(person=nour, kind="email", value="nour@example.org", is_safe=False)
    ContactWay.objects.create(person=nour, kind="message", value="+351 912 000 111", is_safe=True)
    plan(pair, samira)
    with at(8, 16):
        reminders.send_due()
        text = OutgoingText.objects.get()
        assert text.language == "ar" and sms.parts(text.body) == 1
        sms.send_due()
    assert sms.recorded[-1] == ("+351912000111", text.body)
    ContactWay.objects.filter(kind="message").update(is_safe=None)
    plan(pair, samira, day=12)
    with at(11, 16):
        reminders.send_due()
    call = ToCall.objects.get()
    assert (call.person, call.why, OutgoingText.objects.count()) == (nour, "meeting", 1)


def test_coordinators_can_be_reminded_too(cast, pair, samira, rule):
    ReminderRule.objects.create(programme=pair.programme, event=Event.UNLOGGED, hours=3, to=To.COORDINATOR, words=Words.LOOK)
    rule.delete()
    plan(pair, samira, day=6, hour=12)
    with at(6, 14):
        assert reminders.send_due() == 1
    assert mails()[0][0] == "ines@example.org"


# ── rules ─────────────────────────────────────────────────────────────────────────────────
@pytest.mark.both
def test_a_programme_begins_with_the_usual_reminders_and_only_once(cast):
    assert reminders.lay_out() == 2
    assert reminders.lay_out() == 0
    assert ReminderRule.objects.filter(programme=cast.programme).count() == len(reminders.USUAL)


def test_a_rule_that_is_switched_on_does_not_reach_back(pair, samira, rule):
    plan(pair, samira)
    with at(8, 17):
        ReminderRule.objects.all().delete()
        ReminderRule.objects.create(programme=pair.programme, event=Event.AHEAD, hours=24, before=True, to=To.BOTH, words=Words.MEETING)
        assert reminders.send_due() == 0


def test_only_coordinators_of_the_programme_change_reminders(cast, pair, samira, rule):
    for by in (samira, cast.principal(cast.kateryna)):
        with pytest.raises(NotAllowed):
            reminders.change_rule(rule=rule, by=by, expected_version=1, values={"active": False})
        with pytest.raises(NotAllowed):
            reminders.add_rule(programme=cast.programme, by=by, values={})


VALUES = {"event": "ahead", "hours": "48", "before": "before", "to": "both", "words": "meeting", "active": "on"}


def test_a_coordinator_sees_the_words_in_each_language_before_anything_is_kept(cast, client, rule):
    client.force_login(cast.ines)
    programme = reverse("programmes:programme", args=[cast.programme.pk])
    address = reverse("mentorships:reminders", args=[cast.programme.pk])
    assert address in client.get(programme).content.decode()
    assert "24 hours before a meeting" in client.get(address).content.decode()
    page = reverse("mentorships:reminder", args=[cast.programme.pk, rule.pk])
    seen = client.post(page, VALUES | {"version": 1, "look": "on"}).content.decode()
    assert "You have a meeting: Thursday 8 October, 17:00." in seen and "العربيّة" in seen
    rule.refresh_from_db()
    assert rule.hours == 24
    client.post(page, VALUES | {"version": 1})
    rule.refresh_from_db()
    assert (rule.hours, rule.version) == (48, 2)
    assert "Somebody else changed this" in client.post(page, VALUES | {"version": 1}).content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"before": "after"}, "Choose “Before”."),
        ({"event": "unlogged", "words": "look"}, "Choose “After”."),
        ({"event": "unlogged", "before": "after"}, "Choose other words."),
        ({"words": "how"}, "It fits a meeting that is over."),
        ({"event": "unlogged", "before": "after", "words": "how"}, "Choose them."),
        ({"hours": "400"}, "from 0 to 336"),
    ],
)
def test_what_makes_no_sense_is_told(cast, client, rule, changed, said):
    client.force_login(cast.ines)
    page = client.post(reverse("mentorships:new_reminder", args=[cast.programme.pk]), VALUES | changed).content.decode()
    assert said in page
    assert ReminderRule.objects.count() == 1


def test_every_sentence_fits_two_text_messages_in_every_language(cast):
    for words in Words.values:
        for _code, _name, text in queries.previews(words, cast.programme):
            assert sms.parts(text) <= 2, text


def test_the_clock_costs_the_same_for_one_pair_and_for_five(cast, pair, ines, rule):
    def written_down(day: int) -> int:
        with at(day - 1, 6), CaptureQueriesContext(connection) as queries:
            # Early in the morning: rows are written for later, none is sent yet.
            assert reminders.send_due() == 0
        return len(queries)

    reminders.send_due()
    plan(pair, ines, day=12)
    one = written_down(12)
    Notice.objects.all().delete()
    for n in range(5):
        plan(another_pair(cast, ines, n), ines, day=14)
    assert written_down(14) == one
    assert Notice.objects.filter(way="").count() == 10
