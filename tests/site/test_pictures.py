"""The guides' pictures: each is there, light, and shows a page that still says what stands beneath it.

To take them anew, after a page has changed: `./alongside test tests/site/test_pictures.py --pictures`. Then look at them.
"""

import html
import re
import struct
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import transaction

from alongside.foundation import languages
from alongside.site.demo import filling
from tests.conftest import NOON
from tests.site.pictures import FOLDER, HEAVIEST, PICTURES, Camera

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
SHOWN = re.compile(r"!\[([^\]]*)\]\(([^)]+\.png)\)|<img src=\"([^\"]+\.png)\"[^>]*alt=\"([^\"]*)\"")
#: What a caption quotes, the page says.
QUOTED = re.compile(r"[“«]([^”»]+)[”»]")


def captions() -> dict[str, list[str]]:
    """Name of a picture -> its captions, in the README and the guides."""
    found = {}
    for document in (ROOT / "README.md", *sorted((ROOT / "docs/guides").glob("*.md"))):
        for one, file, other, text in SHOWN.findall(document.read_text()):
            picture = (document.parent / (file or other)).resolve()
            assert picture.parent == FOLDER, f"{document.name}: {file or other}"
            found.setdefault(picture.stem, []).append(one or text)
    return found


@pytest.fixture(scope="module")
def camera(request):
    """Only when pictures are asked for. Chromium first: it does not start after a travel."""
    return Camera(request.getfixturevalue("browser")) if request.config.getoption("--pictures") else None


@pytest.fixture(scope="module")
def demo(camera, django_db_setup, django_db_blocker):
    """The demo, filled once for this file and taken back at its end."""
    languages.compile_all()
    before, settings.IS_DEMO = settings.IS_DEMO, True
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(NOON, tick=True):
            filling.fill()
        yield
        transaction.set_rollback(True)
    settings.IS_DEMO = before


@pytest.mark.parametrize("picture", PICTURES, ids=lambda p: p.name)
def test_the_page_of_a_picture_still_says_what_its_caption_quotes(demo, camera, picture):
    with time_machine.travel(NOON, tick=False):
        client = picture.client()
        answer = client.get(picture.path())
        assert answer.status_code == 200
        if camera:
            camera.take(picture, client)
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())
    quoted = [said for text in captions().get(picture.name, []) for said in QUOTED.findall(text)]
    assert quoted, "no guide shows it with words from its page"
    assert [said for said in quoted if said not in words] == []


def test_every_picture_that_is_shown_is_taken_here_and_none_lies_about():
    assert set(captions()) == {p.name for p in PICTURES} == {p.stem for p in FOLDER.glob("*")}


def test_every_picture_is_light_and_as_wide_as_it_says():
    faults = []
    for picture in PICTURES:
        content = picture.file.read_bytes()
        width, height = struct.unpack(">II", content[16:24])
        if (width, height) != picture.size or len(content) > HEAVIEST:
            faults.append(f"{picture.name}: {width} × {height}, {len(content)} bytes")
    assert faults == []
