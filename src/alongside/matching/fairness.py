"""Whether a round serves groups alike: how many of each are waiting, and how many the plan gives a mentor.

For a board or an evaluator to look at, never to choose people by: numbers come in fives and tens, and nothing under thirty
people is broken down (`foundation.disclosure`). Groups are everyday facts; the round knows no others.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.foundation import disclosure
from alongside.matching.models import MatchingRound
from alongside.people import languages
from alongside.people.models import GenderWish

#: Upper ends of the waiting times that are compared, in days.
WAITED = (90, 180)
SERVED = ("proposed", "asked", "begun")


@dataclass(frozen=True)
class Line:
    """One group: rounded to five, ten people or more."""

    group: str
    waiting: int
    served: int


@dataclass(frozen=True)
class Table:
    """lines: None where fewer than thirty people stand behind the table. rest: smaller groups are left out."""

    title: str
    lines: list[Line] | None
    rest: bool = False


def tables(round: MatchingRound) -> list[Table]:
    """By language, area, wish about a woman or a man, and waiting time. A constant number of queries."""
    served = {p.mentee_id for p in round.proposals.prefetch_related("steps") if p.state in SERVED}
    parts = round.parts.filter(is_in=True, enrolment__side="mentee").select_related("enrolment__person__area")
    mentees = [part.enrolment for part in parts.prefetch_related("enrolment__person__languages")]
    on = (round.planned_at or round.opened_at).date()

    def by(groups_of) -> tuple[dict[str, int], dict[str, int]]:
        waiting, with_mentor = defaultdict(int), defaultdict(int)
        for enrolment in mentees:
            for group in groups_of(enrolment):
                waiting[group] += 1
                with_mentor[group] += enrolment.pk in served
        return waiting, with_mentor

    unknown = _("Not known")
    kinds = (
        (_("By language"), lambda e: [languages.name_of(row.tag) for row in e.person.languages.all()] or [unknown]),
        (_("By area"), lambda e: [e.person.area.name if e.person.area else unknown]),
        (_("By wish"), lambda e: [str(GenderWish(e.person.gender_wish).label) if e.person.gender_wish else unknown]),
        (_("By waiting time"), lambda e: [waited((on - e.waiting_since).days) if e.waiting_since else unknown]),
    )
    return [table(title, *by(groups_of), len(mentees)) for title, groups_of in kinds]


def table(title: str, waiting: dict[str, int], served: dict[str, int], people: int) -> Table:
    shown = disclosure.breakdown(waiting, people)
    if shown is None:
        return Table(title, None)
    lines = [Line(group.key, group.count, disclosure.rounded(served[group.key])) for group in shown.groups]
    return Table(title, lines, shown.rest)


def waited(days: int) -> str:
    if days < WAITED[0]:
        return _("Less than three months")
    return _("Three to six months") if days < WAITED[1] else _("Over half a year")
