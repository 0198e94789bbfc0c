"""Given two people who walk together, when each says how it is, then the coordinators read it and the other side never does."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.foundation import clock
from alongside.mentorships import access
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions.between import read_between, say_between
from alongside.mentorships.models import Between, PairRules
from alongside.mentorships.queries.between import due_between, said_in, turn_of
from tests import cast as people
from tests.mentorships.story import begin

pytestmark = pytest.mark.both


def fresh(by, pair):
    return access.mentorship_for(by, pair.pk)


def test_each_side_reads_its_own_and_the_coordinators_read_both(pair, ines, samira, nour):
    say_between(mentorship=pair, by=samira, answers={"well": "partly"}, words="It is a lot")
    say_between(mentorship=pair, by=nour, answers={"no": "no"}, words="لا أدري")
    words = {by: {one.row.words for one in said_in(by, fresh(by, pair))} for by in (ines, samira, nour)}
    assert words == {ines: {"It is a lot", "لا أدري"}, samira: {"It is a lot"}, nour: {"لا أدري"}}


def test_strangers_and_coordinators_cannot_say_it_for_them(pair, ines, cast):
    for by in (ines, cast.principal(cast.kateryna)):
        with pytest.raises(NotAllowed):
            say_between(mentorship=pair, by=by, answers={})


def test_no_answer_is_needed(pair, nour):
    said = say_between(mentorship=pair, by=nour, answers={})
    assert set(said.answers.values()) == {"skip"}
    with pytest.raises(NotAllowed):
        say_between(mentorship=pair, by=nour, answers={"well": "yes"})


def test_it_is_asked_every_eight_weeks_and_never_where_the_programme_does_not_ask(cast, ines, samira):
    pair = begin(cast, ines, days_ago=55)
    assert not turn_of(samira, pair)
    pair.begun_at -= timedelta(days=2)
    assert turn_of(samira, pair)
    say_between(mentorship=pair, by=samira, answers={})
    assert not turn_of(samira, pair)
    Between.objects.update(at=clock.now() - timedelta(weeks=8))
    assert turn_of(samira, pair)
    PairRules.objects.create(programme=cast.programme, between_weeks=0)
    assert not turn_of(samira, pair)


def test_whatever_was_said_waits_on_today_until_somebody_has_read_it(pair, ines, nour):
    for answer in ("yes", "no"):
        say_between(mentorship=pair, by=nour, answers={"on": answer})
        assert len(due_between(ines)) == 1
        read_between(mentorship=pair, by=ines)
        assert due_between(ines) == []


def test_a_mentee_answers_on_the_page_and_finds_no_trace_of_the_mentors_answers(client, pair, cast, samira):
    Mark = "It is a lot"
    say_between(mentorship=pair, by=samira, answers={"well": "no"}, words=Mark)
    type(pair).objects.update(begun_at=clock.now() - timedelta(weeks=9))
    client.force_login(cast.nour)
    address = reverse("mentorships:between", args=[pair.pk])
    assert address in client.get(reverse("mentorships:home")).content.decode()
    assert Mark not in client.get(address).content.decode()
    client.post(address, {"listened": "yes", "words": "حسن"})
    assert Between.objects.get(person=cast.mentee.person).answers["listened"] == "yes"
    assert client.get(reverse("mentorships:betweens", args=[pair.pk])).status_code == 404


def test_the_coordinator_reads_words_and_no_sum(client, pair, cast, nour):
    say_between(mentorship=pair, by=nour, answers={"listened": "partly"}, words="حسن")
    client.force_login(cast.ines)
    page = client.get(reverse("mentorships:betweens", args=[pair.pk])).content.decode()
    assert "I feel listened to." in page and "Partly" in page and "حسن" in page
    client.post(reverse("mentorships:betweens", args=[pair.pk]))
    assert Between.objects.get().read_by == cast.ines


def test_a_coordinator_who_mentors_the_pair_reads_nothing_of_the_other_side(pair, cast, nour):
    people.member(cast.programme, "coordinator", cast.samira)
    both = cast.principal(cast.samira)
    say_between(mentorship=pair, by=nour, answers={"on": "no"}, words="لا أدري")
    assert said_in(both, fresh(both, pair)) == [] and due_between(both) == []
    with pytest.raises(NotAllowed):
        read_between(mentorship=fresh(both, pair), by=both)
