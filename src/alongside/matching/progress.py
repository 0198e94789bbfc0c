"""How far a plan is that is made in the background, in words."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.matching import access
from alongside.matching.models import MatchingRound, Planning

#: A plan of which nothing was heard for so long has lost its job (`jobs.LOST_AFTER`, three tries).
SILENT = timedelta(minutes=50)


def number(count: int) -> str:
    """"10,000" as the language of the page groups it."""
    return number_format(count, use_l10n=True, force_grouping=True)


@dataclass
class Far:
    """How far a plan is that is made in the background. `failed`: what to do, in a sentence; "" unless it could not be made."""

    planning: Planning
    failed: str

    #: The steps that people read, in order; waiting is the beginning of the first.
    STEPS = (Planning.Step.READING, Planning.Step.SOLVING, Planning.Step.EXPLAINING, Planning.Step.WRITING)

    @property
    def is_going(self) -> bool:
        return self.planning.is_going and not self.failed

    @property
    def here(self) -> int:
        """The step, counted from 1."""
        step = self.planning.step
        return self.STEPS.index(step) + 1 if step in self.STEPS else 1

    @property
    def names(self) -> list[str]:
        return [step.label for step in self.STEPS]

    @property
    def total(self) -> int:
        """People who need reasons, if those are being found; else the steps."""
        return self.planning.mentees if self.planning.step == Planning.Step.EXPLAINING else len(self.STEPS)

    @property
    def done(self) -> int:
        return self.planning.done if self.planning.step == Planning.Step.EXPLAINING else self.here - 1

    @property
    def words(self) -> str:
        if self.planning.step == Planning.Step.EXPLAINING:
            return _("%(done)s of %(total)s mentees have their reasons") % {
                "done": number(self.planning.done), "total": number(self.planning.mentees),
            }  # fmt: skip
        if self.planning.mentees:
            return _("%(step)s: %(mentees)s mentees and %(mentors)s mentors") % {
                "step": self.planning.get_step_display(),
                "mentees": number(self.planning.mentees),
                "mentors": number(self.planning.mentors),
            }
        return self.planning.get_step_display()


def planning_of(round: MatchingRound) -> Far | None:
    """The newest plan asked for in the background, if there was one. One query."""
    newest = round.plannings.first()
    return far_of(newest) if newest else None


def far_of(planning: Planning) -> Far:
    lost = planning.is_going and clock.now() - planning.heard_at > SILENT
    failed = Planning.Failed.STOPPED if lost else planning.failed
    return Far(planning, str(Planning.Failed(failed).label) if failed else "")


def failed_plans(principal) -> list[Planning]:
    """For open rounds of the principal's programmes: the newest plan, if it could not be made. One query."""
    newer = Planning.objects.filter(round=OuterRef("round"), asked_at__gt=OuterRef("asked_at"))
    planned = Q(round__planned_at__gt=F("asked_at"))
    of_mine = Planning.objects.filter(round__in=access.rounds_for(principal).filter(closed_at=None))
    return [p for p in of_mine.filter(~Exists(newer)).exclude(planned) if far_of(p).failed]
