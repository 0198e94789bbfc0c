"""No column may hold what nobody should know about a person, or a verdict on one."""

import re

import pytest
from django.db import models as db

from tests.architecture.sources import forms, models

#: GDPR articles 9 and 10, and what opens the same doors: nationality, status, the offence.
NOBODY_ASKS = {
    "religion", "religious", "faith", "church", "mosque", "belief", "confession", "denomination",
    "ethnic", "ethnicity", "race", "racial", "tribe", "clan", "caste", "skin",
    "nationality", "national", "citizenship", "citizen", "birthplace", "origin", "homeland",
    "politics", "political", "party", "ideology", "union", "extremist", "extremism", "radicalised",
    "health", "illness", "diagnosis", "disability", "medical", "medication", "pregnant", "trauma", "addiction",
    "sexuality", "sexual", "orientation",
    "offence", "offense", "conviction", "crime", "criminal", "sentence", "prison", "prisoner", "inmate", "detainee",
    "asylum", "visa", "passport", "residence", "permit", "immigration", "refugee", "undocumented", "status_document",
}  # fmt: skip
#: A number, rank or colour that judges a person.
JUDGES = {
    "score", "risk", "rank", "ranking", "rating", "grade", "severity", "worth", "danger", "threat", "suspicion",
    "trust", "reliability", "compliance", "credibility", "stability", "vulnerability", "deservingness", "colour", "color",
    "progress", "character", "points", "percent", "percentage", "star", "weight", "likelihood", "probability",
}  # fmt: skip
#: "Model.field" or "Model.field=choice": what it is instead. Reviewed one by one.
EXCEPTIONS = {
    "people.Organisation.sector=prison": "the kind of an organisation, not of a person",
}


def tokens(text: str) -> set[str]:
    """The words of a name, each as it stands and in the singular."""
    words = set(re.split(r"[^a-z]+", text.lower()))
    return words | {re.sub("ies$", "y", word) for word in words} | {word.removesuffix("s") for word in words}


@pytest.mark.parametrize("asked", ["religion", "his_religions", "nationalities", "offences", "health_status", "Visa"])
def test_names_of_what_nobody_asks_are_recognised(asked):
    assert tokens(asked) & NOBODY_ASKS


def test_no_form_asks_for_what_nobody_should_ask():
    """A field of a form needs no column: it could be written into a note."""
    found = [
        f"{form.__module__}.{form.__name__}.{name}"
        for form in forms()
        for name in form.base_fields
        if tokens(name) & (NOBODY_ASKS | JUDGES)
    ]
    assert [f for f in found if f not in EXCEPTIONS] == []


def test_no_column_or_choice_holds_what_nobody_should_ask():
    found = []
    for model in models():
        for field in model._meta.get_fields():
            if field.auto_created:
                continue
            label = f"{model._meta.label}.{field.name}"
            if tokens(field.name) & NOBODY_ASKS:
                found.append(label)
            for value, _words in getattr(field, "flatchoices", None) or []:
                if tokens(str(value)) & NOBODY_ASKS:
                    found.append(f"{label}={value}")
    assert [f for f in found if f not in EXCEPTIONS] == []


def test_no_column_judges_a_person():
    found = [
        f"{model._meta.label}.{field.name}"
        for model in models()
        for field in model._meta.get_fields()
        if not field.auto_created and tokens(field.name) & JUDGES
    ]
    assert [f for f in found if f not in EXCEPTIONS] == []


def test_no_decimal_or_float_hangs_on_a_person_without_review():
    """Counts are whole numbers. A fraction on a row is either a place or a judgement."""
    places = {"latitude", "longitude"}
    found = [
        f"{model._meta.label}.{field.name}"
        for model in models()
        for field in model._meta.get_fields()
        if isinstance(field, db.FloatField | db.DecimalField) and field.name not in places
    ]
    assert [f for f in found if f not in EXCEPTIONS] == []


def test_exceptions_that_are_no_longer_needed_are_removed():
    known = set()
    for model in models():
        for field in model._meta.get_fields():
            known.add(f"{model._meta.label}.{field.name}")
            known |= {f"{model._meta.label}.{field.name}={v}" for v, _w in getattr(field, "flatchoices", None) or []}
    assert set(EXCEPTIONS) <= known
