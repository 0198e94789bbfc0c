"""What lies on disk while a sheet is on its way in: the upload, its rows laid out, and the trial's result.

All of it is in one folder of `settings.UPLOADS`, named by the run's id and open to nobody else; it goes with undo.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings

from alongside.foundation.ids import new_id
from alongside.programmes.sheets import Sheet, read

#: Up to this many bytes a sheet is read and tried while the person waits; a longer one by the worker.
SMALL = 400_000


def folder(run_id: UUID) -> Path:
    return Path(settings.UPLOADS) / str(run_id)


def lay_down(run_id: UUID, pieces: Iterable[bytes]) -> str:
    """Write the upload, readable by this user only. Returns its SHA-256."""
    place = folder(run_id)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    with open(place / "upload", "wb", opener=private) as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


def private(path, flags) -> int:
    """Opens a file for its owner only."""
    return os.open(path, flags, 0o600)


def is_small(run_id: UUID) -> bool:
    """Whether reading it takes no longer than a person waits for a page."""
    try:
        return (folder(run_id) / "upload").stat().st_size <= SMALL
    except OSError:
        return True


def exists(run_id: UUID) -> bool:
    return (folder(run_id) / "upload").exists()


def open_sheet(run_id: UUID, name: str, sheet: str = "") -> Sheet:
    """The sheet in the upload. A workbook's rows stay laid out beside it for the next time. Raises Refused."""
    return read(folder(run_id) / "upload", name, sheet=sheet, keep_in=folder(run_id) / "rows")


def drop(run_id: UUID) -> None:
    """Delete everything that lies here for this run. Twice is harmless."""
    shutil.rmtree(folder(run_id), ignore_errors=True)


def write_results(place: Path, lines: Iterable[dict]) -> None:
    """Keep the trial's lines, whole or not at all: a second trial at the same time replaces them in one go."""
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = place / f"trial-{new_id()}"
    try:
        with open(unfinished, "w", encoding="utf-8", opener=private) as file:
            for line in lines:
                file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
        os.replace(unfinished, place / "trial.jsonl")
    finally:
        unfinished.unlink(missing_ok=True)


def results(place: Path) -> Iterator[dict]:
    """The trial's lines in the order of the sheet, one at a time."""
    with open(place / "trial.jsonl", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def results_from(run_id: UUID, at: int, most: int) -> tuple[list[dict], int]:
    """At most `most` lines from byte `at` on, and where the next ones begin."""
    lines = []
    with open(folder(run_id) / "trial.jsonl", "rb") as file:
        file.seek(at)
        for _number in range(most):
            line = file.readline()
            if not line:
                break
            lines.append(json.loads(line))
        return lines, file.tell()


def strays(is_known: Callable[[UUID], bool], older_than: float) -> Iterator[UUID]:
    """Folders that belong to no run, as after a stop between the upload and its row. older_than: seconds since 1970."""
    place = Path(settings.UPLOADS)
    for entry in place.iterdir() if place.exists() else ():
        try:
            run_id = UUID(entry.name)
        except ValueError:
            continue
        if entry.stat().st_mtime < older_than and not is_known(run_id):
            yield run_id
