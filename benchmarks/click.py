"""How long a coordinator waits from the click on "Make the plan" to the board, and on the pages beside it, on SQLite.

    .venv/bin/python benchmarks/click.py                            1,000 mentees and 600 mentors
    .venv/bin/python benchmarks/click.py --mentees 300 --mentors 200
    .venv/bin/python benchmarks/click.py --mentees 10000            and 6,000 mentors, in the background

The promise is under three seconds at 1,000 mentees. A large round is planned in the background: there the job runs in a thread
beside the pages as in the product, each step is timed, and so are pages that somebody opens meanwhile.
A database of its own in a temporary folder; removed afterwards.
"""

import argparse
import random
import resource
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from benchmarks.pages import prepare, signed_in  # noqa: E402

#: Seconds from click to board at 1,000 mentees.
MOST = 3


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mentees", type=int, default=1000)
    parser.add_argument("--mentors", type=int, help="by default six for ten mentees")
    parser.add_argument("--strict", action="store_true", help=f"exit 1 if the board takes over {MOST} s")
    given = parser.parse_args()
    given.mentors = given.mentors or given.mentees * 6 // 10
    folder = tempfile.mkdtemp(prefix="alongside-benchmark-")
    try:
        prepare(folder)
        return measure(given)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def programme_of(mentees: int, mentors: int):
    """(coordinator's account, programme): everybody ready, spread so that some hundred are left over."""
    from benchmarks import data

    from alongside.people.models import Area, Person
    from alongside.programmes.models import Enrolment, EnrolmentState, ScreeningStep

    built = data._Builder()
    built.lay_out()
    chance = random.Random(1)
    built.people((mentees + mentors) * 2)
    ready = Enrolment.objects.filter(programme=built.programme)
    for side, wanted in (("mentee", mentees), ("mentor", mentors)):
        enough = list(ready.filter(side=side).values_list("pk", flat=True)[:wanted])
        ready.filter(side=side).exclude(pk__in=enough).delete()
        # One place each and nobody online: a programme that is short of places, with people left over.
        ready.filter(side=side).update(capacity=1, online_ok=False)
    EnrolmentState.objects.exclude(state="applied").update(state="accepted")
    have = set(EnrolmentState.objects.filter(state="accepted").values_list("enrolment_id", flat=True))
    missing = [e for e in ready if e.pk not in have]
    EnrolmentState.objects.bulk_create(EnrolmentState(enrolment=e, state="accepted") for e in missing)
    kinds = {"mentor": ("interview", "reference", "background"), "mentee": ("interview",)}
    ScreeningStep.objects.all().delete()
    ScreeningStep.objects.bulk_create(ScreeningStep(enrolment=e, kind=kind) for e in ready for kind in kinds[e.side])
    for n, area in enumerate(built.areas):
        area.latitude, area.longitude = 41 + (n % 8) / 4, -8.6 + (n // 8) / 4
    Area.objects.bulk_update(built.areas, ["latitude", "longitude"])
    people = list(Person.objects.filter(enrolments__programme=built.programme))
    for person in people:
        person.gender_wish = chance.choice(["any", "any", "any", "woman", "man"])
    Person.objects.bulk_update(people, ["gender_wish"], batch_size=500)
    return built.coordinator, built.programme


def measure(given) -> int:
    from django.core.management import call_command
    from django.urls import reverse

    from alongside.foundation.ids import new_id
    from alongside.matching import pool
    from alongside.matching.models import MatchingRound, Proposal, RoundPart

    call_command("migrate", verbosity=0, interactive=False)
    account, programme = programme_of(given.mentees, given.mentors)
    client = signed_in(account)

    def post(name: str, data: dict, *ids):
        return client.post(reverse(name, args=ids), {**data, "idempotency_key": str(new_id())}, follow=True)

    def told(what: str, act) -> float:
        began = time.perf_counter()
        answer = act()
        took = time.perf_counter() - began
        assert answer.status_code == 200, (what, answer.status_code)
        print(f"{what:<44} {took:6.2f} s", flush=True)
        return took

    told("Open a round, to the page who is in", lambda: post("matching:rounds", {"programme": str(programme.pk)}))
    round = MatchingRound.objects.get()
    who = reverse("matching:who", args=[round.pk])
    told("Who is in, with whom nobody could serve", lambda: client.get(who))
    rules = {"language": "on", "gender_wish": "on", "overlap": "on", "reach": "on"}
    if pool.is_large(programme):
        told("Check first", lambda: post("matching:who", rules | {"check": "on"}, round.pk))
        return in_background(client, round, rules, told, post)
    everybody = [str(pk) for pk in RoundPart.objects.filter(is_in=True).values_list("enrolment_id", flat=True)]
    rules["people"] = everybody
    told("Check first", lambda: post("matching:who", rules | {"check": "on"}, round.pk))
    first = told("Plan, from the click to the board", lambda: post("matching:who", rules, round.pk))
    left = RoundPart.objects.exclude(left_over={}).count()
    print(f"    {len(everybody):,} people in; {Proposal.objects.count():,} proposals, {left:,} left over, each with reasons")
    again = told("Plan again, from the click to the board", lambda: post("matching:who", rules, round.pk))
    for name, shown in (("what_if", "What if"), ("needed", "Whom to look for"), ("poster", "Poster"), ("groups_alike", "Groups")):
        told(shown, lambda name=name: client.get(reverse(f"matching:{name}", args=[round.pk])))
    pair = Proposal.objects.first()
    told("Mentors side by side", lambda: client.get(reverse("matching:mentors_for", args=[round.pk, pair.mentee_id])))
    told("Policy and its price", lambda: client.get(reverse("matching:policy", args=[programme.pk])))
    return int(given.strict and max(first, again) > MOST)


def in_background(client, round, rules, told, post) -> int:
    """A large round: the click, the steps of the job, what pages cost meanwhile, the board."""
    from django.db import connection
    from django.urls import reverse

    from alongside.foundation.jobs import Worker
    from alongside.matching.actions import writing
    from alongside.matching.models import Planning, Proposal, RoundPart

    today, board = reverse("today"), reverse("matching:round", args=[round.pk])
    alone = statistics.median(seconds(lambda: client.get(today)) for _ in range(9))
    writes: list[float] = []
    force = writing.put_in_force

    def timed(**given):
        began = time.perf_counter()
        try:
            return force(**given)
        finally:
            writes.append(time.perf_counter() - began)

    writing.put_in_force = timed
    for time_round in ("Plan", "Plan again"):
        told(f"{time_round}, from the click to the page Planning", lambda: post("matching:who", rules, round.pk))
        worker = Worker()
        began = since = time.perf_counter()
        worker.start()
        planning, step, meanwhile, slowest = Planning.objects.first(), "waiting", [], 0.0
        while planning.is_going:
            took = seconds(lambda: client.get(today))
            meanwhile.append(took)
            time.sleep(0.1)
            planning = Planning.objects.first()
            if planning.step != step or not planning.is_going:
                print(f"    {step:<40} {time.perf_counter() - since:6.2f} s", flush=True)
                step, since = planning.step, time.perf_counter()
        total = time.perf_counter() - began
        worker.stop(30)
        slowest = sorted(meanwhile)[int(len(meanwhile) * 0.95)]
        print(f"    {time_round + ', in the background':<40} {total:6.2f} s {planning.failed}")
        print(f"    Today meanwhile: median {statistics.median(meanwhile) * 1000:.0f} ms, 95 of 100 under {slowest * 1000:.0f} ms; alone {alone * 1000:.0f} ms")
        print(f"    the last stroke held the writer for {writes[-1] * 1000:.0f} ms")
    left = RoundPart.objects.exclude(left_over={}).count()
    print(f"    {Proposal.objects.count():,} proposals, {left:,} left over, each with reasons")
    told("The board", lambda: client.get(board))
    told("The board, page 50", lambda: client.get(board + "?proposed=50"))
    one = Proposal.objects.first()
    told("Mentors side by side", lambda: client.get(reverse("matching:mentors_for", args=[round.pk, one.mentee_id])))
    told("Rounds", lambda: client.get(reverse("matching:rounds")))
    told("Today", lambda: client.get(today))
    print(f"    at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    connection.close()
    return 0


def seconds(act) -> float:
    began = time.perf_counter()
    assert act().status_code == 200
    return time.perf_counter() - began


if __name__ == "__main__":
    raise SystemExit(main())
