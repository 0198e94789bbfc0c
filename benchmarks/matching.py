"""How fast and how good the matching engine is, beside what else there is. Prints ratios; every plan is certified.

    .venv/bin/python benchmarks/matching.py                     sizes 100, 300 and 1,000
    .venv/bin/python benchmarks/matching.py --sizes 1000 --seeds 5
    .venv/bin/python benchmarks/matching.py --peers             also mentor-match, in an environment of its own
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import replace
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from benchmarks.rounds import round_of  # noqa: E402

from alongside.matching.engine import Force, Join, Leave, Places, Policy, solve  # noqa: E402
from alongside.matching.engine.table import Table  # noqa: E402

PEERS = {"mentor-match": "mentor-match==7.0.1"}


def timed(act):
    """(result, seconds of this process's own work)."""
    start = time.process_time()
    found = act()
    return found, time.process_time() - start


def most_people(problem) -> int:
    """The largest number that can be matched at all: augmenting paths over the plain pairs, nothing of the solver's."""
    table = Table(problem)
    rows = [table.row(i)[0].tolist() for i in range(len(table.mentees))]
    places = [problem.places[mentor.id] for mentor in table.mentors]
    held = [[] for _ in places]
    served = 0
    for person in range(len(rows)):
        came, queue, end = {}, [person], None
        for one in queue:
            for place in rows[one]:
                if place not in came:
                    came[place] = one
                    if len(held[place]) < places[place]:
                        end = place
                        break
                    queue += held[place]
            if end is not None:
                break
        seat_of = {one: place for place, people in enumerate(held) for one in people} if end is not None else {}
        while end is not None:
            one = came[end]
            held[end].append(one)
            if one == person:
                served += 1
                break
            held[seat_of[one]].remove(one)
            end = seat_of[one]
    return served


def events(problem, plan, chance, times: int = 40) -> dict[str, float]:
    """Median seconds for one event of each kind, on the solved round."""
    standing = plan.standing
    took = {"leave and join": [], "pause and resume": [], "why not": []}
    for _ in range(times):
        one, other = chance.choice(problem.mentees), chance.choice(problem.mentors)
        took["leave and join"].append(timed(lambda one=one: (standing.apply(Leave(one.id)), standing.apply(Join(one))))[1] / 2)
        took["pause and resume"].append(
            timed(lambda other=other: (standing.apply(Places(other.id, 0)), standing.apply(Places(other.id, other.capacity))))[1] / 2
        )
    table = standing.table
    for _ in range(times):
        i = chance.randrange(len(table.mentees))
        row, _fit = table.row(i)
        if len(row):
            pair = Force(table.mentees[i].id, table.mentors[int(chance.choice(row.tolist()))].id)
            took["why not"].append(timed(lambda pair=pair: plan.what_if(pair))[1])
    return {kind: statistics.median(seconds) for kind, seconds in took.items() if seconds}


def churn(problem, plan, chance, stability: int) -> tuple[float, int]:
    """(share of still possible proposals that change, total fit) after 5 % leave and 3 % of mentors pause."""
    gone = {m.id for m in chance.sample(problem.mentees, len(problem.mentees) // 20)}
    paused = {m.id for m in chance.sample(problem.mentors, len(problem.mentors) * 3 // 100)}
    after = replace(
        problem,
        mentees=[m for m in problem.mentees if m.id not in gone],
        mentors=[m for m in problem.mentors if m.id not in paused],
        previous=plan.mentor_of,
        policy=replace(problem.policy, stability=stability),
    )
    fresh = solve(after)
    still = {a: b for a, b in plan.mentor_of.items() if a not in gone and b not in paused}
    place = after.policy.goals.index("fit")
    kept = sum(fresh.mentor_of.get(a) == b for a, b in still.items())
    # The goal counts what is missing from the best, and what a kept proposal is worth beyond fit.
    lost = fresh.standing.counts()[place] - stability * (len(fresh.proposed) - sum(fresh.mentor_of.get(a) == b for a, b in plan.mentor_of.items()))
    return 1 - kept / max(1, len(still)), len(fresh.proposed) * 1000 - lost


def peer(name: str, problem, folder: Path) -> dict:
    """What a peer makes of the same eligible pairs with the same fit, in its own environment."""
    home = folder / name
    if not home.exists():
        venv.create(home, with_pip=True)
        subprocess.run([home / "bin/python", "-m", "pip", "install", "-q", PEERS[name]], check=True)
    table = Table(problem)
    pairs = [[int(i), int(j), int(f)] for i, j, f in zip(table.mentee_at, table.mentor_at, table.fit, strict=True)]
    given = folder / "pairs.json"
    given.write_text(json.dumps({"mentees": len(table.mentees), "mentors": len(table.mentors), "pairs": pairs}))
    run = subprocess.run([home / "bin/python", ROOT / "benchmarks/peers.py", name, given], check=True, capture_output=True, text=True)
    return json.loads(run.stdout.splitlines()[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="*", type=int, default=[100, 300, 1000])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--peer-size", type=int, nargs=2, default=[1000, 500])
    given = parser.parse_args()
    for size in given.sizes:
        for seed in range(given.seeds):
            problem = round_of(size, size * 6 // 10, seed)
            plan, seconds = timed(lambda problem=problem: solve(problem))
            assert len(plan.proposed) == most_people(problem)
            took = events(problem, plan, Random(seed))
            pairs = len(plan.standing.table.mentor_at) if plan.standing.is_fresh else len(Table(problem).mentor_at)
            print(f"{size} x {size * 6 // 10}, seed {seed}: {pairs} pairs, {len(plan.proposed)} matched = the most, certified, {seconds:.2f} s")
            for kind, one in took.items():
                print(f"    {kind}: {one * 1000:.2f} ms, a solution is {seconds / one:.0f} times that")
            start = solve(problem)
            free, fit_free = churn(problem, start, Random(seed), 0)
            calm, fit_calm = churn(problem, start, Random(seed), 20)
            print(f"    5 % leave: {free:.1%} of proposals change; {calm:.1%} where an earlier one is worth 20; fit lost {1 - fit_calm / fit_free:.2%}")
    if given.peers:
        mentees, mentors = given.peer_size
        with tempfile.TemporaryDirectory() as folder:
            for seed in range(given.seeds):
                problem = round_of(mentees, mentors, seed, most_places=1, policy=Policy(goals=("matched", "fit")))
                ours, seconds = timed(lambda problem=problem: solve(problem))
                for name in PEERS:
                    theirs = peer(name, problem, Path(folder))
                    print(
                        f"{mentees} x {mentors}, seed {seed}: {name} {theirs['seconds']:.2f} s, {theirs['matched']} matched; "
                        f"ours with the certificate {seconds:.2f} s, {len(ours.proposed)} matched: {theirs['seconds'] / seconds:.0f} times faster"
                    )


if __name__ == "__main__":
    main()
