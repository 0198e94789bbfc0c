"""How this room hands out and erases what it holds about one person."""

from django.db import transaction

from alongside.foundation import clock
from alongside.mentorships.access import MENTOR_ROLES
from alongside.mentorships.models import (
    CalendarFeed,
    CallRequest,
    CheckIn,
    EarlierLog,
    EndingPlan,
    FreshYes,
    Goal,
    GoalWriting,
    HeldPlace,
    Interview,
    Introduction,
    Member,
    Mentorship,
    MentorshipStatus,
    Paper,
    Session,
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
        "said_at_the_end": [
            {
                "kind": row.kind,
                "at": row.at.isoformat(),
                "answers": row.answers,
                "contact": row.contact,
                "again": row.again,
                "by_person": row.by_person,
            }
            for row in Interview.objects.filter(person=person)
        ],
        "papers": [
            {"at": row.at.isoformat(), "words": row.words, "language": row.language, "signed_by": row.signed_by}
            for row in Paper.objects.filter(person=person)
        ],
        "asked_anew": [
            {"at": row.at.isoformat(), "answer": row.answer, "how": row.how}
            for row in FreshYes.objects.filter(enrolment__person=person)
        ],
        "introductions": [
            {
                "organisation": row.organisation.name,
                "items": row.items,
                "words": row.words,
                "agreed_at": row.agreed_at.isoformat(),
                "how": row.how,
                "withdrawn_at": _iso(row.withdrawn_at),
            }
            for row in Introduction.objects.filter(person=person).select_related("organisation")
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
    MentorshipStatus.objects.filter(mentorship__in=ids).update(note="")
    Interview.objects.filter(mentorship__in=ids).update(answers={})
    Paper.objects.filter(mentorship__in=ids).update(words="")
    for model in (Interview, Paper, Introduction):
        model.objects.filter(person=person).delete()
    FreshYes.objects.filter(enrolment__person=person).delete()
    CallRequest.objects.filter(person=person).delete()
    CalendarFeed.objects.filter(person=person).delete()
    Goal.objects.filter(person=person).delete()
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
    for model, field in (
        (Mentorship, "begun_by"),
        (MentorshipStatus, "by"),
        (Session, "planned_by"),
        (Session, "logged_by"),
        (EarlierLog, "logged_by"),
        (CheckIn, "by"),
        (CallRequest, "called_by"),
        (GoalWriting, "by"),
        (EndingPlan, "by"),
        (Interview, "by"),
        (Paper, "by"),
        (FreshYes, "by"),
        (Introduction, "by"),
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
        "endings_planned": [
            {"kind": p.kind, "until": p.until.isoformat(), "at": p.at.isoformat()} for p in mentorship.ending_plans.all()
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
