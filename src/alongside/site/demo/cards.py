"""A card that nobody has opened yet, for a mentee without an e-mail address, and a mentor's hello for her.

Its secret is made from the demo's own seed, so that the start can print the way to it: good once, for two weeks.
"""

import io
import math
import struct
import wave
from datetime import timedelta

from django.urls import reverse
from django.utils.crypto import salted_hmac

from alongside.foundation import clock
from alongside.foundation.models import Installation
from alongside.mentorships.models import Card, Hello, Member, Session

#: Who gets the card: an account that the demo made, whose address is taken away here.
OWNER = "huda"


def secret() -> str:
    """The secret part of the demo's card. It lasts as long as this database."""
    seed = Installation.get("demo_doors")
    return salted_hmac("alongside.site.demo.cards", seed, algorithm="sha256").hexdigest()[:22]


def link() -> str:
    """The path of the card's square while it is unopened; "" afterwards. Two queries."""
    card = Card.objects.filter(paper_hash=Card.digest(secret()), opened_at=None, ended_at=None).exists()
    return reverse("card:paper", args=[secret()]) if card else ""


def hand_out(world) -> None:
    """The card, and for those who have not met yet a hello. Written last, once the seed stands."""
    person, enrolment = world.people.get(OWNER), world.enrolments.get(OWNER)
    account = world.accounts.get(OWNER)
    if person is None or account is None:
        return
    account.email = f"{account.pk}@card.invalid"
    account.save(update_fields=["email"])
    Card.objects.create(
        id=world.id(), person=person, programme=enrolment.programme, paper_hash=Card.digest(secret()),
        made_at=clock.now() - timedelta(hours=2), made_by=world.staff["ines"],
    )  # fmt: skip
    met = Session.objects.filter(outcome=Session.Outcome.MET).values("mentorship")
    waiting = Member.objects.filter(role=Member.Role.MENTOR, until=None, person__account__isnull=False)
    for member in waiting.exclude(mentorship__in=met).order_by("since", "pk")[:2]:
        sound = tone()
        Hello.objects.create(
            id=world.id(), mentorship_id=member.mentorship_id, person_id=member.person_id, content=sound,
            media_type="audio/wav", size=len(sound),
        )  # fmt: skip


def tone() -> bytes:
    """Two seconds of a quiet tone: nobody's voice, and nothing that has to be brought along."""
    out, rate = io.BytesIO(), 8000
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        swing = (math.sin(math.pi * n / (2 * rate)) * math.sin(2 * math.pi * 330 * n / rate) for n in range(2 * rate))
        file.writeframes(b"".join(struct.pack("<h", int(4000 * s)) for s in swing))
    return out.getvalue()
