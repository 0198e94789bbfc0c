"""What this room holds about one person, ready for JSON."""

from base64 import b64encode

from django.db.models import Q

from alongside.mentorships.erasure import money
from alongside.mentorships.erasure.endings import endings, plans
from alongside.mentorships.models import (
    Agreement,
    Appointment,
    AttendanceConsent,
    AttendanceSent,
    Between,
    CalendarFeed,
    CallRequest,
    Card,
    CircularCopy,
    ConditionsRead,
    CustodyStatus,
    Goal,
    Hello,
    Hold,
    Leaving,
    LogDraft,
    LogLink,
    MeetingConditions,
    Member,
    Message,
    MovingMeeting,
    Notice,
    Officer,
    Photo,
    PhotoWish,
    PickUp,
    ReleaseDate,
    SupervisionPart,
    ToCall,
)

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
        **money.export(person),
        **endings(person),
        "calendar_address_since": [_iso(feed.created_at) for feed in CalendarFeed.objects.filter(person=person)],
    }


def _mentorship(part: Member) -> dict:
    mentorship = part.mentorship
    return {
        "programme": mentorship.programme.name,
        "role": part.role,
        "looks_after": part.looks_after,
        "left_because": part.left_because,
        "since": part.since.isoformat(),
        "until": _iso(part.until),
        "changes": [
            {"status": s.status, "reason": s.reason, "wished_by": s.wished_by, "at": s.at.isoformat()}
            for s in mentorship.statuses.all()
        ],
        "endings_planned": plans(mentorship),
        "meetings": [
            {
                "starts_at": s.starts_at.isoformat(),
                "outcome": s.outcome,
                "reason": s.reason,
                "minutes": s.minutes,
                "channel": s.channel,
                "place": s.place,
                "note": s.note,
                "questions": [{"asked": q.words, "answered": q.answer} for q in s.questions.all()],
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
            for s in mentorship.sessions.prefetch_related("earlier", "questions")
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
