"""How long the first page of each list, and Today, take with 10,000 people, 5,000 mentorships and 200,000 meetings.

    .venv/bin/python benchmarks/pages.py [--people 10000] [--mentorships 5000] [--sessions 200000] [--database postgres://…] [--strict] [page …]

Prints milliseconds of server time and of the processor (median of 15, warmed), the processor's ratio to a bare
Django page measured in the same run on the same machine, and the number of queries. Read benchmarks/README.md for what is in and what isn't.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS, WARM_UPS = 15, 3
#: The promise: server time of the first page of any list, and of Today.
MOST_MS = 100

#: (name, role, url name, what stands in the address: names of ids that data.build returns, what follows "?")
PAGES = [
    ("Today", "coordinator", "today", {}, ""),
    ("Today, pairs behind a number", "coordinator", "behind", {"kind": "=pairs"}, ""),
    ("People", "coordinator", "programmes:people", {}, ""),
    ("People, looking for a name", "coordinator", "programmes:people", {}, "q=amina+silva"),
    ("People, add somebody", "coordinator", "programmes:person_add", {}, ""),
    ("One person", "coordinator", "programmes:person", {"pk": "enrolment"}, ""),
    ("Steps for many", "coordinator", "programmes:steps", {}, ""),
    ("Mentorships", "coordinator", "mentorships:list", {}, ""),
    ("Mentorships by stage", "coordinator", "mentorships:board", {}, ""),
    ("Mentorships, by the mentor's name", "coordinator", "mentorships:list", {}, "order=mentor"),
    ("Mentorships, the next meeting first", "coordinator", "mentorships:list", {}, "order=next"),
    ("Mentorships, quiet ones", "coordinator", "mentorships:list", {}, "stage=quiet"),
    ("Mentorships, looking for a name", "coordinator", "mentorships:list", {}, "q=amina+silva"),
    ("Mentorships, past and untold", "coordinator", "mentorships:list", {}, "next=untold&order=met"),
    ("One person's line", "coordinator", "mentorships:line", {"person": "person"}, ""),
    ("One person's line, looking for a word", "coordinator", "mentorships:line", {"person": "person"}, "q=walked"),
    ("Who waits for somebody new", "coordinator", "mentorships:waiting", {}, ""),
    ("One mentorship", "coordinator", "mentorships:detail", {"pk": "mentorship"}, ""),
    ("Pair by hand", "coordinator", "mentorships:new", {}, ""),
    ("Matching rounds", "coordinator", "matching:rounds", {}, ""),
    ("One round", "coordinator", "matching:round", {"pk": "round"}, ""),
    ("Kept apart", "coordinator", "matching:kept_apart", {"pk": "programme"}, ""),
    ("Programmes", "coordinator", "programmes:list", {}, ""),
    ("Invitations", "coordinator", "programmes:invitations", {}, ""),
    ("Sheets brought in", "coordinator", "programmes:import_new", {}, ""),
    ("Reports", "coordinator", "evaluation:quarter", {}, ""),
    ("One report (a whole quarter counted)", "coordinator", "evaluation:report", {"pk": "programme"}, ""),
    ("Today of a mentor", "mentor", "today", {}, ""),
    ("My mentorships", "mentor", "mentorships:mine", {}, ""),
    ("Home of a mentee", "mentee", "mentorships:home", {}, ""),
]
#: Counting a quarter is a report, not a list: shown, but not held to the promise. Nor is what shows one thing.
NO_LIST = {"evaluation:report", "matching:round", "programmes:steps"}


def main() -> int:
    options = arguments()
    folder = tempfile.mkdtemp(prefix="alongside-benchmark-")
    try:
        prepare(folder, options.database)
        return measure(options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--mentorships", type=int, default=5_000)
    parser.add_argument("--sessions", type=int, default=200_000)
    parser.add_argument("--database", default="", help="an empty PostgreSQL database to fill, as a URL; without it SQLite in a temporary folder")
    parser.add_argument("--strict", action="store_true", help=f"exit 1 if a list or Today takes over {MOST_MS} ms")
    parser.add_argument("page", nargs="*", help="only pages whose name or route holds this word")
    return parser.parse_args()


def prepare(folder: str, database: str = "") -> None:
    """Django on a database of its own, that nobody else sees."""
    for name in ("DATABASE_URL", "ALONGSIDE_URL", "ALONGSIDE_BIND", "ALONGSIDE_DEMO"):
        os.environ.pop(name, None)
    os.environ |= {
        "ALONGSIDE_VAR": f"{folder}/data",
        "ALONGSIDE_SECRETS": f"{folder}/secrets",
        "DJANGO_SETTINGS_MODULE": "alongside.site.settings",
    }
    if database:
        os.environ["DATABASE_URL"] = database
    os.makedirs(f"{folder}/data/static")
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    import django
    from django.conf import settings

    settings.REQUIRE_SECOND_FACTOR = False
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    django.setup()


def measure(options) -> int:
    from benchmarks import data
    from benchmarks.bare import bare_page
    from django.core.management import call_command
    from django.urls import NoReverseMatch, reverse

    call_command("migrate", verbosity=0, interactive=False)
    began = time.perf_counter()
    known = data.build(options.people, options.mentorships, options.sessions)
    analyse()
    print(
        f"{options.people:,} people, {options.mentorships:,} mentorships and {known['sessions']:,} meetings on "
        f"{'PostgreSQL' if options.database else 'SQLite'}, "
        f"written in {time.perf_counter() - began:.0f} s. Median of {RUNS}.\n"
    )
    with bare_page() as (client, path):
        ms, bare, queries = timed(client, path)
    print(f"{'page':<38} {'ms':>8} {'cpu ms':>8} {'x bare':>7} {'queries':>8} {'KB':>6}")
    print(f"{'A bare Django page':<38} {ms:8.2f} {bare:8.2f} {1:7.0f} {queries:8}")
    clients = {role: signed_in(known[role]) for role in ("coordinator", "mentor", "mentee")}
    slow = []
    for name, role, route, ids, query in PAGES:
        if options.page and not any(word.lower() in f"{name} {route}".lower() for word in options.page):
            continue
        values = {key: value[1:] if value.startswith("=") else known[value] for key, value in ids.items()}
        try:
            path = reverse(route, kwargs=values) + (f"?{query}" if query else "")
        except NoReverseMatch:
            print(f"{name:<38} skipped: there is no route {route} yet")
            continue
        answer = clients[role].get(path)
        if answer.status_code != 200:
            where = f" to {answer.url}" if answer.status_code in (301, 302) else ""
            print(f"{name:<38} skipped: answers {answer.status_code}{where}")
            continue
        ms, cpu, queries = timed(clients[role], path)
        note = ""
        if min(ms, cpu) > MOST_MS and route not in NO_LIST:
            slow.append(name)
            note = f"  over {MOST_MS} ms"
        print(f"{name:<38} {ms:8.1f} {cpu:8.1f} {cpu / bare:7.0f} {queries:8} {len(answer.content) / 1024:6.1f}{note}", flush=True)
    if slow:
        print(f"\nOver {MOST_MS} ms: {', '.join(slow)}.")
    return 1 if slow and options.strict else 0


def analyse() -> None:
    """What PostgreSQL learns by itself while so much is written; SQLite learns nothing by itself, here as in use."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def signed_in(account):
    from django.conf import settings
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def timed(client, path: str) -> tuple[float, float, int]:
    """(median milliseconds, median of processor time, queries) of GET `path`, templates and names being warm.

    On a machine that does other things as well, the processor time says more: SQLite works inside this process.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(WARM_UPS):
        client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    # Now, because the next request empties the log that `captured` looks into.
    queries = len(captured)
    took, worked = [], []
    for _ in range(RUNS):
        began, began_work = time.perf_counter(), time.process_time()
        client.get(path)
        took.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - began_work) * 1000)
    return statistics.median(took), statistics.median(worked), queries


if __name__ == "__main__":
    sys.exit(main())
