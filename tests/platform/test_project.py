"""The project as Django sees it: migrations written, checks silent, settings sound beyond one's own machine."""

import os
import subprocess
import sys

import pytest
from django.core.management import call_command

from alongside.site.settings import ROOT


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    try:
        call_command("makemigrations", "--check", "--dry-run", verbosity=1)
    except SystemExit:
        pytest.fail("A model changed without a migration: ./alongside manage makemigrations")


def test_migrations_of_a_room_form_one_line():
    """Two people who each write a 0002 find it out here, not at somebody's update."""
    from django.db.migrations.loader import MigrationLoader

    assert MigrationLoader(None).detect_conflicts() == {}


def test_deploying_brings_no_warning(tmp_path):
    """Django's own list for a server that others reach."""
    done = subprocess.run(
        [sys.executable, "-m", "alongside", "check", "--deploy", "--fail-level", "WARNING"],
        env={
            **{key: value for key, value in os.environ.items() if not key.startswith(("ALONGSIDE_", "DJANGO_"))},
            "ALONGSIDE_URL": "https://mentors.example.org",
            "ALONGSIDE_VAR": str(tmp_path / "run"),
            "PYTHONPATH": str(ROOT / "src"),
        },
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
