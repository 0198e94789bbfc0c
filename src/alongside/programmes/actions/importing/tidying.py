"""The upload is deleted when undo ends, and with it everything that was written about single rows."""

import time
from datetime import timedelta

from django.db.models import Q

from alongside.foundation import clock
from alongside.programmes.actions.importing import files
from alongside.programmes.models import ImportedRow, ImportRun

#: Days after which a run can't be undone any more.
KEPT_FOR = 14
#: Days after which a sheet that nobody took in is forgotten.
ABANDONED = 7
BATCH = 2000


def tidy() -> None:
    """Called by the tick. One query while there is nothing to do."""
    now = clock.now()
    over = Q(finished_at__lt=now - timedelta(days=KEPT_FOR)) | Q(undone_at__isnull=False)
    for run in ImportRun.objects.filter(over, file_deleted_at=None)[:5]:
        files.drop(run.pk)
        forget(run)
    for run in ImportRun.objects.filter(started_at=None, uploaded_at__lt=now - timedelta(days=ABANDONED))[:50]:
        files.drop(run.pk)
        run.delete()
    for run_id in list(files.strays(_is_known, time.time() - 86_400))[:50]:
        files.drop(run_id)


def _is_known(run_id) -> bool:
    return ImportRun.objects.filter(pk=run_id, file_deleted_at=None).exists()


def forget(run: ImportRun) -> None:
    """Clear what rows and columns held, keep what became of them. Short statements, harmless to repeat."""
    last = run.rows.order_by("-number").values_list("number", flat=True).first() or 0
    for start in range(0, last + 1, BATCH):
        ImportedRow.objects.filter(run=run, number__gte=start, number__lt=start + BATCH).update(data={}, problems=[])
    run.refresh_from_db()
    run.columns = {"counts": run.columns.get("trial", {}).get("counts", {}), "work": ""}
    run.mapping = {}
    run.file_deleted_at = clock.now()
    run.save(update_fields=["columns", "mapping", "file_deleted_at"])
