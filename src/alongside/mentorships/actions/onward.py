"""After an ending: a fresh yes to somebody else, goals taken along, an introduction elsewhere."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.foundation.templatetags import dates
from alongside.mentorships.access import (
    COORDINATOR,
    MENTEE,
    NotAllowed,
    check_coordinates,
    check_part,
)
from alongside.mentorships.access.endings import earlier_goals_for
from alongside.mentorships.actions.changes import check_not_ended
from alongside.mentorships.models import FreshYes, Goal, GoalWriting, Introduction, Mentorship
from alongside.mentorships.queries.again import rest_of
from alongside.people.models import Organisation, Person
from alongside.programmes.models import Enrolment

#: Goals that were taken along are looked at this soon: the new mentor has to hear of them (ours).
LOOK_SOON = timedelta(weeks=3)


@transaction.atomic
def answer_again(*, enrolment: Enrolment, answer: str, by: Principal, how: str = FreshYes.How.PHONE) -> FreshYes:
    """After the pause: whether they want another mentor or mentee. By themselves, or told to a coordinator (`how`).

    Raises NotAllowed for anybody else, while the pause lasts, and if nothing of theirs has ended.
    """
    own = by.person_id == enrolment.person_id
    if not own:
        check_coordinates(by, enrolment.programme_id)
    rest = rest_of(enrolment)
    if rest is None:
        raise NotAllowed(_("Nothing of theirs has ended, so there is nothing to ask anew."))
    if rest > clock.today(enrolment.programme.time_zone):
        raise NotAllowed(_("They rest until %(day)s. Ask them then.") % {"day": dates.when(rest, "date")})
    how = FreshYes.How.SELF if own else how
    row = FreshYes.objects.create(enrolment=enrolment, answer=answer, how=how, by=by.account, at=clock.now())
    audit.record(by=by, action="asked anew", target=enrolment, people=[enrolment.person_id], fields=["answer", "how"])
    return row


@transaction.atomic
def take_goals_along(
    *, mentorship: Mentorship, person: Person, chosen: Iterable[str], by: Principal, said_so: bool = False
) -> list[Goal]:
    """Copy these open goals of ended mentorships into this one, each with where it comes from. Only with the mentee's yes.

    chosen: ids as text. Whoever else writes it down says that the mentee said so (`said_so`). Raises NotAllowed.
    """
    check_part(by, mentorship, COORDINATOR, MENTEE)
    check_not_ended(mentorship)
    if not any(m.person_id == person.pk and m.until is None and not m.is_mentor for m in mentorship.members.all()):
        raise NotAllowed(_("Choose whose goal it is."))
    if by.person_id != person.pk and not said_so:
        raise NotAllowed(_("Ask the mentee first. Their goals are theirs."))
    # Twice at the same instant must not copy a goal twice.
    Mentorship.objects.select_for_update().get(pk=mentorship.pk)
    wanted, taken = set(chosen), []
    for goal in earlier_goals_for(by, mentorship, person.pk):
        if str(goal.pk) not in wanted:
            continue
        old = goal.writings.all()[0]
        new = Goal.objects.create(mentorship=mentorship, person=person, carried_from=goal)
        GoalWriting.objects.create(
            goal=new, number=1, words=old.words, language=old.language, area=old.area,
            steps=[step for step in old.steps if not step["done"]], review_on=clock.today() + LOOK_SOON,
            by_mentee=by.person_id == person.pk, by=by.account, at=clock.now(),
        )  # fmt: skip
        taken.append(new)
    if taken:
        audit.record(by=by, action="goals taken along", target=mentorship, people=[person.pk])
    return taken


@transaction.atomic
def introduce(
    *,
    mentorship: Mentorship,
    person: Person,
    organisation: Organisation,
    items: list[str],
    words: str,
    language: str,
    how: str,
    by: Principal,
    said_yes: bool,
) -> Introduction:
    """What a mentee lets us pass on to a partner where they go. Nothing is sent. Raises NotAllowed without their yes."""
    check_coordinates(by, mentorship.programme_id)
    if not any(m.person_id == person.pk and not m.is_mentor for m in mentorship.members.all()):
        raise NotAllowed(_("Choose a mentee of this mentorship."))
    if not mentorship.programme.partners.filter(pk=organisation.pk).exists():
        raise NotAllowed(_("Choose a partner of this programme."))
    if not said_yes:
        raise NotAllowed(_("Nothing is passed on without their yes. Ask them first."))
    row = Introduction.objects.create(
        mentorship=mentorship, person=person, organisation=organisation, items=items, words=words, language=language,
        how=how, by=by.account, agreed_at=clock.now(),
    )  # fmt: skip
    audit.record(by=by, action="introduction agreed", target=mentorship, people=[person.pk], fields=["items", "organisation"])
    return row


@transaction.atomic
def withdraw_introduction(*, introduction: Introduction, by: Principal) -> None:
    """They changed their mind: the letter can't be drawn any more, its words are gone. Raises NotAllowed."""
    if by.person_id != introduction.person_id:
        check_coordinates(by, introduction.mentorship.programme_id)
    if introduction.withdrawn_at is None:
        introduction.withdrawn_at = clock.now()
        introduction.words = ""
        introduction.save(update_fields=["withdrawn_at", "words"])
        audit.record(by=by, action="introduction withdrawn", target=introduction.mentorship, people=[introduction.person_id])
