from django.conf import settings
from django.db import models

from alongside.foundation import clock
from alongside.foundation.fields import SpecialJSONField
from alongside.foundation.ids import new_id
from alongside.foundation.records import Record
from alongside.mentorships.models.mentorship import Mentorship


class LogDraft(models.Model):
    """A log that somebody began to write and has not saved: theirs alone, sealed. Deleted with the log, or after seven days.

    words: the form's fields as they were typed, field -> text. subject: the id of the planned meeting that it is about, else of the mentorship.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="log_drafts")
    subject = models.UUIDField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    words = SpecialJSONField()
    saved_at = models.DateTimeField(default=clock.now, db_index=True)

    record = Record(holder="mentorship__members__person")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mentorship", "subject", "account"], name="one_draft_of_a_log")
        ]

    def __str__(self):
        return str(self.pk)
