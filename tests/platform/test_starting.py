"""`./alongside run`, for real: a data folder of its own, a free port, signals."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from alongside.foundation import address, languages
from alongside.foundation.models import Installation

ROOT = Path(__file__).resolve().parents[2]
OURS = ("ALONGSIDE_", "DATABASE_URL", "DJANGO_", "PYTHONPATH")


@pytest.fixture
def environment(tmp_path):
    """The environment of somebody who has just cloned Alongside, with data in a temporary folder."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
    return clean | {"ALONGSIDE_VAR": str(tmp_path / "var"), "ALONGSIDE_VENV": sys.prefix}


@pytest.fixture
def start(environment):
    """Start `./alongside` with arguments; whatever still runs at the end is ended."""
    started = []

    def start(*arguments, **changes):
        process = subprocess.Popen(
            [ROOT / "alongside", *arguments],
            cwd=ROOT,
            env=environment | changes,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # Whoever runs the tests so that they outlive a closed window would hand that down.
            preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.stdout.close()


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def answer(port: str, path: str = "/") -> int:
    """The status of a page, once the server listens."""
    limit = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=10) as got:
                return got.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            assert time.monotonic() < limit, "the server did not start"
            time.sleep(0.1)


def test_run_serves_keeps_its_data_and_stops_at_a_signal(start, tmp_path):
    port = free_port()
    server = start("run", "--port", port)
    assert answer(port) == 200
    second = start("run", "--port", free_port())
    refused, _nothing = second.communicate(timeout=60)
    assert "already runs" in refused
    assert "invitations/open" not in refused, "a refused start would end the link that somebody holds"
    assert second.returncode == 1

    before = time.monotonic()
    server.send_signal(signal.SIGTERM)
    said, _nothing = server.communicate(timeout=10)
    assert server.returncode == 0
    assert time.monotonic() - before < 2
    assert f"http://localhost:{port}" in said
    assert "Setting up (3 of 4)" in said
    assert "127.0.0.1" not in said
    assert "Traceback" not in said

    var = tmp_path / "var"
    assert (var / "run" / "alongside.sqlite3").exists()
    assert var.joinpath("secrets-run").stat().st_mode & 0o777 == 0o700
    assert [f.stat().st_mode & 0o777 for f in var.joinpath("secrets-run").iterdir()] == [0o600]

    moved = start("run", "--port", free_port(), ALONGSIDE_URL="https://mentors.example.org")
    said, _nothing = moved.communicate(timeout=60)
    assert moved.returncode == 1
    assert "belongs to localhost" in said

    again = start("run", "--port", port)
    assert answer(port) == 200
    again.send_signal(signal.SIGINT)
    said, _nothing = again.communicate(timeout=10)
    assert again.returncode == 0
    assert "Setting up" not in said


def test_a_port_in_use_is_told_before_anything_is_set_up(start, tmp_path):
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        somebody.listen()
        port = str(somebody.getsockname()[1])
        refused = start("run", "--port", port)
        said, _nothing = refused.communicate(timeout=60)
    assert refused.returncode == 1
    assert f"Port {port} can't be used" in said
    assert "invitations/open" not in said
    assert not (tmp_path / "var" / "run" / "alongside.sqlite3").exists()


def test_of_two_starts_at_once_one_serves_and_one_says_why_not(start):
    ports = [free_port(), free_port()]
    both = [start("run", "--port", port) for port in ports]
    limit = time.monotonic() + 60
    while all(process.poll() is None for process in both):
        assert time.monotonic() < limit, "neither gave way"
        time.sleep(0.1)
    [loser] = [process for process in both if process.poll() is not None]
    said, _nothing = loser.communicate()
    assert loser.returncode == 1
    assert "already runs" in said
    assert "Traceback" not in said
    assert answer(ports[1 - both.index(loser)]) == 200


def test_a_closed_window_stops_the_server(start):
    """gunicorn takes a hang-up for "read your settings anew" and would go on where nobody can press Ctrl+C."""
    port = free_port()
    server = start("run", "--port", port)
    assert answer(port) == 200
    server.send_signal(signal.SIGHUP)
    server.communicate(timeout=10)
    assert server.returncode == 0


def test_packages_whose_setting_up_was_cut_short_are_set_up_anew(start, tmp_path):
    """Stopped between Python and pip, a folder has a Python that works and can install nothing."""
    half = tmp_path / "half"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", half], check=True)
    stub = tmp_path / "bin" / "python3"
    stub.parent.mkdir()
    stub.write_text(f'#!/bin/sh\ncase "$*" in "-m venv"*) echo "made anew"; exit 1;; esac\nexec {sys.executable} "$@"\n')
    stub.chmod(0o755)
    process = start("run", ALONGSIDE_VENV=str(half), PATH=f"{stub.parent}:{os.environ['PATH']}")
    said, _nothing = process.communicate(timeout=60)
    assert "made anew" in said
    assert "could not be installed" not in said


@pytest.mark.parametrize(
    ("arguments", "changes", "sentence"),
    [
        (["run"], {"ALONGSIDE_BIND": "0.0.0.0"}, "Set ALONGSIDE_URL"),
        (["run"], {"ALONGSIDE_URL": "http://mentors.example.org"}, "needs HTTPS"),
        (["run", "--port", "many"], {}, "not a number"),
        (["run", "--reset"], {}, "keeps its data"),
        (["dance"], {}, "help"),
    ],
)
def test_what_stops_a_start_is_told_in_one_sentence(start, arguments, changes, sentence):
    process = start(*arguments, **changes)
    said, _nothing = process.communicate(timeout=60)
    assert process.returncode != 0
    assert sentence in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "http://localhost:8000"),
        ({"ALONGSIDE_PORT": "9000"}, "http://localhost:9000"),
        ({"ALONGSIDE_URL": "https://mentors.example.org/"}, "https://mentors.example.org"),
        ({"ALONGSIDE_URL": "https://mentors.example.org", "ALONGSIDE_BIND": "0.0.0.0"}, "https://mentors.example.org"),
        ({"ALONGSIDE_URL": "http://localhost:9000"}, "http://localhost:9000"),
    ],
)
def test_the_address_people_use(monkeypatch, given, expected):
    for key in ("ALONGSIDE_URL", "ALONGSIDE_BIND", "ALONGSIDE_PORT"):
        monkeypatch.delenv(key, raising=False)
    for key, value in given.items():
        monkeypatch.setenv(key, value)
    assert address.url() == expected


@pytest.mark.parametrize(
    "given",
    [
        {"ALONGSIDE_URL": "http://mentors.example.org"},
        {"ALONGSIDE_URL": "http://localhost:8000", "ALONGSIDE_BIND": "0.0.0.0"},
        {"ALONGSIDE_BIND": "192.0.2.1"},
        {"ALONGSIDE_BIND": "::"},
        {"ALONGSIDE_URL": "https://192.0.2.1"},
        {"ALONGSIDE_URL": "https://mentors.example.org/path"},
        {"ALONGSIDE_URL": "mentors.example.org"},
        {"ALONGSIDE_PORT": "0"},
    ],
)
def test_addresses_that_are_refused(monkeypatch, given):
    for key in ("ALONGSIDE_URL", "ALONGSIDE_BIND", "ALONGSIDE_PORT"):
        monkeypatch.delenv(key, raising=False)
    for key, value in given.items():
        monkeypatch.setenv(key, value)
    with pytest.raises(address.WrongAddress):
        address.url()


def test_a_database_with_real_people_is_never_renewed(start):
    demo = {"ALONGSIDE_DEMO": "1"}
    made = start("manage", "migrate", "--verbosity", "0", **demo)
    assert made.wait(60) == 0, made.stdout.read()
    somebody = start(
        "manage",
        "shell",
        "--no-imports",
        "-c",
        "from django.contrib.auth import get_user_model as m; m().objects.create_user('ines@example.org', 'a long enough password')",
        **demo,
    )
    assert somebody.wait(60) == 0, somebody.stdout.read()
    reset = start("demo", "--reset", "--port", free_port())
    said, _nothing = reset.communicate(timeout=60)
    assert reset.returncode == 1
    assert "isn't stamped as a demo" in said


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "https://mentors.example.org", "mentors.example.org/", "192.0.2.1", "Mentors.org", "a b"])
def test_only_a_domain_can_be_moved_to(typed):
    """Its passkeys are removed with it, so a slip of the keyboard must not get that far."""
    Installation.set("domain", "localhost")
    with pytest.raises(CommandError, match="not a domain"):
        call_command("move_to_domain", typed)
    assert Installation.get("domain") == "localhost"


@pytest.mark.django_db
def test_moving_to_a_domain_is_said_and_kept(capsys):
    call_command("move_to_domain", "mentors.example.org")
    assert Installation.get("domain") == "mentors.example.org"
    assert "Moved to mentors.example.org" in capsys.readouterr().out


def test_help_names_the_command_as_it_is_typed(start):
    process = start("manage", "move_to_domain", "--help")
    said, _nothing = process.communicate(timeout=60)
    assert "usage: alongside manage move_to_domain" in said


def test_a_program_that_may_not_be_written_says_what_to_do(monkeypatch):
    def refuse():
        raise PermissionError(13, "Permission denied", "/srv/alongside/locale/ar/django.mo")

    monkeypatch.setattr(languages, "compile_all", refuse)
    with pytest.raises(CommandError, match="/srv/alongside/locale/ar. Let somebody .* compile_languages"):
        call_command("prepare", "--database-only")
