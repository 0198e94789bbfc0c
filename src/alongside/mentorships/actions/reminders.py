"""Reminders: what a programme reminds of, and the clock that does it.

First a row is written for each person whom a rule concerns, with the moment that is right for them; then what is due is looked
at once more and sent. Each is a transaction of its own, so a machine that stops in between repeats nothing and loses nothing.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.foundation.forms import save_versioned
from alongside.mentorships.access import MENTOR_ROLES, check_coordinates
from alongside.mentorships.actions import log_links
from alongside.mentorships.actions.delivering import account_of, deliver
from alongside.mentorships.models import Notice, ReminderRule, Session, ToCall
from alongside.mentorships.queries import reminders as queries
from alongside.programmes.models import Programme

Event, To, Words, Way = ReminderRule.Event, ReminderRule.To, ReminderRule.Words, Notice.Way

#: (event, hours, before, to, words, active): what every programme begins with (ours).
USUAL = (
    (Event.PLANNED, 0, False, To.MENTEE, Words.MEETING, False),
    (Event.AHEAD, 24, True, To.BOTH, Words.MEETING, True),
    (Event.UNLOGGED, 2, False, To.MENTOR, Words.HOW, True),
    (Event.UNLOGGED, 72, False, To.MENTOR, Words.HOW, True),
    (Event.GOAL, 0, False, To.MENTOR, Words.LOOK, True),
)
#: Two reminders of one meeting within this time are one.
TOGETHER = timedelta(hours=1)
#: So many are sent in one go; the next go comes half a minute later.
AT_ONCE = 100
KEPT_FOR = timedelta(days=90)


@transaction.atomic
def add_rule(*, programme: Programme, by: Principal, values: dict) -> ReminderRule:
    """One more reminder, from now on. Raises NotAllowed for anybody but the programme's coordinators."""
    check_coordinates(by, programme.pk)
    rule = ReminderRule.objects.create(programme=programme, **values)
    audit.record(by=by, action="add reminder", target=rule, fields=list(values))
    return rule


@transaction.atomic
def change_rule(*, rule: ReminderRule, by: Principal, expected_version: int | None, values: dict) -> ReminderRule:
    """The reminder with these values, from now on: it doesn't reach back. Raises NotAllowed, and Changed if somebody was faster."""
    check_coordinates(by, rule.programme_id)
    save_versioned(rule, expected_version, values | {"since": clock.now()})
    Notice.objects.filter(rule=rule, way="").delete()
    audit.record(by=by, action="change reminder", target=rule, fields=list(values))
    return rule


def lay_out(programmes=None) -> int:
    """The usual reminders for programmes that have none at all. Returns for how many. Nothing of before reaches back."""
    wanted = Programme.objects.all() if programmes is None else programmes
    bare = list(wanted.filter(~Exists(ReminderRule.objects.filter(programme=OuterRef("pk")))))
    for programme in bare:
        ReminderRule.objects.bulk_create(
            ReminderRule(programme=programme, event=event, hours=hours, before=before, to=to, words=words, active=active)
            for event, hours, before, to, words, active in USUAL
        )
    return len(bare)


def send_due() -> int:
    """Write down whom to remind, and remind whose moment has come. Returns how many went out. Called by the tick."""
    lay_out()
    for rule in queries.rules_to_send():
        _write_down(rule)
    now = clock.now()
    waiting = Notice.objects.filter(way="", due_at__lte=now, rule__isnull=False).order_by("due_at")
    sent = sum(_send(pk) for pk in list(waiting.values_list("pk", flat=True)[:AT_ONCE]))
    _forget_old()
    return sent


def _write_down(rule: ReminderRule) -> None:
    """A row for each person whom the rule concerns, about each meeting or day that comes near."""
    now = clock.now()
    rows = []
    for cause in queries.causes(rule):
        asked = queries.asked_for(rule, cause)
        if asked < rule.since or asked > now + timedelta(hours=14):
            continue
        for person, account in queries.recipients(rule, cause.mentorship):
            zone = queries.zone_of(person, rule.programme)
            own = person is not None and cause.by is not None and getattr(account_of(person), "pk", None) == cause.by
            rows.append(
                Notice(
                    rule=rule,
                    mentorship=cause.mentorship,
                    person=person,
                    account=account,
                    recipient=(person or account).pk,
                    subject=cause.subject,
                    about=cause.about,
                    due_at=queries.due_at(rule, cause, zone),
                    # Whoever planned a meeting after the moment of its reminder knows of it.
                    **_noted(own and cause.changed_at > asked),
                )
            )
    if rows:
        # What was written before stays: of one moment each person is reminded once.
        Notice.objects.bulk_create(rows, ignore_conflicts=True)


def _noted(is_known: bool) -> dict:
    return {"way": Way.LATE, "done_at": clock.now()} if is_known else {}


@transaction.atomic
def _send(pk) -> bool:
    """Send one notice, unless it is too late or things have changed. Held meanwhile, so that no two do it."""
    notice = (
        Notice.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(pk=pk, way="")
        .select_related("rule__programme", "mentorship__programme", "person__account", "account")
        .first()
    )
    if notice is None:
        return False
    if not queries.stands(notice):
        # Nothing was sent: if the meeting moves back to this moment, it is reminded of after all.
        notice.delete()
        return False
    rule, now = notice.rule, clock.now()
    if now > _too_late(notice):
        return _note(notice, Way.LATE)
    zone = queries.zone_of(notice.person, rule.programme)
    if (morning := queries.waking(now, zone)) != now:
        notice.due_at = morning
        notice.save(update_fields=["due_at"])
        return False
    if _another_just_now(notice):
        return _note(notice, Way.JOINED)
    deliver(notice, lambda language: _words(notice, language, zone), why=_why(rule))
    return True


def _why(rule: ReminderRule) -> str:
    return ToCall.Why.MEETING if rule.event in (Event.PLANNED, Event.AHEAD) else ToCall.Why.CHANGED


def _too_late(notice: Notice):
    if notice.rule.event in (Event.AHEAD, Event.PLANNED):
        return queries.until(notice.rule, notice.about, notice.due_at)
    # Counted from the moment that was right for this person, the morning after a night.
    return notice.due_at + queries.LATE


def _note(notice: Notice, way: str) -> bool:
    notice.way, notice.done_at = way, clock.now()
    notice.save(update_fields=["way", "done_at"])
    return False


def _another_just_now(notice: Notice) -> bool:
    same = Notice.objects.filter(recipient=notice.recipient, subject=notice.subject, about=notice.about)
    return same.filter(way__in=(Way.MAIL, Way.TEXT, Way.CALL), done_at__gte=clock.now() - TOGETHER).exists()


def _words(notice: Notice, language: str, zone) -> str:
    rule, has_time, link = notice.rule, True, ""
    if rule.event != Event.GOAL:
        session = Session.objects.defer("note", "place").get(pk=notice.subject)
        has_time = session.has_time
        if rule.words == Words.HOW and notice.person and _mentors(notice):
            link = log_links.make_link(session=session, person=notice.person)
    return queries.sentence(
        rule.words, language=language, about=notice.about, has_time=has_time, programme=rule.programme, zone=zone, link=link
    )


def _mentors(notice: Notice) -> bool:
    return notice.mentorship.members.filter(person=notice.person, role__in=MENTOR_ROLES, until=None).exists()


def _forget_old() -> None:
    old = Notice.objects.filter(made_at__lt=clock.now() - KEPT_FOR)
    # Asked first, because a delete takes the writer even when it finds nothing.
    if old.exists():
        old.delete()
    log_links.forget_old()
