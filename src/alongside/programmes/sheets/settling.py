"""Words of a column that have a meaning, counted, so that a person settles each once for all rows."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from .answers import Hints, Parsed, Problem
from .fields import FIELDS
from .folding import fold, word_key
from .hours import described, parse_hours
from .language_words import BOTH, level_of
from .mapping import Mapping
from .sheet import Sheet
from .short_words import YES_NO, says_nothing
from .spoken import language_label, parse_languages, spoken_in

# No address, date or list of languages is longer; patterns over endless text would take seconds.
LONGEST_WORDS = 2000


@dataclass(frozen=True, slots=True)
class Word:
    """text as first written; times it occurs; value as it goes into `Mapping.words` ("" if it has none yet).

    settled: nothing needs to be chosen. options: (value, label) to choose from; empty means any value of the field.
    """

    text: str
    times: int
    value: str
    settled: bool
    options: tuple[tuple[str, str], ...] = ()


def read_cell(key: str, column: str, cell: str, hints: Hints) -> Parsed | Problem:
    """One cell as the field. A column for each day or language is read with its heading: “Monday”: “evening”."""
    column = grid_row(column)
    if len(cell) > LONGEST_WORDS and not FIELDS[key].free_text:
        return Problem(_("This is longer than {count} characters. Shorten it.").format(count=f"{LONGEST_WORDS:,}"))
    if key == "availability" and is_hours(column):
        ticked = YES_NO.get(word_key(cell))
        if ticked is False:
            return Parsed([])
        return parse_hours(column if ticked else f"{column} {cell}", hints)
    if key in ("languages", "mother_tongue") and _is_language(column) and fold(cell) not in hints.words:
        ticked, level = YES_NO.get(word_key(cell)), level_of(cell)
        if ticked is False:
            return Parsed([])
        if ticked or level:
            return parse_languages(f"{column}: {level}" if level else column, hints)
    answer = FIELDS[key].parse(cell, hints)
    # “n/a” or “-” where it means nothing else: nobody can correct what isn't known.
    return Parsed(None) if isinstance(answer, Problem) and says_nothing(cell) else answer


def grid_row(column: str) -> str:
    """“Monday” of “When could you meet? [Monday]”, as online forms name the rows of a grid; else the heading as it is."""
    found = re.search(r"\[([^\[\]]+)\]\s*(?:\(\d+\))?$", column)
    return found[1] if found else column


@lru_cache(maxsize=512)
def is_hours(column: str) -> bool:
    if not any(c.isalpha() for c in column) or word_key(column) in ("morning", "free", "flexible"):
        return False
    answer = parse_hours(column)
    # “Di” is Tuesday or Sunday: a day in any case, and never a column whose cells are for the whole week.
    return isinstance(answer, Parsed) or (bool(answer.options) and len(column.split()) == 1)


@lru_cache(maxsize=512)
def _is_language(column: str) -> bool:
    return len(column) > 3 and isinstance(parse_languages(column), Parsed)


def words_of(sheet: Sheet, mapping: Mapping, columns: list[str] | None = None) -> dict[str, list[Word]]:
    """{column: its words, those to settle first, then by how often}. Reads all rows once.

    Only columns whose field has words with a meaning; “Arabisch; Kurd.” counts as two words.
    """
    year = datetime.date.today().year
    wanted = [(at, column, key) for at, column in enumerate(sheet.columns)
              if FIELDS[key := mapping.field_of(column)].has_words and (columns is None or column in columns)]
    counters: dict[str, Counter[str]] = {column: Counter() for _at, column, _key in wanted}
    first: dict[tuple[str, str], str] = {}
    hints = {column: Hints(words=mapping.word_meanings(column), language=mapping.hours_language.get(column, ""), this_year=year)
             for _at, column, _key in wanted}
    for row in sheet.rows() if wanted else ():
        for at, column, key in wanted:
            if not (cell := row.cells[at]):
                continue
            pieces = [s.word for s in spoken_in(cell, hints[column])] if key in ("languages", "mother_tongue") \
                and not _is_language(grid_row(column)) else [cell]
            for piece in pieces:
                folded = fold(piece)
                if len(counters[column]) < 2000 or folded in counters[column]:
                    counters[column][folded] += 1
                    first.setdefault((column, folded), piece)
    result = {}
    for _at, column, key in wanted:
        words = [_word(key, column, first[column, folded], times, hints[column]) for folded, times in counters[column].items()]
        result[column] = sorted(words, key=lambda word: (word.settled, -word.times, word.text))
    return result


def _word(key: str, column: str, text: str, times: int, hints: Hints) -> Word:
    chosen = hints.words.get(fold(text))
    answer = read_cell(key, column, text, hints)
    if isinstance(answer, Problem):
        return Word(text, times, "", False, answer.options)
    if chosen is not None:
        value = chosen
    elif answer.value is None:
        value = ""
    elif key in ("languages", "mother_tongue"):
        value = " ".join(f"{tag}:{level}" if level else tag for tag, level in answer.value)
    elif key == "availability":
        value = described(answer.value)
    elif isinstance(answer.value, bool):
        value = "yes" if answer.value else "no"
    elif isinstance(answer.value, list):
        value = " ".join(answer.value)
    else:
        value = str(answer.value or "")
    return Word(text, times, value, True, _choices(text))


def _choices(text: str) -> tuple[tuple[str, str], ...]:
    """For “Dari/Farsi”, which is read as both: one of them may be meant."""
    tags = BOTH.get(frozenset(fold(part) for part in text.split("/")))
    if not tags:
        return ()
    return ((" ".join(tags), " + ".join(map(language_label, tags))),) + tuple((tag, language_label(tag)) for tag in tags)
