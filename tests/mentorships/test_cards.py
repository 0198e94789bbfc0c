"""A card opens a mentee's pages once, on one phone, without an e-mail address; a PIN opens them for two minutes at a time.

|who holds it|before the PIN|after the PIN|
|-|-|-|
|the phone that opened the card|day and hour of the next meeting|the mentee's own pages, for two minutes without a touch|
|another phone with the same paper|"This card is over"|nothing|
|anybody after the coordinator ended it|"This card is over"|out with the next tap|
"""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from alongside.foundation import clock
from alongside.foundation.models import FormReceipt, OutgoingMail
from alongside.mentorships import actions, queries
from alongside.mentorships.actions import NotAllowed, cards
from alongside.mentorships.actions.telling import tell
from alongside.mentorships.models import Card
from alongside.mentorships.models.cards import PAPER_LASTS
from alongside.people.models import Account
from alongside.programmes.models import Membership
from tests import cast as people
from tests.conftest import NOON
from tests.mentorships.story import begin

pytestmark = pytest.mark.both
PIN = "4071"


@pytest.fixture(autouse=True)
def fresh_pace():
    cache.clear()


@pytest.fixture
def selam(cast, ines):
    """A mentee without an e-mail address, who walks with Samira and meets her in three days."""
    enrolment = people.enrolled(people.person(cast.organisation, "Selam Tesfay", birth_year=1994), cast.programme, "mentee")
    pair = begin(cast, ines, days_ago=10, mentee=enrolment)
    actions.plan_session(mentorship=pair, by=ines, day=clock.today() + timedelta(days=3), place="Café Central")
    enrolment.pair = pair
    return enrolment


def opened(enrolment, by, pin=PIN) -> Client:
    """A phone on which the card was opened and the PIN chosen; it is closed now."""
    phone = Client()
    secret = cards.make_card(enrolment=enrolment, by=by)
    assert phone.post(reverse("card:paper", args=[secret])).status_code == 302
    if pin:
        phone.post("/card/", {"pin": pin})
        phone.post("/card/close/")
    return phone


def test_somebody_without_an_address_gets_an_account_that_only_the_card_opens(cast, ines, selam):
    cards.make_card(enrolment=selam, by=ines)
    account = Account.objects.get(person=selam.person)
    assert not account.takes_mail and not account.has_usable_password()
    assert Membership.objects.get(account=account).role == "mentee"
    tell(selam.pair, by=ines)
    assert {mail.to for mail in OutgoingMail.objects.all()} == {"samira@example.org"}


def test_the_square_opens_the_pages_once_and_lets_choose_a_pin(cast, ines, selam):
    secret = cards.make_card(enrolment=selam, by=ines)
    address, phone = reverse("card:paper", args=[secret]), Client()
    assert phone.get(address).status_code == 200
    assert Card.objects.get().opened_at is None, "opening an address changes nothing"
    assert phone.post(address)["Location"] == "/card/"
    assert "Choose a PIN" in phone.get("/card/").content.decode()
    assert phone.post("/card/", {"pin": PIN})["Location"] == "/mentorships/home/"
    assert "Café Central" in phone.get("/mentorships/home/").content.decode()
    # The paper is used. A second press on the same phone arrives where the first one did; another phone finds nothing.
    assert phone.post(address)["Location"] == "/card/"
    assert Client().post(address).status_code == 404
    for replayed in (Client(), phone):
        assert replayed.get(address).status_code == 404


def test_neither_secret_nor_pin_is_kept(cast, ines, selam):
    secret = cards.make_card(enrolment=selam, by=ines)
    phone = Client()
    phone.post(reverse("card:paper", args=[secret]))
    phone.post("/card/", {"pin": PIN})
    card, own = Card.objects.get(), phone.cookies["card"].value
    kept = [str(getattr(card, field.attname)) for field in Card._meta.local_concrete_fields]
    assert not [value for value in kept if secret in value or own in value or value == PIN]
    assert identify_hasher(card.pin).algorithm == settings.PASSWORD_HASHERS[0].rpartition(".")[2].removesuffix("PasswordHasher").lower()
    assert phone.cookies["card"]["httponly"]


@pytest.mark.parametrize("weak", ["0000", "1234", "4321", "1212", "2580", "1994", "2001", "123456", "777777", "121212", "9876"])
def test_a_pin_that_many_people_choose_is_refused_kindly(cast, ines, selam, weak):
    phone = opened(selam, ines, pin="")
    answer = phone.post("/card/", {"pin": weak})
    assert "easy to guess" in answer.content.decode()
    assert Card.objects.get().pin == ""


def test_a_pin_may_be_written_in_the_figures_of_any_script(cast, ines, selam):
    phone = opened(selam, ines, pin="٤٠٧١")
    assert phone.post("/card/", {"pin": "۴۰۷۱"}).status_code == 302


def test_the_closed_card_shows_when_and_nothing_else(cast, ines, selam):
    page = opened(selam, ines).get("/card/").content.decode()
    assert "9 October" in page
    for hidden in ("Café", "Samira", "Selam", "Newcomers"):
        assert hidden not in page


def test_without_the_pin_no_page_opens(cast, ines, selam):
    phone = opened(selam, ines)
    for page in ("/mentorships/home/", "/privacy/mine/", "/me/", f"/mentorships/{selam.pair.pk}/goals/"):
        assert phone.get(page)["Location"] == f"/card/?next={page}"


def test_it_closes_after_two_minutes_without_a_touch(cast, ines, selam):
    phone = opened(selam, ines)
    with time_machine.travel(clock.now(), tick=False) as clocks:
        assert phone.post("/card/", {"pin": PIN}).status_code == 302
        for _times in range(4):
            clocks.shift(100)
            assert phone.get("/mentorships/home/").status_code == 200
        clocks.shift(100)
        assert phone.post("/card/here/").status_code == 204, "a touch counts too"
        clocks.shift(100)
        assert phone.get("/mentorships/home/").status_code == 200
        clocks.shift(121)
        assert phone.get("/mentorships/home/")["Location"].startswith("/card/")
        assert phone.post("/card/here/").status_code == 410
        assert phone.post("/card/?next=/privacy/mine/", {"pin": PIN})["Location"] == "/privacy/mine/"


@pytest.mark.parametrize("away", ["https://elsewhere.invalid/", "//elsewhere.invalid/", "/\\elsewhere.invalid", "javascript:1"])
def test_the_pin_leads_nowhere_else(cast, ines, selam, away):
    phone = opened(selam, ines)
    assert phone.post("/card/?" + "next=" + away, {"pin": PIN})["Location"] == "/mentorships/home/"


def test_five_wrong_pins_let_the_card_rest_each_time_longer(cast, ines, selam):
    opened(selam, ines)
    with time_machine.travel(NOON, tick=False) as clocks:
        card = Card.objects.get()
        for minutes in (15, 60, 360, 1440, 1440):
            for _times in range(5):
                assert not cards.try_pin(card=card, pin="9090")
            assert not cards.try_pin(card=card, pin=PIN), "while it rests not even the right one is looked at"
            clocks.shift(minutes * 60 - 1)
            assert not cards.try_pin(card=card, pin=PIN)
            clocks.shift(2)
        assert cards.try_pin(card=card, pin=PIN)
        assert not cards.try_pin(card=card, pin="9090") and cards.try_pin(card=card, pin=PIN), "it begins anew"


def test_who_tries_all_pins_gets_through_few_of_them(cast, ines, selam):
    """A day of trying without a pause, whatever the pace of one address allows."""
    opened(selam, ines, pin="8642")
    card, looked_at = Card.objects.get(), 0
    with time_machine.travel(NOON, tick=False) as clocks:
        for n in range(24 * 60):
            before = Card.objects.values_list("tries", "rests").get()
            assert not cards.try_pin(card=card, pin=f"{n:04}")
            looked_at += Card.objects.values_list("tries", "rests").get() != before
            clocks.shift(60)
    assert looked_at <= 20


def test_one_address_must_wait_after_many_pins(cast, ines, selam):
    phone = opened(selam, ines)
    for _times in range(19):
        phone.post("/card/", {"pin": "x"})
    answer = phone.post("/card/", {"pin": PIN})
    assert answer.status_code == 200 and "too many tries" in answer.content.decode()


def test_no_receipt_of_a_pin_is_kept(cast, ines, selam):
    phone = opened(selam, ines)
    key = "0b0b3c52-4f0a-4f1e-9a57-1d5a3a5a0001"
    phone.post("/card/", {"pin": PIN, "idempotency_key": key})
    assert not FormReceipt.objects.exists()


def test_the_coordinator_sees_a_blocked_pin_on_today_and_gives_a_new_card(cast, ines, selam, client):
    old = opened(selam, ines)
    for _times in range(5):
        cards.try_pin(card=Card.objects.get(), pin="9090")
    row = next(row for row in queries.due(ines) if "PIN" in row.why)
    client.force_login(cast.ines)
    assert "wrong too often" in client.get(row.url).content.decode()
    client.post(row.url, {})
    assert "<svg" in client.get(row.url).content.decode()
    assert client.get(reverse("mentorships:card_pdf", args=[selam.pk])).content.startswith(b"%PDF")
    assert "This card is over" in old.get("/card/").content.decode()
    assert not [row for row in queries.due(ines) if "PIN" in row.why]


def test_an_ended_card_closes_the_open_phone_with_the_next_tap(cast, ines, selam, client):
    phone = opened(selam, ines)
    phone.post("/card/", {"pin": PIN})
    assert phone.get("/mentorships/home/").status_code == 200
    client.force_login(cast.ines)
    client.post(reverse("mentorships:end_card", args=[selam.pk]), {})
    assert phone.get("/mentorships/home/").status_code == 302
    assert "This card is over" in phone.get("/card/").content.decode()
    assert Card.objects.get().pin == ""


def test_a_card_ends_with_the_role(cast, ines, selam):
    phone = opened(selam, ines)
    Membership.objects.filter(account__person=selam.person).update(until=clock.now())
    assert "This card is over" in phone.get("/card/").content.decode()
    assert phone.post("/card/", {"pin": PIN}).status_code == 200


def test_an_unopened_paper_is_worth_nothing_after_two_weeks(cast, ines, selam):
    secret = cards.make_card(enrolment=selam, by=ines)
    with time_machine.travel(clock.now() + PAPER_LASTS + timedelta(minutes=1), tick=False):
        assert Client().post(reverse("card:paper", args=[secret])).status_code == 404
        with pytest.raises(NotAllowed):
            cards.open_card(secret=secret)


def test_a_card_adds_no_other_way_to_sign_in(cast, ines, selam):
    phone = opened(selam, ines)
    phone.post("/card/", {"pin": PIN})
    assert phone.get("/account/password/set/")["Location"] == "/mentorships/home/"
    assert "passkey" not in phone.get("/me/").content.decode().lower()


def test_no_card_opens_more_than_a_mentees_pages(cast, ines, selam):
    """Somebody who coordinates as well gets none; and a role that came later is not opened by it."""
    phone = opened(selam, ines)
    people.member(cast.programme, "coordinator", Account.objects.get(person=selam.person))
    with pytest.raises(NotAllowed):
        cards.make_card(enrolment=selam, by=ines)
    phone.post("/card/", {"pin": PIN})
    assert phone.get("/mentorships/home/").status_code == 200
    assert phone.get("/mentorships/").status_code == 404


@pytest.mark.parametrize("who", ["samira", "nour", "kateryna", "admin"])
def test_only_the_programmes_coordinators_make_and_see_cards(cast, selam, client, who):
    with pytest.raises(NotAllowed):
        cards.make_card(enrolment=selam, by=cast.principal(getattr(cast, who)))
    client.force_login(getattr(cast, who))
    for name in ("card", "end_card", "card_pdf"):
        assert client.get(reverse(f"mentorships:{name}", args=[selam.pk])).status_code == 404
        assert client.post(reverse(f"mentorships:{name}", args=[selam.pk])).status_code in (404, 405)
    assert not Card.objects.exists()


def test_a_colleague_sees_how_it_stands_and_never_the_square(cast, ines, selam, client):
    client.force_login(cast.ines)
    page = reverse("mentorships:card", args=[selam.pk])
    client.post(page, {})
    colleague = Client()
    colleague.force_login(cast.rui)
    assert "The new card" in client.get(page).content.decode()
    assert "The new card" not in colleague.get(page).content.decode()
    assert colleague.get(reverse("mentorships:card_pdf", args=[selam.pk])).status_code == 302


def test_who_signs_in_by_mail_notices_nothing(cast, pair, client):
    client.force_login(cast.nour)
    with time_machine.travel(clock.now(), tick=False) as clocks:
        assert "data-closes" not in client.get("/mentorships/home/").content.decode()
        clocks.shift(3600)
        assert client.get("/mentorships/home/").status_code == 200
