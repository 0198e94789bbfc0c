"""Photographs, shown only while both wish it; and a mentor's hello, until they have met."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from alongside.foundation import audit, clock
from alongside.foundation.access import Principal
from alongside.foundation.uploads import Cleaned
from alongside.mentorships.access import MENTEE, MENTOR, NotAllowed, check_part
from alongside.mentorships.actions.changes import check_not_ended
from alongside.mentorships.models import Hello, Member, Mentorship, Photo, PhotoWish, Session

#: A hello goes so long after the first meeting.
HEARD_ENOUGH = timedelta(days=30)


@transaction.atomic
def wish_photos(*, mentorship: Mentorship, by: Principal, yes: bool, photo: Cleaned | None = None) -> None:
    """Whether `by` wishes that photographs are shown here, and with which. A no takes the own one away at once.

    Nobody else learns of a no: with one, there simply is no picture. Raises NotAllowed for anybody but a member of now.
    """
    check_part(by, mentorship, MENTOR, MENTEE)
    check_not_ended(mentorship)
    Mentorship.objects.select_for_update().get(pk=mentorship.pk)
    mine = {"mentorship": mentorship, "person_id": by.person_id}
    if not yes:
        PhotoWish.objects.filter(**mine, until=None).update(until=clock.now())
        Photo.objects.filter(**mine).delete()
    elif not PhotoWish.objects.filter(**mine, until=None).exists():
        PhotoWish.objects.create(**mine)
    if yes and photo:
        Photo.objects.filter(**mine).delete()
        Photo.objects.create(**mine, **photo.columns())
    audit.record(by=by, action="photo wish", target=mentorship, people=[by.person_id])


@transaction.atomic
def say_hello(*, mentorship: Mentorship, by: Principal, voice: Cleaned) -> Hello:
    """The mentor's voice for the mentee, in place of the one before. Raises NotAllowed once they have met."""
    check_part(by, mentorship, MENTOR)
    check_not_ended(mentorship)
    Mentorship.objects.select_for_update().get(pk=mentorship.pk)
    if mentorship.sessions.filter(outcome=Session.Outcome.MET).exists():
        raise NotAllowed(_("You have met already. Say it to them yourself."))
    Hello.objects.filter(mentorship=mentorship, person=by.person_id).delete()
    hello = Hello.objects.create(mentorship=mentorship, person_id=by.person_id, **voice.columns())
    audit.record(by=by, action="hello said", target=hello, people=[by.person_id])
    return hello


@transaction.atomic
def take_hello_away(*, mentorship: Mentorship, by: Principal) -> None:
    """The mentor's own hello is gone at once. Nothing happens if there is none."""
    check_part(by, mentorship, MENTOR)
    for hello in Hello.objects.filter(mentorship=mentorship, person=by.person_id):
        audit.record(by=by, action="hello taken away", target=hello, people=[by.person_id])
        hello.delete()


def forget_old() -> int:
    """Drop hellos thirty days after the first meeting, and whatever belongs to somebody who is no member any more. Called by the tick."""
    met = Session.objects.filter(
        mentorship=OuterRef("mentorship"), outcome=Session.Outcome.MET, starts_at__lt=clock.now() - HEARD_ENOUGH
    )
    here = Member.objects.filter(mentorship=OuterRef("mentorship"), person=OuterRef("person"), until=None)
    old = [Hello.objects.filter(Exists(met)), Hello.objects.filter(~Exists(here)), Photo.objects.filter(~Exists(here))]
    gone = 0
    for rows in old:
        # Asked first, because a delete takes the writer even when it finds nothing.
        if rows.exists():
            gone += rows.delete()[0]
    return gone
