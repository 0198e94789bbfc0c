"""A message that Inês wrote to a few pairs, as it was sent. Written last: it changes nothing else."""

from alongside.mentorships.models import Circular, CircularCopy, Member
from alongside.mentorships.queries.circulars import address_of
from alongside.people.models import Account
from alongside.site.demo.world import World

#: Pairs that had it.
PAIRS = 6
WORDS = {
    "en": "The office is closed on Monday and Tuesday. In urgent matters the duty phone answers. From Wednesday on we are there as always.",
    "ar": "المكتب مغلق يوم الإثنين والثلاثاء. وفي الأمور العاجلة يجيب هاتف المناوبة. ومن الأربعاء نعود كالمعتاد.",
}


def send(world: World) -> None:
    coordinator = world.staff["ines"]
    members = Member.objects.filter(mentorship__begun_by=coordinator, until=None).order_by("since", "pk")
    members = members.select_related("person").prefetch_related("person__contact_ways")
    keys = list(dict.fromkeys(member.mentorship_id for member in members))[:PAIRS]
    accounts = dict(Account.objects.filter(person__isnull=False).values_list("person_id", "email"))
    circular = Circular.objects.create(id=world.id(), texts=WORDS, to=Circular.To.BOTH, by=coordinator, at=world.at(4, 11, 20))
    copies = {}
    for member in members:
        if member.mentorship_id in keys and member.person_id not in copies:
            address = address_of(list(member.person.contact_ways.all()), accounts.get(member.person_id, ""), member.is_mentor)
            copies[member.person_id] = CircularCopy(
                circular=circular,
                mentorship_id=member.mentorship_id,
                person=member.person,
                is_mentor=member.is_mentor,
                language=member.person.page_language if member.person.page_language in WORDS else "en",
                was_sent=bool(address),
            )
    CircularCopy.objects.bulk_create(copies.values())
