"""The call list: whom no message can reach, once each, until somebody reached them or found another way."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation import clock, mail, sms
from alongside.foundation.models import OutgoingMail, OutgoingText
from alongside.mentorships import actions
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions import to_call
from alongside.mentorships.actions.telling import tell
from alongside.mentorships.models import CallTry, Notice, ToCall
from alongside.mentorships.queries import due
from alongside.mentorships.queries import to_call as queries
from alongside.people.models import ContactWay
from tests.mentorships.story import another_pair

Answer = CallTry.Answer


@pytest.fixture
def unreachable(cast):
    """Nour's mailbox is not safe; a phone is."""
    nour = cast.mentee.person
    ContactWay.objects.create(person=nour, kind="email", value="nour@example.org", is_safe=False)
    ContactWay.objects.create(person=nour, kind="phone", value="+351 912 000 222", is_safe=True)
    return nour


@pytest.fixture
def call(pair, samira, unreachable):
    tell(pair, by=samira)
    return ToCall.objects.get()


def words(rows) -> list[str]:
    return [row.why for row in rows]


@pytest.mark.both
def test_whoever_cannot_be_written_to_safely_is_called_and_nothing_is_sent(pair, samira, unreachable):
    tell(pair, by=samira)
    tell(pair, by=samira)
    call = ToCall.objects.get()
    assert (call.person, call.why) == (unreachable, "changed")
    assert not OutgoingMail.objects.exists() and not OutgoingText.objects.exists()


def test_two_notices_within_minutes_are_one_message(cast, pair, ines):
    with time_machine.travel(clock.now(), tick=False) as clocks:
        tell(pair, by=ines)
        clocks.shift(timedelta(minutes=2))
        tell(pair, by=ines)
        assert OutgoingMail.objects.count() == 2
        assert mail.send_due() == 0
        clocks.shift(timedelta(minutes=1))
        assert mail.send_due() == 2
        tell(pair, by=ines)
    assert OutgoingMail.objects.count() == 4


def test_a_notice_goes_by_text_in_the_morning_if_that_is_the_safe_way(pair, samira, unreachable, settings):
    settings.SMS_GATEWAY = "alongside.foundation.sms.record"
    ContactWay.objects.create(person=unreachable, kind="message", value="+351 912 000 111", is_safe=True)
    with time_machine.travel(datetime(2026, 10, 6, 21, 0, tzinfo=UTC), tick=False) as clocks:
        tell(pair, by=samira)
        clocks.shift(timedelta(hours=1))
        assert sms.send_due() == 0
        clocks.move_to(datetime(2026, 10, 7, 7, 1, tzinfo=UTC))
        assert sms.send_due() == 1
    assert not ToCall.objects.exists()


def test_whoever_has_no_account_is_not_told_to_sign_in(cast, ines):
    pair = another_pair(cast, ines, 1)
    person = pair.members.get(role="mentee").person
    ContactWay.objects.create(person=person, kind="email", value="tesfay@example.org", is_safe=True)
    tell(pair, by=ines)
    assert OutgoingMail.objects.get(body__isnull=False).body.endswith("Please ask your coordinator.")


# ── tries ─────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("now", "tries", "then"),
    [
        ((6, 9), 1, (6, 11)), ((6, 15), 1, (6, 17, 0)), ((6, 16), 1, (7, 8)), ((6, 10), 2, (7, 8)),
        ((6, 10), 3, (7, 8)), ((6, 4), 2, (6, 8)), ((24, 16), 1, (25, 9)),
    ],
)  # fmt: skip
def test_the_next_try_is_two_hours_later_then_the_next_morning(now, tries, then):
    moment = datetime(2026, 10, *now, tzinfo=UTC)
    if now == (6, 15):
        # 16:00 in Lisbon; 18:00 is evening there.
        then = (7, 8)
    assert to_call.next_try(moment, tries, "Europe/Lisbon") == datetime(2026, 10, *then, tzinfo=UTC)


@pytest.mark.both
def test_no_answer_plans_the_next_try_and_after_four_another_way_is_looked_for(call, ines):
    with time_machine.travel(clock.now(), tick=False) as clocks:
        for n in range(4):
            assert queries.state_of(queries.with_tries(ToCall.objects.all()).get()) == "now"
            to_call.answer(call=call, by=ines, said=Answer.NO_ANSWER)
            found = queries.with_tries(ToCall.objects.all()).get()
            assert queries.state_of(found) == ("stuck" if n == 3 else "later")
            clocks.move_to(found.next_at)
    assert "1 call to make: no message can reach them." in words(due(ines))
    to_call.answer(call=call, by=ines, said=Answer.DONE)
    assert not words(queries.due(ines))
    with pytest.raises(NotAllowed):
        to_call.answer(call=call, by=ines, said=Answer.REACHED)


def test_a_call_that_is_planned_for_later_leaves_today_alone(call, ines):
    to_call.answer(call=call, by=ines, said=Answer.NO_ANSWER)
    assert queries.due(ines) == []
    with time_machine.travel(clock.now() + timedelta(hours=2, minutes=1)):
        assert len(queries.due(ines)) == 1


def test_only_coordinators_of_the_programme_see_the_list_and_answer(cast, call, samira, client):
    for by in (samira, cast.principal(cast.kateryna)):
        with pytest.raises(NotAllowed):
            to_call.answer(call=call, by=by, said=Answer.REACHED)
    client.force_login(cast.kateryna)
    assert client.get(reverse("mentorships:to_call", args=[call.pk])).status_code == 404
    assert "نور" not in client.get(reverse("mentorships:call_list")).content.decode()


def test_one_tap_each_on_the_list(cast, call, client):
    client.force_login(cast.ines)
    address = reverse("mentorships:call_list")
    assert address in client.get(reverse("mentorships:list")).content.decode()
    page = client.get(address).content.decode()
    assert "نور الحسيني" in page and 'href="tel:+351912000222"' in page
    one = reverse("mentorships:to_call", args=[call.pk])
    assert client.post(one, {"answer": "wrong"}).headers["Location"] == address
    page = client.get(address).content.decode()
    assert "The number is wrong." in page and 'value="no_answer"' not in page
    client.post(one, {"answer": "reached"})
    assert "Nobody waits for a call." in client.get(address).content.decode()
    assert "This is settled." in client.get(one).content.decode()
    assert "Choose what came of it." in client.post(one, {"answer": "x"}).content.decode()


def test_the_list_costs_the_same_at_two_sizes(cast, call, ines, client):
    client.force_login(cast.ines)

    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("mentorships:call_list"))
        return len(found)

    cost()
    one = cost()
    for n in range(6):
        tell(another_pair(cast, ines, n), by=ines)
    assert ToCall.objects.count() == 13
    # Names are read once, when somebody is new.
    cost()
    assert cost() == one


# ── who comes and goes by itself ──────────────────────────────────────────────────────────
def test_nobody_calls_about_a_meeting_that_has_begun(cast, pair, samira, unreachable):
    session = actions.plan_session(mentorship=pair, by=samira, day=clock.today() + timedelta(days=1), at=time(9))
    to_call.put_on_list(mentorship=pair, person=unreachable, why="meeting", about=session.starts_at)
    to_call.tidy()
    assert ToCall.objects.filter(closed_at=None).exists()
    with time_machine.travel(session.starts_at + timedelta(minutes=1)):
        to_call.tidy()
    assert not ToCall.objects.filter(closed_at=None).exists()


@pytest.mark.both
def test_a_message_that_did_not_arrive_is_on_today_with_the_person_until_they_were_called(cast, pair, samira, ines):
    tell(pair, by=samira)
    OutgoingMail.objects.update(attempts=mail.ATTEMPTS)
    for _ in range(2):
        to_call.tidy()
    row = next(row for row in due(ines) if "did not arrive" in row.why)
    assert row.people == (("نور الحسيني", "plain"),)
    call = ToCall.objects.get()
    assert row.url == reverse("mentorships:to_call", args=[call.pk])
    to_call.answer(call=call, by=ines, said=Answer.REACHED)
    to_call.tidy()
    assert not [row for row in due(ines) if "did not arrive" in row.why]


def test_a_text_that_was_refused_is_on_today_too(cast, pair, samira, ines, unreachable, settings):
    settings.SMS_GATEWAY = "alongside.foundation.sms.record"
    ContactWay.objects.create(person=unreachable, kind="message", value="+351 912 000 111", is_safe=True)
    tell(pair, by=samira)
    OutgoingText.objects.update(refused_at=clock.now())
    to_call.tidy()
    assert ToCall.objects.get().why == "failed"
    assert not Notice.objects.filter(text__isnull=False).exists()


def test_mail_of_other_rooms_that_did_not_arrive_counts_as_well(cast, pair, ines):
    lost = mail.queue(to="samira@example.org", body="A question.")
    OutgoingMail.objects.filter(pk=lost.pk).update(attempts=mail.ATTEMPTS)
    to_call.tidy()
    call = ToCall.objects.get()
    assert (call.person, call.why) == (cast.mentor.person, "failed")
    to_call.answer(call=call, by=ines, said=Answer.REACHED)
    to_call.tidy()
    assert ToCall.objects.count() == 1
