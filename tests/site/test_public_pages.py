"""What anybody can open: the front page, a programme's page, urgent help. Light, without an account, without JavaScript."""

import gzip
import re
from pathlib import Path

import pytest

from alongside.programmes.models import ProgrammeState
from tests import cast
from tests.browser import assert_accessible

STATIC = Path(__file__).resolve().parents[2] / "src/alongside"
FIRST_VISIT = 60 * 1024
LATER = 20 * 1024


@pytest.fixture
def programme(db):
    return cast.programme(
        cast.organisation(), summary="Two people walk together for eight months.", contact_name="Inês Carvalho",
        translations={"ar": {"name": "القادمون الجدد معًا", "summary": "شخصان يمشيان معًا ثمانية أشهر."}},
    )  # fmt: skip


def test_the_front_page_names_running_programmes_and_their_ways_in(client, programme):
    upcoming = cast.programme(programme.organisation, "Not yet", "not-yet")
    ProgrammeState.objects.create(programme=upcoming, state="upcoming")
    page = client.get("/").content.decode()
    assert "Newcomers together" in page and "Not yet" not in page
    for way in ("mentor/", "mentee/", "refer/", ""):
        assert f'href="/join/newcomers/{way}"' in page
    assert 'href="/sign-in/"' in page and 'href="/urgent/"' in page and "data-exit" in page


def test_the_front_page_without_a_programme_says_so(client, db):
    assert "No programme takes people in at the moment" in client.get("/").content.decode()


def test_the_front_page_costs_one_query_for_any_number_of_programmes(client, programme, django_assert_num_queries):
    for n in range(5):
        cast.programme(programme.organisation, f"Programme {n}", f"programme-{n}")
    with django_assert_num_queries(1):
        client.get("/")


def test_a_programme_speaks_the_visitors_language_where_it_was_translated(client, programme):
    client.cookies["django_language"] = "ar"
    for address in ("/", "/join/newcomers/"):
        page = client.get(address).content.decode()
        assert "القادمون الجدد معًا" in page and 'dir="rtl"' in page


# ── urgent help: these tests have no database, so that a query would fail them ───────────────
@pytest.mark.parametrize("language", ["en", "ar"])
def test_urgent_help_needs_no_database_even_with_a_session(client, language):
    client.cookies["sessionid"] = "somebody-is-signed-in"
    response = client.get("/urgent/", {"lang": language})
    page = response.content.decode()
    assert response.status_code == 200
    assert 'href="tel:112"' in page and f'<html lang="{language}"' in page
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies
    assert "Content-Security-Policy" in response.headers


def test_urgent_help_speaks_the_language_that_was_chosen_before(client):
    client.cookies["django_language"] = "ar"
    assert '<html lang="ar" dir="rtl"' in client.get("/urgent/").content.decode()
    assert '<html lang="en" dir="ltr"' in client.get("/urgent/?lang=en").content.decode()
    assert '<html lang="ar"' in client.get("/urgent/?lang=nonsense").content.decode()


def test_urgent_help_asks_nothing_and_invents_no_line(client):
    page = client.get("/urgent/").content.decode()
    assert "<form" not in page and "<input" not in page
    assert set(re.findall(r'href="tel:([^"]+)"', page)) == {"112"}
    # Only three digits in a row, and only these.
    words = re.sub(r"<[^>]+>|\s+", " ", page[page.index("<main") :])
    assert set(re.findall(r"\d{3,}", words)) == {"112"}


@pytest.mark.parametrize("address", ["/", "/join/newcomers/", "/urgent/"])
def test_public_pages_are_accessible_in_both_directions(page, arabic_phone_page, programme, transactional_db, address):
    for one in (page, arabic_phone_page):
        one.goto(address)
        assert_accessible(one)


PAGES = ["/", "/join/newcomers/", "/join/newcomers/mentee/", "/join/newcomers/mentor/", "/join/newcomers/refer/details/",
         "/join/newcomers/card/", "/join/status/", "/urgent/", "/sign-in/"]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("address", PAGES)
def test_a_first_visit_weighs_at_most_60_kb(client, programme, address, language):
    """HTML, style sheets and scripts, compressed as they are sent; further pages are the HTML alone."""
    client.cookies["django_language"] = language
    page = client.get(address, follow=True).content
    files = set(re.findall(rb'(?:href|src)="/static/([^"?]+)', page))
    assert files
    parts = {"page": len(gzip.compress(page))}
    for name in files:
        (file,) = STATIC.glob(f"*/static/{name.decode()}")
        parts[name.decode()] = len(gzip.compress(file.read_bytes()))
    assert sum(parts.values()) <= FIRST_VISIT, parts
    assert parts["page"] <= LATER, parts


@pytest.mark.parametrize("address", PAGES)
def test_a_public_page_holds_no_inline_style_or_script(client, programme, address):
    page = client.get(address, follow=True).content.decode()
    assert not re.search(r"\sstyle=|<style|<script(?![^>]*src=)|\son[a-z]+=", page)


def test_quick_exit_leaves_nothing_behind_the_back_button(page, programme, transactional_db):
    page.goto("/join/newcomers/")
    link = page.locator("[data-exit]")
    assert link.get_attribute("href").startswith("https://")
    assert link.get_attribute("rel") == "noreferrer"


def test_style_sheets_carry_the_policy_and_are_shared_with_no_other_site(client):
    answer = client.get("/static/foundation/site.css")
    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Access-Control-Allow-Origin" not in answer.headers
