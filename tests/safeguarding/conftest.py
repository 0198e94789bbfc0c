"""Inês coordinates, Rui beside her, Lee leads what is serious in the programme, Samira mentors Nour."""

from dataclasses import dataclass

import pytest

from alongside.people.models import Account
from alongside.safeguarding import actions
from tests import cast as people
from tests.mentorships.story import begin


@dataclass
class Story:
    cast: people.Cast
    lee: Account
    pair: object

    def __getattr__(self, name):
        return getattr(self.cast, name)

    def open(self, by, kind="accident", **values):
        """A note by this account, with ordinary words."""
        values = {"facts": "She fell on the stairs on Saturday.", "person": self.cast.mentee.person} | values
        return actions.open_note(programme=self.cast.programme, kind=kind, by=self.cast.principal(by), **values)


@pytest.fixture
def story(db, today):
    found = people.assemble()
    lee = people.account("lee@example.org", "Lee Park")
    people.member(found.programme, "safeguarding", lee)
    return Story(found, lee, begin(found, found.principal(found.ines)))
