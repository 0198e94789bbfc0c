"""What was done before somebody is ready, written down for one person or for many at once."""

import calendar
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.people import actions as people_actions
from alongside.programmes import access
from alongside.programmes.models import Enrolment, EnrolmentState, ScreeningStep, WantedStep

Result = ScreeningStep.Result


def months_later(day: date, months: int) -> date:
    """The same day `months` later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def record_step(
    *,
    enrolments: Sequence[Enrolment],
    kind: str,
    result: str,
    by,
    planned_for: date | None = None,
    issued_on: date | None = None,
    expires_on: date | None = None,
    evidence: str = "",
) -> list[ScreeningStep]:
    """A new row of `kind` for each of `enrolments`, all or none. Six queries, however many.

    issued_on: the day it was held, seen or issued; today if left out of something done.
    expires_on: by default the day plus the months for which the programme lets it count, per enrolment.
    Who had only applied now stands at getting to know each other. Raises NotAllowed: not their
    programme, or evidence written by somebody who is no screener.
    """
    for enrolment in enrolments:
        if by is not None:
            access.check_casework(by, enrolment.programme_id)
        if evidence and (by is None or not access.can_see_evidence(by, enrolment.programme_id)):
            raise access.NotAllowed(_("Only a screener writes down what was seen."))
    if result == Result.DONE and issued_on is None:
        issued_on = clock.today()
    months = {
        (programme_id, side): m
        for programme_id, side, m in WantedStep.objects.filter(
            programme_id__in={e.programme_id for e in enrolments}, kind=kind
        ).values_list("programme_id", "side", "valid_months")
    }

    def ends(enrolment: Enrolment) -> date | None:
        if result != Result.DONE or expires_on:
            return expires_on if result == Result.DONE else None
        valid = months.get((enrolment.programme_id, enrolment.side))
        return months_later(issued_on, valid) if valid else None

    account = by.account if by is not None else None
    now = clock.now()
    with transaction.atomic():
        steps = ScreeningStep.objects.bulk_create(
            ScreeningStep(
                enrolment=e,
                kind=kind,
                result=result,
                planned_for=planned_for,
                issued_on=issued_on if result == Result.DONE else None,
                expires_on=ends(e),
                evidence=evidence,
                at=now,
                by=account,
            )
            for e in enrolments
        )
        applied = (
            Enrolment.include_unfinished.filter(pk__in=[e.pk for e in enrolments])
            .with_state()
            .filter(current_state=EnrolmentState.State.APPLIED)
        )
        EnrolmentState.objects.bulk_create(
            EnrolmentState(enrolment=e, state=EnrolmentState.State.SCREENING, at=now, by=account) for e in applied
        )
        audit.record(
            by=by,
            action=f"step {kind} {result}",
            target=steps[0] if len(steps) == 1 else None,
            people=[e.person_id for e in enrolments],
            fields=["evidence"] if evidence else [],
        )
    return steps


def confirm_adults(*, enrolments: Sequence[Enrolment], by) -> None:
    """The adult tick for many at once, all or none. Raises NotAllowed."""
    with transaction.atomic():
        for enrolment in enrolments:
            access.check_casework(by, enrolment.programme_id)
            people_actions.confirm_adult(person=enrolment.person, by=by)
