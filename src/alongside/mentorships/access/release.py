"""Who reaches what stands around a mentee's release."""

from django.http import Http404

from alongside.mentorships.access import COORDINATOR, MENTOR, check_coordinates, parts_of
from alongside.mentorships.models import Appointment, Member, OfficerAnswer


def walker_for(principal, mentorship, pk) -> Member:
    """The mentee `pk` in a mentorship that was handed out by `mentorship_for`, to its coordinators and mentors; else Http404."""
    found = [m for m in mentorship.members.all() if m.person_id == pk and not m.is_mentor]
    if not found or parts_of(principal, mentorship).isdisjoint({COORDINATOR, MENTOR}):
        raise Http404
    return max(found, key=lambda m: (m.until is None, m.since))


def appointment_for(principal, mentorship, person_id, pk) -> Appointment:
    """An appointment of a mentee whom `walker_for` handed out; else Http404."""
    found = Appointment.objects.filter(mentorship=mentorship, person=person_id, pk=pk).first()
    if found is None:
        raise Http404
    found.mentorship = mentorship
    return found


def answer_for(principal, mentorship, person_id, pk) -> OfficerAnswer:
    """What an officer answered about a mentee whom `walker_for` handed out, for coordinators; else Http404."""
    check_coordinates(principal, mentorship.programme_id)
    answers = OfficerAnswer.objects.filter(question__officer__mentorship=mentorship, question__officer__person=person_id, pk=pk)
    found = answers.select_related("question__officer").first()
    if found is None:
        raise Http404
    return found
