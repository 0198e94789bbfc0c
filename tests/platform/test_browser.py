"""The watchfulness of the browser fixtures: what they must catch, they catch."""

import pytest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

from tests.browser import assert_accessible, assert_speaks_arabic, watch

POLICY = "default-src 'none'; style-src 'self'; require-trusted-types-for 'script'"


def good(request):
    return page("<h1>All well</h1><p>Nothing here is wrong.</p>")


def bad(request):
    return page('<h1 style="width: 900px">Wide</h1><img src="https://elsewhere.invalid/x.png">')


def unnamed(request):
    return page("<h1>A field without a name</h1><input type=text>")


def page(body):
    response = HttpResponse(f"<!doctype html><html lang=en><title>t</title><link rel=icon href='data:,'><main>{body}</main></html>")
    response["Content-Security-Policy"] = POLICY + "; img-src data:"
    return response


def arabic(request):
    response = HttpResponse(
        "<!doctype html><html lang=ar dir=rtl><title>مرحبا</title><link rel=icon href='data:,'>"
        f"<main><h1>مرحبا <bdi>Nour</bdi></h1><p hidden>not seen</p>{request.GET.get('more', '')}</main></html>"
    )
    response["Content-Security-Policy"] = POLICY + "; img-src data:"
    return response


urlpatterns = [
    path("arabic/", arabic),
    path("good/", good),
    path("bad/", bad),
    path("unnamed/", unnamed),
]


@pytest.fixture(autouse=True)
def our_urls():
    with override_settings(ROOT_URLCONF=__name__):
        yield


def test_a_good_page_passes_under_the_strict_policy(page):
    page.goto("/good/")
    assert_accessible(page)


def test_an_unnamed_field_is_found(page):
    page.goto("/unnamed/")
    with pytest.raises(AssertionError, match="label"):
        assert_accessible(page)


def test_outside_requests_and_breaches_of_the_policy_are_found(browser, live_server):
    context = browser.new_context(base_url=live_server.url)
    shown, faults = context.new_page(), []
    watch(shown, live_server.url, faults)
    shown.goto("/bad/")
    context.close()
    assert any("Content Security Policy" in fault for fault in faults)
    assert any("elsewhere.invalid" in fault for fault in faults)


def test_an_arabic_phone_asks_for_arabic(arabic_phone_page):
    arabic_phone_page.goto("/good/")
    assert arabic_phone_page.evaluate("navigator.language") == "ar"


def test_without_javascript_the_page_still_stands(no_js_page):
    no_js_page.goto("/good/")
    assert no_js_page.get_by_role("heading", name="All well").is_visible()


def test_a_word_left_in_english_is_found_on_an_arabic_page(arabic_phone_page):
    arabic_phone_page.goto("/arabic/")
    assert_speaks_arabic(arabic_phone_page)
    arabic_phone_page.goto("/arabic/?more=<button>Save</button>")
    with pytest.raises(AssertionError, match="Save"):
        assert_speaks_arabic(arabic_phone_page)
