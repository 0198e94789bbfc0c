"""Two coordinators decide in the same moment, in real threads and on both databases: nobody is promised twice."""

import threading

import pytest
from django.db import connection

from alongside.matching.actions import proposals, rounds
from alongside.matching.models import Proposal
from alongside.programmes.access import NotAllowed
from tests import cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def people():
    return cast.assemble()


@pytest.fixture
def by(people):
    return people.principal(people.ines)


def at_once(*acts) -> list[str]:
    """Run these in threads of their own, beginning together; what was refused, in words."""
    gate = threading.Barrier(len(acts))
    refused, broken = [], []

    def run(act):
        try:
            gate.wait(10)
            act()
        except NotAllowed as no:
            refused.append(str(no))
        except Exception as error:  # noqa: BLE001 - a thread's error must reach the test
            broken.append(error)
        finally:
            connection.close()

    hands = [threading.Thread(target=run, args=[act]) for act in acts]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(30)
    assert not broken
    return refused


def another(people, name: str, side: str):
    return cast.enrolled(cast.person(people.organisation, name), people.programme, side)


def proposed(round, mentee, mentor, by) -> Proposal:
    made = Proposal.objects.create(round=round, mentee=mentee, mentor=mentor)
    proposals.step(made, "proposed", by)
    return made


def asked() -> int:
    return Proposal.objects.asked().count()


@pytest.mark.parametrize("time", range(5))
def test_the_last_place_of_a_mentor_is_promised_once(people, by, time):
    round = rounds.open_round(programme=people.programme, by=by)
    people.mentor.capacity = 1
    people.mentor.save(update_fields=["capacity"])
    mentees = [people.mentee, another(people, "Yonas Tekle", "mentee")]
    pairs = [proposed(round, mentee, people.mentor, by) for mentee in mentees]
    refused = at_once(*(lambda pair=pair: proposals.confirm(proposal=pair, by=by) for pair in pairs))
    assert asked() == 1
    assert refused == ["The mentor has no free place any more. Choose another mentor."]


@pytest.mark.parametrize("time", range(5))
def test_one_mentee_is_asked_about_one_mentor(people, by, time):
    """In two rounds, so that not even the round is the same row."""
    mentors = [people.mentor, another(people, "Jonas Berg", "mentor")]
    pairs = [proposed(rounds.open_round(programme=people.programme, by=by), people.mentee, mentor, by) for mentor in mentors]
    refused = at_once(*(lambda pair=pair: proposals.confirm(proposal=pair, by=by) for pair in pairs))
    assert asked() == 1
    assert refused == ["This mentee is being asked about somebody else, or has a mentor already."]


def test_a_second_click_asks_once_and_is_no_fault(people, by):
    pair = proposed(rounds.open_round(programme=people.programme, by=by), people.mentee, people.mentor, by)
    assert at_once(*[lambda: proposals.confirm(proposal=pair, by=by)] * 2) == []
    assert pair.steps.filter(step="asked").count() == 1


@pytest.mark.parametrize("time", range(5))
def test_a_proposal_is_either_confirmed_or_replaced(people, by, time):
    """Whoever comes second is told; nobody is asked about a proposal that stands as replaced."""
    round = rounds.open_round(programme=people.programme, by=by)
    pair = proposed(round, people.mentee, people.mentor, by)
    other = another(people, "Jonas Berg", "mentor")
    refused = at_once(
        lambda: proposals.confirm(proposal=pair, by=by),
        lambda: proposals.choose_another(round=round, mentee=people.mentee, mentor=other, why="knows", note="", by=by),
    )
    steps = set(pair.steps.values_list("step", flat=True))
    assert len(refused) == 1 and not {"asked", "replaced"} <= steps
