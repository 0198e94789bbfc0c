"""What whoever leads a restricted note does with it, how it ends, and what is left of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.foundation import clock, registries
from alongside.foundation.models import OutgoingMail
from alongside.programmes.models import Membership
from alongside.safeguarding import actions, queries
from alongside.safeguarding.access import NotAllowed
from alongside.safeguarding.models import Note, NoteEntry, NoteLead, NoteStep
from tests import cast as people

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def day(n: int):
    return clock.today() + timedelta(days=n)


@pytest.fixture
def note(story):
    return story.open(story.ines)


@pytest.fixture
def lee(story):
    return story.principal(story.lee)


def whys(principal) -> list[str]:
    return [row.why for row in queries.due(principal)]


def test_today_says_that_a_note_is_new_until_its_lead_did_something(note, lee):
    assert len(whys(lee)) == 1 and "came in" in whys(lee)[0]
    actions.add(note=note, words="Spoke with her", review_on=day(14), by=lee)
    assert whys(lee) == []


def test_today_asks_again_on_the_day_of_review_and_of_a_step(story, note, lee):
    entry = actions.add(note=note, words="Spoke with her", review_on=day(14), by=lee)
    NoteEntry.objects.filter(pk=entry.pk).update(review_on=day(0))
    assert "day that you set" in whys(lee)[0]
    actions.add(note=note, words="Again", review_on=day(7), by=lee)
    assert whys(lee) == []
    step = actions.add_step(note=note, what="Call the doctor", who="Lee", by_when=day(-1), by=lee)
    assert len(whys(lee)) == 1
    actions.finish_step(step=step, by=lee)
    actions.finish_step(step=step, by=lee)
    assert whys(lee) == [] and NoteStep.objects.get().done_by == story.lee


def test_today_costs_one_query_however_many_notes(story, note, lee):
    def cost() -> int:
        with CaptureQueriesContext(connection) as counted:
            queries.due(lee)
        return len(counted)

    one = cost()
    for _n in range(4):
        story.open(story.ines)
    assert cost() == one == 1


def test_the_list_costs_the_same_for_many(story, note, client):
    client.force_login(story.lee)

    def cost() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert client.get("/notes/").status_code == 200
        return len(counted)

    cost()
    one = cost()
    for _n in range(6):
        story.open(story.ines)
    assert cost() == one


def test_who_wrote_it_may_add_and_nobody_but_the_lead_decides(story, note, lee):
    ines = story.principal(story.ines)
    OutgoingMail.objects.all().delete()
    actions.add(note=note, words="The neighbour called again", by=ines)
    assert OutgoingMail.objects.get().to == "lee@example.org"
    for act in (
        lambda: actions.add(note=note, words="x", review_on=day(3), by=ines),
        lambda: actions.add_step(note=note, what="x", who="y", by_when=day(3), by=ines),
        lambda: actions.hand_over(note=note, to=story.rui, by=ines),
        lambda: actions.close(note=note, words="x", by=ines),
        lambda: actions.add(note=note, words="x", by=story.principal(story.rui)),
        lambda: actions.add(note=note, words="x", by=story.principal(story.samira)),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_handing_over_ends_ones_own_sight_unless_a_role_gives_it(story, client):
    note = story.open(story.samira, mentorship=story.pair, lead=story.rui)
    actions.hand_over(note=note, to=story.ines, by=story.principal(story.rui))
    client.force_login(story.rui)
    assert client.get(f"/notes/{note.pk}/").status_code == 404
    client.force_login(story.ines)
    assert client.get(f"/notes/{note.pk}/").status_code == 200


def test_a_note_whose_lead_has_gone_finds_the_next_by_itself(story, note):
    assert actions.find_new_leads() == 0
    Membership.objects.filter(account=story.lee).update(until=clock.now())
    assert actions.find_new_leads() == 1
    assert NoteLead.objects.filter(note=note).latest("at").account in (story.ines, story.rui)
    assert actions.find_new_leads() == 0


def test_a_closed_note_takes_nothing_more_and_says_until_when_it_is_kept(story, note, lee, client):
    closed = actions.close(note=note, words="She is well. The stairs are mended.", by=lee)
    assert closed.kept_months == 36 and closed.kept_until > day(3 * 365 - 2)
    for act in (
        lambda: actions.add(note=note, words="x", by=lee),
        lambda: actions.add_step(note=note, what="x", who="y", by_when=day(3), by=lee),
        lambda: actions.close(note=note, words="x", by=lee),
        lambda: actions.hand_over(note=note, to=story.rui, by=lee),
    ):
        with pytest.raises(NotAllowed, match="closed"):
            act()
    client.force_login(story.lee)
    assert "Kept until" in client.get(f"/notes/{note.pk}/").content.decode()
    assert whys(lee) == []


@pytest.mark.parametrize(("kind", "months"), [("accident", 36), ("violence", 24), ("self_harm", 24)])
def test_everything_ends_closed_or_left_open(story, lee, kind, months):
    closed, left = story.open(story.ines, kind), story.open(story.ines, kind)
    actions.close(note=closed, words="Settled", by=lee)
    just_before = clock.now() - timedelta(days=365) / 12 * months + timedelta(hours=1)
    Note.objects.filter(pk=closed.pk).update(closed_at=just_before)
    Note.objects.filter(pk=left.pk).update(reported_at=just_before)
    NoteLead.objects.update(at=just_before)
    assert actions.expire_due() == 0
    Note.objects.filter(pk=closed.pk).update(closed_at=just_before - timedelta(hours=2))
    assert actions.expire_due() == 1 and Note.objects.get() == left
    actions.add(note=left, words="Still looked at", by=lee)
    Note.objects.filter(pk=left.pk).update(reported_at=just_before - timedelta(hours=2))
    NoteLead.objects.update(at=just_before - timedelta(hours=2))
    assert actions.expire_due() == 0
    NoteEntry.objects.update(at=just_before - timedelta(hours=2))
    assert actions.expire_due() == 1 and not Note.objects.exists()


def test_erasing_somebody_takes_closed_notes_and_unties_open_ones(story, note, lee):
    closed = story.open(story.samira, mentorship=story.pair)
    actions.close(note=closed, words="Settled", by=lee)
    registries.erasers["safeguarding"](story.mentee.person)
    left = Note.objects.get()
    assert left == note and left.person is None
    registries.erasers["safeguarding"](story.mentor.person)
    assert not Note.objects.filter(reported_by=story.samira).exists()


def test_a_complaint_names_whom_it_is_about(story):
    for kind, values in (
        ("mentor", {"person": None}),
        ("mentor", {"person": story.mentee.person}),
        ("staff", {"person": None}),
        ("staff", {"person": None, "complaint_about": story.samira}),
        ("accident", {"complaint_about": story.rui}),
        ("accident", {"person": people.person(story.other_organisation, "Piotr")}),
        ("accident", {"happened_on": day(1)}),
    ):
        with pytest.raises(NotAllowed):
            story.open(story.ines, kind, **values)
    assert not Note.objects.exists()


def test_from_the_persons_page_to_a_closed_note(story, client):
    client.force_login(story.ines)
    assert f"/notes/new/about/{story.mentee.pk}/" in client.get(f"/people/{story.mentee.pk}/").content.decode()
    assert f"/notes/new/with/{story.pair.pk}/" in client.get(f"/mentorships/{story.pair.pk}/").content.decode()
    form = {
        "kind": "mentor", "person": str(story.mentor.person_id), "facts": "He says that she shouted.", "lead": str(story.ines.pk),
    }  # fmt: skip
    address = client.post(f"/notes/new/with/{story.pair.pk}/", form).url
    page = client.get(address).content.decode()
    assert "who can't read or handle this" in page.replace("&#x27;", "'") and f"/mentorships/breaks/new/{story.mentor.pk}/" in page
    client.post(f"{address}add/", {"words": "Samira says it was the traffic.", "review_on": day(9).isoformat()})
    client.post(f"{address}steps/new/", {"what": "Sit down with both", "who": "Inês", "by_when": day(5).isoformat()})
    step = NoteStep.objects.get()
    client.post(f"{address}steps/{step.pk}/done/")
    page = client.get(address).content.decode()
    assert "Sit down with both" in page and "traffic" in page
    client.post(f"{address}close/", {"words": "They go on."})
    assert "Closed on" in client.get(address).content.decode()


def test_the_page_of_a_worried_mentor_offers_it_and_still_stores_nothing(story, client):
    client.force_login(story.samira)
    page = client.get(f"/mentorships/{story.pair.pk}/ask/").content.decode()
    assert f"/notes/new/with/{story.pair.pk}/" in page
    assert "This goes to" in client.get(f"/notes/new/with/{story.pair.pk}/").content.decode()
    assert not Note.objects.exists()
