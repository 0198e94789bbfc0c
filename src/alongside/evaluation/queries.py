"""The quarterly figures: counts of events, and group totals that say nothing about one person."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.evaluation.periods import Quarter
from alongside.foundation import disclosure
from alongside.mentorships.access import MENTEE_ROLES
from alongside.mentorships.models import Member, Mentorship, MentorshipStatus, Session
from alongside.people import languages
from alongside.people.models import Gender, Person, PersonLanguage
from alongside.programmes.models import Enrolment, EnrolmentState, GrantTag, Programme

#: Upper ends of the age bands. Bands are wide, because a narrow one finds a person.
AGE_BANDS = ((17, "0-17"), (25, "18-25"), (40, "26-40"), (60, "41-60"), (200, "61+"))


@dataclass(frozen=True)
class Figure:
    """One number of the page: what it counts, the number, and what exactly is counted."""

    label: str
    count: int
    means: str


@dataclass(frozen=True)
class Table:
    """One breakdown. rows: (group in words, multiple of five), or None where nothing may be shown; `why_not` says why."""

    title: str
    rows: list[tuple[str, int]] | None
    rest: bool = False
    why_not: str = ""


@dataclass(frozen=True)
class Report:
    programme: Programme
    grant: GrantTag | None
    quarter: Quarter
    figures: list[Figure]
    tables: list[Table]


def report(programme: Programme, quarter: Quarter, grant: GrantTag | None = None) -> Report:
    """The page for one programme and quarter, for all grants or one. A constant number of queries."""
    start, end = quarter.bounds(programme.time_zone)
    enrolments = Enrolment.objects.filter(programme=programme)
    mentorships = Mentorship.objects.filter(programme=programme)
    if grant is not None:
        enrolments = enrolments.filter(grants=grant)
        paid = Member.objects.filter(mentorship=OuterRef("pk"), enrolment__grants=grant)
        mentorships = mentorships.filter(Exists(paid))
    return Report(
        programme,
        grant,
        quarter,
        figures(enrolments, mentorships, start, end),
        closed_tables() if grant and is_nearly_a_larger(programme, grant, start, end)
        else tables(mentorships, start, end, quarter.first_day.year),
    )


def active_between(mentorships: QuerySet, start: datetime, end: datetime) -> QuerySet:
    """Mentorships that ran at some moment of the period: begun before its end and not ended before its start."""
    over = MentorshipStatus.objects.filter(mentorship=OuterRef("pk"), status="ended", at__lt=start)
    return mentorships.filter(begun_at__lt=end).filter(~Exists(over))


def figures(enrolments: QuerySet, mentorships: QuerySet, start: datetime, end: datetime) -> list[Figure]:
    during = {"at__gte": start, "at__lt": end}
    recruited = dict.fromkeys(("mentor", "mentee"), 0)
    for side in enrolments.filter(created_at__gte=start, created_at__lt=end).values_list("side", flat=True):
        recruited[side] += 1
    # Whoever comes back from a break is accepted again; nobody decided about them anew.
    before = EnrolmentState.objects.filter(enrolment=OuterRef("enrolment"), at__lt=OuterRef("at")).order_by("-at", "-id")
    decided = (
        EnrolmentState.objects.filter(enrolment__in=enrolments, state__in=("accepted", "declined"), **during)
        .annotate(before=Coalesce(Subquery(before.values("state")[:1]), Value("")))
        .exclude(before=EnrolmentState.State.RESTING)
    )
    ended = MentorshipStatus.objects.filter(mentorship__in=mentorships, status="ended", **during)
    as_planned = ended.filter(reason__in=("completed", "goals")).count()
    met = Session.objects.filter(mentorship__in=mentorships, outcome="met", starts_at__gte=start, starts_at__lt=end)
    minutes = met.aggregate(total=Sum("minutes"))["total"] or 0
    return [
        Figure(_("Mentors recruited"), recruited["mentor"], _("People who came in as mentors in this quarter.")),
        Figure(_("Mentees recruited"), recruited["mentee"], _("People who came in as mentees in this quarter.")),
        Figure(
            _("Screened"),
            decided.values("enrolment").distinct().count(),
            _("People about whom a decision was made in this quarter: accepted or not started."),
        ),
        Figure(
            _("Matched"),
            mentorships.filter(begun_at__gte=start, begun_at__lt=end).count(),
            _("Mentorships that began in this quarter."),
        ),
        Figure(
            _("Active"),
            active_between(mentorships, start, end).count(),
            _("Mentorships that ran on at least one day of this quarter, paused ones included."),
        ),
        Figure(
            _("Ended as planned"),
            as_planned,
            _("Mentorships that ended in this quarter because their time was over or their goals were reached."),
        ),
        Figure(_("Ended otherwise"), ended.count() - as_planned, _("All other endings in this quarter.")),
        Figure(_("Meetings held"), met.count(), _("Meetings that took place in this quarter.")),
        Figure(_("Hours together"), round(minutes / 60), _("The length of those meetings, in whole hours.")),
    ]


TITLES = (gettext_lazy("By language"), gettext_lazy("By area"), gettext_lazy("By age"), gettext_lazy("By gender"))


def mentees_between(mentorships: QuerySet, start: datetime, end: datetime) -> QuerySet:
    """The parts of whoever was accompanied at some moment of the period."""
    active = active_between(mentorships, start, end)
    mentees = Member.objects.filter(mentorship__in=active, role__in=MENTEE_ROLES, since__lt=end)
    return mentees.filter(Q(until=None) | Q(until__gte=start))


def is_nearly_a_larger(programme: Programme, grant: GrantTag, start: datetime, end: datetime) -> bool:
    """Whether the grant's mentees are all but a few of the programme's, or of another grant's. Two queries."""
    mentorships = Mentorship.objects.filter(programme=programme)
    mentees_of = defaultdict(set)
    for mentorship, person in mentees_between(mentorships, start, end).values_list("mentorship_id", "person_id"):
        mentees_of[mentorship].add(person)
    circles = defaultdict(set)
    paid = Member.objects.filter(mentorship__in=mentorships, enrolment__grants__isnull=False)
    for mentorship, tag in paid.values_list("mentorship_id", "enrolment__grants"):
        circles[tag] |= mentees_of[mentorship]
    mine, everybody = circles[grant.pk], set().union(*mentees_of.values())
    return any(disclosure.differ_by_few(mine, circle) for circle in (everybody, *circles.values()))


def closed_tables() -> list[Table]:
    why_not = _("Not broken down: beside the page of a larger group it would show who the few others are.")
    return [Table(str(title), None, why_not=why_not) for title in TITLES]


def tables(mentorships: QuerySet, start: datetime, end: datetime, year: int) -> list[Table]:
    """Who was accompanied: mentees of the active mentorships, by language, area, age band and gender."""
    mentees = mentees_between(mentorships, start, end)
    people = list(
        Person.objects.filter(pk__in=mentees.values("person_id")).values_list("pk", "area__name", "birth_year", "gender")
    )
    spoken = Counter(
        PersonLanguage.objects.filter(person__in=mentees.values("person_id")).values_list("tag", flat=True)
    )
    unknown = _("Not known")
    areas = Counter(area or unknown for _pk, area, _year, _gender in people)
    ages = Counter(age_band(year - born) if born else unknown for _pk, _area, born, _gender in people)
    genders = Counter(Gender(gender).label if gender else unknown for *_rest, gender in people)
    by = ({languages.name_of(tag): n for tag, n in spoken.items()}, areas, ages, {str(k): n for k, n in genders.items()})
    return [table(str(title), counts, len(people)) for title, counts in zip(TITLES, by, strict=True)]


def age_band(age: int) -> str:
    return next(name for upper, name in AGE_BANDS if age <= upper)


def table(title: str, counts, population: int) -> Table:
    shown = disclosure.breakdown(counts, population)
    if shown is None:
        return Table(title, None, why_not=_("Fewer than thirty people: not broken down."))
    return Table(title, [(group.key, group.count) for group in shown.groups], shown.rest)
