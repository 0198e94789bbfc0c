"""A law: whatever coordinators do, a pair rests exactly while somebody in it is on hold, and a mentor on hold sees nothing."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.foundation import clock
from alongside.mentorships import actions
from alongside.mentorships.access import my_mentorships, parts_of
from alongside.mentorships.models import Hold, MentorshipStatus
from alongside.mentorships.queries.holds import on_hold

#: The printed diagram: status -> what may follow. A hold may pause what is paused already, and lifting gives an earlier break back.
MAY_FOLLOW = {
    "begun": {"paused", "ended"},
    "paused": {"paused", "resumed", "ended"},
    "resumed": {"paused", "ended"},
    "ended": set(),
}
deeds = st.lists(st.tuples(st.sampled_from(["hold", "lift", "pause", "resume", "end"]), st.booleans(), st.booleans()), max_size=14)


@pytest.mark.both
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=deeds)
def test_a_pair_rests_while_somebody_is_on_hold_and_comes_back_to_where_it_was(cast, pair, ines, samira, nour, deeds):
    MentorshipStatus.objects.filter(mentorship=pair).exclude(status="begun").delete()
    pair.members.update(until=None)
    Hold.objects.all().delete()
    for deed, of_mentor, flag in deeds:
        person = (cast.mentor if of_mentor else cast.mentee).person
        try:
            if deed == "hold":
                day = clock.today() + timedelta(days=5)
                actions.hold(person=person, programme=cast.programme, reason="other", review_on=day, by=ines)
            elif deed == "lift":
                found = Hold.objects.open().filter(person=person).first()
                if found:
                    actions.lift(hold=found, go_on=flag, by=ines)
            elif deed == "pause":
                actions.pause(mentorship=pair, reason="holiday", wished_by="mentee", by=ines)
            elif deed == "resume":
                actions.resume(mentorship=pair, by=ines)
            elif flag:
                actions.end(mentorship=pair, reason="other", wished_by="both", by=ines)
        except actions.NotAllowed:
            pass
        rows = list(pair.statuses.values_list("status", flat=True))
        assert all(after in MAY_FOLLOW[before] for before, after in zip(rows, rows[1:], strict=False))
        pair.refresh_from_db()
        pair._prefetched_objects_cache = {}
        rests = on_hold(pair)
        if rests:
            assert rows[-1] == "paused"
        held = Hold.objects.open().filter(person=cast.mentor.person).exists()
        sees = not held and rows[-1] != "ended"
        assert my_mentorships(samira, as_mentor=True).exists() is sees
        assert parts_of(samira, pair) == ({"mentor"} if sees else set())
        assert my_mentorships(nour, as_mentor=False).exists() is (rows[-1] != "ended")
