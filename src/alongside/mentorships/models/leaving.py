"""A mentee goes: at once for those who see them, for good after a day."""

from datetime import timedelta

from django.conf import settings
from django.db import models

from alongside.foundation import clock
from alongside.foundation.ids import new_id
from alongside.foundation.records import Record
from alongside.mentorships.models.mentorship import Mentorship, MentorshipStatus
from alongside.people.models import Person

#: So long a mentee can take back what one tap asked for.
THINK_AGAIN = timedelta(hours=24)


class Leaving(models.Model):
    """Somebody said that they leave the programme. The pair rests from that moment; a day later it has ended.

    pause: the break that it began, None where there was one already. taken_back_at: they stay after all.
    done_at: carried out. seen_at, seen_by: a coordinator has noted it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="leavings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="leavings")
    pause = models.ForeignKey(MentorshipStatus, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="person")

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["done_at", "taken_back_at", "asked_at"], name="leavings_to_carry_out")]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "person"],
                condition=models.Q(taken_back_at=None, done_at=None),
                name="one_open_leaving_a_person",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_back_at=None) | models.Q(done_at=None), name="left_or_stayed"
            ),
        ]

    def __str__(self):
        return str(self.pk)
