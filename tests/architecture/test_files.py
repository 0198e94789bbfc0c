"""Files: short, named by what they answer, free of machine paths and of hidden wiring."""

import ast
import re

import pytest
from django.apps import apps

from tests.architecture.sources import ROOT, name, product_files, python_files, tracked, tree

LONGEST = 400
BANNED_NAMES = {"utils.py", "helpers.py", "services.py", "signals.py", "common.py", "misc.py"}
NEVER_COMMITTED = re.compile(r"(\.mo|\.pyc|\.sqlite3|\.pid|\.log)$|(^|/)(uv\.lock|pylock\.toml|package(-lock)?\.json|poetry\.lock)$|^var/")
#: Written in two pieces, so that this file doesn't find itself.
MACHINE_PATHS = re.compile(
    r"(?<![\w.])(?:" + "|".join(["/ro" + "ot/", "/wo" + "rk/", "/home/" + r"[a-z]", "/opt/" + "pypi", "/Use" + "rs/[A-Za-z]"]) + ")"
)
REGISTRIES = re.compile("|".join(["py" + r"pi\.org", "pythonhosted" + r"\.org", "registry\\.npm" + r"js", "--extra-" + "index-url", "--find-" + "links", "deb\\.debi" + r"an\.org"]))


def test_python_files_stop_at_400_lines():
    long = {name(p): n for p in python_files() if (n := len(p.read_text().splitlines())) > LONGEST}
    assert long == {}


def test_no_file_is_a_drawer_for_anything():
    assert [name(p) for p in python_files() if p.name in BANNED_NAMES] == []


def test_what_is_made_by_running_is_not_committed():
    assert [name(p) for p in tracked() if NEVER_COMMITTED.search(name(p))] == []


def readable():
    for path in tracked():
        if path.suffix not in {".woff2", ".png", ".jpg", ".xlsx", ".pdf", ".ttf", ".ico", ".webp"}:
            yield path, path.read_text(errors="ignore")


def test_no_file_names_a_machine_or_a_registry():
    found = []
    for path, text in readable():
        for pattern in (MACHINE_PATHS, REGISTRIES):
            found += [f"{name(path)}: {match.group()}" for match in pattern.finditer(text)]
    assert not found, found


def test_nothing_is_wired_by_signals():
    """`connection_created` and its like are hidden callers; actions call what follows by name."""
    wired = []
    for path in product_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and node.module and (
                node.module.endswith(".signals") or node.module == "django.dispatch"
            ):
                wired.append(f"{name(path)}: {node.module}")
    assert not wired, wired


def fetches(module: ast.Module, managers: set[str]) -> list[ast.AST]:
    """Where a piece of Python goes to the database by itself."""
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr in managers:
            found.append(node)
        if isinstance(node, ast.Name) and node.id in {"get_object_or_404", "get_list_or_404"}:
            found.append(node)
        if isinstance(node, ast.ImportFrom) and node.module == "django.db":
            found.append(node)
    return found


def test_views_never_fetch_by_themselves():
    """Objects come from `access.<thing>_for(principal, …)`, which asks who is asking."""
    managers = {manager.name for model in apps.get_models() for manager in model._meta.managers}
    managers |= {"objects", "_default_manager", "_base_manager"}
    assert "include_unfinished" in managers
    found = [
        f"{name(path)}:{node.lineno} {ast.unparse(node)}"
        for path in product_files()
        if "views" in path.parts or path.name == "views.py"
        for node in fetches(tree(path), managers)
    ]
    assert not found, found


@pytest.mark.parametrize(
    "source",
    [
        "Person.objects.all()", "Person._base_manager.get(pk=pk)", "Enrolment.include_unfinished.all()",
        "get_object_or_404(Person, pk=pk)", "from django.db import connection",
    ],
)  # fmt: skip
def test_ways_to_fetch_are_recognised(source):
    assert fetches(ast.parse(source), {"objects", "_base_manager", "include_unfinished"})


#: What talks to other machines -> where it may stand.
TALKS = {"urllib.request", "http.client", "socket", "smtplib", "ftplib", "requests", "httpx", "aiohttp", "urllib3"}
MAY_TALK = {
    "src/alongside/foundation/management/starting.py": "asks whether the port is free",
    "src/alongside/foundation/sms.py": "hands text messages to the gateway that an administrator set up; none by default",
}


def test_nothing_asks_another_machine():
    """Only mail leaves, by Django's own backend, and text messages, where somebody set a gateway up."""
    found = []
    for path in product_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import):
                modules = {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules = {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            else:
                continue
            found += [f"{name(path)}: {module}" for module in modules & TALKS]
    assert [line for line in found if line.split(":")[0] not in MAY_TALK] == []


def test_our_scripts_ask_no_other_machine():
    scripts = [path for path in tracked() if path.suffix == ".js" and "vendor" not in path.parts]
    assert scripts
    found = [f"{name(p)}: {m.group()}" for p in scripts for m in re.finditer(r"""["'`](?:(?:https?|wss?):)?//[^"'`]*""", p.read_text())]
    assert found == []


def test_notes_to_do_name_an_issue():
    found = []
    for path in product_files():
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if re.search(r"#.*\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b(?!.*#\d)", line):
                found.append(f"{name(path)}:{number}")
    assert not found, found


def test_the_locks_hold_checksums_and_no_address():
    for lock in ("run", "postgres", "dev"):
        text = (ROOT / "requirements" / f"{lock}.txt").read_text()
        assert "://" not in text
        pinned = re.findall(r"^[A-Za-z0-9._-]+==\S+.*$", text, flags=re.M)
        assert pinned
        assert all(line.endswith("\\") for line in pinned), "a package without a checksum"


def test_the_locks_are_what_pyproject_asks_for():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = {
        "run": project["project"]["dependencies"],
        "postgres": project["project"]["optional-dependencies"]["postgres"],
        "dev": project["dependency-groups"]["dev"],
    }
    for lock, wanted in asked.items():
        locked = set(re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements" / f"{lock}.txt").read_text(), flags=re.M))
        names = {re.match(r"[A-Za-z0-9._-]+", line).group().lower() for line in wanted}
        assert names <= locked, f"requirements/{lock}.txt lacks {names - locked}: run requirements/lock"
