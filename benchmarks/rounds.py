"""Invented rounds of any size, shaped like a programme of newcomers in a few towns. The same seed gives the same round."""

from datetime import date, timedelta
from random import Random

from alongside.matching.engine import GenderWish, Language, Mentee, Mentor, Overlap, Place, Problem, Reach

ON = date(2026, 3, 2)
#: Languages with how often mentees and mentors speak them.
TAGS = {"en": (45, 95), "ar": (35, 12), "prs": (20, 6), "uk": (25, 8), "ti": (8, 2), "so": (8, 2), "tr": (10, 6), "fr": (12, 20)}
TOPICS = ["housing", "work", "doctor", "school", "letters", "language", "family", "sport"]
LIKES = ["cooking", "football", "walking", "music", "chess", "films", "gardening", "reading", "swimming", "sewing"]


def round_of(mentees: int, mentors: int, seed: int, *, most_places: int = 3, towns: int = 0, **more) -> Problem:
    """A round under the usual rules: language, wishes, an hour in common, 20 km or online.

    towns: how many; 0 has about 150 people in each, so that a larger programme has more towns and not more crowded ones.
    """
    chance = Random(seed)
    towns = towns or max(3, (mentees + mentors) // 150)
    towns = [Place(48 + chance.random() * 5, 5 + chance.random() * 8) for _ in range(towns)]

    def facts(side: int) -> dict:
        town = chance.randrange(len(towns))
        place = Place(towns[town].lat + chance.uniform(-0.1, 0.1), towns[town].lon + chance.uniform(-0.15, 0.15))
        spoken = {tag: chance.choice(["A2", "B1", "B2", "C1", "native"]) for tag, often in TAGS.items() if chance.random() * 100 < often[side]}
        return {
            "languages": spoken or {"en": "B1"},
            "gender": chance.choice(["woman", "man"]),
            "gender_wish": chance.choice(["any", "any", "any", "woman", "man"]),
            "free": tuple((chance.randrange(7), start := chance.choice(range(480, 1201, 30)), start + 120) for _ in range(3)),
            "place": place,
            "area": town * 10 + chance.randrange(10),
            "online_ok": chance.random() < 0.1,
            "in_person_ok": True,
            "adult": True,
            "interests": frozenset(chance.sample(LIKES, 3)),
        }

    return Problem(
        mentees=[
            Mentee(id=f"mentee-{i}", **facts(0), needs_interpreter=False, needs=frozenset(chance.sample(TOPICS, 3)), waiting_since=ON - timedelta(days=chance.randrange(400)))
            for i in range(mentees)
        ],
        mentors=[
            Mentor(id=f"mentor-{j}", **facts(1), skills=frozenset(chance.sample(TOPICS, 3)), capacity=chance.randint(1, most_places), cleared=chance.random() < 0.95)
            for j in range(mentors)
        ],
        rules=(Language(), GenderWish(), Overlap(60), Reach(20)),
        on=ON,
        seed=str(seed),
        **more,
    )  # fmt: skip
