"""Ask an office without an account, take in what it answers, and tell it about meetings only where the mentee agreed."""

import secrets
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock, mail
from alongside.foundation.access import Principal
from alongside.foundation.forms import save_versioned
from alongside.mentorships.access import MENTEE, NotAllowed, check_coordinates, check_part
from alongside.mentorships.actions.changes import check_not_ended
from alongside.mentorships.models import (
    AttendanceConsent,
    AttendanceSent,
    Member,
    Mentorship,
    Officer,
    OfficerAnswer,
    OfficerQuestion,
)
from alongside.mentorships.queries.officers import agrees, attendance_lines

#: An office answers mail within a working week; later the coordinator calls (ours).
LASTS = timedelta(days=7)
#: A mailed question that nobody answered is forgotten so long after it ended; an answer that nobody took over as well.
FORGOTTEN_AFTER = timedelta(days=90)


@transaction.atomic
def name_officer(*, mentorship: Mentorship, member: Member, by: Principal, expected_version: int | None, values: dict) -> Officer:
    """Whom we ask about this mentee. values: columns of Officer. Raises Changed when somebody was faster, and NotAllowed."""
    check_coordinates(by, mentorship.programme_id)
    check_not_ended(mentorship)
    officer, _made = Officer.objects.get_or_create(mentorship=mentorship, person_id=member.person_id)
    save_versioned(officer, expected_version, values)
    audit.record(by=by, action="officer named", target=officer, people=[member.person_id], fields=values)
    return officer


@transaction.atomic
def ask_officer(*, officer: Officer, about: str, by: Principal) -> tuple[OfficerQuestion, str]:
    """One question by mail and its token, which is written nowhere else. An earlier open one about the same closes.

    Raises NotAllowed without an address or a reference.
    """
    check_coordinates(by, officer.mentorship.programme_id)
    check_not_ended(officer.mentorship)
    if not officer.email or not officer.reference:
        raise NotAllowed(_("Write down an e-mail address and a reference first. By phone you can ask without."))
    officer.questions.filter(about=about, closed_at=None).update(closed_at=clock.now())
    token = secrets.token_urlsafe(32)
    question = OfficerQuestion.objects.create(
        officer=officer, about=about, token_hash=OfficerQuestion.digest(token), asked_by=by.account, expires_at=clock.now() + LASTS
    )
    mail.queue(to=officer.email, body=letter(question, token), language=officer.language)
    audit.record(by=by, action="officer asked", target=question, people=[officer.person_id])
    return question, token


def letter(question: OfficerQuestion, token: str) -> str:
    """The mail: who asks, which reference, the link. No name, no topic, no programme."""
    officer = question.officer
    with translation.override(officer.language):
        words = _(
            "%(organisation)s has a question about your reference %(reference)s.\n\n"
            "Please answer here. The link works once, for seven days:\n%(link)s\n\n"
            "If you prefer the phone or a letter, answer that way."
        )
        return words % {
            "organisation": officer.mentorship.programme.organisation.name,
            "reference": officer.reference,
            "link": settings.PUBLIC_URL + reverse("office:form", args=[token]),
        }


def question_behind(token: str, *, lock: bool = False) -> OfficerQuestion | None:
    """The question behind a link while it is open, else None. One query."""
    query = OfficerQuestion.objects.select_related("officer__mentorship__programme__organisation")
    if lock:
        query = query.select_for_update(of=("self",))
    question = query.filter(token_hash=OfficerQuestion.digest(token)).first()
    return question if question is not None and question.is_open else None


@transaction.atomic
def take_answer(*, token: str, values: dict) -> OfficerAnswer:
    """What the officer wrote into the one form: a proposal for the coordinators. The link is used up. Raises NotAllowed if it was."""
    question = question_behind(token, lock=True)
    if question is None:
        raise NotAllowed(_("This link was used already, or its time is over."))
    question.closed_at = clock.now()
    question.save(update_fields=["closed_at"])
    answer = OfficerAnswer.objects.create(question=question, values=values)
    audit.record(by=None, action="officer answered", target=answer, people=[question.officer.person_id])
    return answer


@transaction.atomic
def set_aside(*, answer: OfficerAnswer, by: Principal) -> None:
    """An answer that isn't taken over. Raises NotAllowed if it was decided about."""
    check_coordinates(by, answer.question.officer.mentorship.programme_id)
    _decide(answer, by, taken=False)


def settle(*, mentorship: Mentorship, person_id: UUID, about: str, by: Principal | None, answer: OfficerAnswer | None) -> None:
    """Something is known now, whichever way it came: open questions about it close, `answer` counts as taken over.

    Part of the caller's transaction, which has checked the right.
    """
    open_ones = OfficerQuestion.objects.filter(officer__mentorship=mentorship, officer__person=person_id, about=about, closed_at=None)
    open_ones.update(closed_at=clock.now())
    if answer is not None:
        _decide(answer, by, taken=True)


def _decide(answer: OfficerAnswer, by: Principal | None, *, taken: bool) -> None:
    fresh = OfficerAnswer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if fresh.taken is not None:
        raise NotAllowed(_("Somebody has decided about this answer already."))
    fresh.taken = taken
    fresh.decided_at = clock.now()
    fresh.decided_by = by.account if by else None
    fresh.save(update_fields=["taken", "decided_at", "decided_by"])
    person_id = answer.question.officer.person_id
    audit.record(by=by, action="answer taken over" if taken else "answer set aside", target=fresh, people=[person_id])


@transaction.atomic
def agree_to_attendance(
    *, mentorship: Mentorship, person_id: UUID, by: Principal, agreed: bool, how: str = AttendanceConsent.How.SELF
) -> AttendanceConsent:
    """The mentee's yes or no to an officer learning on which days the pair met. It can be taken back; nothing else changes.

    On their own page only the mentee themselves may say it; a coordinator writes down what was said or came on paper.
    """
    if how == AttendanceConsent.How.SELF:
        check_part(by, mentorship, MENTEE)
        if by.person_id != person_id:
            raise NotAllowed(_("Only they themselves can say this here."))
    else:
        check_coordinates(by, mentorship.programme_id)
    row = AttendanceConsent.objects.create(mentorship=mentorship, person_id=person_id, agreed=agreed, how=how, by=by.account)
    audit.record(by=by, action="attendance agreed" if agreed else "attendance refused", target=row, people=[person_id])
    return row


@transaction.atomic
def send_attendance(
    *, mentorship: Mentorship, member: Member, officer: Officer, by: Principal, since: date, until: date, way: str
) -> AttendanceSent:
    """Tell the officer on which days the pair met, in so many words; kept word for word for the mentee. Raises NotAllowed without a yes.

    way: by mail it goes out now; by phone or on paper this notes what was said. Never a note, a reason, a place or a length.
    """
    check_coordinates(by, mentorship.programme_id)
    # Held, so that a no given at this moment is seen.
    Mentorship.objects.select_for_update().get(pk=mentorship.pk)
    if not agrees(mentorship, member.person_id):
        raise NotAllowed(_("The mentee has not agreed to this, so nothing can be sent."))
    if until < since:
        raise NotAllowed(_("Choose a last day that is not before the first."))
    if way == AttendanceSent.Way.MAIL and not officer.email:
        raise NotAllowed(_("Write down an e-mail address first, or choose another way."))
    with translation.override(officer.language):
        words = attendance_lines(mentorship, officer.reference, since, until)
    row = AttendanceSent.objects.create(mentorship=mentorship, person_id=member.person_id, words=words, way=way, by=by.account)
    if way == AttendanceSent.Way.MAIL:
        mail.queue(to=officer.email, body=words, language=officer.language)
    audit.record(by=by, action="attendance sent", target=row, people=[member.person_id])
    return row


def forget_unanswered() -> None:
    """Drop questions that ended long ago, with what was answered: what was taken over stands elsewhere. Called by the tick."""
    old = OfficerQuestion.objects.filter(expires_at__lt=clock.now() - FORGOTTEN_AFTER)
    # Asked first, because a delete takes the writer even when it finds nothing.
    if old.exists():
        old.delete()
