"""People, mentorships and meetings of one programme as rows: for XLSX and for CSV, safe to open.

Days and times are those of the programme's clock.
"""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from openpyxl import Workbook

from alongside.foundation.cells import safe
from alongside.mentorships.models import Member, Mentorship, Session
from alongside.mentorships.queries import Stage, local, with_facts
from alongside.programmes.models import Enrolment, EnrolmentState, Programme

#: Monday first, as they are stored.
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def hour(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def people(programme: Programme) -> Iterator[list]:
    """A heading row, then one row an enrolment. Languages, hours and words are written so that our import reads them back."""
    yield [
        "reference", "side", "name", "known as", "state", "languages", "area", "free", "needs", "offers", "likes",
        "birth year", "gender", "gender wish", "interpreter", "e-mail", "phone", "places", "in person", "online",
        "kilometres", "asks for a shared start", "waiting since", "grants", "wishes", "about",
    ]  # fmt: skip
    found = (
        Enrolment.objects.filter(programme=programme)
        .with_state()
        .select_related("person__area")
        .prefetch_related(
            "person__languages", "person__free_times", "person__person_terms__term", "person__contact_ways", "grants"
        )
        .order_by("side", "created_at", "pk")
    )
    for enrolment in found.iterator(chunk_size=500):
        person = enrolment.person
        terms = list(person.person_terms.all())
        ways = list(person.contact_ways.all())
        yield [
            enrolment.reference,
            enrolment.side,
            person.name,
            person.known_as,
            EnrolmentState.State(enrolment.current_state).label if enrolment.current_state else "",
            "; ".join(f"{row.tag} {row.level}".strip() for row in person.languages.all()),
            person.area.name if person.area else "",
            "; ".join(f"{DAYS[f.weekday]} {hour(f.start)}-{hour(f.end)}" for f in person.free_times.all()),
            *("; ".join(t.term.code for t in terms if t.use == use) for use in ("needs", "offers", "likes")),
            person.birth_year,
            person.gender,
            person.gender_wish,
            {True: "yes", False: "no", None: ""}[person.needs_interpreter],
            next((w.value for w in ways if w.kind == "email"), ""),
            next((w.value for w in ways if w.kind in ("phone", "message", "whatsapp", "signal")), ""),
            enrolment.capacity,
            {True: "yes", False: "no", None: ""}[enrolment.in_person_ok],
            {True: "yes", False: "no", None: ""}[enrolment.online_ok],
            enrolment.reach_km,
            enrolment.experience_wish,
            enrolment.waiting_since,
            "; ".join(g.name for g in enrolment.grants.all()),
            person.wishes,
            person.about,
        ]


def mentorships(programme: Programme) -> Iterator[list]:
    """A heading row, then one row a mentorship."""
    yield ["mentorship", "stage", "mentors", "mentees", "begun", "planned until", "ended", "reason", "last met"]
    names: dict = {}
    members = Member.objects.filter(mentorship__programme=programme).select_related("person").order_by("since", "pk")
    for member in members.iterator(chunk_size=500):
        names.setdefault(member.mentorship_id, {}).setdefault(member.is_mentor, []).append(member.person.name)
    for pair in with_facts(Mentorship.objects.filter(programme=programme)).order_by("begun_at", "pk"):
        sides = names.get(pair.pk, {})
        ended = pair.status == "ended"
        yield [
            str(pair.pk),
            str(Stage(pair.stage).label),
            "; ".join(sides.get(True, [])),
            "; ".join(sides.get(False, [])),
            local(pair.begun_at, programme.time_zone).date(),
            pair.planned_until,
            local(pair.status_at, programme.time_zone).date() if ended else None,
            pair.status_reason if ended else "",
            local(pair.last_met_at, programme.time_zone).date() if pair.last_met_at else None,
        ]


def meetings(programme: Programme) -> Iterator[list]:
    """A heading row, then one row a meeting, planned or past. Notes stay with the pair and their coordinator: not here."""
    yield ["mentorship", "date", "time", "outcome", "reason", "minutes", "how"]
    found = Session.objects.filter(mentorship__programme=programme).defer("note", "place").order_by("starts_at", "pk")
    for session in found.iterator(chunk_size=1000):
        here = local(session.starts_at, programme.time_zone)
        yield [
            str(session.mentorship_id),
            here.date(),
            f"{here:%H:%M}" if session.has_time else "",
            session.outcome or "planned",
            session.reason,
            session.minutes,
            session.channel,
        ]


KINDS = {"people": people, "mentorships": mentorships, "meetings": meetings}


def titles() -> dict[str, str]:
    return {"people": _("People"), "mentorships": _("Mentorships"), "meetings": _("Meetings")}



def cell(value):
    """Numbers and dates as they are, everything else as text that nothing runs."""
    if value is None or isinstance(value, int | float) or hasattr(value, "isoformat"):
        return value
    return safe(value)


def as_xlsx(kind: str, programme: Programme) -> bytes:
    """One sheet of the programme as XLSX."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(titles()[kind][:31])
    sheet.sheet_view.rightToLeft = get_language_bidi()
    for row in KINDS[kind](programme):
        sheet.append([cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(kind: str, programme: Programme) -> bytes:
    """One sheet of the programme as CSV in UTF-8; the mark at the beginning makes Excel read the letters right."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in KINDS[kind](programme):
        writer.writerow(["" if v is None else cell(v) for v in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()
