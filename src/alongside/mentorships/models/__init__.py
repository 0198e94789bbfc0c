"""Rows of this room. One file for each thing; others import them from here."""

from alongside.mentorships.models.calendar import CalendarFeed as CalendarFeed
from alongside.mentorships.models.drafts import LogDraft as LogDraft
from alongside.mentorships.models.goals import Goal as Goal
from alongside.mentorships.models.goals import GoalWriting as GoalWriting
from alongside.mentorships.models.mentorship import HeldPlace as HeldPlace
from alongside.mentorships.models.mentorship import Member as Member
from alongside.mentorships.models.mentorship import Mentorship as Mentorship
from alongside.mentorships.models.mentorship import MentorshipStatus as MentorshipStatus
from alongside.mentorships.models.reminders import LogLink as LogLink
from alongside.mentorships.models.reminders import Notice as Notice
from alongside.mentorships.models.reminders import ReminderRule as ReminderRule
from alongside.mentorships.models.rules import PairRules as PairRules
from alongside.mentorships.models.sessions import CallRequest as CallRequest
from alongside.mentorships.models.sessions import CheckIn as CheckIn
from alongside.mentorships.models.sessions import EarlierLog as EarlierLog
from alongside.mentorships.models.sessions import Session as Session
from alongside.mentorships.models.to_call import CallTry as CallTry
from alongside.mentorships.models.to_call import ToCall as ToCall
