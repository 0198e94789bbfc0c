"""What a mentee asked for with one tap and can still take back; and who leaves, for the coordinators."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.foundation.due import Due
from alongside.foundation.templatetags import dates
from alongside.mentorships.access import mentorships_for
from alongside.mentorships.models import CallRequest, Leaving, Session
from alongside.mentorships.models.leaving import THINK_AGAIN
from alongside.mentorships.queries.pairs import local
from alongside.people import directory

#: Rows on Today at most.
MOST = 10


@dataclass(frozen=True)
class Asked:
    """kind: "call", "meeting" or "go". when: by when they are called, which meeting, or when it ends. may_undo: still in time."""

    kind: str
    pk: UUID
    when: datetime | date
    may_undo: bool


def asked_in(principal, mentorship, call=None) -> list[Asked]:
    """What the mentee asked for in this mentorship, in the order of its weight. Two queries; `call` is their open call, if any."""
    zone = mentorship.programme.time_zone
    since = clock.now() - THINK_AGAIN
    found = [
        Asked("go", one.pk, local(one.asked_at + THINK_AGAIN, zone), True)
        for one in Leaving.objects.filter(
            mentorship=mentorship, person=principal.person_id, taken_back_at=None, done_at=None, asked_at__gt=since
        )
    ]
    off = Session.objects.filter(
        mentorship=mentorship, outcome=Session.Outcome.CANCELLED, logged_by=principal.account, logged_at__gt=since,
        starts_at__gt=clock.now(),
    )  # fmt: skip
    for session in off.order_by("starts_at"):
        here = local(session.starts_at, zone)
        found.append(Asked("meeting", session.pk, here if session.has_time else here.date(), True))
    if call is not None:
        found.append(Asked("call", call.pk, local(call.call_by, zone), call.asked_at > since))
    return found


def due(principal) -> list[Due]:
    """Who said that they leave, until a coordinator has noted it. One query, and the names."""
    found = list(
        Leaving.objects.filter(Exists(mentorships_for(principal).filter(pk=OuterRef("mentorship"))))
        .filter(seen_at=None, taken_back_at=None, asked_at__gt=clock.now() - timedelta(days=60))
        .select_related("mentorship__programme")
        .order_by("asked_at")[:MOST]
    )
    names = directory.names({one.person_id for one in found})
    rows = []
    for one in found:
        ends = dates.when(local(one.asked_at + THINK_AGAIN, one.mentorship.programme.time_zone))
        why = _("Has left. Say goodbye, and tell the mentor.") if one.done_at else _("Wants to leave. Until %(when)s they can take it back.")
        rows.append(
            Due(
                group="waiting",
                people=((names.get(one.person_id, ""), "mentee"),),
                why=why if one.done_at else why % {"when": ends},
                url=reverse("mentorships:leaving", args=[one.pk]),
                button=_("See what to do"),
                since=one.asked_at,
            )
        )
    return rows


def leaving_for(principal, pk) -> Leaving:
    """Somebody who leaves, for the coordinators of the programme; else Http404. Notes the read."""
    leaving = (
        Leaving.objects.filter(mentorship__in=mentorships_for(principal), pk=pk)
        .select_related("mentorship__programme", "person")
        .first()
    )
    if leaving is None:
        raise Http404
    principal.reads("leaving", leaving.person_id)
    return leaving


def own_leaving_for(principal, mentorship, pk) -> Leaving:
    """One's own leaving in a mentorship that was handed out; else Http404."""
    leaving = Leaving.objects.filter(mentorship=mentorship, person=principal.person_id, pk=pk).first()
    if leaving is None:
        raise Http404
    leaving.mentorship = mentorship
    return leaving


def own_call_for(principal, mentorship, pk) -> CallRequest:
    """One's own wish for a call in a mentorship that was handed out; else Http404."""
    call = CallRequest.objects.filter(mentorship=mentorship, person=principal.person_id, pk=pk).first()
    if call is None:
        raise Http404
    call.mentorship = mentorship
    return call
