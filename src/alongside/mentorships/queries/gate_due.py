"""What a release asks for today: computed from dates, for coordinators and for mentors."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.foundation.due import Due
from alongside.foundation.templatetags import dates
from alongside.mentorships.access import MENTEE_ROLES, mentorships_for, my_mentorships
from alongside.mentorships.models import (
    CheckIn,
    ConditionsRead,
    CustodyStatus,
    MeetingConditions,
    Member,
    OfficerAnswer,
    OfficerQuestion,
    PickUp,
)
from alongside.mentorships.queries import facts
from alongside.mentorships.queries.gate import RHYTHM
from alongside.mentorships.queries.pairs import local
from alongside.people import directory
from alongside.programmes.models import Enrolment

#: So many days before the release somebody should be named for the gate.
NEAR = timedelta(days=3)
#: A call of the rhythm that was missed stays on the list for so many days.
LATE = (4, 10, 14)
#: Rows of one kind, the oldest first.
MOST = 20
Status = CustodyStatus.Status


def gate_due(principal) -> list[Due]:
    """Rows for Today. A constant number of queries."""
    rows = []
    if principal.holds("coordinator"):
        walking = facts.walking(mentorships_for(principal))
        rows += _answers(walking) + _unanswered(walking) + _around_the_day(walking)
    if principal.holds("mentor"):
        rows += _unread(principal)
    return rows


def _row(name, why, url, button, since, group="pairs") -> Due:
    return Due(group, ((name, "mentee"),), why, url, button, since)


def _answers(walking) -> list[Due]:
    """Answers of officers that nobody has taken over."""
    found = OfficerAnswer.objects.filter(Exists(walking.filter(pk=OuterRef("question__officer__mentorship"))), taken=None)
    found = list(found.select_related("question__officer__mentorship__programme").defer("values").order_by("at")[:MOST])
    names = directory.names({answer.question.officer.person_id for answer in found})
    rows = []
    for answer in found:
        officer = answer.question.officer
        ago = dates.ago(local(answer.at, officer.mentorship.programme.time_zone))
        why = _("An answer came %(ago)s. See it and take it over.") % {"ago": ago}
        url = reverse("mentorships:officer", args=[officer.mentorship_id, officer.person_id])
        rows.append(_row(names.get(officer.person_id, ""), why, url, _("See the answer"), answer.at, "waiting"))
    return rows


def _unanswered(walking) -> list[Due]:
    """Mailed questions whose time is over and that nobody answered, by any way."""
    over = OfficerQuestion.objects.filter(
        Exists(walking.filter(pk=OuterRef("officer__mentorship"))), closed_at=None, expires_at__lt=clock.now()
    )
    over = list(over.select_related("officer__mentorship__programme").order_by("expires_at")[:MOST])
    names = directory.names({question.officer.person_id for question in over})
    rows = []
    for question in over:
        officer = question.officer
        day = dates.when(local(question.asked_at, officer.mentorship.programme.time_zone), "date")
        why = _("Asked by mail on %(day)s, and no answer came.") % {"day": day}
        url = reverse("mentorships:officer", args=[officer.mentorship_id, officer.person_id])
        rows.append(_row(names.get(officer.person_id, ""), why, url, _("Ask by phone"), question.expires_at))
    return rows


def _around_the_day(walking) -> list[Due]:
    """The days before a release without anybody named for the gate, the day itself, and the calls after it."""
    # A day wider, for programmes whose day begins earlier or later than ours.
    today = clock.today()
    first, last = today - timedelta(days=RHYTHM[-1] + LATE[-1] + 1), today + NEAR + timedelta(days=1)
    # These few first, by their index: few people have a day of release.
    coming = Enrolment.objects.filter(release_on__gte=first, release_on__lte=last).values("pk")
    here = Exists(walking.filter(pk=OuterRef("mentorship")))
    near = Member.objects.filter(here, enrolment__in=coming, role__in=MENTEE_ROLES, until=None)
    near = list(near.select_related("enrolment", "mentorship__programme").order_by("enrolment__release_on")[: MOST * 3])
    ids = {member.mentorship_id for member in near}
    status: dict[tuple, CustodyStatus] = {}
    for row in CustodyStatus.objects.filter(mentorship__in=ids).defer("facility"):
        status.setdefault((row.mentorship_id, row.person_id), row)
    named = set(PickUp.objects.filter(mentorship__in=ids).values_list("mentorship_id", "person_id"))
    calls: dict[UUID, list[datetime]] = {}
    for pk, at in CheckIn.objects.filter(mentorship__in=ids).values_list("mentorship_id", "at"):
        calls.setdefault(pk, []).append(at)
    names = directory.names({member.person_id for member in near})
    rows = []
    for member in near:
        key = (member.mentorship_id, member.person_id)
        found = _reason(member, status.get(key), key in named, calls.get(member.mentorship_id, []))
        if found:
            rows.append(_row(names.get(member.person_id, ""), *found))
    return rows[:MOST]


def _reason(member: Member, status, is_named: bool, calls: list[datetime]) -> tuple | None:
    """(why, url, button, since) for one mentee, or None."""
    zone = ZoneInfo(member.mentorship.programme.time_zone)
    today = clock.today(member.mentorship.programme.time_zone)
    on = member.enrolment.release_on
    keys = [member.mentorship_id, member.person_id]
    begins = datetime.combine(on, time(0), tzinfo=zone)
    if status is not None and status.status == Status.RELEASED:
        for days, late in reversed(list(zip(RHYTHM, LATE, strict=True))):
            due_on = on + timedelta(days=days)
            if due_on <= today <= due_on + timedelta(days=late):
                since = datetime.combine(due_on, time(0), tzinfo=zone)
                if any(at >= since for at in calls):
                    return None
                why = _("Out since %(day)s. Ask how it goes.") % {"day": dates.when(on, "date")}
                return why, reverse("mentorships:check_in", args=keys[:1]), _("Call them"), since
        return None
    if status is not None and status.status in (Status.RECALLED, Status.TRANSFERRED) and local(status.at, str(zone)).date() >= on:
        return None
    if on <= today:
        if today - on > timedelta(days=LATE[-1]):
            return None
        why = _("Should be out since %(day)s.") % {"day": dates.when(on, "date")} if on < today else _("Should be out today.")
        return why, reverse("mentorships:gate_out", args=keys), _("Say they are out"), begins
    if on <= today + NEAR and not is_named:
        why = _("Comes out on %(day)s, and nobody is named for the gate.") % {"day": dates.when(on, "date")}
        return why, reverse("mentorships:gate_pick_up", args=keys), _("Name somebody"), begins - NEAR
    return None


def _unread(principal) -> list[Due]:
    """Conditions for meetings that this mentor has not confirmed."""
    mine = facts.walking(my_mentorships(principal, as_mentor=True))
    later = MeetingConditions.objects.filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), id__gt=OuterRef("id")),
        mentorship=OuterRef("mentorship"), person=OuterRef("person"),
    )  # fmt: skip
    read = ConditionsRead.objects.filter(conditions=OuterRef("pk"), person=principal.person_id)
    found = MeetingConditions.objects.filter(Exists(mine.filter(pk=OuterRef("mentorship"))), ~Exists(later), ~Exists(read))
    found = list(found[:MOST])
    names = directory.names({row.person_id for row in found})
    why = _("There are new conditions for your meetings. Read them before you meet.")
    return [
        _row(names.get(row.person_id, ""), why, reverse("mentorships:conditions", args=[row.mentorship_id, row.person_id]),
             _("Read them"), row.at)
        for row in found
    ]  # fmt: skip
