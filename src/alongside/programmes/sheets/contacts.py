"""E-mail addresses, phone numbers, and the ways and hours in which it is safe to use them."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from .answers import Hints, Parsed, Problem
from .folding import clean, fold, shortened, western_digits, word_key
from .short_words import CHANNELS, YES_NO

_ADDRESS = re.compile(r"[^\s@<>(),;:\"\[\]]+@[^\s@<>(),;:\"\[\]]+")
_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{1,62}")


def parse_email(text: str, hints: Hints = Hints()) -> Parsed | Problem:  # noqa: B008, frozen
    """Parsed(address, the part after the @ in small letters)."""
    text = clean(text)
    if named := re.fullmatch(r"[^<>]*<([^<>]+)>", text):
        text = named[1].strip()
    text = re.sub(r"^mailto:\s*", "", text, flags=re.IGNORECASE).strip(" .,;<>'\"")
    shown = shortened(text)
    if len(_ADDRESS.findall(text)) > 1:
        return Problem(_("“{text}” is more than one address. Keep one of them.").format(text=shown))
    local, at, host = text.rpartition("@")
    if not at or "@" in local:
        return Problem(_("“{text}” is no e-mail address. Write it like name@example.org, or leave it empty.").format(text=shown))
    if re.search(r"\s", text):
        return Problem(_("There is a space inside “{text}”. Take it out.").format(text=shown))
    if not local:
        return Problem(_("“{text}” has nothing before the @. Write the whole address, or leave it empty.").format(text=shown))
    if "." not in host.strip("."):
        return Problem(_("“{text}” has no ending. Write the whole address, or leave it empty.").format(text=shown))
    if not _HOST.fullmatch(host) or ".." in text or not _ADDRESS.fullmatch(text) or len(text) > 200:
        return Problem(_("“{text}” is no e-mail address. Write it like name@example.org, or leave it empty.").format(text=shown))
    return Parsed(f"{local}@{host.lower()}")


def parse_phone(text: str, hints: Hints = Hints()) -> Parsed | Problem:  # noqa: B008, frozen
    """Parsed(number: digits, perhaps with + before them). 00 at the beginning is the same as +."""
    text = western_digits(clean(text))
    shown = shortened(text, 40)
    if re.fullmatch(r"\d[.,]\d+E\+?\d+", text, re.IGNORECASE):
        return Problem(_("The spreadsheet has shortened the number to “{text}”. Set the column to text and type it again.")
                       .format(text=shown))
    bare = re.sub(r"(?i)^(tel|phone|mobile|mob|handy|whatsapp|wa|tlf|kom)[.:]?\s*", "", text)
    bare = re.sub(r"\(0\)|\((?:mobile?|handy|home|work|privat[e]?|cell|whatsapp|tel)\.?\)", "", bare, flags=re.IGNORECASE).strip(" ;,'\"´`")
    parts = re.split(r"[;,/|\n]|\s(?:or|oder|lub|ou|o|tai|of|eller|und|and)\s", bare)
    if sum(len(re.sub(r"\D", "", part)) >= 6 for part in parts) > 1 or len([part for part in re.split(r"[;\n]", bare) if part.strip()]) > 1:
        return Problem(_("“{text}” is more than one number. Keep one of them.").format(text=shown))
    number = re.sub(r"[\s().\-/–‑]+", "", re.sub(r"\.0$", "", bare))
    if number.startswith("00"):
        number = "+" + number[2:]
    if not re.fullmatch(r"\+?\d+", number):
        return Problem(_("“{text}” is no phone number. Use digits only, for example +351 912 345 678, or leave it empty.")
                       .format(text=shown))
    # E.164 allows 15 digits; national numbers with fewer than 6 are extensions.
    if not 6 <= len(number.lstrip("+")) <= 15:
        return Problem(_("“{text}” has too many or too few digits for a phone number. Correct it, or leave it empty.")
                       .format(text=shown))
    return Parsed(number)


def parse_channels(text: str, hints: Hints = Hints()) -> Parsed | Problem:  # noqa: B008, frozen
    """Parsed(list of "email", "phone", "message", "whatsapp", "post"): the ways that are safe to use.

    “yes” and “all” mean every way in the row, given as ["all"]; “no” means none, given as [].
    """
    whole = word_key(text)
    chosen = hints.words.get(fold(text))
    if chosen is not None:
        return Parsed(chosen.replace(",", " ").split())
    if whole in ("all", "alle", "any", "every", "todos", "tous", "kaikki", "wszystkie", "vsetky", "toate", "всі", "الكل"):
        return Parsed(["all"])
    if whole in YES_NO:
        return Parsed(["all"] if YES_NO[whole] else [])
    found = []
    for piece in re.split(r"[,;/\n+&]|\s(?:and|und|i|e|y|et|ja|si|та|or|only|nur)\b", clean(text), flags=re.IGNORECASE):
        word = word_key(piece).removesuffix(" only").removeprefix("only ").removeprefix("nur ").strip()
        if not word:
            continue
        if word not in CHANNELS:
            options = (("email", _("E-mail")), ("phone", _("Phone")), ("message", _("Text message")), ("whatsapp", _("WhatsApp")),
                       ("", _("None of these")))
            return Problem(_("“{text}” does not say plainly which way of contact is safe. Choose.").format(text=shortened(text)),
                           text, options)
        found.append(CHANNELS[word])
    return Parsed(sorted(set(found)))


def same_phone(number: str) -> str:
    """The last nine digits: +351 912 345 678 and 912 345 678 are the same phone."""
    return re.sub(r"\D", "", number)[-9:]
