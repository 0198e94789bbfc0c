"""What a mentor laid out for a meeting or a day with their mentee, its receipt, and what was decided about it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.fields import SpecialField
from alongside.foundation.ids import new_id
from alongside.foundation.models import KeptFile, Versioned
from alongside.foundation.records import Record
from alongside.mentorships.models.mentorship import Mentorship
from alongside.mentorships.models.sessions import Session
from alongside.people.models import Person
from alongside.programmes.models import Programme


class Expense(Versioned):
    """Money that somebody who mentors laid out. What it is now worth is said by its newest step.

    cents: hundredths of the currency, above 0. currency: the programme's when it was written down (ISO 4217).
    session: the pair's meeting of that day, if there was one.
    person, mentorship: None once they were erased; amount, day and grant stay for the funder.
    """

    class For(models.TextChoices):
        TRAVEL = "travel", _("Travel")
        FOOD = "food", _("Food and drink")
        TICKETS = "tickets", _("Tickets")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="expenses")
    mentorship = models.ForeignKey(Mentorship, on_delete=models.SET_NULL, null=True, blank=True, related_name="expenses")
    session = models.ForeignKey(Session, on_delete=models.SET_NULL, null=True, blank=True, related_name="expenses")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="expenses")
    day = models.DateField()
    cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    what_for = models.CharField(max_length=8, choices=For)
    line = SpecialField(max_length=200)
    made_at = models.DateTimeField(default=clock.now)

    record = Record(
        holder="person",
        plain={"currency": "a code", "what_for": "a code"},
        keep="amount, day and grant of what was approved, without the person: funders audit them",
    )

    class Meta:
        ordering = ["-day", "-made_at"]
        indexes = [models.Index(fields=["mentorship", "-day"])]
        constraints = [models.CheckConstraint(condition=models.Q(cents__gt=0), name="an_expense_costs_something")]

    def __str__(self):
        return str(self.pk)

    @property
    def number(self) -> str:
        """By which receipt and line of a sheet find each other."""
        return self.pk.hex[-8:]


class ExpenseStep(models.Model):
    """One step of an expense: asked for, sent back with a question, refused, approved. The newest counts.

    words: the question or the reason, for whoever laid it out. grant: the name, at that time, of the grant that pays.
    """

    class Step(models.TextChoices):
        ASKED = "asked", _("Waits for an answer")
        SENT_BACK = "back", _("Came back with a question")
        REFUSED = "refused", _("Not paid")
        APPROVED = "approved", _("Approved")

    expense = models.ForeignKey(Expense, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=8, choices=Step)
    words = SpecialField(max_length=300)
    grant = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(
        holder="expense__person",
        plain={"step": "a code", "grant": "a grant's short name"},
        keep="who paid for what was approved, without the person: funders audit it",
    )

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["expense", "-at", "-id", "step"], name="newest_expense_step"),
            models.Index(fields=["step", "at"], name="expense_steps_by_time"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["expense"], condition=models.Q(step="approved"), name="an_expense_is_approved_once")
        ]

    def __str__(self):
        return self.step


class Receipt(KeptFile):
    """The photograph or PDF of a receipt."""

    expense = models.OneToOneField(Expense, on_delete=models.CASCADE, related_name="receipt")

    record = Record(holder="expense__person", plain=KeptFile.PLAIN)

    def __str__(self):
        return str(self.pk)
