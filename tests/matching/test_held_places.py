"""The database itself refuses to promise a place twice, even to hands that forgot to take turns. On both databases.

    what happens                        the place
    both are asked                      one beside the mentor, one with the mentee, is held
    no, silence, left open              both are free, in the same transaction
    the last yes                        the mentorship holds what the question held
    a mentorship ends                   both are free
    the mentor takes fewer people       nobody new until enough have gone
"""

import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from alongside.foundation import clock
from alongside.matching import erasure
from alongside.matching.actions import proposals, rounds
from alongside.matching.models import Proposal
from alongside.mentorships.actions import begin, end, places
from alongside.mentorships.models import HeldPlace
from alongside.programmes.access import NotAllowed
from tests import cast
from tests.matching.test_two_hands import another, asked, at_once, proposed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def people():
    return cast.assemble()


@pytest.fixture
def by(people):
    return people.principal(people.ines)


@pytest.fixture
def pair(people, by):
    return proposed(rounds.open_round(programme=people.programme, by=by), people.mentee, people.mentor, by)


def held(enrolment) -> list[int]:
    return sorted(HeldPlace.objects.filter(enrolment=enrolment).values_list("number", flat=True))


def places_beside(enrolment, number: int) -> None:
    enrolment.capacity = number
    enrolment.save(update_fields=["capacity"])


@pytest.fixture
def no_turns(monkeypatch):
    """Everybody has looked before anybody writes, and nobody holds a row: the application's care is switched off."""
    monkeypatch.setattr(proposals, "hold_places", lambda *enrolments: None)
    look, seen = proposals.check_still_possible, threading.Barrier(2)

    def check(proposal):
        look(proposal)
        with suppress(threading.BrokenBarrierError):
            # On SQLite the second can't come before the first is through: there it writes alone.
            seen.wait(1 if connection.vendor == "sqlite" else 10)

    monkeypatch.setattr(proposals, "check_still_possible", check)


@pytest.mark.parametrize("time", range(3))
def test_without_any_lock_the_last_place_of_a_mentor_is_promised_once(people, by, no_turns, time):
    places_beside(people.mentor, 1)
    mentees = [people.mentee, another(people, "Yonas Tekle", "mentee")]
    # In two rounds, so that not even the round is the same row.
    pairs = [proposed(rounds.open_round(programme=people.programme, by=by), m, people.mentor, by) for m in mentees]
    refused = at_once(*(lambda pair=pair: proposals.confirm(proposal=pair, by=by) for pair in pairs))
    assert (asked(), held(people.mentor)) == (1, [1])
    assert refused == ["The mentor has no free place any more. Choose another mentor."]
    # Whoever was refused has promised nothing halfway.
    assert HeldPlace.objects.count() == 2


@pytest.mark.parametrize("time", range(3))
def test_without_any_lock_a_mentee_is_asked_about_one_mentor(people, by, no_turns, time):
    mentors = [people.mentor, another(people, "Jonas Berg", "mentor")]
    pairs = [proposed(rounds.open_round(programme=people.programme, by=by), people.mentee, m, by) for m in mentors]
    refused = at_once(*(lambda pair=pair: proposals.confirm(proposal=pair, by=by) for pair in pairs))
    assert asked() == 1
    assert refused == ["This mentee is being asked about somebody else, or has a mentor already."]


def test_without_any_lock_two_places_take_two(people, by, no_turns):
    places_beside(people.mentor, 2)
    mentees = [people.mentee, another(people, "Yonas Tekle", "mentee")]
    pairs = [proposed(rounds.open_round(programme=people.programme, by=by), m, people.mentor, by) for m in mentees]
    assert at_once(*(lambda pair=pair: proposals.confirm(proposal=pair, by=by) for pair in pairs)) == []
    assert (asked(), held(people.mentor)) == (2, [1, 2])


@pytest.mark.parametrize(
    ("number", "of"), [(1, 1), (2, 1), (0, 1)], ids=["the same place again", "a place too many", "no place at all"]
)
def test_the_database_refuses(people, number, of):
    mentorship = begin(programme=people.programme, mentors=[people.mentor], mentees=[people.mentee], by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        HeldPlace.objects.create(enrolment=people.mentor, number=number, of=of, mentorship=mentorship)


def say_no(pair, by):
    proposals.answer(proposal=pair, side="mentor", yes=False, by=by)


def fall_silent(pair, by):
    Proposal.objects.update(answer_by=clock.now() - timedelta(hours=1))
    assert proposals.expire_due() == 1


def leave_it_open(pair, by):
    for side in ("mentor", "mentee"):
        proposals.step(pair, f"{side}_yes", by)
    proposals.leave_open(proposal=pair, by=by)


def be_erased(pair, by):
    erasure.erase(pair.mentee.person)


@pytest.mark.parametrize("over", [say_no, fall_silent, leave_it_open, be_erased], ids=lambda act: act.__name__)
def test_a_question_that_is_over_holds_nothing(people, by, pair, over):
    proposals.confirm(proposal=pair, by=by)
    assert held(people.mentor) == held(people.mentee) == [1]
    over(pair, by)
    assert held(people.mentor) == held(people.mentee) == []


def test_the_mentorship_holds_what_the_question_held_until_it_ends(people, by, pair):
    proposals.confirm(proposal=pair, by=by)
    for side in ("mentor", "mentee"):
        proposals.answer(proposal=pair, side=side, yes=True, by=by)
    pair.refresh_from_db()
    assert set(HeldPlace.objects.values_list("mentorship", "asked_in")) == {(pair.mentorship_id, None)}
    end(mentorship=pair.mentorship, reason="completed", wished_by="both", by=by)
    assert not HeldPlace.objects.exists()


def test_a_place_that_is_asked_about_is_not_given_by_hand(people, by, pair):
    places_beside(people.mentor, 1)
    proposals.confirm(proposal=pair, by=by)
    other = another(people, "Yonas Tekle", "mentee")
    with pytest.raises(NotAllowed, match="no free place"):
        begin(programme=people.programme, mentors=[people.mentor], mentees=[other], by=by)
    assert not people.programme.mentorships.exists()


def test_a_mentor_who_takes_fewer_people_gets_nobody_new_until_enough_have_gone(people):
    places_beside(people.mentor, 3)
    walking = [
        begin(programme=people.programme, mentors=[people.mentor], mentees=[another(people, f"Amina {n}", "mentee")], by=None)
        for n in range(3)
    ]
    places_beside(people.mentor, 2)
    left = []
    for mentorship in walking:
        end(mentorship=mentorship, reason="moved", wished_by="both", by=None)
        with transaction.atomic():
            try:
                places.take(people.mentor, asked_in=mentorship.pk, refusal="full")
            except NotAllowed:
                left.append(False)
            else:
                left.append(True)
                places.free(asked_in=mentorship.pk)
    assert left == [False, True, True]


def test_places_laid_down_afterwards_are_those_that_were_written(people):
    begin(programme=people.programme, mentors=[people.mentor], mentees=[people.mentee], by=None)
    before = list(HeldPlace.objects.order_by("enrolment").values_list("enrolment", "number", "of", "mentorship"))
    places.lay_down(people.programme)
    assert HeldPlace.objects.count() == 2
    HeldPlace.objects.all().delete()
    places.lay_down(people.programme)
    assert list(HeldPlace.objects.order_by("enrolment").values_list("enrolment", "number", "of", "mentorship")) == before
