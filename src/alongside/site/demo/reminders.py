"""The usual reminders of each programme, two people to call, and one whom a message did not reach. Written late: it changes nothing else."""

from datetime import timedelta

from alongside.foundation.models import OutgoingMail
from alongside.mentorships.actions.reminders import USUAL
from alongside.mentorships.models import CallTry, Notice, ReminderRule, ToCall
from alongside.people.models import ContactWay
from alongside.site.demo.people import Rows

#: mentee -> why somebody should call: a meeting ahead (one try without an answer already), a change, a message that failed.
WAITING = {"Іван Дорошенко": "meeting", "Rahel Okubay": "changed", "Imran Khan Yousafzai": "failed"}


def remind(world) -> None:
    """Write the rules, and whoever stands on the call list."""
    rows = Rows()
    for programme in world.programmes.values():
        for event, hours, before, to, words, active in USUAL:
            rows.add(
                ReminderRule(
                    id=world.id(), programme=programme, event=event, hours=hours, before=before, to=to, words=words,
                    active=active, since=world.now,
                )
            )  # fmt: skip
    for key, why in WAITING.items():
        if key in world.mentorships:
            _list(world, rows, key, why)
    rows.write()


def _list(world, rows: Rows, key: str, why: str) -> None:
    mentorship, person = world.mentorships[key], world.people[key]
    coming = mentorship.sessions.filter(outcome="", starts_at__gt=world.now).first()
    made_at = world.now - timedelta(hours=5)
    if why != ToCall.Why.FAILED:
        # Others read their mailbox, so that the phone is the only safe way.
        address = world.accounts[key].email if key in world.accounts else "shared@example.org"
        rows.add(ContactWay(id=world.id(), person=person, kind="email", value=address, is_safe=False))
        person.contact_ways.filter(kind__in=("message", "whatsapp"), is_safe=True).update(kind="phone")
    call = rows.add(
        ToCall(
            id=world.id(), mentorship=mentorship, person=person, why=why, made_at=made_at, next_at=world.now - timedelta(hours=1),
            about=coming.starts_at if coming and why == ToCall.Why.MEETING else None,
        )
    )  # fmt: skip
    if why == ToCall.Why.MEETING:
        rows.add(CallTry(id=world.id(), call=call, answer="no_answer", at=world.now - timedelta(hours=3), by=mentorship.begun_by))
    if why == ToCall.Why.FAILED:
        mail = rows.add(
            OutgoingMail(
                id=world.id(), to="gone@example.org", subject="You have a message", body="You have a message", created_at=made_at,
                due_at=made_at, attempts=8,
            )
        )  # fmt: skip
        rows.add(
            Notice(
                id=world.id(), mentorship=mentorship, person=person, recipient=person.pk, made_at=made_at, due_at=made_at,
                way=Notice.Way.MAIL, done_at=made_at, mail=mail,
            )
        )  # fmt: skip
