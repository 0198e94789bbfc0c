"""What whoever leads a restricted note should do today. No row says what it is about."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.foundation.due import Due
from alongside.foundation.templatetags import dates
from alongside.safeguarding.access import notes_for
from alongside.safeguarding.models import NoteEntry, NoteStep

#: Rows that Today can hold; the oldest come first, the rest follow when these are done.
MOST = 20


def due(principal) -> list[Due]:
    """New notes, days for looking again that have come, and steps that were to be done. One query."""
    if not principal.holds("coordinator", "safeguarding"):
        return []
    entries = NoteEntry.objects.filter(note=OuterRef("pk"))
    steps = NoteStep.objects.filter(note=OuterRef("pk"))
    found = notes_for(principal).open().filter(lead_id=principal.account.pk).annotate(
        review_on=Subquery(entries.filter(review_on__isnull=False).order_by("-at", "-id").values("review_on")[:1]),
        step_by=Subquery(steps.filter(done_at=None).order_by("by_when").values("by_when")[:1]),
        is_touched=Exists(entries.filter(by=principal.account)) | Exists(steps),
    )
    rows = []
    for note in found.order_by("reported_at")[:MOST]:
        zone = ZoneInfo(note.programme.time_zone)
        today = clock.today(note.programme.time_zone)
        url = reverse("safeguarding:note", args=[note.pk])
        days = [day for day in (note.review_on, note.step_by) if day is not None and day <= today]
        if days:
            since = datetime.combine(min(days), datetime.min.time(), tzinfo=zone)
            why = _("A day that you set in a note has come: %(day)s.") % {"day": dates.when(min(days), "date")}
            rows.append(Due("waiting", (), why, url, _("Open the note"), since))
        elif not note.is_touched:
            local = note.reported_at.astimezone(zone).replace(tzinfo=None)
            why = _("A note that you lead came in %(ago)s. Nothing is written or planned yet.") % {"ago": dates.ago(local)}
            rows.append(Due("waiting", (), why, url, _("Open the note"), note.reported_at))
    return rows
