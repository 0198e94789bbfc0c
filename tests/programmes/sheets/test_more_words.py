"""What outsiders wrote into cells when they tried the import: the meaning, never half of it."""

import pytest

from alongside.programmes.sheets import guess, trial
from alongside.programmes.sheets.answers import Hints, Parsed, Problem
from alongside.programmes.sheets.contacts import parse_phone
from alongside.programmes.sheets.dates import parse_birth_year, parse_date
from alongside.programmes.sheets.hours import described, parse_hours
from alongside.programmes.sheets.parsers import parse_adult, parse_gender, parse_gender_wish, parse_yes_no
from alongside.programmes.sheets.settling import read_cell
from alongside.programmes.sheets.spoken import parse_languages

NOW = Hints(this_year=2026)
WEEK = "Mon {0}; Tue {0}; Wed {0}; Thu {0}; Fri {0}"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("DE C1 EN B2", [("de", "C1"), ("en", "B2")]),
        ("EN B2", [("en", "B2")]),
        ("Arabic – C2; EN – B2", [("ar", "C2"), ("en", "B2")]),
        ("Persian (Dari)", [("prs", "")]),
        ("Dari (Persian)", [("prs", "")]),
        ("Mandarin Chinese", [("cmn", "")]),
        ("Deutsche Gebärdensprache", [("sgn", "")]),
        ("Sprachen: Deutsch, Englisch", [("de", ""), ("en", "")]),
        ("I speak Arabic and English", [("ar", ""), ("en", "")]),
        ("العربية (لغة أم) والإنجليزية", [("ar", "native"), ("en", "")]),
        ("العربيه", [("ar", "")]),
        ("Nederlands (moedertaal), Arabisch en Engels", [("nl", "native"), ("ar", ""), ("en", "")]),
        ("italiano, arabo e inglese B1", [("it", ""), ("ar", ""), ("en", "B1")]),
        ("svenska och tigrinska", [("sv", ""), ("ti", "")]),
        ("Türkçe, Kürtçe (Kurmanci), İngilizce iyi", [("tr", ""), ("kmr", ""), ("en", "B2")]),
        ("دری، انگلیسی", [("prs", ""), ("en", "")]),
        ("русский, английский", [("ru", ""), ("en", "")]),
    ],
)
def test_languages(text, meaning):
    assert parse_languages(text) == Parsed(meaning)


def test_two_languages_of_which_one_stands_in_brackets_are_asked_about():
    answer = parse_languages("Ukrainian (Russian)")
    assert isinstance(answer, Problem) and [value for value, _label in answer.options] == ["uk ru", "uk"]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("evenings and weekends", WEEK.format("17:00-21:00") + "; Sat 09:00-21:00; Sun 09:00-21:00"),
        ("Saturday morning and afternoon", "Sat 09:00-12:00; Sat 13:00-17:00"),
        ("Saturdays 10am - noon", "Sat 10:00-12:00"),
        ("any time", described([(day, 540, 1260) for day in range(7)])),
        ("Dienstagabend, Mittwochnachmittag", "Tue 17:00-21:00; Wed 13:00-17:00"),
        ("Mo 8-12 u. 14-18", "Mon 08:00-12:00; Mon 14:00-18:00"),
        ("Montag bis Mittwoch zwischen 14 und 16 Uhr", "Mon 14:00-16:00; Tue 14:00-16:00; Wed 14:00-16:00"),
        ("between 5 and 7pm on Tuesdays", "Tue 17:00-19:00"),
        ("ti ja to klo 17 jälkeen", "Tue 17:00-21:00; Thu 17:00-21:00"),
        ("الثلاثاء مساءً", "Tue 17:00-21:00"),
        ("donderdagavond", "Thu 17:00-21:00"),
        ("di + do avond", "Tue 17:00-21:00; Thu 17:00-21:00"),
        ("martedì e giovedì dopo le 18", "Tue 18:00-21:00; Thu 18:00-21:00"),
        ("tis/tors kväll", "Tue 17:00-21:00; Thu 17:00-21:00"),
        ("Pzt-Cum 18:00 sonrası", WEEK.format("18:00-21:00")),
        ("Salı akşam", "Tue 17:00-21:00"),
        ("سه‌شنبه عصر", "Tue 13:00-17:00"),
        ("út večer", "Tue 17:00-21:00"),
    ],
)
def test_hours(text, spans):
    answer = parse_hours(text)
    assert isinstance(answer, Parsed), answer
    assert described(answer.value) == spans


@pytest.mark.parametrize("text", ["Sat 10 - evening", "not Mondays", "except Friday"])
def test_hours_are_refused_rather_than_half_read(text):
    assert isinstance(parse_hours(text), Problem)


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        (parse_birth_year, "1988.0", 1988), (parse_birth_year, "May 1988", 1988), (parse_birth_year, "05/1988", 1988),
        (parse_birth_year, "4 Ocak 1988", 1988), (parse_adult, "25-34", True), (parse_adult, "65 and over", True), (parse_adult, ">65", True),
        (parse_adult, "30s", True), (parse_adult, "14-17", False), (parse_adult, "under 18", False), (parse_adult, "u18", False),
        (parse_yes_no, "1.0", True), (parse_yes_no, "evet", True), (parse_yes_no, "hayır", False), (parse_yes_no, "nee", False),
        (parse_gender, "kadın", "woman"), (parse_gender, "vrouw", "woman"), (parse_gender, "uomo", "man"), (parse_gender, "زن", "woman"),
        (parse_gender_wish, "Female mentor please", "woman"), (parse_gender_wish, "Frau bevorzugt", "woman"),
        (parse_gender_wish, "men only please", "man"), (parse_gender_wish, "fark etmez", "any"),
        (parse_phone, "'+49 170 1234567", "+491701234567"), (parse_phone, "0170 1234567 (mobile)", "01701234567"),
    ],
)  # fmt: skip
def test_small_cells(parse, text, value):
    assert parse(text, NOW) == Parsed(value)


def test_a_day_number_with_a_time_of_day_is_that_day():
    assert parse_date("46023.5") == parse_date("46023")


@pytest.mark.parametrize("text", ["16-25", "1988-05-04 or 1989-01-01"])
def test_an_age_on_both_sides_is_not_guessed(text):
    assert isinstance(parse_adult(text, NOW), Problem)


@pytest.mark.parametrize("text", ["0170 1234567 / 0171 1234567", "0170 1234567, 0171 1234567", "+351 912 345 678 or +351 912 345 679"])
def test_two_numbers_in_one_cell_are_told(text):
    answer = parse_phone(text)
    assert isinstance(answer, Problem) and "more than one number" in answer.sentence


@pytest.mark.parametrize("key", ["email", "phone", "birth_year", "joined_on", "availability", "country", "capacity", "reach_km", "interpreter", "adult"])
@pytest.mark.parametrize("text", ["n/a", "unknown", "keine Angabe", "?"])
def test_a_cell_that_says_there_is_nothing_to_say_is_empty(key, text):
    assert read_cell(key, key, text, NOW) == Parsed(None)


def test_no_way_of_contact_is_safe_remains_an_answer():
    assert read_cell("contact_safe", "Contact", "none", NOW) == Parsed([])


def test_a_column_of_dashes_is_no_column_of_addresses(sheet_of):
    sheet = sheet_of("Name,X1\nAna Ruiz,-\nLuis Gil,n/a\n")
    assert [row.person for row in trial(sheet, guess(sheet))] == [{"name": "Ana Ruiz"}, {"name": "Luis Gil"}]
