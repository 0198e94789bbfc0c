"""Whether the link of a reminder is still open, and for whom."""

import hashlib
from datetime import timedelta

from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.foundation.access import Principal
from alongside.mentorships.access import MENTOR_ROLES
from alongside.mentorships.models import LogLink, Mentorship
from alongside.mentorships.queries.facts import walking
from alongside.mentorships.queries.holds import held
from alongside.programmes.queries import principal_for

#: So long after the meeting a log can be written by the link.
OPEN_FOR = timedelta(days=7)


def digest(token: str) -> str:
    """What is kept of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def over() -> str:
    """What is said alike of a link that was used, is over, or never was."""
    return _("This link is used or over. Sign in to say how it went, or to change it.")


def open_link(token: str) -> tuple[LogLink, Mentorship, Principal] | None:
    """The link, its mentorship and the mentor who would write; None unless all of it still holds. Five queries at most.

    It holds from the beginning of the meeting for seven days, until the meeting is logged, moved or cancelled, and while its
    mentor mentors in a pair that walks.
    """
    link = (
        LogLink.objects.select_related("session__mentorship__programme", "person__account")
        .filter(token_hash=digest(token), used_at=None, session__outcome="")
        .first()
    )
    if link is None or link.session.starts_at != link.about:
        return None
    if not link.about <= clock.now() < link.about + OPEN_FOR:
        return None
    account = getattr(link.person, "account", None)
    if account is None or not account.is_active:
        return None
    mentorship = link.session.mentorship
    mine = Mentorship.objects.filter(
        pk=mentorship.pk, members__person=link.person, members__role__in=MENTOR_ROLES, members__until=None
    )
    by = principal_for(account, purpose="log by link")
    if not walking(mine).exists() or held([link.person_id]) or not by.holds("mentor"):
        return None
    return link, mentorship, by
