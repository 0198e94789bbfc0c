"""Rows of this room. One file for each thing; others import them from here."""

from alongside.mentorships.models.calendar import CalendarFeed as CalendarFeed
from alongside.mentorships.models.endings import EndingPlan as EndingPlan
from alongside.mentorships.models.endings import Interview as Interview
from alongside.mentorships.models.endings import Paper as Paper
from alongside.mentorships.models.goals import Goal as Goal
from alongside.mentorships.models.goals import GoalWriting as GoalWriting
from alongside.mentorships.models.mentorship import HeldPlace as HeldPlace
from alongside.mentorships.models.mentorship import Member as Member
from alongside.mentorships.models.mentorship import Mentorship as Mentorship
from alongside.mentorships.models.mentorship import MentorshipStatus as MentorshipStatus
from alongside.mentorships.models.onward import FreshYes as FreshYes
from alongside.mentorships.models.onward import Introduction as Introduction
from alongside.mentorships.models.rules import PairRules as PairRules
from alongside.mentorships.models.sessions import CallRequest as CallRequest
from alongside.mentorships.models.sessions import CheckIn as CheckIn
from alongside.mentorships.models.sessions import EarlierLog as EarlierLog
from alongside.mentorships.models.sessions import Session as Session
