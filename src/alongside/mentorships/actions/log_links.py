"""The link in a reminder: takes one log of one meeting from the mentor to whom it was sent, without signing in.

It is 128 random bits, kept as a hash. It reads nothing but the day of the meeting and writes nothing but its log.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from alongside.foundation import clock
from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions.sessions import log_session
from alongside.mentorships.models import LogLink, Session
from alongside.mentorships.queries import log_links as queries
from alongside.mentorships.queries.pairs import local
from alongside.people.models import Person

#: A link that can't be used any more is kept so long, so that a late tap gets the same page as a used one.
KEPT_FOR = timedelta(days=30)


def make_link(*, session: Session, person: Person) -> str:
    """A new address for this meeting and this mentor; "" for whoever has no account, for a log needs an author. Kept nowhere."""
    account = getattr(person, "account", None)
    if account is None or not account.is_active:
        return ""
    token = secrets.token_urlsafe(16)
    LogLink.objects.create(token_hash=queries.digest(token), session=session, person=person, about=session.starts_at)
    return settings.PUBLIC_URL + reverse("links:log", args=[token])


@transaction.atomic
def log_by_link(*, token: str, met: bool, whose: str = "", minutes: int | None = None, channel: str = "", note: str = "") -> Session:
    """The log of the link's meeting, on the meeting's own day, written by its mentor; the link is used up with it.

    Arguments as in `log_session`. Raises NotAllowed if the link is used, over or was never made.
    """
    LogLink.objects.select_for_update().filter(token_hash=queries.digest(token)).first()
    found = queries.open_link(token)
    if found is None:
        raise NotAllowed(queries.over())
    link, mentorship, by = found
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])
    day = local(link.about, mentorship.programme.time_zone).date()
    return log_session(
        mentorship=mentorship,
        by=by,
        met=met,
        day=day,
        whose=whose,
        minutes=minutes,
        channel=channel,
        note=note,
        session=link.session,
    )


def forget_old() -> None:
    old = LogLink.objects.filter(about__lt=clock.now() - KEPT_FOR)
    # Asked first, because a delete takes the writer even when it finds nothing.
    if old.exists():
        old.delete()
