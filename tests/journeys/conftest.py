"""One world for each file here: built once, and each test works on it within a savepoint of its own."""

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from tests.conftest import NOON
from tests.journeys import sending
from tests.journeys import world as places


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with time_machine.travel(NOON, tick=True), django_db_blocker.unblock(), transaction.atomic():
        yield places.build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def found_forms(built, django_db_blocker):
    with django_db_blocker.unblock():
        return sending.every_form(Client(), built)


@pytest.fixture
def world(built, db, today):
    cache.clear()
    return built


@pytest.fixture
def forms(world, found_forms):
    return found_forms
