"""Invented rounds for the tests of the engine: complete by default, so that a test states only what it is about."""

from datetime import date, timedelta
from random import Random

from alongside.matching.engine import Language, Mentee, Mentor, Overlap, Place, Problem, Reach
from alongside.matching.engine.rules import LEVELS

TODAY = date(2026, 3, 2)
TUESDAY_EVENING = ((1, 18 * 60, 20 * 60),)
KNOWN = {
    "languages": {"en": "C1"},
    "gender": "woman",
    "gender_wish": "any",
    "free": TUESDAY_EVENING,
    "place": Place(52.52, 13.40),
    "online_ok": False,
    "in_person_ok": True,
    "adult": True,
}


def mentee(id="samira", **changes) -> Mentee:
    return Mentee(id=id, **{**KNOWN, "needs_interpreter": False, "waiting_since": TODAY, **changes})


def mentor(id="jonas", **changes) -> Mentor:
    return Mentor(id=id, **{**KNOWN, "capacity": 1, "cleared": True, **changes})


def problem(mentees, mentors, rules=(), **more) -> Problem:
    return Problem(mentees=mentees, mentors=mentors, rules=rules, on=TODAY, **more)


def random_round(chance: Random, mentees: int, mentors: int, *, unknown=0.0, rules=None, **more) -> Problem:
    """A round in which anything may happen; each fact is unknown with probability `unknown`."""

    def maybe(value):
        return None if chance.random() < unknown else value

    def facts():
        return {
            "languages": maybe(
                {
                    tag: maybe(chance.choice(list(LEVELS)))
                    for tag in chance.sample(["ar", "prs", "ti", "en"], 2)
                }
            ),
            "gender": maybe(chance.choice(["woman", "man"])),
            "gender_wish": maybe(chance.choice(["any", "any", "woman", "man"])),
            "free": maybe(
                tuple(
                    (chance.randrange(7), chance.randrange(1440), chance.randrange(1440, 2600))
                    for _ in range(2)
                )
            ),
            "place": maybe(Place(52.5 + chance.random() / 5, 13.4 + chance.random() / 5)),
            "area": maybe(chance.choice("abcd")),
            "online_ok": maybe(chance.random() < 0.4),
            "in_person_ok": maybe(chance.random() < 0.8),
            "reach_km": chance.choice([None, 5, 15]),
            "adult": maybe(chance.random() < 0.95),
            "interests": frozenset(chance.sample("abcdef", 2)),
        }

    return problem(
        [
            Mentee(
                id=f"mentee-{i}",
                **facts(),
                needs_interpreter=maybe(chance.random() < 0.3),
                needs=frozenset(chance.sample("klmnop", 3)),
                waiting_since=maybe(TODAY - timedelta(days=chance.randrange(400))),
            )
            for i in range(mentees)
        ],
        [
            Mentor(
                id=f"mentor-{j}",
                **facts(),
                capacity=maybe(chance.choice([1, 1, 2])),
                cleared=maybe(chance.random() < 0.9),
                skills=frozenset(chance.sample("klmnop", 2)),
            )
            for j in range(mentors)
        ],
        (Language(), Reach(), Overlap()) if rules is None else rules,
        seed=str(chance.random()),
        **more,
    )
