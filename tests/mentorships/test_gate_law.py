"""A law: moving a release date never loses an appointment, and where things stand does not depend on the way there.

After any row of moves, of meetings moved by hand and of new plans
- every meeting that was planned is planned still, every appointment is there still;
- whatever moves along stands as far from the release as it was meant to, unless that day would be over: then it stays, in sight.
"""

from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.mentorships import actions
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions import gate as acts
from alongside.mentorships.models import Appointment, MovingMeeting, Session
from alongside.mentorships.queries.gate import gate_of, placed, preview, usual
from alongside.mentorships.queries.pairs import local

TODAY = date(2026, 10, 6)
deeds = st.lists(
    st.tuples(
        st.sampled_from(["move", "move", "visit", "book", "fix", "by hand"]), st.integers(0, 120), st.booleans()
    ),
    max_size=10,
)


@pytest.mark.both
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=deeds)
def test_moving_a_release_date_never_loses_an_appointment(cast, pair, ines, deeds):
    for rows in (Session, Appointment):
        rows.objects.filter(mentorship=pair).delete()
    cast.mentee.refresh_from_db()
    member = next(m for m in pair.members.select_related("enrolment") if not m.is_mentor)
    acts.move_release(mentorship=pair, member=member, by=ines, to=TODAY + timedelta(days=40), source="phone", moving=set())
    meant: dict = {}
    sessions, appointments = set(), set()
    for deed, days, flag in deeds:
        gate = gate_of(pair, member)
        day = TODAY + timedelta(days=days)
        if deed == "move":
            told = {x.line.row.pk: x.after for x in preview(gate, day, {x.row.pk for x in gate.lines if x.moves})}
            acts.move_release(mentorship=pair, member=member, by=ines, to=day, source="paper")
            assert {x.row.pk: x.on for x in gate_of(pair, member).lines} == told
        elif deed == "visit":
            made = acts.plan_visit(mentorship=pair, member=member, by=ines, day=day, at=time(9), place="", moves=flag)
            sessions.add(made.pk)
            if flag:
                meant[made.pk] = (day - gate.on).days
        elif deed in ("book", "fix"):
            where = {"days": days - 20, "on": None} if deed == "book" else {"days": None, "on": day}
            appointments.add(acts.book(mentorship=pair, member=member, by=ines, values={"what": "x"} | where).pk)
        elif sessions:
            session = Session.objects.select_related("mentorship__programme").get(pk=sorted(sessions)[days % len(sessions)])
            stood = local(session.starts_at, "Europe/Lisbon").date()
            actions.move_session(session=session, by=ines, day=day, at=time(9))
            if session.pk in meant and day != stood:
                meant[session.pk] = (day - gate.on).days
    gate = gate_of(pair, member)
    assert {x.row.pk for x in gate.lines if x.kind == "meeting"} == sessions
    assert {x.row.pk for x in gate.lines if x.kind == "appointment"} == appointments
    assert set(MovingMeeting.objects.filter(session__mentorship=pair).values_list("session_id", flat=True)) == set(meant)
    # One move more, to the same day, settles what was put by hand back on its old day.
    acts.move_release(mentorship=pair, member=member, by=ines, to=max(gate.on, TODAY), source="form")
    gate = gate_of(pair, member)
    for line in gate.lines:
        if line.kind == "meeting" and line.row.pk in meant:
            wanted = placed(meant[line.row.pk], gate.on, TODAY)
            assert line.on == wanted if wanted else line.conflict


def test_what_lies_on_the_day_itself_moves_along_unless_somebody_says_no(cast, pair, ines):
    member = next(m for m in pair.members.select_related("enrolment") if not m.is_mentor)
    acts.move_release(mentorship=pair, member=member, by=ines, to=date(2026, 10, 20), source="phone")
    actions.plan_session(mentorship=pair, by=ines, day=date(2026, 10, 20), at=time(9))
    session = actions.plan_session(mentorship=pair, by=ines, day=date(2026, 10, 21), at=time(9))
    assert session.pk not in usual(gate_of(pair, member))
    with pytest.raises(NotAllowed):
        acts.move_release(mentorship=pair, member=member, by=ines, to=date(2026, 10, 1), source="phone")
