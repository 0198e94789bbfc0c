"""Translations of the interface: compiled at start-up, so that no compiled catalogue is committed.

GNU gettext is needed by translators only (`makemessages`); whoever runs or tests Alongside needs nothing.
"""

import os
from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parent.parent


def catalogues() -> list[Path]:
    """Our own .po files."""
    return sorted((PACKAGE / "locale").glob("*/LC_MESSAGES/*.po"))


def compile_all() -> int:
    """Compile each catalogue that changed since it was last compiled. Returns how many.

    Safe to call from several processes: a finished file replaces the old one in one step.
    """
    changed = 0
    for source in catalogues():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns == source.stat().st_mtime_ns:
            continue
        unfinished = target.with_suffix(f".{os.getpid()}.tmp")
        polib.pofile(str(source)).save_as_mofile(str(unfinished))
        stat = source.stat()
        # The same moment as its source, so that an older catalogue that comes back by git is seen too.
        os.utime(unfinished, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        unfinished.replace(target)
        changed += 1
    return changed
