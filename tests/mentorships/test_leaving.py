"""A mentee leaves with one tap and can think again for a day; and what else one tap asked for can be taken back."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from alongside.foundation import clock
from alongside.mentorships import actions, queries
from alongside.mentorships.actions import NotAllowed, leaving, taking_back
from alongside.mentorships.actions.changes import current_status
from alongside.mentorships.models import CallRequest, EarlierLog, Leaving, Member, Session
from alongside.people.models import Consent
from tests import cast as people

pytestmark = pytest.mark.both


@pytest.fixture
def meeting(cast, pair, ines):
    return actions.plan_session(mentorship=pair, by=ines, day=clock.today() + timedelta(days=3), place="Café")


@pytest.fixture
def consent(cast):
    return Consent.objects.create(person=cast.mentee.person, purpose="mentoring", wording="2026-1", language="ar")


def home(client, cast) -> str:
    client.force_login(cast.nour)
    client.cookies["django_language"] = "en"
    return client.get("/mentorships/home/").content.decode()


def test_from_the_tap_on_the_pair_rests_and_a_day_later_it_has_ended(cast, pair, nour, consent):
    with time_machine.travel(clock.now(), tick=False) as clocks:
        said = leaving.leave(mentorship=pair, by=nour)
        assert current_status(pair) == "paused"
        consent.refresh_from_db()
        assert consent.withdrawn_at
        clocks.shift(timedelta(hours=23))
        assert leaving.carry_out_due() == 0
        clocks.shift(timedelta(hours=2))
        assert leaving.carry_out_due() == 1 and leaving.carry_out_due() == 0
    assert current_status(pair) == "ended"
    step = pair.statuses.latest()
    assert (step.wished_by, step.reason) == ("mentee", "other")
    assert cast.mentee.states.order_by("-at").first().state == "left"
    said.refresh_from_db()
    assert said.done_at


def test_who_thinks_again_within_the_day_walks_on(cast, pair, nour, consent):
    said = leaving.leave(mentorship=pair, by=nour)
    leaving.stay(leaving=said, by=nour)
    leaving.stay(leaving=said, by=nour)
    assert current_status(pair) == "resumed"
    assert Consent.objects.filter(person=cast.mentee.person, withdrawn_at=None).count() == 1
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        assert leaving.carry_out_due() == 0
        again = leaving.leave(mentorship=pair, by=nour)
    assert again.pk != said.pk, "history is rows"


def test_after_the_day_it_is_too_late(cast, pair, nour):
    said = leaving.leave(mentorship=pair, by=nour)
    with time_machine.travel(clock.now() + timedelta(hours=24, minutes=1), tick=False), pytest.raises(NotAllowed):
        leaving.stay(leaving=said, by=nour)


def test_who_stays_while_somebody_is_on_hold_learns_nothing_of_it(cast, pair, nour, ines):
    said = leaving.leave(mentorship=pair, by=nour)
    again = clock.today() + timedelta(days=9)
    actions.hold(person=cast.mentor.person, programme=cast.programme, reason="other", review_on=again, by=ines)
    leaving.stay(leaving=said, by=nour)
    said.refresh_from_db()
    assert said.taken_back_at and current_status(pair) == "paused"


def test_meetings_of_the_next_day_are_called_off_at_once(cast, pair, nour, ines, meeting):
    soon = actions.plan_session(mentorship=pair, by=ines, day=clock.today() + timedelta(days=1), at=None)
    Session.objects.filter(pk=soon.pk).update(starts_at=clock.now() + timedelta(hours=5))
    leaving.leave(mentorship=pair, by=nour)
    soon.refresh_from_db()
    meeting.refresh_from_db()
    assert (soon.outcome, meeting.outcome) == ("cancelled", "")


def test_of_several_mentees_one_leaves_and_the_others_walk_on(cast, pair, nour):
    other = people.enrolled(people.person(cast.organisation, "Tesfay"), cast.programme, "mentee")
    Member.objects.create(mentorship=pair, person=other.person, enrolment=other, role="mentee")
    with time_machine.travel(clock.now(), tick=False) as clocks:
        leaving.leave(mentorship=pair, by=nour)
        assert current_status(pair) == "begun"
        clocks.shift(timedelta(hours=25))
        leaving.carry_out_due()
    assert current_status(pair) == "begun"
    assert set(pair.members.filter(until=None).values_list("person_id", flat=True)) == {cast.mentor.person_id, other.person_id}


def test_the_coordinators_see_it_on_today_until_they_noted_it(cast, pair, ines, nour, client):
    said = leaving.leave(mentorship=pair, by=nour)
    row = next(row for row in queries.due(ines) if "leave" in row.why)
    assert row.url == reverse("mentorships:leaving", args=[said.pk])
    for who in (cast.samira, cast.nour, cast.kateryna):
        client.force_login(who)
        assert client.get(row.url).status_code == 404
    client.force_login(cast.ines)
    assert "Tell the mentor yourself" in client.get(row.url).content.decode()
    client.post(row.url, {})
    assert not [row for row in queries.due(ines) if "leave" in row.why]


def test_only_the_mentee_can_leave(cast, pair, samira, ines):
    for other in (samira, ines, None):
        with pytest.raises(NotAllowed):
            leaving.leave(mentorship=pair, by=other)
    assert not Leaving.objects.exists()


def test_a_mentee_leaves_and_comes_back_by_their_own_page(cast, pair, client):
    assert "Leave the programme" in home(client, cast)
    client.post(reverse("mentorships:go", args=[pair.pk]), {})
    page = home(client, cast)
    assert "Leave the programme: " in page
    undo = reverse("mentorships:undo", args=[pair.pk, "go", Leaving.objects.get().pk])
    assert undo in page
    assert client.get(undo).status_code == 302 and Leaving.objects.get().taken_back_at is None
    client.post(undo, {})
    assert "Leave the programme: " not in home(client, cast) and current_status(pair) == "resumed"


# ── a call, a change, "I can't come" ──────────────────────────────────────────────────
def test_a_call_can_be_taken_back_for_a_day_and_stays_as_a_row(cast, pair, ines, nour, client):
    call = actions.ask_for_call(mentorship=pair, person=cast.mentee.person, by=nour, wants_change=True)
    undo = reverse("mentorships:undo", args=[pair.pk, "call", call.pk])
    assert undo in home(client, cast)
    client.post(undo, {})
    call.refresh_from_db()
    assert call.taken_back_at and not call.called_at
    assert not [row for row in queries.due(ines) if "Asked" in row.why]
    assert undo not in home(client, cast)
    actions.ask_for_call(mentorship=pair, person=cast.mentee.person, by=nour)
    assert CallRequest.objects.count() == 2


def test_who_was_called_already_is_told_so(cast, pair, ines, nour, client):
    call = actions.ask_for_call(mentorship=pair, person=cast.mentee.person, by=nour)
    actions.called(request=call, by=ines)
    with pytest.raises(NotAllowed, match="called you already"):
        taking_back.take_back_call(request=call, by=nour)
    home(client, cast)
    page = client.post(reverse("mentorships:undo", args=[pair.pk, "call", call.pk]), {}, follow=True)
    assert "This does not work now. Your coordinator can help." in page.content.decode()


def test_after_a_day_the_button_is_gone_and_the_call_stands(cast, pair, nour, client):
    call = actions.ask_for_call(mentorship=pair, person=cast.mentee.person, by=nour)
    with time_machine.travel(clock.now() + timedelta(hours=24, minutes=1), tick=False):
        page = home(client, cast)
        assert "Your coordinator calls you by" in page and "Take it back" not in page
        with pytest.raises(NotAllowed):
            taking_back.take_back_call(request=call, by=nour)


def test_i_cant_come_can_be_taken_back_and_what_was_said_is_kept(cast, pair, nour, samira, meeting, client):
    actions.cancel_session(session=meeting, by=nour, whose="mentee")
    undo = reverse("mentorships:undo", args=[pair.pk, "meeting", meeting.pk])
    assert undo in home(client, cast)
    client.post(undo, {})
    meeting.refresh_from_db()
    assert (meeting.outcome, meeting.reason, meeting.logged_at) == ("", "", None)
    assert EarlierLog.objects.get().outcome == "cancelled"


def test_what_the_mentor_called_off_a_mentee_cannot_bring_back(cast, pair, nour, samira, meeting):
    actions.cancel_session(session=meeting, by=samira, whose="mentor")
    with pytest.raises(NotAllowed):
        taking_back.take_back_cancelling(session=meeting, by=nour)


@pytest.mark.parametrize("kind", ["call", "meeting", "go", "other"])
def test_nothing_of_somebody_else_can_be_taken_back(cast, pair, nour, samira, meeting, client, kind):
    call = actions.ask_for_call(mentorship=pair, person=cast.mentor.person, by=samira)
    client.force_login(cast.nour)
    assert client.post(reverse("mentorships:undo", args=[pair.pk, kind, call.pk]), {}).status_code == 404
    client.force_login(cast.kateryna)
    assert client.post(reverse("mentorships:undo", args=[pair.pk, kind, meeting.pk]), {}).status_code == 404
