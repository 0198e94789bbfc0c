from django.conf import settings
from django.db import models

from alongside.foundation import clock
from alongside.foundation.fields import SpecialField
from alongside.foundation.ids import new_id
from alongside.foundation.records import Record
from alongside.people.models import Person
from alongside.programmes.models.programme import Programme


class DoNotMatch(models.Model):
    """Two people who must never be paired, in a round or by hand. Who asked for it and why is for the coordinators alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="do_not_match")
    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    note = SpecialField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    record = Record(holder="one")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "one", "other"], name="kept_apart_once")]

    def __str__(self):
        return str(self.pk)
