"""Fills an empty database with the invented consortium."""

from django.core.management import call_command
from django.db import transaction

from alongside.foundation.models import Installation
from alongside.people import directory
from alongside.people.models import Organisation
from alongside.site.demo import (
    accounts,
    agreements,
    cards,
    circulars,
    doors,
    endings,
    expenses,
    families,
    goals,
    holds,
    late,
    messages,
    pairs,
    people,
    places,
    programmes,
    release,
    reminders,
    rounds,
    serious,
    support,
    together,
)
from alongside.site.demo.world import World


class HoldsRealData(Exception):
    """The database has organisations and no stamp: nobody knows whose they are."""


def fill(*, reset: bool = False) -> bool:
    """Make this database the demo, if it isn't yet. Returns whether something was written.

    reset: empty it first. Raises HoldsRealData unless the database is empty or stamped. All or nothing; takes
    some seconds and holds the writer meanwhile, which nobody notices: the server starts afterwards.
    """
    stamped = Installation.get("demo") == "yes"
    if Organisation.objects.exists() and not stamped:
        raise HoldsRealData
    if stamped and not reset:
        return False
    with transaction.atomic():
        if stamped:
            kept = Installation.get("domain")
            call_command("flush", interactive=False, verbosity=0)
            if kept:
                Installation.set("domain", kept)
        directory.forget()
        world = write()
        doors.stamp()
        cards.hand_out(world)
    return True


def write() -> World:
    """Everything, in the order in which rows need each other."""
    world = World()
    places.lay_out(world)
    programmes.lay_out(world)
    accounts.let_staff_in(world)
    people.move_in(world)
    accounts.let_members_in(world, pairs.walking(world))
    pairs.walk(world)
    endings.close(world)
    rounds.sit(world)
    families.gather(world)
    goals.write_down(world)
    reminders.remind(world)
    messages.write(world)
    support.stand_by(world)
    holds.pause(world)
    release.come_out(world)
    agreements.write(world)
    serious.write_down(world)
    circulars.send(world)
    together.gather(world)
    expenses.lay_out(world)
    late.arrive(world)
    return world
