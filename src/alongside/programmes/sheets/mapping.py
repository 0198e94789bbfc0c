"""What each column becomes, as decided: kept with the import, remembered for the next sheet, written by hand as TOML.

    side = "mentor"
    [columns]
    "Vor- und Nachname" = "name"
    Sprachen = "languages"
    [words.Sprachen]
    "Kurd" = "kmr"
    [same_for_all]
    country = "DE"
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from .answers import Hints, Problem
from .fields import FIELDS, LEAVE_OUT, NOTE
from .folding import fold, folded_words
from .meanings import can_mean
from .sheet import Refused, Sheet

SIDES = ("mentor", "mentee")
DATE_ORDERS = ("dmy", "mdy", "ymd")


@dataclass
class Mapping:
    """columns       heading -> key of `FIELDS`; a heading that is not here is left out
    words            heading -> {word as written: its meaning}; "" leaves the word out
    same_for_all     field -> a value as somebody would type it ("en:C1; ar"), where the row itself says nothing
    date_order       heading -> "dmy" or "mdy"
    hours_language   heading -> language in which its weekdays are abbreviated
    taken_although   headings of free text that a person takes in although some cells hold left-out values: these are blanked
    leave_hidden_rows  rows hidden in the workbook stay out
    confidence, why  heading -> "clear" or "look", and a sentence; for the screen, not needed for taking in
    """

    side: str = "mentor"
    columns: dict[str, str] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    same_for_all: dict[str, str] = field(default_factory=dict)
    date_order: dict[str, str] = field(default_factory=dict)
    hours_language: dict[str, str] = field(default_factory=dict)
    taken_although: list[str] = field(default_factory=list)
    leave_hidden_rows: bool = False
    confidence: dict[str, str] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)

    def field_of(self, column: str) -> str:
        return self.columns.get(column, LEAVE_OUT)

    def columns_for(self, key: str) -> list[str]:
        return [column for column, chosen in self.columns.items() if chosen == key]

    def word_meanings(self, column: str) -> dict[str, str]:
        return {fold(word): meaning for word, meaning in self.words.get(column, {}).items()}

    def undecided_notes(self) -> list[str]:
        """Columns of notes about which nobody has decided yet: they are not taken in."""
        return self.columns_for(NOTE)

    def faults(self, sheet: Sheet | None = None, *, needs_name: bool = True) -> list[str]:
        """Sentences on what is wrong with the mapping itself, whatever the rows say."""
        faults = []
        if self.side not in SIDES:
            faults.append(_("Say whether these are mentors or mentees."))
        for column, key in self.columns.items():
            if key not in FIELDS:
                faults.append(_("“{column}” cannot become “{field}”: there is no such field. There are: {fields}.").format(
                    column=column, field=key, fields=", ".join(FIELDS)))
            elif sheet is not None and column not in sheet.columns and key != LEAVE_OUT:
                faults.append(_("The sheet has no column “{column}”. It has: {columns}.").format(
                    column=column, columns=", ".join(f"“{one}”" for one in sheet.columns[:30])))
        for key, one in FIELDS.items():
            several = self.columns_for(key)
            if len(several) > 1 and not one.many:
                faults.append(_("Only one column can become “{field}”. Choose between {columns}.").format(
                    field=one.label, columns=", ".join(f"“{column}”" for column in several)))
        if needs_name and not any(self.columns_for(key) for key in ("name", "first_name", "last_name")):
            faults.append(_("No column is the name yet. Choose which one it is."))
        for key in self.same_for_all:
            if key not in FIELDS or not FIELDS[key].for_all:
                faults.append(_("“{field}” cannot be the same for all rows.").format(field=key))
            elif isinstance(answer := FIELDS[key].parse(self.same_for_all[key], Hints(language="en")), Problem):
                faults.append(_("The same for all rows, “{field}”: {problem}").format(field=FIELDS[key].label, problem=answer.sentence))
        for column, words in self.words.items():
            for word, meaning in words.items():
                if FIELDS.get(self.field_of(column), FIELDS[LEAVE_OUT]).has_words and not can_mean(self.field_of(column), meaning):
                    faults.append(_("“{word}” in “{column}” cannot mean “{meaning}”. Write for example {example}.").format(
                        word=word, column=column, meaning=meaning, example=_EXAMPLES.get(self.field_of(column), "yes")))
        for column, order in self.date_order.items():
            if order not in DATE_ORDERS:
                faults.append(_("The order of dates in “{column}” must be dmy, mdy or ymd.").format(column=column))
        return faults

    # What it becomes outside

    def as_json(self) -> dict[str, Any]:
        """A plain dictionary without empty parts; `from_json` makes an equal mapping of it."""
        parts = {name: getattr(self, name) for name in _PARTS}
        return {"side": self.side} | {name: part for name, part in parts.items() if part}

    def as_toml(self) -> str:
        lines = [f"side = {_quoted(self.side)}"]
        if self.leave_hidden_rows:
            lines.append("leave_hidden_rows = true")
        if self.taken_although:
            lines.append(f"taken_although = [{', '.join(map(_quoted, self.taken_although))}]")
        for name in ("columns", "same_for_all", "date_order", "hours_language"):
            lines += _table(name, getattr(self, name))
        for column, words in self.words.items():
            lines += _table(f"words.{_quoted(column)}", words)
        return "\n".join(lines) + "\n"

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Mapping:
        """Raises Refused if the parts are not of the kind they should be."""
        if not isinstance(data, dict) or (unknown := set(data) - _PARTS.keys() - {"side"}):
            raise Refused(_("The mapping holds parts that mean nothing here: {parts}.").format(
                parts=", ".join(sorted(unknown)) if isinstance(data, dict) else "?"))
        for name, shape in _PARTS.items():
            if name in data and not shape(data[name]):
                raise Refused(_("“{part}” in the mapping is not written as it should be.").format(part=name))
        if not isinstance(data.get("side", "mentor"), str):
            raise Refused(_("“{part}” in the mapping is not written as it should be.").format(part="side"))
        copy = json.loads(json.dumps(data))
        return cls(**copy)

    @classmethod
    def from_toml(cls, text: str) -> Mapping:
        """Raises Refused with the line if it cannot be read."""
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise Refused(_("The mapping cannot be read: {error}.").format(error=error)) from None
        return cls.from_json(data)


_EXAMPLES = {"languages": "de, ar:B1", "mother_tongue": "de", "availability": "Tue 17:00-19:00", "country": "PT", "time_zone": "Europe/Lisbon",
             "gender": "woman, man, other", "gender_wish": "any, woman, man, same", "contact_safe": "email phone"}  # fmt: skip


def _flat(part: Any) -> bool:
    return isinstance(part, dict) and all(isinstance(value, str) for value in part.values())


_PARTS = {
    "columns": _flat, "same_for_all": _flat, "date_order": _flat, "hours_language": _flat, "confidence": _flat, "why": _flat,
    "words": lambda part: isinstance(part, dict) and all(_flat(words) for words in part.values()),
    "taken_although": lambda part: isinstance(part, list) and all(isinstance(column, str) for column in part),
    "leave_hidden_rows": lambda part: isinstance(part, bool),
}  # fmt: skip


def _quoted(text: str) -> str:
    # TOML's basic strings know JSON's escapes; DEL is the one character that JSON leaves and TOML refuses.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _table(name: str, entries: dict[str, str]) -> list[str]:
    if not entries:
        return []
    return ["", f"[{name}]"] + [f"{_quoted(key)} = {_quoted(value)}" for key, value in entries.items()]


def signature(columns) -> str:
    """A digest of the headings, the same whatever their order, case or accents: to find the mapping of last time."""
    folded = sorted(folded_words(column) or fold(column) for column in columns)
    return hashlib.sha256("\n".join(folded).encode("utf-8", "replace")).hexdigest()
