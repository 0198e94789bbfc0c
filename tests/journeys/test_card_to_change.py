"""A phone in Arabic, from the square on a card to "this does not suit me", and back.

Given a mentee without an e-mail address whose coordinator prints a card
When she opens it, chooses a PIN and asks for a change
Then her coordinator sees it on Today, her mentor does not; she takes it back, and the phone closes by itself.
"""

import base64
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache

from alongside.foundation import clock, codec
from alongside.mentorships import actions, queries
from alongside.mentorships.actions import cards
from alongside.mentorships.models import CallRequest
from alongside.mentorships.views.cards import LABEL, SHOWN
from tests import cast as people
from tests.browser import ARABIC, PHONE, assert_accessible, assert_speaks_arabic, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
#: The keys of an Arabic keyboard.
PIN = "٤٠٧١"


@pytest.fixture
def story():
    cache.clear()
    found = people.assemble()
    found.programme.sign_name = "Porta"
    found.programme.save()
    ines = found.principal(found.ines)
    person = people.person(found.organisation, "هدى العلي", known_as="هدى", page_language="ar", languages=(("ar", "native"),))
    found.huda = people.enrolled(person, found.programme, "mentee")
    found.pair = actions.begin(programme=found.programme, mentors=[found.mentor], mentees=[found.huda], by=ines)
    actions.plan_session(mentorship=found.pair, by=ines, day=clock.today() + timedelta(days=2), place="Biblioteca")
    return found


def test_from_the_square_to_a_change_and_back(story, page, arabic_phone_page):
    # The coordinator prints a card.
    sign_in(page, story.ines)
    page.goto(f"/people/{story.huda.pk}/")
    page.get_by_role("link", name="Make a card").click()
    page.get_by_role("button", name="Make a card").click()
    assert page.get_by_role("img", name="The square on the card").is_visible()
    assert_accessible(page)
    with page.expect_download() as paper:
        page.get_by_role("link", name="The card as a PDF").click()
    assert paper.value.suggested_filename == "card.pdf"
    square = address_in(page.context, story)

    # The mentee points her phone at it. What she reads is Arabic, and says nothing about anybody.
    phone = arabic_phone_page
    phone.goto(square)
    assert_accessible(phone)
    assert_speaks_arabic(phone, "Porta", "SH")
    phone.get_by_role("button", name="فتحها على هذا الهاتف").click()
    phone.get_by_label("الرقم السري").fill("1234")
    phone.locator("main form button").click()
    assert phone.get_by_text("سهل التخمين").first.is_visible()
    phone.get_by_label("الرقم السري").fill(PIN)
    phone.locator("main form button").click()
    assert phone.get_by_role("heading", level=1).inner_text().endswith("هدى")
    assert phone.get_by_text("Biblioteca").is_visible()
    assert_accessible(phone)
    assert_speaks_arabic(phone, "Porta", "SH")

    # "This does not suit me": one tap, and one more.
    phone.get_by_role("link", name="هذا لا يناسبني").click()
    assert_speaks_arabic(phone, "Porta", "SH")
    phone.locator("main form button").click()
    call = CallRequest.objects.get()
    assert call.wants_change
    assert [row for row in queries.due(story.principal(story.ines)) if "Asked for a change" in row.why]
    sign_in(page, story.samira)
    page.goto(f"/mentorships/{story.pair.pk}/")
    assert "Asked for" not in page.content()

    # She thinks again, closes the card, and only the day and hour are left.
    phone.get_by_role("button", name="التراجع").click()
    call.refresh_from_db()
    assert call.taken_back_at
    phone.get_by_role("button", name="إغلاق").click()
    assert phone.url.endswith("/card/")
    assert "Biblioteca" not in phone.content() and "Samira" not in phone.content()
    phone.go_back()
    assert "Biblioteca" not in phone.content()


def test_an_open_card_closes_after_two_minutes_and_keeps_nothing_on_the_screen(story, open_page):
    phone = open_page(**PHONE, **ARABIC)
    secret = cards.make_card(enrolment=story.huda, by=story.principal(story.ines))
    phone.clock.install()
    phone.goto(f"/card/{secret}/")
    phone.locator("main form button").click()
    phone.get_by_label("الرقم السري").fill(PIN)
    phone.locator("main form button").click()
    assert phone.get_by_text("Biblioteca").is_visible()
    phone.clock.run_for(100_000)
    phone.get_by_role("heading", level=1).tap()
    phone.clock.run_for(60_000)
    assert phone.get_by_text("Biblioteca").count() == 1, "a touch begins the two minutes anew"
    phone.clock.run_for(125_000)
    phone.wait_for_url("**/card/")
    assert "Biblioteca" not in phone.content()
    phone.goto("/mentorships/home/")
    assert "/card/" in phone.url


def address_in(context, story) -> str:
    """What the square says, read from the session of the one who may print it."""
    key = next(c["value"] for c in context.cookies() if c["name"] == settings.SESSION_COOKIE_NAME)
    _pk, sealed, _at = SessionStore(key)[SHOWN]
    return f"/card/{codec.unseal(base64.b64decode(sealed), label=LABEL)}/"
