"""Rows of this room. One file for each thing; others import them from here."""

from alongside.mentorships.models.between import Between as Between
from alongside.mentorships.models.calendar import CalendarFeed as CalendarFeed
from alongside.mentorships.models.cards import Card as Card
from alongside.mentorships.models.charge import Absence as Absence
from alongside.mentorships.models.charge import Handover as Handover
from alongside.mentorships.models.circulars import Circular as Circular
from alongside.mentorships.models.circulars import CircularCopy as CircularCopy
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
from alongside.mentorships.models.pocket import PhoneEntry as PhoneEntry
from alongside.mentorships.models.rules import PairRules as PairRules
from alongside.mentorships.models.sessions import CallRequest as CallRequest
from alongside.mentorships.models.sessions import CheckIn as CheckIn
from alongside.mentorships.models.sessions import EarlierLog as EarlierLog
from alongside.mentorships.models.sessions import Session as Session
from alongside.mentorships.models.supervision import Supervision as Supervision
from alongside.mentorships.models.supervision import SupervisionPart as SupervisionPart
