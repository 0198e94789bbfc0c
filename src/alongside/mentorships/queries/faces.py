"""Whose picture somebody may see in a mentorship, and the hello that waits for a mentee."""

from uuid import UUID

from django.http import Http404

from alongside.mentorships.access import MENTEE, parts_of
from alongside.mentorships.models import Hello, Mentorship, Photo, PhotoWish, Session


def shown_to(person_id: UUID, mentorship: Mentorship) -> dict[UUID, UUID]:
    """Person -> photo of each present member whom this member may see: both wish it. Two queries at most, one without a wish."""
    wish = set(PhotoWish.objects.filter(mentorship=mentorship, until=None).values_list("person_id", flat=True))
    if person_id not in wish:
        return {}
    found = Photo.objects.filter(
        mentorship=mentorship, person__in=wish, person__mentorship_parts__mentorship=mentorship,
        person__mentorship_parts__until=None,
    )  # fmt: skip
    return dict(found.exclude(person=person_id).values_list("person_id", "pk"))


def my_wish(person_id: UUID, mentorship: Mentorship) -> tuple[bool, UUID | None]:
    """Whether this member said yes, and their own photo. Two queries."""
    yes = PhotoWish.objects.filter(mentorship=mentorship, person=person_id, until=None).exists()
    mine = Photo.objects.filter(mentorship=mentorship, person=person_id).values_list("pk", flat=True).first()
    return yes, mine


def have_met(mentorship: Mentorship) -> bool:
    """Whether a meeting was held. One query."""
    return mentorship.sessions.filter(outcome=Session.Outcome.MET).exists()


def hellos_in(mentorship: Mentorship) -> list[Hello]:
    """The mentors' voices that wait for the mentee, until the first meeting was held. Two queries at most; no sound is read."""
    if have_met(mentorship):
        return []
    return list(Hello.objects.filter(mentorship=mentorship, person__mentorship_parts__until=None).defer("content").distinct())


def my_hello(person_id: UUID, mentorship: Mentorship) -> Hello | None:
    """The mentor's own hello. One query; no sound is read."""
    return Hello.objects.filter(mentorship=mentorship, person=person_id).defer("content").first()


def photo_for(principal, mentorship, pk) -> Photo:
    """A photograph of a mentorship that was handed out: one's own, or one that both wish to be shown; else Http404."""
    photo = Photo.objects.filter(mentorship=mentorship, pk=pk).first()
    if photo is None or (photo.person_id != principal.person_id and not _both_wish(mentorship, photo.person_id, principal.person_id)):
        raise Http404
    return photo


def _both_wish(mentorship, one, other) -> bool:
    present = {m.person_id for m in mentorship.members.all() if m.until is None}
    wish = PhotoWish.objects.filter(mentorship=mentorship, until=None, person__in=[one, other]).count()
    return wish == 2 and {one, other} <= present


def hello_for(principal, mentorship, pk) -> Hello:
    """A mentor's hello in a mentorship that was handed out: for its mentor, and for the mentees until they have met; else Http404."""
    hello = Hello.objects.filter(mentorship=mentorship, pk=pk).first()
    met = mentorship.sessions.filter(outcome=Session.Outcome.MET).exists()
    if hello is None or (hello.person_id != principal.person_id and (met or MENTEE not in parts_of(principal, mentorship))):
        raise Http404
    return hello
