"""Several mentors as one: what each must have, what they have together, and which of them for whom.

                            | one says no    | one unknown | one has it, the others not
    cleared, adult, wish    | no             | ask         | no
    kept apart, was together| no             | -           | no
    near or online          | no             | ask         | no
    language                | others may     | ask         | yes
    free hours              | only in common | ask         | no
    skills, interests       | -              | -           | yes
"""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from random import Random

import pytest

from alongside.matching.engine import (
    GenderWish,
    Language,
    Lent,
    NotAgain,
    Overlap,
    Place,
    ProblemError,
    Reach,
    TooManyTeams,
    fit,
    propose_teams,
    solve,
    team_of,
    teams,
)
from alongside.matching.engine.packing import best_packing
from alongside.matching.engine.rules import all_pass

from .people import TODAY, mentee, mentor, problem, random_round

RULES = (Language(), GenderWish(), Overlap(), Reach(), NotAgain())


def answer(one, *members, rules=RULES, **more):
    """What becomes of this mentee with this team: "yes", "no" or "ask"."""
    plan = solve(problem([one], [team_of(members, id="team")], rules, **more))
    if plan.proposed:
        return "yes"
    return "no" if plan.why_not(one.id, "team").failed else "ask"


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, "yes"),
        ({"cleared": False}, "no"),
        ({"cleared": None}, "ask"),
        ({"adult": False}, "no"),
        ({"adult": None}, "ask"),
        ({"gender_wish": "man"}, "no"),
        ({"gender_wish": None}, "ask"),
        ({"gender_wish": "woman"}, "yes"),
        ({"languages": {"fr": "native"}}, "yes"),
        ({"languages": None}, "ask"),
        ({"free": ((1, 19 * 60, 22 * 60),)}, "yes"),
        ({"free": ((1, 19 * 60 + 1, 22 * 60),)}, "no"),
        ({"free": None}, "ask"),
        ({"place": Place(48.1, 11.6)}, "no"),
        ({"place": None}, "ask"),
        ({"reach_km": 1, "place": Place(52.6, 13.4)}, "no"),
        ({"in_person_ok": False}, "no"),
    ],
    ids=str,
)
def test_what_one_member_changes_for_the_whole_team(other, expected):
    assert answer(mentee(), mentor("lena"), mentor("omar", **other)) == expected
    assert answer(mentee(), mentor("omar", **other), mentor("lena")) == expected


@pytest.mark.parametrize(
    ("genders", "wish", "expected"),
    [
        (("woman", "woman"), "woman", "yes"),
        (("woman", "man"), "woman", "no"),
        (("woman", "man"), "man", "no"),
        (("woman", "man"), "any", "yes"),
        (("woman", None), "woman", "ask"),
        (("woman", None), "any", "yes"),
    ],
)
def test_a_wish_for_a_woman_is_met_by_women_only(genders, wish, expected):
    people = [mentor(f"mentor-{j}", gender=gender) for j, gender in enumerate(genders)]
    assert answer(mentee(gender_wish=wish), *people) == expected


@pytest.mark.parametrize("named", ["lena", "omar", "team"])
@pytest.mark.parametrize("list_of_pairs", ["do_not_match", "ended"])
def test_whoever_is_kept_apart_from_one_is_kept_apart_from_all(named, list_of_pairs):
    pairs = {list_of_pairs: frozenset({("samira", named)})}
    assert answer(mentee(), mentor("lena"), mentor("omar"), **pairs) == "no"


def test_a_team_brings_what_its_members_bring():
    lena = mentor("lena", skills={"housing"}, interests={"music"}, languages={"ar": "B1", "en": None})
    omar = mentor("omar", skills={"school"}, interests={"chess"}, languages={"ar": "native"})
    team = team_of([lena, omar], id="team", capacity=2)
    assert (team.skills, team.interests) == ({"housing", "school"}, {"music", "chess"})
    assert team.languages == {"ar": "native", "en": None}
    assert team.capacity == 2 and team.members == (lena, omar)


def test_the_free_hours_of_a_team_are_those_of_all_also_over_sunday():
    late = ((6, 22 * 60, 2 * 60),)
    team = team_of([mentor("lena", free=late), mentor("omar", free=((6, 23 * 60, 25 * 60), (0, 0, 60)))], id="team")
    assert team.free_minutes == mentor(free=((6, 23 * 60, 60),)).free_minutes


def test_the_middle_of_a_team_lies_between_its_members():
    team = team_of([mentor("lena", place=Place(52, 179.5)), mentor("omar", place=Place(52, -179.5))], id="team")
    assert abs(abs(team.place.lon) - 180) < 0.01 and abs(team.place.lat - 52) < 0.01


def test_the_loan_of_a_team_ends_with_the_first():
    lent = mentor("omar", until=TODAY + timedelta(weeks=8))
    assert answer(mentee(), mentor("lena"), lent, rules=(Lent(weeks=8),)) == "yes"
    assert answer(mentee(), mentor("lena"), lent, rules=(Lent(weeks=9),)) == "no"


def test_the_way_that_is_said_is_the_longest():
    near, far = mentor("lena"), mentor("omar", place=Place(52.52 + 0.08, 13.40))
    plan = solve(problem([mentee()], [team_of([near, far], id="team")], (Reach(),)))
    assert [r.facts["km_band"] for r in plan.why("samira", "team") if r.code == "near"] == [[5, 10]]


@pytest.mark.parametrize(
    ("members", "why"),
    [
        ([mentor("lena")], "two members"),
        ([mentor("lena"), mentor("lena")], "twice"),
        ([team_of([mentor("a"), mentor("b")], id="ab"), mentor("lena")], "not teams"),
    ],
    ids=["alone", "twice", "nested"],
)
def test_what_is_no_team_is_refused(members, why):
    with pytest.raises(ProblemError, match=why):
        team_of(members, id="team")


def brute(round, size) -> tuple[int, int]:
    """(served, total fit) of the best choice of teams, trying everything."""
    options = {}
    for one in round.seeking:
        options[one] = []
        for people in combinations(round.mentors, size):
            team = team_of(people, id=tuple(p.id for p in people))
            if all(round.places[p.id] for p in people) and all_pass(round.rules, one, team):
                options[one].append((fit(one, team, round.weights), team.id))

    def best(people, free):
        if not people:
            return (0, 0)
        found = best(people[1:], free)
        for points, team in options[people[0]]:
            if all(free[one] for one in team):
                served, total = best(people[1:], {k: v - (k in team) for k, v in free.items()})
                found = max(found, (served + 1, total + points))
        return found

    return best(list(options), dict(round.places))


@pytest.mark.parametrize("seed", range(40))
def test_no_choice_of_teams_is_better(seed):
    chance = Random(seed)
    size = chance.choice([2, 2, 3])
    rules = (Language(level="A1"), GenderWish(), Reach(km=40), NotAgain())
    round = random_round(chance, 4, 6, unknown=0.02, rules=(*rules, Overlap()) if seed % 2 else rules)
    round = replace(round, ended={("mentee-0", "mentor-0")})
    proposed = propose_teams(round, size)
    served, total = brute(round, size)
    points = 0
    for found in proposed:
        one = round.mentee_by_id[found.mentee]
        team = team_of([round.mentor_by_id[m] for m in found.mentors], id="team")
        assert all_pass(round.rules, one, team)
        points += fit(one, team, round.weights)
    assert (len(proposed), points) == (served, total)
    assert round.places.items() >= {m: 1 for f in proposed for m in f.mentors}.items() or any(v > 1 for v in round.places.values())


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_the_lists_changes_no_proposed_team(seed):
    chance = Random(seed)
    round = random_round(chance, 4, 6, rules=(Reach(km=40),))
    mixed = replace(round, mentees=chance.sample(round.mentees, 4), mentors=chance.sample(round.mentors, 6))
    assert propose_teams(mixed) == propose_teams(round)


def test_each_family_can_want_a_team_of_its_own_size():
    round = problem([mentee("a"), mentee("b")], [mentor(f"m{j}") for j in range(5)])
    assert {found.mentee: len(found.mentors) for found in propose_teams(round, {"a": 3, "b": 2})} == {"a": 3, "b": 2}


def test_whoever_is_in_a_team_already_is_not_proposed_for_another():
    team = team_of([mentor("lena"), mentor("omar")], id="team")
    assert propose_teams(problem([mentee()], [team, mentor("ana")])) == ()


def test_too_many_teams_are_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr(teams, "MOST_TEAMS", 100)
    round = problem([mentee(f"m{i}") for i in range(4)], [mentor(f"n{j}") for j in range(12)])
    with pytest.raises(TooManyTeams, match="fewer mentors"):
        propose_teams(round)


@pytest.mark.parametrize("seed", range(60))
def test_the_choice_among_teams_that_compete_is_the_best(seed):
    """Dense, with places for more than one and teams of unequal size: where prices alone don't settle it."""
    chance = Random(seed)
    places = {f"mentor-{j}": chance.choice([1, 1, 2]) for j in range(6)}
    options = {
        f"mentee-{i}": [
            (chance.choice([0, 300, chance.randrange(1001)]), tuple(chance.sample(list(places), chance.choice([2, 2, 3]))))
            for _ in range(chance.randrange(7))
        ]
        for i in range(5)
    }

    def best(people, free):
        if not people:
            return (0, 0)
        found = best(people[1:], free)
        for points, team in options[people[0]]:
            if all(free[one] for one in team):
                served, total = best(people[1:], {k: v - (k in team) for k, v in free.items()})
                found = max(found, (served + 1, total + points))
        return found

    chosen = best_packing(options, places)
    used = Counter(one for team in chosen.values() for one in team)
    assert all(used[one] <= places[one] for one in used)
    points = sum(max(fit for fit, team in options[mentee] if team == chosen[mentee]) for mentee in chosen)
    assert (len(chosen), points) == best(list(options), places)
