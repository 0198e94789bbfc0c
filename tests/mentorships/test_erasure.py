"""What is handed out about one person, and what stays when they are erased."""

import json
from datetime import timedelta

import pytest

from alongside.foundation import clock, registries
from alongside.mentorships import actions
from alongside.mentorships.models import CallRequest, Member, Mentorship, Session
from tests import cast as people

pytestmark = pytest.mark.both


def walk(pair, samira, ines):
    day = clock.today() - timedelta(days=3)
    actions.log_session(mentorship=pair, by=samira, met=True, day=day, minutes=60, channel="phone", note="Exam papers.")
    actions.check_in(mentorship=pair, by=ines, spoke_with="both", channel="phone", note="Both glad.")
    actions.ask_for_call(mentorship=pair, person=samira.account.person, by=samira)


def test_a_person_takes_their_mentorships_with_them(cast, pair, samira, ines):
    walk(pair, samira, ines)
    taken = registries.exporters["mentorships"](cast.nour.person)
    assert json.loads(json.dumps(taken)) == taken
    (mentorship,) = taken["mentorships"]
    assert mentorship["role"] == "mentee"
    assert mentorship["meetings"][0]["note"] == "Exam papers."
    assert taken["calls_asked_for"] == []
    assert "Samira" not in json.dumps(taken) and "Both glad" not in json.dumps(taken)


def test_erasing_one_of_a_pair_leaves_that_they_met_but_no_words(cast, pair, samira, ines):
    walk(pair, samira, ines)
    registries.erasers["mentorships"](cast.samira.person)
    session = Session.objects.get()
    assert (session.outcome, session.minutes, session.note, session.logged_by_id) == ("met", 60, "", None)
    assert not CallRequest.objects.exists()
    assert not Member.objects.filter(person=cast.samira.person).exists()
    assert pair.statuses.latest().status == "ended"
    assert not Member.objects.filter(until=None).exists()


def test_a_mentorship_without_anybody_is_gone(cast, pair, samira, ines):
    walk(pair, samira, ines)
    registries.erasers["mentorships"](cast.samira.person)
    registries.erasers["mentorships"](cast.nour.person)
    assert not Mentorship.objects.exists() and not Session.objects.exists()


def test_somebody_elses_pair_is_untouched(cast, pair, samira, ines):
    walk(pair, samira, ines)
    registries.erasers["mentorships"](people.person(cast.organisation, "Marta Nowak"))
    assert Session.objects.get().note == "Exam papers."
