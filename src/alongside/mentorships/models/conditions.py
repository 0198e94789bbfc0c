"""Under which conditions a pair may meet: closed choices, never why."""

from django.conf import settings
from django.db import models

from alongside.foundation import clock
from alongside.foundation.fields import SpecialField
from alongside.foundation.records import Record
from alongside.mentorships.models.gate import FromSomebody
from alongside.people.models import Person


class MeetingConditions(FromSomebody):
    """What holds for all meetings from now on. The newest row counts; each is a version that mentors read and confirm."""

    two_mentors = models.BooleanField(default=False)
    no_home_visits = models.BooleanField(default=False)
    only_daytime = models.BooleanField(default=False)
    excluded_places = SpecialField(max_length=300)
    no_contact_with = SpecialField(max_length=300)

    record = Record(holder="person", plain={"source": "a code"})

    class Meta(FromSomebody.Meta):
        pass

    def __str__(self):
        return str(self.pk)

    @property
    def is_empty(self) -> bool:
        return not any((self.two_mentors, self.no_home_visits, self.only_daytime, self.excluded_places, self.no_contact_with))


class ConditionsRead(models.Model):
    """A mentor has read these conditions, and keeps to them."""

    conditions = models.ForeignKey(MeetingConditions, on_delete=models.CASCADE, related_name="reads")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="person")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conditions", "person"], name="conditions_are_read_once")]

    def __str__(self):
        return str(self.pk)
