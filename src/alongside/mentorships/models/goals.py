"""What mentees want to reach, with every wording that ever stood there."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.fields import SpecialField, SpecialJSONField
from alongside.foundation.ids import new_id
from alongside.foundation.models import Versioned
from alongside.foundation.records import Record
from alongside.mentorships.models.mentorship import Mentorship
from alongside.people.models import Person, Term


class Goal(Versioned):
    """Something that a mentee wants to reach. What it says stands in `writings`; the one numbered like `version` counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="goals")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="goals")
    begun_at = models.DateTimeField(default=clock.now)
    #: The goal of an earlier mentorship that was taken along.
    carried_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="taken_along")

    record = Record(holder="person")

    class Meta:
        ordering = ["begun_at", "id"]

    def __str__(self):
        return str(self.pk)


class GoalWriting(models.Model):
    """A goal, whole, as it was written at one moment. A change is a new row; none is written over.

    by_mentee: the mentee wrote it; else somebody wrote down what the mentee said.
    steps: [{"words", "who": a code of Who, "on": ISO date or "", "done": bool}]. say: what the mentee says about the end.
    """

    class End(models.TextChoices):
        REACHED = "reached", _("Reached")
        CHANGED = "changed", _("Something else now")
        DROPPED = "dropped", _("Let go")

    class Who(models.TextChoices):
        MENTEE = "mentee", _("The mentee")
        MENTOR = "mentor", _("The mentor")
        BOTH = "both", _("Both")

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="writings")
    number = models.PositiveIntegerField(default=1)
    words = SpecialField()
    language = models.CharField(max_length=12)
    area = models.ForeignKey(Term, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    steps = SpecialJSONField(default=list)
    review_on = models.DateField(null=True, blank=True)
    end = models.CharField(max_length=8, choices=End, blank=True)
    say = SpecialField()
    say_language = models.CharField(max_length=12, blank=True)
    by_mentee = models.BooleanField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(
        holder="goal__person",
        plain={"language": "a BCP 47 tag", "say_language": "a BCP 47 tag", "end": "a code"},
    )

    class Meta:
        ordering = ["-number"]
        indexes = [models.Index(fields=["end", "review_on"])]
        constraints = [
            models.UniqueConstraint(fields=["goal", "number"], name="one_writing_a_number"),
            models.CheckConstraint(
                condition=models.Q(end="", review_on__isnull=False) | (~models.Q(end="") & models.Q(review_on=None)),
                name="an_open_goal_is_looked_at_again",
            ),
        ]

    def __str__(self):
        return f"{self.goal_id} {self.number}"
