"""Rows of this room. One file for each thing; others import them from here."""

from alongside.mentorships.models.agreements import Agreement as Agreement
from alongside.mentorships.models.agreements import AgreementAnswer as AgreementAnswer
from alongside.mentorships.models.agreements import AgreementPaper as AgreementPaper
from alongside.mentorships.models.agreements import AgreementText as AgreementText
from alongside.mentorships.models.calendar import CalendarFeed as CalendarFeed
from alongside.mentorships.models.goals import Goal as Goal
from alongside.mentorships.models.goals import GoalWriting as GoalWriting
from alongside.mentorships.models.holds import Hold as Hold
from alongside.mentorships.models.holds import HoldCall as HoldCall
from alongside.mentorships.models.mentorship import HeldPlace as HeldPlace
from alongside.mentorships.models.mentorship import Member as Member
from alongside.mentorships.models.mentorship import Mentorship as Mentorship
from alongside.mentorships.models.mentorship import MentorshipStatus as MentorshipStatus
from alongside.mentorships.models.messages import Message as Message
from alongside.mentorships.models.messages import MessagesRead as MessagesRead
from alongside.mentorships.models.messages import Voice as Voice
from alongside.mentorships.models.recordings import Recording as Recording
from alongside.mentorships.models.rules import PairRules as PairRules
from alongside.mentorships.models.sessions import CallRequest as CallRequest
from alongside.mentorships.models.sessions import CheckIn as CheckIn
from alongside.mentorships.models.sessions import EarlierLog as EarlierLog
from alongside.mentorships.models.sessions import Session as Session
