"""Take in what came back on paper: one transaction, so that half a sheet is never kept."""

from datetime import date, timedelta

from django.db import transaction

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.mentorships.access import check_coordinates
from alongside.mentorships.actions.calls import ask_for_call
from alongside.mentorships.actions.goals import write_goal
from alongside.mentorships.actions.sessions import log_session
from alongside.mentorships.models import Member, Mentorship, Session

#: A goal from paper is looked at again after so long (ours).
LOOK_AGAIN = timedelta(weeks=4)


@transaction.atomic
def take_in_paper(
    *, mentorship: Mentorship, member: Member, by: Principal, meetings: list[tuple[date, bool]], goal: str, language: str, call: bool
) -> None:
    """What the mentee wrote on the sheet: on which days they met or did not, a goal in their words, the wish to be called.

    Minutes and ways are not asked on paper; a meeting that came about counts as one in person. Raises NotAllowed.
    """
    check_coordinates(by, mentorship.programme_id)
    for day, met in meetings:
        log_session(
            mentorship=mentorship, by=by, met=met, day=day,
            whose="" if met else Session.Whose.CIRCUMSTANCES, channel=Session.Channel.IN_PERSON if met else "",
        )  # fmt: skip
    if goal:
        again = clock.today(mentorship.programme.time_zone) + LOOK_AGAIN
        write_goal(mentorship=mentorship, person=member.person, by=by, words=goal, language=language, review_on=again)
    if call:
        ask_for_call(mentorship=mentorship, person=member.person, by=None)
    audit.record(by=by, action="paper taken in", target=mentorship, people=[member.person_id])
