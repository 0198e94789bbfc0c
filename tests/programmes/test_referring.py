"""A partner refers somebody: with agreement only, and hears one of four sentences afterwards."""

import pytest
from django.apps import apps
from django.core.cache import cache

from alongside.people.models import Consent
from alongside.programmes import codes
from alongside.programmes.models import Enrolment, EnrolmentState, Referral
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]

TOLD = {
    "idempotency_key": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
    "name": "Yusuf Demir",
    "language_0": "tr",
    "level_0": "native",
    "way": "through",
    "address": "His sister Elif, +48 500 100 200",
    "safe": "yes",
    "area": "Nowa Huta",
    "is_adult": "on",
    "release_on": "2026-11-01",
    "referrer_name": "Halina Wójcik",
    "referrer_organisation": "Probation office",
    "referrer_contact": "halina@example.org",
    "agrees": "on",
}


@pytest.fixture(autouse=True)
def clean_pace():
    cache.clear()


@pytest.fixture
def programme():
    return cast.programme(
        cast.organisation("Most", "PL"), "Beyond the gate", "gate", template="through-the-gate",
        contact_name="Agnieszka Nowak", contact_phone="+48 400 000 010",
    )  # fmt: skip


def refer(client, programme, **changes):
    typed = {k: v for k, v in (TOLD | changes).items() if v is not None}
    return client.post(f"/join/{programme.slug}/refer/details/", typed)


def counts() -> dict:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def test_the_first_question_is_whether_the_person_agrees(client, programme):
    page = client.get(f"/join/{programme.slug}/refer/").content.decode()
    assert "Does the person know about this, and agree?" in page
    assert f"/join/{programme.slug}/card/" in page and "<textarea" not in page


def test_without_agreement_nothing_is_stored_and_there_is_a_card(client, programme):
    before = counts()
    assert client.get(f"/join/{programme.slug}/card/").status_code == 200
    response = refer(client, programme, agrees=None)
    assert counts() == before
    page = response.content.decode()
    assert "Only send this if the person agrees." in page
    assert f"/join/{programme.slug}/card/" in page


def test_with_agreement_the_referrer_gets_a_reference_and_a_named_contact(client, programme):
    response = refer(client, programme)
    page = client.get(response.url).content.decode()
    referral = Referral.objects.get()
    assert referral.reference in page and codes.PATTERN.fullmatch(referral.reference)
    assert "Agnieszka Nowak" in page and "Yusuf" not in page and "Yusuf" not in response.url
    enrolment = referral.enrolment
    assert (enrolment.source, enrolment.side, str(enrolment.release_on)) == ("referral", "mentee", "2026-11-01")
    assert Consent.objects.get().purpose == "referral"
    assert refer(client, programme).url == response.url
    assert Referral.objects.count() == 1


def test_the_form_has_no_place_for_offence_file_number_or_risk(client, programme):
    page = client.get(f"/join/{programme.slug}/refer/details/").content.decode()
    assert "<textarea" not in page
    assert "Write no offence" in page


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("applied", "Received."),
        ("screening", "In touch."),
        ("accepted", "Started."),
        ("declined", "Not started."),
        ("withdrawn", "Not started."),
    ],
)
def test_the_referrer_hears_one_of_four_sentences(client, programme, state, sentence):
    refer(client, programme)
    EnrolmentState.objects.create(enrolment=Enrolment.objects.get(), state=state, reason="other", note="private")
    typed = Referral.objects.get().reference.lower().replace("-", " ")
    page = client.post("/join/status/", {"reference": typed}).content.decode()
    assert f"<b>{sentence}</b>" in page
    assert "Yusuf" not in page and "private" not in page and "Beyond the gate" not in page


def test_a_stranger_who_guesses_gets_a_kind_sentence_at_the_same_cost(
    client, programme, django_assert_num_queries
):
    refer(client, programme)
    known = Referral.objects.get().reference
    with django_assert_num_queries(1):
        client.post("/join/status/", {"reference": known})
    for guess in ("ACDE-FGHJ", "x", "' or 1=1"):
        with django_assert_num_queries(1):
            page = client.post("/join/status/", {"reference": guess}).content.decode()
        assert "We do not find this reference." in page


def test_the_card_names_address_and_phone_in_every_language_and_draws_the_address(client, programme, settings):
    settings.PUBLIC_URL = "https://mentors.example.org"
    response = client.get(f"/join/{programme.slug}/card/")
    page = response.content.decode()
    assert "https://mentors.example.org/join/gate/" in page and "+48 400 000 010" in page
    assert 'lang="ar" dir="rtl"' in page and 'lang="en" dir="ltr"' in page
    assert "<svg" in page and "style=" not in page


def test_the_picture_is_read_by_a_camera():
    """Decoded by the library's own matrix: each dark square of ours is one of its modules."""
    from qrcode import QRCode
    from qrcode.constants import ERROR_CORRECT_M

    from alongside.foundation import qr

    text = "https://mentors.example.org/join/gate/"
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    assert qr.svg(text, "picture").count("h1v1h-1z") == sum(map(sum, code.get_matrix()))


@pytest.mark.parametrize("address", ["refer/", "refer/details/", "card/"])
def test_the_pages_are_accessible(page, arabic_phone_page, programme, transactional_db, address):
    from tests.browser import assert_accessible

    for one in (page, arabic_phone_page):
        one.goto(f"/join/{programme.slug}/{address}")
        assert_accessible(one)


def test_status_is_accessible(page, transactional_db):
    from tests.browser import assert_accessible

    page.goto("/join/status/")
    page.get_by_label("Your reference").fill("ACDE-FGHJ")
    page.get_by_role("button", name="Show the answer").click()
    assert page.get_by_role("status").is_visible()
    assert_accessible(page)


def test_no_programme_takes_the_address_where_referrers_ask(db):
    from alongside.programmes.actions.programmes import free_slug

    assert free_slug("Status") == "status-2"
