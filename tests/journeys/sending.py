"""Every form of the house, found by walking through the pages as its people, and sent as they would send it."""

from dataclasses import dataclass

from django.core.cache import cache

from tests.journeys import world as places
from tests.journeys.typing import Sheet, filled, sheets_of

#: What only sense can fill, by the route that takes it.
SENSE = {
    # Words are a way to reach somebody only through somebody else.
    "programmes:change_own": {"way_0": "through", "value_0": "Ana", "reach_km": "10"},
    "programmes:person_add_to": {"name": "Ana Reis", "birth_year": "1985", "language_0": "en", "level_0": "C1", "reach_km": "10"},
    "programmes:person_edit": {"birth_year": "1985", "reach_km": "10", "waiting_since": "2026-09-01"},
    "programmes:join_mentor": {"language_0": "pt", "level_0": "native", "more": "", "way": "phone", "address": "+351 912", "safe": "yes"},
    "programmes:join_mentee": {"language_0": "ar", "level_0": "native", "more": "", "way": "phone", "address": "+351 912", "safe": "yes"},
    "programmes:join_refer": {
        "language_0": "ar", "level_0": "native", "more": "", "way": "phone", "address": "+351 912", "safe": "yes",
        "referrer_contact": "halina@example.org",
    },
    "programmes:invite_person": {"email": "maryam@example.org"},
    # A button with a name.
    "programmes:duplicates": {"answer": "two"},
    "mentorships:to_call": {"answer": "reached"},
    "mentorships:shared": {"agreed": "yes"},
    "mentorships:interpreter": {"amount": "12.50"},
    "mentorships:new_expense": {"amount": "12.50"},
    "mentorships:change_expense": {"amount": "12.50"},
    "mentorships:new_reminder": {"event": "ahead", "before": "before", "to": "both", "words": "meeting", "hours": "24"},
}  # fmt: skip
#: Sent once, answered on the same page: nothing is written that a second click could double.
ANSWERED_IN_PLACE = {
    "programmes:referral_status": "a question, not an act",
    "mentorships:resume": "refused in words: this pair is not on a break",
    "matching:kept_apart": "refused in words: a person cannot be kept apart from themselves",
    "programmes:invite_person": "refused in words: this person can sign in already",
    "programmes:accept_invitation": "refused in words: the invitation is for another address",
    "mentorships:away": "refused in words: nobody stands in for themselves",
    "mentorships:gate_move": "shows first what would move",
    "mentorships:join": "refused in words: a pair of two has no room for a third",
    "mentorships:leave": "refused in words: nobody else stands on their side",
    "mentorships:record_voice": "refused in words: there is no recording",
    "mentorships:sheet": "a file",
    "mentorships:expense_sheet": "a file",
    "privacy:my_copy": "a file",
    "privacy:whole": "a file",
    "privacy:sheet": "a file",
}


@dataclass
class Found:
    """A form, who met it and on which page."""

    who: object
    page: str
    sheet: Sheet

    @property
    def route(self) -> str:
        return self.sheet.route

    def sign_in(self, client) -> None:
        cache.clear()
        if self.who is None:
            client.logout()
        else:
            client.force_login(self.who)

    def typed(self, **changes) -> dict:
        sense = SENSE.get(self.route, {})
        return filled(self.sheet, sense).data(**(sense | changes))


def every_form(client, world: places.World) -> list[Found]:
    """One of each form, by where it goes and what it asks."""
    seen, opened, found = set(), set(), []
    people = (world.cast.ines, world.cast.rui, world.cast.admin, world.cast.samira, world.cast.nour, None)
    for who in people:
        client.logout() if who is None else client.force_login(who)
        for route in places.ours():
            for page in world.mine.addresses(route):
                answer = client.get(page) if page not in opened else None
                if answer is None or answer.status_code != 200 or "html" not in answer["Content-Type"]:
                    continue
                opened.add(page)
                for sheet in sheets_of(page, answer.content.decode()):
                    key = (sheet.route, tuple(sheet.fields))
                    if key not in seen and not sheet.route.startswith(OUTSIDE):
                        seen.add(key)
                        found.append(Found(who, page, sheet))
    return found


#: allauth's and Django's own.
OUTSIDE = ("account_", "mfa_", "set_language", "people:sign_in")
