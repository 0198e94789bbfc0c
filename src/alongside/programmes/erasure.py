"""What this room holds about one person, ready for JSON; and how it lets go of it."""

from django.db import transaction
from django.db.models import Q

from alongside.people.models import Person
from alongside.programmes.models import DoNotMatch, Enrolment, ImportedRow, Invitation, Membership


def export(person: Person) -> dict:
    """Everything that the room holds about `person`. Evidence of screening is theirs to read."""
    return {
        "enrolments": [_enrolment(e) for e in _enrolments(person)],
        "memberships": [
            {
                "role": m.role,
                "programme": m.programme.name if m.programme else None,
                "since": m.since.isoformat(),
                "until": m.until.isoformat() if m.until else None,
            }
            for m in Membership.objects.filter(account__person=person).select_related("programme")
        ],
        "invitations": [
            {"role": i.role, "name": i.name, "email": i.email, "created_at": i.created_at.isoformat()}
            for i in Invitation.objects.filter(person=person)
        ],
        "imported_rows": [{"outcome": row.outcome, "data": row.data} for row in ImportedRow.objects.filter(person=person)],
    }


def erase(person: Person) -> None:
    """Remove the person's enrolments with states, steps and referral, their rows of sheets, invitations and roles.

    Rooms above have let go before; else the database refuses.
    """
    with transaction.atomic():
        ImportedRow.objects.filter(Q(person=person) | Q(perhaps=person)).delete()
        Invitation.objects.filter(Q(person=person) | Q(used_by__person=person)).delete()
        DoNotMatch.objects.filter(Q(one=person) | Q(other=person)).delete()
        Membership.objects.filter(account__person=person).delete()
        _enrolments(person).delete()


def _enrolments(person: Person):
    return Enrolment.include_unfinished.filter(person=person)


def _enrolment(enrolment: Enrolment) -> dict:
    referral = getattr(enrolment, "referral", None)
    return {
        "programme": enrolment.programme.name,
        "side": enrolment.side,
        "source": enrolment.source,
        "brought_by": enrolment.organisation.name,
        "created_at": enrolment.created_at.isoformat(),
        "waiting_since": _day(enrolment.waiting_since),
        "capacity": enrolment.capacity,
        "in_person_ok": enrolment.in_person_ok,
        "online_ok": enrolment.online_ok,
        "reach_km": enrolment.reach_km,
        "experience_wish": enrolment.experience_wish,
        "motivation": enrolment.motivation,
        "reference": enrolment.reference,
        "release_on": _day(enrolment.release_on),
        "lent_by": enrolment.lent_by.name if enrolment.lent_by else "",
        "lent_until": _day(enrolment.lent_until),
        "grants": [grant.name for grant in enrolment.grants.all()],
        "states": [
            {"state": row.state, "reason": row.reason, "note": row.note, "at": row.at.isoformat()}
            for row in enrolment.states.all()
        ],
        "steps": [
            {
                "kind": step.kind,
                "result": step.result,
                "planned_for": _day(step.planned_for),
                "issued_on": _day(step.issued_on),
                "expires_on": _day(step.expires_on),
                "evidence": step.evidence,
                "at": step.at.isoformat(),
            }
            for step in enrolment.screening_steps.all()
        ],
        "referral": {
            "referrer_name": referral.referrer_name,
            "referrer_organisation": referral.referrer_organisation,
            "referrer_contact": referral.referrer_contact,
            "at": referral.at.isoformat(),
        }
        if referral
        else None,
    }


def _day(day):
    return day.isoformat() if day else None
