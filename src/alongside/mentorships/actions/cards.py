"""A mentee's card: made and ended by a coordinator, opened once by whoever holds the paper, then opened by a PIN.

Both secrets are random (128 and 256 bits) and kept as digests only. A PIN has four to six figures, so what protects it is
that few can be tried: five, then the card rests, each time longer (NIST SP 800-63B-4, 3.2.2 wants at most 100 in a row; ours
reaches that in three weeks at the soonest, and a coordinator sees the first rest on Today).
"""

import re
import secrets
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.mentorships.access import NotAllowed, check_coordinates
from alongside.mentorships.models import Card
from alongside.mentorships.models.cards import PAPER_LASTS
from alongside.programmes.actions.letting_in import let_in_by_card
from alongside.programmes.models import Enrolment

#: Wrong PINs until the card rests, and how long it rests: the first time, the second and so on.
TRIES = 5
RESTS = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
SHORTEST, LONGEST = 4, 6


@transaction.atomic
def make_card(*, enrolment: Enrolment, by: Principal) -> str:
    """A new card for a mentee; the one before it ends at once. Returns the secret for the paper, kept nowhere.

    Raises NotAllowed as `let_in_by_card` does.
    """
    let_in_by_card(enrolment=enrolment, by=by)
    for earlier in Card.objects.select_for_update().filter(
        person=enrolment.person_id, programme=enrolment.programme_id, ended_at=None
    ):
        _end(earlier, by)
    secret = secrets.token_urlsafe(16)
    card = Card.objects.create(
        person_id=enrolment.person_id,
        programme_id=enrolment.programme_id,
        paper_hash=Card.digest(secret),
        made_by=by.account if by else None,
    )
    audit.record(by=by, action="card made", target=card, people=[card.person_id])
    return secret


@transaction.atomic
def end_card(*, card: Card, by: Principal) -> None:
    """The card opens nothing from now on, and whoever has it open is out with the next tap. Raises NotAllowed."""
    check_coordinates(by, card.programme_id)
    found = Card.objects.select_for_update().get(pk=card.pk)
    if found.ended_at is None:
        _end(found, by)


@transaction.atomic
def open_card(*, secret: str) -> str:
    """Open a paper, once. Returns the secret that its phone keeps. Raises NotAllowed if it was opened, ended or is too old."""
    card = Card.objects.select_for_update().filter(paper_hash=Card.digest(secret)).first()
    if card is None or card.opened_at or card.ended_at or card.made_at < clock.now() - PAPER_LASTS:
        raise NotAllowed(_("This card is over. Ask your coordinator for a new one."))
    phone = secrets.token_urlsafe(32)
    card.phone_hash = Card.digest(phone)
    card.opened_at = clock.now()
    card.save(update_fields=["phone_hash", "opened_at"])
    audit.record(by=None, action="card opened", target=card, people=[card.person_id])
    return phone


@transaction.atomic
def choose_pin(*, card: Card, pin: str) -> None:
    """The first PIN of a card that was just opened. Raises NotAllowed for one that is easy to guess, or if there is one."""
    card = Card.objects.select_for_update().select_related("person").get(pk=card.pk)
    if card.pin or card.ended_at or not card.opened_at:
        raise NotAllowed(_("This card is over. Ask your coordinator for a new one."))
    if is_weak(pin, card.person.birth_year):
        raise NotAllowed(_("This PIN is easy to guess. Choose another one."))
    card.pin = make_password(_peppered(card, pin))
    card.save(update_fields=["pin"])
    audit.record(by=None, action="pin chosen", target=card, people=[card.person_id])


@transaction.atomic
def try_pin(*, card: Card, pin: str) -> bool:
    """Whether this is the card's PIN. The fifth wrong one lets the card rest; while it rests, none is looked at.

    Locks the card, so that guesses sent side by side are counted one after the other.
    """
    card = Card.objects.select_for_update().get(pk=card.pk)
    now = clock.now()
    if card.ended_at or not card.pin or (card.rests_until and card.rests_until > now):
        return False
    if check_password(_peppered(card, pin), card.pin):
        if card.tries or card.rests or card.rests_until:
            card.tries, card.rests, card.rests_until = 0, 0, None
            card.save(update_fields=["tries", "rests", "rests_until"])
        return True
    card.tries += 1
    if card.tries >= TRIES:
        card.rests_until = now + RESTS[min(card.rests, len(RESTS) - 1)]
        card.tries, card.rests = 0, min(card.rests + 1, 1000)
        audit.record(by=None, action="pin blocked", target=card, people=[card.person_id])
    card.save(update_fields=["tries", "rests", "rests_until"])
    return False


def is_weak(pin: str, birth_year: int | None = None) -> bool:
    """What people try first: one figure again and again, a run up or down, a pair repeated, the middle column, a year."""
    steps = {(int(b) - int(a)) % 10 for a, b in zip(pin, pin[1:], strict=False)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        return True
    if len(pin) % 2 == 0 and pin == pin[:2] * (len(pin) // 2):
        return True
    if pin in {"2580", "0852", "1122", "112233", "123123", "321321", "159753", "147258", "789456", "456789"}:
        return True
    if birth_year and str(birth_year) in pin:
        return True
    return bool(re.fullmatch(r"19\d\d|20[0-3]\d", pin))


def _peppered(card: Card, pin: str) -> str:
    """The PIN mixed with the installation's key: ten thousand PINs are soon tried by whoever steals a copy of the table alone."""
    return salted_hmac("alongside.card", f"{card.pk}:{pin}", algorithm="sha256").hexdigest()


def _end(card: Card, by: Principal | None) -> None:
    card.ended_at = clock.now()
    card.ended_by = by.account if by else None
    card.pin = ""
    card.save(update_fields=["ended_at", "ended_by", "pin"])
    audit.record(by=by, action="card ended", target=card, people=[card.person_id])
