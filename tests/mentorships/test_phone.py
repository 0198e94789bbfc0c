"""Given a mentor with a phone, when they have met, then it is written down in under a minute."""

import pytest

from alongside.mentorships.models import Session
from tests import cast as people
from tests.browser import assert_accessible, assert_speaks_arabic, sign_in
from tests.mentorships.story import begin

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db):
    found = people.assemble()
    found.pair = begin(found, found.principal(found.ines), days_ago=20)
    return found


def test_a_meeting_is_logged_in_four_taps_and_a_sentence(cast, phone_page):
    page = phone_page
    sign_in(page, cast.samira)
    page.goto(f"/mentorships/{cast.pair.pk}/log/")
    assert_accessible(page)
    assert page.get_by_label("We met").is_checked()
    assert not page.get_by_text("What came between?").is_visible()
    page.get_by_label("60", exact=True).check()
    page.get_by_label("In person").check()
    page.get_by_label("One line, if you like").fill("Practised for the oral exam.")
    page.get_by_role("button", name="Save the meeting").click()
    page.wait_for_url(f"**/mentorships/{cast.pair.pk}/")
    assert page.get_by_text("Saved. Your coordinator can see it.").is_visible()
    session = Session.objects.get()
    assert (session.outcome, session.minutes, session.channel) == ("met", 60, "in_person")
    assert_accessible(page)


def test_not_meeting_is_as_easy(cast, phone_page):
    page = phone_page
    sign_in(page, cast.samira)
    page.goto(f"/mentorships/{cast.pair.pk}/log/")
    page.get_by_text("Did not meet").click()
    assert not page.get_by_text("About how long, in minutes").is_visible()
    page.get_by_label("Something came between").check()
    page.get_by_role("button", name="Save the meeting").click()
    page.wait_for_url(f"**/mentorships/{cast.pair.pk}/")
    assert Session.objects.get().outcome == "not_met"


def test_a_meeting_is_logged_without_javascript(cast, no_js_page):
    page = no_js_page
    sign_in(page, cast.samira)
    page.goto(f"/mentorships/{cast.pair.pk}/log/")
    page.get_by_label("90", exact=True).check()
    page.get_by_label("Phone", exact=True).check()
    page.get_by_text("Other, in minutes").click()
    page.get_by_label("Minutes", exact=True).fill("45")
    page.get_by_role("button", name="Save the meeting").click()
    assert Session.objects.get().minutes == 45


def test_the_mentees_page_reads_well_in_arabic(cast, arabic_phone_page):
    page = arabic_phone_page
    sign_in(page, cast.nour)
    page.goto("/mentorships/home/")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.get_by_text("Samira").is_visible()
    assert_accessible(page)


def test_an_address_for_the_calendar_is_made_on_the_phone_in_arabic(cast, arabic_phone_page):
    page = arabic_phone_page
    sign_in(page, cast.nour)
    page.goto("/me/calendar/")
    assert_accessible(page)
    assert_speaks_arabic(page, "English")
    page.get_by_role("button", name="عرض لقاءاتي في تقويم هاتفي").click()
    page.get_by_role("heading", name="عنوانك").wait_for()
    page.locator("details summary").filter(has_text="كاميرا").click()
    assert page.get_by_role("img", name="العنوان في صورة لكاميرا الهاتف").is_visible()
    assert page.locator("#feed-address").inner_text().endswith(".ics")
    assert_accessible(page)


@pytest.mark.parametrize("address", ["", "new/", "{pair}/", "{pair}/end/", "{pair}/check-in/", "{pair}/pause/"])
def test_a_coordinators_pages_are_accessible(cast, page, address):
    sign_in(page, cast.ines)
    page.goto("/mentorships/" + address.format(pair=cast.pair.pk))
    assert_accessible(page)
