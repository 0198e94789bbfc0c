"""Who sees which page, and what a list costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation import clock
from alongside.foundation.models import AuditEntry
from alongside.mentorships import actions
from alongside.mentorships.actions import endings
from alongside.mentorships.models import Session
from alongside.mentorships.queries import Stage, stage_of, with_facts
from alongside.mentorships.queries.facts import in_stage
from alongside.people.directory import fold
from alongside.people.models import ContactWay
from tests import cast as people
from tests.mentorships.story import another_pair

pytestmark = pytest.mark.both

#: page -> whose 200; everybody else signed in gets 404.
OF_A_PAIR = {
    "detail": {"ines", "rui", "samira"},
    "log": {"ines", "rui", "samira"},
    "plan": {"ines", "rui", "samira"},
    "pause": {"ines", "rui"},
    "resume": {"ines", "rui"},
    "end": {"ines", "rui"},
    "check_in": {"ines", "rui"},
    "call_me": {"samira", "nour"},
    "worried": {"samira"},
    "change": {"nour"},
}
OF_A_MEETING = {
    "move": {"ines", "rui", "samira"},
    "cancel": {"ines", "rui", "samira"},
    "cannot_come": {"nour"},
}
EVERYBODY = ["ines", "rui", "samira", "nour", "admin", "kateryna"]


@pytest.mark.parametrize(("who", "page"), [("ines", "list"), ("samira", "mine")])
def test_whoever_reads_a_list_of_pairs_has_looked(cast, pair, client, who, page):
    client.force_login(getattr(cast, who))
    AuditEntry.objects.all().delete()
    client.get(reverse(f"mentorships:{page}"))
    looked = AuditEntry.objects.get(action="read mentorship")
    assert set(looked.subjects.values_list("person_id", flat=True)) == {cast.mentor.person_id, cast.mentee.person_id}


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("page", OF_A_PAIR)
def test_a_page_of_a_pair_opens_for_its_own_people_only(cast, pair, client, page, who):
    client.force_login(getattr(cast, who))
    status = client.get(reverse(f"mentorships:{page}", args=[pair.pk])).status_code
    assert status == (200 if who in OF_A_PAIR[page] else 404)


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("page", OF_A_MEETING)
def test_a_page_of_a_meeting_opens_for_its_own_people_only(cast, pair, samira, client, page, who):
    session = actions.plan_session(mentorship=pair, by=samira, day=clock.today() + timedelta(days=1))
    client.force_login(getattr(cast, who))
    status = client.get(reverse(f"mentorships:{page}", args=[pair.pk, session.pk])).status_code
    assert status == (200 if who in OF_A_MEETING[page] else 404)


def test_a_mentor_of_another_pair_is_a_stranger_here(cast, pair, ines, client):
    other = another_pair(cast, ines, 1)
    mentor = people.account("joao@example.org", person=other.members.get(role="mentor").person)
    people.member(cast.programme, "mentor", mentor)
    client.force_login(mentor)
    assert client.get(reverse("mentorships:detail", args=[other.pk])).status_code == 200
    assert client.get(reverse("mentorships:detail", args=[pair.pk])).status_code == 404
    assert client.post(reverse("mentorships:log", args=[pair.pk]), {"met": "yes"}).status_code == 404


def test_a_meeting_of_another_pair_is_not_reached_through_ones_own(cast, pair, ines, samira, client):
    other = another_pair(cast, ines, 1)
    session = actions.plan_session(mentorship=other, by=ines, day=clock.today())
    client.force_login(cast.samira)
    assert client.get(reverse("mentorships:move", args=[pair.pk, session.pk])).status_code == 404
    assert client.get(reverse("mentorships:log", args=[pair.pk]) + f"?meeting={session.pk}").status_code == 404


@pytest.mark.parametrize(("page", "who"), [("list", {"ines", "rui", "kateryna"}), ("new", {"ines", "rui", "kateryna"}), ("mine", {"samira"}), ("home", {"nour"})])
@pytest.mark.parametrize("account", EVERYBODY)
def test_the_lists_open_for_their_roles(cast, pair, client, page, who, account):
    client.force_login(getattr(cast, account))
    answer = client.get(reverse(f"mentorships:{page}"))
    assert answer.status_code == (200 if account in who else 404)
    if account == "kateryna" and answer.status_code == 200:
        assert "Samira" not in answer.content.decode()


def test_a_visitor_is_asked_to_sign_in(cast, pair, client):
    assert client.get(reverse("mentorships:detail", args=[pair.pk])).status_code == 302


def test_only_safe_ways_to_reach_somebody_are_shown(cast, pair, client):
    ContactWay.objects.create(person=cast.nour.person, kind="phone", value="+351 911 111 111", is_safe=True)
    ContactWay.objects.create(person=cast.nour.person, kind="post", value="Rua das Flores 1", is_safe=False)
    ContactWay.objects.create(person=cast.nour.person, kind="email", value="old@example.org")
    for who in (cast.samira, cast.ines):
        client.force_login(who)
        page = client.get(reverse("mentorships:detail", args=[pair.pk])).content.decode()
        assert "911 111 111" in page
        assert "Rua das Flores" not in page and "old@example.org" not in page


def test_no_title_holds_a_name(cast, pair, client):
    for who, pages in ((cast.ines, ["detail", "log", "check_in", "end"]), (cast.samira, ["detail", "log"])):
        client.force_login(who)
        for page in pages:
            html = client.get(reverse(f"mentorships:{page}", args=[pair.pk])).content.decode()
            title = html[html.index("<title>") : html.index("</title>")]
            assert not any(name in title for name in ("Samira", "نور", "Nour", "Haddad"))


def test_somebody_is_found_by_part_of_a_name_without_accents(cast, pair, ines, client):
    another_pair(cast, ines, 1)
    client.force_login(cast.ines)
    page = client.get(reverse("mentorships:list"), {"q": "joao"}).content.decode()
    assert "João 1" in page and "Samira" not in page


def test_the_list_is_filtered_by_stage(cast, pair, ines, client):
    another_pair(cast, ines, 1)
    ended = another_pair(cast, ines, 2)
    actions.end(mentorship=ended, by=ines, reason="moved", wished_by="mentee")
    client.force_login(cast.ines)

    def seen(**question):
        html = client.get(reverse("mentorships:list"), question).content.decode()
        return {name for name in ("Samira", "João 1", "João 2") if name in html}

    assert seen() == {"Samira", "João 1"}
    assert seen(stage="quiet") == {"Samira"}
    assert seen(stage="introduced") == {"João 1"}
    assert seen(stage="ended") == {"João 2"}
    assert seen(stage="nonsense", page="99", programme="x") == {"Samira", "João 1"}


def test_the_stage_follows_the_facts(cast, ines):
    pair = another_pair(cast, ines, 1, days_ago=5)
    assert stage_of(pair) == Stage.INTRODUCED
    actions.plan_session(mentorship=pair, by=ines, day=clock.today() + timedelta(days=1))
    assert stage_of(pair) == Stage.FIRST_PLANNED
    actions.log_session(mentorship=pair, by=ines, met=True, day=clock.today() - timedelta(days=1), minutes=60)
    assert stage_of(pair) == Stage.WALKING
    Session.objects.all().update(starts_at=clock.now() - timedelta(days=15), outcome="met", logged_at=clock.now())
    pair.statuses.update(at=clock.now() - timedelta(days=30))
    pair.begun_at = clock.now() - timedelta(days=30)
    pair.save()
    assert stage_of(pair) == Stage.QUIET


@pytest.mark.parametrize("question", [{}, {"q": "joao"}, {"stage": "introduced"}])
def test_the_list_costs_the_same_at_ten_and_at_sixty(cast, ines, client, question):
    client.force_login(cast.ines)
    counts = []
    for numbers in (range(10), range(10, 60)):
        for number in numbers:
            another_pair(cast, ines, number)
        client.get(reverse("mentorships:list"), question)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("mentorships:list"), question)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


def test_a_mentees_home_costs_the_same_after_ten_and_after_thirty_five_meetings_and_with_more_goals(cast, pair, samira, nour, client):
    client.force_login(cast.nour)
    counts = []
    for days in (range(1, 11), range(11, 36)):
        for day in days:
            actions.log_session(mentorship=pair, by=samira, met=True, day=clock.today() - timedelta(days=day), minutes=60)
        for words in ("Swim", "Bake")[: len(counts) + 1]:
            actions.write_goal(mentorship=pair, person=cast.nour.person, by=nour, language="en", words=words, review_on=clock.today())
        client.get(reverse("mentorships:home"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("mentorships:home"))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 56


def test_a_pair_costs_the_same_with_ten_and_with_sixty_meetings(cast, pair, samira, client):
    client.force_login(cast.ines)
    counts = []
    for days in (range(1, 11), range(11, 36)):
        for day in days:
            actions.log_session(mentorship=pair, by=samira, met=True, day=clock.today() - timedelta(days=day), minutes=60)
        address = reverse("mentorships:detail", args=[pair.pk]) + "?all=1"
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 42


def test_people_are_paired_by_hand(cast, client):
    client.force_login(cast.ines)
    address = reverse("mentorships:new")
    page = client.get(address).content.decode()
    assert "Samira Haddad: 2 free places" in page
    answer = client.post(address, {"mentees": str(cast.mentee.pk), "mentors": str(cast.mentor.pk)})
    assert answer.status_code == 302
    assert cast.programme.mentorships.count() == 1


def test_a_full_mentor_is_said_to_be_full(cast, pair, client):
    cast.mentor.capacity = 1
    cast.mentor.save()
    people.enrolled(people.person(cast.organisation, "Lars Eriksen"), cast.programme, "mentor")
    mentee = people.enrolled(people.person(cast.organisation, "Yonas Tekle"), cast.programme, "mentee")
    client.force_login(cast.ines)
    address = reverse("mentorships:new")
    assert "Samira Haddad: no free place" in client.get(address).content.decode()
    answer = client.post(address, {"mentees": str(mentee.pk), "mentors": str(cast.mentor.pk)})
    assert "This mentor has no free place." in answer.content.decode()


def test_a_check_in_is_noted_on_its_page(cast, pair, client):
    client.force_login(cast.ines)
    address = reverse("mentorships:check_in", args=[pair.pk])
    client.post(address, {"spoke_with": "mentee", "channel": "phone", "day": "2026-10-05", "note": "Glad."})
    noted = pair.check_ins.get()
    assert (noted.spoke_with, noted.by_id, noted.at.day) == ("mentee", cast.ines.pk, 5)
    refused = client.post(address, {"spoke_with": "mentee", "channel": "phone", "day": "2026-10-09"})
    assert "Choose today or an earlier day." in refused.content.decode()


def test_the_mentees_page_names_mentor_meeting_and_languages(cast, pair, samira, client):
    actions.plan_session(mentorship=pair, by=samira, day=clock.today() + timedelta(days=1), place="Library")
    client.force_login(cast.nour)
    client.cookies["django_language"] = "en"
    page = client.get(reverse("mentorships:home")).content.decode()
    for words in ("Samira", "Library", "Wednesday 7 October", "Arabic", "This does not suit me"):
        assert words in page
    client.cookies["django_language"] = "ar"
    assert 'dir="rtl"' in client.get(reverse("mentorships:home")).content.decode()




def test_the_filter_by_stage_agrees_with_the_stage_shown(cast, ines):
    for number, days in enumerate((1, 5, 13, 15, 40, 41, 60, 61, 90, 91)):
        pair = another_pair(cast, ines, number, days_ago=days)
        today = clock.today()
        if number % 3 == 1:
            met = number % 2 == 0
            actions.log_session(mentorship=pair, by=ines, met=met, whose="mentor", day=today - timedelta(days=2 if met else days // 2))
        if number % 4 == 2:
            actions.plan_session(mentorship=pair, by=ines, day=today + timedelta(days=1))
        if number in (5, 8):
            actions.pause(mentorship=pair, by=ines, reason="holiday", wished_by="both")
        if number == 8:
            actions.resume(mentorship=pair, by=ines)
        if number in (0, 7):
            endings.plan_ending(mentorship=pair, until=today + timedelta(days=20), by=ines)
        if number == 7:
            endings.call_off_ending(mentorship=pair, until=today + timedelta(days=90), by=ines)
        if number == 9:
            actions.end(mentorship=pair, by=ines, reason="moved", wished_by="both")
    pairs = cast.programme.mentorships.all()
    shown = {stage: set(with_facts(pairs).filter(stage=stage).values_list("pk", flat=True)) for stage in Stage}
    found = {stage: set(in_stage(pairs, stage, [cast.programme]).values_list("pk", flat=True)) for stage in Stage}
    assert found == shown
    assert all(shown.values())


def test_others_are_found_by_name_where_more_live_than_are_listed(cast, client, monkeypatch):
    monkeypatch.setattr("alongside.mentorships.queries.pages.MOST_TO_CHOOSE", 1)
    first, second = cast.mentee, people.enrolled(people.person(cast.organisation, "Yonas Tekle"), cast.programme, "mentee")
    first, second = sorted((first, second), key=lambda e: fold(e.person.name))
    client.force_login(cast.ines)
    address = reverse("mentorships:new")
    assert str(second.pk) not in client.get(address).content.decode()
    typed = {"mentee_name": second.person.name, "mentors": str(cast.mentor.pk), "find": "1"}
    page = client.post(address, typed).content.decode()
    assert f'value="{second.pk}"' in page and f'value="{cast.mentor.pk}" selected' in page
    assert cast.programme.mentorships.count() == 0
    # Whoever is chosen counts, though the list would begin with others.
    answer = client.post(address, {"mentees": str(second.pk), "mentors": str(cast.mentor.pk)})
    assert answer.status_code == 302
    assert cast.programme.mentorships.get().members.filter(person=second.person).exists()


def test_a_way_to_reach_somebody_does_what_is_safe_and_says_when(client, cast, pair):
    """A text message isn't a call: a ringing phone may be heard by somebody else."""
    person = cast.mentor.person
    person.contact_ways.all().delete()
    for kind, value in (("message", "+351 900 000 001"), ("whatsapp", "+351 900 000 002"), ("whatsapp", "0900 3")):
        ContactWay.objects.create(person=person, kind=kind, value=value, is_safe=True, when="After 18:00")
    client.force_login(cast.nour)
    page = client.get(reverse("mentorships:home")).content.decode()
    assert 'href="sms:+351900000001?&amp;body=' in page and 'href="https://wa.me/351900000002?text=' in page
    assert "tel:+3519000000" not in page and "After 18:00" in page and "0900 3" in page


@pytest.mark.parametrize("page", ["log", "plan", "pause", "resume", "end", "check_in"])
def test_a_form_says_to_the_coordinator_whose_mentorship_it_is_about(cast, pair, client, page):
    client.force_login(cast.ines)
    html = client.get(reverse(f"mentorships:{page}", args=[pair.pk])).content.decode()
    main = html.split("<main")[1]
    assert cast.mentor.person.name in main and cast.mentee.person.name in main


@pytest.mark.parametrize(("who", "words"), [("ines", "Did they meet?"), ("samira", "Did you meet?")])
def test_whoever_writes_down_a_meeting_is_asked_as_somebody_who_was_there_or_not(cast, pair, client, who, words):
    client.force_login(getattr(cast, who))
    html = client.get(reverse("mentorships:log", args=[pair.pk])).content.decode()
    assert words in html and ("We met" in html) == (who == "samira")


def test_somebodys_page_names_whom_they_walk_with(cast, pair, client):
    client.force_login(cast.ines)
    html = client.get(reverse("programmes:person", args=[cast.mentor.pk])).content.decode()
    assert cast.mentee.person.name in html.split('id="pairs"')[1]


def test_the_list_of_people_says_who_walks_with_somebody_already(client, cast, pair, ines):
    waiting = people.enrolled(people.person(cast.organisation, "Maryam"), cast.programme, "mentee")
    client.force_login(cast.ines)
    address = reverse("programmes:people")
    with CaptureQueriesContext(connection) as few:
        rows = {row.enrolment.pk: "".join(row.pieces) for row in client.get(address).context["page"].object_list}
    assert "Has a mentor" in rows[cast.mentee.pk] and "In 1 mentorship" in rows[cast.mentor.pk]
    assert rows[waiting.pk] == ""
    for number in range(4):
        another_pair(cast, ines, number)
    client.get(address)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few)
    actions.end(mentorship=pair, reason="completed", wished_by="both", by=ines)
    rows = {row.enrolment.pk: "".join(row.pieces) for row in client.get(address).context["page"].object_list}
    assert rows[cast.mentee.pk] == ""
