"""What a programme reminds of, what was sent for it, and the link that takes one log."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.foundation import clock
from alongside.foundation.ids import new_id
from alongside.foundation.models import OutgoingMail, OutgoingText, Versioned
from alongside.foundation.records import Record
from alongside.mentorships.models.mentorship import Mentorship
from alongside.mentorships.models.sessions import Session
from alongside.people.models import Account, Person
from alongside.programmes.models import Programme


class ReminderRule(Versioned):
    """One reminder of a programme: when, to whom, in which of our sentences.

    hours: 0 to 336, counted from the event; `before` it or after it. since: what was due before this moment is not sent,
    so that a reminder that is switched on doesn't reach back. None is ever deleted, only switched off.
    """

    class Event(models.TextChoices):
        PLANNED = "planned", _("A meeting was planned")
        AHEAD = "ahead", _("A meeting is ahead")
        UNLOGGED = "unlogged", _("A meeting is over, and nobody said how it went")
        GOAL = "goal", _("The day to look at a goal again")

    class To(models.TextChoices):
        MENTOR = "mentor", _("Whoever mentors")
        MENTEE = "mentee", _("Whoever is accompanied")
        BOTH = "both", _("Both sides")
        COORDINATOR = "coordinator", _("The coordinator")

    class Words(models.TextChoices):
        MEETING = "meeting", _("The day and the hour")
        HOW = "how", _("The day, and the link that takes one log")
        LOOK = "look", _("That there is something to look at")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="reminder_rules")
    event = models.CharField(max_length=10, choices=Event)
    hours = models.PositiveSmallIntegerField(default=0)
    before = models.BooleanField(default=False)
    to = models.CharField(max_length=12, choices=To)
    words = models.CharField(max_length=10, choices=Words)
    active = models.BooleanField(default=True)
    since = models.DateTimeField(default=clock.now)

    record = Record(holder=None, plain={"event": "a code", "to": "a code", "words": "a code"})

    class Meta:
        ordering = ["event", "hours", "id"]
        constraints = [models.CheckConstraint(condition=models.Q(hours__lte=336), name="a_reminder_within_two_weeks")]

    def __str__(self):
        return f"{self.event} {self.hours}"


class Notice(models.Model):
    """That somebody was told something, or will be at `due_at`: of one rule, or (without one) that something has changed.

    recipient: the id of a person, or of an account for coordinators. subject: the id of the meeting or goal; about: the
    moment of the meeting, or of the goal's day. A meeting that is moved has another moment, so it is reminded of anew,
    and a moment once reminded of stays so. way: how it went out; "" while it waits. Deleted after 90 days.
    """

    class Way(models.TextChoices):
        MAIL = "mail", _("By e-mail")
        TEXT = "text", _("By text message")
        CALL = "call", _("On the call list")
        LATE = "late", _("Too late, not sent")
        JOINED = "joined", _("Not sent: another one went out just before")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rule = models.ForeignKey(ReminderRule, on_delete=models.CASCADE, null=True, blank=True, related_name="notices")
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="notices")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="notices")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    recipient = models.UUIDField()
    subject = models.UUIDField(null=True, blank=True)
    about = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(default=clock.now)
    made_at = models.DateTimeField(default=clock.now, db_index=True)
    way = models.CharField(max_length=8, choices=Way, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    mail = models.ForeignKey(OutgoingMail, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.ForeignKey(OutgoingText, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    record = Record(holder="person", plain={"way": "a code"})

    class Meta:
        ordering = ["due_at"]
        indexes = [models.Index(fields=["way", "due_at"]), models.Index(fields=["subject", "about"])]
        constraints = [
            models.UniqueConstraint(fields=["rule", "subject", "about", "recipient"], name="reminded_once_of_a_moment"),
            models.CheckConstraint(
                condition=models.Q(way="", done_at=None) | (~models.Q(way="") & models.Q(done_at__isnull=False)),
                name="a_notice_that_went_out_has_a_time",
            ),
        ]

    def __str__(self):
        return str(self.pk)


class LogLink(models.Model):
    """A secret address that takes one log of one meeting from one mentor, without signing in. Only its hash is kept.

    about: when the meeting was to begin; if it moved, the link is over. It ends with its use, and seven days after the meeting.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="log_links")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="log_links")
    about = models.DateTimeField()
    made_at = models.DateTimeField(default=clock.now)
    used_at = models.DateTimeField(null=True, blank=True)

    record = Record(holder="person", plain={"token_hash": "a digest"})

    def __str__(self):
        return str(self.pk)
