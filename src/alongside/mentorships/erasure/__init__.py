"""How this room hands out and erases what it holds about one person."""


from django.db import transaction
from django.db.models import Q

from alongside.foundation import clock
from alongside.mentorships.access import MENTOR_ROLES
from alongside.mentorships.erasure import money
from alongside.mentorships.erasure.endings import OF_ENDINGS, erase_endings
from alongside.mentorships.erasure.exporting import export as export
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
    CallTry,
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
    LogDraft,
    LogLink,
    LogQuestion,
    MeetingConditions,
    Member,
    Mentorship,
    MentorshipStatus,
    Message,
    MessagesRead,
    MovingMeeting,
    Notice,
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
    ToCall,
)
from alongside.people.models import Account

#: All that stands around one mentee's release, and what a mentor has confirmed: it goes with the person.
ABOUT_ONE = (
    CustodyStatus, ReleaseDate, PickUp, Appointment, MovingMeeting, MeetingConditions, ConditionsRead, Officer, AttendanceConsent,
    AttendanceSent,
)  # fmt: skip


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
    LogQuestion.objects.filter(session__mentorship__in=ids).update(words="", answer="")
    CheckIn.objects.filter(mentorship__in=ids).update(note="")
    PhoneEntry.objects.filter(mentorship__in=ids, session=None).delete()
    MentorshipStatus.objects.filter(mentorship__in=ids).update(note="")
    erase_endings(person, ids)
    Hold.objects.filter(statuses__mentorship__in=ids).update(note="", lifted_note="")
    Hold.objects.filter(person=person).delete()
    HoldCall.objects.filter(person=person).delete()
    Agreement.objects.filter(mentorship__in=ids).update(place="", also="")
    AgreementPaper.objects.filter(agreement__mentorship__in=ids).delete()
    AgreementAnswer.objects.filter(person=person).delete()
    CallRequest.objects.filter(person=person).delete()
    CalendarFeed.objects.filter(person=person).delete()
    Notice.objects.filter(person=person).delete()
    ToCall.objects.filter(person=person).delete()
    LogLink.objects.filter(person=person).delete()
    # A draft is about both, and its author's too.
    LogDraft.objects.filter(Q(mentorship__in=ids) | Q(account=account)).delete()
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
    money.erase(person, ids)
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
        (Agreement, "written_by"),
        (AgreementAnswer, "by"),
        (AgreementText, "published_by"),
        (Recording, "made_by"),
        (Circular, "by"),
        (PhoneEntry, "seen_by"),
        (Card, "made_by"),
        (Card, "ended_by"),
        (LogQuestion, "asked_by"),
        (LogQuestion, "answered_by"),
        (Leaving, "seen_by"),
        (Message, "by"),
        (Between, "read_by"),
        (Handover, "to"),
        (Handover, "by"),
        (Supervision, "by"),
        (MessagesRead, "by"),
        *money.HANDS,
        (OfficerQuestion, "asked_by"),
        (OfficerAnswer, "decided_by"),
        *((table, "by") for table in OF_ENDINGS),
        *((table, "by") for table in ABOUT_ONE if table not in (MovingMeeting, Officer)),
    ):
        model.objects.filter(**{field: account}).update(**{field: None})
