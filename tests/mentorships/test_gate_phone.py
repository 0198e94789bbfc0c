"""Given a pair through the gate, then an office answers without an account, and a mentor confirms conditions, in a browser.

The release that moves is a journey: tests/journeys/test_a_release_that_moves_twice.py.
"""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from alongside.foundation import clock
from alongside.mentorships.actions import conditions, officers
from alongside.mentorships.actions import gate as acts
from alongside.mentorships.models import OfficerAnswer
from tests import cast as people
from tests.browser import assert_accessible, assert_speaks_arabic, sign_in
from tests.mentorships.story import begin

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db):
    found = people.assemble()
    by = found.principal(found.ines)
    found.pair = begin(found, by, days_ago=20)
    found.member = next(m for m in found.pair.members.select_related("enrolment") if not m.is_mentor)
    here = {"mentorship": found.pair, "member": found.member, "by": by}
    day = clock.today("Europe/Lisbon") + timedelta(days=20)
    acts.move_release(**here, to=day, source="phone")
    acts.plan_visit(**here, day=day - timedelta(days=5), at=time(10), place="Visiting hall", moves=True)
    acts.book(**here, values={"what": "Hostel", "days": 0, "time": time(14), "is_deadline": True})
    acts.book(**here, values={"what": "Clinic", "days": None, "on": day + timedelta(days=2)})
    found.day, found.here = day, here
    return found


def address(cast, name):
    return reverse(f"mentorships:{name}", args=[cast.pair.pk, cast.member.person_id])


def test_somebody_in_an_office_answers_without_an_account_and_without_javascript(cast, no_js_page):
    values = {"name": "Teresa", "email": "teresa@example.org", "reference": "K-17"}
    officer = officers.name_officer(**cast.here, expected_version=1, values=values)
    _question, token = officers.ask_officer(officer=officer, about="gate", by=cast.here["by"])
    page = no_js_page
    page.goto(reverse("office:form", args=[token]))
    page.get_by_label("Time").fill("07:30")
    page.get_by_label("Where exactly").fill("South door")
    page.get_by_role("button", name="Send the answer").click()
    assert page.get_by_text("Your answer has arrived.").is_visible()
    assert OfficerAnswer.objects.get().values == {"time": "07:30", "place": "South door"}


def test_in_arabic_a_mentor_reads_the_conditions_and_confirms_them(cast, arabic_phone_page):
    row = conditions.set_conditions(**cast.here, source="paper", values={"two_mentors": True, "only_daytime": True})
    page = arabic_phone_page
    sign_in(page, cast.samira)
    page.goto(address(cast, "conditions"))
    assert_accessible(page)
    assert_speaks_arabic(page, "Samira")
    page.locator("main form button").click()
    page.wait_for_url(f"**/mentorships/{cast.pair.pk}/")
    assert row.reads.get().person_id == cast.mentor.person_id
