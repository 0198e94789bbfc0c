"""Shells and parts in a real browser: axe in both directions and schemes, down to 320 px, by keyboard, without JavaScript."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from alongside.foundation.access import VISITOR
from alongside.foundation.views.components import components
from tests.browser import assert_accessible

pytestmark = pytest.mark.browser

SHELLS = ["staff", "mentor", "mentee", "public", "bare"]
BODY = """{% load alongside %}{% block title %}Sample{% endblock %}{% block heading %}Sample for <bdi>نور</bdi>{% endblock %}
{% block content %}<ul class="card rows"><li class="line">{% faces "Marta Nowak" "Олена Коваленко" %}<div><h2>A heading</h2>
<p class="why">They planned to meet on Saturday. Nobody has said how it went.</p></div><a class="btn primary" href="/">Ask Marta</a></li></ul>
<form method="post" class="stack form" novalidate><div class="field wrong"><label for="a">Where</label>
<input class="input" id="a" name="a" aria-invalid="true"></div><button class="btn">Keep it</button></form>{% endblock %}"""


def shell(name: str, body: str = BODY) -> str:
    return f'{{% extends "shell/{name}.html" %}}' + body


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", SHELLS)
def test_every_shell_is_accessible(stage, name, language, scheme):
    address = stage.show(shell(name), language)
    for width in (1280, 390):
        page = stage.open(address, viewport={"width": width, "height": 844}, color_scheme=scheme)
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        assert page.locator("h1").count() == 1
        assert_accessible(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_every_part_is_accessible(stage, width):
    request = RequestFactory().get("/components/")
    request.principal = VISITOR
    stage.pages["/components/"] = components.__wrapped__(request).content.decode()
    page = stage.open(stage.url + "/components/", viewport={"width": width, "height": 900})
    assert page.locator(".specimen").count() == 4
    assert_accessible(page)


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_pages_for_bad_moments_need_nothing(stage, name):
    stage.pages["/bad/"] = render_to_string(f"{name}.html")
    page = stage.open(stage.url + "/bad/", viewport={"width": 390, "height": 844})
    assert_accessible(page)


def test_what_was_typed_waits_for_signing_in_again(stage):
    address = stage.show(
        '{% include "resend.html" %}', fields=[("note", 'He said "yes" & left'), ("day", "1"), ("day", "2")],
        action="/people/", sign_in_url="/sign-in/", lost_files=[],
    )  # fmt: skip
    page = stage.open(address)
    assert page.get_by_role("link", name="Sign in in a new tab").get_attribute("target") == "_blank"
    page.get_by_role("button", name="Send it now").click()
    page.wait_for_timeout(200)
    assert stage.posted[0].endswith("note=He+said+%22yes%22+%26+left&day=1&day=2")
    assert_accessible(page)


def test_the_first_stop_of_the_keyboard_is_the_way_past_the_places(stage):
    page = stage.open(stage.show(shell("staff", "{% block content %}<p>Text</p>{% endblock %}")))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_mistake_has_the_cursor(stage):
    page = stage.open(stage.show(shell("staff")))
    assert page.evaluate("document.activeElement.id") == "a"


def test_a_second_click_sends_nothing(stage):
    page = stage.open(stage.show(shell("staff")))
    page.get_by_role("button", name="Keep it").dblclick()
    page.wait_for_timeout(300)
    assert len(stage.posted) == 1


def test_escape_closes_a_menu_and_goes_back_to_it(stage):
    page = stage.open(stage.show(shell("staff")), viewport={"width": 390, "height": 844})
    more = page.locator(".more > summary")
    more.click()
    assert page.get_by_role("link", name="Programmes").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="Programmes").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_leaving_quickly_leaves_nothing_behind_the_back_button(stage):
    first = stage.show("{% extends 'shell/public.html' %}{% block heading %}First{% endblock %}", address="/first/")
    second = stage.show(shell("mentee"), address="/second/", exit_url="/elsewhere/")
    page = stage.open(first)
    page.goto(second)
    page.locator("[data-exit]").click()
    page.wait_for_url("**/elsewhere/")
    page.go_back()
    assert page.url.endswith("/first/")


@pytest.mark.parametrize("name", ["staff", "mentee", "public"])
def test_without_javascript_everything_can_be_reached(stage, name):
    page = stage.open(stage.show(shell(name)), java_script_enabled=False, viewport={"width": 390, "height": 844})
    if name == "staff":
        page.locator(".more > summary").click()
    page.locator("details.langs:visible > summary").click()
    page.locator("button[value=ar]:visible").click()
    page.wait_for_timeout(200)
    assert "language=ar" in stage.posted[0] and "next=%2Fpage%2F" in stage.posted[0]


def test_nothing_pressed_is_smaller_than_a_thumb(stage):
    """44 px, except links in running text."""
    page = stage.open(stage.show(shell("staff")), viewport={"width": 390, "height": 844})
    small = page.evaluate(
        """() => [...document.querySelectorAll('a.btn, button, .nav, .bar a, summary, .brand, .input')]
        .filter(e => e.checkVisibility() && !e.closest('.skip'))
        .filter(e => e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []


@pytest.mark.parametrize("name", SHELLS)
def test_an_arabic_page_is_in_arabic(stage, name):
    """Places, leaving, help, languages and pages for bad moments; languages are called as their speakers call them."""
    address = stage.show(shell(name, "{% block title %}{% endblock %}{% block heading %}عنوان{% endblock %}"), "ar", me={"name": "إيناس", "place": "", "url": "/"})
    page = stage.open(address, viewport={"width": 390, "height": 844})
    words = set(re.findall(r"[A-Za-z]{2,}", page.locator("body").text_content()))
    assert words <= {"Alongside", "English"}


@pytest.mark.parametrize("name", ["404", "500", "403_csrf", "sent_already", "resend"])
def test_bad_moments_speak_arabic_too(name):
    with override("ar"):
        html = render_to_string(f"{name}.html", {"target": "/", "fields": [], "action": "/", "sign_in_url": "/x/", "lost_files": ["a"]})
    words = re.sub(r"<[^>]*>|<style.*?</style>", " ", html)
    assert set(re.findall(r"[A-Za-z]{2,}", words)) <= {"Alongside"}
