"""A good ending: planned weeks ahead, looked back on together, each asked alone, a letter, and a page of one's own afterwards."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from alongside.foundation import clock
from alongside.mentorships import actions
from alongside.mentorships.actions import endings
from tests import cast
from tests.browser import assert_accessible, assert_speaks_arabic, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story():
    found = cast.assemble()
    found.by = found.principal(found.ines)
    found.pair = actions.begin(
        programme=found.programme, mentors=[found.mentor], mentees=[found.mentee], by=found.by,
        begun_at=clock.now() - timedelta(days=150),
    )  # fmt: skip
    return found


def test_a_coordinator_plans_asks_signs_and_notes_the_end(page, story):
    until = clock.today() + timedelta(days=20)
    sign_in(page, story.ines)
    page.goto(f"/mentorships/{story.pair.pk}/")
    page.get_by_role("link", name="A good ending, planned").click()
    page.get_by_role("link", name="Plan the ending").click()
    page.get_by_label("The last day together").fill(until.isoformat())
    page.get_by_role("button", name="Set the day").click()
    expect(page.get_by_text("The last day is set.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name=re.compile("^Ask how it was.*Samira")).click()
    page.get_by_label("What was good?").fill("The walks by the river.")
    page.get_by_label("Stay in touch, if the other wishes it too").check()
    page.get_by_label("Not now, ask me later").check()
    assert_accessible(page)
    page.get_by_role("button", name="Save what they said").click()
    expect(page.get_by_text("The walks by the river.")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Write the letter.*Samira")).click()
    page.get_by_label("Your own words for the letter").fill("Thank you for every Thursday.")
    page.get_by_role("button", name="Sign both papers").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^Certificate.*Samira")).click()
    assert download.value.suggested_filename == "certificate.pdf"
    assert_accessible(page)
    page.get_by_role("link", name="Note that it has ended").click()
    page.get_by_label("It ran its planned course").check()
    page.get_by_label("Both", exact=True).check()
    page.get_by_role("button", name="End the mentorship").click()
    expect(page.get_by_text("What can still be done")).to_be_visible()
    page.goto("/mentorships/waiting/")
    expect(page.get_by_text("Rests after the last mentorship until").first).to_be_visible()
    assert_accessible(page)


def test_a_mentee_says_goodbye_on_an_arabic_phone(arabic_phone_page, story):
    page = arabic_phone_page
    endings.plan_ending(mentorship=story.pair, until=clock.today() + timedelta(days=20), by=story.by)
    sign_in(page, story.nour)
    page.goto("/mentorships/home/")
    assert_speaks_arabic(page, "SH")
    assert_accessible(page)
    page.locator(f"a[href='/mentorships/after/{story.pair.pk}/say/']").click()
    assert_speaks_arabic(page)
    page.locator("textarea").first.fill("المشي قرب النهر.")
    page.locator("input[name=contact][value=both]").check(force=True)
    page.locator("input[name=again][value=later]").check(force=True)
    assert_accessible(page)
    page.locator("main form button").click()
    endings.sign_papers(
        mentorship=story.pair, person=story.nour.person, by=story.by, words="شكرًا.", language="ar", signed_by="Inês",
        names_programme=True,
    )  # fmt: skip
    actions.end(mentorship=story.pair, by=story.by, reason="completed", wished_by="both", said_goodbye=True)
    page.goto("/mentorships/home/")
    page.locator("a[href='/mentorships/after/']").click()
    assert_speaks_arabic(page)
    assert_accessible(page)
    assert "Samira" not in page.content()
    with page.expect_download() as download:
        page.locator("a[href$='certificate.pdf']").first.click()
    assert download.value.suggested_filename == "certificate.pdf"
