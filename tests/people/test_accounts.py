"""Signing in, the second factor and one's own account; nobody learns who has an account."""

import re
import time

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.urls import reverse

from alongside.foundation.models import OutgoingMail
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]
PASSWORD = "a long enough password"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def no_limits_from_other_tests():
    cache.clear()


@pytest.fixture
def people():
    return cast.assemble()


def code_now(secret=SECRET):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client, email, password=PASSWORD, **more):
    return client.post("/sign-in/", {"login": email, "password": password, **more})


def plain(response):
    """A page without what changes with every drawing."""
    return re.sub(r'(csrfmiddlewaretoken" value|idempotency_key" value)="[^"]+"', "", response.content.decode())


def test_our_address_for_signing_in_is_the_one_pages_send_to(client, people):
    response = client.get("/today/")
    assert response.status_code == 302 and response.url.startswith("/sign-in/")
    assert client.get("/sign-in/").status_code == 200


def test_a_password_opens_the_account(client, people):
    response = sign_in(client, "ines@example.org", next="/programmes/")
    assert response.url == "/programmes/"
    assert client.session["_auth_user_id"] == str(people.ines.pk)


def test_signing_in_puts_no_name_or_address_on_the_screen(client, people):
    sign_in(client, "ines@example.org")
    assert "ines@example.org" not in client.get("/account/second-factor/").content.decode()


def test_a_wrong_password_and_an_unknown_address_look_the_same(client, people):
    wrong = plain(sign_in(client, "ines@example.org", "not my password")).replace("ines@example.org", "X")
    unknown = plain(sign_in(client, "nobody@example.org", "not my password")).replace("nobody@example.org", "X")
    assert wrong == unknown and "fit together" in wrong


def test_asking_for_a_code_looks_the_same_for_an_unknown_address(client, people):
    pages = {}
    for email in ("ines@example.org", "nobody@example.org"):
        client.logout()
        asked = client.post("/account/login/code/", {"email": email})
        assert asked.status_code == 302
        pages[email] = plain(client.get(asked.url)).replace(email, "X")
    assert len(set(pages.values())) == 1
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["ines@example.org"]


def test_a_code_by_mail_opens_the_account_once_typed(client, people):
    asked = client.post("/account/login/code/", {"email": "nour@example.org"})
    mail = OutgoingMail.objects.get()
    assert mail.language == "ar" and "نور" not in mail.body
    wrong = client.post(asked.url, {"code": "AAAA-AAAA"})
    assert "newest one" in wrong.content.decode()
    code = re.search(r"^[A-Z0-9]{3,4}-?[A-Z0-9]{2,4}$", mail.body, re.M).group()
    assert client.post(asked.url, {"code": code}).status_code == 302
    assert client.session["_auth_user_id"] == str(people.nour.pk)


def test_asking_for_a_new_password_looks_the_same_for_an_unknown_address(client, people):
    pages = set()
    for email in ("ines@example.org", "nobody@example.org"):
        asked = client.post("/account/password/reset/", {"email": email})
        pages.add(plain(client.get(asked.url)))
    assert len(pages) == 1 and OutgoingMail.objects.count() == 1


def test_a_link_by_mail_leads_to_a_new_password(client, people):
    client.post("/account/password/reset/", {"email": "ines@example.org"})
    link = re.search(r"http://[^/]+(/account/password/\S+)", OutgoingMail.objects.get().body).group(1)
    page = client.get(link, follow=True)
    target = page.redirect_chain[-1][0]
    short = client.post(target, {"password1": "short", "password2": "short"})
    assert "at least 12" in short.content.decode()
    client.post(target, {"password1": "four words in a row", "password2": "four words in a row"})
    assert sign_in(client, "ines@example.org", "four words in a row").status_code == 302
    client.logout()
    assert "was used already" in client.get(link, follow=True).content.decode()


def test_five_wrong_passwords_make_the_sixth_wait(client, people):
    for _ in range(5):
        sign_in(client, "ines@example.org", "not my password")
    assert "too many attempts" in sign_in(client, "ines@example.org").content.decode()


@pytest.mark.parametrize("address", ["signup/", "email/", "confirm-email/x/", "2fa/webauthn/signup/"])
def test_nobody_signs_up_by_themselves(client, address):
    assert client.get(f"/account/{address}").status_code == 404


# ── the second factor ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("who, demanded", [("ines", True), ("samira", True), ("admin", True), ("nour", False)])
def test_whoever_reads_others_is_asked_for_a_second_factor(client, people, settings, who, demanded):
    settings.REQUIRE_SECOND_FACTOR = True
    sign_in(client, getattr(people, who).email)
    response = client.get("/me/")
    assert response.status_code == 200
    page = "/programmes/" if who in ("ines", "admin") else "/today/"
    response = client.get(page)
    if demanded:
        assert response.url == f"/account/second-factor/?next={page}"
        assert "Add a passkey" in client.get(response.url).content.decode()
    else:
        assert response.status_code == 404


def test_setting_up_an_app_counts_at_once_and_is_asked_for_next_time(client, people, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    sign_in(client, "ines@example.org")
    again = client.get("/account/2fa/totp/activate/?next=/programmes/", follow=True)
    if "reauthenticate" in again.redirect_chain[-1][0]:
        client.post("/account/reauthenticate/", {"password": PASSWORD, "next": "/account/2fa/totp/activate/?next=/programmes/"})
        again = client.get("/account/2fa/totp/activate/?next=/programmes/")
    assert "data:" in again.headers["Content-Security-Policy"]
    secret = client.session["mfa.totp.secret"]
    done = client.post("/account/2fa/totp/activate/?next=/programmes/", {"code": code_now(secret)})
    assert done.url == "/account/2fa/recovery-codes/?next=%2Fprogrammes%2F"
    assert "Keep these codes" in client.get(done.url).content.decode()
    assert client.get("/programmes/").status_code == 200
    client.logout()
    assert sign_in(client, "ines@example.org").url == "/account/2fa/authenticate/"
    assert client.get("/programmes/").status_code == 302, "a password alone is not enough any more"
    assert "Your second step" in client.get("/account/2fa/authenticate/").content.decode()


def test_a_code_of_the_app_is_the_second_factor(client, people, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    TOTP.activate(people.ines, SECRET)
    sign_in(client, "ines@example.org")
    wrong = client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert "fit" in wrong.content.decode()
    client.post("/account/2fa/authenticate/", {"code": code_now()})
    assert client.get("/programmes/").status_code == 200


def test_a_recovery_code_is_the_second_factor_once(client, people, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    TOTP.activate(people.ines, SECRET)
    code = RecoveryCodes.activate(people.ines).get_unused_codes()[0]
    for expected in (200, 302):
        client.logout()
        sign_in(client, "ines@example.org")
        client.post("/account/2fa/authenticate/", {"code": code})
        assert client.get("/programmes/").status_code == expected


def test_a_code_by_mail_still_asks_for_the_second_factor(client, people):
    TOTP.activate(people.ines, SECRET)
    asked = client.post("/account/login/code/", {"email": "ines@example.org"})
    code = re.search(r"^[A-Z0-9]{3,4}-?[A-Z0-9]{2,4}$", OutgoingMail.objects.get().body, re.M).group()
    assert client.post(asked.url, {"code": code}).url == "/account/2fa/authenticate/"


def test_the_secret_of_an_app_passes_through_the_codec(people):
    TOTP.activate(people.ines, SECRET)
    stored = Authenticator.objects.get(user=people.ines).data["secret"]
    assert SECRET not in stored


def test_going_on_leads_to_our_own_pages_only(client, people):
    client.force_login(people.ines)
    assert client.get("/account/go-on/?next=https://elsewhere.example/").url == "/"
    assert client.get("/account/go-on/?next=/me/").url == "/me/"


# ── my account ────────────────────────────────────────────────────────────────────────────


def test_everybody_changes_their_own_name_and_language(client, people):
    client.force_login(people.ines)
    page = client.get(reverse("people:me"))
    assert "Runs a programme" in page.content.decode()
    client.post(reverse("people:me"), {"name": "Inês C.", "page_language": "ar"})
    people.ines.refresh_from_db()
    assert (people.ines.name, people.ines.page_language) == ("Inês C.", "ar")
    assert 'dir="rtl"' in client.get(reverse("people:me")).content.decode()


def test_a_mentee_finds_their_account_in_their_own_shell(client, people):
    client.force_login(people.nour)
    assert "data-exit" in client.get(reverse("people:me")).content.decode()


def test_a_visitor_has_no_account_page(client):
    assert client.get(reverse("people:me")).url.startswith("/sign-in/")


def test_passkeys_belong_to_the_domain_of_the_public_address(people, rf):
    from alongside.people.adapter import MFAAdapter

    assert MFAAdapter().get_public_key_credential_rp_entity()["id"] == "localhost"
    assert get_adapter().is_open_for_signup(rf.get("/")) is False and time
