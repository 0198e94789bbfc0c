"""One message to the people of several pairs, and who got it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.fields import SpecialJSONField
from alongside.foundation.ids import new_id
from alongside.foundation.records import Record
from alongside.mentorships.models.mentorship import Mentorship
from alongside.people.models import Person


class Circular(models.Model):
    """A message that a coordinator wrote to the people of several pairs, as it was sent.

    texts: language code of a page -> what was written in it; the first one is for whoever reads none of the others.
    """

    class To(models.TextChoices):
        BOTH = "both", _("Mentors and mentees")
        MENTORS = "mentors", _("Mentors")
        MENTEES = "mentees", _("Mentees")

    KEPT_FOR = timedelta(days=30)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    texts = SpecialJSONField(default=dict)
    to = models.CharField(max_length=8, choices=To)
    at = models.DateTimeField(default=clock.now, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder=None, plain={"to": "a code"}, keep="deleted by the tick, 30 days after it was sent")

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return str(self.pk)


class CircularCopy(models.Model):
    """Somebody whom a circular was for. mentorship: the pair by which they were chosen, if several the first of them.

    was_sent: it went into the outbox; otherwise no safe address was known, and somebody calls them.
    """

    circular = models.ForeignKey(Circular, on_delete=models.CASCADE, related_name="copies")
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="circular_copies")
    is_mentor = models.BooleanField()
    language = models.CharField(max_length=12)
    was_sent = models.BooleanField()

    record = Record(holder="person", plain={"language": "a code"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circular", "person"], name="one_copy_a_person")]

    def __str__(self):
        return str(self.pk)
