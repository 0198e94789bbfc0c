"""A mentor whom a partner lends, and a programme that meets online only."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from alongside.foundation import clock
from alongside.matching import board, pool
from alongside.matching.actions import proposals, rounds
from alongside.people.models import Area
from alongside.programmes.access import NotAllowed
from alongside.programmes.models import Enrolment
from alongside.programmes.queries.due import due
from tests import cast
from tests.matching.test_rounds import planned

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def people():
    return cast.assemble()


@pytest.fixture
def partner(people):
    found = cast.organisation("Cidade do Porto", sector="municipality")
    people.programme.partners.add(found)
    return found


def lend(enrolment, partner, days: int):
    """For so many days more than the programme lasts."""
    until = clock.today() + timedelta(weeks=enrolment.programme.length_weeks, days=days)
    Enrolment.objects.filter(pk=enrolment.pk).update(lent_by=partner, lent_until=until)


def test_a_mentor_lent_for_the_whole_time_is_proposed_and_the_board_says_until_when(people, partner):
    lend(people.mentor, partner, 0)
    (row,), _left = board.rows_of(planned(people))
    assert row.loans == [("Cidade do Porto", clock.today() + timedelta(weeks=people.programme.length_weeks))]


def test_a_mentor_lent_for_a_shorter_time_is_not_proposed_and_the_mentee_reads_why(people, partner):
    lend(people.mentor, partner, -1)
    rows, left = board.rows_of(planned(people))
    assert rows == []
    assert "1 mentor would do, but is lent for a shorter time." in left[0].why


def test_a_loan_that_was_shortened_since_the_plan_stops_the_question(people, partner):
    proposal = planned(people).proposals.get()
    lend(people.mentor, partner, -30)
    with pytest.raises(NotAllowed, match="lent"):
        proposals.confirm(proposal=proposal, by=people.principal(people.ines))


@pytest.mark.parametrize(("days", "seen"), [(-3, "No new pair"), (14, "Is lent by Cidade do Porto until"), (15, "")])
def test_two_weeks_before_its_end_a_loan_stands_on_today(people, partner, days, seen):
    Enrolment.objects.filter(pk=people.mentor.pk).update(lent_by=partner, lent_until=clock.today() + timedelta(days=days))
    said = [row.why for row in due(people.principal(people.ines)) if "ent by" in row.why]
    assert (len(said), seen in "".join(said)) == (1 if seen else 0, True)
    assert not [row for row in due(people.principal(people.kateryna)) if "ent by" in row.why]


def test_a_loan_without_an_end_is_no_loan(people, partner):
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.filter(pk=people.mentor.pk).update(lent_by=partner)


def form_of(client, enrolment):
    page = client.get(reverse("programmes:person_edit", args=[enrolment.pk]))
    form = page.context["form"]
    sent = {f.html_name: f.value() for f in form if f.value() not in (None, "", [])}
    return {name: "on" if value is True else value for name, value in sent.items() if value is not False}


def test_a_coordinator_writes_down_who_lends_a_mentor_and_until_when(people, partner, client):
    client.force_login(people.ines)
    url = reverse("programmes:person_edit", args=[people.mentor.pk])
    until = clock.today() + timedelta(days=100)
    sent = form_of(client, people.mentor)
    assert "lent_by" not in sent
    wrong = client.post(url, sent | {"lent_by": str(partner.pk)})
    assert wrong.context["form"].errors["lent_until"] == ["Choose the last day of the loan."]
    past = client.post(url, form_of(client, people.mentor) | {"lent_by": str(partner.pk), "lent_until": "2020-01-01"})
    assert "lent_until" in past.context["form"].errors
    good = client.post(url, form_of(client, people.mentor) | {"lent_by": str(partner.pk), "lent_until": until.isoformat()})
    assert good.status_code == 302
    people.mentor.refresh_from_db()
    assert (people.mentor.lent_by, people.mentor.lent_until) == (partner, until)
    assert "Cidade do Porto" in client.get(reverse("programmes:person", args=[people.mentor.pk])).content.decode()


def test_without_partners_nobody_is_asked_about_loans(people, client):
    client.force_login(people.ines)
    page = client.get(reverse("programmes:person_edit", args=[people.mentor.pk]))
    assert "lent_by" not in page.context["form"].fields


@pytest.fixture
def online(people):
    people.programme.format = "online"
    people.programme.save(update_fields=["format"])
    return people


def test_online_only_two_far_apart_are_proposed(online):
    for enrolment, latitude in ((online.mentor, 41.1), (online.mentee, 37.0)):
        area = Area.objects.create(country="PT", name=f"Place {latitude}", latitude=latitude, longitude=-8.6)
        enrolment.person.area = area
        enrolment.person.save()
    (row,), _left = board.rows_of(planned(online))
    assert "Online, as both can" in row.reasons


def test_online_only_near_neighbours_who_do_not_meet_online_are_not_proposed(online):
    Enrolment.objects.filter(pk=online.mentor.pk).update(online_ok=False)
    rows, left = board.rows_of(planned(online))
    assert rows == []
    assert "1 mentor would do, but they can't both meet online." in left[0].why


def test_online_only_holds_also_where_the_round_s_rule_about_the_way_is_off(online):
    Enrolment.objects.filter(pk=online.mentor.pk).update(online_ok=False)
    assert board.rows_of(planned(online, reach=False))[0] == []


def test_the_page_of_who_is_in_says_that_it_is_online_and_asks_for_no_distance(online, client):
    client.force_login(online.ines)
    round = rounds.open_round(programme=online.programme, by=online.principal(online.ines))
    page = client.get(reverse("matching:who", args=[round.pk]))
    assert "meets online only" in page.content.decode()
    assert "km" not in page.context["form"].fields
    sent = {"idempotency_key": str(page.context["form"]["idempotency_key"].value()), "language": "on", "level": "B1"}
    people = [str(online.mentor.pk), str(online.mentee.pk)]
    assert client.post(reverse("matching:who", args=[round.pk]), sent | {"people": people}).status_code == 302
    assert round.proposals.count() == 1


def test_how_near_somebody_lives_counts_for_nothing_online(online):
    sides = [pool.candidates(online.programme, side) for side in ("mentee", "mentor")]
    assert pool.problem(online.programme, *sides, pool.rules_of(online.programme), "").weights.nearness == 0
