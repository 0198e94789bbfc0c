"""A law: whatever is planned, moved, called off and ticked, each person hears at most once of one rule and one true moment."""

from collections import Counter
from datetime import time, timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.foundation import clock
from alongside.mentorships import actions
from alongside.mentorships.actions import reminders
from alongside.mentorships.models import Notice, ReminderRule, Session
from tests.conftest import NOON

deeds = st.lists(
    st.tuples(
        st.sampled_from(["plan", "move", "cancel", "tick", "tick", "wait", "wait", "pause"]),
        st.integers(0, 3),
        st.integers(0, 4),
        st.sampled_from([None, time(9), time(17), time(21)]),
    ),
    max_size=25,
)


@pytest.mark.both
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=deeds)
def test_each_person_hears_once_of_a_rule_and_a_true_moment(cast, pair, ines, deeds):
    Session.objects.filter(mentorship=pair).delete()
    Notice.objects.all().delete()
    ReminderRule.objects.all().delete()
    for event, hours, before, to, words, _active in reminders.USUAL:
        ReminderRule.objects.create(programme=cast.programme, event=event, hours=hours, before=before, to=to, words=words)
    sent: Counter = Counter()
    with time_machine.travel(NOON, tick=False) as clocks:
        for deed, which, days, at in deeds:
            meetings = list(Session.objects.filter(mentorship=pair).order_by("pk"))
            day = clock.today("Europe/Lisbon") + timedelta(days=days)
            meeting = meetings[which % len(meetings)] if meetings else None
            if meeting:
                meeting.mentorship = pair
            try:
                if deed == "wait":
                    clocks.shift(timedelta(hours=1 + 5 * days))
                elif deed == "plan":
                    actions.plan_session(mentorship=pair, by=ines, day=day, at=at)
                elif deed == "move" and meeting:
                    actions.move_session(session=meeting, by=ines, day=day, at=at)
                elif deed == "cancel" and meeting:
                    actions.cancel_session(session=meeting, by=ines, whose="mentor")
                elif deed == "pause":
                    turn = actions.resume if which % 2 else actions.pause
                    values = {} if which % 2 else {"reason": "holiday", "wished_by": "both"}
                    turn(mentorship=pair, by=ines, **values)
            except actions.NotAllowed:
                pass
            if deed == "tick":
                before = set(gone_out())
                reminders.send_due()
                for pk, rule, subject, about, recipient in set(gone_out()) - before:
                    sent[rule, subject, about, recipient] += 1
                    session = Session.objects.get(pk=subject)
                    assert session.outcome == "" and session.starts_at == about, pk
    assert all(times == 1 for times in sent.values())


def gone_out():
    went = Notice.objects.filter(rule__isnull=False, way__in=("mail", "text", "call"))
    return went.values_list("pk", "rule", "subject", "about", "recipient")
