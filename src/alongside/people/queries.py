"""Reads that other rooms need."""

from django.db.models import Q

from alongside.people.models import Area, PersonTerm, Term


def terms_of(organisation_id, kind: str, person_id=None):
    """The words in use in this organisation: those shipped and its own, without the retired.

    With a person, also the words that this person has already, so that editing loses none.
    """
    in_use = Q(active=True) & (Q(organisation=None) | Q(organisation_id=organisation_id))
    if person_id:
        in_use |= Q(pk__in=PersonTerm.objects.filter(person_id=person_id).values("term"))
    return Term.objects.filter(in_use, kind=kind)


def areas_in(country: str):
    """The areas known in a country, by name."""
    return Area.objects.filter(country=country)
