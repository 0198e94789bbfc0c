"""Days and years as people and spreadsheets write them."""

from __future__ import annotations

import datetime
import re

from django.utils.translation import gettext as _

from .answers import Hints, Parsed, Problem
from .folding import clean, shortened, western_digits
from .short_words import month_of

# Excel's day 1 is 1 January 1900; numbers in this range are days from 1930 to 2100.
_SERIALS = range(10_959, 73_051)
_OLDEST = 1900


def parse_date(text: str, hints: Hints = Hints()) -> Parsed | Problem:  # noqa: B008, frozen
    """Parsed(datetime.date). 03/04/2025 is asked about, unless `hints.date_order` says which comes first."""
    text = western_digits(clean(text))
    years = _("“{text}” is no date that can be read. Write it as 2026-03-31, or leave it empty.").format(text=shortened(text))
    serial = re.sub(r"(?<=^\d{5})[.,]\d+$", "", text)  # the fraction is the time of day
    if serial.isdigit() and len(serial) == 5 and int(serial) in _SERIALS:
        return Parsed(datetime.date(1899, 12, 30) + datetime.timedelta(days=int(serial)))
    bare = re.sub(r"[T ]\d{1,2}:\d{2}(:\d{2})?.*$", "", text).strip(" .")
    if match := re.fullmatch(r"(\d{4})[-./ ]?(\d{1,2})[-./ ]?(\d{1,2})\.?", bare):
        return _day(int(match[1]), int(match[2]), int(match[3])) or Problem(years)
    if match := re.fullmatch(r"(\d{1,2})\s?[-./ ]\s?(\d{1,2})\s?[-./ ]\s?(\d{4}|\d{2})", bare):
        first, second, year = int(match[1]), int(match[2]), _full_year(match[3], hints)
        dmy, mdy = _day(year, second, first), _day(year, first, second)
        # A dot between the parts is written only where the day comes first.
        if dmy and mdy and first != second and "." not in bare and hints.date_order not in ("dmy", "mdy"):
            return Problem(_("“{text}” can be two days: {one} or {other}. Choose whether the day or the month comes first in "
                             "this column.").format(text=shortened(text), one=dmy.value.isoformat(), other=mdy.value.isoformat()),
                           text, (("dmy", _("The day comes first")), ("mdy", _("The month comes first"))))
        preferred = mdy if hints.date_order == "mdy" and "." not in bare else dmy
        return preferred or dmy or mdy or Problem(years)
    if day := _with_month_name(bare, hints):
        return day
    return Problem(years)


def _with_month_name(text: str, hints: Hints) -> Parsed | None:
    words = [word for word in re.split(r"[\s.,/-]+", text) if word and word.casefold() not in ("de", "of", "the", "den", "del")]
    numbers = [re.sub(r"(?<=\d)(st|nd|rd|th|er|º|ª)$", "", word) for word in words]
    numbers = [word for word in numbers if word.isdigit()]
    months = [month for word in words if not word[0].isdigit() and (month := month_of(word))]
    if len(words) > 4 or len(numbers) != 2 or len(months) != 1:
        return None
    day, year = (numbers[1], numbers[0]) if len(numbers[0]) == 4 else numbers
    return _day(_full_year(year, hints), months[0], int(day))


def _full_year(text: str, hints: Hints) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    return 2000 + year if 2000 + year <= hints.this_year + 5 else 1900 + year


def _day(year: int, month: int, day: int) -> Parsed | None:
    try:
        return Parsed(datetime.date(year, month, day)) if _OLDEST <= year <= 2100 else None
    except ValueError:
        return None


def parse_birth_year(text: str, hints: Hints = Hints()) -> Parsed | Problem:  # noqa: B008, frozen
    """Parsed(year). Of a whole date of birth only the year is taken: nothing needs more."""
    text = western_digits(clean(text))
    year = None
    if re.fullmatch(r"\d{4}", text):
        year = int(text)
    elif re.fullmatch(r"\d{1,2}", text):
        return Problem(_("“{text}” is an age or half a year. Write the year of birth, for example 1988, or leave it empty.")
                       .format(text=text))
    else:
        date = parse_date(text, Hints(date_order=hints.date_order or "dmy", this_year=hints.this_year - 10))
        years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text))
        if isinstance(date, Parsed):
            year = date.value.year
        elif len(years) == 1 and not re.search(r"\d{3,}", text.replace(*years, "")) and not re.search(r"\d+\D+\d+\D+\d+", text):
            year = int(*years)  # “May 1988”, “05/1988”, “1988.0”
    if year is None:
        return Problem(_("“{text}” is no year of birth. Write four digits, for example 1988, or leave it empty.")
                       .format(text=shortened(text)))
    if not hints.this_year - 115 <= year <= hints.this_year - 5:
        return Problem(_("The year of birth {year} cannot be right. Correct it, or leave it empty.").format(year=year))
    return Parsed(year)
