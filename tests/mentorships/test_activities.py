"""Given several pairs, when something is done together, then each answers for itself and no place is given twice.

    who                   sees it                       may answer        may move, call off, log
    coordinator           all of the programme          no                yes
    mentor, mentee        what their pair is invited to yes               no
    a pair that rests     nothing                       no                -
    another programme     nothing (404)                 no                no
"""

from datetime import time, timedelta

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from alongside.foundation import clock
from alongside.foundation.forms import Changed
from alongside.foundation.models import OutgoingMail
from alongside.mentorships import actions as walking
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions import activities as actions
from alongside.mentorships.models import Activity, ActivityPart, Session
from alongside.mentorships.queries import activities as queries
from alongside.mentorships.queries import calendars
from tests.matching.test_two_hands import at_once
from tests.mentorships.story import another_pair

pytestmark = pytest.mark.both


def invite(cast, by, pairs, *, days=5, places=None, at=time(15)):
    return actions.invite_to_activity(
        programme=cast.programme, by=by, what="Picnic in the park", day=clock.today() + timedelta(days=days), at=at,
        mentorships=[p.pk for p in pairs], place="Parque da Cidade", places=places,
    )  # fmt: skip


def part_of(activity, pair) -> ActivityPart:
    part = activity.parts.get(mentorship=pair)
    part.mentorship = pair
    return part


def answer(activity, pair, by, heads):
    return actions.answer_activity(part=part_of(activity, pair), by=by, heads=heads)


def test_pairs_under_way_are_offered_and_those_that_rest_are_not(cast, ines, pair):
    paused, ended = another_pair(cast, ines, 1), another_pair(cast, ines, 2)
    walking.pause(mentorship=paused, reason="holiday", wished_by="both", by=ines)
    walking.end(mentorship=ended, reason="moved", wished_by="both", by=ines)
    assert queries.pairs_to_invite(cast.programme) == [pair]
    with pytest.raises(NotAllowed, match="under way"):
        invite(cast, ines, [pair, paused])


def test_only_coordinators_invite(cast, ines, samira, pair):
    for by in (samira, cast.principal(cast.kateryna)):
        with pytest.raises(NotAllowed):
            invite(cast, by, [pair])
    assert not Activity.objects.exists()


def test_either_of_a_pair_answers_and_may_think_again(cast, ines, samira, nour, pair):
    activity = invite(cast, ines, [pair, another_pair(cast, ines, 1)], places=20)
    answer(activity, pair, samira, 2)
    answer(activity, pair, nour, 4)
    shown = queries.with_guests(ines, queries.activities(ines)[0][0].row)
    assert (shown.heads, shown.silent, shown.left) == (4, 1, 16)
    answer(activity, pair, nour, 0)
    assert part_of(activity, pair).heads == 0
    with pytest.raises(NotAllowed):
        answer(activity, pair, ines, 2)


def test_places_run_out(cast, ines, samira, pair):
    other = another_pair(cast, ines, 1)
    activity = invite(cast, ines, [pair, other], places=4)
    ActivityPart.objects.filter(mentorship=other).update(heads=3, answered_at=clock.now())
    with pytest.raises(NotAllowed, match="Places left: 1."):
        answer(activity, pair, samira, 2)
    answer(activity, pair, samira, 1)
    # Whoever has a place may say it again, and a no needs none.
    answer(activity, pair, samira, 1)
    answer(activity, pair, samira, 0)


def test_a_pair_that_ends_gives_its_places_back(cast, ines, samira, pair):
    activity = invite(cast, ines, [pair], places=2)
    answer(activity, pair, samira, 2)
    walking.end(mentorship=pair, reason="moved", wished_by="both", by=ines)
    assert queries.activities(ines)[0][0].left == 2


def test_after_its_day_nobody_answers_and_before_it_began_nobody_logs(cast, ines, samira, pair):
    activity = invite(cast, ines, [pair], days=0, at=time(23))
    with pytest.raises(NotAllowed, match="not taken place"):
        actions.log_activity(activity=activity, by=ines, came=[pair.pk])
    with time_machine.travel(clock.now() + timedelta(days=1), tick=True):
        with pytest.raises(NotAllowed, match="answered any more"):
            answer(activity, pair, samira, 1)
        with pytest.raises(NotAllowed, match="called off or over"):
            actions.call_off_activity(activity=activity, by=ines)


def test_moved_to_another_time_all_are_asked_anew_and_told(cast, ines, samira, pair):
    activity = invite(cast, ines, [pair])
    answer(activity, pair, samira, 2)
    OutgoingMail.objects.all().delete()
    day, place = clock.today() + timedelta(days=5), "At the river"
    actions.move_activity(activity=activity, by=ines, expected_version=1, day=day, at=time(15), place=place)
    assert part_of(activity, pair).heads == 2
    with pytest.raises(Changed):
        actions.move_activity(activity=activity, by=ines, expected_version=1, day=day, at=time(16))
    actions.move_activity(activity=activity, by=ines, expected_version=2, day=day, at=time(16), place=place)
    assert part_of(activity, pair).heads is None
    sent = [mail.body for mail in OutgoingMail.objects.all()]
    assert sent and not any("Picnic" in body or "river" in body for body in sent)


def test_afterwards_one_tap_logs_a_meeting_for_those_who_came_and_twice_logs_once(cast, ines, samira, pair):
    other = another_pair(cast, ines, 1)
    activity = invite(cast, ines, [pair, other])
    walking.plan_session(mentorship=pair, by=samira, day=clock.today() + timedelta(days=5), at=time(18))
    with time_machine.travel(clock.now() + timedelta(days=6), tick=True):
        assert "Say who came" in [row.button for row in queries.due_activities(ines)]
        for _time in range(2):
            actions.log_activity(activity=activity, by=ines, came=[pair.pk])
        assert queries.due_activities(ines) == []
        met = Session.objects.filter(outcome="met")
        assert [(s.mentorship, s.minutes) for s in met] == [(pair, 120)]
        # What they planned for the evening is another meeting.
        assert Session.objects.filter(outcome="").count() == 1
        actions.log_activity(activity=activity, by=ines, came=[pair.pk, other.pk])
        assert met.all().count() == 2
        with pytest.raises(NotAllowed):
            actions.log_activity(activity=activity, by=samira, came=[pair.pk])


def test_a_mentor_finds_the_invitation_on_today_until_they_answer(cast, ines, samira, pair):
    activity = invite(cast, ines, [pair])
    assert [row.button for row in queries.due_activities(samira)] == ["Answer"]
    answer(activity, pair, samira, 1)
    assert queries.due_activities(samira) == []


def test_a_yes_stands_in_the_calendar_without_a_word_about_it(cast, ines, samira, pair):
    activity = invite(cast, ines, [pair])
    walking.make_feed(by=samira)
    sheet = lambda: calendars.own_calendar(samira, calendars.feed_of(samira))  # noqa: E731
    assert Calendar.from_ical(sheet().body).walk("VEVENT") == []
    answer(activity, pair, samira, 2)
    (event,) = Calendar.from_ical(sheet().body).walk("VEVENT")
    assert (event["summary"], event["status"]) == ("Meeting", "CONFIRMED")
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(hours=2)
    assert b"Picnic" not in sheet().body and b"Parque" not in sheet().body
    actions.call_off_activity(activity=activity, by=ines)
    (event,) = Calendar.from_ical(sheet().body).walk("VEVENT")
    assert event["status"] == "CANCELLED"


def test_it_is_made_answered_and_called_off_on_the_pages(client, cast, ines, pair):
    client.force_login(cast.ines)
    address = reverse("mentorships:new_activity", args=[cast.programme.pk])
    assert reverse("mentorships:activities") in client.get(reverse("mentorships:list")).content.decode()
    assert address in client.get(reverse("mentorships:activities")).content.decode()
    day = (clock.today() + timedelta(days=4)).isoformat()
    sent = {"what": "Picnic", "day": day, "at": "15:00", "minutes": "90", "places": "3", "pairs": [str(pair.pk)]}
    client.post(address, sent)
    activity = Activity.objects.get()
    own = reverse("mentorships:invitation", args=[pair.pk, activity.pk])
    for account, page in ((cast.nour, reverse("mentorships:home")), (cast.samira, reverse("mentorships:detail", args=[pair.pk]))):
        client.force_login(account)
        shown = client.get(page).content.decode()
        assert own in shown and "Picnic" in shown
    refused = client.post(own, {"heads": "4", "come": "yes"}).content.decode()
    assert "Places left: 3." in refused
    client.post(own, {"heads": "2", "come": "yes"})
    assert ActivityPart.objects.get().heads == 2
    client.post(own, {"heads": "2", "come": "no"})
    assert ActivityPart.objects.get().heads == 0
    client.force_login(cast.ines)
    assert "They do not come" in client.get(reverse("mentorships:activity", args=[activity.pk])).content.decode()
    client.post(reverse("mentorships:call_off_activity", args=[activity.pk]), {})
    activity.refresh_from_db()
    assert activity.called_off_at
    client.force_login(cast.nour)
    assert own not in client.get(reverse("mentorships:home")).content.decode()
    client.force_login(cast.kateryna)
    for name, args in (("activity", [activity.pk]), ("invitation", [pair.pk, activity.pk])):
        assert client.get(reverse(f"mentorships:{name}", args=args)).status_code == 404


def test_the_list_costs_the_same_for_one_and_for_many(cast, ines, pair, django_assert_num_queries):
    pairs = [pair, another_pair(cast, ines, 1)]
    for number in (1, 5):
        for _one in range(number):
            invite(cast, ines, pairs)
        # With nothing over yet; else one more.
        with django_assert_num_queries(3):
            queries.activities(ines)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_last_places_at_once_one_is_refused(cast, ines, samira, pair):
    other = another_pair(cast, ines, 1)
    activity = invite(cast, ines, [pair, other], places=3)
    mentor = other.members.get(role="mentor")
    from tests import cast as people

    joao = cast.principal(people.account("joao@example.org", person=mentor.person))
    acts = [lambda: answer(activity, pair, samira, 2), lambda: answer(activity, other, joao, 2)]
    assert at_once(*acts) == ["Places left: 1."]
    assert sum(p.heads or 0 for p in activity.parts.all()) == 2
