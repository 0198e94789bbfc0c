"""What pairs in Porto do together: a meal to which some have answered, and a walk that is over."""

from datetime import timedelta

from alongside.mentorships.models import Activity, ActivityPart, Session
from alongside.mentorships.queries.activities import pairs_to_invite
from alongside.site.demo.world import World

#: Heads of the pairs in their order; None has not answered.
HEADS = (None, 2, 3, 0, 2, None, 4, 2, None, 1)


def gather(world: World) -> None:
    nour = world.mentorships["nour"]
    programme, ines = nour.programme, world.staff["ines"]
    zone = programme.time_zone
    others = [m for m in pairs_to_invite(programme) if m.pk != nour.pk]
    meal = Activity.objects.create(
        id=world.id(), programme=programme, what="Supper for everybody", starts_at=world.at(-9, 19, 0, zone), minutes=150,
        place="Casa do Bairro, Rua das Flores 8", places=20, note="Bring a dish you like, or just yourselves.", by=ines,
        made_at=world.at(3, 10, 0), changed_at=world.at(3, 10, 0),
    )  # fmt: skip
    ActivityPart.objects.bulk_create(
        ActivityPart(activity=meal, mentorship=pair, heads=heads, answered_at=None if heads is None else world.at(1, 18, 0))
        for pair, heads in zip([nour, *others], HEADS, strict=False)
    )
    walk = Activity.objects.create(
        id=world.id(), programme=programme, what="A walk along the river", starts_at=world.at(20, 15, 0, zone), minutes=120,
        place="Ribeira, by the bridge", by=ines, made_at=world.at(34, 10, 0), changed_at=world.at(34, 10, 0), told_at=world.at(19, 9, 0),
    )  # fmt: skip
    for pair in others[1:4]:
        if pair.begun_at > walk.starts_at - timedelta(days=1):
            continue
        met = Session.objects.create(
            id=world.id(), mentorship=pair, starts_at=walk.starts_at, outcome="met", minutes=120, channel="in_person", note=walk.what,
            logged_at=walk.told_at, logged_by=ines, changed_at=walk.told_at,
        )  # fmt: skip
        ActivityPart.objects.create(activity=walk, mentorship=pair, heads=2, answered_at=world.at(24, 18, 0), session=met)
