"""Everything that happened to one person in all their mentorships, on one line, newest first.

Each kind of event has a function that reads it for many mentorships at once; a new kind is one entry in `KINDS`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.foundation import clock
from alongside.mentorships import access
from alongside.mentorships.models import (
    CallRequest,
    CheckIn,
    GoalWriting,
    Member,
    Mentorship,
    MentorshipStatus,
    Session,
)
from alongside.mentorships.queries.pairs import Pair, local, pairs_of
from alongside.people.directory import fold

#: Events on a page.
PAGE = 50


@dataclass
class Event:
    """One thing that happened, or is planned. words: what somebody wrote, only where notes are asked for.

    at: the moment, for the order; when: the same on the programme's clock, a day where no hour is known.
    """

    kind: str
    mentorship_id: UUID
    at: datetime
    title: str
    when: datetime | date | None = None
    details: tuple[str, ...] = ()
    words: str = ""
    language: str = ""
    url: str = ""
    button: str = ""
    has_time: bool = False
    pair: Pair | None = None

    @property
    def is_to_come(self) -> bool:
        return self.at > clock.now()

    def holds(self, wanted: list[str]) -> bool:
        text = fold(" ".join((self.title, *self.details, self.words)))
        return all(word in text for word in wanted)


@dataclass
class Line:
    """One person's line. several: they have more than one mentorship, so that each event says whose."""

    person: object
    parts: list[Member]
    page: Page
    several: bool


@dataclass(frozen=True)
class Reach:
    """Of which mentorships a kind reads what. mentee_in: where the person is the one accompanied."""

    person_id: UUID
    mentorships: list[UUID]
    mentee_in: frozenset[UUID]
    with_words: bool

    def rows(self, model, path: str = "mentorship") -> QuerySet:
        """Rows of these mentorships; sealed words come along only where they are shown or searched."""
        rows = model.objects.filter(**{f"{path}__in": self.mentorships})
        sealed = [f.name for f in model._meta.local_concrete_fields if getattr(f, "sensitivity", "") == "special"]
        return rows if self.with_words or not sealed else rows.defer(*sealed)


def line_of(principal, person, asked: dict, number=1) -> Line:
    """A page of somebody's line for whoever coordinates them; Http404 for others. Ten queries at most; notes the reads.

    asked: what `forms.timeline.LineForm.asked` says. Words are looked for in memory, over permitted rows only.
    """
    parts = access.parts_for(principal, person)
    by_key: dict[UUID, Mentorship] = {part.mentorship_id: part.mentorship for part in parts}
    is_full = asked["shape"] != "compact"
    reach = Reach(
        person_id=parts[0].person_id,
        mentorships=list(by_key),
        mentee_in=frozenset(part.mentorship_id for part in parts if not part.is_mentor),
        with_words=is_full or bool(asked["q"].strip()),
    )
    kinds = [asked["kind"]] if asked["kind"] else list(KINDS)
    wanted = fold(asked["q"]).split()
    found = []
    for kind in kinds:
        for event in KINDS[kind].read(reach):
            zone = by_key[event.mentorship_id].programme.time_zone
            here = local(event.at, zone)
            event.when = here if event.has_time else here.date()
            if _was_there(parts, event, zone) and _within(here.date(), asked) and (not wanted or event.holds(wanted)):
                found.append(event)
    found.sort(key=lambda event: (event.at, event.kind), reverse=True)
    page = Paginator(found, PAGE).get_page(number)
    pairs = pairs_of(by_key)
    for event in page.object_list:
        event.pair = pairs.get(event.mentorship_id, Pair())
        if not is_full:
            event.words = ""
    principal.reads("timeline", *dict.fromkeys(pk for pair in pairs.values() for pk in pair.people))
    return Line(parts[0].person, parts, page, len(by_key) > 1)


def _was_there(parts: list[Member], event: Event, zone: str) -> bool:
    """From the day on which they came in to the day on which they left: what others live before and after isn't theirs."""
    day = local(event.at, zone).date()
    return any(
        part.mentorship_id == event.mentorship_id
        and local(part.since, zone).date() <= day
        and (part.until is None or day <= local(part.until, zone).date())
        for part in parts
    )


def _within(day: date, asked: dict) -> bool:
    return not (asked["since"] and day < asked["since"]) and not (asked["until"] and day > asked["until"])


def _meetings(reach: Reach) -> Iterator[Event]:
    now = clock.now()
    for one in reach.rows(Session):
        details = [str(one.get_reason_display())] if one.reason else []
        if one.minutes:
            details.append(_("%(n)s minutes") % {"n": one.minutes})
        if one.channel:
            details.append(str(one.get_channel_display()))
        if reach.with_words and one.place:
            details.append(one.place)
        event = Event(
            "meetings", one.mentorship_id, one.starts_at, str(one.get_outcome_display()), details=tuple(details), has_time=one.has_time
        )
        if reach.with_words:
            event.words = one.note
        if not one.outcome:
            event.title = _("A meeting is planned") if one.starts_at >= now else _("Nobody has said yet how it went")
        if not one.outcome and one.starts_at < now:
            event.url = f"{reverse('mentorships:log', args=[one.mentorship_id])}?meeting={one.pk}"
            event.button = _("Say how it went")
        yield event


def _check_ins(reach: Reach) -> Iterator[Event]:
    for one in reach.rows(CheckIn):
        details = (str(one.get_spoke_with_display()), str(one.get_channel_display()))
        yield Event(
            "check_ins", one.mentorship_id, one.at, _("Check-in"), details=details, words=one.note if reach.with_words else ""
        )


def _changes(reach: Reach) -> Iterator[Event]:
    for one in reach.rows(MentorshipStatus):
        details = [str(one.get_reason_display())] if one.reason else []
        if one.wished_by:
            details.append(_("Whose wish: %(who)s") % {"who": one.get_wished_by_display()})
        if one.said_goodbye is not None:
            details.append(_("They said goodbye") if one.said_goodbye else _("They did not say goodbye"))
        title = str(one.get_status_display())
        yield Event(
            "changes", one.mentorship_id, one.at, title, details=tuple(details), words=one.note if reach.with_words else ""
        )


def _goals(reach: Reach) -> Iterator[Event]:
    """A mentee's own goals; of a mentor's mentees all. In a group nobody's line holds another mentee's goals."""
    for one in reach.rows(GoalWriting, "goal__mentorship").select_related("goal"):
        mentorship = one.goal.mentorship_id
        if mentorship in reach.mentee_in and one.goal.person_id != reach.person_id:
            continue
        title = _("A goal was written down") if one.number == 1 else _("A goal was changed")
        if one.end:
            title = _("A goal ended: %(how)s") % {"how": one.get_end_display()}
        words = ""
        if reach.with_words:
            words = "\n".join(filter(None, (one.words, one.say)))
        yield Event("goals", mentorship, one.at, title, words=words, language=one.language)


def _calls(reach: Reach) -> Iterator[Event]:
    """What this person asked for, and that somebody called. Others' wishes stay on the pair's page."""
    for one in CallRequest.objects.filter(mentorship__in=reach.mentorships, person=reach.person_id):
        title = _("Asked for a change") if one.wants_change else _("Asked to be called")
        waiting = one.called_at is None
        yield Event(
            "calls",
            one.mentorship_id,
            one.asked_at,
            title,
            url=reverse("mentorships:call", args=[one.pk]) if waiting else "",
            button=_("Call them") if waiting else "",
            has_time=True,
        )
        if not waiting:
            yield Event("calls", one.mentorship_id, one.called_at, _("Somebody called them"), has_time=True)


@dataclass(frozen=True)
class Kind:
    label: str | Promise
    icon: str
    read: Callable[[Reach], Iterator[Event]]


#: What stands on the line. Whatever a new feature adds is one entry here.
KINDS: dict[str, Kind] = {
    "meetings": Kind(gettext_lazy("Meetings"), "walk", _meetings),
    "check_ins": Kind(gettext_lazy("Check-ins"), "phone", _check_ins),
    "changes": Kind(gettext_lazy("Changes"), "arrows", _changes),
    "goals": Kind(gettext_lazy("Goals"), "flag", _goals),
    "calls": Kind(gettext_lazy("Wishes to be called"), "phone", _calls),
}

