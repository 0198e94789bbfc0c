"""When a reminder is due, for whom, and in which words. No names, no places, no topics in any of them.

Whole days are counted on the clock of the programme, so that "24 hours before" stays the same hour when summer time begins or
ends; hours are counted as they pass. Nobody is reminded between 20:00 and 08:00 of their own clock (ours).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.foundation import clock
from alongside.foundation.templatetags import dates
from alongside.mentorships.access import MENTEE_ROLES, MENTOR_ROLES
from alongside.mentorships.models import GoalWriting, Mentorship, Notice, ReminderRule, Session
from alongside.mentorships.queries.facts import walking
from alongside.mentorships.queries.holds import held
from alongside.mentorships.queries.pairs import local
from alongside.programmes.models import Membership, Programme

MORNING, EVENING = time(8), time(20)
#: Whoever is reminded late of something that is over hears nothing: after so long it is noted, not sent (ours).
LATE = timedelta(hours=24)
#: What was due longer ago than this, when nothing ran, isn't even noted.
FORGOTTEN = timedelta(days=7)
#: A reminder of a meeting ahead goes out until so long before it.
LAST_MINUTE = timedelta(minutes=15)
#: A meeting without an hour is thought to be over by then, and a goal is looked at from then on.
AFTERNOON, NINE = time(18), time(9)
#: Rows of one rule that are looked at in one go; the rest follows half a minute later.
AT_ONCE = 200

Event, Words, To = ReminderRule.Event, ReminderRule.Words, ReminderRule.To


@dataclass(frozen=True)
class Cause:
    """A meeting, or a goal's day, that a rule reminds of. about: as in Notice. changed_at, by: when it was planned, and by which account."""

    mentorship: Mentorship
    subject: UUID
    about: datetime
    has_time: bool = True
    changed_at: datetime | None = None
    by: UUID | None = None


# ── when ──────────────────────────────────────────────────────────────────────────────────
def shifted(moment: datetime, hours: int, zone, *, before: bool) -> datetime:
    """So many hours before or after `moment`: whole days on the clock of `zone`, the rest as it passes."""
    days, rest = divmod(hours, 24)
    sign = -1 if before else 1
    here = moment.astimezone(zone).replace(tzinfo=None) + sign * timedelta(days=days)
    return here.replace(tzinfo=zone).astimezone(moment.tzinfo) + sign * timedelta(hours=rest)


def waking(moment: datetime, zone) -> datetime:
    """`moment`, or the next 08:00 of `zone` if it lies in the night."""
    here = moment.astimezone(zone)
    if MORNING <= here.time() < EVENING:
        return moment
    day = here.date() + timedelta(days=here.time() >= EVENING)
    return datetime.combine(day, MORNING, tzinfo=zone).astimezone(moment.tzinfo)


def asked_for(rule: ReminderRule, cause: Cause) -> datetime:
    """The moment that the rule names, day or night."""
    zone = ZoneInfo(cause.mentorship.programme.time_zone)
    base = cause.about
    if rule.event == Event.PLANNED:
        base = cause.changed_at
    elif rule.event == Event.GOAL:
        base = datetime.combine(base.astimezone(zone).date(), NINE, tzinfo=zone)
    elif rule.event == Event.UNLOGGED and not cause.has_time:
        base = datetime.combine(base.astimezone(zone).date(), AFTERNOON, tzinfo=zone)
    return shifted(base, rule.hours, zone, before=rule.before)


def until(rule: ReminderRule, about: datetime, asked: datetime) -> datetime:
    """After this moment it is too late."""
    return about - LAST_MINUTE if rule.event in (Event.AHEAD, Event.PLANNED) else asked + LATE


def due_at(rule: ReminderRule, cause: Cause, zone) -> datetime:
    """When somebody on the clock of `zone` is reminded: by day; the evening before if the morning would be too late."""
    asked = asked_for(rule, cause)
    due = waking(asked, zone)
    if due < until(rule, cause.about, asked) or rule.event != Event.AHEAD:
        return due
    here = asked.astimezone(zone)
    evening = here.date() - timedelta(days=here.time() < MORNING)
    return datetime.combine(evening, EVENING, tzinfo=zone).astimezone(asked.tzinfo) - timedelta(minutes=30)


def zone_of(person, programme: Programme):
    """The clock of a person, else of the programme."""
    return clock.zone(person.time_zone if person else "", programme.time_zone)


# ── of what ───────────────────────────────────────────────────────────────────────────────
def rules_to_send() -> QuerySet:
    return ReminderRule.objects.filter(active=True).select_related("programme")


def causes(rule: ReminderRule) -> Iterator[Cause]:
    """What a rule reminds of about now and nobody was told of yet, its people at hand. Four queries. The caller asks `due_at` for the exact moment."""
    if rule.event == Event.GOAL:
        yield from _goals(rule)
        return
    for session in _sessions(rule).order_by("starts_at")[:AT_ONCE]:
        session.mentorship.programme = rule.programme
        yield Cause(
            session.mentorship, session.pk, session.starts_at, session.has_time, session.changed_at, session.planned_by_id
        )


def _sessions(rule: ReminderRule) -> QuerySet:
    now = clock.now()
    hours, night = timedelta(hours=rule.hours), timedelta(hours=14)
    noted = Notice.objects.filter(rule=rule, subject=OuterRef("pk"), about=OuterRef("starts_at"))
    pairs = walking(Mentorship.objects.filter(programme=rule.programme))
    found = Session.objects.filter(
        Exists(pairs.filter(pk=OuterRef("mentorship"))), ~Exists(noted), outcome="", mentorship__programme=rule.programme
    ).select_related("mentorship")
    found = found.prefetch_related("mentorship__members__person__account").defer("note", "place")
    if rule.event == Event.PLANNED:
        return found.filter(
            starts_at__gt=now, sequence=0, changed_at__gte=max(rule.since, now - FORGOTTEN) - hours, changed_at__lte=now - hours
        )
    if rule.event == Event.AHEAD:
        soon = now + hours + night
        return found.filter(starts_at__gt=max(now, rule.since + hours - night), starts_at__lte=soon)
    since = max(rule.since, now - FORGOTTEN) - hours - night
    return found.filter(starts_at__lte=now - hours + night, starts_at__gte=since, starts_at__lt=now)


def _goals(rule: ReminderRule) -> Iterator[Cause]:
    zone = ZoneInfo(rule.programme.time_zone)
    ahead = timedelta(hours=rule.hours) if rule.before else -timedelta(hours=rule.hours)
    last = (clock.now() + ahead).astimezone(zone).date()
    first = (max(rule.since, clock.now() - FORGOTTEN) + ahead).astimezone(zone).date()
    pairs = walking(Mentorship.objects.filter(programme=rule.programme))
    found = GoalWriting.objects.filter(
        Exists(pairs.filter(pk=OuterRef("goal__mentorship"))), end="", number=F("goal__version"),
        review_on__gte=first, review_on__lte=last, goal__mentorship__programme=rule.programme,
    )  # fmt: skip
    found = found.select_related("goal__mentorship").prefetch_related("goal__mentorship__members__person__account").defer("words", "say", "steps").order_by("review_on")
    for writing in found[:AT_ONCE]:
        mentorship = writing.goal.mentorship
        mentorship.programme = rule.programme
        yield Cause(mentorship, writing.goal_id, datetime.combine(writing.review_on, time(0), tzinfo=zone))


def stands(notice: Notice) -> bool:
    """Whether what is to be reminded of is still as it was: not moved, cancelled, logged; the pair walks, the person is in it and not on hold.

    Four queries at most.
    """
    rule, programme = notice.rule, notice.mentorship.programme
    if not rule.active or not walking(Mentorship.objects.filter(pk=notice.mentorship_id)).exists():
        return False
    if notice.person_id and held([notice.person_id]):
        return False
    if notice.person_id and not notice.mentorship.members.filter(person=notice.person_id, until=None).exists():
        return False
    if rule.event == Event.GOAL:
        day = notice.about.astimezone(ZoneInfo(programme.time_zone)).date()
        return GoalWriting.objects.filter(
            goal=notice.subject, number=F("goal__version"), end="", review_on=day
        ).exists()
    return Session.objects.filter(pk=notice.subject, outcome="", starts_at=notice.about).exists()


# ── to whom ───────────────────────────────────────────────────────────────────────────────
def recipients(rule: ReminderRule, mentorship: Mentorship) -> list[tuple]:
    """(person, account), one of them None. Coordinators: whoever began the mentorship, else all of the programme.

    No query for a mentorship whose members came along, one for coordinators.
    """
    if rule.to == To.COORDINATOR:
        held = Membership.objects.in_force().filter(programme=rule.programme, role="coordinator", account__is_active=True)
        accounts = [membership.account for membership in held.select_related("account")]
        own = [account for account in accounts if account.pk == mentorship.begun_by_id]
        return [(None, account) for account in own or accounts]
    roles = {To.MENTOR: MENTOR_ROLES, To.MENTEE: MENTEE_ROLES, To.BOTH: (*MENTOR_ROLES, *MENTEE_ROLES)}[rule.to]
    now = clock.now()
    present = [m for m in mentorship.members.all() if m.role in roles and m.until is None and m.since <= now]
    return [(member.person, None) for member in present]


# ── in which words ────────────────────────────────────────────────────────────────────────
def sentence(words: str, *, language: str, about: datetime, has_time: bool, programme: Programme, zone=None, link: str = "") -> str:
    """What somebody reads, in their language: a day and an hour on the programme's clock, and an address of ours.

    zone: the reader's clock; if it shows another hour at that moment, the place of the programme's clock is named.
    """
    with translation.override(language):
        here = local(about, programme.time_zone)
        if words == Words.MEETING:
            when = dates.when(here if has_time else here.date())
            if has_time and zone is not None and about.astimezone(zone).utcoffset() != about.astimezone(ZoneInfo(programme.time_zone)).utcoffset():
                when = f"{when} ({programme.time_zone.rpartition('/')[2].replace('_', ' ')})"
            return _("You have a meeting: %(when)s.") % {"when": when}
        if words == Words.HOW:
            place = {"day": dates.when(here.date(), "day"), "address": link or settings.PUBLIC_URL}
            return _("How was %(day)s? Say it here: %(address)s") % place
        return _("There is something for you to look at: %(address)s") % {"address": settings.PUBLIC_URL}


def previews(words: str, programme: Programme) -> list[tuple[str, str, str]]:
    """(language, its name, the sentence) in every language of the pages, about a meeting on Thursday at 17:00."""
    day = clock.today(programme.time_zone)
    day += timedelta(days=(3 - day.weekday()) % 7 or 7)
    about = datetime.combine(day, time(17), tzinfo=ZoneInfo(programme.time_zone))
    link = f"{settings.PUBLIC_URL}/l/{'x' * 22}/"
    return [
        (code, translation.get_language_info(code)["name_local"],
         sentence(words, language=code, about=about, has_time=True, programme=programme, link=link))
        for code, _name in settings.LANGUAGES
    ]  # fmt: skip


def described(rule: ReminderRule) -> str:
    """When a rule reminds, as one sentence."""
    days = rule.hours % 24 == 0 and rule.hours >= 48
    n = rule.hours // 24 if days else rule.hours
    time_ = (ngettext("%(n)d day", "%(n)d days", n) if days else ngettext("%(n)d hour", "%(n)d hours", n)) % {"n": n}
    if rule.event == Event.PLANNED:
        text = _("%(time)s after a meeting was planned") if n else _("As soon as a meeting is planned")
    elif rule.event == Event.AHEAD:
        text = _("%(time)s before a meeting")
    elif rule.event == Event.UNLOGGED:
        text = _("%(time)s after a meeting, if nobody has said how it went")
    elif not n:
        text = _("On the day to look at a goal again")
    elif rule.before:
        text = _("%(time)s before the day to look at a goal again")
    else:
        text = _("%(time)s after the day to look at a goal again")
    return text % {"time": time_}


def rules_of(programme: Programme) -> list[ReminderRule]:
    """The reminders of a programme, in the order in which they come up."""
    found = ReminderRule.objects.filter(programme=programme)
    return sorted(found, key=lambda rule: (Event.values.index(rule.event), rule.hours * (-1 if rule.before else 1)))
