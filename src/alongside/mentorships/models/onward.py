"""What comes after a mentorship: another one, or a partner elsewhere."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.fields import SpecialField
from alongside.foundation.ids import new_id
from alongside.foundation.records import Record
from alongside.mentorships.models.mentorship import Mentorship
from alongside.people.models import Organisation, Person
from alongside.programmes.models import Enrolment


class FreshYes(models.Model):
    """Somebody was asked anew, after an ending, whether they want another mentor or mentee. The newest row counts."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")

    class How(models.TextChoices):
        SELF = "self", _("On their own phone")
        PHONE = "phone", _("By phone")
        IN_PERSON = "in_person", _("In person")

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="fresh_answers")
    answer = models.CharField(max_length=3, choices=Answer)
    how = models.CharField(max_length=10, choices=How)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="enrolment__person", plain={"answer": "a code", "how": "a code"})

    class Meta:
        ordering = ["-at", "-id"]
        get_latest_by = ["at", "id"]
        indexes = [models.Index(fields=["enrolment", "-at"])]

    def __str__(self):
        return self.answer


class Introduction(models.Model):
    """A mentee who moves on is introduced to a partner there: what is passed on, item by item, with their yes.

    A letter to print; a person sends it, nothing here does. items: codes of Item. The row is the consent, with how and when.
    """

    class Item(models.TextChoices):
        NAME = "name", _("The name")
        WAYS = "ways", _("How to reach them")
        LANGUAGES = "languages", _("Their languages")
        GOALS = "goals", _("Their goals, in their own words")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="introductions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="introductions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    items = models.JSONField(default=list)
    words = SpecialField()
    language = models.CharField(max_length=12)
    how = models.CharField(max_length=10, choices=FreshYes.How)
    agreed_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(
        holder="person", plain={"items": "codes of what is passed on", "language": "a code", "how": "a code"}
    )

    class Meta:
        ordering = ["-agreed_at", "-id"]

    def __str__(self):
        return str(self.pk)
