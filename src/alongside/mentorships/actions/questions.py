"""Ask one open question about a log; answer it."""

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.mentorships.access import MENTOR, NotAllowed, check_coordinates, check_part
from alongside.mentorships.access.questions import check_can_answer, may_ask
from alongside.mentorships.models import LogQuestion, Session


@transaction.atomic
def ask_about_log(*, session: Session, by: Principal, words: str) -> LogQuestion:
    """A coordinator asks whoever wrote the log. Raises NotAllowed while another question about it is open."""
    check_coordinates(by, session.mentorship.programme_id)
    Session.objects.select_for_update().get(pk=session.pk)
    if not may_ask(by, session):
        raise NotAllowed(_("Nobody here can answer this now, or a question about it is open."))
    asked = LogQuestion.objects.create(session=session, words=words, asked_by=by.account)
    audit.record(by=by, action="ask about log", target=asked, people=[session.logged_by.person_id])
    return asked


@transaction.atomic
def answer_question(*, session: Session, by: Principal, answer: str) -> LogQuestion:
    """Whoever wrote the log answers, while they mentor there. The log itself stays as it is. Raises NotAllowed."""
    check_part(by, session.mentorship, MENTOR)
    question = check_can_answer(by, session)
    question.answer, question.answered_at, question.answered_by = answer, clock.now(), by.account
    question.save(update_fields=["answer", "answered_at", "answered_by"])
    audit.record(by=by, action="answer question", target=question, people=[by.person_id])
    return question
