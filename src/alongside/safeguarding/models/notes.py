"""Something serious, written down for few eyes: facts as told, who leads, what is done until when."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.fields import SpecialField
from alongside.foundation.ids import new_id
from alongside.foundation.records import Record
from alongside.mentorships.models import Mentorship
from alongside.people.models import Person
from alongside.programmes.models import Programme

#: Months after its closing for which a note of each kind is kept (ours; see docs/decisions/0021-safeguarding.md). After an accident
#: claims may be made for three years (regular limitation in many countries, e.g. BGB § 195). A country's own rule may differ.
KEPT_MONTHS = {"accident": 36}
USUAL_MONTHS = 24
MONTH = timedelta(days=365) / 12


class NoteQuerySet(models.QuerySet):
    def with_lead(self):
        """Annotates `lead_id`: the account of the newest row that says who leads."""
        newest = NoteLead.objects.filter(note=models.OuterRef("pk")).order_by("-at", "-id")
        return self.annotate(lead_id=models.Subquery(newest.values("account")[:1], output_field=models.UUIDField()))

    def open(self):
        return self.filter(closed_at=None)


class Note(models.Model):
    """An event, as it was told. What is learnt later stands in entries; nothing here is written over.

    kind: what happened, never what somebody is like. person: whom it concerns; of a complaint about a mentor, that mentor.
    complaint_about: of a complaint about staff, the account of the colleague.
    """

    class Kind(models.TextChoices):
        VIOLENCE = "violence", _("Violence at home")
        EXPLOITATION = "exploitation", _("Exploitation")
        SELF_HARM = "self_harm", _("Somebody may hurt themselves")
        ACCIDENT = "accident", _("An accident")
        MENTOR = "mentor", _("A complaint about a mentor")
        STAFF = "staff", _("A complaint about staff")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    mentorship = models.ForeignKey(Mentorship, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    complaint_about = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    facts = SpecialField()
    happened_on = models.DateField(null=True, blank=True)
    reported_at = models.DateTimeField(default=clock.now)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    record = Record(
        holder="person",
        plain={"kind": "a code"},
        keep="a note that is still open outlives the erasure of whom it concerns, without the link to them, until it is closed and its time is over",
    )

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-reported_at"]

    def __str__(self):
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def kept_months(self) -> int:
        return KEPT_MONTHS.get(self.kind, USUAL_MONTHS)

    @property
    def kept_until(self) -> date | None:
        """The day on which it is deleted; None while it is open."""
        return timezone.localdate(self.closed_at + self.kept_months * MONTH) if self.closed_at else None


class NoteLead(models.Model):
    """Who leads a note from this moment on. The newest row counts."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="leads")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="note__person")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return str(self.account_id)


class NoteEntry(models.Model):
    """What was learnt or decided later, and when to look again. The newest row with a day counts for that day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="entries")
    words = SpecialField()
    review_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="note__person")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return str(self.pk)


class NoteStep(models.Model):
    """Something to be done: what, by whom, until when, and that it was done."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="steps")
    what = SpecialField()
    who = SpecialField(max_length=160)
    by_when = models.DateField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="note__person")

    class Meta:
        ordering = ["by_when", "id"]

    def __str__(self):
        return str(self.pk)
