"""Photographs of two people who both wish to see each other's, and a mentor's voice before they have met."""

from django.db import models

from alongside.foundation import clock
from alongside.foundation.models import KeptFile
from alongside.foundation.records import Record
from alongside.mentorships.models.mentorship import Mentorship
from alongside.people.models import Person


class PhotoWish(models.Model):
    """Somebody wishes that photographs are shown in this mentorship, from one moment to another."""

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="photo_wishes")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="photo_wishes")
    said_at = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True, blank=True)

    record = Record(holder="person")

    class Meta:
        ordering = ["-said_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "person"], condition=models.Q(until=None), name="a_photo_wish_once_at_a_time"
            )
        ]

    def __str__(self):
        return f"{self.mentorship_id} {self.person_id}"


class Photo(KeptFile):
    """What somebody wants to be seen by in one mentorship. Shown only while both wish it; gone with the mentorship."""

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="photos")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="photos")
    made_at = models.DateTimeField(default=clock.now)

    record = Record(holder="person", plain=KeptFile.PLAIN)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mentorship", "person"], name="one_photo_a_person")]

    def __str__(self):
        return str(self.pk)


class Hello(KeptFile):
    """A mentor's voice, for the mentee to hear until they have met. Goes thirty days after the first meeting."""

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="hellos")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="hellos")
    made_at = models.DateTimeField(default=clock.now)

    record = Record(holder="person", plain=KeptFile.PLAIN)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mentorship", "person"], name="one_hello_a_mentor")]

    def __str__(self):
        return str(self.pk)
