"""Plan a supervision, say how it was, call it off."""

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.foundation.forms import save_versioned
from alongside.mentorships.access import NotAllowed, check_coordinates
from alongside.mentorships.models import Supervision, SupervisionPart
from alongside.mentorships.queries.supervision import mentors_now
from alongside.programmes.models import Programme


@transaction.atomic
def plan_supervision(
    *, programme: Programme, by: Principal, day: date, at: time, minutes: int, invited: Sequence[UUID], place: str = ""
) -> Supervision:
    """A supervision to come for these mentors (ids of people). day, at: on the programme's clock. Raises NotAllowed."""
    check_coordinates(by, programme.pk)
    if day < clock.today(programme.time_zone):
        raise NotAllowed(_("Choose a day from today on."))
    mentors = mentors_now([programme.pk])
    if not invited or not set(invited) <= set(mentors):
        raise NotAllowed(_("Choose at least one mentor of this programme."))
    made = Supervision.objects.create(
        programme=programme,
        starts_at=datetime.combine(day, at, tzinfo=ZoneInfo(programme.time_zone)),
        minutes=minutes,
        place=place,
        by=by.account,
    )
    SupervisionPart.objects.bulk_create(SupervisionPart(supervision=made, person_id=pk) for pk in dict.fromkeys(invited))
    audit.record(by=by, action="plan supervision", target=made, people=invited)
    return made


@transaction.atomic
def tell_supervision(
    *,
    supervision: Supervision,
    by: Principal,
    expected_version: int | None,
    held: bool,
    came: Sequence[UUID] = (),
    themes: Sequence[str] = (),
    notes: str = "",
) -> Supervision:
    """How it was: who came, which themes, notes about themes; or that it was called off. May be said again.

    Raises NotAllowed for anybody but the coordinators, and before it began unless it is called off; Changed if somebody was faster.
    """
    check_coordinates(by, supervision.programme_id)
    if held and supervision.starts_at > clock.now():
        raise NotAllowed(_("This supervision has not begun yet."))
    values = {"held": held, "themes": list(themes) if held else [], "notes": notes if held else ""}
    save_versioned(supervision, expected_version, values)
    supervision.parts.update(came=False if held else None)
    supervision.parts.filter(person__in=list(came) if held else []).update(came=True)
    audit.record(by=by, action="tell supervision", target=supervision, fields=list(values))
    return supervision
