"""How a mentorship ends: the plan, what people say at the end and later, their papers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.fields import PersonalField, SpecialField, SpecialJSONField
from alongside.foundation.ids import new_id
from alongside.foundation.records import Record
from alongside.mentorships.models.mentorship import Mentorship
from alongside.people.models import Person


class EndingPlan(models.Model):
    """The ending is planned for a day, moved to another, or called off. Each is a row; the newest counts.

    until: the last day they walk together; of a call-off, the day until which they go on.
    """

    class Kind(models.TextChoices):
        PLANNED = "planned", _("Ending planned")
        MOVED = "moved", _("Ending moved")
        CALLED_OFF = "called_off", _("They go on")

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="ending_plans")
    kind = models.CharField(max_length=10, choices=Kind)
    until = models.DateField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="mentorship__members__person", plain={"kind": "a code"})

    class Meta:
        ordering = ["at", "id"]
        get_latest_by = ["at", "id"]
        indexes = [models.Index(fields=["mentorship", "-at", "-id", "kind"], name="newest_ending_plan")]

    def __str__(self):
        return self.kind


class Interview(models.Model):
    """What one of them says at the end, or some months later. Said anew is a new row; the newest of a kind counts.

    answers: question code -> own words. contact: what contact afterwards they wish. again: whether they wish for
    another mentor or mentee. by_person: said on their own phone; else a coordinator wrote it down. Only they and the
    coordinators read it, never the other side.
    """

    class Kind(models.TextChoices):
        EXIT = "exit", _("At the end")
        LATER = "later", _("Some months later")

    class Contact(models.TextChoices):
        NONE = "none", _("No contact")
        IF_MET = "if_met", _("Say hello if we meet")
        BOTH = "both", _("Stay in touch, if the other wishes it too")

    class Again(models.TextChoices):
        YES = "yes", _("Yes")
        LATER = "later", _("Not now, ask me later")
        NO = "no", _("No")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="interviews")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="interviews")
    kind = models.CharField(max_length=6, choices=Kind)
    answers = SpecialJSONField(default=dict)
    contact = models.CharField(max_length=8, choices=Contact, blank=True)
    again = models.CharField(max_length=6, choices=Again, blank=True)
    by_person = models.BooleanField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="person", plain={"kind": "a code", "contact": "a wish by code", "again": "a wish by code"})

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["mentorship", "person", "kind", "-at"], name="newest_interview")]

    def __str__(self):
        return f"{self.kind} {self.person_id}"


class Paper(models.Model):
    """A thank-you letter and a certificate for one of them, as the coordinator signed them. The newest row counts.

    Facts (days, meetings, hours) are read when it is drawn. words: the letter's own words, in `language`.
    names_programme: else it carries the programme's neutral sign name, and no organisation.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="papers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="papers")
    words = SpecialField()
    language = models.CharField(max_length=12)
    names_programme = models.BooleanField(default=True)
    signed_by = PersonalField(max_length=160)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="person", plain={"language": "a code"})

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self):
        return str(self.pk)
