"""The meetings of a mentorship and the coordinator's calls, drawn from its story."""

from datetime import timedelta

from alongside.mentorships.models import CheckIn, Session
from alongside.site.demo.cast import spans
from alongside.site.demo.lines import CHECK_INS, INSIDE, MISSED, NOTES, PLACES

MINUTES = (45, 60, 60, 75, 90, 90, 120)


def hold(world, rows, programme: str, mentorship, mentors, mentees, story, begun: int, coordinator) -> None:
    """Write meetings from the beginning to where the story stops, then the calls that followed the rules, or didn't."""
    mentor, mentee = world.cast[mentors[0]], world.cast[mentees[0]]
    writer = world.accounts.get(mentors[0], coordinator)
    # The last meeting lies at least a day before the ending is written down.
    until = story.ended[0] + 1 if story.ended else story.last or 1
    if story.meets:
        _past(world, rows, programme, mentorship, mentor, mentee, story, begun, until, writer, coordinator)
    if story.ahead and not story.ended:
        ahead = 2 if not story.meets else world.rng.randint(2, 9)
        _meeting(world, rows, programme, mentorship, mentor, mentee, -ahead, writer, (-1, -99))
    _calls(world, rows, mentorship, mentee, story, begun, until, coordinator)


def _past(world, rows, programme, mentorship, mentor, mentee, story, begun, until, writer, coordinator) -> None:
    gap = 30 / mentorship.programme.meetings_per_month
    ago = begun - 3.0
    is_first = True
    while ago > until + (gap / 2 if story.unlogged else 0):
        session = _meeting(world, rows, programme, mentorship, mentor, mentee, round(ago), writer, (begun - 1, until))
        _tell(world, session, mentor, mentee, coordinator if is_first else writer, is_first)
        is_first = False
        ago -= gap + world.rng.choice((-2, -1, 0, 0, 1, 2))
    if story.last or story.ended:
        session = _meeting(world, rows, programme, mentorship, mentor, mentee, until, writer, (until, until))
        _tell(world, session, mentor, mentee, writer, True)
    if story.unlogged:
        _meeting(world, rows, programme, mentorship, mentor, mentee, story.unlogged, writer, (9, 2))


def _meeting(world, rows, programme, mentorship, mentor, mentee, ago: int, writer, between) -> Session:
    """A meeting at an hour at which the mentor is free, near the day `ago`, within `between` (days ago, first and last)."""
    zone = mentorship.programme.time_zone
    hour = 17
    if free := spans(mentor.free or ""):
        day = world.day(ago)
        # The nearest free day, at most three days off.
        for shift in (0, 1, -1, 2, -2, 3, -3):
            if not between[0] >= ago - shift >= between[1]:
                continue
            found = [s for s in free if s[0] == (day + timedelta(days=shift)).weekday()]
            if found:
                ago, hour = ago - shift, found[0][1] // 60
                break
    inside = mentee.release is not None and ago > -mentee.release
    return rows.add(
        Session(
            id=world.id(),
            mentorship=mentorship,
            starts_at=world.at(ago, min(hour, 19), world.rng.choice((0, 0, 30)), zone),
            place=INSIDE if inside else world.rng.choice(PLACES[programme]),
            planned_by=writer,
            changed_at=max(min(world.at(ago + 6, 12, 0), world.now - timedelta(hours=3)), mentorship.begun_at),
        )
    )


def _tell(world, session: Session, mentor, mentee, writer, surely_met: bool) -> None:
    """What came of it, told that evening or the day after."""
    rng = world.rng
    chance = rng.random()
    session.logged_by = writer
    session.logged_at = min(session.starts_at + timedelta(hours=rng.choice((2, 3, 4, 20, 26))), world.now - timedelta(minutes=5))
    if surely_met or chance < 0.84:
        session.outcome = "met"
        session.minutes = rng.choice(MINUTES)
        in_person = session.place == INSIDE or rng.random() < 0.82
        session.channel = "in_person" if in_person else rng.choice(("video", "phone"))
        session.place = session.place if in_person else ""
        if rng.random() < 0.55:
            session.note = _line(world, mentor)
        return
    session.outcome = "not_met" if chance < 0.93 else "cancelled"
    session.reason = rng.choice(("mentee", "mentor", "circumstances", "circumstances"))
    session.note = rng.choice(MISSED)


def _line(world, mentor) -> str:
    """A line in a language that the mentor writes: mostly that of the place, at times their own."""
    spoken = [tag for tag, level in mentor.spoken.items() if tag in NOTES and level not in ("A1", "A2")]
    own = [tag for tag in spoken if mentor.spoken[tag] == "native"]
    tag = world.rng.choice([*spoken, *own]) if spoken else "en"
    return world.rng.choice(NOTES[tag])


def _calls(world, rows, mentorship, mentee, story, begun: int, until: int, coordinator) -> None:
    """Within two days of the introduction, twice in month one, then monthly; `checked` is when it stopped."""
    if story.checked == 0:
        return
    last = story.checked or until
    days = [begun - 1]
    if begun > 18:
        days.append(begun - world.rng.randint(13, 16))
    ago = begun - 38
    while ago >= last:
        days.append(ago)
        ago -= world.rng.randint(24, 28)
    if story.checked and story.checked > 2:
        days.append(story.checked)
    for day in dict.fromkeys(d for d in days if d >= last):
        rows.add(
            CheckIn(
                id=world.id(),
                mentorship=mentorship,
                spoke_with=world.rng.choice(("both", "both", "mentor", "mentee")),
                channel=world.rng.choice(("phone", "phone", "messages", "in_person")),
                note=world.rng.choice(CHECK_INS),
                at=world.at(day),
                by=coordinator,
            )
        )
