"""The same programme further on, in a browser: screened, proposed, asked in two languages, begun, met, taken out."""

import csv
import io
import json
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from alongside.foundation import clock
from alongside.matching.actions import proposals
from alongside.matching.models import Proposal
from alongside.mentorships.models import Mentorship, Session
from alongside.people.models import ContactWay
from tests import cast
from tests.browser import assert_accessible, assert_speaks_arabic, sign_in
from tests.journeys.test_a_programme_end_to_end import bring_in, story

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

__all__ = ["story"]


def record_interviews(page, side: str) -> None:
    """Everybody of one side on one page, in one go."""
    page.goto(f"/people/?side={side}")
    for tick in page.locator("input[name=who]").all():
        tick.check()
    page.get_by_role("button", name="Write down a step").click()
    page.get_by_role("link", name="Write it down").first.click()
    page.get_by_role("radio", name="It was held").check()
    page.locator("main form button.primary").click()


def test_from_two_real_sheets_to_a_pair_that_met_and_out_again(page, open_page, story):
    programme, ines = story
    for side in ("mentor", "mentee"):
        programme.wanted_steps.create(side=side, kind="interview")
    sign_in(page, ines)

    # The sheets come in; nobody is ready before the interview.
    for side in ("mentor", "mentee"):
        bring_in(page, side, stand="They take part already")
        record_interviews(page, side)

    # A round: fifty and fifty, and nobody could place more.
    page.goto("/matching/")
    page.get_by_role("button", name="Open a round").click()
    expect(page.get_by_role("heading", name="Who is in, and by which rules")).to_be_visible()
    assert page.locator("input[name=people]:checked").count() == 100
    page.get_by_role("button", name="Make the plan").click()
    expect(page.get_by_text("50 of 50 mentees can have a mentor now.")).to_be_visible()
    expect(page.get_by_text("Both speak English well").first).to_be_visible()
    expect(page.get_by_text("Nobody is left over.")).to_be_visible()
    assert_accessible(page)

    # Compare, and choose another mentor for one, with a reason.
    page.get_by_role("link", name="Compare mentors").first.click()
    assert_accessible(page)
    page.go_back()

    # Ask one pair; each answers from their own link, the mentee in Arabic.
    page.get_by_role("link", name="Ask both").first.click()
    page.get_by_role("button", name="Ask both").click()
    expect(page.get_by_role("heading", name="Being asked")).to_be_visible()
    asked = Proposal.objects.get(answer_by__isnull=False)
    mentor_page = open_page()
    mentor_page.goto(f"/matching/q/{proposals.token(asked, 'mentor')}/")
    mentor_page.get_by_role("radio", name="Yes, I would like to meet").check()
    mentor_page.get_by_role("button", name="Send my answer").click()
    expect(mentor_page.get_by_role("heading", name="Thank you")).to_be_visible()
    arabic = open_page(locale="ar", viewport={"width": 360, "height": 740})
    arabic.goto(f"/matching/q/{proposals.token(asked, 'mentee')}/")
    assert arabic.locator("html").get_attribute("dir") == "rtl"
    assert_speaks_arabic(arabic, asked.mentor.person.short_name)
    assert_accessible(arabic)
    arabic.locator("input[value=yes]").check()
    arabic.locator("main form button").click()
    expect(arabic.locator("h1")).to_be_visible()
    pair = Mentorship.objects.get()
    assert {m.person_id for m in pair.members.all()} == {asked.mentor.person_id, asked.mentee.person_id}

    # The mentor meets and logs it on a phone; the mentee reads their home in Arabic.
    mentor = cast.account("mentor@example.org", person=asked.mentor.person)
    cast.member(programme, "mentor", mentor)
    mentee = cast.account("mentee@example.org", person=asked.mentee.person, language="ar")
    cast.member(programme, "mentee", mentee)
    ContactWay.objects.filter(person=asked.mentor.person).update(is_safe=True)
    phone = open_page(viewport={"width": 360, "height": 740})
    sign_in(phone, mentor)
    phone.goto("/today/")
    assert_accessible(phone)
    phone.goto(f"/mentorships/{pair.pk}/log/")
    phone.locator("label[for=met_yes]").click()
    phone.get_by_label("60", exact=True).check()
    phone.get_by_label("In person").check()
    phone.get_by_role("button", name="Save the meeting").click()
    phone.wait_for_url(f"**/mentorships/{pair.pk}/")
    assert Session.objects.filter(mentorship=pair, outcome="met").count() == 1
    home = open_page(locale="ar", viewport={"width": 360, "height": 740})
    sign_in(home, mentee)
    home.goto("/mentorships/home/")
    assert_speaks_arabic(home, asked.mentor.person.short_name, "Alongside")
    assert_accessible(home)

    # The coordinator's morning, two days later: nobody has called the new pair.
    pair.statuses.update(at=clock.now() - timedelta(days=3))
    Mentorship.objects.update(begun_at=clock.now() - timedelta(days=3))
    programme.contact_rules.create(after="introduction", within_hours=48)
    page.goto("/today/")
    expect(page.get_by_role("heading", name="Pairs", exact=True)).to_be_visible()
    expect(page.get_by_text("nobody has called yet")).to_be_visible()
    assert_accessible(page)

    # Out again: a sheet, and the whole programme.
    page.goto("/privacy/")
    with page.expect_download() as got:
        page.get_by_role("button", name="CSV of People").click()
    rows = list(csv.DictReader(io.StringIO(got.value.path().read_text("utf-8-sig"))))
    assert len(rows) == 100
    assert sum(row["side"] == "mentor" for row in rows) == 50
    with page.expect_download() as got:
        page.get_by_role("button", name="JSON archive").click()
    archive = json.loads(got.value.path().read_text("utf-8"))
    assert len(archive["tables"]["persons"]) == 100
    assert [s["outcome"] for s in archive["tables"]["sessions"]].count("met") == 1
    assert len(archive["tables"]["mentorships"]) == 1
