"""Hand pairs over to a colleague, take them, be away and let somebody stand in."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.mentorships.access import NotAllowed, check_coordinates, mentorships_for
from alongside.mentorships.models import Absence, Handover, Member
from alongside.mentorships.queries.charge import coordinators_of, taken_over
from alongside.people.models import Account

#: An absence is dropped so long after it ended (ours).
KEPT_FOR = timedelta(days=30)


@transaction.atomic
def hand_over(*, mentorships: Sequence[UUID], to: Account, by: Principal, note: str = "") -> int:
    """From now on `to` looks after these. Returns how many. note: what they should know, for the coordinators.

    Raises NotAllowed unless both coordinate each programme.
    """
    found = list(mentorships_for(by).filter(pk__in=mentorships).order_by("pk"))
    if not found or len(found) < len(set(mentorships)):
        raise NotAllowed(_("Choose at least one pair."))
    for programme_id in {m.programme_id for m in found}:
        check_coordinates(by, programme_id)
        if to not in coordinators_of([programme_id]):
            raise NotAllowed(_("This colleague does not coordinate all of these programmes. Choose somebody else."))
    Handover.objects.bulk_create(Handover(mentorship=m, to=to, by=by.account, note=note) for m in found)
    people = Member.objects.filter(mentorship__in=found, until=None).values_list("person_id", flat=True).distinct()
    audit.record(by=by, action="hand over pairs", target=to, people=people)
    return len(found)


@transaction.atomic
def take_over(*, by: Principal) -> int:
    """`by` has read what was handed to them. Returns how many pairs. Saying it twice changes nothing."""
    rows = taken_over(by)
    Handover.objects.filter(pk__in=[row.pk for row in rows]).update(taken_at=clock.now())
    if rows:
        audit.record(by=by, action="take over pairs", target=by.account)
    return len(rows)


@transaction.atomic
def be_away(*, account: Account, cover: Account, from_day: date, until_day: date, by: Principal) -> Absence:
    """`cover` stands in for `account` from one day to another. A colleague may write it down for somebody who can't.

    Raises NotAllowed unless all three coordinate a programme in common.
    """
    colleagues = coordinators_of(by.programmes_as("coordinator"))
    if account not in colleagues or cover not in colleagues:
        raise NotAllowed(_("Choose colleagues who coordinate with you."))
    if account == cover:
        raise NotAllowed(_("Choose somebody else to stand in."))
    if until_day < max(from_day, clock.today()):
        raise NotAllowed(_("Choose a last day that is not over, and not before the first."))
    absence = Absence.objects.create(account=account, cover=cover, from_day=from_day, until_day=until_day)
    audit.record(by=by, action="be away", target=absence)
    return absence


@transaction.atomic
def be_back(*, absence: Absence, by: Principal) -> None:
    """The absence is over, or did not come about. Raises NotAllowed for strangers."""
    if absence.account not in coordinators_of(by.programmes_as("coordinator")):
        raise NotAllowed(_("Choose colleagues who coordinate with you."))
    audit.record(by=by, action="be back", target=absence)
    absence.delete()


def forget_absences() -> None:
    """Drop absences a month after they ended. Called by the tick."""
    old = Absence.objects.filter(until_day__lt=clock.today() - KEPT_FOR)
    # Asked first, because a delete takes the writer even when it finds nothing.
    if old.exists():
        old.delete()
