"""Small parsers: names, text, words of a list, numbers, yes and no, gender, country, time zone."""

from __future__ import annotations

import re
import zoneinfo
from functools import lru_cache

from django.utils.translation import gettext as _

from .answers import Hints, Parsed, Problem
from .folding import clean, fold, shortened, western_digits, word_key
from .short_words import COUNTRIES, COUNTRY_CODES, GENDER, GENDER_WISH, YES_NO, says_nothing

_TITLES = {"phd", "ph d", "jr", "sr", "dr", "msc", "ma", "ba", "mba", "md", "ii", "iii"}
_SUM = re.compile(r"(?:total|totale|sum|summe|gesamt|insgesamt|suma|razem|yhteensä|celkem|spolu|toplam|разом|всього|итого|المجموع)[\s:=]*[\d.,]*", re.IGNORECASE)
_NO = Hints()


def parse_name(text: str, hints: Hints = _NO) -> Parsed | Problem:
    """Parsed(name in one line). “Weiß, Jana” is turned round."""
    name = " ".join(clean(text).split())
    if not any(c.isalpha() for c in name) or says_nothing(name):
        # Invented names in samples end in digits, so digits are fine; a number alone is not a name.
        return Problem(_("“{text}” is no name. Write the name, or leave this row out.").format(text=shortened(name)))
    if "@" in name:
        return Problem(_("“{text}” is an address, not a name. Write the name here.").format(text=shortened(name)))
    if _SUM.fullmatch(name):
        return Problem(_("“{text}” looks like a sum, not like a name. Leave this row out.").format(text=shortened(name)))
    if len(name) > 160:
        return Problem(_("This name is longer than 160 characters. Shorten it."))
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and given and "," not in given and word_key(given) not in _TITLES:
        name = f"{given} {family}"
    return Parsed(name)


def parse_part_of_name(text: str, hints: Hints = _NO) -> Parsed | Problem:
    """Parsed(one line, at most 80 characters). May be digits only: the whole name is checked when it is joined."""
    part = " ".join(clean(text).split())
    if "@" in part:
        return Problem(_("“{text}” is an address, not a name. Write the name here.").format(text=shortened(part)))
    if len(part) > 80:
        return Problem(_("This is longer than 80 characters. Shorten it."))
    return Parsed(part)


def text_of(limit: int, lines: bool = False):
    """A parser for text of at most `limit` characters, in one line unless `lines`."""

    def parse_text(text: str, hints: Hints = _NO) -> Parsed | Problem:
        text = clean(text) if lines else " ".join(clean(text).split())
        if len(text) > limit:
            return Problem(_("This is longer than {count} characters. Shorten it.").format(count=f"{limit:,}"))
        return Parsed(text)

    return parse_text


def parse_list(text: str, hints: Hints = _NO) -> Parsed | Problem:
    """Parsed(list of words or short phrases, each once), split at ; , / line breaks and bullets."""
    found: dict[str, str] = {}
    for piece in re.split(r"[;\n•·|،؛]|,(?![^(]*\))|\s/\s|/(?=\D)", clean(text)):
        piece = " ".join(piece.split()).strip(" -–*.")
        if not piece or word_key(piece) in ("none", "keine", "n a", "na", "-"):
            continue
        if len(piece) > 80:
            return Problem(_("“{text}” is a whole sentence. Put commas between the words, or take the column in as text.")
                           .format(text=shortened(piece)))
        found.setdefault(fold(piece), piece)
    return Parsed(list(found.values()))


def parse_yes_no(text: str, hints: Hints = _NO) -> Parsed | Problem:
    """Parsed(True or False)."""
    chosen = hints.words.get(fold(text))
    key = word_key(re.sub(r"^([01])[.,]0+$", r"\1", text) if chosen is None else chosen)
    if chosen == "":
        return Parsed(None)
    if key in YES_NO:
        return Parsed(YES_NO[key])
    return Problem(_("“{text}” is neither yes nor no. Choose, or leave it empty.").format(text=shortened(text)), clean(text),
                   (("yes", _("Yes")), ("no", _("No")), ("", _("Leave empty"))))


def parse_adult(text: str, hints: Hints = _NO) -> Parsed | Problem:
    """Parsed(True if 18 or older). An age is understood, and not kept."""
    digits = western_digits(clean(text))
    if match := re.fullmatch(r"(?:age\s*)?(\d{1,3})\s?(\+|years?( old)?|y|j|jahre|lat|anos|años|ans|v)?", digits, re.IGNORECASE):
        age = int(match[1])
        if age > 1 and age < 116:
            return Parsed(age >= 18)
    # A band, “25-34”, “65 and over”, “30s”: only where all of it lies on one side of eighteen.
    if match := re.fullmatch(r"(\d{2})\s?(?:-|–|to|bis|a|do|till)\s?(\d{2,3})(?:\s\w+)?", digits, re.IGNORECASE):
        youngest, oldest = int(match[1]), int(match[2])
        if youngest >= 18 or oldest < 18:
            return Parsed(youngest >= 18)
    match = re.fullmatch(r"(?:>|≥|over|über|more than)?\s?(\d{2})\s?(?:s|er|and over|or over|und älter|oder älter|plus)?", digits, re.IGNORECASE)
    if match and int(match[1]) >= 18:
        return Parsed(True)
    if re.fullmatch(r"(?:<|u|under|unter|below|less than|poniżej|menor de|moins de|onder|sotto|minore di)\s?-?1[5-8](?:\s\w+)?", digits, re.IGNORECASE):
        return Parsed(False)
    if re.search(r"(over|über|ab|powyżej|mais de|más de|plus de|≥|>)\s*1[78]", digits, re.IGNORECASE) or word_key(text) in (
            "adult", "erwachsen", "dorosly", "adulto", "adulta", "aikuinen", "dospely", "adulte", "majeur"):
        return Parsed(True)
    return parse_yes_no(text, hints)


# Words that stand beside a gender and add nothing: “female mentor please”, “Frau bevorzugt”.
_BESIDE = frozenset(
    "i a an the would like want prefer preferred prefers preferably only just please mentor mentors mentee is my gender identify as me in ich nur lieber bevorzugt "
    "gerne bitte eine einen ein mochte mentorin je une un uniquement plutot prefere solo una prefiero preferencia so uma prefiro tylko wole vain mieluummin "
    "alleen liefst een bara helst kun sadece tercihen pouze rather".split())


def _coded(table: dict[str, str], options):
    def parse_code(text: str, hints: Hints = _NO) -> Parsed | Problem:
        chosen = hints.words.get(fold(text))
        if chosen is not None:
            return Parsed(chosen)
        key = word_key(text)
        bare = " ".join(word for word in key.split() if word not in _BESIDE)
        for said in (key, bare):
            if said in table:
                return Parsed(table[said])
        return Problem(_("“{text}” is not clear here. Choose what it means, and every row that says so is ready.").format(
            text=shortened(text)), clean(text), tuple((value, str(label)) for value, label in options()))

    return parse_code


parse_gender = _coded(GENDER, lambda: (("woman", _("Woman")), ("man", _("Man")), ("other", _("Another gender")),
                                           ("", _("Leave empty"))))
# "same" needs the person's own gender, so the trial turns it into a woman or a man.
parse_gender_wish = _coded(GENDER_WISH, lambda: (("any", _("No wish")), ("woman", _("A woman")), ("man", _("A man")),
                                                     ("same", _("The same gender"))))


def parse_country(text: str, hints: Hints = _NO) -> Parsed | Problem:
    """Parsed(ISO 3166-1 alpha-2): where somebody lives, never where they come from."""
    chosen = hints.words.get(fold(text), text)
    key = word_key(chosen)
    if not chosen:
        return Parsed("")
    if key in COUNTRIES:
        return Parsed(COUNTRIES[key])
    if key.upper() in COUNTRY_CODES:
        return Parsed(key.upper())
    return Problem(_("“{text}” is no country that we know. Write its two letters, for example PT.").format(text=shortened(text)),
                   clean(text))


@lru_cache(maxsize=1)
def _zones() -> dict[str, list[str]]:
    zones: dict[str, list[str]] = {}
    for name in sorted(zoneinfo.available_timezones()):
        if "/" in name and not name.startswith(("posix/", "right/", "Etc/", "SystemV/", "US/")):
            zones.setdefault(name.casefold(), [name])
            zones.setdefault(name.rpartition("/")[2].replace("_", " ").casefold(), []).append(name)
    return zones


def parse_time_zone(text: str, hints: Hints = _NO) -> Parsed | Problem:
    """Parsed(IANA name). A city's name is enough where only one zone has it."""
    text = hints.words.get(fold(text), clean(text))
    found = _zones().get(text.casefold(), [])
    if len(found) == 1:
        return Parsed(found[0])
    return Problem(_("“{text}” is no time zone that we know. Write it like Europe/Lisbon, or leave it empty.")
                   .format(text=shortened(text)), text)


def number_of(least: int, most: int, what):
    """A parser for whole numbers; digits of any script, words beside them ignored."""

    def parse_number(text: str, hints: Hints = _NO) -> Parsed | Problem:
        digits = western_digits(clean(text))
        match = re.fullmatch(r"[^\d,.-]*?(\d{1,6})(?:[.,]0+)?\s?[^\W\d]*\.?(?:\s[^\d]*)?", digits)
        words = {"one": 1, "two": 2, "three": 3, "eins": 1, "zwei": 2, "drei": 3, "um": 1, "dois": 2, "jeden": 1, "dwa": 2, "une": 1}
        number = int(match[1]) if match else words.get(word_key(text))
        if number is None or not least <= number <= most:
            return Problem(_("“{text}” should be a whole number from {least} to {most}: {what}.").format(
                text=shortened(text), least=least, most=most, what=what))
        return Parsed(number)

    return parse_number


def parse_reach(text: str, hints: Hints = _NO) -> Parsed | Problem:
    """Parsed(kilometres). Miles are turned into kilometres, rounded."""
    digits = western_digits(clean(text))
    match = re.fullmatch(r"(?:up to |bis |até |do |max\.? ?|<)?(\d{1,4})(?:[.,]\d+)?\s?(km|kilomet\w*|км|كم|mi|miles?|mile)?\.?", digits,
                         re.IGNORECASE)
    if not match or int(match[1]) > 1000:
        return Problem(_("“{text}” is no distance. Write kilometres, for example 10.").format(text=shortened(text)))
    miles = (match[2] or "").lower().startswith("mi")
    return Parsed(round(int(match[1]) * 1.609) if miles else int(match[1]))
