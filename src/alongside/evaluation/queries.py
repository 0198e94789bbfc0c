"""The quarterly figures: counts of events, and group totals that say nothing about one person."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from alongside.evaluation.periods import Quarter
from alongside.foundation import disclosure
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
    """One breakdown. rows: (group in words, multiple of five). `rows` is None where too few people stand behind it."""

    title: str
    rows: list[tuple[str, int]] | None
    rest: bool = False
    total: int = 0


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
        tables(mentorships, start, end, quarter.first_day.year),
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
    decided = EnrolmentState.objects.filter(enrolment__in=enrolments, state__in=("accepted", "declined"), **during)
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


def tables(mentorships: QuerySet, start: datetime, end: datetime, year: int) -> list[Table]:
    """Who was accompanied: mentees of the active mentorships, by language, area, age band and gender."""
    active = active_between(mentorships, start, end)
    mentees = Member.objects.filter(mentorship__in=active, role__in=("mentee", "family"), since__lt=end)
    mentees = mentees.filter(Q(until=None) | Q(until__gte=start))
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
    return [
        table(_("By language"), {languages.name_of(tag): n for tag, n in spoken.items()}, len(people)),
        table(_("By area"), areas, len(people)),
        table(_("By age"), ages, len(people)),
        table(_("By gender"), {str(k): n for k, n in genders.items()}, len(people)),
    ]


def age_band(age: int) -> str:
    return next(name for upper, name in AGE_BANDS if age <= upper)


def table(title: str, counts, population: int) -> Table:
    shown = disclosure.breakdown(counts, population)
    if shown is None:
        return Table(title, None)
    return Table(title, [(group.key, group.count) for group in shown.groups], shown.rest, shown.total)
