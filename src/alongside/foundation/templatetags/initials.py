"""One or two letters that stand for a name, in any script.

Two letters where letters stand apart (Latin, Cyrillic, Greek, Georgian, Armenian); one where they join or
where a syllable is a letter. A lone Ethiopic letter can look like a cross, so Ethiopic names show
the Latin sound of their letters, read from the letter's Unicode name. A lone alef is a mere stroke, so the
letter after it stands instead.
"""

from __future__ import annotations

import unicodedata

ALEF = "\N{ARABIC LETTER ALEF}"
APART = ("LATIN", "CYRILLIC", "GREEK", "GEORGIAN", "ARMENIAN")


def initials(name: str) -> str:
    """The initials of `name`, at most two letters; a middle dot if the name holds no letter."""
    words = [letter for word in str(name).replace("-", " ").split() if (letter := _first_letter(word))]
    if words and words[0] == ALEF:
        return next((c for c in str(name) if c.isalpha() and c != ALEF), ALEF)
    if not words:
        return "·"
    chosen = words[:1] if len(words) == 1 else [words[0], words[-1]]
    sounds = [_ethiopic_sound(letter) or letter for letter in chosen]
    if all(_script(letter) in APART for letter in sounds):
        return "".join(sounds).upper()
    return sounds[0].upper()


def _first_letter(word: str) -> str:
    return next((c for c in unicodedata.normalize("NFC", word) if c.isalpha()), "")


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0]


def _ethiopic_sound(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return name.split(" ")[-1][0] if name.startswith("ETHIOPIC SYLLABLE") else ""
