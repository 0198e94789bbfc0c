"""What a mentor's phone may keep for a time without network, and what stands here beside what was written on it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from alongside.foundation import clock
from alongside.foundation.due import Due
from alongside.foundation.templatetags import dates
from alongside.mentorships.access import MENTOR_ROLES, mentorships_for, my_mentorships
from alongside.mentorships.models import Member, PairRules, PhoneEntry, Session
from alongside.mentorships.queries.pairs import local, pairs_of, present

#: Days with a log that go along, so that the phone asks about a second one.
LOGGED_FOR = timedelta(days=30)
MET_OR_NOT = (Session.Outcome.MET, Session.Outcome.NOT_MET)


def mark_of(account) -> str:
    """Tells accounts apart on one phone without saying whose they are."""
    return salted_hmac("alongside.mentorships.pocket.mark", str(account.pk), algorithm="sha256").hexdigest()[:24]


def box_key_of(account) -> bytes:
    """The key of what this account has written and not sent: 32 bytes, the same at each sign-in.

    So unsent words can stay on a phone after signing out and be read by nobody until this account signs in again.
    """
    return salted_hmac("alongside.mentorships.pocket.box", str(account.pk), algorithm="sha256").digest()


def pocket_of(principal) -> list[dict]:
    """The mentorships that the principal mentors now, where the programme lets phones keep them. Notes the reads. Five queries.

    Names, meetings without an outcome, days with a log, whom to call: what the log form needs, and no more.
    """
    barred = PairRules.objects.filter(allows_offline=False).values("programme_id")
    mine = my_mentorships(principal, as_mentor=True).exclude(programme__in=barred)
    found = list(mine.select_related("programme").order_by("-begun_at", "pk"))
    ids = [m.pk for m in found]
    names: dict = {}
    members = Member.objects.filter(mentorship__in=ids).select_related("person")
    by_mentorship: dict = {}
    for member in members:
        by_mentorship.setdefault(member.mentorship_id, []).append(member)
    for pk, everybody in by_mentorship.items():
        names[pk] = [m.person.short_name for m in present(everybody) if m.role not in MENTOR_ROLES]
        principal.reads("mentorship", *(m.person_id for m in everybody))
    recent = Q(outcome__in=MET_OR_NOT, starts_at__gte=clock.now() - LOGGED_FOR)
    meetings: dict = {}
    for session in Session.objects.filter(Q(outcome="") | recent, mentorship__in=ids).order_by("starts_at"):
        meetings.setdefault(session.mentorship_id, []).append(session)
    return [_in_pocket(m, names.get(m.pk, []), meetings.get(m.pk, [])) for m in found]


def _in_pocket(mentorship, names: list[str], sessions: list[Session]) -> dict:
    programme = mentorship.programme
    zone = programme.time_zone
    return {
        "id": str(mentorship.pk),
        "names": names,
        "zone": zone,
        "since": local(mentorship.begun_at, zone).date().isoformat(),
        "duty_phone": programme.duty_phone,
        "meetings": [_planned(s, zone) for s in sessions if not s.outcome],
        "logged": sorted({local(s.starts_at, zone).date().isoformat() for s in sessions if s.outcome}),
    }


def _planned(session: Session, zone: str) -> dict:
    here = local(session.starts_at, zone)
    return {
        "id": str(session.pk),
        "day": here.date().isoformat(),
        "at": f"{here:%H:%M}" if session.has_time else "",
        "place": session.place,
    }


def log_of_day(mentorship, day: date, *, but_seconds_of) -> Session | None:
    """The newest log of that day, but for those that this account sent as a second meeting. One query."""
    seconds = PhoneEntry.objects.filter(session=OuterRef("pk"), account=but_seconds_of, is_second=True)
    logs = _of_day(mentorship, day).filter(~Exists(seconds), outcome__in=MET_OR_NOT)
    return logs.order_by("-logged_at").first()


def held_that_day(mentorship, day: date) -> bool:
    """Whether a meeting stands on that day, planned or logged. One query."""
    return _of_day(mentorship, day).exclude(outcome=Session.Outcome.CANCELLED).exists()


def _of_day(mentorship, day: date):
    start = datetime.combine(day, datetime.min.time(), tzinfo=ZoneInfo(mentorship.programme.time_zone))
    return mentorship.sessions.filter(starts_at__gte=start, starts_at__lt=start + timedelta(days=1))


def lines_of(session: Session, *, reads_note: bool) -> list[list[str]]:
    """What stands about a meeting, as [label, text]. A note only for whoever may read it."""
    here = local(session.starts_at, session.mentorship.programme.time_zone)
    when = dates.when(here if session.has_time and not session.outcome else here.date())
    lines = [(_("Day"), when)]
    if session.outcome:
        lines.append((_("Outcome"), session.get_outcome_display()))
    lines += _facts(session.get_reason_display(), session.minutes, session.get_channel_display(), session.place)
    if session.note:
        lines.append((_("Note"), session.note if reads_note else _("Only its writer and the coordinators read it.")))
    return [[str(label), str(text)] for label, text in lines]


def told_lines(told) -> list[list[str]]:
    """What an entry says, in the same shape as `lines_of`."""
    outcome = Session.Outcome.MET if told.met else Session.Outcome.NOT_MET
    lines = [(_("Day"), dates.when(told.day, "date")), (_("Outcome"), outcome.label)]
    reason = "" if told.met or not told.whose else Session.Whose(told.whose).label
    channel = Session.Channel(told.channel).label if told.met and told.channel else ""
    lines += _facts(reason, told.minutes if told.met else None, channel, "")
    if told.note:
        lines.append((_("Note"), told.note))
    return [[str(label), str(text)] for label, text in lines]


def _facts(reason, minutes, channel, place) -> list[tuple]:
    lines = [(_("What came between?"), reason)] if reason else []
    lines += [(_("Minutes"), minutes)] if minutes else []
    lines += [(_("How"), channel)] if channel else []
    return lines + ([(_("Where"), place)] if place else [])


def formerly_mine(principal, pk) -> bool:
    """Whether the principal ever mentored in this mentorship. One query."""
    if not principal.person_id:
        return False
    return Member.objects.filter(mentorship=pk, person_id=principal.person_id, role__in=MENTOR_ROLES).exists()


def late_entries(mentorship) -> list[PhoneEntry]:
    """Words that arrived after their writer had lost access, unread: for coordinators. One query."""
    found = mentorship.phone_entries.filter(session=None, seen_at=None).select_related("account__person")
    return [entry for entry in found if entry.words]


def due_entries(principal) -> list[Due]:
    """A row for each mentorship of the principal's programmes in which late words wait. Three queries."""
    waiting = PhoneEntry.objects.filter(Exists(mentorships_for(principal).filter(pk=OuterRef("mentorship"))), session=None, seen_at=None)
    oldest: dict = {}
    for pk, at in waiting.values_list("mentorship_id", "at"):
        oldest.setdefault(pk, at)
    pairs = pairs_of(oldest)
    return [
        Due(
            group="pairs",
            people=pairs[pk].as_due(),
            why=_("Something was written without a network and arrived after the ending."),
            url=reverse("mentorships:detail", args=[pk]),
            button=_("Read it"),
            since=at,
        )
        for pk, at in oldest.items()
    ]
