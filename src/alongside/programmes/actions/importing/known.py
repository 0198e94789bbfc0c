"""Who of a sheet is here already: an index of people's names and ways to reach them, made once for a trial.

Names and addresses are sealed, so they are compared here and not in the database. The index holds digests and ids,
about 300 bytes a person.
"""

from dataclasses import dataclass, field
from uuid import UUID

from alongside.people.access import people_for
from alongside.people.directory import fold
from alongside.people.models import ContactWay, Person
from alongside.programmes.models import Enrolment, Programme
from alongside.programmes.queries.duplicates import reach_key

READY, SAME, ASK = "ready", "same", "ask"
#: Why two may be one.
NAME, REACH, REFERENCE = "name", "reach", "reference"
#: So many people beside one row are enough to look at.
MOST = 3


def name_key(name: str) -> int:
    return hash(" ".join(sorted(fold(name).split())))


def reach_keys(person: dict) -> set[int]:
    ways = (("email", person.get("email")), ("phone", person.get("phone")), ("whatsapp", person.get("whatsapp")))
    return {hash(key) for kind, value in ways if value and (key := reach_key(kind, value))}


@dataclass
class Known:
    """names, reaches, references: digest -> ids. enrolled: who takes part here on this side."""

    names: dict[int, list[UUID]] = field(default_factory=dict)
    reaches: dict[int, list[UUID]] = field(default_factory=dict)
    references: dict[int, list[UUID]] = field(default_factory=dict)
    enrolled: set[UUID] = field(default_factory=set)

    def judge(self, person: dict) -> tuple[str, list[UUID], list[str]]:
        """(READY, SAME or ASK, the people whom the row may describe, why the first of them).

        SAME: somebody of that name takes part already, and a way to reach them or the organisation's own number says
        so too, or nothing in the row says otherwise. All else that looks alike is asked.
        """
        reasons: dict[UUID, list[str]] = {}
        mine = reach_keys(person)
        for pk in self.names.get(name_key(person["name"]), ()):
            reasons.setdefault(pk, []).append(NAME)
        for key in mine:
            for pk in self.reaches.get(key, ()):
                if REACH not in reasons.setdefault(pk, []):
                    reasons[pk].append(REACH)
        reference = person.get("reference")
        for pk in self.references.get(hash(reference), ()) if reference else ():
            reasons.setdefault(pk, []).append(REFERENCE)
        if not reasons:
            return READY, [], []
        for pk, because in reasons.items():
            proved = len(because) > 1 or not (mine or reference)
            if NAME in because and proved and pk in self.enrolled:
                return SAME, [pk], because
        order = sorted(reasons, key=lambda pk: (-len(reasons[pk]), pk not in self.enrolled, str(pk)))
        return ASK, order[:MOST], reasons[order[0]]


def pool(principal, organisation_id, programme: Programme):
    """The people among whom somebody may be found: of the organisation, as far as `principal` sees them, None sees all."""
    people = Person.objects.filter(organisation_id=organisation_id)
    if principal is not None:
        people = people_for(principal).filter(organisation_id=organisation_id)
    taking_part = Person.objects.filter(enrolments__in=Enrolment.objects.filter(programme=programme))
    return Person.objects.filter(pk__in=people.values("pk")) | Person.objects.filter(pk__in=taking_part.values("pk"))


def fingerprint(organisation_id, programme: Programme) -> str:
    """Changes when somebody comes or goes: a trial with another one is out of date. Two queries."""
    people = Person.objects.filter(organisation_id=organisation_id).count()
    return f"{people} {Enrolment.objects.filter(programme=programme).count()}"


def index(principal, organisation_id, programme: Programme, side: str) -> Known:
    """Everybody who could stand in the sheet. Three queries, streamed."""
    known = Known()
    people = pool(principal, organisation_id, programme)
    for person in people.only("id", "name").iterator(chunk_size=2000):
        known.names.setdefault(name_key(person.name), []).append(person.pk)
    ways = ContactWay.objects.filter(person__in=people.values("pk")).only("kind", "value", "person_id")
    for way in ways.iterator(chunk_size=2000):
        if key := reach_key(way.kind, way.value):
            found = known.reaches.setdefault(hash(key), [])
            if way.person_id not in found:
                found.append(way.person_id)
    enrolments = Enrolment.objects.filter(programme=programme, side=side).only("person_id", "reference")
    for enrolment in enrolments.iterator(chunk_size=2000):
        known.enrolled.add(enrolment.person_id)
        if enrolment.reference:
            known.references.setdefault(hash(enrolment.reference), []).append(enrolment.person_id)
    return known
