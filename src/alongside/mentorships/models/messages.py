"""Short messages: between the members of a pair, and between one member and the coordinators."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.foundation import clock
from alongside.foundation.fields import SpecialField
from alongside.foundation.ids import new_id
from alongside.foundation.models import KeptFile
from alongside.foundation.records import Record
from alongside.mentorships.models.mentorship import Mentorship
from alongside.people.models import Person


class Message(models.Model):
    """A few words, or a voice. Deleted 90 days after it was written.

    with_person: None between the members; else between this member and the programme's coordinators.
    author: the member who wrote it; None when a coordinator did. shown: a member showed a message of the pair to the coordinators.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="messages")
    with_person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="messages")
    words = SpecialField()
    shown = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="author")

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["mentorship", "with_person", "-at"], name="newest_message"),
            models.Index(fields=["at"], name="oldest_message"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(author__isnull=False) | Q(with_person__isnull=False), name="in_a_pair_a_member_writes"
            )
        ]

    def __str__(self):
        return str(self.pk)


class Voice(KeptFile):
    """What a message says aloud."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="voice")

    record = Record(holder="message__author", plain=KeptFile.PLAIN)

    def __str__(self):
        return str(self.pk)


class MessagesRead(models.Model):
    """Somebody pressed "Read": a word to whoever wrote. A page that is only opened leaves nothing here.

    person: the member who read; None when a coordinator did.
    """

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="+")
    with_person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="mentorship__members__person")

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["mentorship", "with_person", "-at"], name="newest_read")]

    def __str__(self):
        return str(self.pk)
