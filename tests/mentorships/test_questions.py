"""Given a log that leaves something open, when the coordinator asks, then whoever wrote it answers, and nobody else reads it."""

import pytest
from django.urls import reverse

from alongside.foundation import clock
from alongside.mentorships import access
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions import correct_session, log_session
from alongside.mentorships.actions.questions import answer_question, ask_about_log
from alongside.mentorships.models import LogQuestion
from alongside.mentorships.queries import due

pytestmark = pytest.mark.both


@pytest.fixture
def log(pair, samira):
    return log_session(mentorship=pair, by=samira, met=True, day=clock.today(), minutes=60, channel="phone", note="She was quiet")


def again(by, log):
    return access.session_for(by, access.mentorship_for(by, log.mentorship_id), log.pk)


def rows(by):
    return [row for row in due(by) if "has a question" in row.why]


def test_the_mentor_finds_it_on_today_and_answers(log, ines, samira):
    ask_about_log(session=again(ines, log), by=ines, words="What would help her?")
    assert len(rows(samira)) == 1
    answer_question(session=again(samira, log), by=samira, answer="A quieter place")
    assert rows(samira) == []
    assert LogQuestion.objects.get().answer == "A quieter place"
    assert again(ines, log).note == "She was quiet"


def test_one_question_is_open_at_a_time(log, ines, samira):
    ask_about_log(session=again(ines, log), by=ines, words="What would help her?")
    with pytest.raises(NotAllowed):
        ask_about_log(session=again(ines, log), by=ines, words="And who?")
    answer_question(session=again(samira, log), by=samira, answer="A quieter place")
    ask_about_log(session=again(ines, log), by=ines, words="And who?")


def test_only_the_writer_answers_and_only_coordinators_ask(log, ines, samira, nour, cast):
    for by in (samira, nour, cast.principal(cast.kateryna)):
        with pytest.raises(NotAllowed):
            ask_about_log(session=again(ines, log), by=by, words="Why?")
    ask_about_log(session=again(ines, log), by=ines, words="What would help her?")
    for by in (ines, nour):
        with pytest.raises(NotAllowed):
            answer_question(session=again(ines, log), by=by, answer="I don't know")


def test_a_log_that_a_coordinator_wrote_asks_nobody(pair, ines):
    log = log_session(mentorship=pair, by=ines, met=True, day=clock.today(), minutes=60, channel="phone")
    with pytest.raises(NotAllowed):
        ask_about_log(session=again(ines, log), by=ines, words="Why?")


def test_a_correction_keeps_the_question(log, ines, samira):
    ask_about_log(session=again(ines, log), by=ines, words="What would help her?")
    correct_session(session=again(samira, log), by=samira, met=True, day=clock.today(), minutes=30, channel="phone")
    assert len(rows(samira)) == 1


def test_on_the_pages_the_mentee_finds_nothing_of_it(client, log, cast, ines):
    client.force_login(cast.ines)
    detail = reverse("mentorships:detail", args=[log.mentorship_id])
    ask = reverse("mentorships:ask", args=[log.mentorship_id, log.pk])
    assert ask in client.get(detail).content.decode()
    client.post(ask, {"words": "What would help her?"})
    client.force_login(cast.nour)
    assert client.get(reverse("mentorships:answer", args=[log.mentorship_id, log.pk])).status_code == 404
    client.force_login(cast.samira)
    answer = reverse("mentorships:answer", args=[log.mentorship_id, log.pk])
    assert answer in client.get(detail).content.decode()
    client.post(answer, {"answer": "A quieter place"})
    client.force_login(cast.ines)
    assert "A quieter place" in client.get(detail).content.decode()
