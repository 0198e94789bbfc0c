"""The rows of a sheet as people of a round, each with an id of its own; and the rows that cannot be read."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from alongside.matching.two_sheets.columns import Columns
from alongside.programmes.sheets import TakenPerson, trial


@dataclass(frozen=True)
class Person:
    """id: what stands in the plan, unique on this side. said: what the row says."""

    id: str
    row: int
    said: TakenPerson

    @property
    def name(self) -> str:
        return self.said.get("name", "")


@dataclass
class People:
    """One side of the round.

    refused: (row, column or "", sentence) for everything wrong with a row that is left out. notes: sentences on the whole sheet.
    """

    side: str
    file: str
    everybody: list[Person] = field(default_factory=list)
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __post_init__(self):
        self._said: set[str] | None = None

    def say(self, *keys: str) -> bool:
        """Whether anybody says anything about one of these fields: what a sheet doesn't have, nobody says."""
        if self._said is None:
            self._said = {key for person in self.everybody for key in person.said}
        return not self._said.isdisjoint(keys)

    def silent(self, *keys: str) -> int:
        """How many say nothing about any of these fields."""
        return sum(not any(key in person.said for key in keys) for person in self.everybody)


def read_people(columns: Columns) -> People:
    """Everybody whose row can be read. Never raises because of a cell."""
    people = People(columns.side, columns.sheet.name, notes=[str(note) for note in columns.sheet.notes])
    taken: list[tuple[int, TakenPerson]] = []
    for row in trial(columns.sheet, columns.mapping, out=columns.out, taking_in=False):
        problems = [(row.number, problem.column, str(problem.sentence)) for problem in row.problems]
        if row.person is not None and not (row.person.get("reference") or row.person.get("name")):
            problems.append((row.number, "", _("There is neither a name nor a number. Write one of them, or leave this row out.")))
        if problems:
            people.refused += problems
        else:
            taken.append((row.number, row.person))
    people.everybody = _with_ids(taken)
    repeated = len(taken) - len({_known_as(said) for _row, said in taken})
    if repeated:
        people.notes.append(
            _("Several rows have the same name or number: all of them are in the match, told apart by their row numbers.")
        )
    return people


def _known_as(said: TakenPerson) -> str:
    return said.get("reference") or said["name"]


def _with_ids(taken: list[tuple[int, TakenPerson]]) -> list[Person]:
    """The number or the name, and the row's number with it where that alone is not unique."""
    times = Counter(_known_as(said) for _row, said in taken)
    used = {known for known, count in times.items() if count == 1}
    found = []
    for row, said in taken:
        known = _known_as(said)
        if times[known] > 1:
            known = _("{name} (row {row})").format(name=known, row=row)
            while known in used:
                known += "*"
            used.add(known)
        found.append(Person(known, row, said))
    return found
