"""A mentor of an ended pair in Porto had no network on the last day: their words arrived afterwards, and wait to be read."""

from alongside.foundation.templatetags import dates
from alongside.mentorships.models import PhoneEntry
from alongside.people.models import Account
from alongside.site.demo.pairs import STORIES, chosen


def arrive(world) -> None:
    """Of the pair that ended last."""
    ended = [(STORIES[code].ended[0], mentors[0], mentees[0]) for mentors, mentees, code in chosen(world, "porto") if STORIES[code].ended]
    ago, mentor, mentee = min(ended, key=lambda entry: entry[0])
    account = world.accounts.get(mentor) or Account.objects.create(
        id=world.id(), email="last.day@example.org", person=world.people[mentor], created_at=world.at(200)
    )
    day = dates.when(world.day(ago), "date")
    PhoneEntry.objects.create(
        id=world.id(), key=world.id(), account=account, mentorship=world.mentorships[mentee], at=world.at(1, 19, 5),
        words=[["Did you meet?", "We met"], ["Day", day], ["One line, if you like", "Said goodbye by the river. A good last walk."]],
    )  # fmt: skip
