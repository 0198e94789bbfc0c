"""Given people who must not share a number, when they write in here, then only those read it who are named above the box."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from alongside.foundation import clock
from alongside.foundation.models import AuditEntry, OutgoingMail
from alongside.foundation.uploads import Cleaned
from alongside.mentorships import access
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.access.messages import message_for
from alongside.mentorships.actions import end
from alongside.mentorships.actions import messages as actions
from alongside.mentorships.models import Member, Message, MessagesRead, PairRules, Voice
from alongside.mentorships.queries.messages import due_messages, talk_of
from tests import cast as people

pytestmark = pytest.mark.both
SOUND = Cleaned(b"OggS....", "audio/ogg")


@pytest.fixture
def pair(pair):
    PairRules.objects.create(programme=pair.programme, allows_messages=True)
    return pair


def fresh(by, pair):
    return access.mentorship_for(by, pair.pk)


def words(by, pair, with_person=None):
    return [m.words for m in talk_of(by, fresh(by, pair), with_person).messages]


def test_members_read_each_other_and_coordinators_do_not(pair, ines, samira, nour):
    actions.write_message(mentorship=pair, by=samira, words="At five?")
    actions.write_message(mentorship=pair, by=nour, words="نعم")
    assert words(samira, pair) == words(nour, pair) == ["At five?", "نعم"]
    assert words(ines, pair) == []


def test_a_programme_that_does_not_want_messages_has_none(pair, samira):
    PairRules.objects.update(allows_messages=False)
    with pytest.raises(NotAllowed):
        actions.write_message(mentorship=pair, by=samira, words="At five?")


def test_strangers_and_coordinators_cannot_write_into_a_pair(pair, ines, cast):
    for by in (ines, cast.principal(cast.kateryna)):
        with pytest.raises(NotAllowed):
            actions.write_message(mentorship=pair, by=by, words="Hello")


def test_whoever_joins_later_reads_what_was_written_since(pair, samira, cast):
    actions.write_message(mentorship=pair, by=samira, words="Between us two")
    Message.objects.update(at=clock.now() - timedelta(days=2))
    late = people.person(cast.organisation, "Ilir")
    Member.objects.create(mentorship=pair, person=late, role="co_mentor")
    account = people.account("ilir@example.org", person=late)
    people.member(cast.programme, "mentor", account)
    actions.write_message(mentorship=pair, by=samira, words="Welcome, Ilir")
    assert words(cast.principal(account), pair) == ["Welcome, Ilir"]


def test_the_others_are_told_that_something_is_there_and_nothing_more(pair, samira):
    actions.write_message(mentorship=pair, by=samira, words="At the dentist, at five")
    mail = OutgoingMail.objects.get()
    assert mail.to == "nour@example.org"
    assert "dentist" not in mail.body
    assert "Samira" not in mail.body


def test_after_the_ending_nobody_writes_and_nobody_reads(pair, ines, samira):
    actions.write_message(mentorship=pair, by=samira, words="Goodbye")
    end(mentorship=pair, reason="completed", wished_by="both", by=ines)
    with pytest.raises(NotAllowed):
        actions.write_message(mentorship=fresh(ines, pair), by=samira, words="One more thing")
    assert talk_of(samira, fresh(ines, pair)).messages == []


def test_what_a_mentee_writes_to_the_coordinators_is_not_seen_by_the_mentor(pair, ines, samira, nour):
    actions.write_to_office(mentorship=pair, with_person=nour.person_id, by=nour, words="I need a lift")
    assert words(ines, pair, nour.person_id) == words(nour, pair, nour.person_id) == ["I need a lift"]
    assert words(samira, pair, nour.person_id) == []
    with pytest.raises(NotAllowed):
        actions.write_to_office(mentorship=pair, with_person=nour.person_id, by=samira, words="And me")


def test_it_stands_on_today_until_it_is_answered_or_read(pair, ines, nour, cast):
    for settle in (
        lambda: actions.write_to_office(mentorship=pair, with_person=nour.person_id, by=ines, words="I call you"),
        lambda: actions.read_messages(mentorship=pair, with_person=nour.person_id, by=ines),
    ):
        actions.write_to_office(mentorship=pair, with_person=nour.person_id, by=nour, words="I need a lift")
        assert [row.people[0][0] for row in due_messages(ines)] == [cast.mentee.person.name]
        settle()
        assert due_messages(ines) == []


def test_a_mentor_finds_what_the_mentee_wrote_on_today(pair, samira, nour):
    assert due_messages(samira) == []
    actions.write_message(mentorship=pair, by=nour, words="نعم")
    assert len(due_messages(samira)) == 1
    actions.write_message(mentorship=pair, by=samira, words="Good")
    assert due_messages(samira) == []


def test_read_is_only_what_somebody_pressed(client, pair, samira, nour, cast):
    actions.write_message(mentorship=pair, by=samira, words="At five?")
    client.force_login(cast.nour)
    page = reverse("mentorships:messages", args=[pair.pk])
    client.get(page)
    assert talk_of(samira, fresh(samira, pair)).read_at is None
    client.post(page, {"act": "read"})
    assert talk_of(samira, fresh(samira, pair)).read_at is not None
    assert talk_of(nour, fresh(nour, pair)).new == 0


def test_a_voice_is_heard_by_those_who_may_read_its_message(client, pair, samira, nour, cast):
    message = actions.write_to_office(mentorship=pair, with_person=nour.person_id, by=nour, words="", voice=SOUND)
    address = reverse("mentorships:voice", args=[message.pk])
    for account, status in ((cast.nour, 200), (cast.ines, 200), (cast.samira, 404), (cast.kateryna, 404)):
        client.force_login(account)
        assert client.get(address).status_code == status
    client.force_login(cast.nour)
    answer = client.get(address)
    assert (answer.content, answer["Content-Type"], answer["Cache-Control"]) == (b"OggS....", "audio/ogg", "no-store")


def test_a_mentee_shows_one_message_to_the_coordinators_and_the_writer_is_not_told(pair, ines, samira, nour):
    said = actions.write_message(mentorship=pair, by=samira, words="Lend me money")
    actions.write_message(mentorship=pair, by=samira, words="Between us")
    message = message_for(nour, said.pk)
    for _twice in range(2):
        actions.show_to_office(message=message, by=nour)
    assert words(ines, pair, nour.person_id) == ["Samira: Lend me money"]
    assert words(samira, pair) == ["Lend me money", "Between us"]
    assert {mail.to for mail in OutgoingMail.objects.all()} == {"nour@example.org"}


def test_an_empty_message_is_refused_with_what_to_do(client, pair, cast):
    client.force_login(cast.samira)
    page = client.post(reverse("mentorships:messages", args=[pair.pk]), {"words": "  "}).content.decode()
    assert "Write a few words." in page
    assert not Message.objects.exists()


def test_a_file_that_is_no_recording_loses_no_words(client, pair, cast):
    client.force_login(cast.samira)
    sent = {"words": "At five?", "voice": SimpleUploadedFile("v.ogg", b"<html>")}
    page = client.post(reverse("mentorships:messages", args=[pair.pk]), sent).content.decode()
    assert "This is no recording" in page
    assert "At five?" in page


def test_a_double_click_sends_once(client, pair, cast):
    client.force_login(cast.samira)
    sent = {"words": "At five?", "idempotency_key": "6f1c1c38-1d4e-4a53-9a5b-0e6a5a0c7d11"}
    for _click in range(2):
        client.post(reverse("mentorships:messages", args=[pair.pk]), sent)
    assert Message.objects.count() == 1


def test_messages_are_deleted_after_ninety_days(pair, samira):
    for days in (89, 91):
        message = actions.write_message(mentorship=pair, by=samira, words=f"{days} days old", voice=SOUND)
        mark = actions.read_messages(mentorship=pair, by=samira)
        Message.objects.filter(pk=message.pk).update(at=clock.now() - timedelta(days=days))
        MessagesRead.objects.filter(pk=mark.pk).update(at=clock.now() - timedelta(days=days))
    actions.forget_messages()
    assert [m.words for m in Message.objects.all()] == ["89 days old"]
    assert (Voice.objects.count(), MessagesRead.objects.count()) == (1, 1)


def test_the_log_of_deeds_holds_no_words(pair, samira):
    actions.write_message(mentorship=pair, by=samira, words="At five?")
    assert not AuditEntry.objects.filter(fields__icontains="five").exists()


def test_we_spoke_opens_the_log_with_the_answers_given(client, pair, cast):
    client.force_login(cast.samira)
    assert "?spoke=phone" in client.get(reverse("mentorships:detail", args=[pair.pk])).content.decode()
    form = client.get(reverse("mentorships:log", args=[pair.pk]) + "?spoke=phone").context["form"]
    assert (form["channel"].value(), form["minutes"].value(), form["met"].value()) == ("phone", "30", "yes")


def test_what_a_mentee_writes_to_the_coordinators_is_not_read_by_one_who_mentors_her(pair, nour, cast):
    people.member(cast.programme, "coordinator", cast.samira)
    both = cast.principal(cast.samira)
    actions.write_to_office(mentorship=pair, with_person=nour.person_id, by=nour, words="I need a lift")
    assert words(both, pair, nour.person_id) == []
    assert [row for row in due_messages(both) if "coordinators" in row.why] == []


def test_what_nobody_outside_the_pair_would_read_is_not_taken_in(pair, nour, cast):
    people.member(cast.programme, "coordinator", cast.samira)
    for colleague in (cast.ines, cast.rui):
        colleague.memberships.update(until=clock.now())
    with pytest.raises(NotAllowed, match="Call the programme"):
        actions.write_to_office(mentorship=pair, with_person=nour.person_id, by=nour, words="I need a lift")
