"""Languages in one cell: “Arabic (native), English B1; a bit of Portuguese” -> [("ar", "native"), …]."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .answers import Hints, Parsed, Problem
from .folding import clean, fold, folded_words, shortened, western_digits
from .language_words import AMBIGUOUS, BOTH, NAMES, level_of, tag_of

# Separators that always separate; a comma inside brackets does not.
_APART = re.compile(r"[;\n•·|+&،؛]|,(?![^(]*\))|\s(?=وال)")
_AND = re.compile(r"\s(?:and|und|oraz|et|en|och|og|ed|ve|és|και|sowie|та|и|și|si|ja|y|e|i|і|й|a|و|plus)\s", re.IGNORECASE)
_AFTER_LEVEL = re.compile(r"(?<=\b[ABC][12])\s+(?=[^\W\d]{2})", re.IGNORECASE)
_NOTHING = {"", "-", "--", "none", "keine", "n a", "na", "brak", "nenhuma", "ninguno", "ei", "ziadne", "لا يوجد", "aucune", "geen", "nessuna", "ingen", "inga", "yok", "هیچ", "zadne", "nincs", "нет", "немає"}
_FILLER = {"of", "de", "von", "in", "d", "level", "niveau", "nivel", "poziom", "uroven", "taso", "only", "nur", "also", "auch",
           "i", "speak", "ich", "spreche", "languages", "sprachen", "speaks", "spricht", "mowi", "fala", "habla", "puhuu", "spreekt", "parla", "talar", "taler", "snakker", "konusur", "seviye",
           "seviyesi", "niva", "livello", "kenntnisse", "sehr"}
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One word group of a cell and what it means: several tags if it names several languages."""

    word: str
    tags: tuple[str, ...] = ()
    level: str = ""
    options: tuple[tuple[str, str], ...] = ()


def language_label(tag: str) -> str:
    """The language's English name, for a choice between readings. A page may show its own name for the tag."""
    for word, known in NAMES.items():
        if known == tag:
            return word.title()
    return tag


def is_tag(text: str) -> bool:
    """Whether it is written as a BCP 47 tag."""
    return _TAG.fullmatch(text) is not None


def parse_languages(text: str, hints: Hints = Hints()) -> Parsed | Problem:  # noqa: B008, frozen
    """Parsed([(tag, level), …]), each tag once, level "" if not said; or the first word that means nothing clear."""
    found: dict[str, str] = {}
    for spoken in spoken_in(text, hints):
        if spoken.options:
            names = " / ".join(label for _value, label in spoken.options)
            return Problem(_("“{word}” can be more than one language: {names}. Choose which, and every row that says so is "
                             "ready.").format(word=shortened(spoken.word), names=names), spoken.word, spoken.options)
        if not spoken.tags and fold(spoken.word) not in hints.words:
            return Problem(_("“{word}” is no language that we know. Choose one, or correct the word.")
                           .format(word=shortened(spoken.word)), spoken.word)
        for tag in spoken.tags:
            found[tag] = found.get(tag) or spoken.level
    return Parsed(list(found.items()))


def spoken_in(text: str, hints: Hints = Hints()) -> list[Spoken]:  # noqa: B008, frozen
    """Every language named in the cell, in order, understood or not."""
    result: list[Spoken] = []
    text = western_digits(clean(text))
    if fold(text) in hints.words:
        return [_chosen(text, hints, "")]
    for piece in _APART.split(text):
        for spoken in _piece(piece, hints):
            if not spoken.word:  # a level on its own belongs to the language before it
                if result and not result[-1].level:
                    last = result[-1]
                    result[-1] = Spoken(last.word, last.tags, spoken.level, last.options)
                continue
            result.append(spoken)
    return result


def _piece(piece: str, hints: Hints) -> list[Spoken]:
    piece = piece.strip(" .-–:*")
    if folded_words(piece) in _NOTHING:
        return []
    if fold(piece) in hints.words:
        return [_chosen(piece, hints, "")]
    if "/" in piece:
        parts = [part.strip() for part in piece.split("/") if part.strip()]
        pair = frozenset(fold(part) for part in parts)
        if pair in BOTH:
            return [Spoken(piece, BOTH[pair])]
        if len(parts) > 1 and not level_of(parts[0]) and any(_one(part, hints).tags or level_of(part) for part in parts):
            return [spoken for part in parts for spoken in _piece(part, hints)]
    # “DE C1 EN B2”: a level ends one language, the next word begins another.
    parts = _AFTER_LEVEL.split(piece)
    if len(parts) > 1 and all(_one(part, hints).tags or _one(part, hints).options for part in parts):
        return [_one(part, hints) for part in parts]
    whole = _one(piece, hints)
    if whole.tags or whole.options or not whole.word:
        return [whole]
    halves = [half for half in _AND.split(piece) if half.strip()]
    if len(halves) > 1:
        return [spoken for half in halves for spoken in _piece(half, hints)]
    words = piece.split()
    # “العربية والفرنسية”: Arabic writes its “and” onto the word.
    if len(words) > 1 and all(_one(word.removeprefix("و"), hints).tags for word in words):
        return [_one(word if _one(word, hints).tags else word.removeprefix("و"), hints) for word in words]
    if len(words) == 1 and piece.startswith("و") and _one(piece[1:], hints).tags:
        return [_one(piece[1:], hints)]
    if len(words) > 1 and all(_one(word, hints).tags for word in words):
        return [_one(word, hints) for word in words]
    return [whole]


def _one(piece: str, hints: Hints) -> Spoken:
    """One language with perhaps a level before or after it, in brackets, after a colon or a dash."""
    if level := level_of(piece):
        return Spoken("", level=level)
    level = ""
    bracket = re.search(r"[(\[]([^)\]]*)[)\]]?", piece)
    if bracket:
        level = level_of(bracket[1])
        rest = (piece[: bracket.start()] + " " + piece[bracket.end():]).strip()
        inside = _name(bracket[1], hints, level)
        outside = _one(rest, hints) if rest else Spoken("")
        # “Kurdish (Sorani)”, “Persian (Dari)”: the word in brackets settles it; “Dari (Persian)” stays Dari.
        if inside.tags and (not outside.tags or (outside.tags, inside.tags) == (("fa",), ("prs",))):
            return Spoken(piece, inside.tags, outside.level)
        if inside.tags and outside.tags and inside.tags != outside.tags and (outside.tags, inside.tags) != (("prs",), ("fa",)):
            both = " ".join(outside.tags + inside.tags)
            return Spoken(piece, (), outside.level, ((both, " + ".join(map(language_label, outside.tags + inside.tags))),
                                                     (outside.tags[0], language_label(outside.tags[0]))))
        if outside.word:
            return Spoken(outside.word, outside.tags, outside.level or level, outside.options)
        return Spoken(piece)
    named = _name(piece, hints, "")
    if named.tags or named.options:
        return named
    words = [word for word in re.split(r"[\s:=–—]+|(?<=\w)-(?=[ABC][12]\b)|\s-\s", piece) if word]
    for cut in range(1, len(words)):
        for name, degree in ((words[:cut], words[cut:]), (words[cut:], words[:cut])):
            degree = [word for word in degree if word != "-"]
            level = level_of(" ".join(degree)) or level_of(" ".join(w for w in degree if fold(w) not in _FILLER))
            if not level and not all(fold(word) in _FILLER for word in degree):
                continue
            # “de” is a filler in “un poco de inglés” and a language in “DE C1”.
            named = _name(" ".join(word for word in name if fold(word) not in _FILLER) or " ".join(name), hints, level)
            if named.tags or named.options:
                return named
    return Spoken(piece)


def _name(name: str, hints: Hints, level: str) -> Spoken:
    name = name.strip(" .-–:*'\"")
    folded = fold(name)
    if not folded:
        return Spoken(name)
    if folded in hints.words:
        return _chosen(name, hints, level)
    if folded in AMBIGUOUS:
        options = AMBIGUOUS[folded]
        offers = tuple((tag, language_label(tag)) for tag in options)
        if len(options) == 2:
            offers += ((" ".join(options), " + ".join(language_label(tag) for tag in options)),)
        return Spoken(name, (), level, offers)
    tag = tag_of(name)
    return Spoken(name, (tag,) if tag else (), level)


def _chosen(word: str, hints: Hints, level: str) -> Spoken:
    """`hints.words` values: tags separated by spaces or commas, each perhaps with ":level"."""
    tags = []
    for part in hints.words[fold(word)].replace(",", " ").split():
        tag, _colon, said = part.partition(":")
        if _TAG.fullmatch(tag):
            tags.append(tag)
            level = level or level_of(said)
    return Spoken(word, tuple(tags), level)
