"""Who reads and writes which messages."""

from django.http import Http404

from alongside.mentorships.access import PARTS, mentorship_for, only_coordinates, reached_by
from alongside.mentorships.models import Mentorship, Message


def messages_for(principal, mentorship, with_person=None):
    """Messages of a mentorship that was handed out: of the pair, or between the member `with_person` (an id) and the coordinators.

    Those of the pair are read by its members alone, and only from when they came in; never by a coordinator.
    """
    messages = Message.objects.filter(mentorship=mentorship, with_person=with_person).select_related("author", "voice")
    if with_person is not None:
        return messages if may_write_to_office(principal, mentorship, with_person) else messages.none()
    since = [m.since for m in mentorship.members.all() if m.person_id == principal.person_id and m.until is None]
    return messages.filter(at__gte=min(since)) if since else messages.none()


def may_write_to_office(principal, mentorship, with_person) -> bool:
    """Whether the principal is one of the two sides: that member, now, or a coordinator who is not that member."""
    here = any(m.person_id == with_person and m.until is None for m in mentorship.members.all())
    if not here:
        return False
    return principal.person_id == with_person or only_coordinates(principal, mentorship)


def message_for(principal, pk) -> Message:
    """A message that the principal may read; else Http404. Notes the read."""
    here = Mentorship.objects.filter(reached_by(principal, PARTS), messages=pk).values_list("pk", "messages__with_person").first()
    if here is None:
        raise Http404
    mentorship = mentorship_for(principal, here[0])
    message = messages_for(principal, mentorship, here[1]).filter(pk=pk).first()
    if message is None:
        raise Http404
    message.mentorship = mentorship
    return message


def voice_for(principal, pk):
    """The sound of a message that the principal may read; else Http404."""
    message = message_for(principal, pk)
    if not hasattr(message, "voice"):
        raise Http404
    return message.voice
