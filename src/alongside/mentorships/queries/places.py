"""Free places and former pairs, in bulk: what matching needs to know."""

from collections.abc import Iterable
from uuid import UUID

from alongside.mentorships.access import MENTOR_ROLES
from alongside.mentorships.models import Member
from alongside.programmes.models import Enrolment, Programme


def free_places(enrolments: Iterable[Enrolment]) -> dict[UUID, int]:
    """How many more mentorships each of these mentors can take: enrolment id -> places, never below 0. One query.

    A mentorship takes one place of each of its mentors, paused or not and whatever the number of mentees.
    Places are counted in the enrolment's own programme.
    """
    enrolments = list(enrolments)
    taken: dict[tuple, int] = {}
    # Not narrowed to the programmes: SQLite would try each of these people with each mentorship of theirs.
    held = Member.objects.filter(person__in={e.person_id for e in enrolments}, role__in=MENTOR_ROLES, until=None)
    for key in held.values_list("person_id", "mentorship__programme_id"):
        taken[key] = taken.get(key, 0) + 1
    return {e.pk: max(0, e.capacity - taken.get((e.person_id, e.programme_id), 0)) for e in enrolments}


def ended_pairs(programme: Programme) -> set[tuple[UUID, UUID]]:
    """(mentor's person id, mentee's person id) of everybody who walked together before and no longer does. One query.

    Somebody who left a mentorship that went on without them counts too.
    """
    members = Member.objects.filter(mentorship__programme=programme)
    rows = list(members.values_list("mentorship_id", "person_id", "role", "until"))
    return _pairs(rows) - _pairs(row for row in rows if row[3] is None)


def _pairs(rows: Iterable[tuple]) -> set[tuple[UUID, UUID]]:
    """Every mentor with every mentee of the same mentorship; rows: (mentorship, person, role, until)."""
    mentors: dict[UUID, list[UUID]] = {}
    mentees: dict[UUID, list[UUID]] = {}
    for mentorship, person, role, _until in rows:
        side = mentors if role in MENTOR_ROLES else mentees
        side.setdefault(mentorship, []).append(person)
    return {
        (mentor, mentee)
        for mentorship, those in mentors.items()
        for mentor in those
        for mentee in mentees.get(mentorship, ())
    }
