"""The call list, and what of it stands on Today."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.foundation import clock
from alongside.foundation.due import Due
from alongside.mentorships.access import to_calls_for
from alongside.mentorships.models import CallTry, Member, Session, ToCall
from alongside.mentorships.queries.holds import open_calls_of_the_dead
from alongside.mentorships.queries.pairs import local
from alongside.people import directory
from alongside.people.models import ContactWay

#: Rows of the list on one page; the rest follows when these are done.
MOST = 50
#: Messages that did not arrive, each a row of Today.
MOST_FAILED = 10
#: So often somebody is tried; then another way to them is looked for (ours).
MOST_TRIES = 4
Answer, Why = CallTry.Answer, ToCall.Why


@dataclass(frozen=True)
class Line:
    """Somebody on the list. state: "now", "later" or "stuck" (a wrong number, or nobody answered four times).

    ways: those that are safe, mail and letters aside. meeting: the next one of the pair, on the programme's clock, for telling it.
    """

    call: ToCall
    name: str
    side: str
    ways: list[ContactWay]
    state: str
    tries: int
    last: str
    next_at: datetime
    meeting: datetime | None
    enrolment_id: object


def with_tries(calls):
    """Each with the number of tries that nobody took, and the last answer."""
    newest = CallTry.objects.filter(call=OuterRef("pk")).order_by("-at", "-pk")
    unanswered = Count("tries", filter=Q(tries__answer=Answer.NO_ANSWER))
    return calls.annotate(unanswered=unanswered, last_answer=Subquery(newest.values("answer")[:1]))


def state_of(call: ToCall) -> str:
    """Of a call with its tries: whether to try now, later, or to look for another way."""
    if call.last_answer == Answer.WRONG or call.unanswered >= MOST_TRIES:
        return "stuck"
    return "now" if call.next_at <= clock.now() else "later"


def lines(calls) -> list[Line]:
    """The open ones among `calls`, to be tried now first. Five queries, whatever the number."""
    phones = ContactWay.objects.filter(is_safe=True).exclude(kind__in=(ContactWay.Kind.EMAIL, ContactWay.Kind.POST))
    coming = Session.objects.filter(mentorship=OuterRef("mentorship"), outcome="", starts_at__gte=clock.now()).order_by("starts_at")
    found = list(
        with_tries(calls.filter(closed_at=None).exclude(open_calls_of_the_dead()))
        .annotate(coming=Subquery(coming.values("starts_at")[:1]), coming_has_time=Subquery(coming.values("has_time")[:1]))
        .select_related("mentorship__programme", "person")
        .prefetch_related(Prefetch("person__contact_ways", queryset=phones))
        .order_by("next_at")[:MOST]
    )
    names = directory.names({call.person_id for call in found})
    members = Member.objects.filter(mentorship__in={c.mentorship_id for c in found}, person__in={c.person_id for c in found})
    parts = {(m.mentorship_id, m.person_id): m for m in members}
    made = [_line(call, names, parts.get((call.mentorship_id, call.person_id))) for call in found]
    return sorted(made, key=lambda line: (("now", "stuck", "later").index(line.state), line.call.next_at))


def _line(call: ToCall, names: dict, member: Member | None) -> Line:
    zone = call.mentorship.programme.time_zone
    meeting = local(call.coming, zone)
    return Line(
        call=call,
        name=names.get(call.person_id, ""),
        side="plain" if member is None else "mentor" if member.is_mentor else "mentee",
        ways=list(call.person.contact_ways.all()),
        state=state_of(call),
        tries=call.unanswered,
        last=call.last_answer or "",
        next_at=local(call.next_at, zone),
        meeting=meeting if meeting is None or call.coming_has_time else meeting.date(),
        enrolment_id=member.enrolment_id if member else None,
    )


def due(principal) -> list[Due]:
    """Rows of Today: each message that did not arrive, with the person; and one for all the calls to make now. Three queries."""
    calls = list(with_tries(to_calls_for(principal).filter(closed_at=None).exclude(open_calls_of_the_dead())).order_by("next_at", "made_at"))
    calls = [call for call in calls if state_of(call) != "later"]
    if not calls:
        return []
    failed = [call for call in calls if call.why == Why.FAILED][:MOST_FAILED]
    others = [call for call in calls if call.why != Why.FAILED]
    names = directory.names({call.person_id for call in [*failed, *others[:1]]})
    rows = [
        Due(
            group="waiting",
            people=((names.get(call.person_id, ""), "plain"),),
            why=_("A message to them did not arrive. Call, and ask how to reach them."),
            url=reverse("mentorships:to_call", args=[call.pk]),
            button=_("Call them"),
            since=call.made_at,
        )
        for call in failed
    ]
    if others:
        why = ngettext("%(n)d call to make: no message can reach them.", "%(n)d calls to make: no message can reach them.", len(others))
        rows.append(
            Due(
                group="waiting",
                # Two names side by side would read as a pair.
                people=((names.get(others[0].person_id, ""), "plain"),) if len(others) == 1 else (),
                why=why % {"n": len(others)},
                url=reverse("mentorships:call_list"),
                button=_("Open the call list"),
                since=min(call.made_at for call in others),
            )
        )
    return rows
