"""What the coordinator's list can be asked, and in which order it answers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation import clock
from alongside.mentorships import actions
from alongside.mentorships.actions import charge
from alongside.mentorships.models import Session
from tests import cast as people
from tests.mentorships.story import another_pair

pytestmark = pytest.mark.both


@pytest.fixture
def listed(cast, client):
    """The mentors' numbers in the list, in its order."""
    client.force_login(cast.ines)

    def ask(**question):
        answer = client.get(reverse("mentorships:list"), question)
        assert answer.status_code == 200
        return [row.pair.mentor.removeprefix("João ") for row in answer.context["page"].object_list]

    return ask


@pytest.fixture
def three(cast, ines):
    """1: begun 30 days ago, meets tomorrow. 2: begun 20 days ago, met yesterday. 3: begun 10 days ago, past and untold."""
    found = [another_pair(cast, ines, number, days_ago=40 - 10 * number) for number in (1, 2, 3)]
    actions.plan_session(mentorship=found[0], by=ines, day=clock.today() + timedelta(days=1))
    actions.log_session(mentorship=found[1], by=ines, met=True, day=clock.today() - timedelta(days=1), minutes=60)
    Session.objects.create(mentorship=found[2], starts_at=clock.now() - timedelta(days=2))
    return found


def test_the_list_is_asked_by_the_next_meeting(three, ines, listed):
    assert listed(next="week") == ["1"]
    assert listed(next="none") == ["3", "2"]
    assert listed(next="untold") == ["3"]
    actions.plan_session(mentorship=three[1], by=ines, day=clock.today() + timedelta(days=20))
    assert listed(next="week") == ["1"]


def test_the_list_is_asked_by_mentor_by_begin_and_by_coordinator(three, cast, listed):
    assert listed(mentor="joao 2") == ["2"]
    assert listed(mentor="tesfay") == []
    assert listed(q="tesfay 2") == ["2"]
    day = clock.today() - timedelta(days=20)
    assert listed(since=day.isoformat()) == ["3", "2"]
    assert listed(until=day.isoformat()) == ["2", "1"]
    assert listed(since=day.isoformat(), until=day.isoformat()) == ["2"]
    three[0].begun_by = cast.rui
    three[0].save()
    assert listed(whose="mine") == ["3", "2"]
    assert listed(whose="mine", q="tesfay", next="none", stage="walking") == ["2"]


def test_a_pair_that_was_handed_over_is_its_new_coordinators(three, cast, ines, listed):
    other = people.account("lia@example.org", "Lia")
    people.member(cast.programme, "coordinator", other)
    charge.hand_over(mentorships=[three[2].pk], to=other, by=ines)
    assert listed(whose="mine") == ["2", "1"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [("", "321"), ("begun", "123"), ("next", "1"), ("met", "2"), ("mentor", "123"), ("mentee", "123"), ("nonsense", "321")],
)
def test_the_list_comes_in_the_order_asked(three, listed, order, expected):
    found = "".join(listed(order=order))
    assert sorted(found) == ["1", "2", "3"]
    # Whoever has a next meeting comes first; whoever met lately comes last.
    assert found.endswith(expected) if order == "met" else found.startswith(expected)


def test_nonsense_in_the_address_means_everything(three, listed):
    assert listed(since="yesterday", until="99", whose="x", next="x", stage="x", order="x", programme="x") == ["3", "2", "1"]


def test_an_address_keeps_the_question(three, cast, client):
    client.force_login(cast.ines)
    page = client.get(reverse("mentorships:list"), {"next": "untold", "since": "2026-09-01", "order": "met"}).content.decode()
    assert 'value="untold" selected' in page and 'value="2026-09-01"' in page and 'value="met" selected' in page
    assert '<details class="fold whole" open>' in page


@pytest.mark.parametrize("question", [{"order": "mentor"}, {"order": "next"}, {"mentor": "joao", "q": "tesfay"}, {"next": "none"}])
def test_a_question_costs_the_same_with_five_and_with_sixty_pairs(cast, ines, client, question):
    client.force_login(cast.ines)
    counts = []
    for numbers in (range(5), range(5, 60)):
        for number in numbers:
            another_pair(cast, ines, number)
        client.get(reverse("mentorships:list"), question)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("mentorships:list"), question)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


def test_a_pair_of_another_programme_is_never_listed(three, cast, client):
    client.force_login(cast.kateryna)
    by = cast.principal(cast.kateryna)
    mentor = people.enrolled(people.person(cast.other_organisation, "Ola"), cast.other_programme, "mentor")
    mentee = people.enrolled(people.person(cast.other_organisation, "Jan"), cast.other_programme, "mentee")
    actions.begin(programme=cast.other_programme, mentors=[mentor], mentees=[mentee], by=by)
    for question in ({}, {"q": "joao"}, {"programme": str(cast.programme.pk)}, {"order": "mentor"}):
        rows = client.get(reverse("mentorships:list"), question).context["page"].object_list
        assert {row.pair.mentor for row in rows} <= {"Ola"}
