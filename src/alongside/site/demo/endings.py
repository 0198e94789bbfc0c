"""Endings of the demo: pairs in the middle of one, papers signed, people asked anew. Takes no chance, so that nothing else changes."""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from alongside.mentorships.models import EndingPlan, FreshYes, Interview, Member, MentorshipStatus, Paper
from alongside.site.demo.people import Rows

#: What somebody said, by side; endings take them in turn.
SAID = {
    "mentor": (
        {"good": "Thursdays. We both looked forward to them.", "change": "Begin with the goals sooner.", "help": ""},
        {"good": "I learned how much patience a form takes.", "help": "A summer without appointments."},
    ),
    "mentee": (
        {"good": "Somebody came when they said they would.", "help": "A course with fewer people."},
        {"good": "We laughed a lot.", "change": "More time outside."},
    ),
}
THANKS = {
    "mentor": "You gave your evenings, and you listened first.\n\nThank you for every one of them.",
    "mentee": "You came, you asked, and you taught us something too.\n\nAll the best on your way.",
}
THANKS_IN_ARABIC = "شكرًا على كل لقاء، وعلى كل سؤال.\n\nتعلّمنا الكثير، ونتمنى كل الخير في الطريق."
#: Days between an ending and the answer to whether they want somebody new.
ASKED_AFTER = 16
#: Of the endings with a wish for somebody new, every so many still waits to be asked.
STILL_WAITS = 4


def close(world) -> None:
    """Plan some endings, and write down what was said and signed after others."""
    rows = Rows()
    planned = {key for found in world.stories.values() for _m, mentees, code in found if code == "ending_soon" for key in mentees}
    for key in sorted(planned | {"huda"}):
        if key in world.mentorships:
            _plan(world, rows, key)
    over = MentorshipStatus.objects.filter(status="ended").select_related("mentorship__programme").order_by("at", "mentorship_id")
    for number, step in enumerate(over):
        _after(world, rows, step, number)
    rows.write()


def _id(*parts):
    return uuid5(NAMESPACE_URL, ":".join(map(str, parts)))


def _plan(world, rows: Rows, key: str) -> None:
    mentorship = world.mentorships[key]
    until = world.day(-12)
    if mentorship.planned_until != until:
        mentorship.planned_until = until
        mentorship.save(update_fields=["planned_until"])
    by = mentorship.begun_by
    rows.add(EndingPlan(mentorship=mentorship, kind="planned", until=world.day(-5), at=world.now - timedelta(days=9), by=by))
    rows.add(EndingPlan(mentorship=mentorship, kind="moved", until=until, at=world.now - timedelta(days=6), by=by))
    mentor = mentorship.members.get(role=Member.Role.MENTOR)
    rows.add(
        Interview(
            id=_id("said", mentor.pk), mentorship=mentorship, person_id=mentor.person_id, kind="exit", answers=SAID["mentor"][0],
            contact="if_met", again="later", by_person=False, at=world.now - timedelta(days=2), by=by,
        )
    )  # fmt: skip


def _after(world, rows: Rows, step, number: int) -> None:
    if step.reason == "no_contact":
        # Nobody could be asked: Today says so.
        return
    good = step.reason in ("completed", "goals")
    by = step.mentorship.begun_by
    for member in step.mentorship.members.select_related("person"):
        side = "mentor" if member.is_mentor else "mentee"
        at = min(step.at + timedelta(days=2), world.now - timedelta(hours=1))
        rows.add(
            Interview(
                id=_id("said", member.pk), mentorship=step.mentorship, person=member.person, kind="exit",
                answers=SAID[side][number % 2], contact="both" if good else "if_met", again="yes", by_person=False, at=at, by=by,
            )
        )  # fmt: skip
        if good:
            arabic = member.person.page_language == "ar"
            rows.add(
                Paper(
                    id=_id("paper", member.pk), mentorship=step.mentorship, person=member.person, at=at, by=by,
                    words=THANKS_IN_ARABIC if arabic else THANKS[side], language="ar" if arabic else "en", signed_by=by.display_name,
                )
            )  # fmt: skip
        asked = step.at + timedelta(days=ASKED_AFTER)
        if asked < world.now and (side == "mentor" or number % STILL_WAITS):
            rows.add(FreshYes(enrolment_id=member.enrolment_id, answer="yes", how="phone", at=asked, by=by))
