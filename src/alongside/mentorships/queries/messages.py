"""Messages as pages show them, and those that nobody has answered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation.due import Due
from alongside.foundation.templatetags import dates
from alongside.mentorships import access
from alongside.mentorships.access.messages import messages_for
from alongside.mentorships.models import Mentorship, Message, MessagesRead
from alongside.mentorships.queries.pairs import local
from alongside.people import directory

#: Messages shown before "all messages".
RECENT = 30
#: Rows of Today at most.
MOST = 20


@dataclass(frozen=True)
class Talk:
    """One conversation. new: how many the reader has neither answered nor marked as read. read_at: when the other side said "Read"."""

    messages: list[Message]
    earlier: int
    new: int
    read_at: datetime | None


def talk_of(principal, mentorship: Mentorship, with_person: UUID | None = None, *, recent: int | None = RECENT) -> Talk:
    """The newest messages that the principal may read, oldest of them first, with `mine`, `has_voice` and a local `when`. Three queries.

    Of a coordinator every message of a coordinator is "mine".
    """
    found = list(messages_for(principal, mentorship, with_person))
    me = principal.person_id if with_person in (None, principal.person_id) else None
    zone = mentorship.programme.time_zone
    for message in found:
        message.mine = message.author_id == me
        message.when = local(message.at, zone)
        message.has_voice = hasattr(message, "voice")
    marks = list(MessagesRead.objects.filter(mentorship=mentorship, with_person=with_person).values_list("person_id", "at"))
    mine = [at for person, at in marks if person == me] + [m.at for m in found if m.mine]
    theirs = [at for person, at in marks if person != me]
    seen = max(mine, default=None)
    last = found[-1] if found else None
    shown = found if recent is None else found[-recent:]
    return Talk(
        messages=shown,
        earlier=len(found) - len(shown),
        new=sum(1 for m in found if not m.mine and (seen is None or m.at > seen)),
        read_at=local(max(theirs), zone) if theirs and last and last.mine and max(theirs) >= last.at else None,
    )


def new_in_pair(principal, mentorship: Mentorship) -> int:
    """How many messages of the pair wait for the principal. Two queries."""
    return talk_of(principal, mentorship).new


def unanswered(mentorships) -> list[Message]:
    """The oldest message to the coordinators of each member whom nobody answered. One query."""
    later = Q(mentorship=OuterRef("mentorship"), with_person=OuterRef("with_person"), at__gte=OuterRef("at"))
    waiting = (
        Message.objects.filter(with_person__isnull=False, author__isnull=False)
        .filter(Exists(mentorships.filter(pk=OuterRef("mentorship"))))
        .filter(~Exists(Message.objects.filter(later, author=None)), ~Exists(MessagesRead.objects.filter(later, person=None)))
        .select_related("mentorship__programme")
        .order_by("at")
    )
    first: dict[tuple, Message] = {}
    for message in waiting[: MOST * 5]:
        first.setdefault((message.mentorship_id, message.with_person_id), message)
    return list(first.values())[:MOST]


def due_messages(principal) -> list[Due]:
    """For coordinators: whoever wrote and has no answer. For mentors: new messages of their pairs."""
    rows = []
    if principal.holds("coordinator"):
        rows += _for_coordinator(principal)
    if principal.holds("mentor"):
        rows += _for_mentor(principal)
    return rows


def _for_coordinator(principal) -> list[Due]:
    waiting = unanswered(access.coordinated_for_others(principal))
    names = directory.names({m.with_person_id for m in waiting})
    return [
        Due(
            group="waiting",
            people=((names.get(m.with_person_id, ""), "plain"),),
            why=_("Wrote to the coordinators %(ago)s.") % {"ago": dates.ago(local(m.at, m.mentorship.programme.time_zone))},
            url=reverse("mentorships:office_of", args=[m.mentorship_id, m.with_person_id]),
            button=_("Read and answer"),
            since=m.at,
        )
        for m in waiting
    ]


def _for_mentor(principal) -> list[Due]:
    """What mentees wrote since the mentor last wrote, or pressed "Read". One query, and one for the names."""
    mine = access.my_mentorships(principal, as_mentor=True)
    later = Q(mentorship=OuterRef("mentorship"), with_person=OuterRef("with_person"), at__gte=OuterRef("at"))
    # Without a person on both sides the comparison with NULL would find nothing.
    in_pair = Q(mentorship=OuterRef("mentorship"), with_person=None, at__gte=OuterRef("at"))
    me = Q(author=principal.person_id)
    new = Q(with_person=None) & ~me & ~Exists(Message.objects.filter(in_pair & me)) & ~Exists(
        MessagesRead.objects.filter(in_pair, person=principal.person_id)
    )
    answered = Q(with_person=principal.person_id, author=None) & ~Exists(
        Message.objects.filter(later & me)
    ) & ~Exists(MessagesRead.objects.filter(later, person=principal.person_id))
    waiting = (
        Message.objects.filter(new | answered, mentorship__in=mine.values("pk"))
        .select_related("mentorship__programme")
        .order_by("at")[: MOST * 5]
    )
    first: dict[tuple, Message] = {}
    for message in waiting:
        first.setdefault((message.mentorship_id, message.with_person_id), message)
    names = directory.names({m.author_id for m in first.values() if m.author_id})
    rows = []
    for message in first.values():
        ago = dates.ago(local(message.at, message.mentorship.programme.time_zone))
        if message.with_person_id:
            people, why, to = (), _("Your coordinator wrote to you %(ago)s."), "mentorships:office"
        else:
            people, why, to = ((names.get(message.author_id, ""), "mentee"),), _("Wrote to you %(ago)s."), "mentorships:messages"
        url = reverse(to, args=[message.mentorship_id])
        rows.append(Due("waiting", people, why % {"ago": ago}, url, _("Read and answer"), message.at))
    return rows
