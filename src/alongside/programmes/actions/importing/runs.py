"""What a person decides about a sheet: what it is, which column is what, who is who, and that it may begin.

Each decision is one short transaction; reading and trying come after it (`trying.try_soon`).
"""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock, jobs
from alongside.people.access import NotAllowed
from alongside.programmes import access
from alongside.programmes.actions.importing import files, trying
from alongside.programmes.actions.importing.known import fingerprint
from alongside.programmes.models import ImportRun, Programme
from alongside.programmes.sheets import Mapping

#: Where people of a sheet stand when they come in.
STANDS = ("applied", "screening", "accepted")


def receive(*, run_id: UUID, programme: Programme, name: str, digest: str, facts: dict | None, by) -> ImportRun:
    """A sheet has been laid down under `run_id`. facts: what it holds, None while nobody has read it. Raises NotAllowed.

    The programme is provisional until `settle`: a run belongs to one from the start, so that nobody else sees it.
    """
    access.check_can_import(by, programme.pk)
    with transaction.atomic():
        run = ImportRun.objects.create(
            id=run_id, programme=programme, file_name=name[:200], file_hash=digest,
            by=by.account if by is not None else None, rows_total=facts["rows"] if facts else 0,
            columns=(facts or {}) | {"work": "" if facts else "reading"},
        )  # fmt: skip
        if facts is None and by is not None:
            trying.try_soon(run)
        audit.record(by=by, action="sheet chosen", target=run)
    return run


def settle(*, run: ImportRun, programme: Programme, side: str, stand: str, sheet: str = "", by) -> ImportRun:
    """Say whose list it is. A change throws the old mapping away, for other columns are asked. Raises NotAllowed."""
    access.check_can_import(by, programme.pk)
    with transaction.atomic():
        run = _open(run)
        same = (run.programme_id, run.side, run.columns.get("sheet", "")) == (programme.pk, side, sheet or run.columns.get("sheet", ""))
        run.programme, run.side = programme, side
        if not same:
            run.mapping = {}
        run.columns = _without_trial(run.columns) | {"sheet": sheet or run.columns.get("sheet", ""), "stand": stand, "work": "trying"}
        run.save(update_fields=["programme", "side", "mapping", "columns"])
        if by is not None:
            trying.try_soon(run)
    return run


def map_columns(*, run: ImportRun, mapping: Mapping, by) -> bool:
    """Keep what each column becomes. Returns whether that changed anything, so that a new trial is due. Raises NotAllowed."""
    access.check_can_import(by, run.programme_id)
    with transaction.atomic():
        run = _open(run)
        before = trying.key_of(run)
        run.mapping = mapping.as_json()
        if trying.key_of(run) == before and run.columns.get("trial", {}).get("key") == before:
            return False
        run.columns = run.columns | {"work": "trying"}
        run.save(update_fields=["mapping", "columns"])
        trying.try_soon(run)
    return True


def decide(*, run: ImportRun, number: int, answer: str, person_id: UUID | None, by) -> None:
    """Say whether row `number` is somebody who is here: "same" as `person_id`, "other" person, or "leave" it out."""
    access.check_can_import(by, run.programme_id)
    with transaction.atomic():
        run = _open(run)
        decisions = run.columns.get("decisions", {}) | {str(number): [answer, str(person_id or "")]}
        run.columns = run.columns | {"decisions": decisions}
        run.save(update_fields=["columns"])


def decide_all(*, run: ImportRun, answer: str, by) -> None:
    """Answer for all rows that are asked about and have no answer of their own; "" takes that back. Raises NotAllowed.

    "same" holds for rows only that have both the name and a way to reach somebody in common.
    """
    access.check_can_import(by, run.programme_id)
    with transaction.atomic():
        run = _open(run)
        run.columns = run.columns | {"decide_all": answer}
        run.save(update_fields=["columns"])


def begin(*, run: ImportRun, key: str, by) -> bool:
    """Let the rows that are ready come in, soon. `key`: the trial that the person has seen. A second click changes nothing.

    Returns False if somebody came or went, or a column changed, since that trial: then another one is due first.
    Raises NotAllowed.
    """
    access.check_can_import(by, run.programme_id)
    with transaction.atomic():
        Programme.objects.select_for_update().get(pk=run.programme_id)
        standing = ImportRun.objects.select_for_update(of=("self",)).select_related("by", "programme").get(pk=run.pk)
        if standing.started_at:
            return True
        _check_file(standing)
        seen = standing.columns.get("trial", {})
        current = fingerprint(trying.home_of(standing), standing.programme)
        if seen.get("key") != key or key != trying.key_of(standing) or seen.get("fingerprint") != current:
            standing.columns = standing.columns | {"work": "trying"}
            standing.save(update_fields=["columns"])
            if by is not None:
                trying.try_soon(standing)
            return False
        busy = ImportRun.objects.filter(
            programme_id=run.programme_id, started_at__isnull=False, finished_at=None, undone_at=None
        )
        if busy.exists():
            raise NotAllowed(_("Another sheet is being taken in just now. Wait until it is done, then take this one in."))
        counts = seen["counts"]
        standing.started_at, standing.rows_done, standing.rows_total = clock.now(), 0, sum(counts.values())
        standing.columns = standing.columns | {"work": "taking", "at": 0}
        standing.save(update_fields=["started_at", "rows_done", "rows_total", "columns"])
        trying.remember(standing)
        audit.record(by=by, action="sheet begun", target=standing)
        if by is not None:
            jobs.enqueue("alongside.programmes.actions.importing.take_batch", run_id=run.pk)
    return True


def go_on(*, run: ImportRun, by) -> None:
    """Go on with a run that stopped on the way, at the row where it stopped. Raises NotAllowed."""
    access.check_can_import(by, run.programme_id)
    with transaction.atomic():
        standing = ImportRun.objects.select_for_update().get(pk=run.pk)
        if not standing.failed_with or standing.finished_at or standing.undone_at:
            return
        standing.failed_with = ""
        standing.save(update_fields=["failed_with"])
        what = "undo_batch" if standing.columns.get("work") == "undoing" else "take_batch"
        jobs.enqueue(f"alongside.programmes.actions.importing.{what}", run_id=run.pk)


def _open(run: ImportRun) -> ImportRun:
    """The run as it stands, held. Raises NotAllowed if it has begun or its file is gone."""
    standing = ImportRun.objects.select_for_update(of=("self",)).select_related("by", "programme").get(pk=run.pk)
    if standing.started_at:
        raise NotAllowed(_("This sheet is being taken in already. Nothing was changed."))
    _check_file(standing)
    return standing


def _check_file(run: ImportRun) -> None:
    if run.file_deleted_at or not files.exists(run.pk):
        raise NotAllowed(_("The file is not kept any more. Choose it again."))


def _without_trial(columns: dict) -> dict:
    return {key: part for key, part in columns.items() if key not in ("trial", "decisions", "decide_all", "left_out", "refusal")}
