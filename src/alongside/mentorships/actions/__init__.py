"""What can be done with a mentorship. Each act is one transaction, checks the right to do it, and is audited.

`by` is a Principal, or None where the clock acts (or matching, once both have said yes).
A refusal is `NotAllowed`, whose text is a sentence for the person.
"""

from alongside.mentorships.access import NotAllowed
from alongside.mentorships.actions.beginning import begin
from alongside.mentorships.actions.calendars import make_feed, switch_off, switch_off_unused
from alongside.mentorships.actions.calls import ask_for_call, call_by_for, called
from alongside.mentorships.actions.changes import end, pause, resume
from alongside.mentorships.actions.check_ins import check_in
from alongside.mentorships.actions.circulars import forget_circulars, send_circular
from alongside.mentorships.actions.goals import change_goal, end_goal, write_goal
from alongside.mentorships.actions.holds import hold, lift, look_again, told
from alongside.mentorships.actions.sessions import (
    cancel_session,
    correct_session,
    log_session,
    move_session,
    plan_session,
)

__all__ = [
    "NotAllowed",
    "ask_for_call",
    "begin",
    "call_by_for",
    "called",
    "cancel_session",
    "change_goal",
    "check_in",
    "correct_session",
    "end",
    "end_goal",
    "forget_circulars",
    "hold",
    "lift",
    "log_session",
    "look_again",
    "make_feed",
    "move_session",
    "pause",
    "plan_session",
    "resume",
    "send_circular",
    "switch_off",
    "switch_off_unused",
    "told",
    "write_goal",
]
