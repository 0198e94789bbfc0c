"""What the build rules look at: our files, templates, models and forms. Whatever exists is scanned."""

import ast
import importlib
import pkgutil
import re
import subprocess
from functools import cache
from pathlib import Path

import alongside

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "alongside"
#: From top to bottom, as in `.importlinter`.
ROOMS = ["site", "privacy", "evaluation", "safeguarding", "matching", "mentorships", "programmes", "people", "foundation"]


@cache
def tracked() -> list[Path]:
    """Files that are, or are about to be, part of the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True
    )
    if listed.returncode:
        # A copy without its history: look at everything that is not made by running it.
        made = {".venv", "var", "__pycache__", ".git", ".pytest_cache", ".ruff_cache", ".hypothesis"}
        return [p for p in ROOT.rglob("*") if p.is_file() and not made & set(p.relative_to(ROOT).parts)]
    return sorted(path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file())


def name(path: Path) -> str:
    """A file's name as a reader would say it."""
    return path.relative_to(ROOT).as_posix()


@cache
def python_files() -> list[Path]:
    """Our Python, without migrations."""
    return [p for p in tracked() if p.suffix == ".py" and "migrations" not in p.parts]


@cache
def product_files() -> list[Path]:
    return [p for p in python_files() if PACKAGE in p.parents]


@cache
def templates() -> list[Path]:
    return [p for p in tracked() if PACKAGE in p.parents and "templates" in p.parts and p.suffix in {".html", ".txt", ".svg"}]


@cache
def style_sheets() -> list[Path]:
    return [p for p in tracked() if p.suffix == ".css" and PACKAGE in p.parents and "vendor" not in p.parts]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def models():
    """Our own models, abstract ones aside."""
    from django.apps import apps

    return [m for m in apps.get_models() if m.__module__.startswith("alongside.")]


@cache
def forms() -> list[type]:
    """Our own form classes, wherever they stand."""
    from django.forms import BaseForm

    found = set()
    for module in pkgutil.walk_packages(alongside.__path__, "alongside."):
        if re.search(r"\.(forms|adapter)(\.|$)", module.name):
            members = vars(importlib.import_module(module.name)).values()
            found |= {m for m in members if isinstance(m, type) and issubclass(m, BaseForm) and m.__module__ == module.name}
    return sorted(found, key=lambda form: (form.__module__, form.__name__))
