"""Common time, compared with counting single minutes, around midnight and the Sunday edge."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alongside.matching.engine import Overlap, week

from .people import mentee, mentor

slots = st.lists(
    st.tuples(st.integers(0, 6), st.integers(-600, 1500), st.integers(0, 2 * 1440)).filter(
        lambda slot: slot[1] != slot[2]
    ),
    max_size=4,
)


def plain_minutes(weekly) -> set[int]:
    """Minute by minute, in the words of the docstring."""
    found = set()
    for weekday, start, end in weekly:
        if end <= start:
            end += 1440
        found |= {(weekday * 1440 + minute) % 10_080 for minute in range(start, end)}
    return found


def plain_longest(minutes: set[int]) -> int:
    if len(minutes) == 10_080:
        return 10_080
    longest = run = 0
    for minute in range(2 * 10_080):
        run = run + 1 if minute % 10_080 in minutes else 0
        longest = max(longest, run)
    return longest


@settings(max_examples=60, deadline=None, derandomize=True)
@given(slots, slots, st.integers(1, 400))
@example([(6, 1380, 120)], [(6, 1410, 1500), (0, 0, 60)], 90)
@example([(0, 0, 1440), (1, 0, 1440)], [(0, 1400, 60)], 100)
@example([(day, 0, 1440) for day in range(7)], [(6, 1439, 1)], 2)
def test_common_time_is_what_counting_minutes_finds(hers, his, minutes):
    ours = plain_minutes(hers) & plain_minutes(his)
    longest = plain_longest(ours)
    one, other, rule = mentee(free=hers), mentor(free=his), Overlap(minutes)
    verdict = rule.check(one, other)
    assert verdict.passed == (longest >= minutes)
    assert bool(rule.filter([other])(one, 1)) == verdict.passed
    facts = verdict.reasons[0].facts
    if verdict.failed:
        assert facts == {"longest": longest, "needed": minutes}
    else:
        first = facts["weekday"] * 1440 + facts["start"]
        assert facts["minutes"] == longest
        assert {(first + minute) % 10_080 for minute in range(longest)} <= ours
        assert (first + longest) % 10_080 == (facts["end_weekday"] * 1440 + facts["end"]) % 10_080


@pytest.mark.parametrize(
    ("slot", "facts"),
    [
        ((1, 1080, 1170), {"weekday": 1, "start": 1080, "end_weekday": 1, "end": 1170, "minutes": 90}),
        ((6, 1380, 60), {"weekday": 6, "start": 1380, "end_weekday": 0, "end": 60, "minutes": 120}),
        ((2, 1200, 1440), {"weekday": 2, "start": 1200, "end_weekday": 2, "end": 1440, "minutes": 240}),
        ((0, -30, 30), {"weekday": 6, "start": 1410, "end_weekday": 0, "end": 30, "minutes": 60}),
    ],
)
def test_a_slot_is_told_as_it_was_meant(slot, facts):
    assert week.as_facts(*week.longest_run(week.minutes_of([slot]))) == facts


@settings(max_examples=60, deadline=None, derandomize=True)
@given(slots, st.integers(1, 700))
@example([(6, 1380, 120), (0, 60, 400)], 200)
@example([(day, 0, 1440) for day in range(7)], 10_080)
def test_spans_and_bits_tell_the_same_beginnings(weekly, minutes):
    bits = 0
    for start, end in week.begin_spans(weekly, minutes):
        bits |= (1 << end) - (1 << start)
    assert bits == week.session_starts(week.minutes_of(weekly), minutes)
