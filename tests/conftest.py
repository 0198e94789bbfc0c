"""Fixtures for everybody: a fixed day, finished translations, and a browser (see `tests/browser.py`)."""

import datetime

import pytest
import time_machine
from django.utils import timezone, translation

from alongside.foundation import languages

pytest_plugins = ["tests.browser", "tests.strict_templates"]

#: A Tuesday in autumn, mid-morning in Europe: no change of clocks nearby.
NOON = datetime.datetime(2026, 10, 6, 10, 0, tzinfo=datetime.UTC)


def pytest_addoption(parser):
    parser.addoption("--pictures", action="store_true", help="tests/site/test_pictures.py takes the guides' pictures anew")


def pytest_configure(config):
    languages.compile_all()


def pytest_collection_modifyitems(items):
    """Whatever uses a page is a browser test, said or not."""
    for item in items:
        if {"browser", "page", "phone_page", "arabic_phone_page", "no_js_page"} & set(item.fixturenames):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(autouse=True)
def own_words():
    """Each test begins in English and in the installation's time zone, whatever the last page was asked in."""
    translation.deactivate()
    timezone.deactivate()
    yield
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture
def today():
    """Tuesday 6 October 2026, 10:00 UTC; the clock walks on from there."""
    with time_machine.travel(NOON, tick=True):
        yield NOON.date()


@pytest.fixture(autouse=True)
def no_names_left_over():
    """The directory of names outlives a test's rolled-back database; with a fixed clock it could not tell."""
    from alongside.people import directory

    directory.forget()
