"""What goes onto paper for somebody without the internet: who, when, what, whom to call."""

from dataclasses import dataclass, field
from datetime import date, datetime

from alongside.foundation import clock
from alongside.mentorships.models import Member, Mentorship
from alongside.mentorships.queries import pages
from alongside.mentorships.queries.agreements import shown
from alongside.mentorships.queries.gate import Gate, Line, gate_of
from alongside.mentorships.queries.goals import goals_of


@dataclass
class Pack:
    """meetings: (when, where). day: what stands on the day of release; near: the days around it. goals: (words, language).

    agreed: (what, how) of the pair's agreement, in the mentee's language where its text has that.
    """

    called: str
    mentors: list[str]
    phone: str
    phone_name: str
    meetings: list[tuple[datetime | date, str]]
    goals: list[tuple[str, str]]
    gate: Gate | None
    agreed: list[tuple[str, str]] = field(default_factory=list)
    day: list[Line] = field(default_factory=list)
    near: list[Line] = field(default_factory=list)


def pack_of(principal, mentorship: Mentorship, member: Member) -> Pack:
    """Everything that one mentee's paper says. About fifteen queries."""
    programme = mentorship.programme
    gate = gate_of(mentorship, member)
    goals = [one for one in goals_of(principal, mentorship, is_open=True) if one.goal.person_id == member.person_id]
    known = gate.on is not None and gate.on >= clock.today(programme.time_zone) and not gate.is_out
    appointments = [line for line in gate.lines if line.kind != "meeting"]
    return Pack(
        called=member.person.short_name,
        mentors=[m.person.short_name for m in mentorship.members.all() if m.is_mentor and m.until is None],
        phone=programme.contact_phone or programme.duty_phone,
        phone_name=programme.contact_name if programme.contact_phone else "",
        meetings=[(meeting.when, meeting.session.place) for meeting in pages.coming(mentorship)[:4]],
        goals=[(one.now.row.words, one.now.row.language) for one in goals],
        gate=gate if known else None,
        agreed=_agreed(principal, mentorship, member),
        day=[line for line in appointments if line.on == gate.on] if known else [],
        near=[line for line in appointments if line.on != gate.on] if known else [],
    )


def _agreed(principal, mentorship: Mentorship, member: Member) -> list[tuple[str, str]]:
    language = member.person.page_language
    agreement = shown(principal, mentorship, beside=language)
    if agreement is None:
        return []
    column = next((c for c in agreement.columns if c.language == language), agreement.columns[0])
    return [(piece.title, " · ".join(piece.ours)) for piece in column.pieces if piece.ours]
