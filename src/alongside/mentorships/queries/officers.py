"""What is asked of an officer, what came back, and what the mentee said about being spoken of."""

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.foundation.templatetags import dates
from alongside.mentorships.models import (
    AttendanceConsent,
    AttendanceSent,
    Mentorship,
    Officer,
    OfficerAnswer,
    Session,
)
from alongside.mentorships.queries.pairs import local

Outcome = Session.Outcome


def officer_of(mentorship: Mentorship, person_id: UUID) -> Officer | None:
    """Whom we ask about this mentee. One query."""
    officer = Officer.objects.filter(mentorship=mentorship, person=person_id).first()
    if officer is not None:
        officer.mentorship = mentorship
    return officer


def questions_of(officer: Officer) -> list:
    """What was asked, newest first, with its answer. One query."""
    return list(officer.questions.select_related("answer"))


def waiting_answers(officer: Officer) -> list[OfficerAnswer]:
    """Answers that nobody has decided about. One query."""
    return list(OfficerAnswer.objects.filter(question__officer=officer, taken=None).select_related("question"))


def consent_of(mentorship: Mentorship, person_id: UUID) -> AttendanceConsent | None:
    """What the mentee said last. One query."""
    return AttendanceConsent.objects.filter(mentorship=mentorship, person=person_id).first()


def agrees(mentorship: Mentorship, person_id: UUID) -> bool:
    consent = consent_of(mentorship, person_id)
    return consent is not None and consent.agreed


def sent_to_officer(mentorship: Mentorship, person_id: UUID) -> list[AttendanceSent]:
    """What was said about meetings, newest first, with its day on the programme's clock. One query."""
    rows = list(AttendanceSent.objects.filter(mentorship=mentorship, person=person_id))
    for row in rows:
        row.on = local(row.at, mentorship.programme.time_zone)
    return rows


def attendance_lines(mentorship: Mentorship, reference: str, since: date, until: date) -> str:
    """The days from `since` to `until` and whether they met: all that an officer is ever told. In the language of now."""
    zone = mentorship.programme.time_zone
    words = {Outcome.MET: _("met"), Outcome.NOT_MET: _("did not meet"), Outcome.CANCELLED: _("called off before")}
    # A day wider on both sides: the day that counts is the programme's.
    rows = mentorship.sessions.exclude(outcome="").filter(
        starts_at__date__gte=since - timedelta(days=1), starts_at__date__lte=until + timedelta(days=1)
    )
    days = [(local(starts_at, zone).date(), outcome) for starts_at, outcome in rows.order_by("starts_at").values_list("starts_at", "outcome")]
    lines = [
        _("%(day)s: %(what)s") % {"day": dates.when(day, "full"), "what": words[outcome]}
        for day, outcome in days
        if since <= day <= until
    ]
    head = _("Reference %(reference)s") % {"reference": reference}
    return "\n".join([head, *(lines or [_("No meeting in this time.")])])
