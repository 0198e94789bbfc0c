"""A release that moves twice, as its coordinator and a mentor see it.

Given a mentee inside, a visit that moves along with the day, a hostel on the day itself and a clinic on a fixed day
When the day moves back and then far forward
Then the coordinator saw beforehand what moves, the mentor's page always says the day that holds now, and nothing is lost.
"""

from datetime import time, timedelta

import pytest
from playwright.sync_api import expect

from alongside.foundation import clock
from alongside.foundation.templatetags import dates
from alongside.mentorships import actions
from alongside.mentorships.actions import gate
from alongside.mentorships.models import ReleaseDate
from alongside.mentorships.queries.gate import gate_of
from tests import cast as people
from tests.browser import PHONE, assert_accessible, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story():
    found = people.assemble()
    by = found.principal(found.ines)
    found.pair = actions.begin(programme=found.programme, mentors=[found.mentor], mentees=[found.mentee], by=by)
    member = found.pair.members.get(person=found.mentee.person)
    here = {"mentorship": found.pair, "member": member, "by": by}
    found.day = clock.today(found.programme.time_zone) + timedelta(days=20)
    gate.move_release(**here, to=found.day, source="phone")
    gate.plan_visit(**here, day=found.day - timedelta(days=5), at=time(10), place="Visiting hall", moves=True)
    gate.book(**here, values={"what": "Hostel", "days": 0, "time": time(14), "is_deadline": True})
    gate.book(**here, values={"what": "Clinic", "days": None, "on": found.day + timedelta(days=2)})
    found.member = member
    return found


def test_the_mentor_always_reads_the_day_that_holds(story, open_page):
    desk, phone = open_page(), open_page(**PHONE)
    sign_in(desk, story.ines)
    sign_in(phone, story.samira)
    for days, clinic_is_too_early in ((10, True), (-3, False)):
        day = story.day + timedelta(days=days)
        desk.goto(f"/mentorships/{story.pair.pk}/")
        desk.get_by_role("link", name="See the plan for the day").click()
        desk.get_by_role("link", name="The day moves").click()
        desk.get_by_label("New day of release").fill(day.isoformat())
        desk.get_by_label("On paper").check()
        desk.get_by_role("button", name="See what moves").click()
        assert desk.get_by_text("Now before the release.").count() == clinic_is_too_early
        assert_accessible(desk)
        # Only looked at: the mentor still reads the day that held until now.
        phone.goto(f"/mentorships/{story.pair.pk}/")
        before = story.day if days == 10 else story.day + timedelta(days=10)
        expect(phone.get_by_text(dates.when(before, "day")).first).to_be_visible()
        desk.get_by_role("button", name="Keep the new day").click()
        expect(desk.get_by_text("The day is written down. What moves along has moved.")).to_be_visible()

        phone.reload()
        expect(phone.get_by_text(dates.when(day, "day")).first).to_be_visible()
        expect(phone.get_by_text(dates.when(day - timedelta(days=5), "day")).first).to_be_visible()
        phone.get_by_role("link", name="See the plan for the day").click()
        for what in ("Visiting hall", "Hostel", "Clinic"):
            expect(phone.get_by_text(what).first).to_be_visible()
        assert phone.get_by_text("Ask the office").count() == 0
        assert_accessible(phone)

    assert ReleaseDate.objects.count() == 3
    on = story.day - timedelta(days=3)
    assert {(line.what, line.on) for line in gate_of(story.pair, story.member).lines} == {
        ("Meeting", on - timedelta(days=5)), ("Hostel", on), ("Clinic", story.day + timedelta(days=2)),
    }  # fmt: skip
