"""Who is on hold, what rests because of it, and who must still be told by a human voice."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.foundation.due import Due
from alongside.foundation.templatetags import dates
from alongside.mentorships.access import holds_for, reads_reason
from alongside.mentorships.models import CheckIn, Hold, HoldCall, Member, Mentorship, MentorshipStatus
from alongside.mentorships.queries.pairs import local
from alongside.people import directory
from alongside.people.models import ContactWay

#: So many open holds Today looks through; more at once would be another matter than a list of calls.
MOST = 50


def held(person_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the people who are on hold now: nothing is sent to them. One query."""
    return set(Hold.objects.open().filter(person__in=list(person_ids)).values_list("person_id", flat=True))


def rests(path: str = "pk") -> Exists:
    """For a query of mentorships (or of rows whose `path` is one): whether a present member is on hold."""
    members = Member.objects.filter(mentorship=OuterRef(path), until=None)
    return Exists(members.filter(Exists(Hold.objects.open().filter(person=OuterRef("person")))))


def on_hold(mentorship: Mentorship) -> bool:
    """Whether a present member of the mentorship is on hold. One query."""
    return holds_of(mentorship).exists()


def holds_of(mentorship: Mentorship):
    """Open holds of the mentorship's present members."""
    members = Member.objects.filter(mentorship=mentorship, person=OuterRef("person"), until=None)
    return Hold.objects.open().filter(Exists(members)).select_related("person")


def silent(mentorship: Mentorship) -> bool:
    """Whether a present member has died: nothing is sent about this mentorship any more, to nobody. One query."""
    return holds_of(mentorship).filter(reason=Hold.Reason.DEATH).exists()


def hold_of(principal, person_id) -> Hold | None:
    """The open hold of a person, if the principal may see it. One query."""
    return holds_for(principal).filter(person_id=person_id, lifted_at=None).select_related("programme").first()


@dataclass
class Told:
    """One member who has been told, or is still to be called. at: when they were told."""

    member: Member
    at: datetime | None = None


@dataclass
class Around:
    """What a hold touches in the principal's programmes: the mentorships that rest, and whom to tell, the untold first."""

    mentorships: list[Mentorship] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    @property
    def to_call(self) -> list[Told]:
        return [one for one in self.told if one.at is None]


def around(principal, holds: Iterable[Hold]) -> dict[UUID, Around]:
    """Hold id -> what it touches in the programmes that the principal coordinates. Five queries, whatever the number."""
    holds = list(holds)
    found = {hold.pk: Around() for hold in holds}
    paused = MentorshipStatus.objects.filter(
        hold__in=holds, mentorship__programme_id__in=principal.programmes_as("coordinator")
    ).select_related("mentorship__programme")
    ways = Prefetch("person__contact_ways", queryset=ContactWay.objects.filter(is_safe=True))
    present = Prefetch("mentorship__members", queryset=Member.objects.select_related("person").prefetch_related(ways).order_by("since", "pk"))
    spoken: dict = {}
    check_ins = CheckIn.objects.filter(mentorship__statuses__hold__in=holds).defer("note").order_by("at")
    for check_in in check_ins.distinct():
        spoken.setdefault(check_in.mentorship_id, []).append(check_in)
    called = {(c.hold_id, c.person_id): c.at for c in HoldCall.objects.filter(hold__in=holds)}
    by_id = {hold.pk: hold for hold in holds}
    for row in paused.prefetch_related(present).order_by("at", "pk"):
        hold, touched = by_id[row.hold_id], found[row.hold_id]
        if row.mentorship in touched.mentorships:
            continue
        touched.mentorships.append(row.mentorship)
        for member in row.mentorship.members.all():
            if not _is_to_be_told(member, hold) or any(one.member.person_id == member.person_id for one in touched.told):
                continue
            at = called.get((hold.pk, member.person_id)) or _spoken_to(member, hold, spoken.get(row.mentorship_id, ()))
            touched.told.append(Told(member, at))
    for touched in found.values():
        touched.told.sort(key=lambda one: one.at is not None)
    return found


def _is_to_be_told(member: Member, hold: Hold) -> bool:
    """Everybody who was there when it began and hasn't left since; the person too, unless nobody can reach them."""
    if member.since > hold.at or (member.until is not None and member.until <= hold.at):
        return False
    return member.person_id != hold.person_id or hold.reason not in (Hold.Reason.DEATH, Hold.Reason.DETENTION)


def _spoken_to(member: Member, hold: Hold, check_ins) -> datetime | None:
    side = CheckIn.With.MENTOR if member.is_mentor else CheckIn.With.MENTEE
    return next((c.at for c in check_ins if c.at >= hold.at and c.spoke_with in (side, CheckIn.With.BOTH)), None)


def due(principal) -> list[Due]:
    """Whom to call because their pair rests, and holds whose day for another look has come. Seven queries, one without holds."""
    open_holds = list(holds_for(principal).filter(lifted_at=None).select_related("person", "programme").order_by("at")[:MOST])
    if not open_holds:
        return []
    touched = around(principal, open_holds)
    people = {one.member.person_id for t in touched.values() for one in t.to_call} | {h.person_id for h in open_holds}
    names = directory.names(people)
    rows = []
    for hold in open_holds:
        url = reverse("mentorships:held", args=[hold.pk])
        zone = hold.programme.time_zone
        day = dates.when(local(hold.at, zone), "date")
        for one in touched[hold.pk].to_call:
            side = "mentor" if one.member.is_mentor else "mentee"
            why = _("There has been a break since %(day)s. Tell them yourself.") % {"day": day}
            if one.member.person_id == hold.person_id:
                why = _("On hold since %(day)s. Tell them yourself.") % {"day": day}
            rows.append(Due("waiting", ((names.get(one.member.person_id, ""), side),), why, url, _("Call them"), hold.at))
        if reads_reason(principal, hold) and hold.review_on <= clock.today(zone):
            why = _("On hold since %(day)s. You wanted to look at it again today or earlier.") % {"day": day}
            since = datetime.combine(hold.review_on, datetime.min.time(), tzinfo=ZoneInfo(zone))
            rows.append(Due("waiting", ((names.get(hold.person_id, ""), "plain"),), why, url, _("Look at it again"), since))
    return rows


def open_calls_of_the_dead() -> Q:
    """For a query of calls asked for: those of somebody who has died meanwhile."""
    return Q(person__in=Hold.objects.open().filter(reason=Hold.Reason.DEATH).values("person"))
