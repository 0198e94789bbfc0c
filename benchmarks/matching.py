"""How fast and how good the matching engine is, beside what else there is. Prints ratios; every plan is certified.

    .venv/bin/python benchmarks/matching.py                     sizes 100, 300 and 1,000
    .venv/bin/python benchmarks/matching.py --sizes 1000 --seeds 5
    .venv/bin/python benchmarks/matching.py --sizes --peers     mentor-match and matching, each in an environment of its own
    .venv/bin/python benchmarks/matching.py --sizes --crowded 10000 6000 2      many allowed pairs: everybody in two towns
    .venv/bin/python benchmarks/matching.py --sizes --crowded 100000 60000 0    beside one bare flow of OR-Tools
"""

import argparse
import gc
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from benchmarks.rounds import round_of  # noqa: E402

from alongside.matching.engine import Force, Join, Leave, Places, Policy, solve  # noqa: E402
from alongside.matching.engine.table import Table  # noqa: E402

PEERS = {"mentor-match": "mentor-match==7.0.1", "matching": "matching==1.4.3"}
#: An earlier proposal is worth so many points of fit in the product (`alongside.matching.policy.CLEAR_GAIN`).
STABILITY = 50


def timed(act):
    """(result, seconds of this process's own work). What was thrown away before is cleared away before."""
    gc.collect()
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
    places = [problem.places[mentor.id] for mentor in table.mentors]
    given.write_text(json.dumps({"mentees": len(table.mentees), "mentors": len(table.mentors), "places": places, "pairs": pairs}))
    run = subprocess.run([home / "bin/python", ROOT / "benchmarks/peers.py", name, given], check=True, capture_output=True, text=True)
    return json.loads(run.stdout.splitlines()[-1])


def against(name: str, mentees: int, mentors: int, seed: int, folder: Path, towns: int) -> None:
    """One peer on the same pairs, beside our own search and OR-Tools, both with the certificate."""
    # mentor-match knows one place a mentor.
    most = 1 if name == "mentor-match" else 2
    ours = {}
    solve(round_of(200, 100, seed, towns=1), "ortools")  # Loaded once, like the peer's own packages.
    for solver in ("own", "ortools"):
        if solver == "own" and mentees > 3000:
            continue
        problem = round_of(mentees, mentors, seed, most_places=most, towns=towns, policy=Policy(goals=("matched", "fit")))
        plan, ours[solver] = timed(lambda problem=problem, solver=solver: solve(problem, solver))
    _table, reading = timed(lambda: Table(problem))
    theirs = peer(name, problem, folder)
    beside = "; ".join(f"{solver} {seconds:.3f} s, {theirs['seconds'] / seconds:.0f} times faster" for solver, seconds in ours.items())
    more = len(plan.proposed) / theirs["matched"] - 1
    print(
        f"{mentees} x {mentors}, seed {seed}, {len(plan.standing.table.mentor_at)} pairs: {name} {theirs['seconds']:.2f} s, "
        f"{theirs['matched']} matched; ours {len(plan.proposed)} ({more:+.1%}): {beside} (of that {reading:.3f} s to find who suits whom, which the peer is given)",
        flush=True,
    )


def bare_flow(table, each: int = 24) -> float:
    """Seconds OR-Tools takes for the `each` best pairs of every mentee, once, by number, class and fit: neither proved nor all pairs."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    people, places = len(table.mentees), len(table.mentors)
    order = np.lexsort((-table.fit.astype(np.int64), table.mentee_at))
    rank = np.arange(len(order)) - table.starts[table.mentee_at[order]]
    best = order[rank < each]
    seats = np.array([table.problem.places[mentor.id] for mentor in table.mentors])
    row, place, end = table.mentee_at[best], table.mentor_at[best], people + places
    everybody = np.arange(people, dtype=np.int32)
    problem = table.problem
    classes = [
        1 + problem.priority.class_of(mentee, on=problem.on, possible=possible)
        for mentee, possible in zip(table.mentees, table.possible, strict=True)
    ]
    left = (1000 * int(min(people, seats.sum())) + 1) * np.array(classes, np.int64)

    def flow():
        net = SimpleMinCostFlow()
        net.add_arcs_with_capacity_and_unit_cost(
            np.concatenate([row, everybody, people + np.arange(places)]).astype(np.int32),
            np.concatenate([people + place, np.full(people + places, end)]).astype(np.int32),
            np.concatenate([np.ones(len(best) + people, np.int64), seats]),
            np.concatenate([1000 - table.fit[best].astype(np.int64), left, np.zeros(places, np.int64)]),
        )
        net.set_nodes_supplies(np.arange(end + 1, dtype=np.int32), np.concatenate([np.ones(people), np.zeros(places), [-people]]).astype(np.int64))
        assert net.solve() == net.OPTIMAL

    return timed(flow)[1]


def crowded(mentees: int, mentors: int, towns: int, seed: int) -> None:
    """One large round, from its facts to the certificate, beside one bare flow."""
    problem = round_of(mentees, mentors, seed, most_places=2, towns=towns)
    plan, seconds = timed(lambda: solve(problem, "ortools"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    table = plan.standing.table
    bare = bare_flow(table)
    print(
        f"{mentees} x {mentors}, seed {seed}: {len(table.mentor_at)} pairs, {len(plan.proposed)} matched, certified, {seconds:.1f} s, {memory} MB; "
        f"one bare flow of 24 pairs each {bare:.1f} s: {seconds / bare:.1f} times that"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="*", type=int, default=[100, 300, 1000])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--peers", nargs="*", choices=PEERS, help="all of them, or those named")
    parser.add_argument("--peer-size", type=int, nargs=2, default=[1000, 500])
    parser.add_argument("--towns", type=int, default=0, help="of the rounds for peers")
    parser.add_argument("--crowded", type=int, nargs=3, metavar=("MENTEES", "MENTORS", "TOWNS"))
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
            calm, fit_calm = churn(problem, start, Random(seed), STABILITY)
            print(
                f"    5 % leave: {free:.1%} of proposals change; {calm:.1%} ({calm / max(free, 1e-9):.2f} of that) where an earlier one "
                f"is worth {STABILITY}; fit lost {1 - fit_calm / fit_free:.2%}"
            )
    if given.crowded:
        crowded(*given.crowded, seed=0)
    if given.peers is not None:
        with tempfile.TemporaryDirectory() as folder:
            for name in given.peers or PEERS:
                for seed in range(given.seeds):
                    against(name, *given.peer_size, seed, Path(folder), given.towns)


if __name__ == "__main__":
    main()
