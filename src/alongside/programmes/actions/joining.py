"""Somebody comes in by a public form: they apply, or a partner refers them with their agreement.

Nobody is signed in here. What may be written is what the form of an open programme asks, so the caller hands in a
programme from `programmes.public` and the form's own cleaned values. Each application is a person of its own:
whether they are here already is for staff to see and decide (`actions.duplicates`), never said to the visitor.
"""

from dataclasses import dataclass, field

from django.db import transaction

from alongside.foundation import audit
from alongside.people import actions as people_actions
from alongside.people.models import Consent, Person, PersonTerm
from alongside.programmes import notices
from alongside.programmes.actions.enrolment import enrol
from alongside.programmes.codes import new_code
from alongside.programmes.models import Enrolment, Programme, Referral, Side

Source = Enrolment.Source


@dataclass
class Told:
    """What the form was told about the person who wants to take part.

    language: of the page they read. country: where the area lies, a code. is_adult: they, or the referrer, ticked it.
    person, enrolment: further columns.
    """

    name: str
    language: str
    languages: list[tuple[str, str]]
    reach: people_actions.Way
    country: str
    area: str = ""
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    topics: list = field(default_factory=list)
    interests: list = field(default_factory=list)
    fields_of_work: list = field(default_factory=list)
    is_adult: bool = False
    person: dict = field(default_factory=dict)
    enrolment: dict = field(default_factory=dict)


def apply(*, programme: Programme, side: str, told: Told) -> str:
    """Take in an application. Returns the short code that the applicant may name on the phone. About 15 queries."""
    code = new_code()
    with transaction.atomic():
        enrolment = _take_in(programme, side, told, Source.SELF, reference=code)
        for purpose in (Consent.Purpose.NOTICE, Consent.Purpose.MENTORING):
            _consent(enrolment.person, purpose, told.language, "online")
        audit.record(by=None, action="applied", target=enrolment, people=[enrolment.person_id])
    return code


def refer(
    *, programme: Programme, told: Told, referrer_name: str, referrer_organisation: str, referrer_contact: str
) -> Referral:
    """Take in a referral to which the person agreed; the caller has checked that the tick was set."""
    with transaction.atomic():
        enrolment = _take_in(programme, Side.MENTEE, told, Source.REFERRAL)
        referral = Referral.objects.create(
            programme=programme,
            enrolment=enrolment,
            reference=new_code(),
            referrer_name=referrer_name,
            referrer_organisation=referrer_organisation,
            referrer_contact=referrer_contact,
        )
        _consent(enrolment.person, Consent.Purpose.REFERRAL, told.language, "referrer")
        audit.record(by=None, action="referred", target=enrolment, people=[enrolment.person_id])
    return referral


def _take_in(programme: Programme, side: str, told: Told, source: str, **columns) -> Enrolment:
    person = people_actions.add_person(
        organisation=programme.organisation,
        by=None,
        name=told.name,
        page_language=told.language,
        time_zone=programme.time_zone,
        area=people_actions.area_named(told.country, told.area),
        **told.person,
    )
    enrolment = enrol(
        person=person, programme=programme, side=side, by=None, source=source, **(told.enrolment | columns)
    )
    people_actions.set_languages(person=person, by=None, languages=told.languages)
    people_actions.set_free_times(person=person, by=None, spans=told.spans)
    people_actions.set_contact_ways(person=person, by=None, ways=[told.reach])
    use = PersonTerm.Use.OFFERS if side == Side.MENTOR else PersonTerm.Use.NEEDS
    people_actions.set_terms(person=person, by=None, use=use, terms=told.topics)
    people_actions.set_terms(person=person, by=None, use=PersonTerm.Use.LIKES, terms=told.interests)
    people_actions.set_terms(person=person, by=None, use=PersonTerm.Use.WORKS, terms=told.fields_of_work)
    if told.is_adult:
        people_actions.confirm_adult(person=person, by=None)
    return enrolment


def _consent(person: Person, purpose: str, language: str, how: str) -> None:
    Consent.objects.create(person=person, purpose=purpose, wording=notices.VERSION, language=language, how=how)
