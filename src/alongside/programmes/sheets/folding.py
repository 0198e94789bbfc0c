"""Text as people type it, made comparable: case, accents, digits of other scripts, invisible marks."""

import re
import unicodedata

# Letters with no decomposition in Unicode, which people leave out or replace when they type.
_UNDECOMPOSED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th",
                               "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": None, "’": "'", "‘": "'", "`": "'", "´": "'",
                               "–": "-", "—": "-", "−": "-", "‑": "-", "‐": "-"})
# Marks that turn text around or hide in it. Zero-width joiners stay: Persian spelling needs them.
_INVISIBLE = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b\u200e\u200f"
                        "\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile(r"[^\S\n]+")
_JOINERS = re.compile("[\u200c\u200d]")


def clean(text: str) -> str:
    """The text without invisible characters, its spaces single, no space at either end; line breaks stay."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _SPACES.sub(" ", text).strip()


def western_digits(text: str) -> str:
    """Arabic-Indic, Persian and other decimal digits as 0 to 9; everything else unchanged."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def fold(text: str) -> str:
    """A form in which “Größe ”, “GRÖSSE” and “grosse” are equal. For comparing only, never shown or kept."""
    text = clean(text)
    if not text.isascii():
        text = _JOINERS.sub("", unicodedata.normalize("NFKC", text)).casefold().translate(_UNDECOMPOSED)
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
        text = western_digits(text)
    else:
        text = text.casefold().replace("`", "'")
    return " ".join(text.split())


def folded_words(text: str) -> str:
    """Folded, with everything that is not a letter or digit turned into one space: “E-Mail*” is “e mail”."""
    return " ".join(re.sub(r"[\W_]+", " ", fold(text)).split())


def word_key(text: str) -> str:
    """Under which a short word is looked up: its letters and digits, or for “✓” and “-” the sign itself."""
    return folded_words(text) or fold(text)


def shortened(text: str, length: int = 60) -> str:
    """For quoting a cell in a sentence: one line, at most `length` characters."""
    line = " ".join(clean(text).split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
