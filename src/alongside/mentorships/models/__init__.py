"""Rows of this room. One file for each thing; others import them from here."""

from alongside.mentorships.models.calendar import CalendarFeed as CalendarFeed
from alongside.mentorships.models.conditions import ConditionsRead as ConditionsRead
from alongside.mentorships.models.conditions import MeetingConditions as MeetingConditions
from alongside.mentorships.models.gate import Appointment as Appointment
from alongside.mentorships.models.gate import CustodyStatus as CustodyStatus
from alongside.mentorships.models.gate import MovingMeeting as MovingMeeting
from alongside.mentorships.models.gate import PickUp as PickUp
from alongside.mentorships.models.gate import ReleaseDate as ReleaseDate
from alongside.mentorships.models.gate import Source as Source
from alongside.mentorships.models.goals import Goal as Goal
from alongside.mentorships.models.goals import GoalWriting as GoalWriting
from alongside.mentorships.models.mentorship import HeldPlace as HeldPlace
from alongside.mentorships.models.mentorship import Member as Member
from alongside.mentorships.models.mentorship import Mentorship as Mentorship
from alongside.mentorships.models.mentorship import MentorshipStatus as MentorshipStatus
from alongside.mentorships.models.officers import AttendanceConsent as AttendanceConsent
from alongside.mentorships.models.officers import AttendanceSent as AttendanceSent
from alongside.mentorships.models.officers import Officer as Officer
from alongside.mentorships.models.officers import OfficerAnswer as OfficerAnswer
from alongside.mentorships.models.officers import OfficerQuestion as OfficerQuestion
from alongside.mentorships.models.rules import PairRules as PairRules
from alongside.mentorships.models.sessions import CallRequest as CallRequest
from alongside.mentorships.models.sessions import CheckIn as CheckIn
from alongside.mentorships.models.sessions import EarlierLog as EarlierLog
from alongside.mentorships.models.sessions import Session as Session
