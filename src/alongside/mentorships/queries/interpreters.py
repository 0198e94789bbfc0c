"""Who interprets at which meeting, and which meeting still waits for an answer."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.foundation.due import Due
from alongside.foundation.templatetags import dates
from alongside.mentorships.access.interpreters import interpreters_for, newest
from alongside.mentorships.models import Interpreter
from alongside.mentorships.queries.holds import rests
from alongside.mentorships.queries.pairs import local, pairs_of
from alongside.people import languages
from alongside.people.models import PersonLanguage

State = Interpreter.State
#: So close to a meeting an interpreter who is only asked for stands on Today.
SOON = timedelta(days=3)
#: Rows of one kind on Today.
MOST = 10


def beside(session_ids: Iterable[UUID]) -> dict[UUID, Interpreter]:
    """Meeting id -> how it stands with its interpreter, with `name`, the language in words. One query."""
    found = newest(Interpreter.objects.filter(session__in=list(session_ids)))
    rows = {row.session_id: row for row in found}
    for row in rows.values():
        row.name = languages.name_of(row.language)
    return rows


def tags_spoken(person_ids: Iterable[UUID]) -> list[str]:
    """The languages that these people speak, their own first. One query."""
    spoken = PersonLanguage.objects.filter(person__in=list(person_ids))
    rows = sorted(spoken, key=lambda row: (row.level != "native", row.tag))
    return [tag for tag in dict.fromkeys(row.tag for row in rows) if tag in languages.LANGUAGES]


def steps_of(session) -> list[Interpreter]:
    """Everything that was written down about the interpreter of a meeting, the newest first. One query."""
    rows = list(session.interpreters.order_by("-at", "-id"))
    for row in rows:
        row.name = languages.name_of(row.language)
        row.local_at = local(row.at, session.mentorship.programme.time_zone)
    return rows


def due_interpreters(principal) -> list[Due]:
    """Meetings within three days for which an interpreter is still only asked for. Three queries."""
    if not principal.holds("coordinator"):
        return []
    now = clock.now()
    rows = interpreters_for(principal).filter(
        ~rests("session__mentorship"), state=State.ASKED, session__outcome="", session__starts_at__gte=now, session__starts_at__lte=now + SOON
    )
    found = list(rows.select_related("session__mentorship__programme").order_by("session__starts_at")[:MOST])
    pairs = pairs_of({row.session.mentorship_id for row in found}) if found else {}
    made = []
    for row in found:
        session = row.session
        when = dates.when(local(session.starts_at, session.mentorship.programme.time_zone), "" if session.has_time else "date")
        why = _("Meeting %(when)s: the interpreter for %(language)s is only asked for.") % {
            "when": when,
            "language": languages.name_of(row.language),
        }
        url = reverse("mentorships:interpreter", args=[session.mentorship_id, session.pk])
        made.append(Due("pairs", pairs[session.mentorship_id].as_due(), why, url, _("Ask again"), row.at))
    return made
