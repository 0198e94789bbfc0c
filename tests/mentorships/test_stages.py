"""No sequence of actions leads where the printed diagram has no arrow, and nothing is left behind after an ending."""

from contextlib import suppress
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from alongside.foundation import clock
from alongside.foundation.forms import Changed
from alongside.mentorships import access, actions
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions import endings
from alongside.mentorships.actions.members import replace
from alongside.mentorships.models import Hold, MentorshipStatus
from alongside.mentorships.queries import stages
from alongside.mentorships.queries.facts import Stage, stage_of
from tests import cast as people
from tests.architecture.sources import ROOT
from tests.mentorships.story import begin

pytestmark = pytest.mark.both

Status = MentorshipStatus.Status
#: Which status row may follow which: an ending is the last one.
STATUSES = {
    "": {Status.BEGUN},
    Status.BEGUN: {Status.PAUSED, Status.ENDED},
    Status.RESUMED: {Status.PAUSED, Status.ENDED},
    Status.PAUSED: {Status.PAUSED, Status.RESUMED, Status.ENDED},
    Status.ENDED: set(),
}


class Walk:
    """One mentorship, to which things happen. Each deed is refused with a sentence, or done; nothing else may come out of it."""

    def __init__(self, traveller):
        self.traveller = traveller
        self.cast = people.assemble()
        self.by = self.cast.principal(self.cast.ines)
        self.mentor = self.cast.principal(self.cast.samira)
        self.pk = begin(self.cast, self.by).pk

    @property
    def pair(self):
        return access.mentorship_for(self.by, self.pk, access.COORDINATOR)

    def sessions(self, *outcomes):
        rows = list(self.pair.sessions.filter(outcome__in=outcomes).order_by("starts_at"))
        for row in rows:
            row.mentorship = self.pair
        return rows

    def plan(self, n):
        actions.plan_session(mentorship=self.pair, by=self.mentor, day=clock.today() + timedelta(days=n % 25), at=time(17))

    def log(self, n, met):
        day = clock.today() - timedelta(days=n % 3)
        actions.log_session(mentorship=self.pair, by=self.by, met=met, day=day, whose="" if met else "mentor", minutes=30, channel="phone")

    def meet(self, n):
        self.log(n, True)

    def not_meet(self, n):
        self.log(n, False)

    def call_off(self, n):
        rows = self.sessions("")
        if rows:
            actions.cancel_session(session=rows[n % len(rows)], by=self.mentor, whose="circumstances")

    def correct(self, n):
        rows = self.sessions("met", "not_met")
        if rows:
            row = rows[n % len(rows)]
            actions.correct_session(session=row, by=self.by, met=row.outcome != "met", day=clock.today(), minutes=30, channel="phone", whose="mentor")

    def check_in(self, n):
        actions.check_in(mentorship=self.pair, by=self.by, spoke_with="both", channel="phone")

    def time(self, n):
        self.traveller.shift(timedelta(days=1 + n % 20))

    def pause(self, n):
        actions.pause(mentorship=self.pair, by=self.by, reason="holiday", wished_by="both", resumes_on=clock.today() + timedelta(days=9))

    def resume(self, n):
        actions.resume(mentorship=self.pair, by=self.by)

    def hold(self, n):
        person = (self.cast.mentor, self.cast.mentee)[n % 2].person
        again = clock.today() + timedelta(days=7)
        actions.hold(person=person, programme=self.cast.programme, reason="other", review_on=again, by=self.by)

    def lift(self, n):
        hold = Hold.objects.open().first()
        if hold:
            actions.lift(hold=hold, go_on=n % 2 == 0, by=self.by)

    def plan_ending(self, n):
        endings.plan_ending(mentorship=self.pair, until=clock.today() + timedelta(days=7 + n), by=self.by)

    def stay(self, n):
        endings.call_off_ending(mentorship=self.pair, until=clock.today() + timedelta(days=60 + n), by=self.by)

    def end(self, n):
        actions.end(mentorship=self.pair, by=self.by, reason="completed", wished_by="both", said_goodbye=True)

    def replace(self, n):
        new = people.enrolled(people.person(self.cast.organisation, f"Ilir {n}"), self.cast.programme, "mentor")
        member = next((m for m in self.pair.members.all() if m.is_mentor and m.until is None), None)
        if member:
            member.mentorship = self.pair
            replace(member=member, enrolment=new, by=self.by)


#: Deed -> its words in the diagram; "" where it may change no stage.
DEEDS = {
    "plan": stages.PLAN, "meet": stages.MEET, "not_meet": stages.NOT_MEET, "call_off": stages.CALL_OFF, "correct": stages.CORRECT,
    "check_in": stages.CHECK_IN, "time": stages.TIME, "pause": stages.PAUSE, "resume": stages.RESUME, "hold": stages.HOLD,
    "lift": stages.LIFT, "plan_ending": stages.PLAN_ENDING, "stay": stages.STAY, "end": stages.END, "replace": "",
}  # fmt: skip


#: An ending is the last thing that changes a stage, so it is drawn seldom.
OFTEN = sorted(deed for deed in DEEDS if deed not in ("end", "replace")) * 3 + ["end", "replace"]


class Law(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(deeds=st.lists(st.tuples(st.sampled_from(OFTEN), st.integers(0, 40)), min_size=8, max_size=30))
    def test_every_step_is_an_arrow_of_the_diagram(self, deeds):
        with time_machine.travel(datetime(2026, 10, 6, 10, tzinfo=UTC), tick=False) as traveller:
            walk = Walk(traveller)
            stage = stage_of(walk.pair)
            assert stage == stages.FIRST
            for deed, n in deeds:
                # A second passes between two deeds: rows of one moment would have no order.
                traveller.shift(timedelta(seconds=1))
                with suppress(NotAllowed, Changed):
                    getattr(walk, deed)(n)
                before, stage = stage, stage_of(walk.pair)
                assert stages.may_follow(before, stage, DEEDS[deed]), (before, deed, stage)
                check_what_always_holds(walk.pair, stage)


def check_what_always_holds(pair, stage):
    present = [m for m in pair.members.all() if m.until is None]
    statuses = list(pair.statuses.order_by("at", "id").values_list("status", flat=True))
    for one, following in zip(["", *statuses], statuses, strict=False):
        assert following in STATUSES[one], statuses
    if stage == Stage.ENDED:
        assert present == [] and not pair.held_places.exists()
        assert not pair.sessions.filter(outcome="", starts_at__gte=clock.now()).exists()
    else:
        assert {m.is_mentor for m in present} == {True, False}
        assert pair.held_places.count() == len(present)
    assert (stage == Stage.PAUSED) == (statuses[-1] == Status.PAUSED)


def test_the_printed_diagram_is_the_one_in_the_code():
    """If it isn't: `./alongside manage stages`, and read what changed."""
    assert (ROOT / "docs/stages.md").read_text() == stages.document()


def test_nothing_comes_after_the_ending_and_every_stage_can_be_reached():
    assert not [move for move in stages.MOVES if move[0] == Stage.ENDED]
    assert {after for _before, after in stages.MOVES} == set(Stage)
