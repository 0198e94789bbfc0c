"""How this room hands out and erases what it holds about one person."""

from django.db import transaction
from django.db.models import Q

from alongside.foundation import clock
from alongside.mentorships.access import MENTOR_ROLES
from alongside.mentorships.models import (
    CalendarFeed,
    CallRequest,
    CallTry,
    Card,
    CheckIn,
    Circular,
    CircularCopy,
    EarlierLog,
    Goal,
    GoalWriting,
    HeldPlace,
    Hold,
    HoldCall,
    LogDraft,
    LogLink,
    Member,
    Mentorship,
    MentorshipStatus,
    Message,
    MessagesRead,
    Notice,
    PhoneEntry,
    Session,
    ToCall,
)
from alongside.people.models import Account


def export(person) -> dict:
    """What we hold about the person here, ready for JSON.

    Notes of meetings are included, for a mentee may read them when they ask. Left out: notes on changes and
    what was said in check-ins, which hold the other person's words too; they are handed out by a coordinator.
    """
    parts = Member.objects.filter(person=person).select_related("mentorship__programme").order_by("since")
    goals = Goal.objects.filter(person=person).prefetch_related("writings__area")
    return {
        "mentorships": [_mentorship(part) for part in parts],
        "goals": [_goal(goal) for goal in goals],
        "calls_asked_for": [
            {
                "asked_at": call.asked_at.isoformat(),
                "call_by": call.call_by.isoformat(),
                "called_at": _iso(call.called_at),
                "wants_change": call.wants_change,
            }
            for call in CallRequest.objects.filter(person=person)
        ],
        "reminders": [
            {"about": _iso(notice.about), "way": notice.way, "at": _iso(notice.done_at)}
            for notice in Notice.objects.filter(person=person).exclude(way="")
        ],
        "calls_to_make": [
            {
                "why": call.why,
                "since": call.made_at.isoformat(),
                "closed_at": _iso(call.closed_at),
                "tries": [{"at": t.at.isoformat(), "answer": t.answer} for t in call.tries.all()],
            }
            for call in ToCall.objects.filter(person=person).prefetch_related("tries")
        ],
        "logs_being_written": [draft.words for draft in LogDraft.objects.filter(account__person=person)],
        "links_to_log_sent": [_iso(link.made_at) for link in LogLink.objects.filter(person=person)],
        "messages_to_several": [
            {"at": copy.circular.at.isoformat(), "language": copy.language, "words": copy.circular.texts.get(copy.language, "")}
            for copy in CircularCopy.objects.filter(person=person, was_sent=True).select_related("circular")
        ],
        "cards": [
            {"made_at": _iso(card.made_at), "opened_at": _iso(card.opened_at), "ended_at": _iso(card.ended_at)}
            for card in Card.objects.filter(person=person)
        ],
        "messages": [
            {
                "at": m.at.isoformat(),
                "to_coordinators": m.with_person_id is not None,
                "mine": m.author_id == person.pk,
                "words": m.words,
                "has_voice": hasattr(m, "voice"),
            }
            for m in Message.objects.filter(Q(author=person) | Q(with_person=person)).select_related("voice")
        ],
        "holds": [
            {"since": _iso(hold.at), "until": _iso(hold.lifted_at), "reason": hold.reason}
            for hold in Hold.objects.filter(person=person)
        ],
        "calendar_address_since": [_iso(feed.created_at) for feed in CalendarFeed.objects.filter(person=person)],
    }


@transaction.atomic
def erase(person) -> None:
    """Remove the person from every mentorship, with all free words about them, and what they wrote themselves.

    What remains for the others and for totals: that meetings took place, when and how long. A mentorship
    that goes on with nobody on one side is ended; one with nobody left is deleted. A mentee's goals go with the mentee,
    and stay theirs when a mentor is erased.
    """
    account = Account.objects.filter(person=person).first()
    ids = list(Member.objects.filter(person=person).values_list("mentorship_id", flat=True).distinct())
    # Of a pair, every word is about both.
    Session.objects.filter(mentorship__in=ids).update(note="", place="")
    EarlierLog.objects.filter(session__mentorship__in=ids).update(note="")
    CheckIn.objects.filter(mentorship__in=ids).update(note="")
    PhoneEntry.objects.filter(mentorship__in=ids, session=None).delete()
    MentorshipStatus.objects.filter(mentorship__in=ids).update(note="")
    Hold.objects.filter(statuses__mentorship__in=ids).update(note="", lifted_note="")
    Hold.objects.filter(person=person).delete()
    HoldCall.objects.filter(person=person).delete()
    CallRequest.objects.filter(person=person).delete()
    CalendarFeed.objects.filter(person=person).delete()
    Notice.objects.filter(person=person).delete()
    ToCall.objects.filter(person=person).delete()
    LogLink.objects.filter(person=person).delete()
    # A draft is about both, and its author's too.
    LogDraft.objects.filter(Q(mentorship__in=ids) | Q(account=account)).delete()
    CircularCopy.objects.filter(person=person).delete()
    Card.objects.filter(person=person).delete()
    Goal.objects.filter(person=person).delete()
    Message.objects.filter(Q(author=person) | Q(with_person=person)).delete()
    MessagesRead.objects.filter(Q(person=person) | Q(with_person=person)).delete()
    HeldPlace.objects.filter(enrolment__person=person).delete()
    Member.objects.filter(person=person).delete()
    for mentorship in Mentorship.objects.filter(pk__in=ids).prefetch_related("members"):
        _tidy(mentorship)
    if account:
        _forget_hand(account)


def _tidy(mentorship: Mentorship) -> None:
    left = list(mentorship.members.all())
    if not left:
        mentorship.delete()
        return
    present = [m for m in left if m.until is None]
    sides = {m.role in MENTOR_ROLES for m in present}
    if present and len(sides) < 2:
        now = clock.now()
        MentorshipStatus.objects.create(
            mentorship=mentorship, status=MentorshipStatus.Status.ENDED, reason=MentorshipStatus.Reason.OTHER, at=now
        )
        mentorship.members.filter(until=None).update(until=now)
        HeldPlace.objects.filter(mentorship=mentorship).delete()
        mentorship.sessions.filter(outcome="", starts_at__gte=now).delete()


def _forget_hand(account: Account) -> None:
    """That this account did something is no longer told; what was done stays."""
    PhoneEntry.objects.filter(account=account).delete()
    for model, field in (
        (Mentorship, "begun_by"),
        (MentorshipStatus, "by"),
        (Session, "planned_by"),
        (Session, "logged_by"),
        (EarlierLog, "logged_by"),
        (CheckIn, "by"),
        (Hold, "by"),
        (Hold, "lifted_by"),
        (HoldCall, "by"),
        (CallRequest, "called_by"),
        (CallTry, "by"),
        (GoalWriting, "by"),
        (Circular, "by"),
        (PhoneEntry, "seen_by"),
        (Card, "made_by"),
        (Card, "ended_by"),
        (Message, "by"),
        (MessagesRead, "by"),
    ):
        model.objects.filter(**{field: account}).update(**{field: None})


def _mentorship(part: Member) -> dict:
    mentorship = part.mentorship
    return {
        "programme": mentorship.programme.name,
        "role": part.role,
        "since": part.since.isoformat(),
        "until": _iso(part.until),
        "changes": [
            {"status": s.status, "reason": s.reason, "wished_by": s.wished_by, "at": s.at.isoformat()}
            for s in mentorship.statuses.all()
        ],
        "meetings": [
            {
                "starts_at": s.starts_at.isoformat(),
                "outcome": s.outcome,
                "reason": s.reason,
                "minutes": s.minutes,
                "channel": s.channel,
                "place": s.place,
                "note": s.note,
                "before_a_correction": [
                    {
                        "starts_at": e.starts_at.isoformat(),
                        "outcome": e.outcome,
                        "reason": e.reason,
                        "minutes": e.minutes,
                        "channel": e.channel,
                        "note": e.note,
                    }
                    for e in s.earlier.all()
                ],
            }
            for s in mentorship.sessions.prefetch_related("earlier")
        ],
        "arrived_late": [entry.words for entry in mentorship.phone_entries.all() if entry.words],
        "check_ins": [
            {"at": c.at.isoformat(), "spoke_with": c.spoke_with, "channel": c.channel} for c in mentorship.check_ins.all()
        ],
    }


def _goal(goal: Goal) -> dict:
    """A goal of the person with everything that ever stood there, newest first."""
    return {
        "begun_at": goal.begun_at.isoformat(),
        "writings": [
            {
                "at": row.at.isoformat(),
                "words": row.words,
                "language": row.language,
                "area": row.area.label if row.area else "",
                "steps": row.steps,
                "review_on": _iso(row.review_on),
                "end": row.end,
                "say": row.say,
                "say_language": row.say_language,
                "by_mentee": row.by_mentee,
            }
            for row in goal.writings.all()
        ],
    }


def _iso(moment) -> str | None:
    return moment.isoformat() if moment else None
