"""Reach a person by the safest way that there is: mail, else a text message, else a call by the coordinator."""

from collections.abc import Callable
from datetime import datetime

from alongside.foundation import clock, mail, sms
from alongside.mentorships.actions.to_call import put_on_list
from alongside.mentorships.models import Notice, ToCall
from alongside.mentorships.queries.reminders import waking, zone_of
from alongside.people.models import Account, ContactWay, Person

Way, Kind = Notice.Way, ContactWay.Kind


def way_to(person: Person) -> tuple[str, str]:
    """(way, address) for a person: a safe mailbox; else, if text messages can be sent, a number said to be safe for them; else a call.

    The address of an account counts as safe unless somebody said that it isn't. One query if the account came along.
    """
    ways = list(ContactWay.objects.filter(person=person, kind__in=(Kind.EMAIL, Kind.MESSAGE)))
    mailboxes = [way for way in ways if way.kind == Kind.EMAIL]
    account = account_of(person)
    if account and account.is_active and account.takes_mail and not any(way.is_safe is False for way in mailboxes):
        return Way.MAIL, account.email
    for way in mailboxes:
        if way.is_safe and way.value:
            return Way.MAIL, way.value
    for way in ways:
        if way.kind == Kind.MESSAGE and way.is_safe and sms.is_on() and sms.number(way.value):
            return Way.TEXT, way.value
    return Way.CALL, ""


def account_of(person: Person) -> Account | None:
    return getattr(person, "account", None)


def language_of(person: Person) -> str:
    """In which language a person is written to."""
    account = account_of(person)
    return account.page_language if account else person.page_language


def deliver(notice: Notice, say: Callable[[str], str], *, why: str, not_before: datetime | None = None) -> Notice:
    """Send what `say(language)` says to whom the notice is for, and note how. Part of the caller's transaction.

    why: a code of ToCall.Why, if a call it must be. not_before: mail and text wait so long; a text also waits for the morning.
    """
    if notice.person is None:
        way, address, language = Way.MAIL, notice.account.email, notice.account.page_language
    else:
        (way, address), language = way_to(notice.person), language_of(notice.person)
    if way == Way.MAIL:
        notice.mail = mail.queue(to=address, body=say(language), language=language, due_at=not_before)
    elif way == Way.TEXT:
        now = not_before or clock.now()
        due = waking(now, zone_of(notice.person, notice.mentorship.programme))
        due = not_before if due == now else due
        notice.text = sms.queue(to=address, body=say(language), language=language, due_at=due)
    else:
        put_on_list(mentorship=notice.mentorship, person=notice.person, why=why, about=notice.about if why == ToCall.Why.MEETING else None)
    notice.way, notice.done_at = way, clock.now()
    notice.save()
    return notice
