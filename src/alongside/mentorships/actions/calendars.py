"""The secret address from which a person's own calendar fetches their meetings: made, replaced, switched off.

It is 256 random bits, shown once. Nobody can make one for somebody else.
"""

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.foundation.models import AuditEntry
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.models import CalendarFeed
from alongside.mentorships.queries.calendars import READ, ROLES
from alongside.people.models import Person
from alongside.programmes.models import Membership

#: An address that no calendar asked for so long is switched off.
UNUSED_FOR = timedelta(days=180)


@transaction.atomic
def make_feed(*, by: Principal) -> str:
    """A new address for the principal's own meetings; one that was there stops. Returns its secret part, kept nowhere.

    Raises NotAllowed for an account without a person, or without a part in any programme.
    """
    if not by.person_id or not by.holds(*ROLES):
        raise NotAllowed(_("You have no meetings of your own here. Ask your coordinator."))
    # Held, so that of two clicks one comes second and replaces the first.
    Person.objects.select_for_update().get(pk=by.person_id)
    CalendarFeed.objects.filter(person_id=by.person_id).delete()
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(person_id=by.person_id, token_hash=CalendarFeed.digest(token))
    audit.record(by=by, action="calendar on", target=feed, people=[by.person_id])
    return token


@transaction.atomic
def switch_off(*, by: Principal) -> None:
    """The principal's own address stops at once. Nothing happens if there is none."""
    for feed in CalendarFeed.objects.filter(person_id=by.person_id) if by.person_id else ():
        _end(feed, by)


def switch_off_unused() -> int:
    """Switch off what no calendar fetched for 180 days, and what belongs to somebody who is gone. Returns how many.

    Called by the tick. Whoever is gone is refused from the same moment already; here the row goes, so that nothing comes
    back to life with a new role.
    """
    since = clock.now() - UNUSED_FOR
    fetched = AuditEntry.objects.filter(account_id=OuterRef("person__account__pk"), action=f"read {READ}", at__gte=since)
    takes_part = Membership.objects.in_force().filter(account__person=OuterRef("person"), role__in=ROLES)
    over = Q(person__account=None) | Q(person__account__is_active=False) | ~Exists(takes_part)
    feeds = list(CalendarFeed.objects.filter(over | (Q(created_at__lt=since) & ~Exists(fetched))))
    # Asked first, because a transaction takes the writer even when there is nothing to do.
    for feed in feeds:
        with transaction.atomic():
            _end(feed, None)
    return len(feeds)


def _end(feed: CalendarFeed, by: Principal | None) -> None:
    audit.record(by=by, action="calendar off", target=feed, people=[feed.person_id])
    feed.delete()
