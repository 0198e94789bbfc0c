from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.fields import PersonalField, SpecialJSONField
from alongside.foundation.ids import new_id
from alongside.foundation.records import Record
from alongside.people.models import Organisation, Person
from alongside.programmes.models.programme import Programme, Side


class ImportRun(models.Model):
    """A sheet on its way in: uploaded, mapped, tried, taken in, perhaps undone.

    The upload lies in the uploads folder under this row's id and is deleted when undo ends.
    People taken in are invisible (`ImportedRow.person` enrolments carry `imported_in`) until `finished_at`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="import_runs")
    side = models.CharField(max_length=6, choices=Side, blank=True)
    file_name = PersonalField(max_length=200)
    file_hash = models.CharField(max_length=64)
    mapping = SpecialJSONField()
    columns = SpecialJSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_at = models.DateTimeField(default=clock.now)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    file_deleted_at = models.DateTimeField(null=True, blank=True)
    failed_with = models.CharField(max_length=200, blank=True)

    record = Record(
        holder=None,
        plain={"side": "a code", "file_hash": "a digest", "failed_with": "our own sentence"},
        keep="its rows go with the upload, when undo ends",
    )

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self):
        return str(self.pk)


class ImportedRow(models.Model):
    """What became of one row of the sheet."""

    class Outcome(models.TextChoices):
        READY = "ready", _("Ready")
        REFUSED = "refused", _("Needs you")
        ASK = "ask", _("Perhaps here already")
        TAKEN = "taken", _("Taken in")
        SAME = "same", _("Here already, unchanged")
        SPARED = "spared", _("Kept at undo: used since")
        UNDONE = "undone", _("Undone")
        LEFT = "left", _("Left out by you")

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome)
    data = SpecialJSONField()
    problems = SpecialJSONField(default=list)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    perhaps = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_person = models.BooleanField(default=False)
    made_enrolment = models.BooleanField(default=False)

    record = Record(holder="person", plain={"outcome": "a code"})

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="a_row_once_per_run")]

    def __str__(self):
        return f"{self.run_id} {self.number}"


class RememberedMapping(models.Model):
    """How this organisation's sheets with these headings were mapped last time."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=6, choices=Side)
    signature = models.CharField(max_length=64)
    mapping = SpecialJSONField()
    at = models.DateTimeField(default=clock.now)

    record = Record(holder=None, plain={"side": "a code", "signature": "a digest of the headings"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "side", "signature"], name="a_mapping_per_headings")
        ]

    def __str__(self):
        return self.signature
