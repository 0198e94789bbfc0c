"""Reading changes nothing: every page is opened by everybody, and the domain's tables stay as they were."""

import pytest
from django.apps import apps

from alongside.site.policies import routes
from tests import cast
from tests.architecture.test_access import address_of

pytestmark = pytest.mark.both

#: Written by a GET, with the reason.
MAY_CHANGE = {
    "foundation.AuditEntry": "reads are logged",
    "foundation.AuditSubject": "reads are logged",
    "sessions.Session": "the session's own touch",
}


def digest() -> dict:
    """Every row of every table of ours, as the database holds it."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models()
        if model._meta.label not in MAY_CHANGE
    }


@pytest.mark.django_db
def test_no_get_changes_a_domain_row(client):
    people = cast.assemble()
    before = digest()
    for account in (people.ines, people.rui, people.admin, people.samira, people.nour, None):
        if account:
            client.force_login(account)
        else:
            client.logout()
        last_login = digest()["people.Account"]
        for route in routes():
            if route.policy is not None:
                client.get(address_of(route)[0])
        assert digest()["people.Account"] == last_login
    after = digest()
    # Signing in writes the day of the last sign-in; that is the sign-in, not a page.
    before.pop("people.Account"), after.pop("people.Account")
    assert after == before
