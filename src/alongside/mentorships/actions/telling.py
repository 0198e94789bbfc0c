"""Tell members that there is something to see: no name, no topic, only that."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.foundation.access import Principal
from alongside.mentorships.actions.delivering import account_of, deliver
from alongside.mentorships.models import Mentorship, Notice, ToCall
from alongside.mentorships.queries.holds import held, silent
from alongside.people.models import Person

#: A message waits so long for others like it: two within minutes are one (ours).
TOGETHER = timedelta(minutes=3)


def tell(mentorship: Mentorship, people: Iterable[UUID] | None = None, *, by: Principal | None) -> None:
    """A neutral message to these people (default: all present members), except `by`. Part of the caller's transaction.

    By mail, text message or the coordinator's call list, whichever is safe. It goes out after three minutes; whoever is told
    again meanwhile gets one message. Nothing is written to an address that was said not to be safe,
    or to whoever is on hold; and nothing to anybody once a member has died.
    """
    if silent(mentorship):
        return
    wanted = set(mentorship.members.filter(until=None).values_list("person_id", flat=True) if people is None else people)
    if by is not None:
        wanted.discard(by.person_id)
    wanted -= held(wanted)
    waiting = Notice.objects.filter(rule=None, person__in=wanted).filter(
        Q(mail__sent_at=None, mail__attempts=0, mail__isnull=False) | Q(text__sent_at=None, text__attempts=0, text__isnull=False)
    )
    wanted -= set(waiting.values_list("person_id", flat=True))
    for person in Person.objects.filter(pk__in=wanted).select_related("account"):
        notice = Notice(mentorship=mentorship, person=person, recipient=person.pk)
        signs_in = account_of(person) is not None
        deliver(notice, lambda language, s=signs_in: words(language, s), why=ToCall.Why.CHANGED, not_before=clock.now() + TOGETHER)


def words(language: str, signs_in: bool) -> str:
    """What they read. Whoever has no account can see nothing here, and asks."""
    with translation.override(language):
        if not signs_in:
            return _("Something has changed in your plans. Please ask your coordinator.")
        return _("Something has changed in your plans. Sign in to see it: %(address)s") % {"address": settings.PUBLIC_URL}
