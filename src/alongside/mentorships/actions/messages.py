"""Write to each other, write to the coordinators, say that one has read."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.foundation.uploads import Cleaned
from alongside.mentorships.access import MENTEE, MENTOR, NotAllowed, check_part
from alongside.mentorships.access.messages import may_write_to_office
from alongside.mentorships.actions.changes import check_not_ended
from alongside.mentorships.actions.holds import check_not_on_hold
from alongside.mentorships.actions.telling import tell
from alongside.mentorships.models import Mentorship, Message, MessagesRead, Voice
from alongside.mentorships.queries.charge import coordinators_of
from alongside.mentorships.queries.rules import rules_of

#: Messages are for arranging things; what is worth keeping stands in goals and logs (ours).
KEPT_FOR = timedelta(days=90)
#: Deleted at once in one tick.
BATCH = 500


@transaction.atomic
def write_message(*, mentorship: Mentorship, by: Principal, words: str, voice: Cleaned | None = None) -> Message:
    """A message to the other members, where the programme wants them. They are told that there is something to see.

    Raises NotAllowed where the programme does not want messages, after the ending, during a hold, and for whoever is no member now.
    """
    check_part(by, mentorship, MENTOR, MENTEE)
    if not rules_of(mentorship.programme).allows_messages:
        raise NotAllowed(_("This programme does not use messages between members. Call instead."))
    check_not_ended(mentorship)
    check_not_on_hold(mentorship)
    message = _write(mentorship, by, words, voice, author_id=by.person_id)
    tell(mentorship, by=by)
    return message


@transaction.atomic
def write_to_office(
    *, mentorship: Mentorship, with_person: UUID, by: Principal, words: str, voice: Cleaned | None = None
) -> Message:
    """A message between the member `with_person` and the programme's coordinators, in either direction. Raises NotAllowed.

    What a member writes stands on the coordinators' Today until one of them answers or says that it is read.
    """
    _check_office(by, mentorship, with_person)
    author_id = with_person if by.person_id == with_person else None
    if author_id and not _somebody_reads(mentorship):
        raise NotAllowed(_("Nobody reads this who is not in the pair. Call the programme instead."))
    message = _write(mentorship, by, words, voice, author_id=author_id, with_person_id=with_person)
    if author_id is None:
        tell(mentorship, [with_person], by=by)
    return message


@transaction.atomic
def read_messages(*, mentorship: Mentorship, by: Principal, with_person: UUID | None = None) -> MessagesRead:
    """Say "Read" to whoever wrote last. Raises NotAllowed."""
    if with_person is None:
        check_part(by, mentorship, MENTOR, MENTEE)
    else:
        _check_office(by, mentorship, with_person)
    own = with_person in (None, by.person_id)
    return MessagesRead.objects.create(
        mentorship=mentorship, with_person_id=with_person, person_id=by.person_id if own else None, by=by.account
    )


@transaction.atomic
def show_to_office(*, message: Message, by: Principal) -> Message:
    """A member shows a message of the pair to the coordinators, for a reason that need not be given. Nobody else learns of it.

    `message` was handed out to `by`. Raises NotAllowed. Doing it twice shows it once.
    """
    mentorship = message.mentorship
    check_part(by, mentorship, MENTOR, MENTEE)
    shown = Message.objects.filter(mentorship=mentorship, with_person=by.person_id, shown=True, at__gte=message.at)
    for earlier in shown:
        if earlier.words == _quoted(message):
            return earlier
    made = _write(mentorship, by, _quoted(message), None, author_id=by.person_id, with_person_id=by.person_id, shown=True)
    if hasattr(message, "voice"):
        old = message.voice
        Voice.objects.create(message=made, content=old.content, media_type=old.media_type, size=old.size)
    return made


def forget_messages() -> None:
    """Delete what is older than KEPT_FOR. Called by the tick."""
    over = clock.now() - KEPT_FOR
    for model in (Message, MessagesRead):
        old = list(model.objects.filter(at__lt=over).order_by("at").values_list("pk", flat=True)[:BATCH])
        # Asked first, because a delete takes the writer even when it finds nothing.
        if old:
            model.objects.filter(pk__in=old).delete()


def _quoted(message: Message) -> str:
    return f"{message.author.short_name}: {message.words}".strip()


def _somebody_reads(mentorship: Mentorship) -> bool:
    """Whether a coordinator is there who is no member: what nobody will read is not taken in."""
    here = {m.person_id for m in mentorship.members.all() if m.until is None}
    return any(account.person_id not in here for account in coordinators_of([mentorship.programme_id]))


def _check_office(by: Principal, mentorship: Mentorship, with_person: UUID) -> None:
    if not may_write_to_office(by, mentorship, with_person):
        raise NotAllowed(_("This is not yours to write in."))


def _write(mentorship: Mentorship, by: Principal, words: str, voice: Cleaned | None, **values) -> Message:
    if not words.strip() and voice is None:
        raise NotAllowed(_("Write a few words, or record your voice."))
    message = Message.objects.create(mentorship=mentorship, words=words.strip(), by=by.account, **values)
    if voice is not None:
        Voice.objects.create(message=message, **voice.columns())
    people = [values["with_person_id"]] if "with_person_id" in values else [m.person_id for m in mentorship.members.all()]
    audit.record(by=by, action="write message", target=message, people=people)
    return message
