"""The link of a reminder: one log, of one meeting, by one mentor, within seven days; it reads nothing but the day."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from alongside.foundation import clock
from alongside.foundation.models import AuditEntry
from alongside.mentorships import actions
from alongside.mentorships.actions import log_links
from alongside.mentorships.models import LogLink, Session
from alongside.mentorships.queries import log_links as queries
from alongside.programmes.models import Membership
from tests import cast as people
from tests.browser import assert_accessible, assert_speaks_arabic
from tests.mentorships.story import another_pair, begin

MEETING = datetime(2026, 10, 7, 16, 0, tzinfo=UTC)
MET = {"met": "yes", "minutes": "60", "channel": "in_person", "note": "We read together."}


@pytest.fixture(autouse=True)
def unhurried():
    cache.clear()


@pytest.fixture
def session(pair, samira):
    return actions.plan_session(mentorship=pair, by=samira, day=MEETING.date(), at=time(17), place="Café Central")


@pytest.fixture
def link(cast, session):
    return "/l/" + log_links.make_link(session=session, person=cast.mentor.person).split("/l/")[1]


@pytest.fixture
def evening():
    with time_machine.travel(MEETING + timedelta(hours=2), tick=True) as clocks:
        yield clocks


def test_the_link_takes_one_log_from_the_mentor_without_signing_in(cast, session, link, evening, client):
    page = client.get(link)
    assert "How was Wednesday 7 October?" in page.content.decode()
    answer = client.post(link, MET)
    assert answer.headers["Location"] == reverse("links:thanks")
    assert "Sign in to change what you wrote" in client.get(answer.headers["Location"]).content.decode()
    session.refresh_from_db()
    assert (session.outcome, session.minutes, session.note, session.logged_by) == ("met", 60, "We read together.", cast.samira)
    assert AuditEntry.objects.filter(account_id=cast.samira.pk, action="log meeting", purpose="log by link").count() == 1


def test_did_not_meet_is_as_easy(session, link, evening, client):
    client.post(link, {"met": "no", "whose": "circumstances"})
    session.refresh_from_db()
    assert (session.outcome, session.reason) == ("not_met", "circumstances")


def test_the_page_says_nothing_but_the_day(cast, session, link, evening, client):
    page = client.get(link).content.decode()
    for word in ("نور", "الحسيني", "Samira", "Café", "Newcomers", "17:00", str(session.pk), str(session.mentorship_id)):
        assert word not in page
    assert client.get(link).headers["X-Robots-Tag"].startswith("noindex")
    assert not client.get("/today/").headers["Location"].startswith("/l/")


def test_only_the_hash_is_kept(link):
    token = link.split("/")[2]
    assert len(token) >= 22
    assert LogLink.objects.get().token_hash == queries.digest(token)


def without_token(answer) -> str:
    """The page, without what is new each time and without its own address."""
    return re.sub(r'name="(csrfmiddlewaretoken|next)" value="[^"]*"', "", answer.content.decode())


def is_over(client, link) -> bool:
    """Both to read and to write, with the same page as for a link that never was."""
    seen, sent = client.get(link), client.post(link, MET)
    never = client.get("/l/" + "x" * 22 + "/")
    assert without_token(seen) == without_token(never)
    return (seen.status_code, sent.status_code) == (410, 410) and "This link is over" in seen.content.decode()


def test_it_works_once(session, link, evening, client):
    client.post(link, MET)
    assert is_over(client, link)
    session.refresh_from_db()
    assert session.minutes == 60


def test_a_double_click_arrives_at_the_thanks(link, evening, client):
    typed = MET | {"idempotency_key": "3e7c6b1e-5a30-4a2e-8a2a-0b6f0d1c9a11"}
    assert [client.post(link, typed).headers["Location"] for _ in range(2)] == [reverse("links:thanks")] * 2


def test_before_the_meeting_and_after_seven_days_it_is_shut(session, link, client):
    assert is_over(client, link)
    with time_machine.travel(MEETING + timedelta(days=7, minutes=-1)):
        assert client.get(link).status_code == 200
    with time_machine.travel(MEETING + timedelta(days=7)):
        assert is_over(client, link)


def moved(cast, session):
    actions.move_session(session=session, by=None, day=MEETING.date() + timedelta(days=1), at=time(17))


def cancelled(cast, session):
    actions.cancel_session(session=session, by=None, whose="mentor")


def logged(cast, session):
    actions.log_session(mentorship=session.mentorship, by=None, met=False, day=MEETING.date(), session=session)


def paused(cast, session):
    actions.pause(mentorship=session.mentorship, reason="holiday", wished_by="both", by=None)


def ended(cast, session):
    actions.end(mentorship=session.mentorship, reason="completed", wished_by="both", by=None)


def account_closed(cast, session):
    cast.samira.is_active = False
    cast.samira.save()


def role_ended(cast, session):
    Membership.objects.filter(account=cast.samira).update(until=clock.now())


@pytest.mark.parametrize("happens", [moved, cancelled, logged, paused, ended, account_closed, role_ended])
def test_whatever_ends_the_right_to_log_ends_the_link(cast, session, link, evening, client, happens):
    happens(cast, session)
    assert is_over(client, link)


def test_nothing_else_can_be_read_or_written_with_it(cast, pair, session, link, evening, client, ines):
    other = another_pair(cast, ines, 1)
    theirs = Session.objects.create(mentorship=other, starts_at=MEETING)
    own = Session.objects.create(mentorship=pair, starts_at=MEETING - timedelta(days=2))
    more = {"meeting": str(own.pk), "session": str(theirs.pk), "day": "2026-10-05", "when": "yesterday", "next_day": "2026-12-01"}
    client.post(f"{link}?meeting={theirs.pk}", MET | more | {"call_me": "on"})
    session.refresh_from_db()
    assert session.outcome == "met" and session.starts_at == MEETING
    assert Session.objects.filter(outcome="").count() == 2 and Session.objects.count() == 3
    assert not pair.call_requests.exists()
    for address in ("/today/", reverse("mentorships:detail", args=[pair.pk]), reverse("mentorships:log", args=[pair.pk])):
        assert client.get(address).status_code == 302
    assert "sessionid" not in client.cookies


def test_whoever_else_is_signed_in_on_the_phone_changes_nothing_about_the_author(cast, session, link, evening, client):
    client.force_login(cast.nour)
    client.post(link, MET)
    session.refresh_from_db()
    assert session.logged_by == cast.samira


def test_trying_many_links_is_slowed_down(client, db):
    answers = [client.get(f"/l/guess{n}/").status_code for n in range(21)]
    assert answers == [410] * 20 + [429]


def test_what_is_missing_is_told_and_kept(link, evening, client):
    page = client.post(link, {"met": "yes", "note": "Kept words"}).content.decode()
    assert "Choose about how long it was." in page and "Choose how you met." in page and "Kept words" in page
    assert "Nobody is blamed for it." in client.post(link, {"met": "no"}).content.decode()


def test_a_mentor_without_an_account_gets_no_link(cast, ines):
    pair = another_pair(cast, ines, 1)
    session = Session.objects.create(mentorship=pair, starts_at=MEETING)
    assert log_links.make_link(session=session, person=pair.members.get(role="mentor").person) == ""


def test_old_links_are_forgotten(link):
    with time_machine.travel(MEETING + timedelta(days=31)):
        log_links.forget_old()
    assert not LogLink.objects.exists()


def test_on_a_phone_it_takes_four_taps_and_a_sentence(transactional_db, phone_page):
    """Open, how long, how, the line, save. "We met" is chosen already."""
    page, found = phone_page, people.assemble()
    pair = begin(found, None, days_ago=9)
    session = Session.objects.create(mentorship=pair, starts_at=clock.now() - timedelta(hours=2))
    address = log_links.make_link(session=session, person=found.mentor.person)
    page.goto("/l/" + address.split("/l/")[1])
    assert_accessible(page)
    page.get_by_label("60", exact=True).check()
    page.get_by_label("In person").check()
    page.get_by_label("One line, if you like").fill("We walked.")
    page.get_by_role("button", name="Save the meeting").click()
    page.get_by_role("heading", name="Saved. Thank you.").wait_for()
    session.refresh_from_db()
    assert (session.outcome, session.minutes, session.channel, session.note) == ("met", 60, "in_person", "We walked.")


def test_in_arabic_the_link_speaks_arabic(transactional_db, arabic_phone_page):
    page, found = arabic_phone_page, people.assemble()
    session = Session.objects.create(mentorship=begin(found, None, days_ago=9), starts_at=clock.now() - timedelta(hours=2))
    address = log_links.make_link(session=session, person=found.mentor.person)
    for path in ("/l/" + address.split("/l/")[1], "/l/", "/l/nothing/"):
        page.goto(path)
        assert_speaks_arabic(page)
        assert_accessible(page)
