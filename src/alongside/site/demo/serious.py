"""A safeguarding lead in Porto, a note that she works on, and one that came in from a mentor this morning. Written last."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password

from alongside.people.models import Account
from alongside.programmes.models import Membership
from alongside.safeguarding.models import Note, NoteEntry, NoteLead, NoteStep


def write_down(world) -> None:
    marta = Account.objects.create(
        id=world.id(), email="marta@example.org", name="Marta Sousa", created_at=world.at(390), password=make_password(None)
    )
    world.staff["marta"] = marta
    Membership.objects.create(
        id=world.id(), account=marta, organisation=world.organisations["lado"], role="safeguarding", since=marta.created_at
    )
    ines, porto = world.staff["ines"], world.programmes["porto"]
    fall = Note.objects.create(
        id=world.id(), programme=porto, person=world.people["nour"], mentorship=world.mentorships["nour"], kind="accident",
        facts="They were on their way back from the library when she slipped on the wet steps. Samira took her to the health centre and stayed. "
        "She can walk, and asked that her daughter should not worry.",
        happened_on=world.day(9), reported_by=ines, reported_at=world.at(8, 10, 0),
    )  # fmt: skip
    NoteLead.objects.create(note=fall, account=marta, at=fall.reported_at, by=ines)
    NoteEntry.objects.create(
        id=world.id(), note=fall, words="Spoke with both. The insurance for volunteers covers the way home too; form sent.",
        review_on=world.day(-6), at=world.at(7, 15, 0), by=marta,
    )  # fmt: skip
    NoteStep.objects.create(
        id=world.id(), note=fall, what="Send the form to the insurance", who="Marta", by_when=world.day(5), at=world.at(7, 15, 0),
        by=marta, done_at=world.at(6, 11, 0), done_by=marta,
    )  # fmt: skip
    NoteStep.objects.create(
        id=world.id(), note=fall, what="Ask the library about the steps", who="Inês", by_when=world.day(-5), at=world.at(7, 15, 0), by=marta
    )
    wages = Note.objects.create(
        id=world.id(), programme=porto, person=world.people["huda"], mentorship=world.mentorships["huda"], kind="exploitation",
        facts="She told me that the bakery pays half of the hours she works, and that she signed a paper she could not read. "
        "She would like somebody to look at it. She is not afraid, she says.",
        reported_by=world.accounts["samira"], reported_at=world.now - timedelta(hours=2),
    )  # fmt: skip
    NoteLead.objects.create(note=wages, account=marta, at=wages.reported_at)
