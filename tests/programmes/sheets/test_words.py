"""Tables of what people write in cells, and what it means."""

import datetime

import pytest

from alongside.programmes.sheets.answers import Hints, Parsed, Problem
from alongside.programmes.sheets.contacts import parse_channels, parse_email, parse_phone
from alongside.programmes.sheets.dates import parse_birth_year, parse_date
from alongside.programmes.sheets.fields import FIELDS
from alongside.programmes.sheets.hours import described, languages_of_hours, parse_hours
from alongside.programmes.sheets.language_words import AMBIGUOUS, LEVELS, NAMES
from alongside.programmes.sheets.parsers import (
    parse_adult,
    parse_country,
    parse_gender,
    parse_gender_wish,
    parse_list,
    parse_name,
    parse_yes_no,
)
from alongside.programmes.sheets.settling import read_cell
from alongside.programmes.sheets.spoken import parse_languages

WEEK = "Mon {0}; Tue {0}; Wed {0}; Thu {0}; Fri {0}"
HOURS = [
    ("Tue eve", "Tue 17:00-21:00"),
    ("Di abend; Sa 10–12", "Tue 17:00-21:00; Sat 10:00-12:00"),
    ("Mon-Fri after 17:00", WEEK.format("17:00-21:00")),
    ("weekends", "Sat 09:00-21:00; Sun 09:00-21:00"),
    ("mar. soir", "Tue 17:00-21:00"),
    ("Tue, Thu evenings", "Tue 17:00-21:00; Thu 17:00-21:00"),
    ("Mo bis Fr ab 17 Uhr", WEEK.format("17:00-21:00")),
    ("Montags von 10 bis 12 Uhr", "Mon 10:00-12:00"),
    ("Sa. 10.00 - 12.30 Uhr", "Sat 10:00-12:30"),
    ("5-7 pm Mon", "Mon 17:00-19:00"),
    ("Tuesday evening 6-8", "Tue 18:00-20:00"),
    ("Sat 9-5", "Sat 09:00-17:00"),
    ("10am-1pm Wed", "Wed 10:00-13:00"),
    ("Mon 9-12 and 14-16", "Mon 09:00-12:00; Mon 14:00-16:00"),
    ("mornings Mon-Wed, afternoons Thu", "Mon 09:00-12:00; Tue 09:00-12:00; Wed 09:00-12:00; Thu 13:00-17:00"),
    ("weekday evenings and weekends", WEEK.format("17:00-21:00") + "; Sat 09:00-21:00; Sun 09:00-21:00"),
    ("evenings", WEEK.format("17:00-21:00")),
    ("Sat before 12:00", "Sat 08:00-12:00"),
    ("Thu 22:00-02:00", "Thu 22:00-24:00; Fri 00:00-02:00"),
    ("pn-pt po 17", WEEK.format("17:00-21:00")),
    ("sobota rano, niedziela", "Sat 09:00-12:00; Sun 09:00-21:00"),
    ("seg a sex à tarde", WEEK.format("13:00-17:00")),
    ("2ª feira de manhã", "Mon 09:00-12:00"),
    ("terça-feira das 18h às 20h", "Tue 18:00-20:00"),
    ("lunes y jueves por la tarde", "Mon 13:00-17:00; Thu 13:00-17:00"),
    ("fin de semana", "Sat 09:00-21:00; Sun 09:00-21:00"),
    ("ti klo 17-19", "Tue 17:00-19:00"),
    ("ma ja to iltaisin", "Mon 17:00-21:00; Thu 17:00-21:00"),
    ("št večer", "Thu 17:00-21:00"),
    ("st večer", "Wed 17:00-21:00"),
    ("po-pia po 16:00", WEEK.format("16:00-21:00")),
    ("luni-vineri după ora 17", WEEK.format("17:00-21:00")),
    ("пн-пт після 18:00", WEEK.format("18:00-21:00")),
    ("вихідні", "Sat 09:00-21:00; Sun 09:00-21:00"),
    ("الاثنين مساء", "Mon 17:00-21:00"),
    ("السبت والأحد صباحا", "Sat 09:00-12:00; Sun 09:00-12:00"),
    ("الثلاثاء ١٧:٠٠-١٩:٠٠", "Tue 17:00-19:00"),
    ("samedi de 10h à 12h", "Sat 10:00-12:00"),
    ("jederzeit", "; ".join(f"{day} 09:00-21:00" for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))),
]


@pytest.mark.parametrize(("text", "meaning"), HOURS, ids=[text for text, _ in HOURS])
def test_free_hours_are_understood(text, meaning):
    assert described(parse_hours(text).value) == meaning


@pytest.mark.parametrize(("_text", "meaning"), HOURS[::5])
def test_hours_described_are_understood_again(_text, meaning):
    assert described(parse_hours(meaning).value) == meaning


@pytest.mark.parametrize("text", ["not Friday", "every other Tue", "Tue 17:00", "when the kids sleep", "außer Mittwoch", "25:00-26:00", "Tue 99"])
def test_hours_not_fully_understood_are_asked_about_never_skipped(text):
    assert isinstance(parse_hours(text), Problem)


def test_the_same_letters_are_asked_about_unless_the_column_tells():
    question = parse_hours("So 10:00-12:00")
    assert [value for value, _ in question.options] == ["Sun 10:00-12:00", "Sat 10:00-12:00"]
    assert languages_of_hours(["So 10-12", "Di abend", "Mi ab 17 Uhr"]) == "de"
    assert described(parse_hours("So 10:00-12:00", Hints(language="de")).value) == "Sun 10:00-12:00"
    assert described(parse_hours("So 10:00-12:00", Hints(language="sk")).value) == "Sat 10:00-12:00"
    assert described(parse_hours("So 10:00-12:00", Hints(words={"so 10:00-12:00": "Sat 10:00-12:00"})).value) == "Sat 10:00-12:00"


def test_five_to_seven_is_asked_about():
    assert [value for value, _ in parse_hours("Tue 5-7").options] == ["Tue 17:00-19:00", "Tue 05:00-07:00"]


def test_a_column_for_each_day_is_read_with_its_heading():
    assert described(read_cell("availability", "Monday", "evening", Hints()).value) == "Mon 17:00-21:00"
    assert described(read_cell("availability", "Tuesday morning", "x", Hints()).value) == "Tue 09:00-12:00"
    assert read_cell("availability", "Monday", "no", Hints()).value == []


LANGUAGES = [
    ("Arabisch", [("ar", "")]),
    ("Arabic (native), English B1; a bit of Portuguese", [("ar", "native"), ("en", "B1"), ("pt", "A1")]),
    ("Dari/Farsi", [("prs", ""), ("fa", "")]),
    ("Kurdish (Sorani)", [("ckb", "")]),
    ("Kurmanji", [("kmr", "")]),
    ("Deutsch: B2, Arabisch Muttersprache", [("de", "B2"), ("ar", "native")]),
    ("polski, angielski B1", [("pl", ""), ("en", "B1")]),
    ("trochę polsku", [("pl", "A1")]),
    ("Fluent English, basic German", [("en", "C1"), ("de", "A2")]),
    ("en:C1", [("en", "C1")]),
    ("English, fluent, Arabic, native", [("en", "C1"), ("ar", "native")]),
    ("English - good; Pashto – mother tongue", [("en", "B2"), ("ps", "native")]),
    ("Tigrinya and Amharic", [("ti", ""), ("am", "")]),
    ("ትግርኛ", [("ti", "")]),
    ("Af-Soomaali", [("so", "")]),
    ("português (língua materna), inglês médio", [("pt", "native"), ("en", "B1")]),
    ("español e inglés", [("es", ""), ("en", "")]),
    ("suomi, englanti", [("fi", ""), ("en", "")]),
    ("slovensky, anglicky", [("sk", ""), ("en", "")]),
    ("română, engleză", [("ro", ""), ("en", "")]),
    ("Українська (рідна), англійська B1", [("uk", "native"), ("en", "B1")]),
    ("العربية والفرنسية", [("ar", ""), ("fr", "")]),
    ("العربية (اللغة الأم)", [("ar", "native")]),
    ("فارسی", [("fa", "")]),
    ("français courant", [("fr", "C1")]),
    ("Englisch (gut)", [("en", "B2")]),
    ("Türkçe; Kurmancî", [("tr", ""), ("kmr", "")]),
    ("bosanski/srpski", [("bs", ""), ("sr", "")]),
    ("Somali English", [("so", ""), ("en", "")]),
    ("-", []),
]


@pytest.mark.parametrize(("text", "meaning"), LANGUAGES, ids=[text for text, _ in LANGUAGES])
def test_languages_are_understood(text, meaning):
    assert parse_languages(text).value == meaning


@pytest.mark.parametrize(("text", "tags"), [("Kurd.", {"kmr", "ckb"}), ("Kurdish", {"kmr", "ckb"}), ("Kurdisch B1", {"kmr", "ckb"}),
                                            ("كردي", {"kmr", "ckb"}), ("Chinese", {"cmn", "yue"}), ("Serbo-Croatian", {"bs", "hr", "sr"})])  # fmt: skip
def test_a_word_for_several_languages_is_asked_about(text, tags):
    question = parse_languages(f"English; {text}")
    assert tags <= {value for value, _ in question.options}


def test_a_chosen_meaning_settles_the_word_and_keeps_its_level():
    hints = Hints(words={"kurd": "kmr", "klingon": "", "dari/farsi": "prs"})
    assert parse_languages("Kurd. B1, Klingon; Dari/Farsi", hints).value == [("kmr", "B1"), ("prs", "")]


def test_an_unknown_language_is_named():
    assert parse_languages("English; Klingon").word == "Klingon"


def test_no_name_is_both_clear_and_ambiguous():
    assert not set(NAMES) & set(AMBIGUOUS)
    assert not set(NAMES) & set(LEVELS)


@pytest.mark.parametrize("tag", "ar prs fa ps ti so kmr ckb uk ru am tr ur bn fr en pl pt es sk ro bs fi sv de sq sr hr cmn vi hi sw om".split())
def test_each_language_of_the_programmes_has_names(tag):
    assert tag in NAMES.values()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("jana@Example.ORG", "jana@example.org"),
        ("Jana <jana@example.org>", "jana@example.org"),
        ("mailto:jana@example.org", "jana@example.org"),
        ("jürgen@müller.example", "jürgen@müller.example"),
    ],
)
def test_addresses_are_taken(text, value):
    assert parse_email(text) == Parsed(value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("jana.weiss@", "“jana.weiss@” has no ending. Write the whole address, or leave it empty."),
        ("jana@example", "has no ending"),
        ("jana", "is no e-mail address"),
        ("@example.org", "nothing before the @"),
        ("jana @example.org", "space inside"),
        ("a@example.org; b@example.org", "more than one"),
        ("a@@example.org", "no e-mail address"),
        ("a..b@example.org", "no e-mail address"),
    ],
)
def test_faulty_addresses_are_refused_in_words(text, said):
    assert said in parse_email(text).sentence


@pytest.mark.parametrize(
    ("text", "value"),
    [("+351 912 345 678", "+351912345678"), ("0049 (0)30 123456", "+4930123456"), ("030/1234567", "0301234567"), ("٠٩١٢٣٤٥٦٧٨", "0912345678"),
     ("Tel: 030 1234567", "0301234567"), ("491761234567.0", "491761234567")],
)  # fmt: skip
def test_phones_are_taken(text, value):
    assert parse_phone(text) == Parsed(value)


@pytest.mark.parametrize("text", ["4,91761E+11", "12", "call my brother", "030 1234567; 040 1234567", "0301234567 / 0401234567", "1" * 20])
def test_faulty_phones_are_refused(text):
    assert isinstance(parse_phone(text), Problem)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2024-03-05", (2024, 3, 5)), ("5.3.2024", (2024, 3, 5)), ("05.03.24", (2024, 3, 5)), ("25/03/2024", (2024, 3, 25)), ("03/25/2024", (2024, 3, 25)),
     ("5. März 2024", (2024, 3, 5)), ("5 marca 2024", (2024, 3, 5)), ("5 de março de 2024", (2024, 3, 5)), ("March 5, 2024", (2024, 3, 5)),
     ("45356", (2024, 3, 5)), ("٢٠٢٤-٠٣-٠٥", (2024, 3, 5)), ("2024-03-05 14:00", (2024, 3, 5)), ("5 березня 2024", (2024, 3, 5)), ("5 mars 2024", (2024, 3, 5)),
     ("5. maaliskuuta 2024", (2024, 3, 5)), ("20240305", (2024, 3, 5))],
)  # fmt: skip
def test_days_are_read(text, day):
    assert parse_date(text) == Parsed(datetime.date(*day))


def test_a_day_that_can_be_two_is_asked_about():
    assert [value for value, _ in parse_date("03/04/2025").options] == ["dmy", "mdy"]
    assert parse_date("03/04/2025", Hints(date_order="dmy")).value == datetime.date(2025, 4, 3)
    assert parse_date("03/04/2025", Hints(date_order="mdy")).value == datetime.date(2025, 3, 4)


@pytest.mark.parametrize("text", ["31.02.2024", "soon", "0000-00-00", "99/99/9999", "2024", "1.1.1"])
def test_what_is_no_day_is_refused(text):
    assert isinstance(parse_date(text), Problem)


@pytest.mark.parametrize(("text", "year"), [("1988", 1988), ("١٩٨٨", 1988), ("3.5.1988", 1988), ("1988-05-03", 1988), ("03/04/88", 1988)])
def test_of_a_birthday_only_the_year_is_taken(text, year):
    assert parse_birth_year(text) == Parsed(year)


@pytest.mark.parametrize("text", ["34", "1788", "2025", "old"])
def test_an_impossible_birth_year_is_refused(text):
    assert isinstance(parse_birth_year(text), Problem)


@pytest.mark.parametrize(("text", "value"), [("yes", True), ("Ja", True), ("x", True), ("✓", True), ("tak", True), ("نعم", True), ("1", True), ("TRUE", True),
                                             ("No", False), ("nein", False), ("не", None), ("ні", False), ("لا", False), ("0", False), ("-", False)])  # fmt: skip
def test_yes_and_no(text, value):
    answer = parse_yes_no(text)
    assert (answer.value if isinstance(answer, Parsed) else None) is value


@pytest.mark.parametrize(("text", "value"), [("F", "woman"), ("weiblich", "woman"), ("kobieta", "woman"), ("M", "man"), ("رجل", "man"), ("чоловік", "man"),
                                             ("non-binary", "other"), ("divers", "other"), ("prefer not to say", ""), ("nainen", "woman")])  # fmt: skip
def test_gender(text, value):
    assert parse_gender(text) == Parsed(value)


@pytest.mark.parametrize(("text", "value"), [("women only", "woman"), ("egal", "any"), ("same gender", "same"), ("Mann", "man"), ("peu importe", "any")])
def test_gender_wish(text, value):
    assert parse_gender_wish(text) == Parsed(value)


@pytest.mark.parametrize(("text", "value"), [("34", True), ("17", False), ("18+", True), ("over 18", True), ("٢٥", True), ("yes", True)])
def test_an_age_says_whether_adult(text, value):
    assert parse_adult(text) == Parsed(value)


@pytest.mark.parametrize(("text", "value"), [("Deutschland", "DE"), ("PT", "PT"), ("Польща", "PL"), ("england", "GB"), ("Niemcy", "DE")])
def test_countries(text, value):
    assert parse_country(text) == Parsed(value)


def test_safe_ways_of_contact():
    assert parse_channels("WhatsApp, E-Mail").value == ["email", "whatsapp"]
    assert parse_channels("yes").value == ["all"] and parse_channels("no").value == []
    assert isinstance(parse_channels("only when he is out"), Problem)


def test_a_name_with_a_comma_is_turned_round():
    assert parse_name("Weiß, Jana").value == "Jana Weiß"
    assert parse_name("Jana Weiß, PhD").value == "Jana Weiß, PhD"
    assert isinstance(parse_name("12345"), Problem)


def test_lists_are_words_each_once():
    assert parse_list("Cooking; chess, Chess\n• CV writing (in Dutch, too)").value == ["Cooking", "chess", "CV writing (in Dutch, too)"]


@pytest.mark.parametrize("key", FIELDS)
def test_no_cell_makes_a_parser_raise(key):
    for text in ("", "\0", "=1+1", "٣", "🙂" * 50, "a" * 2000, "a" * 20_000, "1" * 400, "((((", ";;;", "-", "\ud800", "1e999", "0/0/0", "@", "x/" * 500, "a;" * 900):
        assert isinstance(read_cell(key, "Column", text, Hints()), Parsed | Problem)


def test_hours_too_long_to_be_hours_are_refused_whole():
    assert isinstance(parse_hours("Tue eve; " * 80 + "never on Sunday"), Problem)
