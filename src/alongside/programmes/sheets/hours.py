"""When somebody is free: “Di abend; Sa 10–12” -> [(1, 1020, 1260), (5, 600, 720)].

Weekdays are 0 Monday to 6 Sunday; times are minutes after midnight in the person's own time zone.
morning 9–12, midday 12–14, afternoon 13–17, evening 17–21, a day without hours 9–21, “after 17:00” until 21:00,
“before 12:00” from 8:00; hours without a day are Monday to Friday. A word that is not understood is never skipped.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from django.utils.translation import gettext as _

from .answers import Hints, Parsed, Problem
from .folding import clean, fold, shortened, western_digits
from .hour_words import EARLY, FILLER, LATE, LONGEST_PHRASE, PARTS, TABLES, key

Span = tuple[int, int, int]
LONGEST = 500
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_TOKEN = re.compile(
    r"(?P<time>(?<![\w])\d{1,2}(?:[:.h]\d{2})?(?:\s?(?:am|pm|uhr|hrs|hod|h|г|год|godz)(?![^\W\d_]))?(?![\d:]|a\b))"
    r"|(?P<word>\d?[^\W\d_][\w'ʼ]*)|(?P<dash>-)|(?P<end>[;\n|])|(?P<sep>[,/&+()،؛.:•·])|(?P<other>\S)")


# “between 5 and 7pm” is “5-7pm”; “10 - noon” ends at twelve.
_BETWEEN = re.compile(r"\b(?:between|zwischen|entre|tussen|miedzy|między|mellan|mellem|mellom|tra|między|між|بين)\s+(?:las\s+|le\s+)?(\d[\d:.h]*(?:\s?[ap]m)?)\s+"
                      r"(?:and|und|et|y|e|en|i|och|og|та|і|و)\s+(?:las\s+|le\s+)?(?=\d)")
_NOON = re.compile(r"((?:-|\bto|\buntil|\btill?)\s*)(?:12\s?)?noon\b")


class _NotUnderstood(Exception):
    pass


class _MorningOrEvening(Exception):
    def __init__(self, start: int, end: int):
        self.times = (start, end)


def parse_hours(text: str, hints: Hints = Hints()) -> Parsed | Problem:  # noqa: B008, frozen
    """Parsed(list of spans, sorted, without overlaps), or what could not be read."""
    text = clean(text)
    chosen = hints.words.get(fold(text))
    if chosen is not None:
        readings, _unknown = _read_all(chosen)
        return Parsed(list(readings[0][1]) if readings else [])
    readings, unknown = _read_all(text)
    for language, spans in readings:
        if language == hints.language:
            return Parsed(list(spans))
    different = {spans: language for language, spans in reversed(readings)}
    if len(different) == 1:
        return Parsed(list(next(iter(different))))
    if different:
        options = tuple((described(spans), described(spans)) for _language, spans in readings if different.pop(spans, None))
        return Problem(_("“{text}” can be read in more than one way. Choose which, and every row that says so is ready.")
                       .format(text=shortened(text)), text, options)
    if isinstance(unknown, tuple):
        start, end = unknown
        options = tuple((option, option) for option in (_replaced(text, start, end, 12), _replaced(text, start, end, 0)) if option)
        return Problem(_("“{text}” does not say whether it is morning or evening. Choose one, or write 17:00–19:00.")
                       .format(text=shortened(text)), text, options)
    return Problem(_("“{word}” in “{text}” could not be read as days and hours. Write for example “Tue 17:00–19:00; Sat "
                     "10–12”, or leave it empty.").format(word=shortened(unknown, 30), text=shortened(text)), text)


def languages_of_hours(cells: list[str]) -> str:
    """The language in whose weekdays most of these cells can be read, if one is ahead; else ""."""
    counts: dict[str, int] = {}
    for cell in cells:
        for language, _spans in _read_all(clean(cell))[0]:
            counts[language] = counts.get(language, 0) + 1
    ranked = sorted(counts, key=lambda language: -counts[language])
    if not ranked or (len(ranked) > 1 and counts[ranked[0]] == counts[ranked[1]]):
        return ""
    return ranked[0]


def described(spans) -> str:
    """The spans in words that `parse_hours` reads again: “Tue 17:00-21:00; Sat 10:00-12:00”."""
    return "; ".join(f"{DAYS[day]} {_clock(start)}-{_clock(end)}" for day, start, end in spans)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _replaced(text: str, start: int, end: int, add: int) -> str:
    found = re.search(rf"\b{start // 60}\b\D+\b{end // 60}\b", western_digits(text))
    if not found:
        return ""
    shifted = f"{_clock(start + add * 60)}-{_clock(end + add * 60)}"
    return text[: found.start()] + shifted + text[found.end():]


@lru_cache(maxsize=8192)
def _read_all(text: str) -> tuple[tuple[tuple[str, tuple[Span, ...]], ...], str | tuple[int, int]]:
    """Every language in which the whole text makes sense, with its spans; and what stood in the way."""
    text = unicodedata.normalize("NFKC", western_digits(text).casefold()).replace("\u200c", " ")
    # Marks that no letter has taken up: Arabic “مساءً”, the dot of a small Turkish “İ”.
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"\b([ap])\.m\.?", r"\1m", text).replace("t/m", "tot")
    text = re.sub("[–—−‑‐]", "-", text)
    text = _NOON.sub(r"\g<1>12:00", _BETWEEN.sub(r"\1-", text))
    if len(text) > LONGEST:
        return (), text[:30]
    readings, obstacle, furthest = [], text, -1
    for language, table in TABLES.items():
        try:
            spans = _spans(_meanings(text, table))
        except _MorningOrEvening as unclear:
            obstacle, furthest = unclear.times, len(text) + 1
            continue
        except _NotUnderstood as unknown:
            word, at = unknown.args
            if at > furthest:
                obstacle, furthest = word, at
            continue
        if spans:
            readings.append((language, spans))
    return tuple(readings), obstacle


def _meanings(text: str, table: dict) -> list[tuple[str, object]]:
    """The text as ("days", …), ("hours", …), ("time", (minutes, am/pm)), ("to"/"after"/"before"/"end", None)."""
    tokens = [(match.lastgroup, match.group(), match.start()) for match in _TOKEN.finditer(text)]
    grouped: list[tuple[list[tuple[str, object]], str, int]] = []
    at = 0
    while at < len(tokens):
        kind, word, start = tokens[at]
        if kind in ("word", "dash"):
            for length in range(min(LONGEST_PHRASE, len(tokens) - at), 0, -1):
                group = tokens[at:at + length]
                if any(k not in ("word", "dash") for k, _w, _s in group) or (length > 1 and "dash" in (group[0][0], group[-1][0])):
                    continue
                phrase = word if length == 1 else " ".join(w for k, w, _s in group if k == "word")
                entries = table.get(key(phrase)) or (phrase[0] == "و" and table.get(key(phrase[1:])))
                if entries:
                    grouped.append((entries, phrase, start))
                    at += length
                    break
            else:
                entries = [("filler", None)] if fold(word) in FILLER or kind == "dash" else [("unknown", word)]
                # “Dienstagabend”, “donderdagavond”: a day and a part of it in one word.
                halves = _compound(word, table) if entries[0][0] == "unknown" else ()
                grouped += [(half, word, start) for half in halves] or [(entries, word, start)]
                at += 1
            continue
        at += 1
        if kind == "time":
            grouped.append(([("time", _time(word))], word, start))
        elif kind == "end":
            grouped.append(([("end", None)], word, start))
        elif kind == "other":
            grouped.append(([("unknown", word)], word, start))
    result: list[tuple[str, object]] = []
    for index, (entries, word, start) in enumerate(grouped):
        following = {kind for kind, _value in _after_filler(grouped, index)}
        before = result[-1][0] if result else "end"
        links = {value for kind, value in entries if kind == "link"}
        plain = [entry for entry in entries if entry[0] != "link"]
        if "to" in links and before in ("time", "days") and before in following:
            result.append(("to", None))
        elif "to" in links and word == "-" and before == "time" and "hours" not in following:
            result.append(("open", None))
        elif "to" in links and before == "time" and "hours" in following:
            raise _NotUnderstood(word, start)
        elif "and" in links and not plain and (before, *following) in (("hours", "days"), ("days", "hours")):
            # “evenings and weekends” are evenings of working days, and whole weekends.
            result.append(("end", None))
        elif "after" in links and not plain and before == "time" and "time" not in following and ("to", None) not in result[-2:]:
            if ("after", None) not in result[-2:]:  # “17 jälkeen”, “18:00 sonrası”: in some languages it stands behind
                result.insert(-1, ("after", None))
        elif links & {"after", "before"} and "time" in following and not (plain and before == "end"):
            result.append(("before" if "before" in links and before != "to" and "after" not in links else "after", None))
        elif plain and plain[0][0] == "unknown":
            raise _NotUnderstood(word, start)
        elif plain and plain[0][0] != "filler":
            result.append(plain[0])
        elif links - {"and"} and fold(word) not in FILLER and word != "-":
            raise _NotUnderstood(word, start)
    return result


def _compound(word: str, table: dict) -> tuple:
    """The meanings of its two halves if a word is a weekday and a part of the day written together."""
    folded = key(word)
    for cut in range(len(folded) - 3, 3, -1):
        day, part = table.get(folded[:cut], ()), table.get(folded[cut:], ())
        if any(kind == "days" for kind, _value in day) and any(kind == "hours" for kind, _value in part):
            return [e for e in day if e[0] == "days"], [e for e in part if e[0] == "hours"]
    return ()


def _after_filler(grouped, index):
    for entries, word, _start in grouped[index + 1:]:
        if any(kind == "filler" for kind, _v in entries) or (fold(word) in FILLER and entries[0][0] == "link"):
            continue
        return entries
    return []


def _time(word: str) -> tuple[int, str]:
    found = re.match(r"(\d{1,2})(?:[:.h](\d{2}))?\s?(am|pm|uhr|hrs|hod|h|год|г|godz)?", word)
    hour, minute = int(found[1]), int(found[2] or 0)
    half = found[3] if found[3] in ("am", "pm") else ""
    if hour > 24 or minute > 59 or (half and hour > 12):
        raise _NotUnderstood(word, 0)
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    exact = half or ("24" if found[2] or found[3] or hour >= 12 or found[1].startswith("0") else "")
    return hour * 60 + minute, exact


def _spans(items: list[tuple[str, object]]) -> tuple[Span, ...]:
    spans: list[Span] = []
    days: list[int] = []
    hours: list[tuple] = []
    hours_first: bool | None = None

    def flush() -> None:
        nonlocal hours_first
        if days or hours:
            for start, end in _resolved(hours) or [PARTS["day"]]:
                for day in sorted(set(days)) or range(5):
                    if end > 1440:  # past midnight: two spans
                        spans.append((day, start, 1440))
                        spans.append(((day + 1) % 7, 0, end - 1440))
                    else:
                        spans.append((day, start, end))
        days.clear()
        hours.clear()

    at = 0
    while at < len(items):
        kind, value = items[at]
        following = [item[0] for item in items[at + 1:at + 4]]
        if kind == "end":
            flush()
            hours_first = None
        elif kind == "days":
            hours_first = False if hours_first is None else hours_first
            if hours and not hours_first:
                flush()
            if following[:2] == ["to", "days"]:
                first, last = value[0], items[at + 2][1][-1]
                days.extend((first + step) % 7 for step in range((last - first) % 7 + 1))
                at += 2
            else:
                days.extend(value)
        elif kind in ("hours", "time", "after", "before"):
            hours_first = True if hours_first is None else hours_first
            if days and hours_first:
                flush()
            if kind == "hours":
                hours.append(("part", *value))
            else:
                at += _take_times(items, at, hours)
        else:
            raise _NotUnderstood(kind, 0)
        at += 1
    flush()
    return _merged(spans)


def _take_times(items, at: int, hours: list) -> int:
    """Append the times that begin at `at`; how many further items they took."""
    kinds = [item[0] for item in items[at:at + 5]]
    skip = 1 if kinds[0] in ("after", "before") else 0
    if kinds[skip:skip + 3] == ["time", "to", "time"] and kinds[0] != "before":
        hours.append(("range", items[at + skip][1], items[at + skip + 2][1]))
        return skip + 2
    if skip and kinds[1:2] == ["time"]:
        hours.append((kinds[0], items[at + 1][1]))
        return 2 if kinds[2:3] == ["open"] else 1
    if kinds[:2] == ["time", "open"]:
        hours.append(("after", items[at][1]))
        return 1
    if kinds[0] == "time":
        raise _NotUnderstood(_clock(items[at][1][0]), 1)
    raise _NotUnderstood(kinds[0], 0)


def _resolved(hours: list[tuple]) -> list[tuple[int, int]]:
    parts = [(start, end) for kind, start, *rest in hours if kind == "part" for end in rest]
    late = bool(parts) and all(start >= 12 * 60 for start, _end in parts)
    exact: list[tuple[int, int]] = []
    for kind, *times in hours:
        if kind == "part":
            continue
        (start, start_exact), (end, end_exact) = times[0], times[-1]
        if kind == "range":
            if end_exact == "pm" and not start_exact and start < 720 and start + 720 < end:
                start += 720
            elif not start_exact and not end_exact and end < 13 * 60 and start < 8 * 60:
                if not late:
                    raise _MorningOrEvening(start, end)
                start, end = start + 720, end + 720
            if end <= start and not end_exact and end < 720:
                end += 720
            if end <= start:
                end += 1440
        else:
            if not start_exact and start < 8 * 60:
                start += 720  # “after 5”: nobody means dawn
            start, end = (start, LATE if start < LATE else 1440) if kind == "after" else (min(EARLY, start - 60), start)
        if end > start >= 0:
            exact.append((start, end))
    # “evening 18–20” means the exact hours; a part of the day which they do not touch stays.
    return exact + [(s, e) for s, e in parts if not any(s < end and start < e for start, end in exact)]


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    result: list[Span] = []
    for day, start, end in sorted(set(spans)):
        if result and result[-1][0] == day and start <= result[-1][2]:
            result[-1] = (day, result[-1][1], max(end, result[-1][2]))
        else:
            result.append((day, start, end))
    return tuple(result)
