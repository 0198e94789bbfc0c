"""Who asks about a log, and who answers."""

from django.utils.translation import gettext as _

from alongside.mentorships.access import COORDINATOR, NotAllowed, parts_of
from alongside.mentorships.models import LogQuestion, Session

LOGGED = (Session.Outcome.MET, Session.Outcome.NOT_MET)


def may_ask(principal, session) -> bool:
    """A coordinator, about a log that somebody else wrote who mentors there now, while no question is open.

    Reads what came along with the session's mentorship, and its questions: no query where both were fetched.
    """
    if session.outcome not in LOGGED or COORDINATOR not in parts_of(principal, session.mentorship):
        return False
    return writes_here(session) and not any(q.answered_at is None for q in session.questions.all())


def writes_here(session) -> bool:
    """Whether whoever wrote the log mentors in the mentorship now."""
    author = getattr(session.logged_by, "person_id", None)
    return author is not None and any(
        m.person_id == author and m.until is None and m.is_mentor for m in session.mentorship.members.all()
    )


def open_question(principal, session) -> LogQuestion | None:
    """The open question about a log that the principal wrote, and may answer."""
    if principal.account is None or session.logged_by_id != principal.account.pk:
        return None
    return next((q for q in session.questions.all() if q.answered_at is None), None)


def check_can_answer(by, session) -> LogQuestion:
    """The question to answer. Raises NotAllowed for everybody but whoever wrote the log, and where none is open."""
    question = open_question(by, session)
    if question is None:
        raise NotAllowed(_("There is no open question about this meeting."))
    return question
