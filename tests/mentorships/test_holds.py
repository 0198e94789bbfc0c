"""Somebody is on hold: what rests, who no longer sees what, and who hears nothing of it.

| who                          | sees                                                        |
|------------------------------|-------------------------------------------------------------|
| coordinator where decided    | why, whom to call, the day for looking again                |
| coordinator of another pair  | that they are on hold, and whom of their own to call        |
| mentor on hold               | none of their mentorships                                   |
| the others                   | a break                                                     |
| a stranger, or oneself       | nothing                                                     |
"""

from datetime import timedelta

import pytest
from django.test import Client

from alongside.foundation import clock
from alongside.foundation.models import OutgoingMail
from alongside.matching import pool
from alongside.mentorships import actions, queries
from alongside.mentorships.access import NotAllowed, my_mentorships, parts_of, people_in_my_mentorships
from alongside.mentorships.actions.holds import KEPT_FOR, forget_lifted
from alongside.mentorships.actions.messages import write_message
from alongside.mentorships.models import Hold, Mentorship, MentorshipStatus, PairRules
from alongside.mentorships.queries.calendars import open_feed, own_calendar
from alongside.mentorships.queries.circulars import recipients
from alongside.people import directory
from alongside.programmes.models import Side
from tests import cast as people
from tests.journeys import world as places
from tests.mentorships.story import begin

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def put(cast, by, enrolment=None, reason="allegation", **values):
    person = (enrolment or cast.mentor).person
    day = clock.today() + timedelta(days=14)
    return actions.hold(person=person, programme=cast.programme, reason=reason, review_on=day, by=by, **values)


def status(mentorship) -> str:
    return queries.with_facts(Mentorship.objects.filter(pk=mentorship.pk)).get().status


def called_for(principal) -> set:
    return {row.people[0][0] for row in queries.due(principal) if "a break since" in row.why or row.why.startswith("On hold")}


# ── what rests ─────────────────────────────────────────────────────────────────────────────
def test_all_pairs_of_somebody_on_hold_pause_and_nobody_gets_a_message(cast, pair, ines):
    other = people.enrolled(people.person(cast.organisation, "Selam"), cast.programme, "mentee")
    second = begin(cast, ines, mentee=other)
    before = OutgoingMail.objects.count()
    put(cast, ines)
    assert status(pair) == status(second) == "paused"
    assert OutgoingMail.objects.count() == before
    assert {row.reason for row in MentorshipStatus.objects.filter(status="paused")} == {""}


def test_nothing_is_planned_or_moved_while_a_pair_rests_and_nobody_resumes_it(cast, pair, ines, samira):
    session = actions.plan_session(mentorship=pair, by=samira, day=clock.today() + timedelta(days=3))
    put(cast, ines, cast.mentee)
    PairRules.objects.update_or_create(programme=cast.programme, defaults={"allows_messages": True})
    for act in (
        lambda: write_message(mentorship=pair, by=samira, words="See you?"),
        lambda: actions.plan_session(mentorship=pair, by=ines, day=clock.today() + timedelta(days=5)),
        lambda: actions.move_session(session=session, by=ines, day=clock.today() + timedelta(days=5)),
        lambda: actions.resume(mentorship=pair, by=ines),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_nobody_on_hold_is_paired_by_hand_or_in_a_round(cast, ines):
    put(cast, ines)
    with pytest.raises(NotAllowed, match="on hold"):
        begin(cast, ines)
    assert pool.candidates(cast.programme, Side.MENTOR) == []
    assert [c.enrolment for c in pool.candidates(cast.programme, Side.MENTEE)] == [cast.mentee]


def test_no_message_goes_to_whoever_is_on_hold_and_after_a_death_to_nobody(cast, pair, ines):
    session = actions.plan_session(mentorship=pair, by=ines, day=clock.today() + timedelta(days=3))
    hold = put(cast, ines)
    actions.cancel_session(session=session, by=ines, whose="mentor")
    assert {mail.to for mail in OutgoingMail.objects.all()} == {"nour@example.org"}
    actions.lift(hold=hold, go_on=True, by=ines)
    session = actions.plan_session(mentorship=pair, by=ines, day=clock.today() + timedelta(days=4))
    OutgoingMail.objects.all().delete()
    put(cast, ines, reason="death")
    actions.cancel_session(session=session, by=ines, whose="circumstances")
    assert not OutgoingMail.objects.exists()
    assert recipients(ines, [pair], "both", ["en"]) == []
    assert queries.held([cast.mentor.person_id, cast.mentee.person_id]) == {cast.mentor.person_id}


# ── who sees what ──────────────────────────────────────────────────────────────────────────
def test_every_page_of_a_suspended_mentor_is_gone_until_the_hold_is_lifted():
    world = places.build()
    cast, client = world.cast, Client()
    client.force_login(cast.samira)
    pages = [world.mine.address(r) for r in places.ours() if r.name.startswith("mentorships:") and "<uuid:pk>" in r.address]
    pages = [page for page in pages if client.get(page).status_code == 200]
    assert len(pages) > 6
    ines = cast.principal(cast.ines)
    hold = put(cast, ines)
    for page in pages:
        assert client.get(page).status_code == 404, page
        assert client.post(page, {"met": "no", "whose": "mentor"}).status_code in (404, 405), page
    mine = client.get("/mentorships/mine/").content.decode()
    assert "You accompany nobody" in mine and cast.nour.display_name not in mine
    today = client.get("/today/").content.decode()
    assert cast.nour.display_name not in today
    actions.lift(hold=hold, go_on=True, by=ines)
    assert [page for page in pages if client.get(page).status_code != 200] == []


def test_neither_actions_nor_relationships_know_a_suspended_mentor(cast, pair, ines, samira):
    hold = put(cast, ines)
    assert not my_mentorships(samira, as_mentor=True).exists()
    assert not people_in_my_mentorships(samira).exists()
    assert parts_of(samira, pair) == set()
    with pytest.raises(NotAllowed):
        actions.log_session(mentorship=pair, by=samira, met=True, day=clock.today(), minutes=60)
    actions.lift(hold=hold, go_on=True, by=ines)
    assert parts_of(samira, pair) == {"mentor"}
    assert cast.mentee.person_id in people_in_my_mentorships(samira).values_list("person_id", flat=True)


def test_the_calendar_of_a_suspended_mentor_is_refused_and_the_others_is_called_off(cast, pair, ines, samira, nour, client):
    actions.plan_session(mentorship=pair, by=samira, day=clock.today() + timedelta(days=3))
    hers, his = actions.make_feed(by=samira), actions.make_feed(by=nour)
    hold = put(cast, ines)
    assert open_feed(hers) is None
    assert client.get(f"/calendar/{hers}.ics").status_code == 404
    feed, principal = open_feed(his)
    assert b"STATUS:CANCELLED" in own_calendar(principal, feed).body
    actions.lift(hold=hold, go_on=True, by=ines)
    assert open_feed(hers) is not None
    assert b"STATUS:CONFIRMED" in own_calendar(principal, feed).body


def test_the_mentee_sees_a_break_and_nothing_more(cast, pair, ines, nour, client):
    actions.plan_session(mentorship=pair, by=ines, day=clock.today() + timedelta(days=3), place="Café Piolho")
    put(cast, ines, note="Somebody called about Saturday")
    client.force_login(cast.nour)
    client.cookies["django_language"] = "en"
    page = client.get("/mentorships/home/").content.decode()
    assert "You and your mentor have a break now." in page
    assert "Café Piolho" not in page and "hold" not in page and "Saturday" not in page
    copy = client.post("/privacy/mine/copy/").content.decode()
    assert "allegation" not in copy and '"status": "paused"' in copy and '"holds": []' in copy


def test_a_mentee_on_hold_keeps_their_own_pages_except_after_a_death(cast, pair, ines, nour):
    hold = put(cast, ines, cast.mentee, reason="detention")
    assert my_mentorships(nour, as_mentor=False).exists()
    actions.lift(hold=hold, go_on=True, by=ines)
    put(cast, ines, cast.mentee, reason="death")
    assert not my_mentorships(nour, as_mentor=False).exists()


def test_another_programmes_coordinator_learns_that_and_not_why(cast, pair, ines, client):
    other = people.programme(cast.organisation, "Evenings", "evenings")
    leonor = people.account("leonor@example.org", "Leonor Faria")
    people.member(other, "coordinator", leonor)
    mentor = people.enrolled(cast.mentor.person, other, "mentor")
    mentee = people.enrolled(people.person(cast.organisation, "Selam Bekele"), other, "mentee")
    there = actions.begin(programme=other, mentors=[mentor], mentees=[mentee], by=None)
    hold = put(cast, ines, note="Told by the neighbour")
    assert status(there) == "paused"
    assert called_for(cast.principal(leonor)) == {"Samira Haddad", "Selam Bekele"}
    client.force_login(leonor)
    page = client.get(f"/mentorships/breaks/{hold.pk}/").content.decode()
    assert "Selam Bekele" in page and "harm" not in page and "neighbour" not in page and "نور" not in page
    with pytest.raises(NotAllowed):
        actions.lift(hold=hold, go_on=True, by=cast.principal(leonor))


def test_a_stranger_finds_no_hold_and_nobody_decides_about_themselves(cast, pair, ines, client):
    people.member(cast.programme, "coordinator", cast.samira)
    samira = cast.principal(cast.samira)
    with pytest.raises(NotAllowed, match="yourself"):
        put(cast, samira)
    hold = put(cast, ines)
    for who in (cast.kateryna, cast.samira, cast.admin):
        client.force_login(who)
        for page in ("", "lift/", f"called/{cast.mentee.person_id}/"):
            assert client.get(f"/mentorships/breaks/{hold.pk}/{page}").status_code == 404
    # A coordinator on hold doesn't read their own pair by that door either.
    assert parts_of(samira, pair) == set()
    client.force_login(cast.samira)
    assert client.get(f"/mentorships/{pair.pk}/").status_code == 404
    with pytest.raises(NotAllowed, match="yourself"):
        actions.lift(hold=hold, go_on=True, by=samira)
    with pytest.raises(NotAllowed):
        put(cast, cast.principal(cast.kateryna), cast.mentee)


# ── whom to call ───────────────────────────────────────────────────────────────────────────
def test_today_lists_whom_to_call_until_each_was_called(cast, pair, ines):
    hold = put(cast, ines)
    assert called_for(ines) == {"Samira Haddad", cast.nour.display_name}
    actions.told(hold=hold, person=cast.mentor.person, by=ines)
    actions.told(hold=hold, person=cast.mentor.person, by=ines)
    assert called_for(ines) == {cast.nour.display_name}
    actions.check_in(mentorship=pair, by=ines, spoke_with="mentee", channel="phone")
    assert called_for(ines) == set()


@pytest.mark.parametrize(("reason", "also"), [("death", False), ("detention", False), ("allegation", True), ("other", True)])
def test_nobody_is_asked_to_call_whoever_cannot_be_called(cast, pair, ines, reason, also):
    put(cast, ines, reason=reason)
    assert ("Samira Haddad" in called_for(ines)) is also


def test_today_asks_again_on_the_day_of_review(cast, pair, ines):
    hold = put(cast, ines, cast.mentee, reason="death")
    Hold.objects.filter(pk=hold.pk).update(review_on=clock.today())
    assert any("look at it again" in row.why for row in queries.due(ines))
    actions.look_again(hold=hold, review_on=clock.today() + timedelta(days=30), by=ines)
    assert not any("look at it again" in row.why for row in queries.due(ines))


def test_after_a_death_nobody_is_asked_to_call_them_back(cast, pair, ines, nour):
    actions.ask_for_call(mentorship=pair, person=cast.mentee.person, by=nour)
    put(cast, ines, cast.mentee, reason="death")
    assert not any(row.url.startswith("/mentorships/calls/") for row in queries.due(ines))


def test_today_costs_the_same_for_one_hold_and_for_many(cast, pair, ines):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        directory.forget()
        with CaptureQueriesContext(connection) as counted:
            queries.due(ines)
        return len(counted)

    put(cast, ines)
    one = cost()
    for n in range(4):
        mentor = people.enrolled(people.person(cast.organisation, f"João {n}"), cast.programme, "mentor")
        mentee = people.enrolled(people.person(cast.organisation, f"Tesfay {n}"), cast.programme, "mentee")
        begin(cast, ines, mentor=mentor, mentee=mentee)
        put(cast, ines, mentor)
    assert cost() <= one + 1


# ── lifting ────────────────────────────────────────────────────────────────────────────────
def test_lifting_keeps_a_break_until_both_were_asked_or_lets_them_go_on(cast, pair, ines):
    actions.lift(hold=put(cast, ines), go_on=False, by=ines)
    assert status(pair) == "paused"
    actions.resume(mentorship=pair, by=ines)
    actions.lift(hold=put(cast, ines), go_on=True, by=ines)
    assert status(pair) == "resumed"


def test_a_break_from_before_stays_as_it_was(cast, pair, ines):
    until = clock.today() + timedelta(days=20)
    actions.pause(mentorship=pair, reason="holiday", wished_by="mentee", resumes_on=until, by=ines)
    actions.lift(hold=put(cast, ines), go_on=True, by=ines)
    newest = pair.statuses.latest()
    assert (newest.status, newest.reason, newest.resumes_on, newest.hold) == ("paused", "holiday", until, None)


def test_a_pair_rests_until_the_last_hold_on_it_is_lifted(cast, pair, ines):
    hers, his = put(cast, ines), put(cast, ines, cast.mentee, reason="other")
    actions.lift(hold=hers, go_on=True, by=ines)
    assert status(pair) == "paused" and parts_of(cast.principal(cast.samira), pair) == {"mentor"}
    actions.lift(hold=his, go_on=True, by=ines)
    assert status(pair) == "resumed"


def test_a_pair_that_ended_meanwhile_stays_ended(cast, pair, ines):
    hold = put(cast, ines)
    actions.end(mentorship=pair, reason="safety", wished_by="coordinator", by=ines)
    actions.lift(hold=hold, go_on=True, by=ines)
    assert status(pair) == "ended"


def test_a_second_hold_and_a_second_lifting_are_refused(cast, pair, ines):
    hold = put(cast, ines)
    with pytest.raises(NotAllowed, match="already"):
        put(cast, ines)
    actions.lift(hold=hold, go_on=True, by=ines)
    with pytest.raises(NotAllowed, match="already"):
        actions.lift(hold=hold, go_on=True, by=ines)


def test_a_lifted_hold_is_forgotten_after_two_years(cast, pair, ines):
    hold = put(cast, ines)
    assert forget_lifted() == 0
    actions.lift(hold=hold, go_on=True, by=ines)
    Hold.objects.update(lifted_at=clock.now() - KEPT_FOR - timedelta(days=1))
    assert forget_lifted() > 0 and status(pair) == "resumed"


# ── pages ──────────────────────────────────────────────────────────────────────────────────
def test_from_the_persons_page_to_the_hold_and_back(cast, pair, ines, client):
    client.force_login(cast.ines)
    assert f"/mentorships/breaks/new/{cast.mentor.pk}/" in client.get(f"/people/{cast.mentor.pk}/").content.decode()
    assert "Samira Haddad" in client.get(f"/mentorships/{pair.pk}/break/").content.decode()
    day = clock.today() + timedelta(days=7)
    answer = client.post(f"/mentorships/breaks/new/{cast.mentor.pk}/", {"reason": "allegation", "review_on": day.isoformat()})
    hold = Hold.objects.get()
    assert answer.url == f"/mentorships/breaks/{hold.pk}/"
    page = client.get(answer.url).content.decode()
    assert "Whom to call" in page and "I called" in page
    client.post(f"{answer.url}called/{cast.mentee.person_id}/")
    assert "Called on" in client.get(answer.url).content.decode()
    assert "is on hold since" in client.get(f"/mentorships/{pair.pk}/").content.decode()
    assert client.get(f"/mentorships/breaks/new/{cast.mentor.pk}/").url == answer.url
    client.post(f"{answer.url}lift/", {"how": "go_on"})
    assert "On hold from" in client.get(answer.url).content.decode()
    assert "Samira Haddad" in client.get(f"/mentorships/{pair.pk}/").content.decode()
