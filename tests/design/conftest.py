"""Shows templates of ours in a real browser without a database: rendered once, served with the real content policy."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.test import RequestFactory
from django.utils.translation import override
from playwright.sync_api import Page

from alongside.foundation.access import VISITOR
from alongside.foundation.middleware import CONTENT_POLICY
from tests.browser import watch

STATIC = Path(__file__).resolve().parents[2] / "src/alongside/foundation/static"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
PLACES = {
    "en": [("Today", "sun"), ("People", "people"), ("Matching", "arrows"), ("Mentorships", "paths"), ("Reports", "chart"), ("Programmes", "book")],
    "ar": [("الرئيسية", "home"), ("الرسائل", "chat"), ("أهدافي", "flag"), ("أنا", "person")],
}  # fmt: skip


class Stage:
    """Pages by address, and what was posted to them."""

    def __init__(self, browser, faults):
        self.pages: dict[str, str] = {}
        self.posted: list[str] = []
        self.contexts = []
        self.faults = faults
        self._browser = browser
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def show(self, source: str, language: str = "en", address: str = "/page/", **context) -> str:
        """Render `source` (a template) as a page at `address`, with places and languages as a signed-in person has."""
        request = RequestFactory().get(address)
        request.principal = VISITOR
        context = {
            "navigation": [
                {"label": label, "url": "/", "icon": icon, "here": n == 0, "count": 7 if n == 1 else None}
                for n, (label, icon) in enumerate(PLACES[language])
            ],
            "me": {"name": "Inês Carvalho", "place": "Lado a Lado, Porto", "url": "/"},
            **context,
        }
        with override(language):
            self.pages[address] = engines["ours"].from_string(source).render(context, request)
        return self.url + address

    def open(self, address: str, **options) -> Page:
        context = self._browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        page = context.new_page()
        watch(page, self.url, self.faults)
        page.goto(address)
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        self._server.shutdown()
        self._server.server_close()

    def _handler(stage):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                path = self.path.split("?")[0]
                if path.startswith(settings.STATIC_URL):
                    file = STATIC / path.removeprefix(settings.STATIC_URL)
                    self._answer(file.read_bytes(), TYPES[file.suffix])
                else:
                    self._answer(stage.pages.get(path, "<title>Elsewhere</title>").encode(), "text/html; charset=utf-8")

            def do_POST(self):
                stage.posted.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.send_response(204)
                self.end_headers()

            def _answer(self, body: bytes, kind: str):
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Security-Policy", CONTENT_POLICY)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        return Handler


@pytest.fixture(autouse=True)
def routes(settings):
    settings.ROOT_URLCONF = "tests.design.addresses"


@pytest.fixture
def stage(browser):
    faults: list[str] = []
    stage = Stage(browser, faults)
    yield stage
    stage.close()
    assert faults == [], "\n".join(faults)
