"""Whom a coordinator should call because no message can reach them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alongside.foundation import clock
from alongside.foundation.ids import new_id
from alongside.foundation.records import Record
from alongside.mentorships.models.mentorship import Mentorship
from alongside.people.models import Person


class ToCall(models.Model):
    """One person on the call list: there is no safe way to write to them, or a message did not arrive.

    about: the moment of the meeting that they should know of; once it has begun, nobody needs to call. next_at: when to try.
    """

    class Why(models.TextChoices):
        MEETING = "meeting", _("A meeting is ahead")
        CHANGED = "changed", _("Something has changed")
        FAILED = "failed", _("A message did not arrive")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="to_call")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="to_call")
    why = models.CharField(max_length=8, choices=Why)
    about = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=clock.now)
    next_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    record = Record(holder="person", plain={"why": "a code"})

    class Meta:
        ordering = ["next_at", "made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "person"], condition=models.Q(closed_at=None), name="once_on_the_call_list"
            )
        ]

    def __str__(self):
        return str(self.pk)


class CallTry(models.Model):
    """What came of one try: when, by whom. "done" says that nothing more is needed, however it was settled."""

    class Answer(models.TextChoices):
        REACHED = "reached", pgettext_lazy("call", "Reached")
        NO_ANSWER = "no_answer", _("No answer")
        WRONG = "wrong", _("Wrong number")
        DONE = "done", _("Settled")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call = models.ForeignKey(ToCall, on_delete=models.CASCADE, related_name="tries")
    answer = models.CharField(max_length=10, choices=Answer)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="call__person", plain={"answer": "a code"})

    class Meta:
        ordering = ["at"]

    def __str__(self):
        return self.answer
