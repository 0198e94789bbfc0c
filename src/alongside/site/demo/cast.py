"""How one invented person is written down in `porto.py`, `krakow.py` and `tampere.py`."""

from dataclasses import dataclass

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
GENDERS = {"w": "woman", "m": "man", "o": "other", "": ""}


@dataclass(frozen=True)
class P:
    """Somebody invented.

    gender: w, m, o or "" (not asked). age: in years today, None where nobody asked.
    languages: "ar:native pt:B1"; a tag without level is spoken at an unknown level.
    area: a name out of `places.AREAS`. work: what they do, in a few words.
    terms: codes of what a mentor offers or a mentee needs. likes: codes of interests.
    words: what they wrote themselves, in their own language.
    free: "tue18-20 sat10-13"; "" where nobody asked. wish: gender wish, None where nobody asked.
    story: what becomes of them, one of `pairs.STORIES` or a state of enrolment.
    release: days from today to the release, for people who are or were inside.
    """

    name: str
    gender: str
    age: int | None
    languages: str
    area: str
    work: str
    terms: str
    likes: str
    words: str
    story: str = "accepted"
    key: str = ""
    known_as: str = ""
    free: str | None = None
    wish: str | None = "any"
    capacity: int = 1
    release: int | None = None
    page: str = "en"
    online: bool | None = True
    interpreter: bool | None = False
    safe: bool | None = True

    @property
    def spoken(self) -> dict[str, str]:
        """Tag -> level, "" where the level is unknown."""
        return {tag: level for tag, _, level in (word.partition(":") for word in self.languages.split())}


def spans(free: str) -> list[tuple[int, int, int]]:
    """Weekday, start and end in minutes, out of "tue18-20 sat10-13"."""
    found = []
    for word in free.split():
        start, _, end = word[3:].partition("-")
        found.append((DAYS.index(word[:3]), int(start) * 60, int(end) * 60))
    return found
