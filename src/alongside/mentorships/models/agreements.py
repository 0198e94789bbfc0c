"""What a pair agreed on, who said yes to it and how, and the programme's text that it is made from."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.fields import PersonalField, SpecialField
from alongside.foundation.ids import new_id
from alongside.foundation.models import KeptFile, Versioned
from alongside.foundation.records import Record
from alongside.mentorships import wording
from alongside.mentorships.models.mentorship import Mentorship
from alongside.people.models import Person
from alongside.programmes.models import Programme


class AgreementText(Versioned):
    """One version of a programme's agreement, in each of its languages. A draft until it is published; then it never changes.

    words: {language: {key of wording.KEYS: words}}.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="agreement_texts")
    number = models.PositiveIntegerField()
    words = models.JSONField(default=dict)
    begun_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder=None, plain={"words": "the programme's own text, about nobody"})

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_agreement_text_a_number"),
            models.UniqueConstraint(
                fields=["programme"], condition=models.Q(published_at=None), name="one_draft_of_an_agreement_text"
            ),
        ]

    def __str__(self):
        return f"{self.programme_id} {self.number}"

    @property
    def languages(self) -> list[str]:
        """Languages in which every word is there, English and Arabic first."""
        return [tag for tag in self.begun_languages if not self.missing(tag)]

    @property
    def begun_languages(self) -> list[str]:
        return sorted(self.words, key=lambda tag: (tag not in wording.OURS, tag != "en", tag))

    def missing(self, language: str) -> int:
        """How many words of this language are still to be written."""
        there = self.words.get(language, {})
        return sum(not there.get(key) for key in wording.KEYS)


class Agreement(models.Model):
    """What a pair settles on top of the programme's text. A change is a new row with the next number.

    ends_on, trial_until: days on the programme's clock. place, also: free words; also_language: the language of the latter.
    """

    class Often(models.TextChoices):
        WEEKLY = "weekly", _("Every week")
        FORTNIGHTLY = "fortnightly", _("Every two weeks")
        MONTHLY = "monthly", _("Once a month")
        OPEN = "open", _("As they agree each time")

    class Channel(models.TextChoices):
        PHONE = "phone", _("Phone and text messages")
        WHATSAPP = "whatsapp", _("WhatsApp")
        SIGNAL = "signal", _("Signal")
        IN_APP = "in_app", _("Messages in this app")
        EMAIL = "email", _("E-mail")
        COORDINATOR = "coordinator", _("Through the coordinator")

    class Costs(models.TextChoices):
        PAID = "paid", _("The programme pays travel and tickets")
        OWN = "own", _("Each pays for themselves")
        FREE = "free", _("Only things that cost nothing")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="agreements")
    number = models.PositiveIntegerField()
    text = models.ForeignKey(AgreementText, on_delete=models.PROTECT, related_name="agreements")
    often = models.CharField(max_length=12, choices=Often)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    place = SpecialField(max_length=200)
    channel = models.CharField(max_length=12, choices=Channel)
    costs = models.CharField(max_length=8, choices=Costs)
    ends_on = models.DateField(null=True, blank=True)
    trial_until = models.DateField(null=True, blank=True)
    also = SpecialField()
    also_language = models.CharField(max_length=12, blank=True)
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(
        holder="mentorship__members__person",
        plain={"often": "a code", "channel": "a code", "costs": "a code", "also_language": "a BCP 47 tag"},
    )

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["mentorship", "number"], name="one_agreement_a_number")]

    def __str__(self):
        return f"{self.mentorship_id} {self.number}"


class AgreementAnswer(models.Model):
    """What one person said to one version, when, how and in which language they read it.

    witness: who saw them sign on paper. A yes stands once for each version; "I want to talk first" may come before it.
    """

    class Said(models.TextChoices):
        YES = "yes", _("Yes")
        TALK = "talk", _("Wants to talk first")

    class How(models.TextChoices):
        PHONE = "phone", _("in here")
        PAPER = "paper", _("on paper")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="agreement_answers")
    said = models.CharField(max_length=4, choices=Said)
    how = models.CharField(max_length=5, choices=How)
    language = models.CharField(max_length=12)
    witness = PersonalField(max_length=160)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    record = Record(holder="person", plain={"said": "a code", "how": "a code", "language": "a BCP 47 tag"})

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "person"], condition=models.Q(said="yes"), name="one_yes_to_an_agreement"
            )
        ]

    def __str__(self):
        return f"{self.agreement_id} {self.said}"


class AgreementPaper(KeptFile):
    """The signed sheet as a photograph or PDF. It may hold both signatures, so it goes when either is erased."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="papers")

    record = Record(holder="agreement__mentorship__members__person", plain=KeptFile.PLAIN)

    def __str__(self):
        return str(self.pk)
