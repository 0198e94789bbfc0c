"""The dry run: what every row would become, and everything that stands in its way, in words. Saves nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from . import sensitive
from .answers import Hints, Parsed, Problem
from .blanking import blanker
from .contacts import same_phone
from .fields import FIELDS, LEAVE_OUT, NOTE, TakenPerson
from .folding import fold, shortened, word_key
from .mapping import Mapping
from .settling import read_cell
from .sheet import Row, Sheet
from .sides import on_the_other_side, side_column

_TEXTS = {"wishes", "about", "occupation"}
_LISTS = {"skills", "needs", "interests"}


@dataclass(frozen=True, slots=True)
class TrialProblem:
    """column: the heading, or "" for the whole row. options: what may be chosen for `word` (see `Problem`).
    other_row: the row that this one repeats, or 0."""

    column: str
    sentence: str
    word: str = ""
    options: tuple[tuple[str, str], ...] = ()
    other_row: int = 0


@dataclass(frozen=True, slots=True)
class TrialRow:
    """person is None if anything refuses the row; then `problems` says all of it.
    questions do not refuse: somebody should look before the row is taken in ("Row 12 has the same phone")."""

    number: int
    person: TakenPerson | None
    problems: tuple[TrialProblem, ...]
    questions: tuple[TrialProblem, ...] = ()
    row: Row | None = None


def left_out(sheet: Sheet, mapping: Mapping) -> dict[str, str]:
    """{column: sentence} of what no row brings in, whatever the mapping says. Reads all rows once."""
    kinds = sensitive.sensitive_columns(sheet)
    result = {column: sensitive.reason(kind) for column, kind in kinds.items()}
    for leak in sensitive.leaks(sheet, mapping, kinds):
        if leak.column not in mapping.taken_although:
            result[leak.column] = leak.sentence
    for column in mapping.undecided_notes():
        result.setdefault(column, _("Decide whether these notes come in as text about the person, or stay out."))
    for column in sheet.columns:
        if mapping.field_of(column) == LEAVE_OUT:
            result.setdefault(column, mapping.why.get(column) or _("You left this column out."))
    return result


def trial(sheet: Sheet, mapping: Mapping, *, out: dict[str, str] | None = None, taking_in: bool = True) -> Iterator[TrialRow]:
    """Every row in turn. Never raises because of a cell. Memory: a few dozen bytes for each row gone by.

    Cells of free text that hold a left-out value are blanked, also where a person decided to take the column.
    out: what `left_out(sheet, mapping)` gave, if it is known already.
    taking_in: each row is going to be somebody here, so it needs a name, and two that may be one person are held up.
    """
    out = left_out(sheet, mapping) if out is None else out
    this_year = datetime.date.today().year
    plan = [(at, column, mapping.field_of(column), hints_for(mapping, column, this_year)) for at, column in enumerate(sheet.columns)
            if column not in out and mapping.field_of(column) not in (LEAVE_OUT, NOTE)]
    constants, constant_problems = _constants(mapping, this_year)
    seen = _Seen()
    known: dict[tuple[str, str], Parsed | Problem] = {}
    without_leaks = blanker(sheet, mapping, sensitive.sensitive_columns(sheet))
    sides = sheet.columns.index(column) if (column := side_column(sheet)) else -1
    for row in sheet.rows():
        if row.hidden and mapping.leave_hidden_rows:
            continue
        values, problems = _values(row, without_leaks(row), plan, known)
        problems = [TrialProblem(*problem) for problem in row.problems if problem[0] not in out] + problems + constant_problems
        if sides >= 0 and (sentence := on_the_other_side(row, sides, mapping.side)):
            problems.append(TrialProblem(sheet.columns[sides], sentence))
        for key, value in constants.items():
            if not any(values.get(key, ())):
                values[key] = [value]
        person = _person(values)
        if taking_in and not person.get("name"):
            column = next((c for _at, c, key, _h in plan if key in ("name", "first_name", "last_name")), "")
            if not any(problem.column == column for problem in problems if column):
                problems.append(TrialProblem(column, _("There is no name. Write the name, or leave this row out.")))
        elif person.get("gender_wish") == "same":
            if person.get("gender") in ("woman", "man"):
                person["gender_wish"] = person["gender"]
            else:
                column = next((c for _at, c, key, _h in plan if key == "gender_wish"), "")
                problems.append(TrialProblem(column, _("The wish is the same gender, but the row does not say which that is. Write "
                                                       "woman, man, or any.")))
        twins, questions = seen.compare(person) if taking_in else ([], [])
        problems += twins
        if not problems:
            # A refused row stands in nobody's way: its better twin may come in.
            seen.remember(row.number, person)
        yield TrialRow(row.number, None if problems else person, tuple(problems), tuple(questions), row)


def hints_for(mapping: Mapping, column: str, this_year: int) -> Hints:
    return Hints(words=mapping.word_meanings(column), date_order=mapping.date_order.get(column, ""),
                 language=mapping.hours_language.get(column, ""), this_year=this_year)


def _constants(mapping: Mapping, this_year: int) -> tuple[dict, list[TrialProblem]]:
    values, problems = {}, []
    for key, text in mapping.same_for_all.items():
        if key not in FIELDS or not FIELDS[key].for_all or not text.strip():
            continue
        answer = FIELDS[key].parse(text, Hints(this_year=this_year, language="en"))
        if isinstance(answer, Problem):
            problems.append(TrialProblem("", _("The same for all rows, “{field}”: {problem}").format(
                field=FIELDS[key].label, problem=answer.sentence), answer.word, answer.options))
        else:
            values[key] = answer.value
    return values, problems


def _values(row: Row, cells: tuple[str, ...], plan, known: dict) -> tuple[dict[str, list], list[TrialProblem]]:
    values: dict[str, list] = {}
    problems = []
    broken = {column for column, _sentence in row.problems}
    for at, column, key, hints in plan:
        cell = cells[at]
        if not cell or column in broken:
            continue
        try:
            answer = known.get((column, cell)) or read_cell(key, column, cell, hints)
            if FIELDS[key].has_words and len(known) < 5000:
                known[column, cell] = answer  # words repeat: “Di abend” is read once
        except (ValueError, OverflowError, IndexError, RecursionError):  # a fault of ours must not lose the other rows
            answer = Problem(_("“{text}” could not be read. Write it differently, or leave it empty.").format(text=shortened(cell)))
        if isinstance(answer, Parsed):
            if answer.value is not None and answer.value != "":
                values.setdefault(key, []).append(answer.value)
        else:
            problems.append(TrialProblem(column, answer.sentence, answer.word, answer.options))
    return values, problems


def _person(values: dict[str, list]) -> TakenPerson:
    """One flat description; several columns of one field are joined."""
    person: dict = {}
    for key, found in values.items():
        if key in ("languages", "mother_tongue"):
            languages = dict(person.get("languages", []))
            for tag, level in (pair for cell in found for pair in cell):
                level = level or ("native" if key == "mother_tongue" else "")
                languages[tag] = languages.get(tag) or level
            if languages:
                person["languages"] = [list(pair) for pair in languages.items()]
        elif key == "availability":
            spans = sorted({tuple(span) for cell in found for span in cell})
            if spans:  # a person who is never free would not be on the list: nothing said is not known
                person[key] = [list(span) for span in spans]
        elif key in _LISTS:
            unique = {fold(word): word for cell in found for word in cell}
            person[key] = list(unique.values())
        elif key == "grant_tag":
            person["grant_tags"] = list(dict.fromkeys(found))
        elif key in _TEXTS:
            person[key] = "\n".join(dict.fromkeys(found)) if key != "occupation" else ", ".join(dict.fromkeys(found))
        elif key == "joined_on":
            person[key] = found[0].isoformat()
        elif key not in ("first_name", "last_name"):
            person[key] = found[0]
    if "name" not in person:
        name = " ".join(part for key in ("first_name", "last_name") for part in values.get(key, []))
        if name and any(c.isalpha() for c in name):
            person["name"] = name[:160]
    return TakenPerson(**person)


class _Seen:
    """Rows gone by, by what would make two of them one person. Holds digests, not names."""

    def __init__(self):
        self.by_name: dict[int, tuple[int, int, int]] = {}
        self.by_email: dict[int, tuple[int, int]] = {}
        self.by_phone: dict[int, tuple[int, int]] = {}

    @staticmethod
    def digests(person: TakenPerson) -> tuple[int, int, int]:
        phone = person.get("phone") or person.get("whatsapp")
        return (hash(word_key(person["name"])) if person.get("name") else 0,
                hash(fold(person["email"])) if person.get("email") else 0, hash(same_phone(phone)) if phone else 0)

    def remember(self, number: int, person: TakenPerson) -> None:
        name, email, phone = self.digests(person)
        self.by_name.setdefault(name, (number, email, phone))
        if email:
            self.by_email.setdefault(email, (number, name))
        if phone:
            self.by_phone.setdefault(phone, (number, name))

    def compare(self, person: TakenPerson) -> tuple[list[TrialProblem], list[TrialProblem]]:
        """(problems, questions) about earlier rows that could be the same person."""
        name, email, phone = self.digests(person)
        problems, questions = [], []
        if name and name in self.by_name:
            other, other_email, other_phone = self.by_name[name]
            alike = (email and email == other_email) or (phone and phone == other_phone)
            apart = (email and other_email and email != other_email) or (phone and other_phone and phone != other_phone)
            if alike or not apart:
                problems.append(TrialProblem("", _("Row {row} is the same person: the name and nothing that tells them apart. Keep "
                                                   "one of the two rows, or add what differs.").format(row=other)
                                             if not alike else
                                             _("Row {row} has the same name and the same contact. Keep one of the two rows.")
                                             .format(row=other), other_row=other))
            else:
                questions.append(TrialProblem("", _("Row {row} has the same name. Are they one person?").format(row=other),
                                              other_row=other))
        for value, earlier, sentence in (
            (email, self.by_email, _("Row {row} has the same e-mail address under another name. Are they one person?")),
            (phone, self.by_phone, _("Row {row} has the same phone number under another name. Are they one person?")),
        ):
            if value and value in earlier and earlier[value][1] != name:
                other = earlier[value][0]
                questions.append(TrialProblem("", sentence.format(row=other), other_row=other))
        return problems, questions
