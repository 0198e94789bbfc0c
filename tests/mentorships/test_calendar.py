"""Meetings in one's own calendar: when, and nothing about whom; a secret address that ends."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from icalendar import Calendar

from alongside.foundation import clock, registries
from alongside.foundation.models import AuditEntry
from alongside.mentorships import actions
from alongside.mentorships.models import CalendarFeed, Member, Session
from alongside.people.models import Person
from alongside.privacy import retention
from alongside.programmes.models import Membership
from tests import cast as people

pytestmark = pytest.mark.both

TODAY = date(2026, 10, 6)
LISBON = ZoneInfo("Europe/Lisbon")
OTHERS_WORDS = ("Samira", "Haddad", "نور", "الحسيني", "Newcomers", "Lado", "Café", "Porto", "mentor")


@pytest.fixture(autouse=True)
def no_haste():
    cache.clear()


def plan(pair, by, days=1, at=time(17), place="Café Central"):
    return actions.plan_session(mentorship=pair, by=by, day=clock.today("Europe/Lisbon") + timedelta(days=days), at=at, place=place)


def address(principal) -> str:
    return reverse("calendar:feed", args=[actions.make_feed(by=principal)])


def events(answer) -> list:
    assert answer.status_code == 200, answer.status_code
    return Calendar.from_ical(answer.content).walk("VEVENT")


# ── one meeting as a file ──────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("who", "status"), [("samira", 200), ("nour", 200), ("ines", 404), ("rui", 404), ("kateryna", 404)])
def test_the_pair_takes_a_meeting_along_and_nobody_else_does(cast, pair, samira, client, who, status):
    meeting = plan(pair, samira)
    client.force_login(getattr(cast, who))
    assert client.get(reverse("mentorships:meeting_file", args=[pair.pk, meeting.pk])).status_code == status


def test_a_mentor_of_another_pair_gets_no_file(cast, pair, samira, client):
    other = people.person(cast.organisation, "João")
    account = people.account("joao@example.org", person=other)
    people.member(cast.programme, "mentor", account)
    client.force_login(account)
    assert client.get(reverse("mentorships:meeting_file", args=[pair.pk, plan(pair, samira).pk])).status_code == 404


def test_the_file_says_when_and_nothing_about_whom_or_where(cast, pair, samira, client):
    meeting = plan(pair, samira)
    client.force_login(cast.samira)
    answer = client.get(reverse("mentorships:meeting_file", args=[pair.pk, meeting.pk]))
    (event,) = events(answer)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert event["SUMMARY"] == "Meeting"
    assert event.start == datetime(2026, 10, 7, 16, tzinfo=UTC)
    assert event.end - event.start == timedelta(minutes=cast.programme.meeting_minutes)
    assert not {"LOCATION", "DESCRIPTION", "ORGANIZER", "ATTENDEE", "URL", "CONTACT"} & set(event)
    assert not [word for word in OTHERS_WORDS if word in answer.content.decode()]


def test_a_meeting_whose_hour_is_open_is_that_day_on_the_programmes_clock(cast, pair, samira, client):
    cast.programme.time_zone = "Pacific/Auckland"
    cast.programme.save()
    pair.programme.refresh_from_db()
    meeting = actions.plan_session(mentorship=pair, by=samira, day=TODAY + timedelta(days=3))
    client.force_login(cast.samira)
    (event,) = events(client.get(reverse("mentorships:meeting_file", args=[pair.pk, meeting.pk])))
    assert event.start == TODAY + timedelta(days=3)


def test_both_find_the_button_beside_their_next_meeting(cast, pair, samira, client):
    link = reverse("mentorships:meeting_file", args=[pair.pk, plan(pair, samira).pk])
    for who, page in ((cast.samira, f"/mentorships/{pair.pk}/"), (cast.nour, "/mentorships/home/")):
        client.force_login(who)
        assert link in client.get(page).content.decode()
    client.force_login(cast.ines)
    assert link not in client.get(f"/mentorships/{pair.pk}/").content.decode()


# ── the clock ──────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("last_sunday", [date(2026, 3, 29), date(2026, 10, 25)])
@pytest.mark.parametrize("zone", ["Europe/Lisbon", "Europe/Warsaw", "America/New_York"])
def test_a_weekly_meeting_keeps_its_hour_when_the_clocks_change(cast, pair, ines, samira, client, last_sunday, zone):
    cast.programme.time_zone = zone
    cast.programme.save()
    pair.programme.refresh_from_db()
    began = last_sunday - timedelta(days=12)
    with time_machine.travel(datetime.combine(began, time(8), tzinfo=UTC)):
        link = address(samira)
        # From the Sunday a week before to the one two weeks after: the day itself is among them.
        days = [last_sunday + timedelta(weeks=week) for week in range(-1, 3)]
        for day in days:
            actions.plan_session(mentorship=pair, by=samira, day=day, at=time(17, 30))
        found = events(client.get(link))
    local = [event.start.astimezone(ZoneInfo(zone)) for event in found]
    assert [moment.date() for moment in local] == days
    assert {moment.time() for moment in local} == {time(17, 30)}
    if zone.startswith("Europe"):
        # On the Sunday the clocks have changed already: an hour's difference in UTC, once.
        assert [event.start.hour == found[0].start.hour for event in found] == [True, False, False, False]


# ── the secret address ─────────────────────────────────────────────────────────────────────
def test_the_feed_opens_without_anybody_signed_in_and_is_in_the_persons_language(cast, pair, samira, nour, client):
    plan(pair, samira)
    assert [event["SUMMARY"] for event in events(client.get(address(samira)))] == ["Meeting"]
    answer = client.get(address(nour))
    assert [event["SUMMARY"] for event in events(answer)] == ["لقاء"]
    assert not [word for word in OTHERS_WORDS if word in answer.content.decode()]


def test_the_feed_holds_30_days_past_and_all_that_is_planned(cast, pair, samira, client):
    def ago(days):
        return Session.objects.create(mentorship=pair, starts_at=clock.now() - timedelta(days=days))

    wanted = {str(s.pk) for s in (ago(29), plan(pair, samira, 2), plan(pair, samira, 300))}
    ago(31)
    assert {str(event["UID"]) for event in events(client.get(address(samira)))} == wanted


def test_a_meeting_of_others_is_in_nobodys_feed(cast, pair, ines, samira, client):
    plan(pair, samira)
    for number, side in enumerate(("mentor", "mentee")):
        account = people.account(f"other{number}@example.org", person=people.person(cast.organisation, f"Ilir {number}"))
        people.member(cast.programme, side, account)
        assert events(client.get(address(cast.principal(account)))) == []


def test_a_coordinator_who_mentors_reads_their_own_meetings_only(cast, pair, ines, samira, client):
    plan(pair, samira)
    cast.ines.person = people.person(cast.organisation, "Inês Carvalho")
    cast.ines.save()
    link = address(cast.principal(cast.ines))
    assert events(client.get(link)) == []
    Member.objects.create(mentorship=pair, person=cast.ines.person, role="co_mentor")
    assert len(events(client.get(link))) == 1


def test_a_coordinator_without_meetings_of_their_own_gets_no_address(cast, ines, client):
    with pytest.raises(actions.NotAllowed):
        actions.make_feed(by=ines)
    client.force_login(cast.ines)
    assert "You have no meetings of your own here" in client.get("/me/calendar/").content.decode()


def test_a_moved_meeting_keeps_its_id_and_counts_up_and_a_cancelled_one_says_so(cast, pair, samira, client):
    link = address(samira)
    meeting = plan(pair, samira)
    (first,) = events(client.get(link))
    moved = actions.move_session(session=meeting, by=samira, day=TODAY + timedelta(days=5), at=time(9))
    (second,) = events(client.get(link))
    actions.cancel_session(session=moved, by=samira, whose="mentor")
    (third,) = events(client.get(link))
    assert first["UID"] == second["UID"] == third["UID"]
    assert [e["SEQUENCE"] for e in (first, second, third)] == [0, 1, 2]
    assert [e["STATUS"] for e in (first, second, third)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert second.start == datetime(2026, 10, 11, 8, tzinfo=UTC)
    assert first["DTSTAMP"].dt <= second["DTSTAMP"].dt <= third["DTSTAMP"].dt


def test_an_ending_takes_the_meetings_away(cast, pair, ines, samira, client):
    plan(pair, samira)
    link = address(samira)
    assert len(events(client.get(link))) == 1
    actions.end(mentorship=pair, by=ines, reason="completed", wished_by="both", said_goodbye=True)
    assert events(client.get(link)) == []


def test_only_the_hash_of_the_address_is_kept(cast, samira):
    token = actions.make_feed(by=samira)
    feed = CalendarFeed.objects.get()
    assert len(token) >= 43 and token not in repr(CalendarFeed.objects.values().get())
    assert feed.token_hash == CalendarFeed.digest(token) and len(feed.token_hash) == 64


def test_wrong_replaced_and_switched_off_addresses_look_alike(cast, pair, samira, client):
    replaced, current = address(samira), address(samira)
    assert client.get(current).status_code == 200
    actions.switch_off(by=samira)
    answers = [client.get(link) for link in (replaced, current, "/calendar/nothing.ics", "/nothing/here/")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize("how", ["suspended", "role over", "erased", "retention"])
def test_the_feed_ends_at_once_with_the_account(cast, pair, samira, client, how):
    link = address(samira)
    if how == "suspended":
        cast.samira.is_active = False
        cast.samira.save()
    elif how == "role over":
        Membership.objects.filter(account=cast.samira).update(until=clock.now())
    elif how == "erased":
        registries.erasers["mentorships"](cast.samira.person)
        assert not CalendarFeed.objects.exists()
    else:
        retention.erase(Person.objects.get(pk=cast.samira.person_id))
    assert client.get(link).status_code == 404
    actions.switch_off_unused()
    assert not CalendarFeed.objects.exists()


def test_a_feed_that_ended_does_not_come_back_with_a_new_role(cast, samira, client):
    link = address(samira)
    Membership.objects.filter(account=cast.samira).update(until=clock.now())
    actions.switch_off_unused()
    people.member(cast.programme, "mentor", cast.samira)
    assert client.get(link).status_code == 404


def test_a_feed_that_nobody_fetched_for_180_days_is_switched_off(cast, pair, samira, nour, client):
    used, unused = address(samira), address(nour)
    with time_machine.travel(clock.now() + timedelta(days=100)):
        assert client.get(used).status_code == 200
    with time_machine.travel(clock.now() + timedelta(days=179)):
        assert actions.switch_off_unused() == 0
    with time_machine.travel(clock.now() + timedelta(days=181)):
        assert actions.switch_off_unused() == 1
        assert client.get(used).status_code == 200
        assert client.get(unused).status_code == 404
    assert AuditEntry.objects.filter(action="calendar off", subjects__person_id=cast.nour.person_id).count() == 1


def test_the_tick_knows_the_feeds(settings):
    assert "alongside.mentorships.actions.calendars.switch_off_unused" in settings.TICKS


def test_a_fetch_is_noted_as_a_read_by_its_person(cast, pair, samira, client):
    client.get(address(samira))
    entry = AuditEntry.objects.get(action="read calendar")
    assert (entry.account_id, entry.purpose) == (cast.samira.pk, "own calendar")
    assert list(entry.subjects.values_list("person_id", flat=True)) == [cast.samira.person_id]


def test_nobody_keeps_or_lists_the_feed_on_the_way(cast, pair, samira, client):
    answer = client.get(address(samira))
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert not answer.cookies


def test_what_has_not_changed_is_not_sent_again(cast, pair, samira, client):
    plan(pair, samira)
    link = address(samira)
    first = client.get(link)
    again = client.get(link, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(link, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    with time_machine.travel(clock.now() + timedelta(seconds=5)):
        plan(pair, samira, 8)
        assert client.get(link, headers={"if-none-match": first["ETag"]}).status_code == 200
        assert client.get(link, headers={"if-modified-since": first["Last-Modified"]}).status_code == 200


def test_a_calendar_that_only_knows_the_time_hears_of_an_ending(cast, pair, ines, samira, client):
    plan(pair, samira)
    link = address(samira)
    before = client.get(link)
    with time_machine.travel(clock.now() + timedelta(seconds=5)):
        actions.end(mentorship=pair, by=ines, reason="completed", wished_by="both", said_goodbye=True)
        assert events(client.get(link, headers={"if-modified-since": before["Last-Modified"]})) == []


def test_whoever_asks_too_often_is_asked_to_wait(cast, pair, samira, nour, client):
    mine, hers = address(samira), address(nour)
    answers = [client.get(mine) for _ in range(21)]
    assert [a.status_code for a in answers] == [200] * 20 + [429]
    assert int(answers[-1]["Retry-After"]) > 0
    # Another person's calendar behind the same address is not held up; nor by wrong guesses.
    guesses = [client.get(f"/calendar/guess{n}.ics").status_code for n in range(21)]
    assert guesses == [404] * 20 + [429]
    assert client.get(hers).status_code == 200


# ── the page ───────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("who", ["samira", "nour"])
def test_an_address_is_made_shown_once_replaced_and_switched_off(cast, pair, client, who):
    account = getattr(cast, who)
    client.force_login(account)
    assert not CalendarFeed.objects.exists()
    first = shown(client.post("/me/calendar/", follow=True))
    assert client.get(first).status_code == 200
    assert shown(client.get("/me/calendar/")) is None
    second = shown(client.post("/me/calendar/", follow=True))
    assert client.get(first).status_code == 404 and client.get(second).status_code == 200
    client.post("/me/calendar/off/", follow=True)
    assert client.get(second).status_code == 404
    assert not CalendarFeed.objects.exists()
    acts = list(AuditEntry.objects.filter(account_id=account.pk, action__startswith="calendar").values_list("action", flat=True))
    assert sorted(acts) == ["calendar off", "calendar on", "calendar on"]


def shown(answer) -> str | None:
    """The path of the address that a page shows, if it shows one."""
    found = answer.context["address"]
    assert not found or found in answer.content.decode()
    return found and "/calendar/" + found.rpartition("/calendar/")[2] or None


def test_switching_off_touches_nobody_elses_address(cast, pair, samira, nour, client):
    link = address(nour)
    actions.make_feed(by=samira)
    client.force_login(cast.samira)
    client.post("/me/calendar/off/")
    assert client.get(link).status_code == 200


@pytest.mark.parametrize(("who", "status"), [("admin", 404), (None, 302)])
def test_the_page_is_for_whoever_has_meetings(cast, client, who, status):
    if who:
        client.force_login(getattr(cast, who))
    assert client.get("/me/calendar/").status_code == status


def test_the_page_is_found_from_my_details_and_my_account(cast, pair, client):
    for who in (cast.samira, cast.nour):
        client.force_login(who)
        assert 'href="/me/calendar/"' in client.get("/me/details/").content.decode()
        assert 'href="/me/calendar/"' in client.get("/me/").content.decode()
    client.force_login(cast.admin)
    assert 'href="/me/calendar/"' not in client.get("/me/").content.decode()


def test_a_person_takes_along_that_they_have_an_address_but_not_the_address(cast, pair, samira):
    token = actions.make_feed(by=samira)
    taken = registries.exporters["mentorships"](cast.samira.person)
    assert len(taken["calendar_address_since"]) == 1 and token not in repr(taken)
