"""A signed-in browser reaches the product itself, under its own policy."""

from tests import cast
from tests.browser import assert_accessible, sign_in


def test_a_coordinator_arrives_at_today(page, phone_page):
    organisation = cast.organisation()
    programme = cast.programme(organisation)
    account = cast.account("ines@example.org", "Inês")
    cast.member(programme, "coordinator", account)
    for shown in (page, phone_page):
        sign_in(shown, account)
        shown.goto("/today/")
        assert shown.url.endswith("/today/")
        assert_accessible(shown)
