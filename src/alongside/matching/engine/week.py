"""A week that repeats: when somebody is free, to the minute, around the Sunday edge.

A set of minutes is one Python integer with 10,080 bits; bit 0 is Monday 00:00. Two people's
common time is then one AND, and a free week has no seam between Sunday and Monday.
"""

from itertools import pairwise

DAY = 24 * 60
WEEK = 7 * DAY
EVERY_MINUTE = (1 << WEEK) - 1


def minutes_of(slots) -> int:
    """The minutes covered by weekly slots, as bits.

    A slot is (weekday 0 = Monday .. 6 = Sunday, start, end), minutes after that day's midnight. An end at or
    before the start lies on the following day; start and end may lie outside the day (a change of
    time zone does that) and are brought back into the week. Raises ValueError if a slot is
    empty (start equals end) or longer than a week.
    """
    check(slots)
    bits = 0
    for weekday, start, end in slots:
        length = end - start if end > start else end - start + DAY
        bits |= _turned_forward((1 << length) - 1, (weekday * DAY + start) % WEEK)
    return bits


def check(slots) -> None:
    """Raises ValueError as `minutes_of` does."""
    for weekday, start, end in slots:
        if start == end:
            raise ValueError("a slot ends when it starts; write a whole day as 0 to 1440")
        length = end - start if end > start else end - start + DAY
        if not 0 < length <= WEEK or not 0 <= weekday <= 6:
            raise ValueError(f"no such weekly slot: {(weekday, start, end)}")


def session_starts(bits: int, minutes: int) -> int:
    """The minutes at which `minutes` (1 .. 10,080) without a break can begin.

    Two people have a common session exactly when their session starts share a bit, so this can be
    worked out once per person. Doubling: log2(minutes) steps.
    """
    reached = 1
    while reached < minutes and bits:
        step = min(reached, minutes - reached)
        bits &= _turned_back(bits, step)
        reached += step
    return bits


def longest_run(bits: int) -> tuple[int, int]:
    """(first minute, length) of the longest unbroken time; the earliest in the week when equal.

    (0, 0) if there is none. A run may begin on Sunday and end on Monday.
    """
    if bits == 0:
        return 0, 0
    if bits == EVERY_MINUTE:
        return 0, WEEK
    best_start, best_length = 0, 0
    beginnings = bits & ~_turned_forward(bits, 1)
    while beginnings:
        low = beginnings & -beginnings
        start = low.bit_length() - 1
        turned = _turned_back(bits, start)
        # The lowest gap after the run ends it.
        gap = ~turned & EVERY_MINUTE
        length = (gap & -gap).bit_length() - 1
        if length > best_length:
            best_start, best_length = start, length
        beginnings ^= low
    return best_start, best_length


def runs(bits: int) -> list[tuple[int, int]]:
    """The unbroken times as (first minute, minute after the last), in order; one over the Sunday edge comes in two parts."""
    found, at = [], 0
    while bits:
        gap = (bits & -bits).bit_length() - 1
        bits >>= gap
        length = (~bits & (bits + 1)).bit_length() - 1
        found.append((at + gap, at + gap + length))
        bits >>= length
        at += gap + length
    return found


def begin_spans(slots, minutes: int) -> set[tuple[int, int]]:
    """When `minutes` (1 .. 10,080) without a break can begin within weekly slots: spans (first minute, minute after the last).

    The spans may overlap; together they are `session_starts`. Works on the ends of the slots (as in `minutes_of`) and not
    on every minute.
    """
    spans = []
    for weekday, start, end in slots:
        length = end - start if end > start else end - start + DAY
        first = (weekday * DAY + start) % WEEK
        spans.append((first, first + length))
    spans.sort()
    if all(one[1] < other[0] for one, other in pairwise(spans)) and (not spans or spans[-1][1] < WEEK):
        # As it mostly is: nothing touches, nothing passes Sunday's end.
        return {(first, last - minutes + 1) for first, last in spans if last - first >= minutes}
    # The week twice over, so that what passes Sunday's end meets Monday.
    spans += [(first + WEEK, last + WEEK) for first, last in spans]
    # Joined where they touch.
    joined: list[list[int]] = []
    for first, last in spans:
        if joined and first <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], last)
        else:
            joined.append([first, last])
    found = set()
    for first, last in joined:
        if last - first >= WEEK:
            return {(0, WEEK)}
        for turn in (0, WEEK):
            begin, end = max(0, first - turn), min(WEEK, last - minutes + 1 - turn)
            if begin < end:
                found.add((begin, end))
    return found


def as_facts(start: int, length: int) -> dict[str, int]:
    """A run in words' reach: weekday and minute of its start and end, and its minutes.

    `end` is 1 .. 1440, so that midnight belongs to the day which it closes.
    """
    last = (start + length - 1) % WEEK
    return {
        "weekday": start // DAY,
        "start": start % DAY,
        "end_weekday": last // DAY,
        "end": last % DAY + 1,
        "minutes": length,
    }


def _turned_forward(bits: int, minutes: int) -> int:
    return ((bits << minutes) | (bits >> (WEEK - minutes))) & EVERY_MINUTE


def _turned_back(bits: int, minutes: int) -> int:
    return ((bits >> minutes) | (bits << (WEEK - minutes))) & EVERY_MINUTE
