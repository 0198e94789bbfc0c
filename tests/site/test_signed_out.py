"""Signed out in the middle of something: the way back leads to the same thing, and nothing typed is lost."""

import pytest
from django.urls import reverse

from tests import cast

pytestmark = pytest.mark.django_db


def test_a_link_keeps_its_question_through_sign_in(client):
    """A log says in its query which meeting it is about."""
    answer = client.get("/mentorships/mine/?meeting=7&all=1")
    assert answer.url == "/sign-in/?next=/mentorships/mine/%3Fmeeting%3D7%26all%3D1"


def test_what_was_typed_is_sent_to_the_same_address_again(client):
    page = client.post("/mentorships/mine/?meeting=7", {"note": "She laughed a lot."})
    assert page.status_code == 401
    html = page.content.decode()
    assert 'action="/mentorships/mine/?meeting=7"' in html and "She laughed a lot." in html


def test_the_second_tab_ends_at_a_page_that_sends_back_to_the_first(client):
    page = client.post("/mentorships/mine/", {"note": "She laughed a lot."}).content.decode()
    assert f'href="/sign-in/?next={reverse("people:signed_in_again")}"' in page
    client.force_login(cast.assemble().samira)
    assert "go back to the other one" in client.get(reverse("people:signed_in_again")).content.decode()
