"""Who is perhaps here already: the same name, e-mail address or phone number, among people the principal may see."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from alongside.people import directory
from alongside.people.access import people_for
from alongside.people.models import ContactWay, NotTheSame, Person
from alongside.programmes.sheets.contacts import same_phone

PHONES = (ContactWay.Kind.PHONE, ContactWay.Kind.MESSAGE, ContactWay.Kind.WHATSAPP, ContactWay.Kind.SIGNAL)
#: A phone number with fewer digits is an extension, which many share.
SHORTEST = 6


@dataclass(frozen=True)
class Alike:
    """Somebody who may be the same person. `because`: words such as "the same phone number"."""

    person: Person
    because: tuple[str, ...]


def reach_key(kind: str, value: str) -> str:
    """What two ways have in common when they reach the same person; "" for a way that tells nothing."""
    if kind == ContactWay.Kind.EMAIL:
        return value.strip().casefold()
    if kind in PHONES and len(re.sub(r"\D", "", value)) >= SHORTEST:
        return same_phone(value)
    return ""


def alike(principal, person: Person) -> list[Alike]:
    """People of the same organisation who may be `person`, without those told apart. Five queries.

    Ways to reach somebody are sealed, so the organisation's are compared in memory.
    """
    others = people_for(principal).filter(organisation_id=person.organisation_id).exclude(pk=person.pk)
    found: dict[UUID, list[str]] = {pk: [_("the same name")] for pk in directory.same_name(person.name)}
    mine = {key for way in person.contact_ways.all() if (key := reach_key(way.kind, way.value))}
    if mine:
        ways = ContactWay.objects.filter(person__organisation_id=person.organisation_id)
        for pk, kind, value in ways.values_list("person_id", "kind", "value"):
            key = reach_key(kind, value)
            if key in mine:
                word = _("the same e-mail address") if "@" in key else _("the same phone number")
                if word not in found.setdefault(pk, []):
                    found[pk].append(word)
    people = {p.pk: p for p in others.filter(pk__in=set(found) - _told_apart(person.pk))}
    return [Alike(people[pk], tuple(because)) for pk, because in found.items() if pk in people]


def _told_apart(pk: UUID) -> set[UUID]:
    pairs = NotTheSame.objects.filter(Q(one_id=pk) | Q(other_id=pk)).values_list("one_id", "other_id")
    return {pk for pair in pairs for pk in pair}
