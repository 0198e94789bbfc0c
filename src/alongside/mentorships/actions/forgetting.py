"""What goes with the end of a mentorship."""

from alongside.foundation import clock
from alongside.mentorships.models import ActivityPart, Hello, Mentorship, Photo, PhotoWish


def forget(mentorship: Mentorship) -> None:
    """A mentorship has ended: no picture and no voice of it stays, and no place at what lies ahead. Part of the caller's transaction."""
    for model in (Photo, Hello):
        model.objects.filter(mentorship=mentorship).delete()
    PhotoWish.objects.filter(mentorship=mentorship, until=None).update(until=clock.now())
    ActivityPart.objects.filter(mentorship=mentorship, activity__starts_at__gt=clock.now()).delete()
