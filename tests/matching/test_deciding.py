"""What may still be decided about a proposal, and what whoever answers gets to read of it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.foundation import clock
from alongside.foundation.templatetags.dates import when
from alongside.matching import pool
from alongside.matching.actions import proposals, rounds
from alongside.matching.board import rows_of
from alongside.matching.queries import due
from alongside.mentorships.models import Mentorship
from alongside.people.models import FreeTime
from alongside.programmes.access import NotAllowed
from alongside.programmes.models import DoNotMatch, Enrolment, Side
from tests import cast
from tests.matching.test_comparing import second_mentor
from tests.matching.test_rounds import planned

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def people():
    return cast.assemble()


@pytest.fixture
def ines(people):
    return people.principal(people.ines)


def kept_apart(people):
    one, other = sorted((people.mentor.person_id, people.mentee.person_id))
    return DoNotMatch.objects.create(programme=people.programme, one_id=one, other_id=other, by=people.ines)


def agreed(people, ines):
    """Both said yes; between the two answers somebody kept them apart."""
    proposal = planned(people).proposals.get()
    proposals.confirm(proposal=proposal, by=ines)
    proposals.answer(proposal=proposal, side="mentor", yes=True, by=people.principal(people.samira))
    kept_apart(people)
    return proposals.answer(proposal=proposal, side="mentee", yes=True, by=people.principal(people.nour))


def test_whoever_says_the_second_yes_never_reads_what_stands_in_the_way(people, ines, client):
    proposal = planned(people).proposals.get()
    proposals.confirm(proposal=proposal, by=ines)
    proposals.answer(proposal=proposal, side="mentor", yes=True, by=people.principal(people.samira))
    kept_apart(people)
    client.force_login(people.nour)
    page = client.post(reverse("matching:answer", args=[proposal.pk]), {"answer": "yes"})
    assert page.url == reverse("matching:answered")
    proposal.refresh_from_db()
    assert proposal.answer_of("mentee") == "yes" and proposal.is_agreed
    assert not Mentorship.objects.exists()


def test_the_coordinator_reads_it_and_begins_once_nothing_is_in_the_way(people, ines, client):
    proposal = agreed(people, ines)
    assert "Both said yes, and it can't begin yet." in [row.why for row in due(ines)]
    client.force_login(people.ines)
    address = reverse("matching:proposal", args=[proposal.pk])
    assert "Begin now" in client.get(address).content.decode()
    page = client.post(address, {"side": "mentor", "answer": "yes"}, follow=True)
    assert "for a private reason" in page.content.decode()
    DoNotMatch.objects.all().delete()
    page = client.post(address, {"side": "mentor", "answer": "yes"})
    assert page.url == reverse("mentorships:detail", args=[Mentorship.objects.get().pk])
    assert due(ines) == []


def test_what_both_agreed_to_does_not_expire_but_can_be_left_open(people, ines):
    proposal = agreed(people, ines)
    proposal.answer_by = proposal.created_at
    proposal.save()
    assert proposals.expire_due() == 0
    proposals.leave_open(proposal=proposal, by=ines)
    proposal.refresh_from_db()
    assert proposal.state == "left_open"


def test_in_a_closed_round_nothing_more_is_decided(people, ines):
    round = planned(people)
    proposal = round.proposals.get()
    rounds.close_round(round=round, by=ines)
    with pytest.raises(NotAllowed, match="closed"):
        proposals.confirm(proposal=proposal, by=ines)
    with pytest.raises(NotAllowed, match="closed"):
        proposals.choose_another(round=round, mentee=people.mentee, mentor=people.mentor, why="knows", note="", by=ines)


def solved_while(people, ines, happens):
    """A second plan that was solved before `happens` and is put down after it."""
    round = planned(people)
    everybody = frozenset(str(p.enrolment_id) for p in round.parts.all())
    choice = rounds.Choice(everybody, pool.rules_of(people.programme))
    solved = rounds.solve_round(round=round, choice=choice, by=ines)
    happens(round)
    rounds.write_plan(round=round, choice=choice, solved=solved, by=ines)
    return round


def test_a_plan_does_not_propose_to_somebody_asked_while_it_was_solved(people, ines):
    round = solved_while(people, ines, lambda round: proposals.confirm(proposal=round.proposals.get(), by=ines))
    assert round.proposals.get().state == "asked"


def test_a_plan_is_not_put_into_a_round_closed_while_it_was_solved(people, ines):
    with pytest.raises(NotAllowed, match="closed"):
        solved_while(people, ines, lambda round: rounds.close_round(round=type(round).objects.get(), by=ines))


def test_a_few_candidates_are_what_everybody_would_say_of_them(people):
    for number in range(3):
        cast.enrolled(cast.person(people.organisation, f"João {number}"), people.programme, "mentor")
    everybody = pool.candidates(people.programme, Side.MENTOR)
    assert len(everybody) == 4
    few = pool.candidates(people.programme, Side.MENTOR, [people.mentor.pk])
    assert few == [c for c in everybody if c.enrolment == people.mentor]


@pytest.mark.parametrize("zone", ["Europe/Helsinki", "America/New_York", "Asia/Kathmandu", "Atlantis/Capital"])
def test_somebody_free_all_day_in_another_time_zone_is_planned_with(people, zone):
    person = people.mentee.person
    person.time_zone = zone
    person.save()
    person.free_times.all().delete()
    FreeTime.objects.bulk_create(FreeTime(person=person, weekday=d, start=0, end=1440) for d in range(7))
    assert planned(people).proposals.get().mentee == people.mentee


def test_the_last_day_is_the_programme_s_also_for_whoever_answers_without_an_account(people, ines, client):
    """A minute before midnight in Lisbon is already the next day in Brussels."""
    proposal = planned(people).proposals.get()
    proposals.confirm(proposal=proposal, by=ines)
    proposal.refresh_from_db()
    last_day = clock.today("Europe/Lisbon") + timedelta(days=people.programme.answer_days)
    client.cookies["django_language"] = "en"
    page = client.get(reverse("matching:answer_by_link", args=[proposals.token(proposal, "mentor")])).content.decode()
    assert f"Please answer by {when(last_day, 'date')}." in page


def test_the_proposal_says_who_decided_what_and_who_would_be_next(people, ines, client):
    second_mentor(people, "Elena Popescu")
    proposal = planned(people).proposals.get(mentee=people.mentee)
    client.force_login(people.ines)
    address = reverse("matching:proposal", args=[proposal.pk])
    other = {"Samira Haddad", "Elena Popescu"} - {proposal.mentor.person.name}
    before = client.get(address).content.decode()
    assert "Why not somebody else?" in before and "Nothing changes for anybody else." in before and other.pop() in before
    proposals.confirm(proposal=proposal, by=ines)
    after = client.get(address).content.decode()
    assert "is proposed to you next." in after and "Why not somebody else?" not in after
    assert "Both are being asked" in after and "Inês Carvalho" in after


def test_where_nobody_else_is_free_the_proposal_promises_nobody(people, ines, client):
    proposal = planned(people).proposals.get()
    proposals.confirm(proposal=proposal, by=ines)
    client.force_login(people.ines)
    page = client.get(reverse("matching:proposal", args=[proposal.pk])).content.decode()
    assert "is proposed to you next." not in page and "nobody is next in line" in page


def asked_and_refused(people, ines, proposal):
    proposals.confirm(proposal=proposal, by=ines)
    proposals.answer(proposal=proposal, side="mentor", yes=False, by=ines, how="phone")
    return rows_of(proposal.round)


def test_whose_question_ended_is_left_over_and_stands_on_today_until_somebody_is_proposed(people, ines):
    proposal = planned(people).proposals.get()
    _rows, left = asked_and_refused(people, ines, proposal)
    ended = "The last question ended without a pair, and nobody is next in line."
    assert [(one.name, one.why) for one in left] == [(people.mentee.person.name, [ended])]
    assert [row.people[0][0] for row in due(ines) if row.why == ended] == [people.mentee.person.name]
    second = second_mentor(people, "Elena Popescu")
    proposals.choose_another(round=proposal.round, mentee=proposal.mentee, mentor=second, why="practical", note="", by=ines)
    assert not [row for row in due(ines) if row.why == ended] and rows_of(proposal.round)[1] == []


def test_nobody_of_another_programme_stands_there(people, ines):
    asked_and_refused(people, ines, planned(people).proposals.get())
    assert not [row for row in due(people.principal(people.kateryna)) if "ended without a pair" in row.why]


def test_whoever_was_in_the_plan_is_next_when_the_coordinator_s_choice_does_not_become_a_pair(people, ines):
    second_mentor(people, "Elena Popescu")
    round = planned(people)
    first = round.proposals.get(mentee=people.mentee)
    other = next(row["mentor"] for row in first.runners_up)
    mentor = Enrolment.objects.get(pk=other)
    chosen = proposals.choose_another(round=round, mentee=people.mentee, mentor=mentor, why="knows", note="", by=ines)
    asked_and_refused(people, ines, chosen)
    following = round.proposals.order_by("-created_at").first()
    assert (following.mentor_id, following.state) == (first.mentor_id, "proposed")


def test_leaving_somebody_open_asks_for_a_short_reason_and_tells_it(people, client):
    proposal = planned(people).proposals.get()
    client.force_login(people.ines)
    address = reverse("matching:leave_open", args=[proposal.pk])
    assert "Choose the reason that comes nearest." in client.post(address, {"idempotency_key": "7c9e6679-7425-40de-944b-e07fc1f90ae7"}).content.decode()
    client.post(address, {"idempotency_key": "8c9e6679-7425-40de-944b-e07fc1f90ae7", "why": "asked"})
    board = client.get(reverse("matching:round", args=[proposal.round_id])).content.decode()
    assert "Left open by a coordinator: One of them asked to wait." in board
    assert "One of them asked to wait" in client.get(reverse("matching:proposal", args=[proposal.pk])).content.decode()
