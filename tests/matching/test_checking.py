"""Before a plan is made the page says whom nobody could serve, why, and what could be done."""

import pytest
from django.urls import reverse

from alongside.foundation.ids import new_id
from alongside.matching import checking, pool
from alongside.matching.actions import keeping_apart, rounds
from alongside.matching.models import Proposal
from alongside.programmes.models import Side
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]

MONDAY = ((0, 540, 660),)


@pytest.fixture
def people():
    return cast.assemble()


@pytest.fixture
def round(people):
    return rounds.open_round(programme=people.programme, by=people.principal(people.ines))


def mentee(people, name: str, **values):
    return cast.enrolled(cast.person(people.organisation, name, **values), people.programme, "mentee")


def checked(people, round, *, without=(), **rules) -> checking.Checked:
    settled = pool.rules_of(people.programme)
    for code, change in rules.items():
        settled[code] |= change
    sides = [pool.candidates(people.programme, side) for side in (Side.MENTEE, Side.MENTOR)]
    ticked = frozenset(str(c.enrolment.pk) for side in sides for c in side if c.enrolment not in without)
    return checking.check(round, rounds.Choice(ticked, settled), sides)


def typed(round, **more) -> dict:
    rules = {"language": "on", "level": "B1", "mentee_level": "A2", "gender_wish": "on", "overlap": "on", "minutes": "60"}
    ticked = [str(p.enrolment_id) for p in round.parts.filter(is_in=True)]
    return rules | {"reach": "on", "km": "20", "people": ticked, "idempotency_key": str(new_id())} | more


def test_somebody_whom_one_mentor_could_serve_is_not_named(people, round):
    assert (checked(people, round).people, checked(people, round).mentees) == ([], 1)


def test_what_no_mentor_speaks_is_said_of_whoever_speaks_it(people, round):
    mentee(people, "ሰላም ተስፋይ", languages=(("ti", "native"),))
    found = checked(people, round)
    assert [(one.name, one.to_ask) for one in found.people] == [("ሰላም ተስፋይ", False)]
    # A near miss comes first.
    assert found.people[0].why[0] == "1 mentor would do, but shares no language."
    assert "No mentor speaks Tigrinya well enough." in found.people[0].why
    assert found.ways == [
        "For 1 of them only the language is missing. Can an interpreter come, or is a lower level enough?"
    ]


def test_several_near_misses_are_counted(people, round):
    for n in range(3):
        cast.enrolled(cast.person(people.organisation, f"Ana {n}"), people.programme, "mentor")
    mentee(people, "Yonas Tekle", free=MONDAY)
    assert checked(people, round).people[0].why[0] == "4 mentors would do, but are free at other hours."


def test_a_missing_fact_is_to_be_asked_for(people, round):
    people.mentee.person.gender_wish = ""
    people.mentee.person.save()
    found = checked(people, round)
    assert found.people[0].to_ask
    assert found.ways[0] == "For 1 of them a fact is missing. Ask, write it down, and check again."


def test_a_full_mentor_who_would_do_is_named(people, round):
    people.mentor.capacity = 0
    people.mentor.save()
    found = checked(people, round)
    assert found.people[0].why == ["1 mentor could, and is full: Samira Haddad."]
    assert found.mentors == 0 and "could take one person more" in found.ways[0]


def test_a_rule_that_is_loosened_serves_them(people, round):
    mentee(people, "ሰላም ተስፋይ", languages=(("ti", "native"),))
    assert checked(people, round, language={"is_on": False}).people == []


def test_whoever_is_not_ticked_is_not_looked_at(people, round):
    selam = mentee(people, "ሰላም ተስፋይ", languages=(("ti", "native"),))
    assert checked(people, round, without=[selam]).people == []


def test_what_keeps_two_apart_is_private(people, round):
    by = people.principal(people.ines)
    keeping_apart.keep_apart(
        programme=people.programme, one=people.mentor.person_id, other=people.mentee.person_id, note="Neighbours.", by=by
    )
    found = checked(people, round)
    assert [one.why for one in found.people] == [["No mentor of this round passes every rule with them."]]
    assert found.ways == []


def test_a_wish_and_a_rule_that_protects_are_never_offered_to_give_way(people, round):
    people.mentee.person.gender_wish = "man"
    people.mentee.person.save()
    people.mentor.person.gender = "woman"
    people.mentor.person.save()
    found = checked(people, round)
    assert found.people[0].why[0] == "1 mentor would do, but for the wish about a woman or a man."
    assert found.ways == []


def test_of_very_many_the_first_are_named_and_the_others_counted(people, round, monkeypatch):
    monkeypatch.setattr(checking, "NAMED", 2)
    for n in range(5):
        mentee(people, f"Selam {n}", languages=(("ti", "native"),))
    found = checked(people, round)
    assert (len(found.people), found.more, found.count) == (2, 3, 5)
    assert found.ways[0].startswith("For 5 of them")
    monkeypatch.setattr(checking, "SUMMED", 1)
    # A sum over some would be no sum.
    assert checked(people, round).ways == []


def test_the_button_shows_it_and_keeps_all_that_was_ticked_and_typed(people, round, client):
    selam = mentee(people, "ሰላም ተስፋይ", languages=(("ti", "native"),))
    client.force_login(people.ines)
    sent = typed(round, minutes="45", check="on")
    sent["people"] = [str(people.mentor.pk), str(selam.pk)]
    page = client.post(reverse("matching:who", args=[round.pk]), sent)
    words = page.content.decode()
    assert page.status_code == 200 and "No mentor speaks Tigrinya well enough." in words
    assert 'value="45"' in words
    ticked = {x.key for side in ("mentees", "mentors") for x in page.context[side]["possible"] if x.is_in}
    assert ticked == set(sent["people"])
    round.refresh_from_db()
    assert (round.planned_at, Proposal.objects.count()) == (None, 0)


def test_a_mistake_in_the_rules_is_told_before_anybody_is_looked_at(people, round, client):
    client.force_login(people.ines)
    page = client.post(reverse("matching:who", args=[round.pk]), typed(round, minutes="5", check="on"))
    assert "Write at least 15 minutes." in page.content.decode() and page.context["checked"] is None


def test_it_stands_on_the_page_when_it_is_opened(people, round, client):
    mentee(people, "ሰላም ተስፋይ", languages=(("ti", "native"),))
    client.force_login(people.ines)
    assert "No mentor speaks Tigrinya well enough." in client.get(reverse("matching:who", args=[round.pk])).content.decode()


def test_a_large_round_is_looked_at_when_the_button_is_pressed(people, client, monkeypatch):
    monkeypatch.setattr(pool, "LARGE", 1)
    round = rounds.open_round(programme=people.programme, by=people.principal(people.ines))
    mentee(people, "ሰላም ተስፋይ", languages=(("ti", "native"),))
    client.force_login(people.ines)
    address = reverse("matching:who", args=[round.pk])
    assert client.get(address).context["checked"] is None
    assert "No mentor speaks Tigrinya well enough." in client.post(address, typed(round, check="on")).content.decode()


def test_many_people_cost_no_more_questions_than_few(people, round, client, django_assert_max_num_queries):
    client.force_login(people.ines)
    address = reverse("matching:who", args=[round.pk])
    mentee(people, "Selam", languages=(("ti", "native"),))
    client.get(address)
    with django_assert_max_num_queries(60) as few:
        client.get(address)
    for n in range(12):
        mentee(people, f"Selam {n}", languages=(("ti", "native"),))
    client.get(address)
    with django_assert_max_num_queries(60) as many:
        client.get(address)
    assert len(many) == len(few)
