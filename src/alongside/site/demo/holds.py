"""One mentor in Porto is on hold: the pair rests, the mentee was called, the mentor is still to be called."""

from alongside.mentorships.models import CheckIn, Hold, MentorshipStatus
from alongside.site.demo.pairs import SETTLED, STORIES, chosen


def pause(world) -> None:
    """The first pair of Porto that is simply under way, and in no other story of the demo."""
    mentors, mentees, _code = next(
        entry for entry in chosen(world, "porto") if entry[2] == "walking" and entry[1][0] not in SETTLED and _is_alone(world, entry)
    )
    by = world.staff["leonor"]
    mentorship = world.mentorships[mentees[0]]
    hold = Hold.objects.create(
        id=world.id(), person=world.people[mentors[0]], programme=world.programmes["porto"], reason="other", at=world.at(1, 15, 0),
        by=by, review_on=world.day(-8), note="Asked for by the family. Leonor speaks with them again next week.",
    )  # fmt: skip
    MentorshipStatus.objects.create(mentorship=mentorship, status="paused", at=hold.at, by=by, hold=hold)
    CheckIn.objects.create(
        id=world.id(), mentorship=mentorship, spoke_with="mentee", channel="phone", at=world.at(0, 9, 30), by=by,
        note="Told that there is a break. All is well; wants to hear from us on Friday.",
    )  # fmt: skip


def _is_alone(world, entry) -> bool:
    """Whether the mentor of this entry walks with nobody else now."""
    return sum(entry[0][0] in mentors and not STORIES[code].ended for mentors, _mentees, code in chosen(world, "porto")) == 1
