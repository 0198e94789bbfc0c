"""A card with a square on it that opens a mentee's own pages on one phone, for those who have no e-mail address."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import models

from alongside.foundation import clock
from alongside.foundation.ids import new_id
from alongside.foundation.records import Record
from alongside.people.models import Person
from alongside.programmes.models import Programme

#: A paper that nobody opened is worth nothing after so long (ours).
PAPER_LASTS = timedelta(days=14)


class Card(models.Model):
    """One printed card. Its secret opens it once, on one phone; from then on that phone's own secret and a PIN do.

    Only digests of both secrets are kept, and the PIN's Argon2id hash. tries: wrong PINs since the last right one or the
    last rest; rests: how often it has rested since the last right one; rests_until: no PIN is looked at before.
    A person has one card in a programme; those before it stay as rows that have ended.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="cards")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="cards")
    paper_hash = models.CharField(max_length=64, unique=True)
    phone_hash = models.CharField(max_length=64, blank=True, db_index=True)
    pin = models.CharField(max_length=160, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    rests = models.PositiveSmallIntegerField(default=0)
    rests_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(
        holder="person",
        plain={"paper_hash": "a digest", "phone_hash": "a digest", "pin": "an Argon2id hash"},
    )

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "programme"], condition=models.Q(ended_at=None), name="one_card_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(opened_at=None, phone_hash="") | models.Q(opened_at__isnull=False),
                name="only_an_opened_card_has_a_phone",
            ),
        ]

    def __str__(self):
        return str(self.pk)

    @staticmethod
    def digest(secret: str) -> str:
        """What is kept of a secret."""
        return hashlib.sha256(secret.encode()).hexdigest()
