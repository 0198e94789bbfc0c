"""Everything that a column of a sheet can become. There is no field here, on purpose, for faith, origin,
nationality, politics, health, sexuality, offence or legal status: see `sensitive`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict

from django.utils.translation import gettext_lazy as _

from .answers import Hints, Parsed, Problem
from .contacts import parse_channels, parse_email, parse_phone
from .dates import parse_birth_year, parse_date
from .hours import parse_hours
from .parsers import (
    number_of,
    parse_adult,
    parse_country,
    parse_gender,
    parse_gender_wish,
    parse_list,
    parse_name,
    parse_part_of_name,
    parse_reach,
    parse_time_zone,
    parse_yes_no,
    text_of,
)
from .spoken import parse_languages

Parser = Callable[[str, Hints], Parsed | Problem]
LEAVE_OUT, NOTE = "leave_out", "note"


class TakenPerson(TypedDict, total=False):
    """A person as a row describes them; only what the row says is there. Plain JSON throughout.

    languages     [[BCP 47 tag, CEFR level | "native" | ""], …]
    availability  [[weekday 0 Monday to 6 Sunday, start, end], …], minutes after midnight in the person's time zone
    gender        "woman", "man", "other"; gender_wish "any", "woman", "man"
    country       ISO 3166-1 alpha-2; joined_on an ISO date
    skills, needs, interests, grant_tags  words as written, each once
    contact_safe  of "email", "phone", "message", "whatsapp", "post"; [] none is safe; absent nobody knows
    wishes, about  free text; columns that became the same field are joined by line breaks
    """

    name: str
    known_as: str
    email: str
    phone: str
    whatsapp: str
    languages: list[list[str]]
    interpreter: bool
    area: str
    country: str
    time_zone: str
    availability: list[list[int]]
    gender: str
    gender_wish: str
    experience_wish: bool
    birth_year: int
    adult: bool
    skills: list[str]
    needs: list[str]
    interests: list[str]
    wishes: str
    about: str
    occupation: str
    organisation: str
    capacity: int
    online_ok: bool
    in_person_ok: bool
    reach_km: int
    joined_on: str
    grant_tags: list[str]
    reference: str
    contact_safe: list[str]
    contact_when: str


@dataclass(frozen=True)
class Field:
    """One thing that a column can become.

    many        several columns may become it; their values are joined
    has_words   its cells are words with a meaning, which a person may settle (`Mapping.words`)
    free_text   may hold anything, so it is searched for what must stay out
    for_all     a value for it may be given for all rows
    """

    key: str
    label: str
    parse: Parser
    many: bool = False
    has_words: bool = False
    free_text: bool = False
    for_all: bool = False


_ALL = (
    Field("name", _("Name"), parse_name),
    Field("first_name", _("First name"), parse_part_of_name, many=True),
    Field("last_name", _("Last name"), parse_part_of_name, many=True),
    Field("known_as", _("Wants to be called"), parse_part_of_name),
    Field("email", _("E-mail"), parse_email),
    Field("phone", _("Phone"), parse_phone),
    Field("whatsapp", _("WhatsApp"), parse_phone),
    Field("languages", _("Languages"), parse_languages, many=True, has_words=True, for_all=True),
    Field("mother_tongue", _("Mother tongue"), parse_languages, many=True, has_words=True, for_all=True),
    Field("interpreter", _("Needs an interpreter"), parse_yes_no, has_words=True, for_all=True),
    Field("area", _("District or town"), text_of(80), for_all=True),
    Field("country", _("Country they live in"), parse_country, has_words=True, for_all=True),
    Field("time_zone", _("Time zone"), parse_time_zone, has_words=True, for_all=True),
    Field("availability", _("Free hours"), parse_hours, many=True, has_words=True, for_all=True),
    Field("gender", _("Gender"), parse_gender, has_words=True),
    Field("gender_wish", _("Wish about the other's gender"), parse_gender_wish, has_words=True, for_all=True),
    Field("experience_wish", _("Asks to be matched through a shared start in a new country"), parse_yes_no, has_words=True),
    Field("birth_year", _("Year of birth"), parse_birth_year),
    Field("adult", _("Is 18 or older"), parse_adult, has_words=True, for_all=True),
    Field("skills", _("Can help with"), parse_list, many=True, free_text=True, for_all=True),
    Field("needs", _("Wants help with"), parse_list, many=True, free_text=True, for_all=True),
    Field("interests", _("Interests"), parse_list, many=True, free_text=True, for_all=True),
    Field("wishes", _("Wishes, in their own words"), text_of(5000, lines=True), many=True, free_text=True),
    Field("about", _("About them, in words"), text_of(5000, lines=True), many=True, free_text=True),
    Field("occupation", _("Work or profession"), text_of(300), many=True, free_text=True),
    Field("organisation", _("Where they work"), text_of(160), free_text=True, for_all=True),
    Field("capacity", _("How many people at once"), number_of(0, 20, _("how many people at once")), for_all=True),
    Field("online_ok", _("Online is fine"), parse_yes_no, has_words=True, for_all=True),
    Field("in_person_ok", _("In person is fine"), parse_yes_no, has_words=True, for_all=True),
    Field("reach_km", _("How far they travel, km"), parse_reach, for_all=True),
    Field("joined_on", _("Joined on"), parse_date, for_all=True),
    Field("grant_tag", _("Grant"), text_of(60), many=True, for_all=True),
    Field("reference", _("Your own number for them"), text_of(60)),
    Field("contact_safe", _("Safe ways to contact"), parse_channels, has_words=True, for_all=True),
    Field("contact_when", _("When to contact"), text_of(200), free_text=True, for_all=True),
    Field(NOTE, _("A note: decide first"), text_of(20_000, lines=True), many=True, free_text=True),
    Field(LEAVE_OUT, _("Leave out"), text_of(100_000, lines=True), many=True, free_text=True),
)
FIELDS: dict[str, Field] = {field.key: field for field in _ALL}
