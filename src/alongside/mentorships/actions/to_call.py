"""The call list: who stands on it, what came of each try, and when the next one is."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock, mail, sms
from alongside.foundation.access import Principal
from alongside.foundation.models import OutgoingMail
from alongside.mentorships.access import NotAllowed, check_coordinates
from alongside.mentorships.models import CallTry, Member, Mentorship, Notice, ToCall
from alongside.people.models import Account, Person

#: After the first call that nobody took, the next is tried so much later (ours).
SOON = timedelta(hours=2)
MORNING, EVENING = time(9), time(18)

Answer, Why = CallTry.Answer, ToCall.Why


def put_on_list(*, mentorship: Mentorship, person: Person, why: str, about: datetime | None = None) -> ToCall:
    """The person on the call list, once: whoever stands there already is told everything in one call.

    A later reason replaces an earlier one: what changed is worth more than a meeting ahead, and what did not arrive more than that.
    """
    order = list(Why.values)
    call = ToCall.objects.select_for_update().filter(mentorship=mentorship, person=person, closed_at=None).first()
    if call is None:
        try:
            with transaction.atomic():
                return ToCall.objects.create(mentorship=mentorship, person=person, why=why, about=about)
        except IntegrityError:
            call = ToCall.objects.select_for_update().get(mentorship=mentorship, person=person, closed_at=None)
    if order.index(why) >= order.index(call.why) and (why, about) != (call.why, call.about):
        call.why, call.about = why, about
        call.save(update_fields=["why", "about"])
    return call


@transaction.atomic
def answer(*, call: ToCall, by: Principal, said: str) -> ToCall:
    """What came of a try, a code of CallTry.Answer. "No answer" plans the next one. Raises NotAllowed for others, or if it is settled."""
    check_coordinates(by, call.mentorship.programme_id)
    call = ToCall.objects.select_for_update(of=("self",)).select_related("mentorship__programme").get(pk=call.pk)
    if call.closed_at:
        raise NotAllowed(_("Somebody has settled this already."))
    CallTry.objects.create(call=call, answer=said, by=by.account)
    if said in (Answer.REACHED, Answer.DONE):
        call.closed_at = clock.now()
    elif said == Answer.NO_ANSWER:
        tries = call.tries.filter(answer=Answer.NO_ANSWER).count()
        call.next_at = next_try(clock.now(), tries, call.mentorship.programme.time_zone)
    call.save(update_fields=["closed_at", "next_at"])
    audit.record(by=by, action="call tried", target=call, people=[call.person_id])
    return call


def next_try(now: datetime, tries: int, zone: str) -> datetime:
    """After the first try two hours later, if that is before the evening; else the next morning. On the programme's clock."""
    here = now.astimezone(ZoneInfo(zone))
    soon = now + SOON
    later = soon.astimezone(ZoneInfo(zone))
    if tries == 1 and later.date() == here.date() and MORNING <= later.time() < EVENING:
        return soon
    day = here.date() + timedelta(days=here.time() >= MORNING)
    return datetime.combine(day, MORNING, tzinfo=ZoneInfo(zone)).astimezone(now.tzinfo)


def tidy() -> None:
    """Take off whoever needs no call any more, and put on whose message did not arrive. Called by the tick."""
    _take_off()
    _put_failed_on()


def _take_off() -> None:
    now = clock.now()
    ended = Q(mentorship__statuses__status="ended") & ~Q(why=Why.CHANGED)
    over = ToCall.objects.filter(Q(about__lt=now) | ended, closed_at=None)
    # Asked first, because an update takes the writer even when it finds nothing.
    if over.exists():
        ToCall.objects.filter(pk__in=list(over.values_list("pk", flat=True))).update(closed_at=now)


def _put_failed_on() -> None:
    """Whoever a message of this room did not reach; and, of other rooms' mail, whoever walks with somebody now."""
    failed_mail = Q(mail__sent_at=None, mail__attempts__gte=mail.ATTEMPTS)
    failed_text = Q(text__sent_at=None) & (Q(text__refused_at__isnull=False) | Q(text__attempts__gte=sms.ATTEMPTS))
    failed = failed_mail & Q(mail__isnull=False) | failed_text & Q(text__isnull=False)
    for notice in Notice.objects.filter(failed, person__isnull=False).select_related("mentorship", "person")[:50]:
        with transaction.atomic():
            _failed(notice.mentorship, notice.person, notice.done_at)
            Notice.objects.filter(pk=notice.pk).update(mail=None, text=None, way=Notice.Way.CALL)
    ours = Notice.objects.filter(mail__isnull=False).values("mail")
    for message in OutgoingMail.objects.filter(sent_at=None, attempts__gte=mail.ATTEMPTS).exclude(pk__in=ours)[:50]:
        part = _part_of(message.to)
        if part is not None:
            _failed(part.mentorship, part.person, message.created_at)


def _failed(mentorship: Mentorship, person: Person, since: datetime) -> None:
    # Once for each message: whoever was called since then has heard of it.
    heard = Q(made_at__gte=since) | Q(closed_at=None) | Q(closed_at__gte=since)
    if not ToCall.objects.filter(heard, mentorship=mentorship, person=person, why=Why.FAILED).exists():
        put_on_list(mentorship=mentorship, person=person, why=Why.FAILED)


def _part_of(address: str) -> Member | None:
    person: UUID | None = Account.objects.filter(email__iexact=address).values_list("person", flat=True).first()
    return Member.objects.filter(person=person, until=None).select_related("mentorship", "person").first() if person else None
