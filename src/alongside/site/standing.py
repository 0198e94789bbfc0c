"""How it stands: four counts of facts, each with the rows behind it. A count is the length of its rows, by construction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.foundation import clock
from alongside.foundation.templatetags.dates import when
from alongside.mentorships.access import MENTEE_ROLES, MENTOR_ROLES, mentorships_for
from alongside.mentorships.models import Member, Session
from alongside.mentorships.queries import Pair, pairs_of, walking
from alongside.people import directory
from alongside.programmes.access import enrolments_for
from alongside.programmes.queries import is_cleared


@dataclass(frozen=True)
class Row:
    """One row behind a count: people, one sentence, and where it opens."""

    names: tuple[tuple[str, str], ...]
    person_ids: tuple
    words: str
    url: str


@dataclass(frozen=True)
class Kind:
    """A count. `rows` is a QuerySet for the principal; `in_words` draws one page of it."""

    title: Callable[[], str]
    rows: Callable[[object], QuerySet]
    in_words: Callable[[list], list[Row]]


def month_start():
    """Midnight of the first of this month, in the active time zone."""
    return timezone.make_aware(datetime.combine(clock.today().replace(day=1), time()))


def pairs(principal) -> QuerySet:
    return walking(mentorships_for(principal)).order_by("-begun_at", "pk")


def waiting(principal) -> QuerySet:
    accompanied = Member.objects.filter(enrolment=OuterRef("pk"), until=None, role__in=MENTEE_ROLES)
    query = enrolments_for(principal, "coordinator").mentees().with_state().filter(current_state="accepted")
    return query.filter(~Exists(accompanied)).order_by("waiting_since", "pk")


def places(principal) -> QuerySet:
    """Mentors who could take one more today: a place is not free while a check or the training has lapsed."""
    query = enrolments_for(principal, "coordinator").mentors().with_state().filter(current_state="accepted")
    parts = Member.objects.filter(enrolment=OuterRef("pk"), until=None, role__in=MENTOR_ROLES)
    held = Subquery(parts.values("enrolment").annotate(n=Count("pk")).values("n"))
    return query.annotate(held=Coalesce(held, 0)).filter(is_cleared(), capacity__gt=F("held")).order_by("waiting_since", "pk")


def meetings(principal) -> QuerySet:
    # Listed first, unlike `sessions_for`: of these, a month has thousands.
    query = Session.objects.filter(mentorship__in=mentorships_for(principal), outcome="met")
    return query.filter(starts_at__gte=month_start(), starts_at__lte=clock.now()).order_by("-starts_at", "pk")


def pair_rows(mentorship_ids, words_of) -> list[Row]:
    """Rows of mentorships, with the first mentor and the first mentee named. Two queries."""
    found = pairs_of(mentorship_ids)
    return [
        Row(pair.as_due(), tuple(pair.people), words, reverse("mentorships:detail", args=[key]))
        for key, words in zip(mentorship_ids, words_of, strict=True)
        for pair in [found.get(key, Pair())]
    ]


def walking_words(page) -> list[Row]:
    return pair_rows([m.pk for m in page], [_("Together since %(day)s") % {"day": when(m.begun_at, "day")} for m in page])


def meeting_words(page) -> list[Row]:
    return pair_rows([s.mentorship_id for s in page], [_("Met on %(day)s") % {"day": when(s.starts_at, "date")} for s in page])


def person_words(side: str, sentence: Callable[[object], str]):
    def draw(page) -> list[Row]:
        names = directory.names([e.person_id for e in page])
        return [
            Row(
                ((names.get(e.person_id, ""), side),),
                (e.person_id,),
                sentence(e),
                reverse("programmes:person", args=[e.pk]),
            )
            for e in page
        ]

    return draw


def free_words(enrolment) -> str:
    free = enrolment.capacity - enrolment.held
    return ngettext("%(n)d free place", "%(n)d free places", free) % {"n": free}


KINDS = {
    "pairs": Kind(lambda: _("Pairs meeting"), pairs, walking_words),
    "waiting": Kind(
        lambda: _("Waiting for a mentor"),
        waiting,
        person_words("mentee", lambda e: _("Waiting since %(since)s") % {"since": when(e.waiting_since or e.created_at, "day")}),
    ),
    "places": Kind(lambda: _("Mentors with a free place"), places, person_words("mentor", free_words)),
    "meetings": Kind(lambda: _("Meetings since %(day)s") % {"day": when(month_start(), "day")}, meetings, meeting_words),
}


def counts(principal) -> list[dict]:
    """The four counts: title, number, address of the rows. Four queries."""
    return [
        {"title": kind.title(), "count": kind.rows(principal).count(), "url": reverse("behind", args=[code])}
        for code, kind in KINDS.items()
    ]
