"""One person's line: everything permitted, nothing of others, found by kind, day and word."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation import clock
from alongside.foundation.models import AuditEntry
from alongside.mentorships import actions
from alongside.mentorships.models import Member, Session
from tests import cast as people

pytestmark = pytest.mark.both


@pytest.fixture
def lived(cast, pair, ines, samira, nour):
    """Forty days of Samira and Nour."""
    today = clock.today()
    actions.log_session(mentorship=pair, by=samira, met=True, day=today - timedelta(days=20), minutes=60, channel="in_person", note="Walked by the river")
    Session.objects.create(mentorship=pair, starts_at=clock.now() - timedelta(days=5), place="Library")
    actions.plan_session(mentorship=pair, by=samira, day=today + timedelta(days=2), place="Café")
    actions.check_in(mentorship=pair, by=ines, spoke_with="mentor", channel="phone", note="Samira is content")
    actions.write_goal(mentorship=pair, person=cast.nour.person, by=nour, words="Find a choir", language="en", review_on=today + timedelta(days=20))
    actions.ask_for_call(mentorship=pair, person=cast.nour.person, by=nour, wants_change=True)
    return pair


@pytest.fixture
def line(cast, client):
    client.force_login(cast.ines)

    def look(person, **asked):
        answer = client.get(reverse("mentorships:line", args=[person.pk]), asked)
        assert answer.status_code == 200
        return [event.title for event in answer.context["line"].page.object_list], answer.content.decode()

    return look


def test_everything_stands_on_one_line_newest_first(cast, lived, line):
    titles, page = line(cast.nour.person)
    assert titles[0] == "A meeting is planned" and titles[-1] == "Introduced"
    assert set(titles) == {
        "A meeting is planned", "Nobody has said yet how it went", "Met", "Check-in", "A goal was written down", "Asked for a change", "Introduced",
    }  # fmt: skip
    for words in ("Walked by the river", "Samira is content", "Find a choir", "Café", "Say how it went", "Call them"):
        assert words in page


def test_compact_shows_no_note(cast, lived, line):
    titles, page = line(cast.nour.person, shape="compact")
    assert len(titles) == 7
    for words in ("Walked by the river", "Samira is content", "Find a choir", "Café"):
        assert words not in page
    # Found by its note, and the note still isn't shown.
    titles, page = line(cast.nour.person, shape="compact", q="river")
    assert titles == ["Met"] and "Walked by the river" not in page


def test_the_line_is_asked_by_kind_day_and_word(cast, lived, line):
    assert line(cast.nour.person, kind="goals")[0] == ["A goal was written down"]
    assert line(cast.nour.person, q="LIBRARY")[0] == ["Nobody has said yet how it went"]
    assert line(cast.nour.person, q="river phone")[0] == []
    day = (clock.today() - timedelta(days=20)).isoformat()
    assert line(cast.nour.person, since=day, until=day)[0] == ["Met"]
    assert "Nothing fits what you asked for." in line(cast.nour.person, q="nothing like it")[1]
    assert len(line(cast.nour.person, kind="x", since="x", until="y", shape="z")[0]) == 7


def test_a_mentors_line_holds_all_their_pairs_and_no_mentees_wish(cast, lived, ines, line):
    second = actions.begin(
        programme=cast.programme, mentors=[cast.mentor], mentees=[people.enrolled(people.person(cast.organisation, "Lea"), cast.programme, "mentee")], by=ines
    )
    titles, page = line(cast.samira.person)
    assert titles.count("Introduced") == 2
    assert "Asked for a change" not in titles
    assert reverse("mentorships:detail", args=[second.pk]) in page and "Lea" in page


def test_in_a_group_nobodys_line_holds_another_mentees_goals(cast, lived, ines, line):
    other = people.enrolled(people.person(cast.organisation, "Lea"), cast.programme, "mentee")
    Member.objects.create(mentorship=lived, person=other.person, enrolment=other, role="mentee", since=clock.now() - timedelta(days=40))
    titles, page = line(other.person)
    assert "Met" in titles
    assert "Find a choir" not in page and "Asked for a change" not in titles


def test_what_happened_before_and_after_somebodys_time_is_not_theirs(cast, lived, line):
    late = people.enrolled(people.person(cast.organisation, "Lea"), cast.programme, "mentor")
    Member.objects.create(mentorship=lived, person=late.person, enrolment=late, role="co_mentor", since=clock.now() - timedelta(days=10), until=clock.now() - timedelta(days=3))
    titles, _page = line(late.person)
    assert titles == ["Nobody has said yet how it went"]


@pytest.mark.parametrize("who", ["kateryna", "samira", "nour", "admin"])
def test_a_line_exists_for_coordinators_of_the_programme_only(cast, lived, client, who):
    client.force_login(getattr(cast, who))
    assert client.get(reverse("mentorships:line", args=[cast.nour.person.pk])).status_code == 404


def test_a_pair_of_another_programme_is_not_on_the_line(cast, lived, line):
    """The same person walks in two programmes; whoever coordinates one sees one."""
    mentee = people.enrolled(cast.nour.person, cast.other_programme, "mentee")
    mentor = people.enrolled(people.person(cast.other_organisation, "Ola"), cast.other_programme, "mentor")
    actions.begin(programme=cast.other_programme, mentors=[mentor], mentees=[mentee], by=cast.principal(cast.kateryna))
    titles, page = line(cast.nour.person)
    assert titles.count("Introduced") == 1 and "Ola" not in page


def test_whoever_reads_a_line_has_looked(cast, lived, line):
    AuditEntry.objects.all().delete()
    line(cast.nour.person)
    looked = AuditEntry.objects.get(action="read timeline")
    assert set(looked.subjects.values_list("person_id", flat=True)) == {cast.mentor.person_id, cast.mentee.person_id}


def test_the_line_is_reached_from_the_person_and_from_the_pair(cast, lived, client):
    client.force_login(cast.ines)
    address = reverse("mentorships:line", args=[cast.nour.person.pk])
    assert address in client.get(reverse("programmes:person", args=[cast.mentee.pk])).content.decode()
    assert address in client.get(reverse("mentorships:detail", args=[lived.pk])).content.decode()
    client.force_login(cast.samira)
    assert address not in client.get(reverse("mentorships:detail", args=[lived.pk])).content.decode()


def test_a_line_costs_the_same_with_few_and_with_many_events(cast, lived, ines, client):
    client.force_login(cast.ines)
    address, counts = reverse("mentorships:line", args=[cast.samira.person.pk]), []
    cast.mentor.capacity = 20
    cast.mentor.save()
    for _more in range(2):
        for number in range(4):
            mentee = people.enrolled(people.person(cast.organisation, f"Lea {number}"), cast.programme, "mentee")
            made = actions.begin(programme=cast.programme, mentors=[cast.mentor], mentees=[mentee], by=ines, begun_at=clock.now() - timedelta(days=9))
            for day in range(8):
                actions.log_session(mentorship=made, by=ines, met=True, day=clock.today() - timedelta(days=day), minutes=60)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 22


def test_no_title_and_no_address_of_a_line_holds_a_name(cast, lived, line):
    _titles, page = line(cast.nour.person)
    assert "Nour" not in page[page.index("<title>") : page.index("</title>")]
