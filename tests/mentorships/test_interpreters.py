"""Given a meeting in two languages, when an interpreter is booked, then members see who is confirmed and Today what is not."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from alongside.foundation import clock, registries
from alongside.foundation.models import OutgoingMail
from alongside.mentorships import actions as walking
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions.interpreters import book_interpreter, forget_interpreters
from alongside.mentorships.models import Interpreter
from alongside.mentorships.queries import expenses, pages
from alongside.mentorships.queries.interpreters import due_interpreters
from alongside.programmes.models import GrantTag

pytestmark = pytest.mark.both


@pytest.fixture
def meeting(pair, ines):
    return walking.plan_session(mentorship=pair, by=ines, day=clock.today() + timedelta(days=5))


def book(meeting, by, state="asked", **more):
    return book_interpreter(session=meeting, by=by, language="prs", state=state, **more)


def test_only_coordinators_book_and_not_for_a_meeting_called_off(cast, meeting, ines, samira, nour):
    for by in (samira, nour, cast.principal(cast.kateryna)):
        with pytest.raises(NotAllowed):
            book(meeting, by)
    walking.cancel_session(session=meeting, by=samira, whose="mentor")
    with pytest.raises(NotAllowed, match="called off"):
        book(meeting, ines)
    assert not Interpreter.objects.exists()


def test_members_are_told_when_somebody_is_confirmed_and_only_then(meeting, ines):
    OutgoingMail.objects.all().delete()
    book(meeting, ines, whom="Agency Babel")
    assert not OutgoingMail.objects.exists()
    book(meeting, ines, "confirmed", whom="Agency Babel")
    told = OutgoingMail.objects.count()
    assert told and not any("Dari" in mail.body for mail in OutgoingMail.objects.all())
    book(meeting, ines, "confirmed", whom="Agency Babel, 0123")
    assert OutgoingMail.objects.count() == told
    OutgoingMail.objects.all().delete()
    book(meeting, ines, "not_found")
    assert OutgoingMail.objects.exists()


def test_today_asks_three_days_before_while_it_is_only_asked_for(cast, meeting, ines, samira):
    book(meeting, ines)
    assert due_interpreters(ines) == []
    with time_machine.travel(clock.now() + timedelta(days=3), tick=True):
        (row,) = due_interpreters(ines)
        assert "Dari" in row.why and row.button == "Ask again"
        assert due_interpreters(samira) == due_interpreters(cast.principal(cast.kateryna)) == []
        book(meeting, ines, "confirmed")
        assert due_interpreters(ines) == []


def test_what_it_costs_stands_in_the_sheet_once_with_its_grant(cast, meeting, ines, samira, pair):
    GrantTag.objects.create(programme=cast.programme, name="City")
    with pytest.raises(NotAllowed, match="grant"):
        book(meeting, ines, "confirmed", cents=4000, grant="Another")
    book(meeting, ines, "confirmed", cents=4000, grant="City")
    book(meeting, ines, "confirmed", cents=4500, grant="City")
    (line,) = expenses.paid(ines)
    assert (line.cents, line.grant, line.what, line.who) == (4500, "City", "Interpreter", "")
    assert expenses.paid(ines, grant="") == expenses.paid(cast.principal(cast.kateryna)) == []
    book(meeting, ines, "not_found", cents=4500, grant="City")
    assert expenses.paid(ines) == []


def test_it_is_forgotten_with_the_receipts_and_words_go_with_a_member(cast, meeting, ines, nour):
    book(meeting, ines, "confirmed", whom="Agency Babel")
    taken = registries.exporters["mentorships"](cast.nour.person)["interpreters"]
    assert [one["language"] for one in taken] == ["prs"]
    forget_interpreters()
    assert Interpreter.objects.count() == 1
    registries.erasers["mentorships"](cast.samira.person)
    assert [row.whom for row in Interpreter.objects.all()] in ([""], [])
    with time_machine.travel("2028-11-01T12:00:00Z"):
        forget_interpreters()
        assert not Interpreter.objects.exists()


def test_it_is_booked_on_the_page_and_seen_by_both_beside_the_meeting(client, cast, meeting, pair):
    client.force_login(cast.ines)
    address = reverse("mentorships:interpreter", args=[pair.pk, meeting.pk])
    page = reverse("mentorships:detail", args=[pair.pk])
    assert address in client.get(page).content.decode()
    client.post(address, {"language": "prs", "state": "asked", "whom": "Agency Babel"})
    assert "Asked for" in client.get(page).content.decode() and "Agency Babel" in client.get(address).content.decode()
    both = ((cast.samira, page, "Dari"), (cast.nour, reverse("mentorships:home"), "الدرية"))
    for account, where, language in both:
        client.force_login(account)
        assert language not in client.get(where).content.decode()
    client.force_login(cast.ines)
    assert "Write the amount" in client.post(address, {"language": "prs", "state": "confirmed", "amount": "much"}).content.decode()
    client.post(address, {"language": "prs", "state": "confirmed", "whom": "Agency Babel", "amount": "45"})
    assert Interpreter.objects.latest("at").cents == 4500
    for account, where, language in both:
        client.force_login(account)
        shown = client.get(where).content.decode()
        assert language in shown and "Agency" not in shown and "45.00" not in shown
    for account in (cast.samira, cast.nour, cast.kateryna):
        client.force_login(account)
        assert client.get(address).status_code == 404


def test_many_meetings_cost_as_many_queries_as_one(cast, pair, ines, django_assert_num_queries):
    for number in (1, 4):
        for day in range(number):
            book(walking.plan_session(mentorship=pair, by=ines, day=clock.today() + timedelta(days=day + 1)), ines)
        with django_assert_num_queries(2):
            assert all(meeting.interpreter for meeting in pages.coming(pair))
