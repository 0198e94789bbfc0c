"""Write once to the people of several pairs."""

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock, jobs, mail
from alongside.foundation.access import Principal
from alongside.mentorships.access import NotAllowed, check_coordinates
from alongside.mentorships.models import Circular, CircularCopy, Mentorship
from alongside.mentorships.queries.circulars import names_in, recipients


@transaction.atomic
def send_circular(*, mentorships: list[Mentorship], to: str, texts: dict[str, str], by: Principal) -> Circular:
    """Put one mail for each person into the outbox, and write down who gets it and who has no safe address.

    texts: language code -> words, at least one. Raises NotAllowed for pairs of others, for nobody, and for a whole name in the words.
    """
    for programme in {m.programme_id for m in mentorships}:
        check_coordinates(by, programme)
    texts = {language: words.strip() for language, words in texts.items() if words.strip()}
    if not texts:
        raise NotAllowed(_("Write the message first."))
    if names_in(texts.values(), mentorships)[0]:
        raise NotAllowed(_("The name of somebody of these pairs stands in the message. Leave it out."))
    found = recipients(by, mentorships, to, list(texts))
    if not found:
        raise NotAllowed(_("Nobody would get this. Choose other pairs, or write to both sides."))
    circular = Circular.objects.create(texts=texts, to=to, by=by.account)
    now = clock.now()
    for one in found:
        if one.address:
            mail.queue(to=one.address, body=texts[one.language] + "\n", language=one.language, due_at=now)
    CircularCopy.objects.bulk_create(
        CircularCopy(
            circular=circular,
            mentorship_id=one.mentorship_id,
            person=one.person,
            is_mentor=one.is_mentor,
            language=one.language,
            was_sent=bool(one.address),
        )
        for one in found
    )
    # One look at the outbox for all of them, instead of one for each.
    jobs.enqueue("alongside.foundation.mail.send_due")
    audit.record(by=by, action="write to pairs", target=circular, people=[one.person.pk for one in found])
    return circular


def forget_circulars() -> None:
    """Drop messages to several pairs 30 days after they were sent, with whom they went to. Called by the tick."""
    old = Circular.objects.filter(at__lt=clock.now() - Circular.KEPT_FOR)
    # Asked first, because a delete takes the writer even when it finds nothing.
    if old.exists():
        old.delete()
