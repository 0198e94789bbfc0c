"""Given a mentee with an Arabic phone, when an agreement waits, then they hear it, read it beside the other language and say yes."""

import re

import pytest

from alongside.foundation.uploads import Cleaned
from alongside.mentorships import wording
from alongside.mentorships.actions.agreements import write_agreement
from alongside.mentorships.actions.recordings import keep_recording
from alongside.mentorships.models import AgreementAnswer, CallRequest, Recording
from alongside.mentorships.queries.recordings import digest, text_words
from tests import cast as people
from tests.browser import assert_accessible, sign_in
from tests.mentorships.story import begin

pytestmark = pytest.mark.django_db(transaction=True)
#: A tenth of a second of silence.
SILENCE = (
    b"RIFF" + (36 + 800).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little") + b"\x01\x00\x01\x00"
    + (8000).to_bytes(4, "little") + (8000).to_bytes(4, "little") + b"\x01\x00\x08\x00data" + (800).to_bytes(4, "little") + b"\x80" * 800
)  # fmt: skip


@pytest.fixture
def cast(transactional_db):
    found = people.assemble()
    found.by = found.principal(found.ines)
    found.pair = begin(found, found.by, days_ago=3)
    found.agreement = write_agreement(
        mentorship=found.pair, by=found.by, often="weekly", minutes=60, channel="phone", costs="paid", place="Biblioteca"
    )
    return found


def test_a_mentee_hears_reads_and_agrees(cast, arabic_phone_page):
    words = digest(text_words(wording.ARABIC, "aims"))
    sound = Cleaned(SILENCE, "audio/wav")
    keep_recording(programme=cast.programme, by=cast.by, key="aims", language="ar", words=words, sound=sound)
    page = arabic_phone_page
    sign_in(page, cast.nour)
    page.goto("/mentorships/home/")
    page.get_by_role("link", name="اتفاقي").click()
    assert_accessible(page)
    ours, theirs = page.get_by_text("نلتقي على قدم المساواة").bounding_box(), page.get_by_text("We meet as equals").bounding_box()
    assert ours["y"] < theirs["y"]
    with page.expect_response("**/mentorships/voices/**") as heard:
        page.get_by_role("button", name="استماع الهدف من اللقاءات").click()
    assert heard.value.ok
    page.get_by_role("button", name="نعم، أوافق").click()
    page.wait_for_url(f"**/mentorships/{cast.pair.pk}/agreement/")
    given = AgreementAnswer.objects.get()
    assert (given.person, given.said, given.how, given.language) == (cast.nour.person, "yes", "phone", "ar")
    assert page.get_by_role("button", name="نعم، أوافق").count() == 0
    assert_accessible(page)


def test_talking_first_is_as_easy(cast, arabic_phone_page):
    page = arabic_phone_page
    sign_in(page, cast.nour)
    page.goto(f"/mentorships/{cast.pair.pk}/agreement/")
    yes, talk = (page.get_by_role("button", name=name).bounding_box() for name in ("نعم، أوافق", "ليس بعد، أريد الحديث أولًا"))
    assert (yes["width"], yes["height"]) == (talk["width"], talk["height"])
    page.get_by_role("button", name="ليس بعد، أريد الحديث أولًا").click()
    page.wait_for_url(f"**/mentorships/{cast.pair.pk}/agreement/")
    assert CallRequest.objects.get().person == cast.nour.person


def test_it_is_agreed_without_javascript(cast, no_js_page):
    page = no_js_page
    sign_in(page, cast.samira)
    page.goto(f"/mentorships/{cast.pair.pk}/agreement/")
    page.get_by_role("button", name="Yes, I agree").click()
    assert AgreementAnswer.objects.get().person == cast.samira.person


def test_a_coordinator_keeps_a_voice_from_a_file(cast, page):
    sign_in(page, cast.ines)
    page.goto(f"/mentorships/rules/{cast.programme.pk}/voices/")
    assert_accessible(page)
    page.get_by_role("link", name=re.compile("English ?: What it is for")).click()
    page.get_by_text("Choose a recording").click()
    page.locator("input[type=file]").set_input_files({"name": "voice.wav", "mimeType": "audio/wav", "buffer": SILENCE})
    page.get_by_role("button", name="Keep this voice").click()
    page.wait_for_url("**/voices/")
    assert Recording.objects.get().media_type == "audio/wav"


@pytest.mark.parametrize("address", ["text/", "text/ar/", "text/preview/", "voices/aims/ar/"])
def test_a_coordinators_pages_are_accessible(cast, page, address):
    sign_in(page, cast.ines)
    page.goto(f"/mentorships/rules/{cast.programme.pk}/{address}")
    assert_accessible(page)


@pytest.mark.parametrize("address", ["agreement/", "agreement/write/", "agreement/print/", "introduction/", "agreement/{agreement}/paper/"])
def test_pages_of_the_pair_are_accessible(cast, phone_page, address):
    page = phone_page
    sign_in(page, cast.ines)
    page.goto(f"/mentorships/{cast.pair.pk}/{address.format(agreement=cast.agreement.pk)}")
    assert_accessible(page)
