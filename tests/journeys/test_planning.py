"""A large round from the click to the board, in a browser: with scripts, without, and on a phone in Arabic."""

import pytest
from playwright.sync_api import expect

from alongside.foundation import jobs
from alongside.matching import pool
from alongside.matching.actions import planning, rounds
from tests import cast
from tests.browser import assert_accessible, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def round(monkeypatch):
    monkeypatch.setattr(pool, "LARGE", 1)
    people = cast.assemble()
    cast.enrolled(cast.person(people.organisation, "Yonas Tekle", languages=(("ti", "native"),)), people.programme, "mentee")
    opened = rounds.open_round(programme=people.programme, by=people.principal(people.ines))
    opened.ines = people.ines
    return opened


def to_who_is_in(page, round):
    sign_in(page, round.ines)
    page.goto(f"/matching/rounds/{round.pk}/who/")


def test_the_page_of_the_plan_moves_on_by_itself(page, round):
    to_who_is_in(page, round)
    page.get_by_role("button", name="Make the plan").click()
    expect(page.get_by_role("heading", name="The plan is being made")).to_be_visible()
    assert_accessible(page)
    jobs.run_pending()
    expect(page.get_by_role("heading", name="Matching round")).to_be_visible()


def test_without_scripts_it_refreshes_itself(no_js_page, round):
    page = no_js_page
    to_who_is_in(page, round)
    page.get_by_role("button", name="Check first").click()
    expect(page.get_by_text("1 of 2 mentees can't have a mentor")).to_be_visible()
    page.get_by_role("button", name="Make the plan").click()
    expect(page.get_by_role("heading", name="Planning")).to_be_visible()
    jobs.run_pending()
    expect(page.get_by_role("heading", name="Matching round")).to_be_visible(timeout=9_000)


def test_on_a_phone_in_arabic_everything_fits(arabic_phone_page, round, monkeypatch):
    page = arabic_phone_page
    to_who_is_in(page, round)
    page.locator("button[name=check]").click()
    assert_accessible(page)
    monkeypatch.setattr(planning, "TURN", -1)
    plan = planning.ask_for_plan(round=round, out=set(), rules=round.rules, by=cast.Cast.principal(None, round.ines))
    for _turn in range(5):
        planning.go_on(str(plan.pk))
    page.goto(f"/matching/rounds/{round.pk}/planning/")
    assert_accessible(page)
    jobs.run_pending()


def test_a_small_round_says_that_it_is_being_planned(page, round, monkeypatch):
    monkeypatch.setattr(pool, "LARGE", 2000)
    to_who_is_in(page, round)
    said = page.locator("[data-saying]")
    # The click is seen, the page is kept: what is said stands there while the server works.
    page.evaluate("document.querySelector('form[method=post].stack').addEventListener('submit', (e) => e.preventDefault())")
    page.get_by_role("button", name="Make the plan").click()
    expect(said).to_have_text("The plan for 2 mentees is being made. It takes a few seconds.")
