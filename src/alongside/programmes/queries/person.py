"""Everything that a person's page shows, gathered with a constant number of queries."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alongside.people.languages import name_of
from alongside.people.models import Level, PersonTerm
from alongside.programmes import access
from alongside.programmes.actions.enrolment import REASONS
from alongside.programmes.models import Enrolment, EnrolmentState, Side, WantedStep
from alongside.programmes.queries.own_changes import own_changes
from alongside.programmes.queries.people import stand_in_words, stand_of
from alongside.programmes.readiness import Missing, readiness_of

LEVELS = ["native", "C2", "C1", "B2", "B1", "A2", "A1", ""]


@dataclass(frozen=True)
class Event:
    """One entry of the timeline. `what` in words, `why` the reason in words, `note` their own words, `by` a name."""

    at: datetime
    what: str
    why: str
    note: str
    by: str


def page(principal, enrolment: Enrolment) -> dict:
    """The context of a person's page. Evidence and results are in it for a screener only."""
    person = enrolment.person
    readiness = readiness_of([enrolment])[enrolment.pk]
    states = list(enrolment.states.select_related("by__person").order_by("-at", "-id"))
    state = states[0].state if states else ""
    stand = stand_of(state, readiness.ready)
    is_screener = access.can_see_evidence(principal, enrolment.programme_id)
    terms = list(person.person_terms.select_related("term"))
    own = PersonTerm.Use.OFFERS if enrolment.side == Side.MENTOR else PersonTerm.Use.NEEDS
    own_doing = own_changes(person)
    gone = state in (EnrolmentState.State.DECLINED, EnrolmentState.State.WITHDRAWN, EnrolmentState.State.LEFT)
    return {
        "enrolment": enrolment,
        "person": person,
        "stand": stand,
        "stand_words": stand_in_words(stand),
        "readiness": readiness,
        "missing": [] if gone else [(m, *_button(m)) for m in readiness.missing],
        "gone": gone,
        "is_screener": is_screener,
        "steps": _steps(enrolment) if is_screener else [],
        "wants_steps": enrolment.programme.wanted_steps.filter(side=enrolment.side).exists(),
        "events": sorted(
            [_event(row) for row in states] + _changed_by(person, own_doing), key=lambda event: event.at, reverse=True
        ),
        "changed": own_doing.last,
        "spoken": _languages(person),
        "week": week_in_words(person.free_times.all()),
        "ways": list(person.contact_ways.all()),
        "topics": [t.term.label for t in terms if t.use == own],
        "interests": [t.term.label for t in terms if t.use == PersonTerm.Use.LIKES],
        "fields_of_work": [t.term.label for t in terms if t.use == PersonTerm.Use.WORKS],
        "grants": [g.name for g in enrolment.grants.all()],
        "is_mentor": enrolment.side == Side.MENTOR,
    }


def _button(missing: Missing) -> tuple[str, str]:
    """(kind of step or "edit" or "decide", label) of the one thing to do about it."""
    if missing.code == "state":
        return "decide", _("Decide")
    if missing.code == "adult":
        return ("", "") if missing.facts["under_18"] else ("adult", _("Confirm"))
    if missing.code == "step":
        kind = missing.facts["kind"]
        if kind == WantedStep.Kind.INTERVIEW:
            return kind, _("Say how it went") if missing.facts["planned"] else _("Set a date")
        return kind, _("Renew it") if missing.facts["expired"] else _("Write it down")
    return "edit", _("Fill it in")


def _event(row: EnrolmentState) -> Event:
    reasons = REASONS.get(row.state, {})
    return Event(
        at=row.at,
        what=str(EnrolmentState.State(row.state).label),
        why=str(reasons.get(row.reason, "")),
        note=row.note,
        by=row.by.display_name if row.by else "",
    )


def _changed_by(person, own_doing) -> list[Event]:
    """What the person changed themselves, a day at a time."""
    what, comma = _("Changed their own details"), pgettext("between names", ", ")
    return [Event(day.at, what, comma.join(day.details), "", person.display_name) for day in own_doing.days]


def _steps(enrolment: Enrolment) -> list:
    """Every row of screening, newest first, with what was seen."""
    steps = list(enrolment.screening_steps.select_related("by__person").order_by("-at", "-id"))
    for step in steps:
        step.by_name = step.by.display_name if step.by else ""
        if step.result == "not_yet":
            step.word = _("Planned or asked for") if step.planned_for else _("Taken back")
        else:
            step.word = _("Done") if step.result == "done" else _("Not in order")
    return steps


def _languages(person) -> list[tuple[str, str]]:
    """(name, level in words) from the best spoken on."""
    spoken = sorted(person.languages.all(), key=lambda row: (LEVELS.index(row.level), row.tag))
    return [(name_of(row.tag), str(Level(row.level).label) if row.level else _("level not known")) for row in spoken]


def week_in_words(free_times) -> list[tuple[str, list[str]]]:
    """(weekday, ["18:00–20:00", …]) for the days with free hours."""
    days: dict[int, list[str]] = {}
    for span in free_times:
        days.setdefault(span.weekday, []).append(f"{_clock(span.start)}–{_clock(span.end)}")
    return [(str(WEEKDAYS[day]), spans) for day, spans in sorted(days.items())]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
