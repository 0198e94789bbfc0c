"""Every page that a role of the demo can reach by links: it stands, it is light, it names nobody in its title, it changes nothing.

The walk keeps the answers it got; Chromium is shown those same answers (with their headers, so that the content
policy holds), one of each template, in both directions.
"""

import gzip
import hashlib
import html
import re
from collections import Counter, deque
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
import time_machine
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import Client

from alongside.foundation import languages
from alongside.people.models import Person
from alongside.site.demo import doors, filling
from tests.architecture.test_reading import digest
from tests.browser import SMALLEST, assert_accessible, watch
from tests.conftest import NOON

pytestmark = pytest.mark.django_db

VISITOR = "visitor"
ROLES = [VISITOR, *doors.DOORS]
#: Pages a role; and pages of one shape (the same address with other keys), so that every shape is reached.
MOST, ALIKE = 400, 2
HEAVIEST = 120_000
#: Compressed bytes, fonts apart: docs/architecture.md.
FIRST_VISIT, LATER_PAGE = 60 * 1024, 20 * 1024
#: Leaving signs out; the others are files, not pages.
LEFT_OUT = ("/static/", "/account/logout/")
HOME = "http://localhost"


class Page(HTMLParser):
    """What the walk looks at: links, title, headings, language and direction."""

    def __init__(self, text: str):
        super().__init__()
        self.links, self.title, self.h1, self.html, self._in_title = [], "", 0, {}, False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        self.h1 += tag == "h1"
        self._in_title = self._in_title or tag == "title"
        self.html = found if tag == "html" else self.html

    def handle_endtag(self, tag):
        self._in_title = self._in_title and tag != "title"

    def handle_data(self, data):
        self.title += data if self._in_title else ""


class Answer:
    """What came back for one address."""

    def __init__(self, address: str, response):
        self.address, self.status = address, response.status_code
        self.body = b"".join(response.streaming_content) if response.streaming else response.content
        self.headers = dict(response.items())
        self.is_page = response.headers.get("Content-Type", "").startswith("text/html")
        self.templates = {template.name for template in response.templates}
        self.page = Page(self.body.decode()) if self.is_page and self.body else None


def shape(address: str) -> str:
    """The address with its keys left out: /people/N/?who."""
    parts = urlsplit(address)
    path = re.sub(r"/[0-9a-f]{8}-[0-9a-f-]{27}(?=/)", "/N", parts.path)
    return path + "?" + "&".join(sorted(name for name, _value in parse_qsl(parts.query)))


def walk(client: Client) -> list[Answer]:
    """Breadth first from the front, by links only."""
    answers, alike = [], Counter()
    waiting = deque(["/", "/components/"])
    seen = set(waiting)
    while waiting and len(answers) < MOST:
        address = waiting.popleft()
        alike[shape(address)] += 1
        if alike[shape(address)] > ALIKE:
            continue
        answer = Answer(address, client.get(address))
        answers.append(answer)
        links = answer.page.links if answer.page else []
        for link in [*links, *([answer.headers["Location"]] if "Location" in answer.headers else [])]:
            target = urljoin(address, link).split("#")[0]
            if target.startswith("/") and not target.startswith(("//", *LEFT_OUT)) and target not in seen:
                seen.add(target)
                waiting.append(target)
    return answers


@pytest.fixture(scope="module")
def demo(browser, django_db_setup, django_db_blocker):
    """The demo, filled once for this file and taken back at its end. Chromium first: it does not start after a travel."""
    languages.compile_all()
    before, settings.IS_DEMO = settings.IS_DEMO, True
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(NOON, tick=True):
            filling.fill()
        yield
        transaction.set_rollback(True)
    settings.IS_DEMO = before


def client_of(role: str, language: str = "") -> Client:
    client = Client(headers={"host": "localhost"})
    if role != VISITOR:
        client.force_login(doors.account_of(role), backend=settings.AUTHENTICATION_BACKENDS[0])
    if language:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


@pytest.fixture(scope="module")
def walked(demo):
    """Role -> answers; and the tables before and after."""
    with time_machine.travel(NOON, tick=True):
        clients = {role: client_of(role) for role in ROLES}
    before = fingerprints()
    with time_machine.travel(NOON, tick=True):
        answers = {role: walk(client) for role, client in clients.items()}
    return answers, before, fingerprints()


def fingerprints() -> dict[str, str]:
    """Of every table of ours, in few letters: a failing test prints what it was given."""
    return {label: hashlib.sha256("".join(rows).encode()).hexdigest() for label, rows in digest().items()}


def pages(walked, role):
    return [answer for answer in walked[0][role] if answer.page]


@pytest.mark.parametrize("role", ROLES)
def test_every_link_leads_to_a_page(walked, role):
    answers = walked[0][role]
    # /components/ is for staff; whoever else asks is told that it does not exist.
    found = [(answer.address, answer.status) for answer in answers if answer.address != "/components/"]
    assert [(address, status) for address, status in found if status not in (200, 302)] == []
    assert len(answers) > 10


@pytest.mark.parametrize("role", ROLES)
def test_every_page_has_a_title_one_heading_a_language_and_a_direction(walked, role):
    faults = []
    for answer in pages(walked, role):
        page = answer.page
        if not page.title.split("·")[0].strip() or page.h1 != 1:
            faults.append(f"{answer.address}: title {page.title!r}, {page.h1} h1")
        if page.html.get("dir") != ("rtl" if page.html.get("lang") == "ar" else "ltr"):
            faults.append(f"{answer.address}: {page.html}")
    assert faults == []


@pytest.mark.parametrize("role", ROLES)
def test_no_page_is_heavy(walked, role):
    assert [(a.address, len(a.body)) for a in pages(walked, role) if len(a.body) > HEAVIEST] == []


@pytest.mark.parametrize("role", ROLES)
def test_no_title_and_no_address_names_anybody(walked, role):
    names = {part.casefold() for person in Person.objects.all() for part in re.findall(r"\w{3,}", person.name)}
    faults = []
    for answer in pages(walked, role):
        title = re.findall(r"\w{3,}", html.unescape(answer.page.title).casefold())
        path = re.findall(r"[^\W\d_]{3,}", re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", answer.address).casefold())
        faults += [f"{answer.address}: {answer.page.title}" for word in {*title, *path} & names if word]
    assert faults == []


def test_walking_changes_no_row(walked):
    _answers, before, after = walked
    assert [label for label in before if before[label] != after[label]] == []


# ── in Chromium ──────────────────────────────────────────────────────────────────────────

#: Who is shown which template.
SHOWN = {
    VISITOR: [
        "site/front.html", "account/login.html", "site/demo.html", "programmes/joining/programme.html",
        "programmes/joining/mentee.html", "programmes/joining/refer.html",
    ],
    "mentee": ["mentorships/home.html", "mentorships/cannot_come.html", "privacy/mine.html", "people/me.html"],
    "mentor": ["site/today.html", "mentorships/mine.html", "mentorships/log.html", "mentorships/detail.html"],
    "coordinator": [
        "site/today.html", "programmes/people/list.html", "programmes/people/person.html", "programmes/people/edit.html",
        "programmes/people/step.html", "matching/rounds.html", "matching/round.html", "matching/compare.html",
        "mentorships/list.html", "mentorships/detail.html", "programmes/programmes/programme.html",
        "evaluation/report.html", "privacy/exports.html",
    ],
    "administrator": ["site/first_steps.html"],
}  # fmt: skip


@pytest.fixture(scope="module")
def faults():
    return []


@pytest.fixture(scope="module")
def windows(browser, faults):
    """A page for each direction, which is given the walk's own answers and asks nobody else."""
    kept: dict[str, Answer] = {}

    def give(route):
        parts = urlsplit(route.request.url)
        if parts.path.startswith(settings.STATIC_URL):
            return route.fulfill(path=static_file(parts.path))
        answer = kept[parts.path + ("?" + parts.query if parts.query else "")]
        return route.fulfill(status=answer.status, headers=answer.headers, body=answer.body)

    opened = []
    for _language in settings.LANGUAGES:
        context = browser.new_context(viewport={"width": SMALLEST, "height": 740}, service_workers="block")
        context.set_default_timeout(5_000)
        context.route("**/*", give)
        page = context.new_page()
        watch(page, HOME, faults)
        opened.append((context, page))
    yield dict(zip(("en", "ar"), (page for _context, page in opened), strict=True)), kept
    for context, _page in opened:
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize(("role", "template"), [(role, name) for role, names in SHOWN.items() for name in names])
def test_a_page_of_each_kind_is_accessible_in_both_directions(walked, windows, faults, role, template):
    found = next((a for a in pages(walked, role) if template in a.templates and a.status == 200), None)
    assert found is not None, f"{role} reached no {template}"
    shown, kept = windows
    for language, page in shown.items():
        with time_machine.travel(NOON, tick=True):
            kept[found.address] = Answer(found.address, client_of(role, language).get(found.address))
        page.goto(HOME + found.address)
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        assert_accessible(page)
    assert faults == [], "\n".join(faults)


# ── weight ───────────────────────────────────────────────────────────────────────────────


def static_file(path: str) -> str:
    return finders.find(path.removeprefix(settings.STATIC_URL))


def parts_of(page: str) -> set[str]:
    """Static files that a page asks for, and what those scripts import."""
    found = set(re.findall(rf'(?:src|href)="({settings.STATIC_URL}[^"]+)"', page))
    for path in [p for p in found if p.endswith(".js")]:
        for other in re.findall(r'from "(\.[^"]+)"', Path(static_file(path)).read_text()):
            found.add(urljoin(path, other))
    return found


def weight(paths) -> int:
    return sum(len(gzip.compress(Path(static_file(path)).read_bytes(), 9)) for path in paths)


WEIGHED = [
    (VISITOR, "/"), (VISITOR, "/sign-in/"), ("mentee", "/mentorships/home/"),
    ("mentor", "/today/"), ("coordinator", "/today/"), ("coordinator", "/people/"),
]  # fmt: skip


@pytest.mark.parametrize(("role", "address"), WEIGHED)
def test_a_page_is_light_on_the_wire(demo, today, role, address):
    response = client_of(role).get(address, headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    page = len(response.content)
    asked = parts_of(gzip.decompress(response.content).decode())
    front = parts_of(Client().get("/").content.decode())
    assert page + weight(asked) <= FIRST_VISIT
    assert page + weight(asked - front) <= LATER_PAGE
