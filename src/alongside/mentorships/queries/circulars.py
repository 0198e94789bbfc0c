"""Whom a message to several pairs reaches, in which language, and who must be called instead."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from alongside.mentorships import access
from alongside.mentorships.models import Circular, CircularCopy, Hold, Member, Mentorship, MentorshipStatus
from alongside.people import directory
from alongside.people.directory import fold
from alongside.people.models import Account, ContactWay, Person

#: Pairs that can be written to at once: a page of the list (ours).
MOST = 50
#: Messages on a page.
PAGE = 50
#: Shorter parts of a name are words of too many languages to ask about.
SHORTEST_NAME = 3
CALLED_BY = (ContactWay.Kind.PHONE, ContactWay.Kind.WHATSAPP, ContactWay.Kind.MESSAGE)


@dataclass
class Recipient:
    """One person, however many of the pairs they are in. address is "" where none is safe: then `phones` says how to call."""

    person: Person
    mentorship_id: UUID
    is_mentor: bool
    language: str
    address: str
    phones: list[ContactWay] = field(default_factory=list)


def pairs_for(principal, keys: Iterable) -> list[Mentorship]:
    """Those of the chosen mentorships that the principal coordinates and that have not ended. One query; notes nothing."""
    ended = MentorshipStatus.objects.filter(mentorship=OuterRef("pk"), status=MentorshipStatus.Status.ENDED)
    found = access.mentorships_for(principal).filter(~Exists(ended), pk__in=list(keys)[:MOST])
    return list(found.order_by("-begun_at", "pk"))


def recipients(principal, mentorships: list[Mentorship], to: str, languages: list[str]) -> list[Recipient]:
    """Whom the message is for, by name. languages: those in which it is written, the first for whoever reads none.

    A mentee's address must be known to be safe; a mentor's must not be known to be unsafe (as matching asks them). Nobody who is on hold.
    Four queries; notes the reads.
    """
    members = Member.objects.filter(mentorship__in=mentorships, until=None).order_by("since", "pk")
    members = members.exclude(person__in=Hold.objects.open().values("person"))
    if to != Circular.To.BOTH:
        condition = Q(role__in=access.MENTOR_ROLES)
        members = members.filter(condition if to == Circular.To.MENTORS else ~condition)
    ways = Prefetch("person__contact_ways", queryset=ContactWay.objects.order_by("-preferred", "kind", "pk"))
    by_person: dict[UUID, Member] = {}
    for member in members.select_related("person").prefetch_related(ways):
        by_person.setdefault(member.person_id, member)
    accounts = dict(Account.objects.filter(person__in=by_person, is_active=True).values_list("person_id", "email"))
    found = []
    for pk in directory.by_name(by_person):
        member = by_person[pk]
        mine = member.person.page_language
        known = list(member.person.contact_ways.all())
        phones = [way for way in known if way.kind in CALLED_BY and _may_use(way, member.is_mentor)]
        address = address_of(known, accounts.get(pk, ""), member.is_mentor)
        language = mine if mine in languages else languages[0]
        found.append(Recipient(member.person, member.mentorship_id, member.is_mentor, language, address, phones))
    principal.reads("contact", *by_person)
    return found


def address_of(ways: list[ContactWay], account: str, is_mentor: bool) -> str:
    """The address that may be written to, or "". A mentor's account counts unless one of their addresses is not safe."""
    mails = [way for way in ways if way.kind == ContactWay.Kind.EMAIL]
    usable = next((way.value for way in mails if _may_use(way, is_mentor)), "")
    if usable or not is_mentor or any(way.is_safe is False for way in mails):
        return usable
    return account


def _may_use(way: ContactWay, is_mentor: bool) -> bool:
    return bool(way.is_safe) or (is_mentor and way.is_safe is None)


def names_in(texts: Iterable[str], mentorships: list[Mentorship]) -> tuple[list[str], list[str]]:
    """(whole names of members that stand in the texts, single words there that are a part of one). One query."""
    people = Person.objects.filter(mentorship_parts__mentorship__in=mentorships, mentorship_parts__until=None).distinct()
    text = f" {' '.join(_words(' '.join(texts)))} "
    whole, parts = {}, {}
    for person in people:
        words = _words(f"{person.name} {person.known_as}")
        name = " ".join(_words(person.name))
        if " " in name and f" {name} " in text:
            whole[person.name] = True
        for word in words:
            if len(word) >= SHORTEST_NAME and f" {word} " in text:
                parts[word] = True
    return list(whole), list(parts)


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in fold(text)).split()


def sent_page(principal, number=1) -> Page:
    """The messages of the last thirty days, newest first, with how many of the principal's people had them. Three queries."""
    mine = access.copies_for(principal)
    page = Paginator(access.circulars_for(principal).select_related("by__person"), PAGE).get_page(number)
    page.object_list = list(page.object_list)
    counted = mine.filter(circular__in=page.object_list).order_by().values("circular_id", "was_sent").annotate(n=Count("pk"))
    sent, not_sent = Counter(), Counter()
    for row in counted:
        (sent if row["was_sent"] else not_sent)[row["circular_id"]] += row["n"]
    for circular in page.object_list:
        circular.sent, circular.not_sent = sent[circular.pk], not_sent[circular.pk]
    return page


@dataclass
class Copy:
    row: CircularCopy
    name: str
    phones: list[ContactWay]


def copies_of(principal, circular: Circular) -> tuple[list[Copy], list[Copy]]:
    """Who had it and who must be called, each by name; only people of the principal's programmes. Three queries; notes the reads."""
    ways = Prefetch("person__contact_ways", queryset=ContactWay.objects.filter(kind__in=CALLED_BY).order_by("-preferred", "pk"))
    rows = {row.person_id: row for row in access.copies_for(principal).filter(circular=circular).select_related("person").prefetch_related(ways)}
    sent, not_sent = [], []
    for pk in directory.by_name(rows):
        row = rows[pk]
        phones = [way for way in row.person.contact_ways.all() if _may_use(way, row.is_mentor)]
        (sent if row.was_sent else not_sent).append(Copy(row, row.person.name, [] if row.was_sent else phones))
    principal.reads("contact", *rows)
    return sent, not_sent


def languages() -> list[tuple[str, str]]:
    """The languages of pages, in which a message can be written: code and own name."""
    return list(settings.LANGUAGES)
