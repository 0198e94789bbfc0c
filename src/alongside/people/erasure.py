"""What this room holds about one person, ready for JSON; and how it lets go of it."""

from django.db import transaction
from django.db.models import Q

from alongside.people.models import NotTheSame, Person


def export(person: Person) -> dict:
    """Everything that the room holds about `person`, in plain values."""
    account = getattr(person, "account", None)
    return {
        "name": person.name,
        "known_as": person.known_as,
        "pronouns": person.pronouns,
        "birth_year": person.birth_year,
        "gender": person.gender,
        "gender_wish": person.gender_wish,
        "wishes": person.wishes,
        "about": person.about,
        "occupation": person.occupation,
        "area": person.area.name if person.area else None,
        "time_zone": person.time_zone,
        "page_language": person.page_language,
        "needs_interpreter": person.needs_interpreter,
        "adult_confirmed_at": person.adult_confirmed_at.isoformat() if person.adult_confirmed_at else None,
        "organisation": person.organisation.name,
        "languages": [{"tag": row.tag, "level": row.level} for row in person.languages.all()],
        "free_times": [
            {"weekday": row.weekday, "start": row.start, "end": row.end} for row in person.free_times.all()
        ],
        "terms": [{"use": row.use, "term": row.term.code} for row in person.person_terms.select_related("term")],
        "contact_ways": [
            {"kind": way.kind, "value": way.value, "is_safe": way.is_safe, "when": way.when, "preferred": way.preferred}
            for way in person.contact_ways.all()
        ],
        "consents": [
            {
                "purpose": consent.purpose,
                "wording": consent.wording,
                "language": consent.language,
                "how": consent.how,
                "given_at": consent.given_at.isoformat(),
                "withdrawn_at": consent.withdrawn_at.isoformat() if consent.withdrawn_at else None,
            }
            for consent in person.consents.all()
        ],
        "account": {"email": account.email, "created_at": account.created_at.isoformat()} if account else None,
    }


def erase(person: Person) -> None:
    """Remove `person` and all of it. The higher rooms have let go before; else the database refuses.

    An account that signed what others rely on (who decided, who checked) stays as an empty, closed one.
    """
    with transaction.atomic():
        account = getattr(person, "account", None)
        if account is not None:
            account.person = None
            account.name = ""
            account.email = f"erased-{account.pk}@invalid.example"
            account.is_active = False
            account.last_login = None
            account.set_unusable_password()
            account.save()
            account.emailaddress_set.all().delete()
            # Passkeys carry names that people gave them.
            account.authenticator_set.all().delete()
        NotTheSame.objects.filter(Q(one=person) | Q(other=person)).delete()
        person.delete()
