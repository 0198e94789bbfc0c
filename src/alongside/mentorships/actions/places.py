"""Places given away, as rows: what keeps two hands from promising the last one, even if they forgot to take turns.

Why rows, and what a place's number is good for: docs/decisions/0018-seats.md.
"""

from django.db import IntegrityError, transaction

from alongside.mentorships.access import MENTOR_ROLES, NotAllowed
from alongside.mentorships.models import HeldPlace, Member, Mentorship
from alongside.programmes.models import Enrolment, Programme, Side


def places_of(enrolment: Enrolment) -> int:
    """How many places there are beside a mentor; a mentee has one."""
    return enrolment.capacity if enrolment.side == Side.MENTOR else 1


def take(enrolment: Enrolment, *, refusal: str, mentorship: Mentorship | None = None, asked_in=None) -> HeldPlace:
    """Give away a place of this enrolment, as it was read in this transaction. Part of the caller's transaction.

    Raises NotAllowed with `refusal` where none is left. Of two who come together the database lets one have the place,
    and the other looks again.
    """
    places = places_of(enrolment)
    while True:
        number = _next_free(places, set(HeldPlace.objects.filter(enrolment=enrolment).values_list("number", flat=True)))
        if number is None:
            raise NotAllowed(refusal)
        try:
            with transaction.atomic():
                return HeldPlace.objects.create(
                    enrolment=enrolment, number=number, of=places, mentorship=mentorship, asked_in=asked_in
                )
        except IntegrityError:
            continue


def _next_free(places: int, held: set[int]) -> int | None:
    """The lowest number that may still be given, or None.

    Whoever holds a number above the places, because there were more once, counts against the lowest free ones: so
    everybody who looks at the same rows arrives at the same number, and one of them gets it.
    """
    free = [number for number in range(1, places + 1) if number not in held]
    above = sum(number > places for number in held)
    return free[above] if above < len(free) else None


def free(**held_by) -> None:
    """Let go of what is held by a mentorship (`mentorship=`) or by a question that is over (`asked_in=`, `asked_in__in=`)."""
    HeldPlace.objects.filter(**held_by).delete()


def lay_down(programme: Programme) -> None:
    """Write the places that the running mentorships of a programme hold and that nobody wrote: for rows laid down in bulk.

    A mentor who walks with more people than there are places keeps all of them.
    """
    written = set(HeldPlace.objects.filter(enrolment__programme=programme).values_list("enrolment_id", "mentorship_id"))
    held: dict = {}
    for enrolment_id, number in HeldPlace.objects.filter(enrolment__programme=programme).values_list("enrolment_id", "number"):
        held.setdefault(enrolment_id, set()).add(number)
    rows = []
    walking = Member.objects.filter(mentorship__programme=programme, until=None).exclude(enrolment=None)
    for member in walking.select_related("enrolment").order_by("since", "pk"):
        if (member.enrolment_id, member.mentorship_id) in written:
            continue
        taken = held.setdefault(member.enrolment_id, set())
        number = next(n for n in range(1, len(taken) + 2) if n not in taken)
        taken.add(number)
        places = member.enrolment.capacity if member.role in MENTOR_ROLES else 1
        rows.append(
            HeldPlace(
                enrolment_id=member.enrolment_id, mentorship_id=member.mentorship_id, since=member.since,
                number=number, of=max(places, number),
            )
        )  # fmt: skip
    HeldPlace.objects.bulk_create(rows, batch_size=200)
