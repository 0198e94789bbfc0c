"""Names, found and sorted in memory, because the database must not be able to.

One directory per process: it reads what changed since it last looked (one small query a call),
so that 10,000 names cost one load and then nothing. It knows nothing about permission: callers
hand in the ids that the principal may see.
"""

import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.db.models.expressions import RawSQL

from alongside.people.models import Person


def fold(text: str) -> str:
    """`text` without case, accents and width, so that "Łukasz" is found by "lukasz" and "أحمد" by "احمد"."""
    text = text.casefold().replace("ł", "l").replace("ø", "o").replace("đ", "d").replace("ı", "i")
    text = text.translate(str.maketrans("أإآىة", "ااايه"))
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.split())


@dataclass(frozen=True)
class Entry:
    """order: by name, then by id. Made once, for a list of ten thousand is sorted at every request."""

    name: str
    folded: str
    order: tuple[str, UUID]

    @classmethod
    def of(cls, person: Person) -> "Entry":
        folded = fold(f"{person.name} {person.known_as}")
        return cls(person.name, folded, (folded, person.pk))


class Directory:
    def __init__(self):
        self.entries: dict[UUID, Entry] = {}
        self.seen = None
        self.lock = threading.Lock()

    def fresh(self) -> dict[UUID, Entry]:
        """All entries, up to date. One query, two when somebody changed."""
        # Counted apart: together with the newest, SQLite would walk through everybody.
        count = RawSQL("SELECT COUNT(*) FROM people_person", ())
        state = Person.objects.order_by("-changed_at").values(count=count, newest=F("changed_at")).first()
        state = state or {"count": 0, "newest": None}
        with self.lock:
            if state != self.seen:
                changed = Person.objects.only("id", "name", "known_as")
                previous = self.seen
                if previous and previous["newest"] and state["count"] > previous["count"]:
                    changed = changed.filter(changed_at__gte=previous["newest"])
                elif previous and state["count"] == previous["count"]:
                    changed = changed.filter(changed_at__gte=previous["newest"])
                else:
                    self.entries = {}
                for person in changed:
                    self.entries[person.pk] = Entry.of(person)
                if len(self.entries) != state["count"]:
                    # Somebody was erased while somebody else joined: read everything once.
                    self.entries = {p.pk: Entry.of(p) for p in Person.objects.only("id", "name", "known_as")}
                self.seen = state
            return self.entries


_directories: dict[str, Directory] = {}


def _entries() -> dict[UUID, Entry]:
    # Tests and commands may switch databases within a process; each has its own directory.
    key = str(connection.settings_dict["NAME"])
    return _directories.setdefault(key, Directory()).fresh()


def forget() -> None:
    """Drop what is in memory, as after a restore."""
    _directories.clear()


def names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Display names of `ids`; unknown ids are left out. No query for nobody."""
    ids = set(ids)
    if not ids:
        return {}
    entries = _entries()
    return {pk: entries[pk].name for pk in ids if pk in entries}


def by_name(ids: Iterable[UUID]) -> list[UUID]:
    """`ids` in the order of their names."""
    entries = _entries()
    return [pk for _folded, pk in sorted(entries[pk].order for pk in ids if pk in entries)]


def find(words: str, ids: Iterable[UUID]) -> list[UUID]:
    """Those of `ids` whose name holds every word of `words`, in the order of their names."""
    wanted = fold(words).split()
    entries = _entries()
    found = (entries[pk] for pk in ids if pk in entries)
    return [pk for _folded, pk in sorted(entry.order for entry in found if all(word in entry.folded for word in wanted))]


def named(words: str) -> list[UUID]:
    """Everybody whose name holds every word of `words`, in no order, permitted or not: callers must filter by permission.

    For lists of thousands, where it costs less to find the names first than to hand in everybody who may be seen.
    """
    wanted = fold(words).split()
    return [pk for pk, entry in _entries().items() if all(word in entry.folded for word in wanted)]


def same_name(name: str, ids: Iterable[UUID] | None = None) -> list[UUID]:
    """People (of `ids`, if given) whose name is `name` but for case and accents, whatever the word order."""
    wanted = sorted(fold(name).split())
    entries = _entries()
    pool = entries if ids is None else (pk for pk in ids if pk in entries)
    return [
        pk
        for pk in pool
        # The first test is made of what is folded already, and leaves few for the second.
        if all(word in entries[pk].folded for word in wanted) and sorted(fold(entries[pk].name).split()) == wanted
    ]
