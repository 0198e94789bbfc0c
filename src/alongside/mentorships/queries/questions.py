"""Questions about logs that wait for an answer."""

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.due import Due
from alongside.foundation.templatetags import dates
from alongside.mentorships.access import my_mentorships
from alongside.mentorships.models import LogQuestion
from alongside.mentorships.queries.pairs import local

#: Rows of Today at most.
MOST = 10


def due_questions(principal) -> list[Due]:
    """For whoever wrote a log that a coordinator asked about. One query."""
    waiting = LogQuestion.objects.filter(
        answered_at=None,
        session__logged_by=principal.account,
        session__mentorship__in=my_mentorships(principal, as_mentor=True).values("pk"),
    ).select_related("session__mentorship__programme")
    rows = []
    for question in waiting[:MOST]:
        session = question.session
        zone = session.mentorship.programme.time_zone
        day, ago = dates.when(local(session.starts_at, zone).date(), "date"), dates.ago(local(question.asked_at, zone))
        why = _("Your coordinator has a question about %(day)s, asked %(ago)s.") % {"day": day, "ago": ago}
        url = reverse("mentorships:answer", args=[session.mentorship_id, session.pk])
        rows.append(Due("waiting", (), why, url, _("Answer"), question.asked_at))
    return rows
