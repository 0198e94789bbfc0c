"""What coordinators do around the pairs in Porto: supervision, standing in, handing over; and what some say about each other."""

from datetime import timedelta

from alongside.mentorships.models import (
    Absence,
    Between,
    Handover,
    LogQuestion,
    Spot,
    Supervision,
    SupervisionPart,
)
from alongside.site.demo.world import World

#: (days ago, themes, notes). Negative lies ahead.
CIRCLES = (
    (33, ["boundaries", "money"], "Say early what a mentor pays for, and what not. A coffee is fine; a loan never is."),
    (-5, [], ""),
)


#: (name, address, what is good to know)
SPOTS = (
    ("Biblioteca Almeida Garrett", "Jardins do Palácio de Cristal", "Quiet, free of charge, no steps"),
    ("Café do Mercado", "Rua Formosa 322", "Tea for one euro, a corner for children"),
    ("Jardim da Cordoaria", "Campo dos Mártires da Pátria", "Benches, and shade in the afternoon"),
)


def stand_by(world: World) -> None:
    pair = world.mentorships["nour"]
    programme, ines, leonor = pair.programme, world.staff["ines"], world.staff["leonor"]
    mentors = ["samira", *(key for key in world.cadre("porto", "mentor") if key in world.accounts and key != "samira")][:6]
    for ago, themes, notes in CIRCLES:
        circle = Supervision.objects.create(
            id=world.id(), programme=programme, starts_at=world.at(ago, 18, 30), place="Rua do Almada 12, 2.º",
            themes=themes, notes=notes, held=True if ago > 0 else None, by=ines,
        )  # fmt: skip
        SupervisionPart.objects.bulk_create(
            SupervisionPart(supervision=circle, person=world.people[key], came=(n % 4 != 3) if ago > 0 else None)
            for n, key in enumerate(mentors)
        )
    mentor = next(m.person for m in pair.members.select_related("person") if m.is_mentor)
    for person, ago, answers, words in (
        (mentor, 2, {"listened": "yes", "matters": "yes", "no": "yes", "good": "yes", "on": "yes", "well": "partly"},
         "It is a lot at the moment, with two families. I would like to talk about it in the circle."),
        (world.people["nour"], 9, {"listened": "yes", "matters": "partly", "no": "yes", "good": "yes", "on": "yes"}, ""),
    ):  # fmt: skip
        Between.objects.create(
            id=world.id(), mentorship=pair, person=person, answers=answers, words=words, at=world.at(ago, 19, 0)
        )
    for name, address, note in SPOTS:
        Spot.objects.create(id=world.id(), programme=programme, name=name, address=address, note=note)
    told = pair.sessions.filter(outcome="met", logged_by__person=mentor).order_by("-starts_at").first()
    if told:
        LogQuestion.objects.create(
            id=world.id(), session=told, words="What did she say about the evening course?", asked_by=ines, asked_at=world.at(1, 9, 0)
        )
    walking = programme.mentorships.exclude(statuses__status="ended").exclude(pk=pair.pk).order_by("begun_at")
    for mentorship in walking[2:5]:
        Handover.objects.create(
            id=world.id(), mentorship=mentorship, to=leonor, by=ines, at=world.at(20, 9, 0), taken_at=world.at(19, 9, 0),
            note="They meet in the mornings. Call him first, she follows.",
        )  # fmt: skip
    Absence.objects.create(
        id=world.id(), account=leonor, cover=ines, at=world.now,
        from_day=world.today + timedelta(days=4), until_day=world.today + timedelta(days=18),
    )  # fmt: skip
