"""Reads that other rooms need."""

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from alongside.people.models import Area, PersonTerm, Term


def terms_of(organisation_id, kind: str, person_id=None):
    """The words in use in this organisation: those shipped and its own, without the retired.

    With a person, also the words that this person has already, so that editing loses none.
    """
    in_use = Q(active=True) & (Q(organisation=None) | Q(organisation_id=organisation_id))
    if person_id:
        in_use |= Q(pk__in=PersonTerm.objects.filter(person_id=person_id).values("term"))
    return Term.objects.filter(in_use, kind=kind)


def commonest_first(terms):
    """`terms` with those first that most people of this installation named. One query when read, as before."""
    named = PersonTerm.objects.filter(term=OuterRef("pk")).order_by().values("term").annotate(n=Count("pk")).values("n")
    return terms.annotate(named=Coalesce(Subquery(named), 0)).order_by("-named", "organisation_id", "code")


def areas_in(country: str):
    """The areas known in a country, by name."""
    return Area.objects.filter(country=country)
