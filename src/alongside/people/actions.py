"""What is written about a person: who they are, their languages, free hours, ways to reach them, words.

`by` is the principal. None stands for the house itself: a person's own application or a sheet
being taken in, where the calling action has checked that it may.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.forms import Changed, save_versioned
from alongside.people import access
from alongside.people.directory import fold
from alongside.people.models import (
    NO_MAIL,
    Account,
    Area,
    ContactWay,
    FreeTime,
    Organisation,
    Person,
    PersonLanguage,
    PersonTerm,
    Term,
)
from alongside.people.signing_in import sign_in

__all__ = ["Changed", "Way", "sign_in"]


@dataclass(frozen=True)
class Way:
    """A way to reach somebody. `is_safe` None: nobody asked yet. `when`: their own words."""

    kind: str
    value: str
    is_safe: bool | None = None
    when: str = ""


#: Columns that `add_person` and `edit_person` take.
COLUMNS = frozenset(
    "name known_as pronouns birth_year gender gender_wish wishes about occupation area time_zone page_language "
    "needs_interpreter".split()
)


def add_person(*, organisation: Organisation, by, name: str, **values) -> Person:
    """A new person of `organisation`. `values`: any of COLUMNS. Raises NotAllowed. Three queries."""
    _only_columns(values)
    access.check_can_add(by, organisation.pk)
    with transaction.atomic():
        person = Person.objects.create(organisation=organisation, name=name.strip(), **values)
        audit.record(by=by, action="person added", target=person, people=[person.pk], fields=["name", *values])
    return person


def edit_person(*, person: Person, by, expected_version: int | None, **values) -> Person:
    """Write `values` unless somebody was faster. Raises Changed (with what stands there now) and NotAllowed.

    Without values only the version moves on, for a change in what belongs to the person.
    """
    _only_columns(values)
    access.check_can_change(by, person)
    with transaction.atomic():
        # `changed_at` must be among the columns written, or the directory of names would not notice.
        save_versioned(person, expected_version, values | {"changed_at": clock.now()})
        if values:
            audit.record(by=by, action="person changed", target=person, people=[person.pk], fields=values)
    return person


def confirm_adult(*, person: Person, by) -> Person:
    """Note that somebody made sure that this person is an adult: who, when, never by which document.

    Saying it twice keeps the first. Raises NotAllowed.
    """
    access.check_can_change(by, person)
    if person.adult_confirmed_at:
        return person
    with transaction.atomic():
        person.adult_confirmed_at = clock.now()
        person.adult_confirmed_by = by.account if by is not None else None
        person.save(update_fields=["adult_confirmed_at", "adult_confirmed_by", "changed_at"])
        audit.record(by=by, action="adult confirmed", target=person, people=[person.pk])
    return person


def take_back_adult(*, person: Person, by) -> Person:
    """The tick was a mistake: nobody knows again. Raises NotAllowed."""
    access.check_can_change(by, person)
    with transaction.atomic():
        person.adult_confirmed_at = person.adult_confirmed_by = None
        person.save(update_fields=["adult_confirmed_at", "adult_confirmed_by", "changed_at"])
        audit.record(by=by, action="adult taken back", target=person, people=[person.pk])
    return person


def set_languages(*, person: Person, by, languages: Iterable[tuple[str, str]]) -> None:
    """These languages, (tag, level), and no others. A language named twice counts once, as named last."""
    access.check_can_change(by, person)
    wanted = dict(languages)
    with transaction.atomic():
        there = dict(person.languages.values_list("tag", "level"))
        if there == wanted:
            return
        person.languages.all().delete()
        PersonLanguage.objects.bulk_create(
            PersonLanguage(person=person, tag=tag, level=level) for tag, level in wanted.items()
        )
        audit.record(by=by, action="languages changed", target=person, people=[person.pk], fields=["languages"])


def set_free_times(*, person: Person, by, spans: Iterable[tuple[int, int, int]]) -> None:
    """These weekly spans, (weekday, start, end) in minutes of the person's own day; none means: not known.

    A span that ends before it starts goes on after midnight and is stored as two; spans that touch become one.
    """
    access.check_can_change(by, person)
    wanted = merged(spans)
    with transaction.atomic():
        there = sorted(person.free_times.values_list("weekday", "start", "end"))
        if there != wanted:
            person.free_times.all().delete()
            FreeTime.objects.bulk_create(FreeTime(person=person, weekday=d, start=a, end=b) for d, a, b in wanted)
            audit.record(by=by, action="free hours changed", target=person, people=[person.pk], fields=["free_times"])
        if person.availability_known != bool(wanted):
            person.availability_known = bool(wanted)
            person.save(update_fields=["availability_known"])


def merged(spans: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """`spans` in order, without overlaps, none across midnight. End 0 means midnight at the end of the day."""
    cut: list[tuple[int, int, int]] = []
    for day, start, end in spans:
        if end == 0:
            end = 1440
        if end > start:
            cut.append((day, start, end))
        elif end < start:
            cut += [(day, start, 1440), ((day + 1) % 7, 0, end)]
    whole: list[tuple[int, int, int]] = []
    for day, start, end in sorted(cut):
        if whole and whole[-1][0] == day and whole[-1][2] >= start:
            whole[-1] = (day, whole[-1][1], max(end, whole[-1][2]))
        else:
            whole.append((day, start, end))
    return whole


def set_contact_ways(*, person: Person, by, ways: Iterable[Way]) -> None:
    """These ways and no others; the first is the one the person likes best."""
    access.check_can_change(by, person)
    wanted = [way for way in ways if way.value.strip()]
    with transaction.atomic():
        there = [Way(w.kind, w.value, w.is_safe, w.when) for w in person.contact_ways.all()]
        if there == wanted:
            return
        person.contact_ways.all().delete()
        ContactWay.objects.bulk_create(
            ContactWay(
                person=person, kind=w.kind, value=w.value.strip(), is_safe=w.is_safe, when=w.when, preferred=n == 0
            )
            for n, w in enumerate(wanted)
        )
        audit.record(by=by, action="ways to reach changed", target=person, people=[person.pk], fields=["contact_ways"])


def set_terms(*, person: Person, by, use: str, terms: Iterable[Term]) -> None:
    """The words that this person offers, needs or likes, and no others."""
    access.check_can_change(by, person)
    wanted = {term.pk for term in terms}
    with transaction.atomic():
        mine = person.person_terms.filter(use=use)
        there = set(mine.values_list("term_id", flat=True))
        if there == wanted:
            return
        mine.exclude(term_id__in=wanted).delete()
        PersonTerm.objects.bulk_create(PersonTerm(person=person, term_id=pk, use=use) for pk in wanted - there)
        audit.record(by=by, action="words changed", target=person, people=[person.pk], fields=[use])


def area_named(country: str, name: str) -> Area | None:
    """The area of that name, whatever its case and accents; a new one if there is none; None for no name."""
    name = " ".join(name.split())[:80]
    if not name:
        return None
    for area in Area.objects.filter(country=country):
        if fold(area.name) == fold(name):
            return area
    return Area.objects.create(country=country, name=name)


def _only_columns(values: dict) -> None:
    strange = set(values) - COLUMNS
    if strange:
        raise TypeError(f"Not columns of a person that may be set here: {sorted(strange)}")


def account_without_mail(*, person: Person) -> Account:
    """An account that no password, code or message opens. The caller has checked that it may be made, and writes it down."""
    account = Account(person=person, page_language=person.page_language)
    account.email = f"{account.pk}{NO_MAIL}"
    account.set_unusable_password()
    account.save()
    return account


def edit_account(*, account: Account, by, name: str, page_language: str) -> Account:
    """One's own name (unless a person stands behind the account, who carries it) and language. Raises NotAllowed."""
    if by.account is None or by.account.pk != account.pk:
        raise access.NotAllowed(_("Everybody changes their own account."))
    with transaction.atomic():
        account.page_language = page_language
        fields = ["page_language"]
        if account.person_id is None:
            account.name = name.strip()
            fields.append("name")
        account.save(update_fields=fields)
        audit.record(by=by, action="account changed", target=account, fields=fields)
    return account
