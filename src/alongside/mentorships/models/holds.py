"""Somebody is on hold: their pairs rest until a coordinator lifts it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.fields import SpecialField
from alongside.foundation.ids import new_id
from alongside.foundation.records import Record
from alongside.people.models import Person
from alongside.programmes.models import Programme


class HoldQuerySet(models.QuerySet):
    def open(self):
        """Holds that nobody has lifted."""
        return self.filter(lifted_at=None)


class Hold(models.Model):
    """From one moment to another everything around this person rests: their pairs pause and nothing is sent.

    Whoever mentors loses sight of their mentorships meanwhile. programme: where it was decided; its coordinators read why.
    It says that something happened around somebody, never what they did: there is no finding here, and no illness.
    """

    class Reason(models.TextChoices):
        ALLEGATION = "allegation", _("Somebody says that harm was done")
        DETENTION = "detention", _("They are detained")
        DEATH = "death", _("They have died")
        OTHER = "other", _("Another reason")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="holds")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="holds")
    reason = models.CharField(max_length=10, choices=Reason)
    note = SpecialField()
    review_on = models.DateField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_note = SpecialField()

    record = Record(holder="person", plain={"reason": "a code"})

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=models.Q(lifted_at=None), name="one_open_hold_a_person")
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        return self.lifted_at is None

    @property
    def is_death(self) -> bool:
        return self.reason == self.Reason.DEATH


class HoldCall(models.Model):
    """Somebody of a pair that rests was told by a human voice."""

    hold = models.ForeignKey(Hold, on_delete=models.CASCADE, related_name="calls")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="person")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hold", "person"], name="told_once_about_a_hold")]

    def __str__(self):
        return str(self.person_id)
