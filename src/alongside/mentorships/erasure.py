"""How this room hands out and erases what it holds about one person."""

from base64 import b64encode

from django.db import transaction
from django.db.models import Q

from alongside.foundation import clock
from alongside.mentorships import erasure_money
from alongside.mentorships.access import MENTOR_ROLES
from alongside.mentorships.models import (
    Agreement,
    AgreementAnswer,
    AgreementPaper,
    AgreementText,
    Appointment,
    AttendanceConsent,
    AttendanceSent,
    Between,
    CalendarFeed,
    CallRequest,
    Card,
    CheckIn,
    Circular,
    CircularCopy,
    ConditionsRead,
    CustodyStatus,
    EarlierLog,
    Goal,
    GoalWriting,
    Handover,
    HeldPlace,
    Hello,
    Hold,
    HoldCall,
    Leaving,
    MeetingConditions,
    Member,
    Mentorship,
    MentorshipStatus,
    Message,
    MessagesRead,
    MovingMeeting,
    Officer,
    OfficerAnswer,
    OfficerQuestion,
    PhoneEntry,
    Photo,
    PhotoWish,
    PickUp,
    Recording,
    ReleaseDate,
    Session,
    Supervision,
    SupervisionPart,
)
from alongside.people.models import Account

#: All that stands around one mentee's release, and what a mentor has confirmed: it goes with the person.
ABOUT_ONE = (
    CustodyStatus, ReleaseDate, PickUp, Appointment, MovingMeeting, MeetingConditions, ConditionsRead, Officer, AttendanceConsent,
    AttendanceSent,
)  # fmt: skip


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
        "agreements": [
            _agreement(row, person) for row in Agreement.objects.filter(mentorship__members__person=person).distinct().select_related("text").prefetch_related("answers", "papers")
        ],
        "calls_asked_for": [
            {
                "asked_at": call.asked_at.isoformat(),
                "call_by": call.call_by.isoformat(),
                "called_at": _iso(call.called_at),
                "taken_back_at": _iso(call.taken_back_at),
                "wants_change": call.wants_change,
                "wants_stop": call.wants_stop,
            }
            for call in CallRequest.objects.filter(person=person)
        ],
        "leaving": [
            {"asked_at": _iso(x.asked_at), "taken_back_at": _iso(x.taken_back_at), "done_at": _iso(x.done_at)}
            for x in Leaving.objects.filter(person=person)
        ],
        "wishes_for_photos": [
            {"from": _iso(x.said_at), "until": _iso(x.until)} for x in PhotoWish.objects.filter(person=person)
        ],
        "photos": [_file(x) for x in Photo.objects.filter(person=person)],
        "hellos": [_file(x) for x in Hello.objects.filter(person=person)],
        "messages_to_several": [
            {"at": copy.circular.at.isoformat(), "language": copy.language, "words": copy.circular.texts.get(copy.language, "")}
            for copy in CircularCopy.objects.filter(person=person, was_sent=True).select_related("circular")
        ],
        "cards": [
            {"made_at": _iso(card.made_at), "opened_at": _iso(card.opened_at), "ended_at": _iso(card.ended_at)}
            for card in Card.objects.filter(person=person)
        ],
        "how_it_is_between_us": [
            {"at": b.at.isoformat(), "answers": b.answers, "words": b.words} for b in Between.objects.filter(person=person)
        ],
        "supervisions": [
            {"at": part.supervision.starts_at.isoformat(), "came": part.came}
            for part in SupervisionPart.objects.filter(person=person).select_related("supervision")
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
        "release": release(person),
        **erasure_money.export(person),
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
    Agreement.objects.filter(mentorship__in=ids).update(place="", also="")
    AgreementPaper.objects.filter(agreement__mentorship__in=ids).delete()
    AgreementAnswer.objects.filter(person=person).delete()
    CallRequest.objects.filter(person=person).delete()
    CalendarFeed.objects.filter(person=person).delete()
    for model in (Card, Leaving, PhotoWish, Photo, Hello):
        model.objects.filter(person=person).delete()
    CircularCopy.objects.filter(person=person).delete()
    Goal.objects.filter(person=person).delete()
    for table in ABOUT_ONE:
        table.objects.filter(person=person).delete()
    Between.objects.filter(person=person).delete()
    SupervisionPart.objects.filter(person=person).delete()
    Handover.objects.filter(mentorship__in=ids).update(note="")
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
        (GoalWriting, "by"),
        (Agreement, "written_by"),
        (AgreementAnswer, "by"),
        (AgreementText, "published_by"),
        (Recording, "made_by"),
        (Circular, "by"),
        (PhoneEntry, "seen_by"),
        (Card, "made_by"),
        (Card, "ended_by"),
        (Leaving, "seen_by"),
        (Message, "by"),
        (Between, "read_by"),
        (Handover, "to"),
        (Handover, "by"),
        (Supervision, "by"),
        (MessagesRead, "by"),
        *erasure_money.HANDS,
        (OfficerQuestion, "asked_by"),
        (OfficerAnswer, "decided_by"),
        *((table, "by") for table in ABOUT_ONE if table not in (MovingMeeting, Officer)),
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


def release(person) -> dict:
    """What stands around the person's release, and every word that an office was told."""
    mine = {"person": person}
    return {
        "where": [
            {"status": r.status, "on": _iso(r.on), "place": r.facility, "source": r.source, "at": _iso(r.at)}
            for r in CustodyStatus.objects.filter(**mine)
        ],
        "days": [
            {"on": _iso(r.on), "was": _iso(r.was), "source": r.source, "at": _iso(r.at)} for r in ReleaseDate.objects.filter(**mine)
        ],
        "at_the_gate": [
            {"other": r.other, "time": _iso(r.time), "place": r.place, "at": _iso(r.at)} for r in PickUp.objects.filter(**mine)
        ],
        "appointments": [
            {"what": r.what, "place": r.place, "days": r.days, "on": _iso(r.on), "time": _iso(r.time), "end": r.end}
            for r in Appointment.objects.filter(**mine)
        ],
        "conditions": [
            {
                "at": _iso(r.at),
                "two_mentors": r.two_mentors,
                "no_home_visits": r.no_home_visits,
                "only_daytime": r.only_daytime,
                "excluded_places": r.excluded_places,
                "no_contact_with": r.no_contact_with,
            }
            for r in MeetingConditions.objects.filter(**mine)
        ],
        "conditions_read": [_iso(r.at) for r in ConditionsRead.objects.filter(**mine)],
        "office": [
            {
                "name": o.name,
                "office": o.office,
                "reference": o.reference,
                "asked": [
                    {"about": q.about, "at": _iso(q.asked_at), "answer": q.answer.values if hasattr(q, "answer") else None}
                    for q in o.questions.select_related("answer")
                ],
            }
            for o in Officer.objects.filter(**mine)
        ],
        "may_an_office_know_when_we_met": [
            {"agreed": r.agreed, "how": r.how, "at": _iso(r.at)} for r in AttendanceConsent.objects.filter(**mine)
        ],
        "told_an_office": [{"words": r.words, "way": r.way, "at": _iso(r.at)} for r in AttendanceSent.objects.filter(**mine)],
    }


def _agreement(row: Agreement, person) -> dict:
    """What the pair settled and what this person said to it. The programme's text stands in every language."""
    return {
        "number": row.number,
        "written_at": row.written_at.isoformat(),
        "text": row.text.words,
        "often": row.often,
        "minutes": row.minutes,
        "place": row.place,
        "channel": row.channel,
        "costs": row.costs,
        "ends_on": _iso(row.ends_on),
        "trial_until": _iso(row.trial_until),
        "also": row.also,
        "papers": len(row.papers.all()),
        "answers": [
            {"said": a.said, "how": a.how, "language": a.language, "witness": a.witness, "at": a.at.isoformat()}
            for a in row.answers.all()
            if a.person_id == person.pk
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


def _file(kept) -> dict:
    return {"made_at": _iso(kept.made_at), "media_type": kept.media_type, "base64": b64encode(kept.content).decode()}


def _iso(moment) -> str | None:
    return moment.isoformat() if moment else None
