"""What a word of a column may be settled as. A meaning that means nothing would lose the word in silence."""

from __future__ import annotations

from .answers import Parsed
from .hours import parse_hours
from .parsers import parse_country, parse_time_zone
from .short_words import YES_NO
from .spoken import is_tag

_CODES = {
    "gender": {"woman", "man", "other"},
    "gender_wish": {"any", "woman", "man", "same"},
    "contact_safe": {"all", "email", "phone", "message", "whatsapp", "post"},
}
_PARSERS = {"country": parse_country, "time_zone": parse_time_zone, "availability": parse_hours}


def can_mean(key: str, meaning: str) -> bool:
    """Whether a word in a column of the field `key` can be settled as `meaning`. "" leaves the word out, always."""
    parts = meaning.replace(",", " ").split()
    if not parts:
        return True
    if key in ("languages", "mother_tongue"):
        return all(is_tag(part.partition(":")[0]) for part in parts)
    if key in _CODES:
        return set(parts) <= _CODES[key]
    if key in _PARSERS:
        return isinstance(_PARSERS[key](meaning), Parsed)
    return meaning.casefold() in YES_NO
