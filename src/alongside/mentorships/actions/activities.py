"""Invite several pairs to something, answer for a pair, move it, call it off, log it for those who came."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.foundation.forms import Changed
from alongside.mentorships.access import MENTEE, MENTOR, NotAllowed, check_coordinates, check_part
from alongside.mentorships.actions.changes import check_not_ended
from alongside.mentorships.actions.holds import check_not_on_hold
from alongside.mentorships.actions.sessions import log_session
from alongside.mentorships.actions.telling import tell
from alongside.mentorships.models import Activity, ActivityPart, Session
from alongside.mentorships.queries.activities import is_open, pairs_to_invite
from alongside.programmes.models import Programme

#: Further ahead is a slip of the finger (ours).
FURTHEST = timedelta(days=366)
#: More heads than any pair or family brings along (ours).
MOST_HEADS = 12


@transaction.atomic
def invite_to_activity(
    *,
    programme: Programme,
    by: Principal,
    what: str,
    day: date,
    at: time,
    mentorships: Iterable[UUID],
    minutes: int = 120,
    place: str = "",
    places: int | None = None,
    note: str = "",
) -> Activity:
    """A joint activity to come; members of the invited pairs are told that something is new. day, at: on the programme's clock.

    mentorships: ids of pairs under way in this programme; one that rests or is somebody else's is refused. Raises NotAllowed.
    """
    check_coordinates(by, programme.pk)
    may = {m.pk for m in pairs_to_invite(programme)}
    invited = list(dict.fromkeys(mentorships))
    if not invited or not set(invited) <= may:
        raise NotAllowed(_("Choose at least one pair that is under way."))
    made = Activity.objects.create(
        programme=programme, what=what, starts_at=_to_come(programme, day, at), minutes=minutes, place=place, places=places,
        note=note, by=by.account,
    )  # fmt: skip
    ActivityPart.objects.bulk_create(ActivityPart(activity=made, mentorship_id=pk) for pk in invited)
    _tell_all(made, by)
    audit.record(by=by, action="invite to activity", target=made, people=_people(made))
    return made


@transaction.atomic
def answer_activity(*, part: ActivityPart, by: Principal, heads: int) -> ActivityPart:
    """How many of a pair come, 0 for none; said by any member, and said anew until the day is over.

    Places are never given twice: whoever answers holds the activity until it is written. Raises NotAllowed when there are
    not so many places, when it was called off or is over, and while the pair rests.
    """
    check_part(by, part.mentorship, MENTOR, MENTEE)
    check_not_ended(part.mentorship)
    check_not_on_hold(part.mentorship)
    activity = Activity.objects.select_for_update().get(pk=part.activity_id)
    activity.programme = part.mentorship.programme
    if not is_open(activity):
        raise NotAllowed(_("This can't be answered any more."))
    if not 0 <= heads <= MOST_HEADS:
        raise NotAllowed(_("Write how many of you come, from 1 to %(most)d.") % {"most": MOST_HEADS})
    if activity.places is not None and heads:
        others = activity.parts.exclude(pk=part.pk).aggregate(n=Sum("heads"))["n"] or 0
        if others + heads > activity.places:
            raise NotAllowed(_("Places left: %(n)s.") % {"n": max(0, activity.places - others)})
    fresh = ActivityPart.objects.get(pk=part.pk)
    fresh.heads, fresh.answered_at, fresh.answered_by = heads, clock.now(), by.account
    fresh.save(update_fields=["heads", "answered_at", "answered_by"])
    audit.record(by=by, action="answer activity", target=activity, people=[by.person_id], fields=["heads"])
    return fresh


@transaction.atomic
def move_activity(
    *, activity: Activity, by: Principal, expected_version: int | None, day: date, at: time, place: str = ""
) -> Activity:
    """The same at another time or place; everybody invited is told. A yes for another time is no yes: all are asked anew.

    Raises NotAllowed once it is called off or over, Changed if somebody was faster.
    """
    activity = _held(activity, by, expected_version)
    starts_at = _to_come(activity.programme, day, at)
    if starts_at != activity.starts_at:
        activity.parts.update(heads=None, answered_at=None, answered_by=None)
    activity.starts_at, activity.place = starts_at, place
    _save(activity, "starts_at", "place")
    _tell_all(activity, by)
    audit.record(by=by, action="move activity", target=activity, people=_people(activity), fields=["starts_at", "place"])
    return activity


@transaction.atomic
def call_off_activity(*, activity: Activity, by: Principal) -> Activity:
    """It does not take place; everybody invited is told. Raises NotAllowed once it is called off or over."""
    activity = _held(activity, by, activity.version)
    activity.called_off_at = clock.now()
    _save(activity, "called_off_at")
    _tell_all(activity, by)
    audit.record(by=by, action="call off activity", target=activity, people=_people(activity))
    return activity


@transaction.atomic
def log_activity(*, activity: Activity, by: Principal, came: Iterable[UUID]) -> list[Session]:
    """A meeting for each of these pairs (ids of mentorships), and that the coordinators know who came. Twice writes once.

    Returns the meetings written now. Raises NotAllowed before it began, once it was called off, and for pairs not invited.
    """
    check_coordinates(by, activity.programme_id)
    activity = Activity.objects.select_for_update(of=("self",)).select_related("programme").get(pk=activity.pk)
    if activity.called_off_at or activity.starts_at > clock.now():
        raise NotAllowed(_("This has not taken place."))
    parts = {part.mentorship_id: part for part in activity.parts.select_related("mentorship__programme")}
    came = list(dict.fromkeys(came))
    if not set(came) <= set(parts):
        raise NotAllowed(_("Choose among the invited pairs."))
    day = activity.starts_at.astimezone(ZoneInfo(activity.programme.time_zone)).date()
    written = []
    for part in (parts[pk] for pk in came):
        if part.session_id is None:
            # Of its own, whatever else the pair planned that day.
            part.session = log_session(
                mentorship=part.mentorship, by=by, met=True, day=day, minutes=activity.minutes,
                channel=Session.Channel.IN_PERSON, note=activity.what, is_apart=True,
            )  # fmt: skip
            part.save(update_fields=["session"])
            written.append(part.session)
    activity.told_at = activity.told_at or clock.now()
    activity.save(update_fields=["told_at"])
    audit.record(by=by, action="log activity", target=activity)
    return written


def _held(activity: Activity, by: Principal, expected_version: int | None) -> Activity:
    """The row, held, if `by` may still change it."""
    check_coordinates(by, activity.programme_id)
    fresh = Activity.objects.select_for_update(of=("self",)).select_related("programme").get(pk=activity.pk)
    if not is_open(fresh):
        raise NotAllowed(_("It is called off or over. It can't be changed any more."))
    if fresh.version != expected_version:
        raise Changed({"place": fresh.place})
    return fresh


def _save(activity: Activity, *columns: str) -> None:
    activity.sequence += 1
    activity.version += 1
    activity.changed_at = clock.now()
    activity.save(update_fields=[*columns, "sequence", "version", "changed_at"])


def _to_come(programme: Programme, day: date, at: time) -> datetime:
    starts_at = datetime.combine(day, at, tzinfo=ZoneInfo(programme.time_zone))
    if starts_at < clock.now():
        raise NotAllowed(_("Choose a time that lies ahead."))
    if starts_at > clock.now() + FURTHEST:
        raise NotAllowed(_("Choose a day within the next year."))
    return starts_at


def _tell_all(activity: Activity, by: Principal) -> None:
    for part in activity.parts.select_related("mentorship"):
        tell(part.mentorship, by=by)


def _people(activity: Activity) -> set[UUID]:
    parts = activity.parts.filter(mentorship__members__until=None)
    return {pk for pk in parts.values_list("mentorship__members__person", flat=True) if pk}
