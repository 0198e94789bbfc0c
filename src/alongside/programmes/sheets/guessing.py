"""What each column probably is, from its heading and its cells: a proposal that a person looks at."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from . import sensitive
from .answers import Hints, Parsed
from .dates import parse_date
from .fields import FIELDS, LEAVE_OUT, NOTE
from .folding import fold, folded_words, word_key
from .headings import field_of_heading, wishes
from .hours import languages_of_hours
from .mapping import Mapping
from .settling import grid_row, is_hours, read_cell
from .sheet import Sheet
from .short_words import GENDER, YES_NO, says_nothing
from .sides import side_column

CLEAR, LOOK = "clear", "look"
# Fields recognised by their cells alone, the surest first, and the share of cells that must fit.
_BY_CONTENT = (("email", 0.7), ("languages", 0.8), ("availability", 0.7), ("gender", 0.9), ("phone", 0.85))
# A heading is doubted if fewer of the cells than this can be read as it says.
_DOUBT = 0.5
_CHECKED = ("email", "phone", "whatsapp", "languages", "mother_tongue", "availability", "gender", "gender_wish", "experience_wish", "birth_year", "country",
            "time_zone", "interpreter", "online_ok", "in_person_ok", "joined_on", "capacity", "reach_km", "adult", "contact_safe")


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    cells: list[str]


def guess(sheet: Sheet, side: str = "mentor") -> Mapping:
    """A whole mapping: every column of the sheet is in it, if only as left out, with confidence and a sentence why.

    Reads the first rows for the guess, and all rows once to find free text that holds left-out values.
    """
    mapping = Mapping(side=side)
    hints = Hints(this_year=datetime.date.today().year)
    sample = sheet.sample()
    columns = [_Column(column, [row.cells[at] for row in sample if row.cells[at] and not says_nothing(row.cells[at])]) for at, column in enumerate(sheet.columns)]
    left_out = sensitive.sensitive_columns(sheet)
    sides = side_column(sheet)
    for column in columns:
        if column.heading == sides:
            _set(mapping, column, LEAVE_OUT, CLEAR, _("It says who is a mentor and who is a mentee. Rows of the other side are refused."))
            continue
        if column.heading in left_out:
            _set(mapping, column, LEAVE_OUT, CLEAR, sensitive.reason(left_out[column.heading]))
            continue
        key, confidence, why = _one(column, side, hints)
        if column.heading in sheet.hidden_columns and key != LEAVE_OUT:
            confidence, why = LOOK, _("This column is hidden in the sheet.")
        _set(mapping, column, key, confidence, why)
    _settle_names(mapping, columns)
    _keep_one_each(mapping, columns, hints)
    _learn_columns(mapping, columns)
    for leak in sensitive.leaks(sheet, mapping, left_out):
        mapping.columns[leak.column] = LEAVE_OUT
        mapping.confidence[leak.column] = LOOK
        mapping.why[leak.column] = leak.sentence
    return mapping


def fits(key: str, cells: list[str], hints: Hints, heading: str = "") -> float:
    """The share of these cells that can be read as the field; a word with a question counts as read."""
    if not cells:
        return 0.0
    good = 0
    for cell in cells[:100]:
        answer = read_cell(key, heading, cell, hints)
        good += isinstance(answer, Parsed) or len(answer.options) > 0
    return good / len(cells[:100])


def _set(mapping: Mapping, column: _Column, key: str, confidence: str, why: str = "") -> None:
    mapping.columns[column.heading] = key
    mapping.confidence[column.heading] = confidence
    if why:
        mapping.why[column.heading] = why


def _one(column: _Column, side: str, hints: Hints) -> tuple[str, str, str]:
    key, whole = field_of_heading(column.heading)
    if key == "gender_wish" and side == "mentor" and folded_words(column.heading) == "mentor gender":
        key = "gender"
    if not column.cells and key != "name":
        return LEAVE_OUT, CLEAR if not key else LOOK, _("The column is empty.")
    if key == "name" and column.cells and all(word_key(cell) in YES_NO for cell in column.cells):
        return LEAVE_OUT, LOOK, _("The heading sounds like a name, but the cells say yes and no.")
    if key == NOTE:
        return NOTE, LOOK, _("Decide whether these notes come in as text about the person, or stay out.")
    if key == "joined_on" and _old_days(column.cells, hints):
        return "birth_year", LOOK, _("The days are so long ago that they look like dates of birth.")
    if key == "birth_year" and column.cells and all(re.fullmatch(r"\s*\d{1,2}\s*", cell) for cell in column.cells):
        key = "adult"
    if key == "country" and fits("country", column.cells, hints) < _DOUBT <= fits("area", column.cells, hints):
        return "area", LOOK, _("The cells look like places, not countries.")
    if key in _CHECKED and fits(key, column.cells, hints) < _DOUBT:
        other = _by_content(column, hints)
        if other:
            return other, LOOK, _("The heading and the cells say different things.")
        if key in ("interpreter", "contact_safe", "online_ok", "in_person_ok", "capacity", "reach_km", "gender_wish", "experience_wish"):
            return LEAVE_OUT, LOOK, _("The heading sounds known, but most cells cannot be read as it says.")
        return key, LOOK, _("Many cells cannot be read as the heading says.")
    if key:
        return key, CLEAR if whole else LOOK, ""
    by_content = _by_content(column, hints)
    if by_content:
        return by_content, LOOK, _("The heading is not known; the cells look like it.")
    # “Monday”, “Tuesday evening”: a column for each day. “Arabic”, “English”: a column for each language.
    if is_hours(grid_row(column.heading)):
        return "availability", LOOK, _("A column for a day or time.")
    if isinstance(FIELDS["languages"].parse(column.heading, hints), Parsed) and len(column.heading) > 3:
        return "languages", LOOK, _("A column for one language.")
    if column.cells and sum(len(cell) for cell in column.cells) / len(column.cells) > 60:
        return "about", LOOK, _("Long text under a heading that is not known.")
    return LEAVE_OUT, LOOK, _("It is not clear what this column is, so it stays out unless you choose.")


def _by_content(column: _Column, hints: Hints) -> str:
    if not column.cells:
        return ""
    for key, share in _BY_CONTENT:
        if key == "phone" and (_dates(column.cells, hints) or not any(re.search(r"[+\d][\d ()/.-]{7,}", cell) for cell in column.cells)):
            continue
        if key == "gender" and not all(word_key(cell) in GENDER and word_key(cell) not in YES_NO for cell in column.cells):
            continue
        if key in ("languages", "availability") and all(word_key(cell) in YES_NO or cell.isdigit() for cell in column.cells):
            continue
        if fits(key, column.cells, hints, column.heading) >= share:
            return "gender_wish" if key == "gender" and wishes(f" {folded_words(column.heading)} ") else key
    if all(re.fullmatch(r"(19[3-9]\d|20[01]\d)", cell) for cell in column.cells) and len(set(column.cells)) > 2:
        return "birth_year"
    return "birth_year" if _old_days(column.cells, hints) else ""


def _dates(cells: list[str], hints: Hints) -> list[datetime.date]:
    """The days in these cells, if nearly all of them are days written as such; else none."""
    days = [parse_date(cell, Hints(date_order="dmy", this_year=hints.this_year - 10)) for cell in cells[:100] if not cell.isdigit()]
    read = [day.value for day in days if isinstance(day, Parsed)]
    return read if read and len(read) >= 0.9 * len(cells[:100]) else []


def _old_days(cells: list[str], hints: Hints) -> bool:
    """Whether these are days on which grown people were born: nobody joined a programme then."""
    days = _dates(cells, hints)
    return bool(days) and sorted(day.year for day in days)[len(days) // 2] < hints.this_year - 15


def _settle_names(mapping: Mapping, columns: list[_Column]) -> None:
    """“Nombre” beside “Apellidos” is the first name, alone the whole one; “Nom” likewise in French."""
    first, last, whole = (mapping.columns_for(key) for key in ("first_name", "last_name", "name"))
    if not whole and not (first and last) and (first or last):
        lonely = (first or last)[0]
        if folded_words(lonely) in ("nombre", "nom", "imie", "meno", "prenume", "nume", "nome", "name", "اسم"):
            mapping.columns[lonely] = "name"
    elif whole and last and not first:
        # “Nome” and “Apelido”, “Name” and “Surname”: the general word is the given name.
        mapping.columns[whole[0]] = "first_name"
    elif whole and first and not last and folded_words(whole[0]) in ("name", "nume", "nom", "nazwisko"):
        # German “Name, Vorname”, Romanian “Nume, Prenume”: here the general word is the family name.
        mapping.columns[whole[0]] = "last_name"
    if not any(mapping.columns_for(key) for key in ("name", "first_name", "last_name")):
        for column in columns:
            cells = column.cells[:50]
            proper = sum(1 for cell in cells if re.fullmatch(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,3}", cell))
            if mapping.columns[column.heading] == LEAVE_OUT and mapping.confidence[column.heading] == LOOK and cells \
                    and proper >= 0.8 * len(cells) and len(set(cells)) > 0.8 * len(cells):
                _set(mapping, column, "name", LOOK, _("The heading is not known; the cells look like names."))
                break


def _keep_one_each(mapping: Mapping, columns: list[_Column], hints: Hints) -> None:
    """Where several columns claim a field that takes one, the first clear one keeps it."""
    for key, field in FIELDS.items():
        claims = mapping.columns_for(key)
        if field.many or len(claims) < 2:
            continue
        by_heading = {column.heading: column for column in columns}
        best = min(claims, key=lambda c: (mapping.confidence[c] != CLEAR, -len(by_heading[c].cells) > 0, claims.index(c)))
        for column in claims:
            if column == best:
                continue
            if key == "phone" and not mapping.columns_for("whatsapp") and "whats" in column.casefold():
                _set(mapping, by_heading[column], "whatsapp", CLEAR)
                continue
            _set(mapping, by_heading[column], LEAVE_OUT, LOOK,
                 _("“{other}” is already “{field}”. Choose this one instead if it is better.").format(other=best, field=field.label))


def _learn_columns(mapping: Mapping, columns: list[_Column]) -> None:
    """What a whole column tells about single cells: the language of weekdays, the order of dates, Spanish “m”."""
    days = [row for column in columns if mapping.columns[column.heading] == "availability" and is_hours(row := grid_row(column.heading))]
    language_of_days = languages_of_hours(days)
    for column in columns:
        key = mapping.columns[column.heading]
        if key == "availability" and grid_row(column.heading) in days:
            # “Mo, Di, Mi” as headings: together they tell the language, each alone may not.
            if language_of_days:
                mapping.hours_language[column.heading] = language_of_days
        elif key == "availability" and (language := languages_of_hours(column.cells[:200])):
            mapping.hours_language[column.heading] = language
        elif key in ("joined_on", "birth_year") and (order := _date_order(column.cells)):
            mapping.date_order[column.heading] = order
        elif key in ("gender", "gender_wish"):
            letters = Counter(fold(cell).strip(".") for cell in column.cells)
            if "h" in letters and "m" in letters:
                mapping.words[column.heading] = {"h": "man", "H": "man", "m": "woman", "M": "woman"}
                mapping.confidence[column.heading] = LOOK
                mapping.why[column.heading] = _("“H” was read as a man and “M” as a woman.")


def _date_order(cells: list[str]) -> str:
    """What dates with a part above 12 say about the others; "" if they say nothing or both."""
    orders = set()
    for cell in cells:
        if match := re.match(r"(\d{1,2})\s?[-/ ]\s?(\d{1,2})\s?[-/ ]\s?\d{2,4}", cell):
            first, second = int(match[1]), int(match[2])
            if first > 12 >= second:
                orders.add("dmy")
            elif second > 12 >= first:
                orders.add("mdy")
    return orders.pop() if len(orders) == 1 else ""
