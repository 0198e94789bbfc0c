"""Signing in with a real browser: a passkey from the device, pages in both directions, and without JavaScript."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from alongside.foundation.models import OutgoingMail
from alongside.programmes.actions import invitations
from tests import cast
from tests.browser import assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "a long enough password"


@pytest.fixture
def people():
    cache.clear()
    return cast.assemble()


@pytest.fixture
def device(page):
    """A device with a finger that is always there (Chromium's virtual authenticator)."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def with_password(page, email):
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("form:has([name=password]) button")


def test_a_passkey_is_made_and_opens_the_account_alone(device, people, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    # Passkeys refuse a numeric address.
    home = device.home.replace("127.0.0.1", "localhost")
    device.goto(f"{home}/programmes/")
    with_password(device, "ines@example.org")
    device.wait_for_url("**/account/second-factor/**")
    device.click("text=Add a passkey")
    if "reauthenticate" in device.url:
        device.fill("[name=password]", PASSWORD)
        device.click("form:has([name=password]) button")
    device.click("text=Make the passkey")
    device.wait_for_url("**/recovery-codes/**")
    device.click("text=I have kept them")
    device.wait_for_url("**/programmes/")
    device.context.clear_cookies()
    device.goto(f"{home}/sign-in/?next=/programmes/")
    device.click("text=Sign in with a passkey")
    # The passkey was the second factor as well, and led to the page that was wanted.
    device.wait_for_url(f"{home}/programmes/")
    device.context.clear_cookies()
    device.goto(f"{home}/sign-in/")
    with_password(device, "ines@example.org")
    device.wait_for_url("**/2fa/authenticate/")
    device.click("text=Use a passkey")
    device.wait_for_url("**/today/")


DOORS = ["/sign-in/", "/account/login/code/", "/account/password/reset/"]


@pytest.mark.parametrize("language", ["en-GB", "ar"])
def test_pages_around_signing_in_are_accessible(open_page, people, language):
    page = open_page(locale=language)
    _, token = invitations.invite(
        role="screener",
        email="lena@example.org",
        programme=people.programme,
        language=language[:2],
        by=people.principal(people.admin),
    )
    for address in [*DOORS, reverse("programmes:accept_invitation", args=[token])]:
        page.goto(address)
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        assert_accessible(page)


def test_a_code_by_mail_works_without_javascript(no_js_page, people, settings):
    settings.EMAIL_HOST = "mail.example.org"
    page = no_js_page
    page.goto("/sign-in/")
    assert not page.locator("text=Sign in with a passkey").is_visible()
    page.click("text=Send me a code by e-mail")
    page.fill("[name=email]", "nour@example.org")
    page.click("main button")
    code = re.search(r"^[A-Z0-9]{3,4}-?[A-Z0-9]{2,4}$", OutgoingMail.objects.get().body, re.M).group()
    page.fill("[name=code]", code)
    page.click("form:has([name=code]) button")
    assert "/sign-in/" not in page.url and "/account/" not in page.url
