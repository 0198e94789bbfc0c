"""Mentors side by side, choosing another one with a reason, and what a coordinator can do about a question."""

import pytest
from django.urls import reverse

from alongside.matching import compare, pool
from alongside.matching.actions import proposals, rounds
from alongside.matching.board import rows_of
from alongside.people.models import ContactWay
from tests import cast
from tests.matching.test_rounds import planned

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def people():
    return cast.assemble()


def second_mentor(people, name="Elena Popescu", **values):
    return cast.enrolled(
        cast.person(people.organisation, name, languages=(("ar", "C1"), ("ro", "native")), **values), people.programme, "mentor"
    )


def test_what_both_have_in_common_is_marked_and_nothing_else(people):
    second_mentor(people)
    table = compare.table_for(planned(people), people.mentee)
    column = next(c for c in table.columns if c.name == "Elena Popescu")
    assert [(f.words, f.shared) for f in column.speaks] == [("Arabic", True), ("Romanian", False)]
    assert [(f.words, f.shared) for f in column.free] == [("Tuesdays, 18:00 to 20:00", True)]
    assert column.possible and (column.places_left, column.places) == (1, 1)


def test_an_impossible_mentor_names_the_rule_and_offers_no_choice(people, client):
    busy = second_mentor(people, free=((5, 600, 720),))
    round = planned(people)
    column = next(c for c in compare.table_for(round, people.mentee).columns if c.name == "Elena Popescu")
    assert not column.possible and column.against == ["No hour in the week that both have free"]
    assert [f.words for f in column.free] == ["Saturdays, 10:00 to 12:00"]
    client.force_login(people.ines)
    page = reverse("matching:mentors_for", args=[round.pk, people.mentee.pk])
    assert f"?mentor={busy.pk}" not in client.get(page).content.decode()
    assert "Why Elena" not in client.get(f"{page}?mentor={busy.pk}").content.decode()


def test_another_mentor_is_chosen_in_two_steps_with_a_reason(people, client):
    elena = second_mentor(people)
    round = planned(people)
    first = round.proposals.get()
    other = elena if first.mentor_id == people.mentor.pk else people.mentor
    client.force_login(people.ines)
    page = reverse("matching:mentors_for", args=[round.pk, people.mentee.pk])
    drawn = client.get(page).content.decode()
    assert f"?mentor={other.pk}#choose" in drawn and 'name="why"' not in drawn
    assert 'name="why"' in client.get(f"{page}?mentor={other.pk}").content.decode()
    again = client.post(page, {"mentor": str(other.pk), "why": "", "note": "They asked twice."})
    assert "Choose the reason that comes nearest." in again.content.decode()
    assert "They asked twice." in again.content.decode()
    client.post(page, {"mentor": str(other.pk), "why": "knows", "note": ""})
    assert [p.mentor_id for p in round.proposals.all() if p.state == "proposed"] == [other.pk]


def test_a_new_plan_takes_over_what_an_earlier_round_left_undecided(people):
    first, second = planned(people), planned(people)
    assert first.proposals.get().state == "replaced"
    assert second.proposals.get().state == "proposed"
    assert rows_of(first) == ([], [])


def test_a_question_that_is_being_asked_is_not_taken_over(people):
    first = planned(people)
    by = people.principal(people.ines)
    proposals.confirm(proposal=first.proposals.get(), by=by)
    second = rounds.open_round(programme=people.programme, by=by)
    choice = rounds.Choice(frozenset(str(p.enrolment_id) for p in second.parts.all()), pool.rules_of(people.programme))
    rounds.plan_round(round=second, choice=choice, by=by)
    assert first.proposals.get().state == "asked"


def test_whoever_notes_an_answer_sees_safe_numbers_and_no_others(people, client):
    ContactWay.objects.create(person=people.mentee.person, kind="phone", value="+351 900 111 111", is_safe=True)
    ContactWay.objects.create(person=people.mentee.person, kind="phone", value="+351 900 222 222", is_safe=False)
    proposal = planned(people).proposals.get()
    proposals.confirm(proposal=proposal, by=people.principal(people.ines))
    client.force_login(people.ines)
    page = client.get(reverse("matching:proposal", args=[proposal.pk])).content.decode()
    assert "900 111 111" in page and "900 222 222" not in page


def test_a_question_for_the_mentee_leads_to_where_the_answer_is_written(people, client):
    people.mentee.person.gender_wish = ""
    people.mentee.person.save()
    round = planned(people)
    assert rows_of(round)[1][0].to_ask
    client.force_login(people.ines)
    page = client.get(reverse("matching:round", args=[round.pk])).content.decode()
    assert reverse("programmes:person_edit", args=[people.mentee.pk]) in page
