"""The access table, executed: every route with every role, over HTTP.

|                     | visitor | without the role | with the role           |
|---------------------|---------|------------------|-------------------------|
| open to anyone      | page    | page             | page                    |
| one of our roles    | sign in | 404              | page, or 404 for an id  |
"""

import socket
import uuid

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.urls import include, path, reverse

from alongside.foundation.access import ANYONE, ROLES, SIGNED_IN, Grant, Policy, Principal, decide
from alongside.people.models import Account
from alongside.site.policies import routes
from tests import cast

pytestmark = pytest.mark.both

OURS = [route for route in routes() if route.policy is not None]
#: Pages whose address carries no id, and that therefore must open for whoever holds the role.
#: Redirects count as open: the front page leads to the day's work.
OPEN = {200, 302}
#: Routes that answer otherwise for whoever may enter, with the reason.
EXCEPTIONS = {
    "demo": {404},  # Exists on a demo database only.
    "demo_door": {404},
    "links:log": {410},  # A link that was used, is over or never was: the same page for all of them.
    "privacy:my_copy": {404},  # A file leaves by a button only, never by an address.
}


def address_of(route) -> tuple[str, bool]:
    """An address for the route and whether it names something that does not exist."""
    kwargs = {}
    for part in route.address.split("<")[1:]:
        kind, _colon, name = part.split(">")[0].rpartition(":")
        kwargs[name] = {"uuid": uuid.uuid4(), "int": 1, "slug": "nothing", "str": "nothing"}.get(kind or "str", "nothing")
    return reverse(route.name, kwargs=kwargs), bool(kwargs)


@pytest.fixture
def people(db):
    found = cast.assemble()
    evaluator = cast.account("eva@example.org", "Eva Novák")
    cast.member(found.programme, "evaluator", evaluator)
    lead = cast.account("lee@example.org", "Lee Park")
    cast.member(found.programme, "safeguarding", lead)
    screener = cast.account("sam@example.org", "Sam Okafor")
    cast.member(found.programme, "screener", screener)
    return {
        "administrator": found.admin,
        "coordinator": found.ines,
        "screener": screener,
        "safeguarding": lead,
        "evaluator": evaluator,
        "mentor": found.samira,
        "mentee": found.nour,
        "nobody": cast.account("nobody@example.org", "Nobody"),
    }


def test_every_route_declares_who_may_enter():
    assert run_checks(tags=[Tags.security]) == []


class Undeclared:
    """An address that somebody forgot to put under a policy."""

    urlpatterns = [path("", include("alongside.site.urls")), path("people/all/", lambda request: None, name="all")]


def test_a_route_without_a_policy_stops_the_start(settings, monkeypatch):
    settings.ROOT_URLCONF = Undeclared
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        monkeypatch.setenv("ALONGSIDE_PORT", str(probe.getsockname()[1]))
    with pytest.raises(SystemCheckError, match="/people/all/ has no policy"):
        call_command("prepare")


def test_every_role_has_a_plain_description():
    assert all(str(words) for words in ROLES.values())


@pytest.mark.parametrize("role", [*ROLES, "nobody", "visitor"])
def test_each_route_opens_for_its_roles_and_is_absent_for_all_others(role, people, client):
    account: Account | None = people.get(role)
    if account:
        client.force_login(account)
    wrong = []
    for route in OURS:
        address, names_something = address_of(route)
        status = client.get(address).status_code
        roles = route.policy.roles
        if ANYONE in roles:
            expected = OPEN | {404} if names_something else OPEN
        elif role == "visitor":
            expected = {302}
        elif SIGNED_IN in roles or role in roles:
            # Some pages of ours name nothing but exist only for somebody in a certain state.
            expected = {404, 302} if names_something else OPEN
        else:
            expected = {404}
        expected = expected | EXCEPTIONS.get(route.name, set())
        if status not in expected:
            wrong.append(f"{route.name}: {status}, expected one of {sorted(expected)}")
    assert not wrong, "\n".join(wrong)


def test_a_visitor_who_opens_a_closed_page_is_led_to_sign_in_and_back(people, client):
    response = client.get(reverse("matching:rounds"))
    assert response.url.startswith("/sign-in/?next=/matching/")


def test_what_does_not_exist_and_what_is_not_mine_look_the_same(people, client):
    client.force_login(people["mentor"])
    forbidden = client.get(reverse("matching:rounds"))
    absent = client.get("/nothing/here/")
    assert forbidden.status_code == absent.status_code == 404
    assert forbidden.content == absent.content


def test_a_reader_of_others_without_second_factor_is_sent_to_add_one(settings):
    settings.REQUIRE_SECOND_FACTOR = True
    policy = Policy(roles=("coordinator",))
    grants = (_grant("coordinator"),)
    assert decide(policy, Principal(account=object(), grants=grants)) == "second factor"
    assert decide(policy, Principal(account=object(), grants=grants, has_second_factor=True)) == ""


def _grant(role):


    return Grant(role, uuid.uuid4(), uuid.uuid4())


def test_the_decision_costs_no_query(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        for route in OURS:
            decide(route.policy, Principal())
