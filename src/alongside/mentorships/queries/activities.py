"""Joint activities: what is to come, who comes, how many places are left, and whose answer is missing."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.foundation.due import Due
from alongside.foundation.templatetags import dates
from alongside.mentorships.access import my_mentorships
from alongside.mentorships.access.activities import activities_for
from alongside.mentorships.models import Activity, ActivityPart, Mentorship
from alongside.mentorships.queries.facts import walking
from alongside.mentorships.queries.holds import rests
from alongside.mentorships.queries.pairs import Pair, local, pairs_of

#: Activities shown that are over.
RECENT = 20
#: Nobody has said who came: Today asks for so long, then it is forgotten (ours).
ASKED_FOR = timedelta(days=21)
#: Rows of one kind on Today.
MOST = 5


@dataclass
class Shown:
    """An activity on a page. when: on its programme's clock. heads: how many people come. silent: pairs that have not answered."""

    row: Activity
    when: datetime
    heads: int
    silent: int
    is_open: bool
    pairs: list["Guest"] = field(default_factory=list)

    @property
    def left(self) -> int | None:
        """Places left, None where there is no limit."""
        return None if self.row.places is None else max(0, self.row.places - self.heads)


@dataclass
class Guest:
    """One invited pair. heads: None while nobody has answered."""

    part: ActivityPart
    pair: Pair


def pairs_to_invite(programme) -> list[Mentorship]:
    """Pairs of the programme that are under way: neither paused, nor ended, nor resting because of a hold. One query."""
    found = walking(Mentorship.objects.filter(programme=programme)).filter(~rests())
    return list(found.order_by("begun_at", "pk"))


def named_pairs_to_invite(principal, programme) -> list[tuple[str, Pair]]:
    """(id, names) of `pairs_to_invite`. Three queries; notes the reads."""
    found = pairs_to_invite(programme)
    pairs = pairs_of(m.pk for m in found)
    principal.reads("list", *(pk for pair in pairs.values() for pk in pair.people))
    named = [(str(m.pk), pairs[m.pk]) for m in found]
    return sorted(named, key=lambda one: (one[1].mentee.casefold(), one[0]))


def is_open(activity: Activity) -> bool:
    """Whether it may still be answered, moved, called off: until its day is over. No query if its programme is at hand."""
    zone = activity.programme.time_zone
    return activity.called_off_at is None and local(activity.starts_at, zone).date() >= clock.today(zone)


def has_begun(activity: Activity) -> bool:
    return activity.starts_at <= clock.now()


def shown(row: Activity) -> Shown:
    """As a page shows it; programme and parts were fetched along. No query."""
    parts = list(row.parts.all())
    return Shown(
        row,
        local(row.starts_at, row.programme.time_zone),
        sum(part.heads or 0 for part in parts),
        sum(1 for part in parts if part.heads is None),
        is_open(row),
    )


def activities(principal) -> tuple[list[Shown], list[Shown]]:
    """To come, the next first; over or called off, the newest first. Four queries."""
    rows = activities_for(principal).select_related("programme").prefetch_related("parts")
    now = clock.now()
    coming = [shown(row) for row in rows.filter(starts_at__gte=now, called_off_at=None).order_by("starts_at", "pk")]
    past = rows.exclude(starts_at__gte=now, called_off_at=None).order_by("-starts_at", "pk")[:RECENT]
    return coming, [shown(row) for row in past]


def with_guests(principal, row: Activity) -> Shown:
    """The activity with its invited pairs by name: who come first, then who has not answered, then who does not. Two queries; notes the reads."""
    found = shown(row)
    pairs = pairs_of(part.mentorship_id for part in row.parts.all())
    principal.reads("list", *(pk for pair in pairs.values() for pk in pair.people))
    guests = [Guest(part, pairs[part.mentorship_id]) for part in row.parts.all()]

    def order(guest: Guest):
        heads = guest.part.heads
        return (2 if heads == 0 else 1 if heads is None else 0, guest.pair.mentee.casefold(), str(guest.part.mentorship_id))

    found.pairs = sorted(guests, key=order)
    return found


def invitations_of(mentorship: Mentorship) -> list[ActivityPart]:
    """What a pair is invited to and may still answer, the next first. One query."""
    since = clock.now() - timedelta(days=2)
    parts = ActivityPart.objects.filter(mentorship=mentorship, activity__called_off_at=None, activity__starts_at__gte=since)
    found = list(parts.select_related("activity").order_by("activity__starts_at"))
    for part in found:
        part.activity.programme = mentorship.programme
        part.when = local(part.activity.starts_at, mentorship.programme.time_zone)
    return [part for part in found if is_open(part.activity)]


def places_left(part: ActivityPart) -> int | None:
    """How many of the pair could come: places that no other pair has taken; None without a limit. One query."""
    if part.activity.places is None:
        return None
    others = part.activity.parts.exclude(pk=part.pk).values_list("heads", flat=True)
    return max(0, part.activity.places - sum(heads or 0 for heads in others))


def due_activities(principal) -> list[Due]:
    """For coordinators: those that are over and of which nobody has said who came. For mentors: invitations without an answer."""
    rows = []
    now = clock.now()
    if principal.holds("coordinator"):
        untold = activities_for(principal).filter(told_at=None, called_off_at=None, starts_at__lt=now, starts_at__gte=now - ASKED_FOR)
        for row in untold.select_related("programme").order_by("starts_at")[:MOST]:
            day = dates.when(local(row.starts_at, row.programme.time_zone), "date")
            why = _("Several pairs did something together on %(day)s. Say who came.") % {"day": day}
            url = reverse("mentorships:activity", args=[row.pk])
            rows.append(Due("paperwork", (), why, url, _("Say who came"), row.starts_at))
    if principal.holds("mentor"):
        mine = my_mentorships(principal, as_mentor=True)
        parts = ActivityPart.objects.filter(
            ~rests("mentorship"), mentorship__in=mine.values("pk"), heads=None, activity__called_off_at=None, activity__starts_at__gte=now
        )
        for part in parts.select_related("activity__programme").order_by("activity__starts_at")[:MOST]:
            when = dates.when(local(part.activity.starts_at, part.activity.programme.time_zone))
            why = _("You are invited to something with other pairs: %(when)s.") % {"when": when}
            url = reverse("mentorships:invitation", args=[part.mentorship_id, part.activity_id])
            rows.append(Due("pairs", (), why, url, _("Answer"), part.activity.made_at))
    return rows


def events_of(mentorships, since: datetime) -> list[ActivityPart]:
    """Activities from `since` on to which these mentorships (a QuerySet) have said yes, with whether they rest. One query.

    Left out: those that were logged, for the meeting itself stands in the calendar then.
    """
    parts = ActivityPart.objects.filter(mentorship__in=mentorships.values("pk"), activity__starts_at__gte=since, session=None)
    return list(
        parts.filter(heads__gt=0)
        .annotate(rests=rests("mentorship"))
        .select_related("activity__programme")
        .order_by("activity__starts_at", "pk")
    )
