"""Supervisions to come and past, who was there, and who has had none for long."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.foundation.due import Due
from alongside.foundation.templatetags import dates
from alongside.mentorships.access.supervision import supervisions_for
from alongside.mentorships.models import Member, MentorshipStatus, Supervision, SupervisionPart
from alongside.mentorships.queries.pairs import local
from alongside.people import directory
from alongside.programmes.models import Programme

#: Supervisions shown that are over.
RECENT = 20
#: Before it, Today tells a mentor; after it, a coordinator is asked how it was (ours).
AHEAD = timedelta(days=7)
MENTORING = ("mentor", "co_mentor")


@dataclass(frozen=True)
class Shown:
    """A supervision on a page. when: on its programme's clock. came, invited: how many mentors."""

    row: Supervision
    when: datetime
    themes: list[str]
    came: int
    invited: int
    is_past: bool


def shown(row: Supervision) -> Shown:
    """As a page shows it; its parts and programme were fetched along. No query."""
    parts = list(row.parts.all())
    return Shown(
        row,
        local(row.starts_at, row.programme.time_zone),
        [str(Supervision.Theme(code).label) for code in row.themes if code in Supervision.Theme.values],
        sum(1 for part in parts if part.came),
        len(parts),
        row.starts_at < clock.now(),
    )


def supervisions(principal) -> tuple[list[Shown], list[Shown]]:
    """To come, and the newest that are over: all that the principal may see. Four queries."""
    rows = supervisions_for(principal).select_related("programme").prefetch_related("parts")
    coming = [shown(row) for row in rows.filter(starts_at__gte=clock.now()).exclude(held=False).order_by("starts_at")]
    past = rows.filter(starts_at__lt=clock.now()).order_by("-starts_at")[:RECENT]
    return coming, [shown(row) for row in past]


def mentors_now(programme_ids) -> dict:
    """Person id -> the programme in which they mentor now. One query."""
    ended = MentorshipStatus.objects.filter(status=MentorshipStatus.Status.ENDED).values("mentorship")
    members = Member.objects.filter(role__in=MENTORING, until=None, mentorship__programme__in=list(programme_ids))
    return dict(members.exclude(mentorship__in=ended).values_list("person_id", "mentorship__programme_id"))


def last_times(principal) -> list[tuple[str, datetime | None]]:
    """(name, when last in a supervision) of every mentor of now, never first, then the longest ago. Three queries; notes the reads."""
    mentors = mentors_now(principal.programmes_as("coordinator"))
    came = SupervisionPart.objects.filter(person__in=mentors, came=True)
    last = dict(came.values_list("person_id").annotate(last=Max("supervision__starts_at")))
    names = directory.names(mentors)
    principal.reads("list", *mentors)
    rows = [(names.get(pk, ""), last.get(pk)) for pk in directory.by_name(mentors)]
    return sorted(rows, key=lambda row: (row[1] is not None, row[1] or clock.now()))


def due_supervision(principal) -> list[Due]:
    """For mentors: the next one they are invited to. For coordinators: those of which nobody has said how they were."""
    rows = []
    now = clock.now()
    if principal.holds("coordinator"):
        untold = Supervision.objects.filter(
            programme__in=principal.programmes_as("coordinator"), held=None, starts_at__lt=now
        ).select_related("programme")
        for row in untold.order_by("starts_at")[:5]:
            day = dates.when(local(row.starts_at, row.programme.time_zone), "date")
            why = _("Supervision on %(day)s: say who was there.") % {"day": day}
            url = reverse("mentorships:supervision", args=[row.pk])
            rows.append(Due("paperwork", (), why, url, _("Say how it was"), row.starts_at))
    if principal.person_id and principal.holds("mentor"):
        mine = supervisions_for(principal).filter(parts__person=principal.person_id, starts_at__gte=now, starts_at__lte=now + AHEAD)
        for row in mine.exclude(held=False).select_related("programme").order_by("starts_at")[:3]:
            when = dates.when(local(row.starts_at, row.programme.time_zone))
            why = _("Supervision with other mentors: %(when)s.") % {"when": when}
            url = reverse("mentorships:supervision", args=[row.pk])
            rows.append(Due("paperwork", (), why, url, _("See the meeting"), row.starts_at, can_wait=True))
    return rows


def may_invite(principal) -> list[tuple[Programme, list[tuple[str, str]]]]:
    """The programmes that the principal coordinates, each with its mentors of now as (person id, name). Three queries."""
    programmes = list(Programme.objects.filter(pk__in=principal.programmes_as("coordinator")))
    mentors = mentors_now([p.pk for p in programmes])
    names = directory.names(mentors)
    ordered = directory.by_name(mentors)
    return [(p, [(str(pk), names.get(pk, "")) for pk in ordered if mentors[pk] == p.pk]) for p in programmes]


def names_in(row: Supervision, words: str) -> list[str]:
    """Names of people of the programme's pairs that stand in these words: notes are about themes. Two queries."""
    members = Member.objects.filter(mentorship__programme=row.programme_id)
    names = directory.names(set(members.values_list("person_id", flat=True)))
    written = set(re.findall(r"\w+", words.casefold()))
    parts = {part for name in names.values() for part in name.split() if len(part) > 2}
    return sorted(part for part in parts if part.casefold() in written)
