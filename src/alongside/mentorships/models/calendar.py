import hashlib

from django.db import models

from alongside.foundation import clock
from alongside.foundation.ids import new_id
from alongside.foundation.records import Record
from alongside.people.models import Person


class CalendarFeed(models.Model):
    """A secret address from which a person's calendar fetches their meetings. Only its hash is kept; there is one at a time.

    When it was fetched last stands in the log ("read calendar"), so that fetching changes no row.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=clock.now)

    record = Record(holder="person", plain={"token_hash": "a digest"})

    def __str__(self):
        return str(self.pk)

    @staticmethod
    def digest(token: str) -> str:
        """What is kept of an address."""
        return hashlib.sha256(token.encode()).hexdigest()
