"""What is passed on with an introduction, and the goals that can be taken along."""

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from alongside.mentorships.access.endings import earlier_goals_for
from alongside.mentorships.models import Goal, GoalWriting, Introduction
from alongside.people import languages
from alongside.people.models import ContactWay

Item = Introduction.Item


def passed_on(row: Introduction) -> list[tuple[str, list[str]]]:
    """(heading, lines) of each item that the person agreed to. Three queries."""
    found = {
        Item.NAME: lambda: (_("Name"), [row.person.name]),
        Item.WAYS: lambda: (_("How to reach them"), _ways(row.person)),
        Item.LANGUAGES: lambda: (_("Languages"), [languages.name_of(x.tag) for x in row.person.languages.all()]),
        Item.GOALS: lambda: (_("Goals, in their own words"), _goals(row)),
    }
    items = [found[Item(code)]() for code in Item.values if code in row.items]
    return [(heading, lines) for heading, lines in items if lines]


def _ways(person) -> list[str]:
    ways = ContactWay.objects.filter(person=person, is_safe=True)
    return [f"{way.get_kind_display()}: {way.value}" for way in ways]


def _goals(row: Introduction) -> list[str]:
    newest = GoalWriting.objects.filter(goal=OuterRef("pk")).order_by("-number")
    goals = Goal.objects.filter(mentorship=row.mentorship_id, person=row.person_id)
    goals = goals.annotate(end=Subquery(newest.values("end")[:1])).filter(end="").prefetch_related("writings")
    return [goal.writings.all()[0].words for goal in goals]


def earlier_goals(principal, mentorship, person) -> list[tuple[str, GoalWriting]]:
    """(id, newest writing) of this mentee's open goals in ended mentorships. Two queries; notes the read."""
    goals = list(earlier_goals_for(principal, mentorship, person))
    if goals:
        principal.reads("goals", person)
    return [(str(goal.pk), goal.writings.all()[0]) for goal in goals]
