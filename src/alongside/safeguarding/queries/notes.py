"""What the pages of a note show."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.paginator import Page, Paginator

from alongside.foundation import audit
from alongside.foundation.models import AuditEntry
from alongside.mentorships.queries import local
from alongside.people.models import Account
from alongside.programmes.models import Enrolment, Side
from alongside.safeguarding.access import LEAD, can_lead, notes_for, part_of, receipts_for
from alongside.safeguarding.models import Note, NoteEntry, NoteStep

PAGE = 50
#: Lines of the log that a note's page shows.
READINGS = 30


def name_of(account: Account | None) -> str:
    return (account.display_name or account.email) if account else ""


def list_page(principal, number=1) -> Page:
    """Notes that the principal reads in whole or in part, open ones first, newest first. Four queries. The reading is logged."""
    query = notes_for(principal).order_by("closed_at", "-reported_at")
    page = Paginator(query, PAGE).get_page(number)
    notes = list(page.object_list)
    leads = _accounts(note.lead_id for note in notes)
    for note in notes:
        note.lead_name = name_of(leads.get(note.lead_id))
        note.leads_it = part_of(principal, note) == LEAD
        note.local_at = local(note.reported_at, note.programme.time_zone)
    # Open ones first: an empty day of closing sorts differently in different databases.
    page.object_list = sorted(notes, key=lambda note: not note.is_open)
    if notes:
        audit.record(by=principal, action="read list of restricted notes")
    return page


@dataclass
class Shown:
    """A note as one reader sees it: for whoever only wrote it, their own words and no steps."""

    note: Note
    part: str
    lead: str
    written_by: str
    reported_at: datetime
    about: str
    entries: list[NoteEntry]
    steps: list[NoteStep] = field(default_factory=list)
    review_on: date | None = None
    readings: list[tuple[datetime, str]] = field(default_factory=list)
    #: Where to put the person on hold, if the reader may: an enrolment's id.
    enrolment_id: object = None
    closed_at: datetime | None = None


def shown(principal, note: Note) -> Shown:
    """A note that `access.note_for` handed out. Six queries at most."""
    part, zone = part_of(principal, note), note.programme.time_zone
    entries = list(note.entries.select_related("by__person"))
    days = [entry.review_on for entry in entries if entry.review_on]
    for entry in entries:
        entry.local_at, entry.by_name = local(entry.at, zone), name_of(entry.by)
    about = note.person.name if note.person else name_of(note.complaint_about)
    found = Shown(
        note=note,
        part=part,
        lead=name_of(_accounts([note.lead_id]).get(note.lead_id)),
        written_by=name_of(note.reported_by),
        reported_at=local(note.reported_at, zone),
        about=about,
        entries=entries if part == LEAD else [e for e in entries if e.by_id == principal.account.pk],
        closed_at=local(note.closed_at, zone),
    )
    if part == LEAD:
        found.steps = list(note.steps.all())
        found.review_on = days[-1] if days else None
        found.readings = _readings(note, zone)
        found.enrolment_id = _enrolment_to_hold(principal, note)
    return found


def _readings(note: Note, zone: str) -> list[tuple[datetime, str]]:
    """Who opened it on which day, newest first: the log's own lines."""
    entries = AuditEntry.objects.filter(action="read restricted note", target=f"{Note._meta.label}:{note.pk}")
    rows = list(entries.order_by("-at")[: READINGS * 3])
    accounts = _accounts(row.account_id for row in rows)
    lines = {}
    for row in rows:
        day = local(row.at, zone).date()
        lines.setdefault((day, row.account_id), (day, name_of(accounts.get(row.account_id))))
    return list(lines.values())[:READINGS]


def _enrolment_to_hold(principal, note: Note):
    if note.person_id is None or note.programme_id not in principal.programmes_as("coordinator"):
        return None
    mine = Enrolment.objects.filter(person_id=note.person_id, programme_id=note.programme_id)
    return mine.values_list("pk", flat=True).first()


def leads_to_choose(note: Note) -> list[Account]:
    """Who may take the note over."""
    able = can_lead(note.programme, person_id=note.person_id, complaint_about_id=note.complaint_about_id)
    return [account for account in able if account.pk != note.lead_id]


@dataclass(frozen=True)
class Receipt:
    """All that a mentor reads afterwards."""

    at: datetime
    lead: str
    is_open: bool


def receipts(principal) -> list[Receipt]:
    """What the principal wrote: when, and who has it. Two queries."""
    notes = list(receipts_for(principal).select_related("programme"))
    leads = _accounts(note.lead_id for note in notes)
    return [Receipt(local(n.reported_at, n.programme.time_zone), name_of(leads.get(n.lead_id)), n.is_open) for n in notes]


def mentors_among(people, programme) -> set:
    """Ids of those of the people who take part as mentors. One query."""
    mentors = Enrolment.include_unfinished.filter(programme=programme, side=Side.MENTOR, person__in=people)
    return set(mentors.values_list("person_id", flat=True))


def _accounts(ids) -> dict:
    wanted = {pk for pk in ids if pk}
    return {a.pk: a for a in Account.objects.filter(pk__in=wanted).select_related("person")} if wanted else {}
