"""The goals of a mentorship as pages show them, and those whose day for looking again has come."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, QuerySet

from alongside.mentorships import access
from alongside.mentorships.models import Goal, GoalWriting, Mentorship
from alongside.mentorships.queries.pairs import local

ICONS = {"": "flag", "reached": "check", "changed": "arrows", "dropped": "end"}
Who = GoalWriting.Who


@dataclass(frozen=True)
class Step:
    words: str
    who: str
    who_label: str
    on: date | None
    done: bool


@dataclass(frozen=True)
class Written:
    """One writing of a goal, its moment on the programme's clock."""

    row: GoalWriting
    at: datetime
    steps: list[Step]


@dataclass(frozen=True)
class Shown:
    """A goal as a page shows it. earlier: what stood there before, newest first. whose: a name where there are several mentees."""

    goal: Goal
    now: Written
    earlier: list[Written]
    whose: str
    icon: str

    @property
    def is_open(self) -> bool:
        return not self.now.row.end


def goals_of(principal, mentorship: Mentorship, *, is_open: bool | None = None) -> list[Shown]:
    """What the principal may read of the goals of a mentorship that was handed out: open ones first, oldest first.

    is_open: only those that have not ended, or only those that have. Three queries; notes the reads.
    """
    zone = mentorship.programme.time_zone
    goals = list(access.goals_for(principal, mentorship))
    mentees = [m for m in mentorship.members.all() if not m.is_mentor]
    names = {m.person_id: m.person.name for m in mentees} if len({m.person_id for m in mentees}) > 1 else {}
    principal.reads("goals", *dict.fromkeys(goal.person_id for goal in goals))
    shown = [_shown(goal, zone, names) for goal in goals]
    shown = [one for one in shown if is_open in (None, one.is_open)]
    return sorted(shown, key=lambda one: not one.is_open)


def _shown(goal: Goal, zone: str, names: dict) -> Shown:
    written = [Written(row, local(row.at, zone), steps_of(row)) for row in goal.writings.all()]
    return Shown(goal, written[0], written[1:], names.get(goal.person_id, ""), ICONS[written[0].row.end])


def steps_of(row: GoalWriting) -> list[Step]:
    return [
        Step(
            words=step["words"],
            who=step["who"],
            who_label=Who(step["who"]).label,
            on=date.fromisoformat(step["on"]) if step["on"] else None,
            done=step["done"],
        )
        for step in row.steps
    ]


def to_look_at(mentorships: QuerySet, by: date) -> QuerySet:
    """(mentorship, day) of goals whose day for looking again has come by then, the longest waiting first. One query."""
    now = GoalWriting.objects.filter(end="", review_on__lte=by, number=F("goal__version"))
    # Asked for each goal found, not listed first: of thousands of mentorships few have a goal waiting.
    now = now.filter(Exists(mentorships.filter(pk=OuterRef("goal__mentorship")))).order_by("review_on")
    return now.values_list("goal__mentorship_id", "review_on")
