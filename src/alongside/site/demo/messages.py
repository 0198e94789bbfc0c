"""What some invented pairs write to each other, and to their coordinators. Porto's programme wants messages; the others don't."""

from datetime import timedelta

from alongside.mentorships.models import Message, MessagesRead, PairRules
from alongside.site.demo.world import World

#: (hours ago, "mentor" or "mentee", words), the oldest first.
IN_PAIR = (
    (70, "mentor", "Olá Nour! Quinta às 17h no café da estação?"),
    (69, "mentee", "نعم، شكرا. سآتي مع ابنتي."),
    (21, "mentee", "هل يمكن أن نلتقي قبل نصف ساعة؟"),
)
TO_OFFICE = ((44, "mentor", "We would like to visit the library together. Is there a ticket for two?"),)


def write(world: World) -> None:
    pair = world.mentorships["nour"]
    PairRules.objects.update_or_create(programme=pair.programme, defaults={"allows_messages": True})
    people = {("mentor" if m.is_mentor else "mentee"): m.person for m in pair.members.select_related("person")}
    told = [(hours, who, words, None) for hours, who, words in IN_PAIR]
    told += [(hours, who, words, people[who]) for hours, who, words in TO_OFFICE]
    for hours, who, words, office in told:
        at = world.now - timedelta(hours=hours)
        Message.objects.create(
            id=world.id(), mentorship=pair, author=people[who], with_person=office, words=words, at=at
        )
    read_at = world.now - timedelta(hours=68)
    MessagesRead.objects.create(mentorship=pair, person=people["mentor"], at=read_at)
