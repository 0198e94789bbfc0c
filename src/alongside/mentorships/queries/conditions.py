"""The conditions for meetings that hold now, and who has read them."""

from uuid import UUID

from django.utils.translation import gettext as _

from alongside.mentorships.models import MeetingConditions, Member, Mentorship


def conditions_of(mentorship: Mentorship, person_id: UUID) -> MeetingConditions | None:
    """The newest version for one mentee, with who has read it. Two queries."""
    return MeetingConditions.objects.filter(mentorship=mentorship, person=person_id).prefetch_related("reads").first()


def conditions_in(mentorship: Mentorship) -> list[MeetingConditions]:
    """The newest version for each mentee of a mentorship that has some, newest first. Two queries."""
    newest: dict[UUID, MeetingConditions] = {}
    for row in MeetingConditions.objects.filter(mentorship=mentorship).prefetch_related("reads"):
        newest.setdefault(row.person_id, row)
    return [row for row in newest.values() if not row.is_empty]


def in_words(conditions: MeetingConditions) -> list[str]:
    """Each condition as a sentence."""
    said = []
    if conditions.two_mentors:
        said.append(_("Two mentors are present at every meeting."))
    if conditions.no_home_visits:
        said.append(_("No visits at home, neither theirs nor yours."))
    if conditions.only_daytime:
        said.append(_("Meet in the daytime only."))
    if conditions.excluded_places:
        said.append(_("Not at these places: %(places)s") % {"places": conditions.excluded_places})
    if conditions.no_contact_with:
        said.append(_("No contact with: %(people)s") % {"people": conditions.no_contact_with})
    return said


def has_read(conditions: MeetingConditions, person_id: UUID | None) -> bool:
    return any(read.person_id == person_id for read in conditions.reads.all())


def not_yet_read(conditions: MeetingConditions, mentors: list[Member]) -> list[Member]:
    """Mentors who have not confirmed this version."""
    return [m for m in mentors if not has_read(conditions, m.person_id)]
