"""What was written on a phone without network, as it arrived here."""

from django.conf import settings
from django.db import models

from alongside.foundation import clock
from alongside.foundation.fields import SpecialJSONField
from alongside.foundation.ids import new_id
from alongside.foundation.records import Record
from alongside.mentorships.models.mentorship import Mentorship
from alongside.mentorships.models.sessions import Session


class PhoneEntry(models.Model):
    """That an entry arrived, so that sending it again changes nothing: either as the log of `session`, or late.

    key: made by the phone. is_second: its writer said that it is about a second meeting of that day. words: only of a late one, whose writer had no access to the mentorship any more:
    [[label, text]], read by the coordinators, emptied as soon as one of them has taken note (`seen_at`).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="phone_entries")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, null=True, blank=True, related_name="phone_entries")
    is_second = models.BooleanField(default=False)
    words = SpecialJSONField(default=list)
    at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    record = Record(holder="mentorship__members__person")

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="one_arrival_a_key")]
        indexes = [models.Index(fields=["mentorship", "session", "seen_at"])]

    def __str__(self):
        return str(self.key)
