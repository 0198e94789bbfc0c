"""From a row's words to columns of ours. Pure but for the vocabulary, which the caller hands in."""

import re
from datetime import UTC, date, datetime, time

from django.conf import settings
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.people.actions import Way
from alongside.people.directory import fold
from alongside.people.models import ContactWay, PersonTerm, Term
from alongside.programmes.models import Programme, Side

Kind = ContactWay.Kind
#: A street or a postcode, as in the form for one person: nearer than a programme may know.
ADDRESS = re.compile(r"\d{4,}|\b(street|strasse|straße|rua|rue|calle|via|ul\.|ulica|road|avenue)\b", re.IGNORECASE)
#: Columns of a person that a row gives as they are.
PLAIN = ("known_as", "birth_year", "gender", "gender_wish", "wishes")


class Vocabulary:
    """The words of an organisation, looked up by code or by label in any language. Unknown ones are counted."""

    def __init__(self, terms):
        self.terms: dict[tuple[str, str], Term] = {}
        for term in terms:
            for word in (term.code, *term.labels.values()):
                self.terms.setdefault((term.kind, fold(str(word))), term)

    def find(self, kind: str, words) -> tuple[list[Term], list[str]]:
        """(the terms found, each once; the words that mean nothing here)."""
        found: dict = {}
        strange = []
        for word in words or ():
            term = self.terms.get((kind, fold(word)))
            if term is None:
                strange.append(word)
            else:
                found[term.pk] = term
        return list(found.values()), strange


def own_problems(person: dict, programme: Programme | None) -> list[tuple[str, str]]:
    """(field, sentence) of what this house asks beyond what can be read: coarse places, and adults. No query."""
    problems = []
    if ADDRESS.search(person.get("area", "")):
        problems.append(("area", _("This looks like an address. Write only the district or the town, without street or postcode.")))
    if programme is not None and not programme.takes_minors:
        year = person.get("birth_year")
        if (year and clock.today().year - year < 18) or person.get("adult") is False:
            problems.append(("birth_year" if year else "adult", _("This programme is for people of 18 and over. Leave the row out, "
                                                                  "or correct the age.")))
    return problems


def person_columns(person: dict, programme: Programme) -> dict:
    """Columns of the person, but area and the words that the vocabulary lacks."""
    work = [person.get("occupation", ""), person.get("organisation", "")]
    return {name: person[name] for name in PLAIN if name in person} | {
        "about": person.get("about", ""),
        "occupation": ", ".join(part for part in work if part),
        "needs_interpreter": person.get("interpreter"),
        "time_zone": person.get("time_zone") or programme.time_zone,
        "page_language": page_language(person),
    }


def page_language(person: dict) -> str:
    """Pages come in the first language of ours that somebody speaks as a mother tongue, else in English."""
    ours = dict(settings.LANGUAGES)
    spoken = person.get("languages", [])
    return next((tag for tag, level in spoken if level == "native" and tag in ours), "en")


def enrolment_columns(person: dict, side: str) -> dict:
    columns = {name: person.get(name) for name in ("in_person_ok", "online_ok", "reach_km")}
    columns["reference"] = person.get("reference", "")
    columns["experience_wish"] = "yes" if person.get("experience_wish") else ""
    if side == Side.MENTOR:
        columns["capacity"] = person.get("capacity", 1)
    else:
        columns["waiting_since"] = joined(person) or clock.today()
    return columns


def joined(person: dict) -> date | None:
    """The day on which they joined, never one to come."""
    day = date.fromisoformat(person["joined_on"]) if person.get("joined_on") else None
    return min(day, clock.today()) if day else None


def since(person: dict) -> datetime:
    """From when they stand where they stand."""
    day = joined(person)
    return datetime.combine(day, time(12), UTC) if day and day < clock.today() else clock.now()


def ways(person: dict) -> list[Way]:
    """Ways to reach somebody in the order e-mail, phone, others; safe only where the row says so."""
    safe = person.get("contact_safe")
    when = person.get("contact_when", "")
    phone = person.get("phone", "")
    found = [(Kind.EMAIL, person.get("email", "")), (Kind.PHONE, phone), (Kind.WHATSAPP, person.get("whatsapp", ""))]
    if safe and "message" in safe:
        found.append((Kind.MESSAGE, phone))
    if safe and "whatsapp" in safe and not person.get("whatsapp"):
        found.append((Kind.WHATSAPP, phone))

    def is_safe(kind: str) -> bool | None:
        return None if safe is None else "all" in safe or kind.value in safe

    made = [Way(kind, value, is_safe(kind), when) for kind, value in found if value]
    # The way that may be used comes first, because the first is the one that is tried.
    return sorted(made, key=lambda way: way.is_safe is False)


def terms(person: dict, vocabulary: Vocabulary) -> tuple[list[tuple[str, Term]], dict[str, list[str]]]:
    """([(use, term)], {field: words that the vocabulary lacks})."""
    found, strange = [], {}
    for key, kind, use in (
        ("skills", Term.Kind.TOPIC, PersonTerm.Use.OFFERS),
        ("needs", Term.Kind.TOPIC, PersonTerm.Use.NEEDS),
        ("interests", Term.Kind.INTEREST, PersonTerm.Use.LIKES),
    ):
        known, unknown = vocabulary.find(kind, person.get(key))
        found += [(use, term) for term in known]
        if unknown:
            strange[key] = unknown
    return found, strange


def in_own_words(about: str, strange: dict[str, list[str]]) -> str:
    """`about` with the words for which the vocabulary has none, so that nothing is lost."""
    labels = {"skills": _("Can help with: {words}"), "needs": _("Wants help with: {words}"), "interests": _("Likes: {words}")}
    lines = [about] if about else []
    return "\n".join(lines + [labels[key].format(words=", ".join(words)) for key, words in strange.items()])
