"""How it is between a mentor and a mentee, as each of them says, for the coordinators alone."""

from django.conf import settings
from django.db import models

from alongside.foundation import clock
from alongside.foundation.fields import SpecialField
from alongside.foundation.ids import new_id
from alongside.foundation.records import Record
from alongside.mentorships.models.mentorship import Mentorship
from alongside.people.models import Person


class Between(models.Model):
    """What one member said about the relationship on one day. Words, never a sum; the other side never sees it.

    answers: code of a sentence -> code of an answer, both of `queries.between`. read_at: when a coordinator said "read".
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="betweens")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="betweens")
    answers = models.JSONField(default=dict)
    words = SpecialField()
    at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="person", plain={"answers": "codes of sentences and answers, all of them chosen"})

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["mentorship", "person", "-at"], name="newest_between")]

    def __str__(self):
        return str(self.pk)
