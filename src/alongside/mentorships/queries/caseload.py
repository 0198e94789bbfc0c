"""The coordinator's list of pairs: what can be asked of it, in which order it comes. A constant number of queries."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from alongside.foundation import clock
from alongside.mentorships.access import MENTOR_ROLES, mentorships_for
from alongside.mentorships.models import Member, Mentorship, MentorshipStatus, Session
from alongside.mentorships.queries.charge import in_charge
from alongside.mentorships.queries.facts import Stage, in_stage
from alongside.mentorships.queries.pages import Row, rows
from alongside.people import directory
from alongside.programmes.access import programmes_for

PAGE = 50
#: Names that a search may find at once; more than that is no search.
FOUND = 2000
A_WEEK = timedelta(days=7)


def list_page(principal, asked: dict, number=1) -> Page:
    """A page of the mentorships that the principal coordinates. At most ten queries; notes the reads.

    asked: what `forms.filters.FilterForm.asked` says.
    """
    page = Paginator(ordered(filtered(principal, asked), asked["order"]), PAGE).get_page(number)
    page.object_list = rows_of(principal, page.object_list)
    return page


def rows_of(principal, keys) -> list[Row]:
    """Rows of these mentorships (ids that `filtered` gave), in their order. Four queries; notes the reads."""
    keys = list(keys)
    by_key = {row.mentorship.pk: row for row in rows(Mentorship.objects.filter(pk__in=keys))}
    found = [by_key[pk] for pk in keys if pk in by_key]
    principal.reads("mentorship", *(pk for row in found for pk in row.pair.people))
    return found


def filtered(principal, asked: dict) -> QuerySet:
    """The mentorships that fit what was asked, in no order. Names are looked up first: two queries for each of the two fields."""
    query = mentorships_for(principal)
    if asked["programme"]:
        query = query.filter(programme_id=asked["programme"])
    if asked["whose"] == "mine":
        query = query.alias(charge=in_charge()).filter(charge=principal.account.pk)
    if asked["since"]:
        query = query.filter(begun_at__gte=_midnight(asked["since"]))
    if asked["until"]:
        query = query.filter(begun_at__lt=_midnight(asked["until"] + timedelta(days=1)))
    if asked["next"]:
        query = query.filter(NEXT[asked["next"]]())
    for words, roles in ((asked["q"], Member.Role.values), (asked["mentor"], MENTOR_ROLES)):
        if words.strip():
            query = _named(query, words, roles)
    if asked["stage"]:
        return in_stage(query, Stage(asked["stage"]), list(programmes_for(principal, "coordinator")))
    ended = MentorshipStatus.objects.filter(mentorship=OuterRef("pk"), status=MentorshipStatus.Status.ENDED)
    return query.filter(~Exists(ended))


def ordered(query: QuerySet, order: str):
    """The ids of `query` in this order: a code of `forms.filters.ORDERS`, "" for the newest first. A list where names decide."""
    return ORDERS[order](query)


def _sessions(**values) -> QuerySet:
    return Session.objects.filter(mentorship=OuterRef("pk"), **values)


def _none_planned():
    return ~Exists(_sessions(outcome="", starts_at__gte=clock.now()))


def _within_a_week():
    return Exists(_sessions(outcome="", starts_at__gte=clock.now(), starts_at__lt=clock.now() + A_WEEK))


def _not_told():
    return Exists(_sessions(outcome="", starts_at__lt=clock.now()))


#: A code of `forms.filters.Next` -> the condition.
NEXT: dict[str, Callable] = {"none": _none_planned, "week": _within_a_week, "untold": _not_told}


def _newest_first(query: QuerySet):
    return query.order_by("-begun_at", "pk").values_list("pk", flat=True)


def _oldest_first(query: QuerySet):
    return query.order_by("begun_at", "pk").values_list("pk", flat=True)


def _next_first(query: QuerySet):
    coming = _sessions(outcome="", starts_at__gte=clock.now()).order_by("starts_at").values("starts_at")[:1]
    return query.alias(next_at=Subquery(coming)).order_by(F("next_at").asc(nulls_last=True), "pk").values_list("pk", flat=True)


def _longest_unmet_first(query: QuerySet):
    met = _sessions(outcome=Session.Outcome.MET).order_by("-starts_at").values("starts_at")[:1]
    return query.alias(met_at=Subquery(met)).order_by(F("met_at").asc(nulls_first=True), "pk").values_list("pk", flat=True)


def _by_mentor(query: QuerySet) -> list:
    return _by_name(query, MENTOR_ROLES)


def _by_mentee(query: QuerySet) -> list:
    return _by_name(query, (Member.Role.MENTEE, Member.Role.FAMILY))


def _by_name(query: QuerySet, roles) -> list:
    """By the first name of one side, in memory, because the database can't read names; pairs without any come last."""
    members = Member.objects.filter(mentorship__in=query.values("pk"), role__in=roles).order_by("since", "pk")
    first: dict = {}
    for mentorship, person in members.values_list("mentorship_id", "person_id"):
        first.setdefault(mentorship, person)
    place = {person: n for n, person in enumerate(directory.by_name(set(first.values())))}
    return sorted(query.values_list("pk", flat=True), key=lambda pk: (place.get(first.get(pk), len(place)), pk))


#: A code of `forms.filters.ORDERS` -> what sorts.
ORDERS: dict[str, Callable] = {
    "": _newest_first,
    "begun": _oldest_first,
    "next": _next_first,
    "met": _longest_unmet_first,
    "mentor": _by_mentor,
    "mentee": _by_mentee,
}


def _midnight(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _named(mentorships: QuerySet, words: str, roles) -> QuerySet:
    """Those with a member of these roles of such a name. The names are found first; `mentorships` says who may be seen."""
    found = directory.named(words)
    if len(found) > FOUND:
        permitted = Member.objects.filter(mentorship__in=mentorships, role__in=roles).values_list("person_id", flat=True)
        found = directory.find(words, set(permitted))[:FOUND]
    members = Member.objects.filter(person__in=found, role__in=roles)
    return mentorships.filter(pk__in=members.values("mentorship"))
