"""Trying something on a round's plan, and what would help those who are left over."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.matching import engine, trying
from alongside.matching.models import Proposal
from tests import cast
from tests.engine import people as invented
from tests.matching.test_comparing import second_mentor
from tests.matching.test_rounds import planned

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def people():
    return cast.assemble()


@pytest.fixture
def round(people):
    """Nour speaks Arabic and meets Samira; Selam speaks Tigrinya only and is left over."""
    selam = cast.person(people.organisation, "Selam Tesfay", languages=(("ti", "native"),))
    people.selam = cast.enrolled(selam, people.programme, "mentee")
    return planned(people)


def ask(client, round, **asked):
    return client.get(reverse("matching:what_if", args=[round.pk]), asked)


def test_a_question_shows_the_difference_and_changes_nothing(people, round, client):
    client.force_login(people.ines)
    before = list(Proposal.objects.values_list("pk", "mentor_id"))
    answer = ask(client, round, **{"try": "room", "room-mentor": str(people.mentor.pk), "room-what": "break"})
    assert "would be left over." in answer.content.decode() and people.mentee.person.name in answer.content.decode()
    assert list(Proposal.objects.values_list("pk", "mentor_id")) == before


def test_one_mentor_more_who_speaks_tigrinya_would_help(people, round, client):
    client.force_login(people.ines)
    page = ask(client, round, **{"try": "more", "more-language": "ti"}).content.decode()
    assert "would get a mentor." in page and "Selam Tesfay" in page


def test_forcing_what_the_rules_forbid_is_answered_in_words(people, round, client):
    client.force_login(people.ines)
    asked = {"try": "together", "together-mentee": str(people.selam.pk), "together-mentor": str(people.mentor.pk)}
    page = ask(client, round, **asked).content.decode()
    assert "The rules don't allow these two together." in page and "Does not speak Tigrinya" in page


def test_a_question_without_an_answer_says_what_to_choose(people, round, client):
    client.force_login(people.ines)
    assert "Choose somebody." in ask(client, round, **{"try": "further", "further-km": "20"}).content.decode()
    assert "Write the kilometres." in ask(client, round, **{"try": "further"}).content.decode()


def test_whom_to_look_for_is_said_in_words_and_the_poster_names_nobody(people, round, client):
    client.force_login(people.ines)
    needed = client.get(reverse("matching:needed", args=[round.pk])).content.decode()
    assert "speaks Tigrinya" in needed and "Selam Tesfay" in needed
    poster = client.get(reverse("matching:poster", args=[round.pk])).content.decode()
    assert "speaks Tigrinya" in poster and "would help somebody who is waiting." in poster
    assert "Selam" not in poster


def test_a_poster_describes_nobody_by_wish_area_or_hour_unless_three_would_be_helped(people, round):
    """"A woman with Tigrinya in Bonfim on Saturdays" tells the neighbours of the only one who is waiting."""
    alone = trying.for_poster(trying.trial_of(round))
    assert alone == [("Somebody who speaks Tigrinya", 1)]
    for name in ("Filmon", "Rahel"):
        somebody = cast.person(people.organisation, name, languages=(("ti", "native"),))
        cast.enrolled(somebody, people.programme, "mentee")
    ((words, helped),) = trying.for_poster(trying.trial_of(planned(people)))
    assert helped == 3 and "is free on" in words


def test_choosing_another_mentor_says_what_it_changes_for_others(people, round, client):
    elena = second_mentor(people)
    again = planned(people)
    other = elena if again.proposals.get(mentee=people.mentee).mentor_id == people.mentor.pk else people.mentor
    price = trying.price_of(trying.trial_of(again), str(people.mentee.pk), str(other.pk))
    assert price.lines == [] and price.short.startswith("Nothing changes for anybody else.")
    client.force_login(people.ines)
    page = client.get(reverse("matching:mentors_for", args=[again.pk, people.mentee.pk]), {"mentor": other.pk})
    assert "If you choose this" in page.content.decode() and "Nothing changes for anybody else." in page.content.decode()


@pytest.fixture
def short_of_places(people):
    """Nour and three more who speak Arabic, and two mentors who do: two are left over."""
    names = ("Karim Nazari", "Lina Haddad", "Omar Said")
    people.more = [
        cast.enrolled(cast.person(people.organisation, name, languages=(("ar", "native"),)), people.programme, "mentee") for name in names
    ]
    second_mentor(people)
    return trying.trial_of(planned(people))


def test_the_price_of_a_pair_names_who_would_lose_their_mentor(people, short_of_places):
    plan, names = short_of_places.plan, short_of_places.names
    left = plan.unmatched[0]
    for mentor, (mentee,) in {m: held for m, held in plan.held_by.items() if held}.items():
        price = trying.price_of(short_of_places, left, mentor)
        assert price.short.startswith(f"{names[mentee]} would be left over.")
        assert price.people == {short_of_places.person_ids[mentee]} and price.lines == []


def test_the_price_of_a_pair_is_that_of_planning_anew_with_it(people, short_of_places):
    plan = short_of_places.plan
    for mentee in plan.problem.mentee_by_id:
        for mentor in plan.problem.mentor_by_id:
            if plan.problem.places[mentor] and plan.why_not(mentee, mentor).allowed:
                forced = plan.what_if(engine.Force(mentee, mentor))
                anew = engine.solve(replace(plan.problem, fixed=((mentee, mentor),)))
                lost = {m for m in plan.mentor_of if m not in anew.mentor_of}
                assert set(forced.left_over) == lost and len(anew.mentor_of) == len(plan.mentor_of)


def test_many_who_are_touched_are_counted_first_and_named_below():
    moved = tuple((f"mentee-{i}", "before", "after") for i in range(5))
    others = engine.Difference(served=(), left_over=(), moved=moved, counts={"matched": 0, "fit": 7, "lottery": 1})
    problem = engine.Problem(mentees=(), mentors=(), rules=(), on=date(2026, 10, 6), policy=engine.Policy(goals=("matched", "fit")))
    short = trying._in_short(others, others, problem, [])
    assert short == "Nobody loses a mentor. 5 other people would meet other mentors. All pairs together would have less in common."


def test_a_price_tells_an_earlier_proposal_apart_from_what_the_pairs_have_in_common():
    """Jonas and Hanna suit Samira alike; Omar likes nothing of what she likes."""
    mentors = [invented.mentor("jonas", interests={"chess"}), invented.mentor("hanna", interests={"chess"}), invented.mentor("omar")]
    round = invented.problem(
        [invented.mentee("samira", interests={"chess"})], mentors, previous={"samira": "jonas"},
        policy=engine.Policy(goals=("matched", "fit"), stability=20),
    )  # fmt: skip
    people = {one: one for one in ("samira", "jonas", "hanna", "omar")}
    trial = trying.Trial(engine.solve(round), people, people, {})
    assert trial.plan.mentor_of == {"samira": "jonas"}
    nothing = "Nothing changes for anybody else. "
    assert trying.price_of(trial, "samira", "hanna").short == nothing + "An earlier proposal would change without a clear gain."
    assert trying.price_of(trial, "samira", "omar").short == nothing + "All pairs together would have less in common."


def test_a_pair_that_the_rules_forbid_has_no_price(people, round):
    assert trying.price_of(trying.trial_of(round), str(people.selam.pk), str(people.mentor.pk)) is None


def test_the_pages_ask_the_same_number_of_questions_for_more_people(people, round, client):
    client.force_login(people.ines)
    address = reverse("matching:what_if", args=[round.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for i in range(12):
        second_mentor(people, f"Mentor {i}")
    address = reverse("matching:what_if", args=[planned(people).pk])
    client.get(address)
    with CaptureQueriesContext(connection) as more:
        client.get(address)
    assert len(more) <= len(few)
