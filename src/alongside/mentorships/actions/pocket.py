"""Take in what a mentor wrote on a phone without network: each entry once, and nothing written over in silence."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.foundation.models import FormReceipt
from alongside.mentorships.access import MENTOR, NotAllowed, check_coordinates, check_part, may_correct
from alongside.mentorships.actions.calls import ask_for_call
from alongside.mentorships.actions.changes import check_not_ended
from alongside.mentorships.actions.sessions import correct_session, log_session, plan_session
from alongside.mentorships.models import Mentorship, PhoneEntry, Session
from alongside.mentorships.queries.pocket import held_that_day, log_of_day

#: Answers to the question that `Meanwhile` asks.
MINE, BOTH = "mine", "both"
LOGGED, CANCELLED, MOVED = "logged", "cancelled", "moved"


class Meanwhile(Exception):
    """Somebody else changed the meeting while the phone had no network. why: LOGGED, CANCELLED or MOVED."""

    def __init__(self, why: str, session: Session, by: Principal):
        super().__init__(why)
        self.why, self.session = why, session
        self.is_own = may_correct(by, session)

    @property
    def seen(self) -> str:
        """What an answer must carry: it holds for what was shown, and for nothing newer."""
        return f"{self.session.pk}:{self.session.sequence}"

    @property
    def choices(self) -> list[str]:
        """What may be answered beside "leave what stands there". Nobody writes over another's log."""
        if self.why == LOGGED:
            return [MINE, BOTH] if self.is_own else [BOTH]
        return [MINE] if self.why == CANCELLED else [MINE, BOTH]


@dataclass(frozen=True)
class Told:
    """What an entry says about the meeting. day: in the programme's time zone."""

    met: bool
    day: date
    whose: str = ""
    minutes: int | None = None
    channel: str = ""
    note: str = ""
    next_day: date | None = None
    next_at: time | None = None
    call_me: bool = False
    again: bool = False

    def log(self) -> dict:
        return {name: getattr(self, name) for name in ("met", "day", "whose", "minutes", "channel", "note")}


@transaction.atomic
def take_entry(
    *,
    mentorship: Mentorship,
    by: Principal,
    key: UUID,
    told: Told,
    meeting: UUID | None = None,
    seen_day: date | None = None,
    choice: str = "",
    seen: str = "",
) -> None:
    """Write the log that `told` describes; a key that arrived before changes nothing.

    meeting: the planned meeting that the phone knew, on `seen_day` then. choice: MINE or BOTH, once `Meanwhile` was
    answered; seen: its `seen`. Raises Meanwhile where something else stands there now, NotAllowed as `log_session`.
    """
    check_part(by, mentorship, MENTOR)
    # Held, so that the same entry from two windows is written once.
    Mentorship.objects.select_for_update().get(pk=mentorship.pk)
    if arrived(by, key):
        return
    session, why = _standing(mentorship, by, told, meeting, seen_day)
    if session is not None and why == LOGGED and _says_the_same(by, session, told):
        # Taken in by the page itself, whose answer never reached the phone.
        _note(mentorship, by, key, session, told)
        return
    asked = Meanwhile(why, session, by) if session is not None and why else None
    if asked and (choice not in asked.choices or seen != asked.seen):
        raise asked
    if asked and why == LOGGED and choice == MINE:
        written = correct_session(session=session, by=by, **told.log())
    elif asked and not (why == MOVED and choice == MINE):
        written = log_session(mentorship=mentorship, by=by, is_apart=True, **told.log())
    else:
        written = log_session(mentorship=mentorship, by=by, session=session, is_apart=told.again and session is None, **told.log())
    _plan_next(mentorship, by, told)
    if told.call_me:
        ask_for_call(mentorship=mentorship, person=by.account.person, by=by)
    _note(mentorship, by, key, written, told)


@transaction.atomic
def hand_over_entry(*, mentorship: Mentorship, by: Principal, key: UUID, words: list[list[str]]) -> None:
    """A former mentor's unsent words reach the coordinators, once. The caller has checked that `by` mentored here."""
    Mentorship.objects.select_for_update().get(pk=mentorship.pk)
    if arrived(by, key):
        return
    entry = PhoneEntry.objects.create(mentorship=mentorship, account=by.account, key=key, words=words)
    audit.record(by=by, action="hand over entry", target=entry, people=_people(mentorship))


@transaction.atomic
def take_note_of_entry(*, entry: PhoneEntry, by: Principal) -> None:
    """A coordinator has read late words, and they go. What is worth keeping is logged before."""
    check_coordinates(by, entry.mentorship.programme_id)
    entry.words, entry.seen_at, entry.seen_by = [], clock.now(), by.account
    entry.save(update_fields=["words", "seen_at", "seen_by"])
    audit.record(by=by, action="take note of entry", target=entry, people=_people(entry.mentorship))


def arrived(by: Principal, key: UUID) -> bool:
    """Whether an entry with this key was taken in, from the phone or by the page itself. Two queries at most."""
    if PhoneEntry.objects.filter(account=by.account, key=key).exists():
        return True
    return FormReceipt.objects.filter(pk=key, account_id=by.account.pk).exclude(result="").exists()


def _standing(mentorship, by: Principal, told: Told, meeting, seen_day) -> tuple[Session | None, str]:
    """The meeting that the entry is about, and what happened to it meanwhile ("" if nothing that matters)."""
    session = Session.objects.select_for_update().filter(mentorship=mentorship, pk=meeting).first() if meeting else None
    if session is None:
        # A second meeting of that day may arrive before the first: its log is no news to its writer.
        logged = None if told.again else log_of_day(mentorship, told.day, but_seconds_of=by.account)
        session, why = (logged, LOGGED) if logged else (None, "")
    elif session.outcome:
        why = CANCELLED if session.outcome == Session.Outcome.CANCELLED else LOGGED
    else:
        day = session.starts_at.astimezone(ZoneInfo(mentorship.programme.time_zone)).date()
        why = MOVED if seen_day and day not in (seen_day, told.day) else ""
    if session is not None:
        session.mentorship = mentorship
    return session, why


def _says_the_same(by: Principal, session: Session, told: Told) -> bool:
    day = session.starts_at.astimezone(ZoneInfo(session.mentorship.programme.time_zone)).date()
    stands = (session.outcome == Session.Outcome.MET, day, session.reason, session.minutes, session.channel, session.note)
    said = told.log()
    wanted = (
        told.met,
        told.day,
        "" if told.met else said["whose"],
        said["minutes"] if told.met else None,
        said["channel"] if told.met else "",
        said["note"],
    )
    return session.logged_by_id == by.account.pk and stands == wanted


def _plan_next(mentorship: Mentorship, by: Principal, told: Told) -> None:
    """The next meeting, unless its day is over by now, or something stands on that day already, or the walk has ended."""
    if told.next_day is None or told.next_day < clock.today(mentorship.programme.time_zone):
        return
    if held_that_day(mentorship, told.next_day):
        return
    try:
        check_not_ended(mentorship)
    except NotAllowed:
        return
    plan_session(mentorship=mentorship, by=by, day=told.next_day, at=told.next_at)


def _note(mentorship: Mentorship, by: Principal, key: UUID, session: Session, told: Told) -> None:
    PhoneEntry.objects.create(
        mentorship=mentorship, account=by.account, key=key, session=session, is_second=told.again
    )
    # The page's own sending of the same words, still on its way, is told that they were taken in.
    receipt = {"account_id": by.account.pk, "payload_hash": "", "result": reverse("mentorships:detail", args=[mentorship.pk])}
    FormReceipt.objects.get_or_create(pk=key, defaults=receipt)


def _people(mentorship: Mentorship):
    return mentorship.members.values_list("person_id", flat=True)


def sentence_of(asked: Meanwhile) -> str:
    """What happened meanwhile, for whoever wrote the entry."""
    if asked.why == LOGGED:
        if asked.is_own:
            return _("You have written about this meeting already, perhaps on another phone.")
        return _("Somebody else has written about this meeting meanwhile.")
    if asked.why == CANCELLED:
        return _("This meeting was called off meanwhile.")
    return _("This meeting was moved to another day meanwhile.")
