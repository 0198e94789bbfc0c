"""Everything expires: people of whom nothing came go after 12 months, everybody else 24 months after their end.

These are the periods that `programmes.notices` promises to applicants (proposed as maxima in the
project's data-protection notes: end + 12 to 24 months, by country). Somebody who still takes part
anywhere, or works for a programme, is never touched.
"""

import logging
import time
from datetime import timedelta

from django.db import transaction
from django.db.models import DateTimeField, Exists, Max, OuterRef, Q, QuerySet, Subquery

from alongside.foundation import audit, clock, registries
from alongside.mentorships.models import Member
from alongside.people.models import Person
from alongside.programmes.models import Enrolment, EnrolmentState, Membership

NOTHING_CAME = timedelta(days=365)
AFTER_THE_END = timedelta(days=730)
#: States in which somebody no longer takes part.
OVER = ("declined", "withdrawn", "left")
#: Rooms let go from the top down, so that the database finds nothing left that points at the person.
ORDER = ("safeguarding", "matching", "mentorships", "programmes", "people")
#: People a run erases at most, each in a transaction of its own.
BATCH = 20
#: Seconds between two looks; a day's delay would do.
EVERY = 3600

log = logging.getLogger("alongside.privacy")

_looked_at = 0.0


def expired() -> QuerySet:
    """People whose time is over, in no order.

    The end is the newest of: the day on which their last place was given up, and the day on which
    their last mentorship ended. Nothing came of it if they were never in a mentorship.
    """
    now = clock.now()
    here = Enrolment.include_unfinished.filter(person=OuterRef("pk")).with_state()
    still_here = here.filter(Q(current_state=None) | ~Q(current_state__in=OVER))
    parts = Member.objects.filter(person=OuterRef("pk"))
    works = Membership.objects.in_force().filter(account__person=OuterRef("pk")).exclude(role__in=("mentor", "mentee"))
    last_state = (
        EnrolmentState.objects.filter(enrolment__person=OuterRef("pk"))
        .order_by()
        .values("enrolment__person")
        .annotate(newest=Max("at"))
        .values("newest")
    )
    last_part = parts.order_by().values("person").annotate(newest=Max("until")).values("newest")
    moment = DateTimeField()
    people = Person.objects.filter(Exists(Enrolment.include_unfinished.filter(person=OuterRef("pk"))))
    people = people.filter(~Exists(still_here), ~Exists(parts.filter(until=None)), ~Exists(works)).annotate(
        gave_up_at=Subquery(last_state, output_field=moment), parted_at=Subquery(last_part, output_field=moment)
    )
    nothing_came = Q(parted_at=None, gave_up_at__lt=now - NOTHING_CAME)
    ended = Q(parted_at__lt=now - AFTER_THE_END, gave_up_at__lt=now - AFTER_THE_END)
    return people.filter(nothing_came | ended)


@transaction.atomic
def erase(person: Person) -> None:
    """Remove everything that all rooms hold about this person. The log keeps that it happened, by id."""
    audit.record(by=None, action="expire person", people=[person.pk])
    for room in ORDER:
        registries.erasers[room](person)


def expire_due() -> int:
    """Erase up to BATCH people whose time is over. Returns how many. Called by the tick; looks once an hour.

    Somebody who can't be erased is logged by id and tried again next time; everybody else's time ends all the same.
    """
    global _looked_at
    if _looked_at and time.monotonic() - _looked_at < EVERY:
        return 0
    erased = 0
    for person in expired():
        if erased == BATCH:
            # There are more: look again at the next tick.
            _looked_at = 0.0
            return erased
        try:
            erase(person)
        except Exception as error:
            # The kind only: the words of an error could hold a name.
            log.error("person %s can't be erased: %s", person.pk, type(error).__name__)
        else:
            erased += 1
    _looked_at = time.monotonic()
    return erased
