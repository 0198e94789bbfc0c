"""The pictures of the guides: whose page each shows, and how it is taken. `tests/site/test_pictures.py` takes them.

Nothing is drawn or touched up: the demo, filled on a fixed day, as Chromium shows it.
"""

import io
import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from alongside.matching.models import MatchingRound
from alongside.mentorships.models import Member
from alongside.people.models import Account
from alongside.site.demo import cards

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
HOME = "http://localhost"
PHONE, DESK = (390, 800), (1100, 720)
#: A palette as large as the pages need; smaller files, and no difference that an eye would see.
COLOURS = 128
HEAVIEST = 60 * 1024


@dataclass(frozen=True)
class Picture:
    """One picture.

    who: whose page it is, by the beginning of their address in the demo; "" is somebody who has not signed in.
    of: the mentee who stands for {person} in the address, and whose mentorship stands for {pair}.
    to: what is scrolled to the top, in the page's own ids.
    """

    name: str
    who: str
    address: str
    of: str = "نور الحسيني"
    language: str = "en"
    size: tuple[int, int] = PHONE
    to: str = ""

    @property
    def file(self) -> Path:
        return FOLDER / f"{self.name}.png"

    def path(self) -> str:
        """The address with its keys filled in. Names are sealed in the database: the few mentees who walk are looked through."""
        keys = {"card": cards.link()}
        if "{p" in self.address:
            walking = Member.objects.filter(until=None).exclude(role__in=("mentor", "co_mentor")).select_related("person").order_by("since")
            found = next(member for member in walking if member.person.name == self.of)
            keys |= {"pair": found.mentorship_id, "person": found.person_id}
        if "{round}" in self.address:
            keys["round"] = MatchingRound.objects.filter(programme__slug="newcomers-together", closed_at=None).get().pk
        return self.address.format(**keys)

    def client(self) -> Client:
        """A browser of theirs, in the language of the picture."""
        client = Client(headers={"host": "localhost"})
        if self.who:
            account = Account.objects.get(email=f"{self.who}@example.org")
            client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = self.language
        return client


PICTURES = [
    Picture("today", "ines", "/today/", size=DESK),
    Picture("coordinator-round", "ines", "/matching/rounds/{round}/", size=DESK),
    Picture("coordinator-pair", "ines", "/mentorships/{pair}/", size=DESK),
    Picture("coordinator-board", "ines", "/mentorships/board/", size=DESK),
    Picture("coordinator-words", "ines", "/mentorships/{pair}/agreement/", size=DESK),
    Picture("coordinator-calls", "ines", "/mentorships/to-call/", size=DESK),
    Picture("coordinator-gate", "agnieszka", "/mentorships/{pair}/{person}/day/", of="Adam Wilk", size=DESK),
    Picture("coordinator-ending", "ines", "/mentorships/{pair}/ending/", of="هدى قدّور", size=DESK),
    Picture("mentor-today", "samira", "/today/"),
    Picture("mentor-agreement", "samira", "/mentorships/{pair}/agreement/"),
    Picture("mentor-pair", "samira", "/mentorships/{pair}/"),
    Picture("mentor-log", "samira", "/mentorships/{pair}/log/"),
    Picture("mentor-goals", "samira", "/mentorships/{pair}/goals/"),
    Picture("mentor-worried", "samira", "/mentorships/{pair}/ask/"),
    Picture("mentee-arabic", "nour", "/mentorships/home/", language="ar"),
    Picture("mentee-home", "nour", "/mentorships/home/"),
    Picture("mentee-agreement", "nour", "/mentorships/{pair}/agreement/", language="ar"),
    Picture("mentee-goals", "nour", "/mentorships/{pair}/goals/"),
    Picture("mentee-card", "", "{card}", language="ar", size=(390, 480)),
    Picture("mentee-change", "nour", "/mentorships/{pair}/talk/"),
    Picture("mentee-kept", "nour", "/privacy/mine/"),
]


class Camera:
    """A window of Chromium that is given the answers of a client, fetched before, and asks nobody else."""

    def __init__(self, browser):
        self.browser = browser

    def take(self, picture: Picture, client: Client) -> None:
        """Write the picture's file anew."""
        width, height = picture.size
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, is_mobile=width < 500, has_touch=width < 500, locale=picture.language,
            timezone_id="Europe/Lisbon", reduced_motion="reduce", service_workers="block",
        )  # fmt: skip
        path = picture.path()
        answers = {path: client.get(path)}
        for shown in re.findall(r'<img[^>]* src="(/[^"]+)"', answers[path].content.decode()):
            if not shown.startswith(settings.STATIC_URL):
                answers[shown] = client.get(shown)
        context.route("**/*", lambda route: give(route, answers))
        page = context.new_page()
        page.goto(HOME + path)
        page.evaluate("document.fonts.ready")
        if picture.to:
            page.evaluate("at => document.querySelector(at).scrollIntoView({block: 'start'})", picture.to)
        picture.file.write_bytes(lighter(page.screenshot(animations="disabled")))
        context.close()


def give(route, answers) -> None:
    """Answer one request of the window. What was not fetched is not there: a picture needs no answer to a question."""
    path = route.request.url.removeprefix(HOME)
    if path.startswith(settings.STATIC_URL):
        return route.fulfill(path=finders.find(path.removeprefix(settings.STATIC_URL).split("?")[0]))
    answer = answers.get(path)
    if answer is None:
        return route.abort()
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return route.fulfill(status=answer.status_code, headers=dict(answer.items()), body=body)


def lighter(png: bytes) -> bytes:
    """The same picture with a palette, as small as PNG goes."""
    out = io.BytesIO()
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
