"""Real pages in Debian's Chromium: a desk, a phone, a phone in Arabic, a browser without JavaScript.

Every page fails its test at the end if it asked for anything outside, or wrote an error to the console
(a breach of the content policy is one). `assert_accessible` runs axe and looks for sideways scrolling.
"""

import functools
import os
import re
import shutil
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, Page, sync_playwright

DESK = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
ARABIC = {"locale": "ar"}
NO_JS = {"java_script_enabled": False}
SMALLEST = 320
# Chromium would otherwise look for updates and names by itself.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
#: WCAG 2.2 A and AA, and the good practice that axe can see.
AXE_OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


def chromium_path() -> str:
    """Where Chromium is: $CHROMIUM, then PATH. `./alongside test` installs it where it can."""
    for name in (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"):
        if name and (found := shutil.which(name)):
            return found
    pytest.fail("Chromium is missing. On Debian: apt install chromium; elsewhere set CHROMIUM to its path.")


def click_and_arrive(click):
    """Playwright's `click` returns when the next page has begun; a test that reads at once may find half of it."""

    @functools.wraps(click)
    def arrive(locator, **options):
        click(locator, **options)
        locator.page.wait_for_load_state()

    return arrive


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the whole session."""
    Locator.click = click_and_arrive(Locator.click)
    # Chromium's sandbox can't start as root.
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET + root)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, live_server):
    """Open pages with options of Playwright's `new_context`; `page.goto("/today/")` is relative to the server."""
    contexts, faults = [], []

    def open(**options) -> Page:
        options = {"locale": "en-GB", "timezone_id": "Europe/Lisbon", "service_workers": "block", **DESK, **options}
        context = browser.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(10_000)
        if options["locale"] != "en-GB":
            context.add_cookies(
                [{"name": settings.LANGUAGE_COOKIE_NAME, "value": options["locale"], "url": live_server.url}]
            )
        contexts.append(context)
        page = context.new_page()
        page.home = live_server.url
        watch(page, live_server.url, faults)
        return page

    yield open
    for context in contexts:
        context.close()
    assert faults == [], "\n".join(faults)


@pytest.fixture
def page(open_page):
    """A desk, 1280 wide."""
    return open_page()


@pytest.fixture
def phone_page(open_page):
    """A phone, 360 wide."""
    return open_page(**PHONE)


@pytest.fixture
def arabic_phone_page(open_page):
    """A phone whose owner reads Arabic."""
    return open_page(**PHONE, **ARABIC)


@pytest.fixture
def no_js_page(open_page):
    """A locked-down browser without JavaScript."""
    return open_page(**NO_JS)


def watch(page: Page, home: str, faults: list[str]) -> None:
    """Note requests to anywhere else, errors of scripts and errors in the console."""
    place = urlsplit(home).netloc
    refused = set()

    def request(sent):
        address = urlsplit(sent.url)
        if address.scheme not in {"data", "blob", "about"} and address.netloc != place:
            faults.append(f"asked outside: {sent.url}")

    def response(got):
        # A page that answers 404 on purpose is no fault, though the console notes it.
        if got.request.is_navigation_request() and got.status >= 400:
            refused.add(got.url)

    def console(message):
        if message.type == "error" and message.location.get("url") not in refused:
            faults.append(f"console: {message.text} ({message.location.get('url')})")

    page.on("request", request)
    page.on("response", response)
    page.on("console", console)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))


def sign_in(page: Page, account) -> None:
    """Sign `account` in without the sign-in pages (which have tests of their own)."""
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    home = page.home
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value, "url": home}]
    )


def assert_accessible(page: Page) -> None:
    """axe finds nothing, the page has a title and a language, and nothing scrolls sideways down to 320 px."""
    results = Axe().run(page, options=AXE_OPTIONS)
    assert results.violations_count == 0, results.generate_report()
    assert page.title().strip(), "the page has no title"
    assert page.locator("html").get_attribute("lang"), "the page says no language"
    before = page.viewport_size
    page.set_viewport_size({"width": SMALLEST, "height": 640})
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(before)
    assert wide <= SMALLEST, f"{wide} px wide on a screen of {SMALLEST} px"


#: Texts that a reader sees, outside of names, own words and pieces in a language of their own.
VISIBLE_TEXTS = """() => {
  const found = [], own = "bdi, [dir=auto], [lang]:not(html), code, script, style, noscript, svg, option[lang], a[href^='mailto:']";
  const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const at = walk.currentNode.parentElement;
    if (!at || at.closest(own) || (at.tagName !== "TITLE" && !at.checkVisibility())) continue;
    found.push(walk.currentNode.data);
  }
  for (const at of document.querySelectorAll("[aria-label], [placeholder], [alt], [title]"))
    if (!at.closest(own)) found.push(at.getAttribute("aria-label"), at.placeholder, at.alt, at.title);
  return found.filter(Boolean);
}"""


def assert_speaks_arabic(page: Page, *allowed: str) -> None:
    """No visible word in Latin letters, but for those in `allowed`, names in `<bdi>` and pieces with their own `lang`."""
    assert page.locator("html").get_attribute("dir") == "rtl"
    latin = []
    for text in page.evaluate(VISIBLE_TEXTS):
        for word in (*allowed, "Alongside", "PDF", "XLSX", "CSV"):
            text = text.replace(word, "")
        if re.search(r"[A-Za-z]{2,}", text):
            latin.append(" ".join(text.split()))
    assert latin == []
