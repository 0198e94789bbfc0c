"""Somebody in an office who needs no account: what we ask them, what they answer, what they are told."""

import hashlib
from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.fields import PersonalField, SpecialField, SpecialJSONField
from alongside.foundation.ids import new_id
from alongside.foundation.models import Versioned
from alongside.foundation.records import Record
from alongside.mentorships.models.mentorship import Mentorship
from alongside.people.models import Person


class Officer(Versioned):
    """Whom we ask about somebody's release. reference: the only thing by which they know whom we mean; the coordinator chose it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="officers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    name = PersonalField(max_length=120)
    office = PersonalField(max_length=160)
    email = PersonalField(max_length=200)
    phone = PersonalField(max_length=60)
    language = models.CharField(max_length=12, default="en")
    reference = PersonalField(max_length=40)

    record = Record(holder="person", plain={"language": "a BCP 47 tag"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mentorship", "person"], name="one_officer_for_one_person")]

    def __str__(self):
        return str(self.pk)


class OfficerQuestion(models.Model):
    """One question, mailed with a link that takes one answer until `expires_at`. Only the link's digest is kept."""

    class About(models.TextChoices):
        DATE = "date", _("Which day is expected?")
        GATE = "gate", _("When and where exactly, on the day?")
        CONDITIONS = "conditions", _("Are there conditions for meetings?")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="questions")
    about = models.CharField(max_length=10, choices=About)
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    record = Record(holder="officer__person", plain={"about": "a code", "token_hash": "a digest"})

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "about"], condition=models.Q(closed_at=None), name="one_open_question_about_one_thing"
            )
        ]

    def __str__(self):
        return self.about

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and clock.now() < self.expires_at

    @staticmethod
    def digest(token: str) -> str:
        """What is kept of a link."""
        return hashlib.sha256(token.encode()).hexdigest()


class OfficerAnswer(models.Model):
    """What came back: a proposal, until a coordinator takes it over or sets it aside. values: field -> text, as typed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    question = models.OneToOneField(OfficerQuestion, on_delete=models.CASCADE, related_name="answer")
    values = SpecialJSONField(default=dict)
    at = models.DateTimeField(default=clock.now)
    taken = models.BooleanField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="question__officer__person")

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(taken=None, decided_at=None) | models.Q(taken__isnull=False, decided_at__isnull=False),
                name="a_decision_about_an_answer_has_a_time",
            )
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def day(self) -> date | None:
        """The day that was answered, where a day was asked for and is known."""
        return date.fromisoformat(self.values["day"]) if self.values.get("day") else None


class AttendanceConsent(models.Model):
    """Whether the mentee wants an officer to learn on which days the pair met. The newest row counts; without one it is no."""

    class How(models.TextChoices):
        SELF = "self", _("On their own page")
        SAID = "said", _("Said so")
        PAPER = "paper", _("On paper")

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    agreed = models.BooleanField()
    how = models.CharField(max_length=5, choices=How)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="person", plain={"how": "a code"})

    class Meta:
        ordering = ["-at", "-id"]
        get_latest_by = ["at", "id"]

    def __str__(self):
        return str(self.agreed)


class AttendanceSent(models.Model):
    """What an officer was told about meetings, word for word. The mentee reads it."""

    class Way(models.TextChoices):
        MAIL = "mail", _("By e-mail")
        PHONE = "phone", _("By phone")
        PAPER = "paper", _("On paper")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    words = SpecialField()
    way = models.CharField(max_length=5, choices=Way)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="person", plain={"way": "a code"})

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self):
        return str(self.pk)
