"""Who may take data out, and see what is held about them."""

from django.http import Http404

from alongside.foundation.models import AuditEntry
from alongside.people.models import Person
from alongside.programmes.models import Enrolment, Programme


def programmes_for(principal):
    """Programmes whose data the principal may take out: those they coordinate."""
    return Programme.objects.filter(pk__in=principal.programmes_as("coordinator")).order_by("name")


def programme_for(principal, pk) -> Programme:
    found = programmes_for(principal).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def everybody_in(programme: Programme) -> list:
    """Person ids of everybody in a programme that `programme_for` handed out."""
    return list(Enrolment.objects.filter(programme=programme).values_list("person_id", flat=True).distinct())


def own_person(principal) -> Person:
    """The person behind the account; Http404 for an account without one."""
    person = Person.objects.filter(pk=principal.person_id).first() if principal.person_id else None
    if person is None:
        raise Http404
    return person


def who_looked_at(person: Person, limit: int = 50) -> list[AuditEntry]:
    """The newest entries of the log about this person, other people's acts and reads only."""
    entries = AuditEntry.objects.filter(subjects__person_id=person.pk).distinct()
    own = getattr(person, "account", None)
    if own is not None:
        entries = entries.exclude(account_id=own.pk)
    return list(entries[:limit])
