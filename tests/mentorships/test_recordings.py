"""Human voices: recorded for a text in a language, heard where it is read, gone when the text changes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from alongside.foundation.middleware import PLAYS, RECORDS
from alongside.foundation.uploads import Cleaned
from alongside.mentorships import wording
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions.agreement_texts import change_text, publish_text
from alongside.mentorships.actions.agreements import write_agreement
from alongside.mentorships.actions.recordings import keep_recording
from alongside.mentorships.models import Recording
from alongside.mentorships.queries.recordings import SCREENS, digest, screen_words, text_words
from tests import cast as people

pytestmark = pytest.mark.both
SOUND = Cleaned(b"OggS invented", "audio/ogg")


def keep(cast, by, key="aims", language="ar", words=None):
    words = digest(words or text_words(wording.OURS[language], key))
    return keep_recording(programme=cast.programme, by=by, key=key, language=language, words=words, sound=SOUND)


def address(cast, key="aims", language="ar"):
    return reverse("mentorships:record_voice", args=[cast.programme.pk, key, language])


def agreement_page(client, pair, who) -> str:
    client.force_login(who)
    return client.get(reverse("mentorships:agreement", args=[pair.pk])).content.decode()


def test_a_coordinator_keeps_a_voice_and_members_hear_it(client, cast, pair, ines):
    write_agreement(mentorship=pair, by=ines, often="open", channel="phone", costs="own")
    client.force_login(cast.ines)
    client.post(address(cast), {"sound": SimpleUploadedFile("voice.ogg", b"OggS invented", "audio/ogg")})
    voice = Recording.objects.get()
    heard = reverse("mentorships:play_voice", args=[voice.pk])
    for who in (cast.nour, cast.samira, cast.ines):
        assert heard in agreement_page(client, pair, who)
        assert client.get(heard).content == b"OggS invented"
    client.force_login(cast.kateryna)
    assert client.get(heard).status_code == 404


def test_a_new_voice_takes_the_place_of_the_old_one(cast, ines):
    keep(cast, ines)
    keep(cast, ines)
    assert Recording.objects.count() == 1


def test_when_the_text_changes_its_voice_is_asked_for_again_and_old_agreements_keep_theirs(client, cast, pair, ines):
    write_agreement(mentorship=pair, by=ines, often="open", channel="phone", costs="own")
    voice = keep(cast, ines)
    words = wording.ARABIC | {"aims_text": "نطبخ معًا."}
    change_text(programme=cast.programme, by=ines, language="ar", words=words, expected_version=0)
    publish_text(programme=cast.programme, by=ines, expected_version=1)
    assert str(voice.pk) in agreement_page(client, pair, cast.nour)
    write_agreement(mentorship=pair, by=ines, often="open", channel="phone", costs="own")
    assert str(voice.pk) not in agreement_page(client, pair, cast.nour)


def test_a_screen_is_heard_in_a_language_in_which_pages_do_not_come(client, cast, pair, ines):
    person = people.person(cast.organisation, "Tesfay", languages=(("ti", "native"), ("en", "B1")))
    tesfay = people.account("tesfay@example.org", person=person)
    people.member(cast.programme, "mentee", tesfay)
    voice = keep(cast, ines, key="screen_home", language="ti", words=screen_words("screen_home", "ti"))
    client.force_login(tesfay)
    assert str(voice.pk) in client.get(reverse("mentorships:home")).content.decode()
    client.force_login(cast.nour)
    assert str(voice.pk) not in client.get(reverse("mentorships:home")).content.decode()


def test_a_voice_can_be_deleted(client, cast, ines):
    keep(cast, ines)
    client.force_login(cast.ines)
    assert "Delete this voice" in client.get(address(cast)).content.decode()
    client.post(address(cast), {"delete": "yes"})
    assert not Recording.objects.exists()


def test_only_what_can_be_played_is_kept_and_only_for_what_can_be_read(client, cast, samira):
    client.force_login(cast.ines)
    page = client.post(address(cast), {"sound": SimpleUploadedFile("voice.mp3", b"<html>", "audio/mpeg")}).content.decode()
    assert "no recording that can be played" in page
    for key, language in (("nothing", "ar"), ("aims", "xx"), ("screen_home", "xx")):
        if key in SCREENS:
            continue
        assert client.get(address(cast, key, language)).status_code == 404
    with pytest.raises(NotAllowed):
        keep(cast, samira)


def test_pages_that_read_out_may_play_and_one_may_record():
    assert {"mentorships:agreement", "mentorships:home", "mentorships:change"} <= PLAYS
    assert "mentorships:record_voice" in RECORDS
