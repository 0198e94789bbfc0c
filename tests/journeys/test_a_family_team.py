"""A family and its team: three mentors beside a mother and a father, who walk on when one of the three goes.

Given a programme of teams, whose coordinator begins one by hand and shares the work out
When a mentor leaves and another takes the part, the mother writes a goal, a mentor logs a meeting, and an ending is planned
Then each sees what is theirs, the one who left sees nothing any more, and nobody had to begin anew.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from alongside.foundation import clock
from alongside.mentorships.models import Mentorship
from tests import cast as people
from tests.browser import PHONE, assert_accessible, assert_speaks_arabic, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
#: "I want my children to go to school on foot."
GOAL = "أريد أن يذهب أولادي إلى المدرسة سيرًا على الأقدام."


@pytest.fixture
def story():
    found = people.assemble()
    found.programme.format = "team"
    found.programme.save()
    found.lev = with_account(found, "Lev", "mentor", "lev@example.org")
    with_account(found, "Marta", "mentor", "marta@example.org")
    found.ilir = with_account(found, "Ilir", "mentor", "ilir@example.org")
    with_account(found, "Karim", "mentee", "karim@example.org")
    return found


def with_account(story, name, side, email):
    somebody = people.person(story.organisation, name)
    people.enrolled(somebody, story.programme, side)
    account = people.account(email, person=somebody)
    people.member(story.programme, side, account)
    return account


def part_of(page, name):
    """The line of somebody on "Who is in it"."""
    return page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=name))


def test_a_team_goes_on_when_one_of_it_leaves(story, open_page):
    # The coordinator begins it by hand, with three mentors and a family of two, and says who looks after what.
    desk = open_page()
    sign_in(desk, story.ines)
    desk.goto("/mentorships/new/")
    for name in ("Samira Haddad", "Lev", "Marta", "نور", "Karim"):
        desk.get_by_label(re.compile(f"^{name}")).check()
    desk.get_by_role("button", name="Begin the mentorship").click()
    pair = Mentorship.objects.get()
    assert desk.url.endswith(f"/mentorships/{pair.pk}/")
    desk.get_by_role("link", name="Somebody joins or leaves").click()
    for name, what in (("Samira Haddad", "School and learning"), ("Lev", "Housing")):
        part_of(desk, name).get_by_role("link", name="What they look after").click()
        desk.get_by_label(what).check()
        desk.get_by_role("button", name="Save").click()
        expect(part_of(desk, name)).to_contain_text(what)
    assert_accessible(desk)

    # Lev has no time any more; Ilir takes the part, with the flat. Lev's pages are empty at once.
    part_of(desk, "Lev").get_by_role("link", name="Somebody takes their part").click()
    desk.get_by_label("Ilir").check()
    desk.get_by_role("button", name="Choose them").click()
    expect(part_of(desk, "Ilir")).to_contain_text("Housing")
    expect(desk.get_by_text("Somebody else takes their part")).to_be_visible()
    phone = open_page(**PHONE)
    sign_in(phone, story.lev)
    assert phone.goto(f"/mentorships/{pair.pk}/").status == 404

    # The mother sees on her phone who is there now, and writes what she wants, in Arabic.
    home = open_page(**PHONE, locale="ar")
    sign_in(home, story.nour)
    home.goto("/mentorships/home/")
    assert [name in home.content() for name in ("Samira", "Ilir", "Marta", "Lev")] == [True, True, True, False]
    assert_speaks_arabic(home, "SH")
    home.goto(f"/mentorships/{pair.pk}/goals/new/")
    home.locator("textarea[name=words]").fill(GOAL)
    home.locator("main form button.primary").click()
    expect(home.get_by_text(GOAL)).to_be_visible()
    assert_accessible(home)

    # The family is invited to a meal with others, and says on the same phone that four of them come.
    desk.goto(f"/mentorships/together/new/{story.programme.pk}/")
    desk.get_by_label("What you do together").fill("Soup by the river")
    desk.get_by_label("Day").fill((clock.today() + timedelta(days=4)).isoformat())
    desk.get_by_label("Time").fill("18:00")
    desk.get_by_role("button", name="Invite them").click()
    home.goto("/mentorships/home/")
    home.locator("select[name=heads]").select_option("4")
    home.locator("button[name=come][value=yes]").click()
    desk.reload()
    expect(desk.get_by_text("4 people", exact=True)).to_be_visible()

    # Ilir, who came later, reads it and logs the first meeting. Whoever mentors sees whose words they are.
    sign_in(phone, story.ilir)
    phone.goto(f"/mentorships/{pair.pk}/")
    expect(phone.get_by_text(GOAL)).to_be_visible()
    phone.get_by_role("link", name="Log a meeting").click()
    phone.get_by_label("60", exact=True).check()
    phone.get_by_label("In person").check()
    phone.get_by_label("One line, if you like").fill("We looked at the way to school.")
    phone.get_by_role("button", name="Save the meeting").click()
    expect(phone.get_by_text("Saved. Your coordinator can see it.")).to_be_visible()
    assert_accessible(phone)

    # One ending for all of them, planned once; the family's other half sees the same day.
    until = clock.today() + timedelta(days=20)
    desk.goto(f"/mentorships/{pair.pk}/")
    expect(desk.get_by_text("We looked at the way to school.")).to_be_visible()
    desk.get_by_role("link", name="A good ending, planned").click()
    desk.get_by_role("link", name="Plan the ending").click()
    desk.get_by_label("The last day together").fill(until.isoformat())
    desk.get_by_role("button", name="Set the day").click()
    expect(desk.get_by_text("The last day is set.")).to_be_visible()
    for name in ("Samira Haddad", "Ilir", "Marta", "نور", "Karim"):
        expect(desk.get_by_role("link", name=re.compile(f"^Ask how it was.*{name}"))).to_be_visible()
    assert desk.get_by_role("link", name=re.compile("^Ask how it was.*Lev")).count() == 0
    home.goto("/mentorships/home/")
    assert home.locator(f"a[href='/mentorships/after/{pair.pk}/say/']").is_visible()
    sign_in(phone, people.Account.objects.get(email="karim@example.org"))
    phone.goto("/mentorships/home/")
    expect(phone.get_by_role("heading", name="My mentors")).to_be_visible()
    assert phone.locator(f"a[href='/mentorships/after/{pair.pk}/say/']").is_visible()
    assert GOAL not in phone.content(), "each of a family reads their own goals only"
