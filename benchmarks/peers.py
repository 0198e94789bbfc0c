"""Run by `matching.py` inside a peer's own environment: eligible pairs in, seconds and number matched out."""

import json
import sys
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


with open(sys.argv[2]) as file:
    print(json.dumps({"mentor-match": mentor_match}[sys.argv[1]](json.load(file))))
