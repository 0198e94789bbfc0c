"""What goes with the end of a mentorship."""

from alongside.foundation import clock
from alongside.mentorships.models import Hello, Mentorship, Photo, PhotoWish


def forget(mentorship: Mentorship) -> None:
    """A mentorship has ended: no picture and no voice of it stays. Part of the caller's transaction."""
    for model in (Photo, Hello):
        model.objects.filter(mentorship=mentorship).delete()
    PhotoWish.objects.filter(mentorship=mentorship, until=None).update(until=clock.now())
