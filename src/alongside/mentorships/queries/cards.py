"""Which card a paper or a phone has, what it shows while it is closed, and whose PIN is blocked."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.foundation.due import Due
from alongside.foundation.templatetags import dates
from alongside.mentorships.models import Card, Member, Session
from alongside.mentorships.models.cards import PAPER_LASTS
from alongside.mentorships.queries.pairs import local
from alongside.people import directory
from alongside.people.models import Account
from alongside.programmes.models import Enrolment, Membership

#: Cards on Today at most; the oldest block first.
MOST = 10


def card_of_paper(secret: str) -> Card | None:
    """The card that this paper would open now. One query."""
    return _whole(
        Card.objects.filter(
            paper_hash=Card.digest(secret), opened_at=None, ended_at=None, made_at__gte=clock.now() - PAPER_LASTS
        )
    )


def card_of_phone(secret: str) -> Card | None:
    """The card that this phone opened, while it holds and its person is let in. One query."""
    return _whole(Card.objects.filter(phone_hash=Card.digest(secret))) if secret else None


def holding_card(pk) -> Card | None:
    """The card of a phone that is open now, while it holds. One query."""
    return _whole(Card.objects.filter(pk=pk, opened_at__isnull=False))


def _whole(cards) -> Card | None:
    let_in = Membership.objects.in_force().filter(
        account__person=OuterRef("person"), account__is_active=True, role="mentee", programme=OuterRef("programme")
    )
    return cards.filter(Exists(let_in), ended_at=None).select_related("person", "programme").first()


def account_of(card: Card) -> Account:
    """Whom the card lets in. One query."""
    return Account.objects.select_related("person").get(person=card.person_id)


def next_meeting(card: Card) -> datetime | date | None:
    """When the next meeting is, on the programme's clock; a day alone where no hour is planned. Neither place nor name. One query."""
    mine = Member.objects.filter(person=card.person_id, until=None).values("mentorship")
    planned = Session.objects.filter(
        mentorship__in=mine, mentorship__programme=card.programme_id, outcome="", starts_at__gte=clock.now()
    )
    found = planned.order_by("starts_at").values_list("starts_at", "has_time").first()
    if found is None:
        return None
    here = local(found[0], card.programme.time_zone)
    return here if found[1] else here.date()


@dataclass(frozen=True)
class Standing:
    """How a mentee's card stands, for the coordinator's page. Moments are on the programme's clock."""

    card: Card
    made_at: datetime
    good_until: datetime
    opened_at: datetime | None
    is_opened: bool
    is_too_old: bool
    rests_until: datetime | None


def standing(enrolment: Enrolment) -> Standing | None:
    """The card that somebody has in a programme now. One query."""
    card = Card.objects.filter(person=enrolment.person_id, programme=enrolment.programme_id, ended_at=None).first()
    if card is None:
        return None
    zone = enrolment.programme.time_zone
    rests = card.rests_until if card.rests_until and card.rests_until > clock.now() else None
    return Standing(
        card=card,
        made_at=local(card.made_at, zone),
        good_until=local(card.made_at + PAPER_LASTS, zone),
        opened_at=local(card.opened_at, zone),
        is_opened=card.opened_at is not None,
        is_too_old=card.opened_at is None and card.made_at < clock.now() - PAPER_LASTS,
        rests_until=local(rests, zone),
    )


def due(principal) -> list[Due]:
    """Cards whose PIN was wrong too often, for a day or until it fitted: for coordinators. Two queries, four if there are some."""
    programmes = principal.programmes_as("coordinator")
    blocked = Card.objects.filter(
        programme__in=programmes, ended_at=None, rests__gt=0, rests_until__gte=clock.now() - timedelta(days=1)
    ).select_related("programme")
    cards = list(blocked.order_by("rests_until")[:MOST])
    if not cards:
        return []
    names = directory.names({card.person_id for card in cards})
    enrolments = {
        (person, programme): pk
        for pk, person, programme in Enrolment.objects.filter(
            person__in=[c.person_id for c in cards], programme__in=programmes, side="mentee"
        ).values_list("pk", "person_id", "programme_id")
    }
    rows = []
    for card in cards:
        pk = enrolments.get((card.person_id, card.programme_id))
        if pk is None:
            continue
        until = dates.when(local(card.rests_until, card.programme.time_zone))
        rows.append(
            Due(
                group="waiting",
                people=((names.get(card.person_id, ""), "mentee"),),
                why=_("The PIN of their card was wrong too often. It rests until %(when)s.") % {"when": until},
                url=reverse("mentorships:card", args=[pk]),
                button=_("See the card"),
                since=card.rests_until,
            )
        )
    return rows
