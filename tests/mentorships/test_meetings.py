"""Planning meetings and saying how they went."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from alongside.foundation import clock
from alongside.foundation.models import OutgoingMail
from alongside.mentorships import actions
from alongside.mentorships.actions import NotAllowed
from alongside.mentorships.models import Session
from alongside.people.models import ContactWay

pytestmark = pytest.mark.both

TODAY = date(2026, 10, 6)
MET = {"met": "yes", "when": "today", "minutes": "60", "channel": "in_person", "next": "not_yet"}


def log(pair, by, **values):
    return actions.log_session(mentorship=pair, by=by, **({"met": True, "day": TODAY, "minutes": 60} | values))


def test_a_planned_meeting_is_on_the_programmes_clock(cast, pair, samira):
    session = actions.plan_session(mentorship=pair, by=samira, day=TODAY + timedelta(days=1), at=time(17))
    assert session.starts_at.isoformat() == "2026-10-07T17:00:00+01:00"


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY + timedelta(days=400)])
def test_a_meeting_is_planned_neither_in_the_past_nor_years_ahead(cast, pair, samira, day):
    with pytest.raises(NotAllowed):
        actions.plan_session(mentorship=pair, by=samira, day=day)


@pytest.mark.parametrize("who", ["nour", "kateryna", "admin"])
def test_only_the_mentor_and_the_coordinators_plan_and_log(cast, pair, who):
    principal = cast.principal(getattr(cast, who))
    with pytest.raises(NotAllowed):
        actions.plan_session(mentorship=pair, by=principal, day=TODAY)
    with pytest.raises(NotAllowed):
        log(pair, principal)


def test_logging_a_planned_meeting_fills_it(cast, pair, samira):
    planned = actions.plan_session(mentorship=pair, by=samira, day=TODAY, at=time(9), place="Library")
    logged = log(pair, samira, note="Exam papers.")
    assert logged.pk == planned.pk
    assert (logged.outcome, logged.minutes, logged.place, logged.logged_by_id) == ("met", 60, "Library", cast.samira.pk)
    assert pair.sessions.count() == 1


def test_logging_without_a_plan_writes_a_new_meeting(cast, pair, samira):
    log(pair, samira, day=TODAY - timedelta(days=2))
    assert pair.sessions.get().outcome == "met"


def test_did_not_meet_says_what_came_between_and_has_no_minutes(cast, pair, samira):
    session = log(pair, samira, met=False, whose="circumstances", minutes=60, channel="phone")
    assert (session.outcome, session.reason, session.minutes, session.channel) == ("not_met", "circumstances", None, "")


def test_a_future_day_is_not_logged(cast, pair, samira):
    with pytest.raises(NotAllowed):
        log(pair, samira, day=TODAY + timedelta(days=1))


def test_a_second_log_of_one_day_is_allowed(cast, pair, samira):
    log(pair, samira)
    log(pair, samira)
    assert pair.sessions.count() == 2


def test_the_next_meeting_is_planned_with_the_log(cast, pair, samira):
    log(pair, samira, next_day=TODAY + timedelta(days=14), next_at=time(17))
    assert pair.sessions.filter(outcome="").count() == 1


def test_a_meeting_logged_before_is_not_logged_again(cast, pair, samira):
    session = log(pair, samira)
    with pytest.raises(NotAllowed):
        log(pair, samira, session=session)


def test_moving_a_meeting_tells_the_others_neutrally(cast, pair, samira):
    session = actions.plan_session(mentorship=pair, by=samira, day=TODAY + timedelta(days=1), place="Library")
    actions.move_session(session=session, by=samira, day=TODAY + timedelta(days=2), at=time(18), place="Café")
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.language) == ("nour@example.org", "ar")
    for word in ("Samira", "Nour", "نور", "Café", "Newcomers"):
        assert word not in mail.body + mail.subject


def test_nobody_is_written_to_whose_e_mail_is_not_safe(cast, pair, samira):
    ContactWay.objects.create(person=cast.nour.person, kind="email", value="nour@example.org", is_safe=False)
    session = actions.plan_session(mentorship=pair, by=samira, day=TODAY + timedelta(days=1))
    actions.cancel_session(session=session, by=samira, whose="mentor")
    assert not OutgoingMail.objects.exists()


def test_the_mentee_calls_off_a_meeting_and_the_mentor_is_told(cast, pair, samira, client):
    session = actions.plan_session(mentorship=pair, by=samira, day=TODAY + timedelta(days=1))
    client.force_login(cast.nour)
    address = reverse("mentorships:cannot_come", args=[pair.pk, session.pk])
    assert client.get(address).status_code == 200
    client.post(address)
    session.refresh_from_db()
    assert (session.outcome, session.reason) == ("cancelled", "circumstances")
    assert OutgoingMail.objects.get().to == "samira@example.org"


def test_a_meeting_whose_day_is_over_is_logged_not_called_off(cast, pair, samira, nour):
    session = actions.plan_session(mentorship=pair, by=samira, day=TODAY)
    with time_machine.travel(clock.now() + timedelta(days=1)):
        for who in (samira, nour):
            with pytest.raises(NotAllowed, match="day of this meeting is over"):
                actions.cancel_session(session=session, by=who, whose="mentee")
    assert actions.cancel_session(session=session, by=nour, whose="mentee").outcome == "cancelled"


def test_the_day_of_the_introduction_is_the_programme_s(cast, ines, client):
    """Half past midnight on the 2nd in Lisbon is still the 1st in UTC."""
    introduced = clock.now().replace(day=1, hour=23, minute=30)
    actions.begin(programme=cast.programme, mentors=[cast.mentor], mentees=[cast.mentee], by=ines, begun_at=introduced)
    pair = cast.mentor.mentorship_parts.get().mentorship
    client.force_login(cast.samira)
    address = reverse("mentorships:log", args=[pair.pk])
    refused = client.post(address, MET | {"day": "2026-10-01"})
    assert "Choose a day after they were introduced." in refused.content.decode()
    assert client.post(address, MET | {"day": "2026-10-02"}).status_code == 302


def test_logging_takes_one_page(cast, pair, client):
    client.force_login(cast.samira)
    address = reverse("mentorships:log", args=[pair.pk])
    assert "How was it with" in client.get(address).content.decode()
    answer = client.post(address, MET | {"note": "Exam papers."})
    assert answer.status_code == 302
    assert pair.sessions.get().note == "Exam papers."


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"minutes": ""}, "Choose about how long it was."),
        ({"channel": ""}, "Choose how you met."),
        ({"met": "no"}, "Choose what came between."),
        ({"day": "2026-10-09"}, "Choose today or an earlier day."),
        ({"day": "2025-10-01"}, "Choose a day after they were introduced."),
    ],
)
def test_each_mistake_says_what_to_do(cast, pair, client, change, sentence):
    client.force_login(cast.samira)
    answer = client.post(reverse("mentorships:log", args=[pair.pk]), MET | change)
    assert sentence in answer.content.decode()
    assert not Session.objects.exists()


def test_a_double_click_writes_one_log(cast, pair, client):
    client.force_login(cast.samira)
    address = reverse("mentorships:log", args=[pair.pk])
    click = MET | {"idempotency_key": str(uuid4())}
    first, second = client.post(address, click), client.post(address, click)
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert pair.sessions.count() == 1


def test_a_second_meeting_of_one_day_is_asked_about_once(cast, pair, client):
    client.force_login(cast.samira)
    address = reverse("mentorships:log", args=[pair.pk])
    client.post(address, MET)
    asked = client.post(address, MET)
    assert "A meeting of that day is written down already." in asked.content.decode()
    client.post(address, MET | {"again": "on"})
    assert pair.sessions.count() == 2


def test_a_log_can_ask_for_a_call(cast, pair, client):
    client.force_login(cast.samira)
    client.post(reverse("mentorships:log", args=[pair.pk]), MET | {"call_me": "on"})
    assert pair.call_requests.get().person_id == cast.samira.person_id


def test_a_past_planned_day_is_a_chip_of_its_own(cast, pair, client):
    planned = Session.objects.create(mentorship=pair, starts_at=clock.now() - timedelta(days=4))
    client.force_login(cast.samira)
    address = reverse("mentorships:log", args=[pair.pk])
    assert "Friday 2 October" in client.get(address).content.decode()
    client.post(f"{address}?meeting={planned.pk}", MET | {"when": "planned"})
    planned.refresh_from_db()
    assert (planned.outcome, planned.starts_at.day) == ("met", 2)


def test_a_mentor_reads_only_their_own_notes(cast, pair, ines, samira, client):
    log(pair, ines, note="Told by phone, for the coordinators.", day=TODAY - timedelta(days=3))
    log(pair, samira, note="A walk by the river.")
    client.force_login(cast.samira)
    page = client.get(reverse("mentorships:detail", args=[pair.pk])).content.decode()
    assert "A walk by the river." in page
    assert "Told by phone" not in page
    client.force_login(cast.ines)
    page = client.get(reverse("mentorships:detail", args=[pair.pk])).content.decode()
    assert "A walk by the river." in page and "Told by phone" in page


def test_a_mentee_who_cannot_come_is_asked_no_reason(client, cast, pair, samira):
    session = actions.plan_session(mentorship=pair, by=samira, day=TODAY + timedelta(days=1))
    client.force_login(cast.nour)
    address = reverse("mentorships:cannot_come", args=[pair.pk, session.pk])
    page = client.get(address)
    assert not page.context["form"].visible_fields()
    assert "لا حاجة إلى كتابة السبب" in page.content.decode()
