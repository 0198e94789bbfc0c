"""Who signs in: the staff of the three organisations, and the people of running mentorships."""

from django.contrib.auth.hashers import make_password

from alongside.people.models import Account
from alongside.programmes.models import Membership

#: key -> (name, [(role, programme key, or organisation key for the whole organisation)])
STAFF = {
    "ines": ("Inês Carvalho", [("coordinator", "porto")]),
    "leonor": ("Leonor Faria", [("coordinator", "porto")]),
    "rui": ("Rui Martins", [("screener", "porto")]),
    "amina": ("Amina Diallo", [("administrator", "lado")]),
    "agnieszka": ("Agnieszka Nowak", [("coordinator", "krakow")]),
    "piotr": ("Piotr Górski", [("screener", "krakow"), ("coordinator", "krakow")]),
    "barbara": ("Barbara Kubiak", [("administrator", "most")]),
    "satu": ("Satu Koskinen", [("coordinator", "tampere"), ("administrator", "rinnalla")]),
    "amin": ("Amin Rostami", [("screener", "tampere"), ("coordinator", "tampere")]),
    "eeva": ("Eeva Salmi", [("evaluator", "porto"), ("evaluator", "krakow"), ("evaluator", "tampere")]),
}
#: programme key -> (coordinator, substitute, screener)
IN_CHARGE = {
    "porto": ("ines", "leonor", "rui"),
    "krakow": ("agnieszka", "piotr", "piotr"),
    "tampere": ("satu", "amin", "amin"),
    "families": ("satu", "amin", "amin"),
}


def let_staff_in(world) -> None:
    """Accounts and memberships of the staff. Nobody has a password: the demo's doors are its links."""
    memberships = []
    for key, (name, parts) in STAFF.items():
        account = Account(
            id=world.id(), email=f"{key}@example.org", name=name, created_at=world.at(390), password=make_password(None)
        )
        world.staff[key] = account
        memberships += [_membership(world, account, role, place) for role, place in parts]
    Account.objects.bulk_create(world.staff.values())
    Membership.objects.bulk_create(memberships)


def _membership(world, account, role: str, place: str) -> Membership:
    programme = world.programmes.get(place)
    return Membership(
        id=world.id(),
        account=account,
        organisation=programme.organisation if programme else world.organisations[place],
        programme=programme,
        role=role,
        since=account.created_at,
    )


def let_members_in(world, walking: dict[str, str]) -> None:
    """An account for everybody in `walking` (key -> programme key), except where nobody asked for one.

    People who are inside have none: they have no internet there.
    """
    memberships = []
    for number, (key, programme) in enumerate(walking.items(), 1):
        who, person, enrolment = world.cast[key], world.people[key], world.enrolments[key]
        inside = who.release is not None and who.release > 0
        if inside:
            continue
        account = Account(
            id=world.id(),
            email=f"{who.key or f'member{number}'}@example.org",
            person=person,
            page_language=person.page_language,
            password=make_password(None),
            created_at=enrolment.created_at,
        )
        world.accounts[key] = account
        memberships.append(_membership(world, account, enrolment.side, programme))
    Account.objects.bulk_create(world.accounts.values())
    Membership.objects.bulk_create(memberships)
