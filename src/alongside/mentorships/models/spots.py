"""Public places where pairs can meet, as a programme knows them."""

from django.db import models

from alongside.foundation.fields import SpecialField
from alongside.foundation.ids import new_id
from alongside.foundation.models import Versioned
from alongside.foundation.records import Record
from alongside.programmes.models import Programme


class Spot(Versioned):
    """A public place: a café, a library, a park. Sealed, because it tells where people can be found. Never somebody's home."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="spots")
    name = SpecialField(max_length=80)
    address = SpecialField(max_length=110)
    note = SpecialField(max_length=200)
    retired = models.BooleanField(default=False)

    record = Record(holder=None, keep="a public place, not about a person; ends with its programme")

    def __str__(self):
        return str(self.pk)
