"""Kraków, through the gate: a day that moved twice, an answer that waits, two who are out."""

from datetime import time, timedelta

from alongside.mentorships.models import (
    Appointment,
    AttendanceConsent,
    AttendanceSent,
    CustodyStatus,
    MeetingConditions,
    MovingMeeting,
    Officer,
    OfficerAnswer,
    OfficerQuestion,
    PickUp,
    ReleaseDate,
    Session,
)
from alongside.site.demo.pairs import chosen

#: Days before today -> the day that was expected then, in days from today; the last one is what the cast says.
MOVES = ((24, 10, "form"), (11, 6, "phone"), (4, 3, "form"))
#: what, where, days from the release or None, fixed day from today, time, deadline, who goes, how far
APPOINTMENTS = (
    ("Sign in at the probation office", "ul. Przy Rondzie 7", 0, None, time(11), True, "mentor", "agreed"),
    ("Hostel, induction", "ul. Rozrywka 1", 0, None, time(14), True, "mentor", "asked"),
    ("Pharmacy, prescription for 14 days", "", 0, None, time(16), False, "mentee", "not_asked"),
    ("Job centre", "ul. Wąwozowa 34", 1, None, time(10), False, "mentor", "agreed"),
    ("Dentist", "os. Na Skarpie 27", None, 2, time(9, 30), False, "mentee", "agreed"),
)


def come_out(world) -> None:
    """What stands around the releases of Kraków's mentees."""
    by = world.staff["agnieszka"]
    for _mentors, mentees, code in chosen(world, "krakow"):
        release = world.cast[mentees[0]].release
        if release is not None and release < 0 and not code.startswith("ended"):
            CustodyStatus.objects.create(
                mentorship=world.mentorships[mentees[0]], person=world.people[mentees[0]], status="released",
                on=world.day(-release), source="mentee", at=world.at(-release, 12, 0), by=by,
            )  # fmt: skip
    _adam(world, by)
    _lukasz(world, by)
    _jacek(world, by)


def _about(world, key: str) -> dict:
    return {"mentorship": world.mentorships[key], "person": world.people[key]}


def _adam(world, by) -> None:
    """Three days to go; everything is planned, one thing does not fit any more."""
    adam = _about(world, "adam")
    was = None
    for ago, ahead, source in MOVES:
        on = world.day(-ahead)
        ReleaseDate.objects.create(**adam, on=on, was=was, source=source, at=world.at(ago, 10, 0), by=by)
        was = on
    CustodyStatus.objects.create(
        **adam, status="planned", on=world.day(24), facility="Zakład Karny Nowa Huta", source="phone", at=world.at(24, 10, 0), by=by
    )
    mentor = world.people["marek"]
    PickUp.objects.create(
        **adam, who=mentor, time=time(7, 30), place="South side, by the bus stop", source="form", at=world.at(2, 11, 0), by=by
    )
    for what, place, days, fixed, at, is_deadline, goes, booking in APPOINTMENTS:
        Appointment.objects.create(
            id=world.id(), **adam, what=what, place=place, days=days, on=None if fixed is None else world.day(-fixed), time=at,
            is_deadline=is_deadline, goes_along=goes, booking=booking, at=world.at(20, 10, 0), by=by,
        )  # fmt: skip
    for session in Session.objects.filter(mentorship=adam["mentorship"], outcome="", starts_at__gt=world.now):
        on = session.starts_at.date()
        MovingMeeting.objects.create(session=session, person=adam["person"], days=(on - world.day(-3)).days, placed_on=on)
    MeetingConditions.objects.create(
        **adam, no_home_visits=True, only_daytime=True, excluded_places="The main station", source="paper", at=world.at(1, 9, 0), by=by
    )
    _officer(world, "adam", "K-17")


def _lukasz(world, by) -> None:
    """The office has answered; a coordinator takes it over."""
    officer = _officer(world, "Łukasz Piotrowski", "K-31")
    asked = OfficerQuestion.objects.create(
        id=world.id(), officer=officer, about="date", token_hash=OfficerQuestion.digest(str(world.id())), asked_at=world.at(3, 9, 0),
        asked_by=by, expires_at=world.at(3, 9, 0) + timedelta(days=7), closed_at=world.at(1, 8, 30),
    )  # fmt: skip
    OfficerAnswer.objects.create(id=world.id(), question=asked, values={"day": world.day(-43).isoformat()}, at=asked.closed_at)


def _jacek(world, by) -> None:
    """Out for a while; agreed that the office learns on which days they met."""
    jacek = _about(world, "Jacek Malinowski")
    _officer(world, "Jacek Malinowski", "K-08")
    AttendanceConsent.objects.create(**jacek, agreed=True, how="paper", at=world.at(8, 12, 0), by=by)
    AttendanceSent.objects.create(id=world.id(), **jacek, words="Sygnatura K-08\nBrak spotkań w tym czasie.", way="paper", at=world.at(7, 12, 0), by=by)


def _officer(world, key: str, reference: str) -> Officer:
    return Officer.objects.create(
        id=world.id(), **_about(world, key), name="Halina Zięba", office="Zakład Karny Nowa Huta", phone="+48 12 555 01 40",
        email="zieba@example.org", language="en", reference=reference,
    )  # fmt: skip
