"""A law: whatever is done to meetings, a calendar finds each of them once, with a SEQUENCE that only rises."""

from datetime import time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from alongside.foundation import clock
from alongside.mentorships import actions
from alongside.mentorships.models import Session
from alongside.mentorships.queries import calendars

deeds = st.lists(
    st.tuples(
        st.sampled_from(["plan", "move", "cancel", "log"]),
        st.integers(0, 5),
        st.integers(0, 300),
        st.none() | st.times().map(lambda t: time(t.hour, t.minute)),
    ),
    max_size=12,
)


@pytest.mark.both
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=deeds)
def test_a_calendar_finds_each_meeting_once_and_its_sequence_rises_with_every_change(cast, pair, samira, deeds):
    Session.objects.filter(mentorship=pair).delete()
    seen: dict[str, int] = {}
    for deed, which, days, at in deeds:
        meetings = list(Session.objects.filter(mentorship=pair).order_by("pk"))
        day = clock.today("Europe/Lisbon") + timedelta(days=days)
        changed = None
        try:
            if deed == "plan" or not meetings:
                changed = actions.plan_session(mentorship=pair, by=samira, day=day, at=at)
            elif deed == "move":
                changed = actions.move_session(session=of(pair, meetings, which), by=samira, day=day, at=at)
            elif deed == "cancel":
                changed = actions.cancel_session(session=of(pair, meetings, which), by=samira, whose="mentor")
            else:
                changed = actions.log_session(
                    mentorship=pair, by=samira, met=True, day=clock.today("Europe/Lisbon"), session=of(pair, meetings, which)
                )
        except actions.NotAllowed:
            pass
        found = read(pair)
        assert set(found) == {str(pk) for pk in Session.objects.filter(mentorship=pair).values_list("pk", flat=True)}
        for uid, (sequence, _status) in found.items():
            if changed is not None and uid == str(changed.pk) and uid in seen:
                assert sequence > seen[uid]
            else:
                assert sequence == seen.get(uid, sequence)
        for session in Session.objects.filter(mentorship=pair):
            assert (found[str(session.pk)][1] == "CANCELLED") == (session.outcome == "cancelled")
        seen = {uid: sequence for uid, (sequence, _status) in found.items()}


def of(pair, meetings, which):
    meeting = meetings[which % len(meetings)]
    meeting.mentorship = pair
    return meeting


def read(pair) -> dict[str, tuple[int, str]]:
    """id -> (SEQUENCE, STATUS), from the bytes; each id must stand there once."""
    sessions = list(Session.objects.filter(mentorship=pair).select_related("mentorship__programme"))
    events = Calendar.from_ical(calendars.written(sessions, language="en")).walk("VEVENT")
    found = {str(e["UID"]): (int(e["SEQUENCE"]), str(e["STATUS"])) for e in events}
    assert len(found) == len(events) == len(sessions)
    return found
