"""What can be read out, and the voices that there are for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from alongside.mentorships import wording
from alongside.mentorships.models import AgreementText, Recording
from alongside.people import languages
from alongside.people.models import Person
from alongside.programmes.models import Programme

#: Screens of a mentee that can be read out: key -> what is said, one after the other.
#: Made of words that stand on these pages anyway: each more would have to be said in every language.
SCREENS = {
    "screen_home": (_("Next meeting"), _("My mentor"), _("My goals"), _("My agreement"), _("Please call me")),
    "screen_agreement": (_("My agreement"), _("Your mentor and your coordinator can read this."), _("You can change your mind at any time.")),
    "screen_change": (
        _("This does not suit me, I need a change"), _("That is all right. It is nobody's fault."), _("Please call me"),
        _("Only your coordinator gets this. Your mentor does not see it."),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Aloud:
    """One text as a page reads it out. recording: a human voice, or None; then the phone's own voice reads `words`, if it has one."""

    key: str
    language: str
    words: str
    recording: Recording | None = None


@dataclass(frozen=True)
class Row:
    """One text in the list of voices: what is read, and how many languages have a voice for it."""

    key: str
    title: str
    voices: list[tuple[str, str, bool]]


def digest(words: str) -> str:
    """What tells whether a voice still fits the words."""
    return sha256(words.encode()).hexdigest()[:16]


def text_words(words: dict[str, str], piece: str) -> str:
    """A piece of the agreement as it is read out."""
    return f"{words[f'{piece}_title']}. {words[f'{piece}_text']}"


def voices_for(programme: Programme, keys: Iterable[str], tags: Iterable[str]) -> dict[tuple[str, str, str], Recording]:
    """(key, language, digest) -> the voice, without its sound. One query."""
    found = Recording.objects.filter(programme=programme, key__in=list(keys), language__in=list(tags)).defer("content")
    return {(r.key, r.language, r.words): r for r in found}


def aloud(key: str, language: str, words: str, voices: dict) -> Aloud:
    return Aloud(key, language, words, voices.get((key, language, digest(words))))


def screen_aloud(programme: Programme | None, key: str, person: Person | None) -> Aloud | None:
    """What reads a screen out to this person. Two queries; None without a programme.

    A voice in their own language comes first, even where the page itself does not come in it.
    """
    if programme is None:
        return None
    page = (translation.get_language() or "en").split("-")[0]
    own = [x.tag for x in person.languages.all() if x.level == "native" and not is_of_pages(x.tag)] if person else []
    voices = voices_for(programme, [key], [*own, page])
    there = next((tag for tag in own if (key, tag, digest(screen_words(key, tag))) in voices), page)
    return aloud(key, there, screen_words(key, there), voices)


def is_of_pages(language: str) -> bool:
    """Whether pages come in this language at all."""
    return language in dict(settings.LANGUAGES)


def screen_words(key: str, language: str) -> str:
    """What is said on a screen; in English where pages do not come in this language: whoever reads it out translates it."""
    with translation.override(language if is_of_pages(language) else "en"):
        return _one_by_one(key)


def _one_by_one(key: str) -> str:
    """Each on its own, with the full stop at which a voice rests."""
    return " ".join(f"{str(said).removesuffix('.')}." for said in SCREENS[key])


def said(text: AgreementText, key: str, language: str) -> str:
    """What is to be read out for `key` in this language; "" for what is not there."""
    if key in wording.PIECES:
        words = text.words.get(language, {})
        return text_words(words, key) if words.get(f"{key}_title") and words.get(f"{key}_text") else ""
    if key in SCREENS:
        return screen_words(key, language)
    return ""


def rows_of(programme: Programme, text: AgreementText) -> list[Row]:
    """Each text that can be read out, with (language, its name, whether there is a voice for what it says now). One query."""
    keys = (*wording.PIECES, *SCREENS)
    voices = voices_for(programme, keys, text.words)
    rows = []
    for key in keys:
        marked = [
            (tag, languages.name_of(tag), (key, tag, digest(said(text, key, tag))) in voices)
            for tag in text.begun_languages
            if said(text, key, tag)
        ]
        rows.append(Row(key, title_of(text, key), marked))
    return rows


def title_of(text: AgreementText, key: str) -> str:
    """The title of a piece in the language of the page, or what a screen's voice says."""
    if key in SCREENS:
        return _one_by_one(key)
    page = (translation.get_language() or "en").split("-")[0]
    for tag in (page, *text.begun_languages):
        if title := text.words.get(tag, {}).get(f"{key}_title"):
            return title
    return wording.ENGLISH[f"{key}_title"]
