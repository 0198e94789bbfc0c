"""What Today shows for mentorships, computed from the contact rules."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation import clock
from alongside.mentorships import actions
from alongside.mentorships.models import MentorshipStatus, Session
from alongside.mentorships.queries import due
from tests.mentorships.story import another_pair, begin, usual_rules

pytestmark = pytest.mark.both


@pytest.fixture
def rules(cast):
    usual_rules(cast.programme)


def reasons(cast, who):
    return [row.why for row in due(cast.principal(who))]


def call(pair, by, days_ago=0):
    at = clock.now() - timedelta(days=days_ago)
    return actions.check_in(mentorship=pair, by=by, spoke_with="both", channel="phone", at=at)


def test_both_are_called_within_two_days_of_the_introduction(cast, rules, ines):
    pair = begin(cast, ines)
    assert reasons(cast, cast.ines) == ["Introduced today. Call both by Thursday 8 October, 11:00."]
    with time_machine.travel(clock.now() + timedelta(days=3)):
        assert reasons(cast, cast.ines) == ["Introduced 3 days ago, nobody has called yet."]
    call(pair, ines)
    assert reasons(cast, cast.ines) == []


def test_a_talk_before_the_introduction_is_no_check_in(cast, rules, ines, client):
    pair = begin(cast, ines)
    client.force_login(cast.ines)
    address = reverse("mentorships:check_in", args=[pair.pk])
    day_before = (clock.today() - timedelta(days=1)).isoformat()
    page = client.post(address, {"spoke_with": "both", "channel": "phone", "day": day_before})
    assert "Choose a day after they were introduced." in page.content.decode()
    assert reasons(cast, cast.ines) == ["Introduced today. Call both by Thursday 8 October, 11:00."]


def test_the_second_check_in_of_month_one_comes_up_after_half_of_it(cast, rules, ines):
    pair = begin(cast, ines, days_ago=10)
    call(pair, ines, days_ago=9)
    assert reasons(cast, cast.ines) == []
    with time_machine.travel(clock.now() + timedelta(days=6)):
        # The pair meets, so nobody is quiet.
        actions.log_session(mentorship=pair, by=ines, met=True, day=clock.today(), minutes=60)
        assert reasons(cast, cast.ines) == ["Introduced 2 weeks ago. Time for the next check-in of the first month."]
        call(pair, ines)
        assert reasons(cast, cast.ines) == []


def test_later_a_check_in_is_due_every_month(cast, rules, pair, ines):
    call(pair, ines, days_ago=31)
    actions.plan_session(mentorship=pair, by=ines, day=clock.today() + timedelta(days=1))
    assert reasons(cast, cast.ines) == ["Your last check-in was 4 weeks ago."]
    call(pair, ines)
    assert reasons(cast, cast.ines) == []


def test_twice_a_month_means_that_half_a_month_without_a_check_in_is_enough(cast, rules, pair, ines):
    cast.programme.contact_rules.filter(after="later").update(times=2)
    actions.plan_session(mentorship=pair, by=ines, day=clock.today() + timedelta(days=1))
    call(pair, ines, days_ago=14)
    assert reasons(cast, cast.ines) == []
    pair.check_ins.all().delete()
    call(pair, ines, days_ago=16)
    assert reasons(cast, cast.ines) == ["Your last check-in was 2 weeks ago."]


def test_a_twice_monthly_rhythm_begins_with_month_two(cast, rules, ines):
    cast.programme.contact_rules.filter(after="later").update(times=2)
    pair = begin(cast, ines, days_ago=29)
    actions.plan_session(mentorship=pair, by=ines, day=clock.today() + timedelta(days=1))
    call(pair, ines, days_ago=28)
    call(pair, ines, days_ago=16)
    assert reasons(cast, cast.ines) == []


def test_a_new_pair_comes_up_however_many_older_ones_were_called(cast, rules, ines):
    for number in range(12):
        called = another_pair(cast, ines, number, days_ago=20)
        call(called, ines, days_ago=19)
        call(called, ines, days_ago=2)
    begin(cast, ines)
    assert "Introduced today. Call both by Thursday 8 October, 11:00." in reasons(cast, cast.ines)


def test_a_meeting_without_an_outcome_comes_up(cast, pair, ines):
    Session.objects.create(mentorship=pair, starts_at=clock.now() - timedelta(days=3))
    call(pair, ines)
    assert reasons(cast, cast.ines) == ["They planned to meet on Saturday 3 October. Nobody has said how it went."]
    assert reasons(cast, cast.samira) == ["You planned to meet on Saturday 3 October. Say how it went."]


def test_a_pair_nobody_heard_from_comes_up_unless_a_meeting_is_planned(cast, pair, ines):
    assert reasons(cast, cast.ines) == ["No word from either since Thursday 27 August."]
    actions.plan_session(mentorship=pair, by=ines, day=clock.today() + timedelta(days=2))
    assert reasons(cast, cast.ines) == []


def test_a_break_that_is_over_comes_up_and_nothing_else_meanwhile(cast, rules, pair, ines):
    until = clock.today() + timedelta(days=10)
    actions.pause(mentorship=pair, by=ines, reason="holiday", wished_by="both", resumes_on=until)
    assert reasons(cast, cast.ines) == []
    with time_machine.travel(clock.now() + timedelta(days=10)):
        assert reasons(cast, cast.ines) == ["Their break was planned until Friday 16 October."]


def test_a_break_without_an_end_is_asked_about_after_a_month(cast, pair, ines):
    actions.pause(mentorship=pair, by=ines, reason="holiday", wished_by="both")
    MentorshipStatus.objects.filter(status="paused").update(at=clock.now() - timedelta(days=31))
    assert reasons(cast, cast.ines) == ["They have paused since Saturday 5 September."]


def test_an_ended_pair_asks_for_nothing(cast, rules, pair, ines):
    Session.objects.create(mentorship=pair, starts_at=clock.now() - timedelta(days=3))
    actions.end(mentorship=pair, by=ines, reason="completed", wished_by="both")
    assert reasons(cast, cast.ines) == reasons(cast, cast.samira) == []


def test_a_mentor_plans_the_first_meeting_then_sees_the_next(cast, pair, ines, samira):
    assert reasons(cast, cast.samira) == ["You were introduced 5 weeks ago. Plan the first meeting."]
    actions.plan_session(mentorship=pair, by=samira, day=clock.today() + timedelta(days=2))
    assert reasons(cast, cast.samira) == ["Your next meeting: Thursday 8 October."]


def test_a_pair_has_one_row_and_a_row_has_one_button(cast, rules, pair, ines):
    Session.objects.create(mentorship=pair, starts_at=clock.now() - timedelta(days=20))
    rows = due(cast.principal(cast.ines))
    assert len(rows) == 1
    assert rows[0].button and rows[0].url.startswith("/mentorships/")
    assert rows[0].people == (("Samira Haddad", "mentor"), ("نور الحسيني", "mentee"))


def test_a_coordinator_elsewhere_and_an_administrator_see_nothing(cast, rules, pair):
    assert reasons(cast, cast.kateryna) == reasons(cast, cast.admin) == []


def test_today_costs_the_same_at_six_and_at_sixty(cast, rules, ines):
    counts = []
    for numbers in (range(6), range(6, 60)):
        for number in numbers:
            pair = another_pair(cast, ines, number, days_ago=5 + number * 9 % 60)
            Session.objects.create(mentorship=pair, starts_at=clock.now() - timedelta(days=2))
            actions.ask_for_call(mentorship=pair, person=pair.members.first().person, by=None)
        due(ines)
        with CaptureQueriesContext(connection) as queries:
            due(ines)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 42
