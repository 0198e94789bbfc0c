"""An officer without an account: one question a link, an answer that is a proposal, and nothing about meetings without a yes."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation import clock
from alongside.foundation.models import OutgoingMail
from alongside.mentorships import actions
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions import gate as gates
from alongside.mentorships.actions import officers as acts
from alongside.mentorships.models import (
    AttendanceSent,
    MeetingConditions,
    OfficerAnswer,
    OfficerQuestion,
    PickUp,
    ReleaseDate,
)
from alongside.mentorships.queries.due import due

OFFICER = {
    "name": "Teresa Lobo", "office": "Office north", "email": "lobo@example.org", "phone": "+351 1", "language": "en",
    "reference": "K-17",
}  # fmt: skip


@pytest.fixture
def member(cast, pair):
    return next(m for m in pair.members.select_related("enrolment", "person") if not m.is_mentor)


@pytest.fixture
def officer(pair, member, ines):
    return acts.name_officer(mentorship=pair, member=member, by=ines, expected_version=1, values=OFFICER)


def ask(officer, by, about="date"):
    return acts.ask_officer(officer=officer, about=about, by=by)


def to_the_office():
    return [mail for mail in OutgoingMail.objects.all() if mail.to == OFFICER["email"]]


def link(token):
    return reverse("office:form", args=[token])


def page(name, pair, member, **more):
    return reverse(f"mentorships:{name}", kwargs={"pk": pair.pk, "person": member.person_id} | more)


@pytest.mark.both
def test_the_mail_and_the_form_name_a_reference_and_nobody(cast, pair, officer, ines, client):
    _question, token = ask(officer, ines)
    (mail,) = to_the_office()
    form = client.get(link(token)).content.decode()
    for text in (mail.body + mail.subject, form):
        for secret in ("Nour", "نور", "Samira", "Newcomers together", "release", "prison", "mentor"):
            assert secret not in text
    assert "K-17" in mail.body and "K-17" in form
    assert token not in str(OfficerQuestion.objects.values())


def test_an_answer_is_a_proposal_that_a_coordinator_takes_over(cast, pair, member, officer, ines, client):
    _question, token = ask(officer, ines)
    client.post(link(token), {"day": "2026-11-03"})
    answer = OfficerAnswer.objects.get()
    assert not ReleaseDate.objects.exists()
    assert any("An answer came" in row.why for row in due(ines))
    client.force_login(cast.ines)
    url = page("gate_move", pair, member) + f"?answer={answer.pk}"
    assert 'value="2026-11-03"' in client.get(url).content.decode()
    said = {"day": "2026-11-03", "source": "form", "answer": str(answer.pk)}
    client.post(url, said | {"look": "1"})
    client.post(url, said | {"move": "1", "seen": "2026-11-03"})
    answer.refresh_from_db()
    assert (ReleaseDate.objects.get().on, answer.taken) == (date(2026, 11, 3), True)
    assert not any("An answer came" in row.why for row in due(ines))


@pytest.mark.both
def test_a_link_works_once(officer, ines, client):
    _question, token = ask(officer, ines)
    assert client.post(link(token), {"day": "2026-11-03"}).status_code == 302
    again = client.get(link(token))
    assert again.status_code == 404 and "This link is over" in again.content.decode()
    assert client.post(link(token), {"day": "2026-12-03"}).status_code == 404
    assert OfficerAnswer.objects.get().values == {"day": "2026-11-03"}


def test_an_expired_link_says_so_and_reads_nothing(officer, ines, client):
    _question, token = ask(officer, ines)
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        with CaptureQueriesContext(connection) as read:
            answer = client.get(link(token))
        told = answer.content.decode()
        assert "This link is over" in told and "K-17" not in told and "Lado" not in told
        tables = " ".join(query["sql"] for query in read if "mentorships_" in query["sql"] and "officerquestion" not in query["sql"])
        assert tables == ""
        assert "This link is over" in client.get(link("never-made")).content.decode()
        assert any("no answer came" in row.why for row in due(ines))


def test_a_newer_question_about_the_same_closes_the_older_link(officer, ines, client):
    _question, first = ask(officer, ines)
    ask(officer, ines)
    assert client.get(link(first)).status_code == 404


def test_phone_and_paper_count_the_same_and_close_the_open_question(cast, pair, member, officer, ines, client):
    _question, token = ask(officer, ines, "gate")
    gates.settle_pick_up(mentorship=pair, member=member, by=ines, source="phone", other="Rosa", at=time(8), place="South door")
    assert client.get(link(token)).status_code == 404
    assert PickUp.objects.get().source == "phone"


def test_conditions_come_as_closed_choices(cast, pair, member, officer, ines, client):
    _question, token = ask(officer, ines, "conditions")
    assert "offence" in client.get(link(token)).content.decode()
    client.post(link(token), {"holds": ["two_mentors", "only_daytime"], "excluded_places": "The north station"})
    answer = OfficerAnswer.objects.get()
    client.force_login(cast.ines)
    said = {"holds": ["two_mentors"], "excluded_places": "The north station", "source": "form", "answer": str(answer.pk)}
    client.post(page("conditions_edit", pair, member), said)
    row = MeetingConditions.objects.get()
    assert (row.two_mentors, row.only_daytime, row.excluded_places) == (True, False, "The north station")


def test_an_answer_can_be_set_aside_once(pair, member, officer, ines, samira, client):
    _question, token = ask(officer, ines)
    client.post(link(token), {"unknown": "on"})
    answer = OfficerAnswer.objects.get()
    with pytest.raises(NotAllowed):
        acts.set_aside(answer=answer, by=samira)
    acts.set_aside(answer=answer, by=ines)
    with pytest.raises(NotAllowed, match="already"):
        acts.set_aside(answer=answer, by=ines)


def test_many_forms_from_one_address_are_asked_to_wait(officer, ines, client, settings):
    from django.core.cache import cache

    from alongside.foundation import pace

    cache.clear()
    _question, token = ask(officer, ines)
    for _n in range(pace.AT_ONCE):
        client.post(link(ask(officer, ines)[1]), {"day": "2026-11-03"})
    _question, token = ask(officer, ines)
    assert "wait" in client.post(link(token), {"day": "2026-11-03"}).content.decode()
    cache.clear()


# ── on which days they met ───────────────────────────────────────────────────────────────


def send(pair, member, officer, by, way="mail"):
    return acts.send_attendance(
        mentorship=pair, member=member, officer=officer, by=by, since=date(2026, 9, 1), until=date(2026, 10, 6), way=way
    )


@pytest.mark.both
def test_without_a_yes_nothing_is_sent_and_a_no_later_stops_it_again(pair, member, officer, ines, nour):
    with pytest.raises(NotAllowed, match="not agreed"):
        send(pair, member, officer, ines)
    acts.agree_to_attendance(mentorship=pair, person_id=member.person_id, by=nour, agreed=True)
    send(pair, member, officer, ines)
    acts.agree_to_attendance(mentorship=pair, person_id=member.person_id, by=nour, agreed=False)
    with pytest.raises(NotAllowed):
        send(pair, member, officer, ines)
    # The mentor stays.
    assert pair.members.filter(until=None).count() == 2


def test_what_is_sent_is_days_and_whether_they_met_and_never_a_word_of_a_log(pair, member, officer, ines, samira, nour):
    actions.log_session(mentorship=pair, by=samira, met=True, day=date(2026, 9, 29), minutes=60, channel="in_person", note="He wept.")
    actions.log_session(mentorship=pair, by=samira, met=False, day=date(2026, 10, 5), whose="mentee")
    acts.agree_to_attendance(mentorship=pair, person_id=member.person_id, by=nour, agreed=True)
    sent = send(pair, member, officer, ines)
    assert sent.words.splitlines() == ["Reference K-17", "Tuesday 29 September 2026: met", "Monday 5 October 2026: did not meet"]
    assert [mail.body for mail in to_the_office()] == [sent.words]


def test_the_mentee_reads_what_was_sent_and_says_no_in_one_tap(cast, pair, member, officer, ines, nour, client):
    acts.agree_to_attendance(mentorship=pair, person_id=member.person_id, by=nour, agreed=True)
    send(pair, member, officer, ines, way="phone")
    client.force_login(cast.nour)
    client.cookies["django_language"] = "en"
    here = reverse("mentorships:shared", args=[pair.pk])
    assert here in client.get(reverse("mentorships:home")).content.decode()
    shown = client.get(here).content.decode()
    assert "Reference K-17" in shown and "A missed meeting means nothing." in shown
    client.post(here, {"agreed": "no"})
    assert "The office learns nothing." in client.get(here).content.decode()


def test_only_the_mentee_says_it_on_their_own_page(pair, member, ines, samira):
    for by in (ines, samira):
        with pytest.raises(NotAllowed):
            acts.agree_to_attendance(mentorship=pair, person_id=member.person_id, by=by, agreed=True)
    row = acts.agree_to_attendance(mentorship=pair, person_id=member.person_id, by=ines, agreed=True, how="paper")
    assert (row.how, row.by) == ("paper", ines.account)


def test_a_coordinator_sees_the_words_before_they_go(cast, pair, member, officer, ines, client):
    client.force_login(cast.ines)
    client.cookies["django_language"] = "en"
    url = page("officer_send", pair, member)
    assert "So nothing can be sent" in client.get(url).content.decode()
    client.post(page("officer_consent", pair, member), {"agreed": "yes", "how": "said"})
    said = {"since": "2026-09-01", "until": "2026-10-06", "way": "paper"}
    assert "No meeting in this time." in client.post(url, said | {"look": "1"}).content.decode()
    assert not AttendanceSent.objects.exists()
    client.post(url, said | {"send": "1"})
    assert AttendanceSent.objects.get().way == "paper"


def test_questions_that_ended_long_ago_are_forgotten(officer, ines):
    ask(officer, ines)
    acts.forget_unanswered()
    assert OfficerQuestion.objects.exists()
    with time_machine.travel(clock.now() + timedelta(days=100), tick=False):
        acts.forget_unanswered()
    assert not OfficerQuestion.objects.exists()
