"""The board says what the facts say, counts in days, and shows one button a pair."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation import clock
from alongside.foundation.models import AuditEntry
from alongside.mentorships import actions
from alongside.mentorships.actions.endings import plan_ending
from alongside.mentorships.models import Session
from alongside.mentorships.queries import Stage, board, with_facts
from tests import cast as people
from tests.mentorships.story import another_pair, begin

pytestmark = pytest.mark.both


@pytest.fixture
def at_the_board(cast, client):
    client.force_login(cast.ines)

    def look(**asked):
        answer = client.get(reverse("mentorships:board"), asked)
        assert answer.status_code == 200
        return {column.stage: column for column in answer.context["columns"]}

    return look


def in_every_way(cast, ines):
    """Twelve pairs of all ages and kinds of history."""
    for number, days in enumerate((1, 5, 13, 15, 40, 41, 60, 61, 90, 91, 16, 2)):
        pair = another_pair(cast, ines, number, days_ago=days)
        today = clock.today()
        if number % 3 == 1:
            met = number % 2 == 0
            actions.log_session(mentorship=pair, by=ines, met=met, whose="mentor", day=today - timedelta(days=2 if met else days // 2))
        if number % 4 == 2:
            actions.plan_session(mentorship=pair, by=ines, day=today + timedelta(days=1))
        if number in (5, 8):
            actions.pause(mentorship=pair, by=ines, reason="holiday", wished_by="both")
        if number == 8:
            actions.resume(mentorship=pair, by=ines)
        if number == 11:
            plan_ending(mentorship=pair, until=today + timedelta(days=20), by=ines)
        if number == 9:
            actions.end(mentorship=pair, by=ines, reason="moved", wished_by="both")
        if number == 10:
            held = pair.members.get(role="mentor").person
            actions.hold(person=held, programme=cast.programme, reason="other", review_on=today + timedelta(days=7), by=ines)


def test_the_board_agrees_with_the_stage_shown(cast, ines, at_the_board):
    in_every_way(cast, ines)
    pairs = with_facts(cast.programme.mentorships.all())
    shown = {stage: pairs.filter(stage=stage).count() for stage in Stage}
    found = at_the_board()
    assert {stage: column.count for stage, column in found.items()} == shown
    assert all(shown.values())
    for stage, column in found.items():
        assert all(card.row.stage == stage for card in column.cards)


def test_a_pair_came_into_its_stage_when_the_facts_say(cast, ines, at_the_board):
    now = clock.now()
    quiet = another_pair(cast, ines, 1, days_ago=20)
    walking = another_pair(cast, ines, 2, days_ago=50)
    for days in (9, 30):
        actions.log_session(mentorship=walking, by=ines, met=True, day=clock.today() - timedelta(days=days), minutes=60)
    went_on = another_pair(cast, ines, 3, days_ago=50)
    actions.log_session(mentorship=went_on, by=ines, met=True, day=clock.today() - timedelta(days=5), minutes=60)
    actions.pause(mentorship=went_on, by=ines, reason="holiday", wished_by="both")
    actions.resume(mentorship=went_on, by=ines)
    planned = another_pair(cast, ines, 4, days_ago=10)
    actions.plan_session(mentorship=planned, by=ines, day=clock.today() + timedelta(days=3))
    Session.objects.filter(mentorship=planned).update(changed_at=now - timedelta(days=4))
    found = {
        card.row.mentorship.pk: (now - card.since.replace(tzinfo=now.tzinfo)).days
        for column in at_the_board().values()
        for card in column.cards
    }
    # Quiet after 14 days without a word; under way from the first meeting; after a break from its end.
    assert found[quiet.pk] in (5, 6)
    assert found[walking.pk] in (29, 30)
    assert found[went_on.pk] in (-1, 0)
    assert found[planned.pk] in (3, 4)


def test_a_column_says_how_many_and_how_long_and_shows_the_longest_first(cast, ines, at_the_board, client):
    for number, days in enumerate((1, 2, 3, 4, 5, 12)):
        another_pair(cast, ines, number, days_ago=days)
    column = at_the_board()[Stage.INTRODUCED]
    assert (column.count, column.days, column.more) == (6, 3, 2)
    assert [card.row.pair.mentor for card in column.cards] == ["João 5", "João 4", "João 3", "João 2"]
    page = client.get(reverse("mentorships:board")).content.decode()
    assert "6 pairs" in page and "the middle one for 3 days" in page and "2 more in the list" in page


def test_each_card_says_whose_turn_it_is(cast, ines, at_the_board):
    """One pair of each kind; the sentence and the button follow from dates."""
    new = another_pair(cast, ines, 1)
    called = another_pair(cast, ines, 2, days_ago=3)
    untold = another_pair(cast, ines, 3, days_ago=10)
    just_past = another_pair(cast, ines, 4, days_ago=10)
    resting = another_pair(cast, ines, 5, days_ago=10)
    rested = another_pair(cast, ines, 6, days_ago=10)
    for pair in (called, untold, just_past):
        actions.check_in(mentorship=pair, by=ines, spoke_with="both", channel="phone")
    Session.objects.create(mentorship=untold, starts_at=clock.now() - timedelta(days=3))
    Session.objects.create(mentorship=just_past, starts_at=clock.now() - timedelta(hours=3))
    until = clock.today() + timedelta(days=5)
    actions.pause(mentorship=resting, by=ines, reason="holiday", wished_by="both", resumes_on=until)
    actions.pause(mentorship=rested, by=ines, reason="holiday", wished_by="both")
    turns = {card.row.mentorship.pk: card.turn for column in at_the_board().values() for card in column.cards}
    assert turns[new.pk].words == "You: call both" and turns[new.pk].url.endswith("/check-in/")
    assert turns[called.pk].words == "The mentor: plan the first meeting"
    assert turns[untold.pk].words == "You: ask how it went" and "?meeting=" in turns[untold.pk].url
    assert turns[just_past.pk].words == "The mentor: say how it went" and not turns[just_past.pk].is_yours
    assert turns[resting.pk].words == "Nobody until 11 October"
    assert turns[rested.pk].button == "Ask if they go on"
    held = rested.members.get(role="mentor").person
    actions.hold(person=held, programme=cast.programme, reason="other", review_on=until, by=ines)
    turns = {card.row.mentorship.pk: card.turn for column in at_the_board().values() for card in column.cards}
    assert turns[rested.pk].words == "Nobody until the hold is lifted" and not turns[rested.pk].button


def test_a_phone_shows_the_stage_that_was_picked(cast, ines, at_the_board):
    another_pair(cast, ines, 1)
    assert at_the_board()[Stage.INTRODUCED].is_here
    picked = at_the_board(stage="paused")
    assert picked[Stage.PAUSED].is_here and not picked[Stage.INTRODUCED].is_here
    assert at_the_board(stage="nonsense", programme="nonsense")[Stage.INTRODUCED].is_here


def test_an_old_ending_leaves_the_board(cast, ines, at_the_board):
    old, late = another_pair(cast, ines, 1, days_ago=200), another_pair(cast, ines, 2, days_ago=200)
    for pair, days in ((old, 61), (late, 3)):
        actions.end(mentorship=pair, by=ines, reason="completed", wished_by="both")
        pair.statuses.filter(status="ended").update(at=clock.now() - timedelta(days=days))
    assert [card.row.mentorship.pk for card in at_the_board()[Stage.ENDED].cards] == [late.pk]


@pytest.mark.parametrize("who", ["samira", "nour", "admin", "kateryna", "rui"])
def test_the_board_is_for_coordinators_and_their_own_pairs(cast, pair, client, who):
    client.force_login(getattr(cast, who))
    answer = client.get(reverse("mentorships:board"))
    assert answer.status_code == (200 if who in ("kateryna", "rui") else 404)
    if who == "kateryna":
        assert "Samira" not in answer.content.decode()


def test_whoever_looks_at_the_board_has_read_the_cards_shown(cast, pair, client):
    client.force_login(cast.ines)
    AuditEntry.objects.all().delete()
    client.get(reverse("mentorships:board"))
    looked = AuditEntry.objects.get(action="read mentorship")
    assert set(looked.subjects.values_list("person_id", flat=True)) == {cast.mentor.person_id, cast.mentee.person_id}


def test_the_board_costs_the_same_with_twelve_and_with_sixty_pairs(cast, ines, client):
    client.force_login(cast.ines)
    counts = []
    for numbers in (None, range(20, 70)):
        if numbers is None:
            in_every_way(cast, ines)
        else:
            for number in numbers:
                another_pair(cast, ines, number, days_ago=number)
        client.get(reverse("mentorships:board"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("mentorships:board"))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


def test_two_programmes_each_have_their_own_threshold(cast, ines, at_the_board):
    patient = people.programme(cast.organisation, "Patient", "patient", quiet_days=60)
    people.member(patient, "coordinator", cast.ines)
    by = cast.principal(cast.ines)
    mentor = people.enrolled(people.person(cast.organisation, "Lia"), patient, "mentor")
    mentee = people.enrolled(people.person(cast.organisation, "Ben"), patient, "mentee")
    actions.begin(programme=patient, mentors=[mentor], mentees=[mentee], by=by, begun_at=clock.now() - timedelta(days=30))
    begin(cast, by, days_ago=30)
    found = at_the_board()
    assert (found[Stage.QUIET].count, found[Stage.INTRODUCED].count) == (1, 1)
    assert at_the_board(programme=str(patient.pk))[Stage.QUIET].count == 0


def test_nobody_on_the_board_at_all_is_said(cast, client):
    client.force_login(cast.ines)
    assert "Nobody walks together yet." in client.get(reverse("mentorships:board")).content.decode()
    assert board.CARDS == 4
