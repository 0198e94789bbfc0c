"""Photographs that both wish to be shown; a mentor's hello until they have met."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from alongside.foundation import clock
from alongside.foundation.uploads import Cleaned
from alongside.mentorships import actions
from alongside.mentorships.actions import NotAllowed, faces
from alongside.mentorships.models import Hello, Photo, PhotoWish
from alongside.mentorships.queries.faces import hellos_in, shown_to
from tests.mentorships.story import begin

pytestmark = pytest.mark.both
VOICE = Cleaned(b"OggS and a few words", "audio/ogg")


def picture() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "PNG")
    return SimpleUploadedFile("me.png", out.getvalue(), "image/png")


def say(client, who, pair, yes="yes", photo=True):
    client.force_login(who)
    return client.post(reverse("mentorships:photos", args=[pair.pk]), {"yes": yes} | ({"photo": picture()} if photo else {}))


def test_a_photo_is_shown_only_when_both_said_yes(cast, pair, client):
    assert say(client, cast.samira, pair).status_code == 302
    photo = Photo.objects.get()
    page = reverse("mentorships:photo", args=[pair.pk, photo.pk])
    assert client.get(page)["Content-Type"] == "image/jpeg", "one's own is always there"
    client.force_login(cast.nour)
    assert client.get(page).status_code == 404
    assert page not in client.get("/mentorships/home/").content.decode()
    say(client, cast.nour, pair, photo=False)
    assert page in client.get("/mentorships/home/").content.decode()
    assert client.get(page).status_code == 200
    for other in (cast.ines, cast.rui, cast.kateryna):
        client.force_login(other)
        assert client.get(page).status_code == 404


def test_a_no_takes_ones_own_photo_away_and_hides_the_others(cast, pair, client):
    say(client, cast.samira, pair)
    say(client, cast.nour, pair)
    assert len(shown_to(cast.mentee.person_id, pair)) == len(shown_to(cast.mentor.person_id, pair)) == 1
    say(client, cast.nour, pair, yes="no", photo=False)
    assert not shown_to(cast.mentee.person_id, pair) and not shown_to(cast.mentor.person_id, pair)
    assert Photo.objects.get().person_id == cast.mentor.person_id
    assert PhotoWish.objects.filter(person=cast.mentee.person, until__isnull=False).exists()


def test_nobody_is_told_that_the_other_said_no(cast, pair, client):
    say(client, cast.samira, pair)
    before = client.get(reverse("mentorships:photos", args=[pair.pk])).content.decode()
    say(client, cast.nour, pair, yes="no", photo=False)
    client.force_login(cast.samira)
    after = client.get(reverse("mentorships:photos", args=[pair.pk])).content.decode()
    strip = lambda page: [line for line in page.splitlines() if "csrf" not in line and "idempotency" not in line]  # noqa: E731
    assert strip(before)[-20:] == strip(after)[-20:]


def test_pictures_and_voices_go_with_the_mentorship(cast, ines, samira, nour, client):
    pair = begin(cast, ines)
    say(client, cast.samira, pair)
    say(client, cast.nour, pair)
    faces.say_hello(mentorship=pair, by=samira, voice=VOICE)
    actions.end(mentorship=pair, reason="moved", wished_by="both", by=ines)
    assert not Photo.objects.exists() and not Hello.objects.exists()
    assert not PhotoWish.objects.filter(until=None).exists()


def test_whoever_leaves_alone_takes_their_picture_along(cast, pair, client):
    say(client, cast.nour, pair)
    pair.members.filter(person=cast.mentee.person).update(until=clock.now())
    assert faces.forget_old() == 1


def test_a_hello_is_heard_until_they_have_met_and_goes_thirty_days_after(cast, ines, samira, client):
    pair = begin(cast, ines, days_ago=3)
    client.force_login(cast.samira)
    here = reverse("mentorships:hello", args=[pair.pk])
    voice = SimpleUploadedFile("hello.ogg", b"OggS and a few words", "audio/ogg")
    assert client.post(here, {"voice": voice}).status_code == 302
    sound = reverse("mentorships:hello_sound", args=[pair.pk, Hello.objects.get().pk])
    assert sound in client.get(here).content.decode()
    client.force_login(cast.nour)
    page = client.get("/mentorships/home/")
    assert sound in page.content.decode() and "media-src" in page["Content-Security-Policy"]
    assert client.get(sound)["Content-Type"] == "audio/ogg"
    actions.log_session(mentorship=pair, by=samira, met=True, day=clock.today(), minutes=60)
    assert sound not in client.get("/mentorships/home/").content.decode()
    assert client.get(sound).status_code == 404
    assert faces.forget_old() == 0
    with time_machine.travel(clock.now() + timedelta(days=31), tick=False):
        assert faces.forget_old() == 1


def test_a_hello_is_replaced_and_deleted(cast, ines, samira, client):
    pair = begin(cast, ines)
    faces.say_hello(mentorship=pair, by=samira, voice=VOICE)
    faces.say_hello(mentorship=pair, by=samira, voice=VOICE)
    assert len(hellos_in(pair)) == 1
    client.force_login(cast.samira)
    client.post(reverse("mentorships:hello_off", args=[pair.pk]), {})
    assert not Hello.objects.exists()


def test_only_a_mentor_says_hello_and_only_before_they_met(cast, ines, samira, nour):
    pair = begin(cast, ines, days_ago=3)
    for other in (nour, ines):
        with pytest.raises(NotAllowed):
            faces.say_hello(mentorship=pair, by=other, voice=VOICE)
    actions.log_session(mentorship=pair, by=samira, met=True, day=clock.today(), minutes=60)
    with pytest.raises(NotAllowed):
        faces.say_hello(mentorship=pair, by=samira, voice=VOICE)


def test_the_microphone_is_open_on_the_page_that_records_and_nowhere_else(cast, pair, client):
    client.force_login(cast.samira)
    allowed = "microphone=(self)"
    assert allowed in client.get(reverse("mentorships:hello", args=[pair.pk]))["Permissions-Policy"]
    assert allowed not in client.get(reverse("mentorships:detail", args=[pair.pk]))["Permissions-Policy"]


def test_the_map_is_a_link_and_nothing_is_asked_before_a_tap(cast, pair, ines, client):
    actions.plan_session(mentorship=pair, by=ines, day=clock.today() + timedelta(days=2), place="Café & Bar, 5")
    client.force_login(cast.nour)
    page = client.get("/mentorships/home/")
    assert 'href="https://www.openstreetmap.org/search?query=Caf%C3%A9%20%26%20Bar%2C%205" rel="noreferrer noopener"' in page.content.decode()
    assert "openstreetmap" not in page["Content-Security-Policy"]
