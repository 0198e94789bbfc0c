"""Write a mentee's goal, change it, say how it ended. Each is a new row; none is written over."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.foundation.forms import Changed
from alongside.mentorships.access import PARTS, NotAllowed, check_can_write_goal, check_part
from alongside.mentorships.actions.changes import check_not_ended
from alongside.mentorships.models import Goal, GoalWriting, Mentorship
from alongside.people.models import Person, Term


@transaction.atomic
def write_goal(
    *,
    mentorship: Mentorship,
    person: Person,
    by: Principal,
    words: str,
    language: str,
    review_on: date,
    area: Term | None = None,
    steps: list[dict] | None = None,
) -> Goal:
    """A new goal of the mentee `person`, in their words. steps: as in GoalWriting. Raises NotAllowed.

    review_on: the day on which they look at it again, from today on.
    """
    _check(by, mentorship, person.pk)
    goal = Goal.objects.create(mentorship=mentorship, person=person)
    _write(goal, by, "goal written", words=words, language=language, area=area, steps=steps or [], review_on=review_on)
    return goal


@transaction.atomic
def change_goal(
    *,
    goal: Goal,
    by: Principal,
    expected_version: int | None,
    words: str,
    language: str,
    review_on: date,
    area: Term | None = None,
    steps: list[dict] | None = None,
) -> Goal:
    """The goal as it is to stand from now on; what stood there before stays. Raises NotAllowed, and Changed when somebody was faster."""
    _take(goal, by, expected_version)
    _write(goal, by, "goal changed", words=words, language=language, area=area, steps=steps or [], review_on=review_on)
    return goal


@transaction.atomic
def end_goal(
    *, goal: Goal, by: Principal, expected_version: int | None, end: str, say: str = "", language: str = "", said_so: bool = False
) -> Goal:
    """Reached, changed or dropped: the mentee says so. Whoever else writes it down says that the mentee said it (`said_so`).

    An end can be said anew; what was said before stays. say: the mentee's own words about it, in `language`. Raises NotAllowed, and Changed when somebody was faster.
    """
    now = _take(goal, by, expected_version, is_ending=True)
    if by.person_id != goal.person_id and not said_so:
        raise NotAllowed(_("Ask the mentee first. Only they say how their goal ends."))
    _write(
        goal, by, "goal ended", words=now.words, language=now.language, area=now.area, steps=now.steps,
        end=end, say=say, say_language=language if say else "",
    )  # fmt: skip
    return goal


def _check(by: Principal, mentorship: Mentorship, person_id) -> None:
    check_part(by, mentorship, *PARTS)
    check_not_ended(mentorship)
    check_can_write_goal(by, mentorship, person_id)


def _take(goal: Goal, by: Principal, expected_version: int | None, *, is_ending: bool = False) -> GoalWriting:
    """Lock the goal for the next writing and return the one that counts. The right to it is checked first."""
    _check(by, goal.mentorship, goal.person_id)
    current = Goal.objects.select_for_update(of=("self",)).get(pk=goal.pk)
    now = current.writings.get(number=current.version)
    if now.end and not is_ending:
        raise NotAllowed(_("This goal has ended. Write a new one."))
    if current.version != expected_version:
        raise Changed({"number": now.number})
    goal.version = current.version + 1
    goal.save(update_fields=["version"])
    return now


def _write(goal: Goal, by: Principal, action: str, **columns) -> None:
    GoalWriting.objects.create(
        goal=goal, number=goal.version, by_mentee=by.person_id == goal.person_id, by=by.account, at=clock.now(), **columns
    )
    audit.record(by=by, action=action, target=goal, people=[goal.person_id], fields=columns)
