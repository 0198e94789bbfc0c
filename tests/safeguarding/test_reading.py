"""Who reads a restricted note.

|                          | list | all of it | what they wrote | that it was received |
|--------------------------|------|-----------|-----------------|----------------------|
| lead, safeguarding lead  | yes  | yes       |                 |                      |
| coordinator who wrote it | yes  | no        | yes             |                      |
| mentor who wrote it      | no   | no        | no              | yes                  |
| whom it is about         | no   | no        | no              |                      |
| everybody else           | no   | no        | no              |                      |
"""

import pytest

from alongside.foundation.models import AuditEntry, AuditSubject, OutgoingMail
from alongside.programmes.models import Membership
from alongside.safeguarding import actions
from alongside.safeguarding.access import NotAllowed, can_lead, notes_for
from alongside.safeguarding.models import Note, NoteLead
from alongside.site import worklist
from tests import cast as people

pytestmark = [pytest.mark.django_db, pytest.mark.both]

PAGES = ("", "add/", "steps/new/", "lead/", "close/")


def opens(client, account, note) -> set:
    client.force_login(account)
    return {page for page in PAGES if client.get(f"/notes/{note.pk}/{page}").status_code == 200}


def text(client, account, note) -> str:
    client.force_login(account)
    return client.get(f"/notes/{note.pk}/").content.decode()


def test_it_goes_to_the_safeguarding_lead_who_reads_all_of_it(story, client):
    note = story.open(story.samira, mentorship=story.pair)
    assert NoteLead.objects.get(note=note).account == story.lee
    assert opens(client, story.lee, note) == set(PAGES)
    assert "fell on the stairs" in text(client, story.lee, note)


def test_a_coordinator_reads_only_what_they_wrote_or_lead(story, client):
    note = story.open(story.ines)
    actions.add(note=note, words="The doctor says it is broken", by=story.principal(story.lee))
    assert opens(client, story.ines, note) == {"", "add/"}
    mine = text(client, story.ines, note)
    assert "fell on the stairs" in mine and "broken" not in mine and "Lee Park" in mine
    assert opens(client, story.rui, note) == set()
    led = story.open(story.samira, mentorship=story.pair, lead=story.rui)
    assert opens(client, story.rui, led) == set(PAGES) and opens(client, story.ines, led) == set()


@pytest.mark.parametrize("who", ["rui", "admin", "samira", "nour", "kateryna"])
def test_nobody_else_finds_it(story, client, who):
    note = story.open(story.ines)
    account = getattr(story.cast, who)
    assert opens(client, account, note) == set()
    assert not notes_for(story.principal(account)).exists()
    client.force_login(account)
    page = client.get("/notes/")
    assert page.status_code == (200 if who in ("rui", "kateryna") else 404)
    assert b"accident" not in page.content
    for page in (*PAGES[1:], f"steps/{story.pair.pk}/done/"):
        assert client.post(f"/notes/{note.pk}/{page}", {"words": "x"}).status_code == 404


def test_an_organisations_lead_reads_all_its_programmes_and_no_other_organisation(story, client):
    above = people.account("above@example.org", "Ana Above")
    people.member(story.organisation, "safeguarding", above)
    note = story.open(story.ines)
    assert opens(client, above, note) == set(PAGES)
    elsewhere = people.account("elsewhere@example.org", "Eve Elsewhere")
    people.member(story.other_organisation, "safeguarding", elsewhere)
    people.member(story.other_programme, "safeguarding", elsewhere)
    assert opens(client, elsewhere, note) == set()


def test_a_mentor_sees_afterwards_that_it_was_received_and_by_whom_and_nothing_more(story, client):
    client.force_login(story.samira)
    form = {"kind": "violence", "facts": "He pushed her", "person": str(story.mentee.person_id)}
    answer = client.post(f"/notes/new/with/{story.pair.pk}/", form)
    assert answer.url == "/notes/sent/"
    page = client.get("/notes/sent/").content.decode()
    assert "Received on" in page and "Lee Park" in page
    assert "pushed" not in page and "iolence" not in page
    note = Note.objects.get()
    assert opens(client, story.samira, note) == set() and note.person == story.mentee.person
    assert opens(client, story.ines, note) == set()


def test_a_mentor_writes_about_their_own_mentorship_only(story, client):
    other = people.account("joao@example.org", person=people.person(story.organisation, "João"))
    people.member(story.programme, "mentor", other)
    client.force_login(other)
    assert client.get(f"/notes/new/with/{story.pair.pk}/").status_code == 404
    with pytest.raises(NotAllowed):
        story.open(other, mentorship=story.pair)
    assert client.get(f"/notes/new/about/{story.mentee.pk}/").status_code == 404
    assert client.get("/notes/new/").status_code == 404


def test_a_right_that_ended_reads_nothing_any_more(story, client):
    note = story.open(story.ines)
    for account in (story.ines, story.lee):
        Membership.objects.filter(account=account).update(until=note.reported_at)
        assert opens(client, account, note) == set()


# ── nobody handles a complaint about themselves ────────────────────────────────────────────
def test_a_complaint_about_the_lead_goes_to_somebody_else_and_is_hidden_from_them(story, client):
    note = story.open(story.ines, "staff", person=None, complaint_about=story.lee)
    assert NoteLead.objects.get(note=note).account in (story.ines, story.rui)
    assert opens(client, story.lee, note) == set()
    lee = story.principal(story.lee)
    assert not notes_for(lee).exists() and worklist.due_for(lee) == []
    with pytest.raises(NotAllowed):
        actions.hand_over(note=note, to=story.lee, by=story.principal(story.ines))
    with pytest.raises(NotAllowed):
        actions.close(note=note, words="Nothing to see", by=lee)
    with pytest.raises(NotAllowed):
        story.open(story.ines, "staff", person=None, complaint_about=story.lee, lead=story.lee)


def test_a_complaint_about_a_coordinator_is_hidden_from_them_even_if_they_led_or_wrote_it(story, client):
    about = story.open(story.rui, "staff", person=None, complaint_about=story.ines)
    assert opens(client, story.ines, about) == set()
    # A lead who turns out to be whom it is about: by the row itself, whatever stands in `leads`.
    NoteLead.objects.create(note=about, account=story.ines)
    Note.objects.filter(pk=about.pk).update(reported_by=story.ines)
    assert opens(client, story.ines, about) == set()


def test_a_mentor_who_is_also_staff_never_reads_a_complaint_about_themselves(story, client):
    people.member(story.programme, "coordinator", story.samira)
    people.member(story.organisation, "safeguarding", story.samira)
    note = story.open(story.rui, "mentor", person=story.mentor.person)
    assert opens(client, story.samira, note) == set()
    assert story.samira not in can_lead(story.programme, person_id=story.mentor.person_id)
    other = story.open(story.rui, person=story.mentee.person)
    assert opens(client, story.samira, other) == set(PAGES)


def test_if_nobody_else_is_left_it_is_refused_and_says_whom_to_call(story):
    Membership.objects.filter(account__in=[story.ines, story.rui]).delete()
    with pytest.raises(NotAllowed, match="duty phone"):
        story.open(story.samira, "staff", person=None, complaint_about=story.lee, mentorship=story.pair)


def test_an_administrator_reads_nothing_and_can_be_complained_about(story, client):
    note = story.open(story.ines, "staff", person=None, complaint_about=story.admin)
    assert opens(client, story.admin, note) == set()
    assert story.admin not in can_lead(story.programme)


# ── the log, and what leaves ───────────────────────────────────────────────────────────────
def test_every_reading_is_logged_and_the_person_concerned_does_not_learn_of_it(story, client):
    note = story.open(story.ines)
    before = AuditEntry.objects.filter(action="read restricted note").count()
    page = text(client, story.lee, note)
    entry = AuditEntry.objects.filter(action="read restricted note").latest("at")
    assert AuditEntry.objects.filter(action="read restricted note").count() == before + 1
    assert (entry.account_id, entry.target) == (story.lee.pk, f"safeguarding.Note:{note.pk}")
    assert "Who has read it" in page and "Lee Park" in page
    about = AuditEntry.objects.filter(target__startswith="safeguarding")
    client.force_login(story.ines)
    client.get(f"/notes/new/about/{story.mentee.pk}/")
    client.get(f"/notes/new/with/{story.pair.pk}/")
    assert not AuditSubject.objects.filter(entry__purpose="restricted note").exists()
    assert about.exists() and not AuditSubject.objects.filter(entry__in=about).exists()
    client.force_login(story.lee)
    client.get("/notes/")
    assert AuditEntry.objects.filter(action="read list of restricted notes").count() == 1


def test_messages_and_today_name_no_topic_and_nobody(story):
    OutgoingMail.objects.all().delete()
    note = story.open(story.ines, "violence")
    mail = OutgoingMail.objects.get()
    assert mail.to == "lee@example.org"
    rows = worklist.due_for(story.principal(story.lee))
    assert [row.url for row in rows] == [f"/notes/{note.pk}/"] and rows[0].people == ()
    for words in (mail.subject, mail.body, rows[0].why, rows[0].button):
        assert not [w for w in ("iolence", "Nour", "نور", "mentor", "safeguarding", "accident") if w in words]


def test_neither_a_copy_of_ones_data_nor_the_archive_carries_a_note_about_somebody(story, client):
    story.open(story.ines, "violence")
    client.force_login(story.nour)
    client.cookies["django_language"] = "en"
    copy = client.post("/privacy/mine/copy/").content.decode()
    assert "fell on the stairs" not in copy and "Restricted notes, if there are any" in copy
    client.force_login(story.ines)
    answer = client.post(f"/privacy/{story.programme.pk}/archive/")
    assert "fell on the stairs" not in b"".join(answer.streaming_content).decode()


def test_what_a_mentor_wrote_leaves_with_their_own_copy(story, client):
    story.open(story.samira, mentorship=story.pair)
    client.force_login(story.samira)
    assert "fell on the stairs" in client.post("/privacy/mine/copy/").content.decode()
