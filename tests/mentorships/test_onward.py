"""After an ending: a rest and a fresh yes before matching proposes anybody, goals taken along, an introduction elsewhere."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.foundation import clock
from alongside.matching import pool
from alongside.mentorships import actions, erasure
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions import endings, onward
from alongside.mentorships.models import FreshYes, Goal, Introduction
from alongside.mentorships.queries.again import to_ask_again, waiting_again
from alongside.mentorships.queries.endings import people_to_ask_again
from alongside.mentorships.queries.onward import passed_on
from alongside.people.models import ContactWay, Organisation
from alongside.programmes.models import Enrolment, EnrolmentState, Side
from tests import cast as people
from tests.mentorships.story import begin

pytestmark = pytest.mark.both

ARABIC = "أن أفتح مخبزًا."


def over(pair, by, **values):
    return actions.end(mentorship=pair, by=by, **({"reason": "completed", "wished_by": "both"} | values))


def later(days):
    return time_machine.travel(clock.now() + timedelta(days=days))


def lacks(cast, side=Side.MENTEE):
    (found,) = [c for c in pool.candidates(cast.programme, side) if c.enrolment.pk in (cast.mentee.pk, cast.mentor.pk)]
    return [one.code for one in found.missing]


def test_nobody_is_proposed_in_the_rest_nor_without_a_fresh_yes(cast, pair, ines, nour):
    assert lacks(cast) == []
    over(pair, ines)
    assert lacks(cast) == ["rest", "ask"] == lacks(cast, Side.MENTOR)
    with pytest.raises(NotAllowed):
        onward.answer_again(enrolment=cast.mentee, answer="yes", by=nour)
    with later(15):
        assert lacks(cast) == ["ask"]
        onward.answer_again(enrolment=cast.mentee, answer="yes", by=nour)
        assert lacks(cast) == [] and lacks(cast, Side.MENTOR) == ["ask"]
        onward.answer_again(enrolment=cast.mentee, answer="no", by=nour)
        assert lacks(cast) == ["no"]


def test_what_led_to_an_early_ending_is_talked_about_first(cast, pair, ines):
    over(pair, ines, reason="not_a_fit", wished_by="mentee")
    with later(15):
        onward.answer_again(enrolment=cast.mentee, answer="yes", by=ines)
        assert lacks(cast) == ["reason"]
        endings.say_at_the_end(mentorship=pair, person=cast.nour.person, by=ines, kind="exit", answers={}, contact="none", again="yes")
        assert lacks(cast) == []


def test_a_new_mentorship_and_its_end_ask_anew(cast, pair, ines):
    over(pair, ines)
    with later(20):
        onward.answer_again(enrolment=cast.mentee, answer="yes", by=ines)
        again = begin(cast, ines)
        assert lacks(cast) == []
    with later(60):
        over(again, ines)
    with later(90):
        assert lacks(cast) == ["ask"]


def test_who_waits_is_said_with_what_is_missing_and_asked_from_there(client, cast, pair, ines):
    over(pair, ines)
    client.force_login(cast.ines)
    page = client.get(reverse("mentorships:waiting")).content.decode()
    assert "Rests after the last mentorship until" in page and "نور" in page
    for link in ("mentorships:list", "matching:rounds"):
        assert reverse("mentorships:waiting") in client.get(reverse(link)).content.decode()
    with later(15):
        ask = reverse("mentorships:again_of", args=[cast.mentee.pk])
        client.force_login(cast.ines)
        assert ask in client.get(reverse("mentorships:waiting")).content.decode()
        assert ask in client.get("/today/").content.decode()
        client.post(ask, {"answer": "yes", "how": "phone"})
        row = FreshYes.objects.get()
        assert (row.answer, row.how, row.by_id) == ("yes", "phone", cast.ines.pk)
        assert "Nothing: can be proposed" in client.get(reverse("mentorships:waiting")).content.decode()
    client.force_login(cast.kateryna)
    assert client.get(ask).status_code == 404
    assert "نور" not in client.get(reverse("mentorships:waiting")).content.decode()


def test_a_mentee_says_yes_anew_on_their_own_phone(client, cast, pair, ines):
    over(pair, ines)
    client.force_login(cast.nour)
    where = reverse("mentorships:again", args=[pair.pk])
    assert where not in client.get(reverse("mentorships:after")).content.decode()
    assert client.post(where, {"answer": "yes"}).status_code == 200 and not FreshYes.objects.exists()
    with later(15):
        client.force_login(cast.nour)
        assert where in client.get(reverse("mentorships:after")).content.decode()
        client.post(where, {"answer": "yes"})
        assert FreshYes.objects.get().how == "self"


def test_the_page_of_who_waits_costs_the_same_with_two_and_with_ten(client, cast, pair, ines, django_assert_max_num_queries):
    over(pair, ines)
    for n in range(5):
        mentor = people.enrolled(people.person(cast.organisation, f"João {n}"), cast.programme, "mentor")
        mentee = people.enrolled(people.person(cast.organisation, f"Ali {n}"), cast.programme, "mentee")
        over(begin(cast, ines, mentor=mentor, mentee=mentee, days_ago=20), ines)
    client.force_login(cast.ines)
    client.get(reverse("mentorships:waiting"))
    with django_assert_max_num_queries(24):
        client.get(reverse("mentorships:waiting"))


def rows_of_today(by, cast):
    return [(row.people[0][0], row.why, row.url) for row in people_to_ask_again(by, [cast.programme])]


def test_today_asks_whoever_the_page_of_those_who_wait_would_ask(cast, pair, ines, nour):
    over(pair, ines)
    said = {"by": ines, "kind": "exit", "answers": {}, "contact": "none"}
    for n, wish in enumerate(("yes", "no", "later", "", "resting", "left", "again", "full", "answered")):
        mentor = people.enrolled(people.person(cast.organisation, f"João {n}"), cast.programme, "mentor")
        mentee = people.enrolled(people.person(cast.organisation, f"Ali {n}"), cast.programme, "mentee")
        ended = begin(cast, ines, mentor=mentor, mentee=mentee, days_ago=200 - n)
        over(ended, ines)
        if wish in ("yes", "no", "later"):
            endings.say_at_the_end(mentorship=ended, person=mentee.person, again=wish, **said)
        if wish in ("resting", "left"):
            EnrolmentState.objects.create(enrolment=mentee, state=wish)
        if wish in ("again", "full"):
            begin(cast, ines, mentor=mentor, mentee=mentee, days_ago=0)
        if wish == "full":
            Enrolment.objects.filter(pk=mentor.pk).update(capacity=1)
        if wish == "answered":
            FreshYes.objects.create(enrolment=mentee, answer="no", how="phone")
    assert rows_of_today(ines, cast) == []
    with later(60):
        waiting = waiting_again(ines, [cast.programme])
        asked = {w.enrolment.pk for w in waiting if w.may_ask and w.again.wish != "later"}
        found = to_ask_again([cast.programme], 50)
        assert {part.enrolment_id for part, _day in found} == asked
        assert {part.enrolment_id: day for part, day in found} == {w.enrolment.pk: w.again.rest_until for w in waiting if w.enrolment.pk in asked}
        names = {part.person.name for part, _day in found}
        assert {"Ali 0", "Ali 3", "Ali 4", "João 0"} <= names
        assert not {"Ali 1", "Ali 2", "Ali 5", "Ali 6", "Ali 8"} & names
        assert len(rows_of_today(ines, cast)) == 10


def test_today_costs_the_same_whether_one_or_six_could_be_asked_anew(client, cast, pair, ines, django_assert_max_num_queries):
    over(pair, ines)
    client.force_login(cast.ines)
    with later(60):
        client.get(reverse("today"))
        with CaptureQueriesContext(connection) as few:
            client.get(reverse("today"))
        n = len(few)
    for k in range(3):
        mentor = people.enrolled(people.person(cast.organisation, f"João {k}"), cast.programme, "mentor")
        mentee = people.enrolled(people.person(cast.organisation, f"Ali {k}"), cast.programme, "mentee")
        over(begin(cast, ines, mentor=mentor, mentee=mentee, days_ago=20), ines)
    with later(60):
        client.get(reverse("today"))
        with django_assert_max_num_queries(n):
            client.get(reverse("today"))


@pytest.fixture
def second(cast, pair, ines, nour):
    """A second mentorship of Nour's, after one with a goal that is still open and one that is not."""
    told = {"mentorship": pair, "person": cast.nour.person, "by": nour, "language": "ar", "review_on": clock.today()}
    steps = [{"words": "Done", "who": "mentee", "on": "", "done": True}, {"words": "Oven", "who": "mentee", "on": "", "done": False}]
    actions.write_goal(words=ARABIC, steps=steps, **told)
    ended = actions.write_goal(words="Swim", **told)
    actions.end_goal(goal=ended, by=nour, expected_version=1, end="reached")
    over(pair, ines)
    return begin(cast, ines, mentor=people.enrolled(people.person(cast.organisation, "Marta"), cast.programme, "mentor"))


def test_a_mentee_takes_open_goals_along_once(client, cast, pair, second):
    client.force_login(cast.nour)
    where = reverse("mentorships:earlier", args=[second.pk])
    assert where in client.get(reverse("mentorships:home")).content.decode()
    page = client.get(where)
    assert ARABIC in page.content.decode() and "Swim" not in page.content.decode()
    old = Goal.objects.get(mentorship=pair, writings__words__isnull=False, version=1)
    client.post(where, {"goals": [str(old.pk)]})
    new = Goal.objects.get(mentorship=second)
    now = new.writings.get()
    assert (new.carried_from_id, now.words, now.language, now.by_mentee, len(now.steps)) == (old.pk, ARABIC, "ar", True, 1)
    assert where not in client.get(reverse("mentorships:home")).content.decode()
    assert Goal.objects.get(pk=old.pk).writings.count() == 1


def test_nobody_takes_goals_along_without_the_mentees_yes(client, cast, pair, second, ines, samira):
    old = Goal.objects.get(mentorship=pair, version=1)
    with pytest.raises(NotAllowed):
        onward.take_goals_along(mentorship=second, person=cast.nour.person, chosen=[str(old.pk)], by=ines)
    with pytest.raises(NotAllowed):
        onward.take_goals_along(mentorship=second, person=cast.nour.person, chosen=[str(old.pk)], by=samira, said_so=True)
    client.force_login(cast.samira)
    assert client.get(reverse("mentorships:earlier", args=[second.pk])).status_code == 404
    client.force_login(cast.ines)
    where = reverse("mentorships:earlier", args=[second.pk])
    client.post(where, {"goals": [str(old.pk)]})
    assert not Goal.objects.filter(mentorship=second).exists()
    client.post(where, {"goals": [str(old.pk)], "said_so": "on"})
    assert Goal.objects.get(mentorship=second).writings.get().by_mentee is False


@pytest.fixture
def partner(cast):
    there = Organisation.objects.create(name="Casa do Norte", country="PT", sector="ngo")
    cast.programme.partners.add(there)
    return there


def test_only_what_the_mentee_agreed_to_is_passed_on(client, cast, pair, nour, partner):
    ContactWay.objects.create(person=cast.nour.person, kind="phone", value="+351 911", is_safe=True)
    ContactWay.objects.create(person=cast.nour.person, kind="email", value="unsafe@example.org", is_safe=False)
    actions.write_goal(mentorship=pair, person=cast.nour.person, by=nour, words=ARABIC, language="ar", review_on=clock.today())
    client.force_login(cast.ines)
    where = reverse("mentorships:introduce", args=[pair.pk, cast.nour.person.pk])
    told = {"organisation": str(partner.pk), "items": ["ways", "goals"], "words": "", "language": "ar", "how": "phone"}
    assert client.post(where, told).status_code == 200 and not Introduction.objects.exists()
    client.post(where, told | {"said_yes": "on"})
    row = Introduction.objects.get()
    shown = json.dumps(passed_on(row), ensure_ascii=False)
    assert "+351 911" in shown and ARABIC in shown and "نور" not in shown and "unsafe" not in shown
    file = client.get(reverse("mentorships:introduction_file", args=[pair.pk, row.pk]))
    assert file.content.startswith(b"%PDF")
    assert client.get(reverse("mentorships:introduce", args=[pair.pk, cast.samira.person.pk])).status_code == 404


def test_a_yes_can_be_taken_back_and_then_there_is_no_letter(client, cast, pair, ines, partner):
    row = onward.introduce(
        mentorship=pair, person=cast.nour.person, organisation=partner, items=["name"], words="Bakes.", language="en", how="phone",
        by=ines, said_yes=True,
    )  # fmt: skip
    client.force_login(cast.ines)
    client.post(reverse("mentorships:withdraw", args=[pair.pk, row.pk]))
    row.refresh_from_db()
    assert row.withdrawn_at and row.words == ""
    assert client.get(reverse("mentorships:introduction_file", args=[pair.pk, row.pk])).status_code == 404


def test_a_partner_of_somebody_else_is_refused(cast, pair, ines):
    there = Organisation.objects.create(name="Elsewhere", country="PT", sector="ngo")
    with pytest.raises(NotAllowed):
        onward.introduce(
            mentorship=pair, person=cast.nour.person, organisation=there, items=["name"], words="", language="en", how="phone",
            by=ines, said_yes=True,
        )  # fmt: skip


def test_what_came_after_is_handed_out_and_goes_with_the_person(cast, pair, ines, partner):
    onward.introduce(
        mentorship=pair, person=cast.nour.person, organisation=partner, items=["name"], words="Bakes.", language="en", how="phone",
        by=ines, said_yes=True,
    )  # fmt: skip
    over(pair, ines)
    with later(20):
        onward.answer_again(enrolment=cast.mentee, answer="yes", by=ines)
    taken = erasure.export(cast.nour.person)
    assert taken["introductions"][0]["words"] == "Bakes." and taken["asked_anew"][0]["answer"] == "yes"
    erasure.erase(cast.nour.person)
    assert not Introduction.objects.exists() and not FreshYes.objects.exists()
