"""Tell members that there is something to see: no name, no topic, only that."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.foundation import mail
from alongside.foundation.access import Principal
from alongside.mentorships.models import Mentorship
from alongside.mentorships.queries.holds import held, silent
from alongside.people.models import Account, ContactWay


def tell(mentorship: Mentorship, people: Iterable[UUID] | None = None, *, by: Principal | None) -> None:
    """A neutral message to these people (default: all present members), except `by`. Part of the caller's transaction.

    Nobody is written to whose e-mail was said not to be safe, or who is on hold; and nobody at all once a member has died.
    """
    if silent(mentorship):
        return
    wanted = set(mentorship.members.filter(until=None).values_list("person_id", flat=True) if people is None else people)
    if by is not None:
        wanted.discard(by.person_id)
    wanted -= held(wanted)
    unsafe = ContactWay.objects.filter(kind=ContactWay.Kind.EMAIL, is_safe=False).values("person_id")
    for account in Account.objects.filter(person__in=wanted, is_active=True).exclude(person__in=unsafe):
        if not account.takes_mail:
            continue
        with translation.override(account.page_language):
            words = _("Something has changed in your plans. Sign in to see it: %(address)s")
            body = words % {"address": settings.PUBLIC_URL}
        mail.queue(to=account.email, body=body, language=account.page_language)
