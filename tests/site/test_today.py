"""Today: few things with one button each, computed now; numbers that open to as many rows as they say."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation import clock
from alongside.mentorships import actions
from alongside.programmes.models import Enrolment, ScreeningStep, WantedStep
from alongside.site import standing, worklist
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def people():
    return cast.assemble()


def begin(people, mentor=None, mentee=None, days_ago=3):
    return actions.begin(
        programme=people.programme,
        mentors=[mentor or people.mentor],
        mentees=[mentee or people.mentee],
        by=people.principal(people.ines),
        begun_at=clock.now() - timedelta(days=days_ago),
    )


def grow(people, count):
    """`count` more pairs that nobody has called yet."""
    for n in range(count):
        pair = [
            cast.enrolled(cast.person(people.organisation, f"{side} {n}"), people.programme, side, capacity=2)
            for side in ("mentor", "mentee")
        ]
        begin(people, *pair)


def test_with_nothing_to_do_all_is_well(people, client):
    cast.enrolled(cast.person(people.organisation, "Ana"), people.other_programme, "mentor")
    client.force_login(people.kateryna)
    assert "All is well" in client.get(reverse("today")).content.decode()


def test_an_empty_programme_says_what_comes_first(people, client):
    Enrolment.objects.all().delete()
    client.force_login(people.ines)
    page = client.get(reverse("today")).content.decode()
    assert "Nobody is here yet." in page and reverse("programmes:import_new") in page and "All is well" not in page


def test_a_pair_that_nobody_called_stands_there_with_one_button(people, client):
    people.programme.contact_rules.create(after="introduction", within_hours=48)
    pair = begin(people)
    client.force_login(people.ines)
    page = client.get(reverse("today")).content.decode()
    assert "Introduced 3 days ago, nobody has called yet." in page
    assert reverse("mentorships:check_in", args=[pair.pk]) in page


def test_a_colleague_sees_the_same_and_a_stranger_nothing_of_it(people, client):
    people.programme.contact_rules.create(after="introduction", within_hours=48)
    begin(people)
    client.force_login(people.rui)
    assert "nobody has called yet" in client.get(reverse("today")).content.decode()
    client.force_login(people.kateryna)
    assert "nobody has called yet" not in client.get(reverse("today")).content.decode()


def test_a_check_in_takes_the_row_away(people, client):
    people.programme.contact_rules.create(after="introduction", within_hours=48)
    pair = begin(people)
    by = people.principal(people.ines)
    assert len(worklist.due_for(by)) == 1
    actions.check_in(mentorship=pair, spoke_with="both", channel="phone", note="", by=by)
    assert worklist.due_for(by) == []


@pytest.mark.parametrize("kind", standing.KINDS)
def test_a_number_opens_to_as_many_rows_as_it_says(people, client, kind):
    grow(people, 3)
    cast.enrolled(cast.person(people.organisation, "Waiting One"), people.programme, "mentee")
    client.force_login(people.ines)
    counted = {row["url"]: row["count"] for row in standing.counts(people.principal(people.ines))}
    page = client.get(reverse("behind", args=[kind]))
    assert len(page.context["rows"]) == counted[reverse("behind", args=[kind])]


def test_a_mentor_whose_training_lapsed_is_no_free_place(people):
    def free():
        return set(standing.places(people.principal(people.ines)).values_list("pk", flat=True))

    assert people.mentor.pk in free()
    WantedStep.objects.create(programme=people.programme, side="mentor", kind="training", valid_months=24)
    assert people.mentor.pk not in free()
    step = ScreeningStep.objects.create(enrolment=people.mentor, kind="training", result="done", expires_on=clock.today())
    assert people.mentor.pk in free()
    step.expires_on = clock.today() - timedelta(days=1)
    step.save()
    assert people.mentor.pk not in free()


def test_an_unknown_number_is_absent(people, client):
    client.force_login(people.ines)
    assert client.get(reverse("behind", args=["everything"])).status_code == 404


def test_today_costs_the_same_at_two_sizes(people, client):
    people.programme.contact_rules.create(after="introduction", within_hours=48)
    client.force_login(people.ines)

    def cost():
        client.get(reverse("today"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("today"))
        return len(queries)

    grow(people, 8)
    few = cost()
    grow(people, 24)
    assert cost() <= few


def test_at_most_seven_things_stand_there_and_the_rest_is_one_tap_away(people, client):
    people.programme.contact_rules.create(after="introduction", within_hours=48)
    grow(people, 9)  # and a tenth: Nour waits, and no round is open
    client.force_login(people.ines)
    assert sum(len(rows) for _heading, rows in client.get(reverse("today")).context["groups"]) == 7
    assert sum(len(rows) for _heading, rows in client.get(reverse("today") + "?all").context["groups"]) == 10


def test_a_meeting_to_come_is_shown_but_does_not_need_care(people, client):
    pair = begin(people)
    day = clock.today(people.programme.time_zone) + timedelta(days=2)
    actions.plan_session(mentorship=pair, by=people.principal(people.samira), day=day)
    client.force_login(people.samira)
    page = client.get(reverse("today"))
    assert "Your next meeting" in page.content.decode()
    assert page.context["count"] == 0
    assert "All is well." in page.content.decode()
