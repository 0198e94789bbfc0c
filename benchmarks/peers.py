"""Run by `matching.py` inside a peer's own environment: eligible pairs in, seconds and number matched out."""

import json
import sys
import threading
import time

# The peer's module is called `matching`, like the benchmark beside this file.
sys.path.pop(0)


def mentor_match(given: dict) -> dict:
    """mentor-match: one object per pair, scored by rules, then Munkres over all pairs."""
    from matching.match import Match  # noqa: F401
    from matching.mentee import Mentee
    from matching.mentor import Mentor
    from matching.process import process_data
    from matching.rules import rule

    fit = {(i, j): score for i, j, score in given["pairs"]}

    class Given(rule.Rule):
        """The eligibility and the fit that our rules found."""

        def __init__(self):
            pass

        def evaluate(self, match):
            return True

        def apply(self, match):
            score = fit.get((match.mentee.grade, match.mentor.grade))
            if score is None:
                match.disallowed = True
                return 0
            return score + 1

    mentees = [Mentee(grade=i, email=f"mentee-{i}") for i in range(given["mentees"])]
    mentors = [Mentor(grade=j, email=f"mentor-{j}") for j in range(given["mentors"])]
    start = time.process_time()
    process_data(mentors, mentees, [[Given()]])
    seconds = time.process_time() - start
    return {"seconds": seconds, "matched": sum(bool(mentee.mentors) for mentee in mentees)}


def hospital_resident(given: dict) -> dict:
    """matching: mentees and mentors rank each other by fit, mentors take the best of whoever asks (Gale and Shapley)."""
    from matching.games import HospitalResident

    # It copies everybody who ranks everybody, one inside the other.
    sys.setrecursionlimit(10**7)
    threading.stack_size(512 * 1024 * 1024)
    wish, rank = {}, {}
    for i, j, score in given["pairs"]:
        wish.setdefault(f"mentee-{i}", []).append((-score, f"mentor-{j}"))
        rank.setdefault(f"mentor-{j}", []).append((-score, f"mentee-{i}"))
    wishes = {one: [other for _, other in sorted(some)] for one, some in wish.items()}
    ranks = {one: [other for _, other in sorted(some)] for one, some in rank.items()}
    places = {one: given["places"][int(one.split("-")[1])] for one in ranks}
    found = {}

    def play():
        start = time.process_time()
        solved = HospitalResident.create_from_dictionaries(wishes, ranks, places).solve(optimal="resident")
        found["seconds"] = time.process_time() - start
        found["matched"] = sum(map(len, solved.values()))

    thread = threading.Thread(target=play)
    thread.start()
    thread.join()
    return found


PEERS = {"mentor-match": mentor_match, "matching": hospital_resident}
with open(sys.argv[2]) as file:
    print(json.dumps(PEERS[sys.argv[1]](json.load(file))))
