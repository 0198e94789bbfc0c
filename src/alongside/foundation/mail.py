"""Messages go out through an outbox: written with their cause, sent by the tick, kept for seven days.

What a stranger could read over a shoulder says nothing: the subject is neutral, no name, no topic.
"""

from datetime import timedelta

from django.core.mail import EmailMessage
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.foundation import clock, jobs
from alongside.foundation.models import OutgoingMail

KEPT_FOR = timedelta(days=7)
ATTEMPTS = 8


def queue(*, to: str, body: str, language: str = "en", due_at=None) -> OutgoingMail:
    """Put a message into the outbox. The subject is always the same neutral sentence in `language`."""
    with translation.override(language):
        subject = _("You have a message")
    mail = OutgoingMail.objects.create(to=to, subject=subject, body=body, language=language, due_at=due_at or clock.now())
    if due_at is None:
        # Somebody may sit before a page that asks for a code: don't wait for the next tick.
        jobs.enqueue("alongside.foundation.mail.send_due")
    return mail


def send_due(limit: int = 50) -> int:
    """Send what is due and drop what was sent, or given up, over seven days ago. Returns how many went out."""
    sent = 0
    due = OutgoingMail.objects.filter(sent_at=None, due_at__lte=clock.now(), attempts__lt=ATTEMPTS)
    for mail in due[:limit]:
        mail.attempts += 1
        try:
            EmailMessage(mail.subject, mail.body, to=[mail.to]).send()
        except (OSError, ValueError):
            # ValueError: an address that can't be written into a message. It must not hold up those after it.
            mail.due_at = clock.now() + timedelta(minutes=2**mail.attempts)
            mail.save(update_fields=["attempts", "due_at"])
            continue
        mail.sent_at = clock.now()
        mail.save(update_fields=["attempts", "sent_at"])
        sent += 1
    over = clock.now() - KEPT_FOR
    old = OutgoingMail.objects.filter(Q(sent_at__lt=over) | Q(sent_at=None, attempts__gte=ATTEMPTS, due_at__lt=over))
    # Asked first, because a delete takes the writer even when it finds nothing.
    if old.exists():
        old.delete()
    return sent
