"""Say how it is between the two, and say that it was read."""

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.mentorships.access import (
    MENTEE,
    MENTOR,
    NotAllowed,
    check_coordinates,
    check_part,
    only_coordinates,
    parts_of,
)
from alongside.mentorships.access.between import betweens_for
from alongside.mentorships.models import Between, Mentorship
from alongside.mentorships.queries.between import ANSWERS, sentences_for


@transaction.atomic
def say_between(*, mentorship: Mentorship, by: Principal, answers: dict[str, str], words: str = "") -> Between:
    """How it is, as `by` says, for the coordinators alone. answers: code of a sentence -> code of an answer.

    A sentence without an answer counts as "I prefer not to say". Raises NotAllowed for whoever is no member.
    """
    check_part(by, mentorship, MENTOR, MENTEE)
    wanted = sentences_for(is_mentor=MENTOR in parts_of(by, mentorship))
    if not set(answers) <= set(wanted) or not set(answers.values()) <= set(ANSWERS):
        raise NotAllowed(_("Choose one answer."))
    said = Between.objects.create(
        mentorship=mentorship,
        person_id=by.person_id,
        answers={code: answers.get(code, "skip") for code in wanted},
        words=words,
    )
    audit.record(by=by, action="say between", target=said, people=[by.person_id])
    return said


@transaction.atomic
def read_between(*, mentorship: Mentorship, by: Principal) -> None:
    """A coordinator has read all that was said. Saying it twice changes nothing. Raises NotAllowed."""
    check_coordinates(by, mentorship.programme_id)
    if not only_coordinates(by, mentorship):
        raise NotAllowed(_("You are in this pair yourself. A colleague reads this."))
    rows = betweens_for(by, mentorship).filter(read_at=None)
    people = list(rows.values_list("person_id", flat=True))
    if people:
        rows.update(read_at=clock.now(), read_by=by.account)
        audit.record(by=by, action="read between", target=mentorship, people=people)
