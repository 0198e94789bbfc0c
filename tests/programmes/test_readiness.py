"""Ready to match is computed, says what is missing, and Python and the database agree on it.

|Fact|Missing when|
|-|-|
|state|anything but accepted|
|each wanted step|no row, not passed, taken back, or ended before today|
|adult|no tick and no birth year that settles it; under 18 without rules for it|
|language, free hours|none known|
"""

import itertools
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.foundation import clock
from alongside.people.models import Person
from alongside.programmes import queries
from alongside.programmes.models import EnrolmentState, ScreeningStep, WantedStep
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def story(today):
    made = cast.assemble()
    WantedStep.objects.create(programme=made.programme, side="mentor", kind="interview")
    WantedStep.objects.create(programme=made.programme, side="mentor", kind="background", valid_months=24)
    return made


def step(enrolment, kind="background", result="done", *, minutes=0, **values):
    return ScreeningStep.objects.create(
        enrolment=enrolment, kind=kind, result=result, at=clock.now() + timedelta(minutes=minutes), **values
    )


def codes(enrolment) -> list[str]:
    return [m.code for m in queries.readiness_of([enrolment])[enrolment.pk].missing]


def words(enrolment) -> list[str]:
    return [m.in_words for m in queries.readiness_of([enrolment])[enrolment.pk].missing]


def cleared(story, **background):
    step(story.mentor, "interview")
    step(story.mentor, "background", **background)
    return story.mentor


def test_nothing_missing_is_ready(story):
    mentor = cleared(story)
    assert queries.readiness_of([mentor])[mentor.pk].ready
    assert list(queries.ready_to_match(story.programme, "mentor")) == [mentor]


def test_everything_missing_is_said_in_words(story):
    nobody = cast.enrolled(
        cast.person(story.organisation, "Aino", languages=(), free=(), birth_year=None), story.programme, "mentor", state="applied"
    )
    assert words(nobody) == [
        "Nobody has answered the application yet.",
        "The interview has no date.",
        "The background check is not there.",
        "Nobody has confirmed that this is an adult.",
        "No language is known.",
        "No free hours are known.",
    ]


def test_a_mentee_is_not_asked_for_the_steps_of_mentors(story):
    assert codes(story.mentee) == []


def test_a_check_holds_through_its_last_day(story, today):
    mentor = cleared(story, expires_on=today)
    found = queries.readiness_of([mentor])[mentor.pk]
    assert found.ready and found.cleared_until == today
    assert list(queries.ready_to_match(story.programme, "mentor")) == [mentor]
    with time_machine.travel(clock.now() + timedelta(days=1)):
        assert words(mentor) == ["The background check held until 6 October."]
        assert list(queries.ready_to_match(story.programme, "mentor")) == []


def test_a_newer_row_replaces_an_older_one(story):
    mentor = cleared(story)
    step(mentor, result="no", minutes=1)
    assert words(mentor) == ["The background check is not there."]
    step(mentor, result="done", minutes=2)
    assert codes(mentor) == []


def test_a_planned_interview_says_its_day_and_a_passed_one_asks_how_it_went(story, today):
    step(story.mentor)
    step(story.mentor, "interview", "not_yet", planned_for=today + timedelta(days=2))
    assert words(story.mentor) == ["The interview is planned for 8 October."]
    with time_machine.travel(clock.now() + timedelta(days=4)):
        assert words(story.mentor) == ["The interview was planned for 8 October. How it went is not written down."]


@pytest.mark.parametrize(
    ("born", "confirmed", "rules", "missing"),
    [
        (2007, False, False, []),
        (2008, False, False, ["adult"]),
        (2008, True, False, []),
        (2009, False, False, ["adult"]),
        (2009, True, False, ["adult"]),
        (2009, False, True, []),
        (None, False, True, ["adult"]),
        (None, True, False, []),
    ],
)
def test_adult_is_known_or_asked_for(story, born, confirmed, rules, missing):
    if rules:
        story.programme.under_18_rule, story.programme.guardian_rule = "a", "b"
        story.programme.save()
    person = cast.person(
        story.organisation, "Idris", birth_year=born, adult_confirmed_at=clock.now() if confirmed else None
    )
    enrolment = cast.enrolled(person, story.programme, "mentee")
    assert codes(enrolment) == missing
    assert (enrolment in queries.ready_to_match(story.programme, "mentee")) == (not missing)


def test_python_and_the_database_agree_on_everybody(story, today):
    """Every mixture of state, step, end, age, language and hours, asked both ways."""
    ends = [None, today - timedelta(days=1), today]
    results = [None, "done", "no", "not_yet"]
    everybody = [story.mentor, story.mentee]
    for n, (state, result, end, born, speaks, free) in enumerate(
        itertools.product(["accepted", "resting"], results, ends, [1990, None], [True, False], [True, False])
    ):
        person = cast.person(
            story.organisation,
            f"Person {n}",
            languages=(("en", "B1"),) if speaks else (),
            free=((1, 60, 120),) if free else (),
            birth_year=born,
        )
        enrolment = cast.enrolled(person, story.programme, "mentor", state=state)
        step(enrolment, "interview")
        if result:
            step(enrolment, "background", "done", minutes=-5)
            step(enrolment, "background", result, expires_on=end, planned_for=today if n % 3 else None)
        everybody.append(enrolment)
    by_words = {pk for pk, found in queries.readiness_of(everybody).items() if found.ready}
    by_database = {e.pk for side in ("mentor", "mentee") for e in queries.ready_to_match(story.programme, side)}
    assert by_words == by_database and len(by_words) > 3


def test_readiness_costs_the_same_for_one_and_for_fifty(story):
    more = [cast.enrolled(cast.person(story.organisation, f"P{n}"), story.programme, "mentor") for n in range(50)]
    with CaptureQueriesContext(connection) as one:
        queries.readiness_of(more[:1])
    with CaptureQueriesContext(connection) as fifty:
        queries.readiness_of(more)
    assert len(one) == len(fifty) == 4


# ── Today ─────────────────────────────────────────────────────────────────────────────


def rows(story, who):
    return [(row.people[0][0] if row.people else "", row.why) for row in queries.due(story.principal(who))]


def applied(story, name, days, side="mentor"):
    enrolment = cast.enrolled(cast.person(story.organisation, name), story.programme, side, state="applied")
    EnrolmentState.objects.filter(enrolment=enrolment).update(at=clock.now() - timedelta(days=days))
    return enrolment


def test_an_application_is_due_the_day_before_the_promised_answer(story):
    applied(story, "Carmen Ruiz", 4)
    applied(story, "Early", 3)
    assert rows(story, story.ines) == [("Carmen Ruiz", "Applied 4 days ago and waits for a first answer.")]
    assert rows(story, story.kateryna) == []
    assert queries.due(story.principal(story.samira)) == []


def test_an_interview_without_a_date_and_one_without_an_outcome_are_due(story, today):
    one = cast.enrolled(cast.person(story.organisation, "One"), story.programme, "mentor", state="screening")
    assert rows(story, story.ines) == [("One", "The interview has no date.")]
    step(one, "interview", "not_yet", planned_for=today + timedelta(days=1))
    assert rows(story, story.ines) == []
    with time_machine.travel(clock.now() + timedelta(days=3)):
        assert "Nobody has written how it went." in rows(story, story.ines)[0][1]


@pytest.mark.parametrize(("days", "sentence"), [(30, "ends on 5 November"), (0, "ends on 6 October"), (-1, "held until 5 October")])
def test_a_check_about_to_lapse_or_lapsed_is_due(story, today, days, sentence):
    cleared(story, expires_on=today + timedelta(days=days))
    assert [sentence in why for _name, why in rows(story, story.rui)] == [True]


def test_a_check_with_time_left_and_one_renewed_are_not_due(story, today):
    mentor = cleared(story, expires_on=today + timedelta(days=31))
    assert rows(story, story.ines) == []
    step(mentor, expires_on=today + timedelta(days=3), minutes=-60)
    assert rows(story, story.ines) == []


def test_an_unconfirmed_adult_is_due(story):
    Person.objects.filter(pk=story.mentee.person_id).update(birth_year=None)
    assert rows(story, story.ines) == [("نور الحسيني", "Nobody has confirmed that this is an adult.")]


def test_many_of_a_kind_are_one_row_that_opens_them(story, client):
    for n in range(12):
        applied(story, f"P{n}", 9)
    (row,) = queries.due(story.principal(story.ines))
    assert row.people == () and "12 people wait for a first answer" in row.why
    client.force_login(story.ines)
    assert client.get(row.url).content.decode().count('name="who"') == 12


def test_due_costs_the_same_for_few_and_for_many(story):
    applied(story, "One", 9)
    with CaptureQueriesContext(connection) as few:
        queries.due(story.principal(story.ines))
    for n in range(9):
        applied(story, f"P{n}", 9)
    with CaptureQueriesContext(connection) as many:
        queries.due(story.principal(story.ines))
    assert len(few) == len(many) <= 13


def test_every_button_opens_a_page(story, client, today):
    applied(story, "A", 9)
    cast.enrolled(cast.person(story.organisation, "B"), story.programme, "mentor", state="screening")
    cleared(story, expires_on=today)
    Person.objects.filter(pk=story.mentee.person_id).update(birth_year=None)
    client.force_login(story.ines)
    due = queries.due(story.principal(story.ines))
    assert len(due) == 4
    for row in due:
        assert client.get(row.url).status_code == 200
