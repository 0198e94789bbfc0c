"""Groups that open with a minimum, and teams that are proposed: how long the exact search takes, on invented rounds.

    PYTHONPATH=src:. python benchmarks/formats.py

Seeds are printed; every plan is certified by `solve`. Prints seconds of one run: compare them with each other, not with other machines.
"""

from dataclasses import replace
from random import Random
from time import perf_counter

from alongside.matching.engine import Policy, TooManyGroups, TooManyTeams, groups, propose_teams, solve
from tests.engine.people import mentee, mentor, problem, random_round

POLICY = Policy(goals=("matched", "priority", "fit"))


def alike(mentees: int, mentors: int, seed: int, **more):
    """A round in which everybody suits everybody: the hardest kind."""
    chance = Random(seed)
    wishes = {"interests": lambda: chance.sample("abcdefgh", 3)}
    return problem(
        [mentee(f"m{i}", interests=wishes["interests"](), needs=chance.sample("klmnop", 3)) for i in range(mentees)],
        [mentor(f"g{j}", interests=wishes["interests"](), skills=chance.sample("klmnop", 2), **more) for j in range(mentors)],
    )


def timed(act):
    start = perf_counter()
    try:
        found = act()
    except (TooManyGroups, TooManyTeams) as error:
        found = f"refused: {error}"
    return found, perf_counter() - start


def main() -> None:
    print("groups: mentees, groups, seed | placed, opened, branches | seconds")
    branches = [0]
    opened = groups._open

    def counted(*args):
        branches[0] += 1
        return opened(*args)

    groups._open = counted
    for mentees, mentors, most, least in ((40, 12, 8, 4), (120, 40, 6, 3), (1000, 130, 8, 5)):
        for seed in range(2):
            round = random_round(Random(seed), mentees, mentors, policy=POLICY)
            round = replace(round, mentors=[replace(one, capacity=most, least=least) for one in round.mentors])
            report(mentees, mentors, seed, branches, *timed(lambda round=round: solve(round)))
    print("the same, where everybody suits everybody")
    for mentees, mentors, most, least in ((20, 8, 6, 4), (40, 15, 8, 4)):
        for seed in range(2):
            round = alike(mentees, mentors, seed, capacity=most, least=least)
            report(mentees, mentors, seed, branches, *timed(lambda round=round: solve(round)))
    print("teams, where everybody suits everybody: mentees, mentors, size, seed | formed | seconds")
    for mentees, mentors, size in ((5, 10, 2), (10, 20, 2), (5, 15, 3), (4, 20, 4), (15, 30, 2)):
        for seed in range(2):
            found, seconds = timed(lambda n=mentees, m=mentors, k=size, s=seed: propose_teams(alike(n, m, s), k))
            print(f"{mentees:5} {mentors:4} {size:3} {seed:3} | {found if isinstance(found, str) else len(found)} | {seconds:.2f}")


def report(mentees, mentors, seed, branches, plan, seconds) -> None:
    said = plan if isinstance(plan, str) else f"{len(plan.proposed)} {len(plan.problem.opened)} {2 * branches[0]}"
    print(f"{mentees:5} {mentors:4} {seed:3} | {said} | {seconds:.2f}")
    branches[0] = 0


if __name__ == "__main__":
    main()
