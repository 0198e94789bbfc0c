from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.fields import PersonalField, SpecialBytesField, SpecialField
from alongside.foundation.ids import new_id
from alongside.foundation.records import Record


class Installation(models.Model):
    """Facts about this installation: whether it is a demo, where its passkeys belong."""

    key = models.CharField(max_length=40, primary_key=True)
    value = models.TextField()

    record = Record(holder=None, plain={"key": "a setting's name", "value": "an installation's own setting"})

    def __str__(self):
        return f"{self.key}={self.value}"

    @classmethod
    def get(cls, key: str, default: str = "") -> str:
        return cls.objects.filter(key=key).values_list("value", flat=True).first() or default

    @classmethod
    def set(cls, key: str, value: str) -> None:
        cls.objects.update_or_create(key=key, defaults={"value": value})


class AuditEntry(models.Model):
    """Who read or did what, when, and to what end. Ids and field names only, never values."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(default=clock.now, db_index=True)
    account_id = models.UUIDField(null=True, blank=True, db_index=True)
    action = models.CharField(max_length=60)
    purpose = models.CharField(max_length=40, blank=True)
    target = models.CharField(max_length=80, blank=True)
    fields = models.JSONField(default=list, blank=True)

    record = Record(
        holder=None,
        plain={"action": "a code", "purpose": "a code", "target": "a model and an id", "fields": "column names"},
    )

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return f"{self.action} {self.target}"


class AuditSubject(models.Model):
    """One person whom an entry is about."""

    entry = models.ForeignKey(AuditEntry, on_delete=models.CASCADE, related_name="subjects")
    person_id = models.UUIDField(db_index=True)

    record = Record(holder=None, keep="pseudonymous; ends with the log's own period")

    def __str__(self):
        return str(self.person_id)


class FormReceipt(models.Model):
    """That a form was taken in once, and where it led: a second click arrives at the first result."""

    key = models.UUIDField(primary_key=True)
    account_id = models.UUIDField(null=True, blank=True)
    payload_hash = models.CharField(max_length=64)
    result = models.CharField(max_length=300)
    at = models.DateTimeField(default=clock.now, db_index=True)

    record = Record(holder=None, plain={"payload_hash": "a digest", "result": "an address of ours"})

    def __str__(self):
        return str(self.key)


class OutgoingMail(models.Model):
    """A message on its way out: written in the same transaction as its cause, sent afterwards."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    to = PersonalField()
    subject = SpecialField()
    body = SpecialField()
    language = models.CharField(max_length=12, default="en")
    created_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(default=clock.now, db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    record = Record(holder=None, plain={"language": "a code"}, keep="deleted by the tick, 7 days after it was sent or given up")

    class Meta:
        ordering = ["created_at"]
        verbose_name = _("outgoing mail")

    def __str__(self):
        return str(self.id)


class OutgoingText(models.Model):
    """A text message on its way out, as `OutgoingMail` is for mail. refused_at: the gateway said that it never will be."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    to = PersonalField()
    body = SpecialField()
    language = models.CharField(max_length=12, default="en")
    created_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(default=clock.now, db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    record = Record(holder=None, plain={"language": "a code"}, keep="deleted by the tick, 7 days after it was sent or given up")

    class Meta:
        ordering = ["created_at"]

    def __str__(self):
        return str(self.id)


class Versioned(models.Model):
    """A row that two people may edit: `version` tells whether somebody was faster."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class KeptFile(models.Model):
    """A photograph, a recording or a paper that belongs to something. Each kind is a table of its own, with its own holder.

    content: as `foundation.uploads` cleaned it. media_type: one of the few that it makes. size: of the content, in bytes.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    content = SpecialBytesField()
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=clock.now)

    #: For the `plain` of the tables made from this.
    PLAIN = {"media_type": "a code"}

    class Meta:
        abstract = True
