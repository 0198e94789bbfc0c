"""Mentorships in every stage that there is, each a small story told in dates."""

from dataclasses import dataclass

from alongside.mentorships.actions import places
from alongside.mentorships.models import CallRequest, Member, Mentorship, MentorshipStatus
from alongside.people.models import Level
from alongside.programmes.models import Enrolment, EnrolmentState
from alongside.site.demo import meetings
from alongside.site.demo.accounts import IN_CHARGE
from alongside.site.demo.cast import spans
from alongside.site.demo.lines import ENDINGS, PAUSES
from alongside.site.demo.people import CASTS, Rows

LEVELS = {level: rank for rank, level in enumerate(Level.values)}


@dataclass(frozen=True)
class Story:
    """How one mentorship went, in days before today.

    begun: (from, to) to draw from; None: as the release date says, or so that the end is near.
    last: the last meeting and the last call. checked: the last call alone. ahead: a next meeting is planned.
    unlogged: the last meeting was so many days ago and nobody said how it went.
    ended: (days ago, reason, who wished it, goodbye said). asked: "please call me", (asked, promised by), both in days ago.
    state: what the mentee's enrolment becomes; "" leaves it as it is.
    """

    begun: tuple[int, int] | None = (75, 190)
    last: int = 0
    checked: int | None = None
    ahead: bool = True
    meets: bool = True
    unlogged: int = 0
    paused: int | None = None
    ended: tuple | None = None
    asked: tuple[int, int] | None = None
    state: str = ""


STORIES = {
    "introduced": Story(begun=(1, 1), ahead=False, meets=False, checked=0),
    "late_first": Story(begun=(4, 4), ahead=False, meets=False, checked=0),
    "planned": Story(begun=(6, 6), meets=False, checked=1),
    "month_one": Story(begun=(19, 22)),
    "walking": Story(),
    "unlogged": Story(begun=(90, 140), unlogged=3, ahead=False),
    "quiet": Story(begun=(100, 130), last=24, ahead=False),
    "check_due": Story(begun=(120, 160), checked=47),
    "call": Story(begun=(60, 90), asked=(0, -1)),
    "call_late": Story(begun=(45, 50), asked=(3, 2)),
    "change": Story(begun=(60, 75), asked=(1, -1)),
    "paused": Story(begun=(120, 150), last=12, ahead=False, paused=11),
    "ending_soon": Story(begun=None),
    "co": Story(begun=(80, 110)),
    "group": Story(begun=(95, 95)),
    "team": Story(begun=(130, 130)),
    "gate_inside": Story(begun=None),
    "gate_soon": Story(begun=None),
    "gate_out": Story(begun=None),
    "ended_planned": Story(begun=(310, 320), ended=(45, "completed", "both", True), state="left"),
    "ended_goals": Story(begun=(215, 240), ended=(60, "goals", "both", True), state="left"),
    "ended_moved": Story(begun=(200, 230), ended=(85, "moved", "mentee", True), state="left"),
    "ended_no_time": Story(begun=(150, 170), ended=(26, "no_time", "mentor", True)),
    "ended_no_contact": Story(begun=(120, 130), ended=(30, "no_contact", "coordinator", False), state="left"),
    "ended_not_fit": Story(begun=(140, 150), ended=(100, "not_a_fit", "mentee", True)),
    "ended_transferred": Story(begun=(45, 48), ended=(9, "transferred", "coordinator", False), state="left"),
}
#: Stories in which several people of the cast stand together.
TOGETHER = {"group", "team"}
#: Stories too young for a mentor whose checks run out.
JUST_BEGUN = {"introduced", "late_first", "planned", "month_one"}
#: Pairs that the tour of the demo shows: mentee -> mentor.
SETTLED = {"nour": "samira", "huda": "samira", "adam": "marek", "Imran Khan Yousafzai": "Miguel Sarmento", "zilan": "fatma", "mahad": "olli"}


def walk(world) -> None:
    """Write all mentorships with their meetings, calls and endings."""
    rows = Rows()
    for programme in CASTS:
        _programme(world, rows, programme)
    rows.write()
    for programme in CASTS:
        places.lay_down(world.programmes[programme])


def walking(world) -> dict[str, str]:
    """key -> programme key of everybody who is to be in a mentorship, mentors and mentees."""
    found = {}
    for programme in CASTS:
        for keys in chosen(world, programme):
            found |= dict.fromkeys([*keys[0], *keys[1]], programme)
    return found


def chosen(world, programme: str) -> list[tuple[list[str], list[str], str]]:
    """(mentors, mentees, story) of a programme: the best language, wishes kept, the least busy first."""
    if programme in world.stories:
        return world.stories[programme]
    mentors = [k for k in world.cadre(programme, "mentor") if world.cast[k].story in ("accepted", "lapsing", "lapsed")]
    load = dict.fromkeys(mentors, 0)
    for mentee, mentor in SETTLED.items():
        if mentor in load and world.cast[mentee].story:
            load[mentor] += 1
    found, together = [], {}
    # Endings first, so that running pairs find the places that they need.
    mentees = [k for k in world.cadre(programme, "mentee") if world.cast[k].story in STORIES]
    for mentee in sorted(mentees, key=lambda k: (not world.cast[k].story.startswith("ended"), k not in SETTLED)):
        story = world.cast[mentee].story
        if story in together:
            together[story][1].append(mentee)
            continue
        mentor = SETTLED.get(mentee) or _best(world, mentee, mentors, load)
        with_them = [mentor]
        if not STORIES[story].ended and mentee not in SETTLED:
            load[mentor] += 1
        for _ in range({"co": 1, "team": 2}.get(story, 0)):
            other = _best(world, mentee, [m for m in mentors if m not in with_them], load)
            load[other] += 1
            with_them.append(other)
        entry = (with_them, [mentee], story)
        if story in TOGETHER:
            together[story] = entry
        found.append(entry)
    world.stories[programme] = found
    return found


def _best(world, mentee: str, mentors: list[str], load: dict[str, int]) -> str:
    one = world.cast[mentee]
    code = one.story

    def order(key: str):
        other = world.cast[key]
        shared = [min(LEVELS.get(v, 0), LEVELS.get(other.spoken.get(t), -1)) for t, v in one.spoken.items()]
        common = any(
            d == e and min(b, y) - max(a, x) >= 60 for d, a, b in spans(one.free or "") for e, x, y in spans(other.free or "")
        )
        kept = one.wish in (None, "any") or {"w": "woman", "m": "man"}.get(other.gender) == one.wish
        level = max(shared, default=-1)
        unsure = other.story != "accepted" and code in JUST_BEGUN
        return (load[key] >= other.capacity, unsure, not kept, level < LEVELS["B1"], not common, -level, load[key])

    return min(mentors, key=order)


def _programme(world, rows: Rows, programme: str) -> None:
    length = world.programmes[programme].length_weeks * 7
    coordinator, substitute, _ = (world.staff[k] for k in IN_CHARGE[programme])
    for mentors, mentees, code in chosen(world, programme):
        story = STORIES[code]
        begun = _begun(world, world.cast[mentees[0]], story, code, length)
        mentorship = rows.add(
            Mentorship(
                id=world.id(),
                programme=world.programmes[programme],
                begun_at=world.at(begun, 11, 0),
                begun_by=coordinator,
                planned_until=world.day(begun - length),
            )
        )
        world.mentorships[mentees[0]] = mentorship
        over = story.ended[0] if story.ended else None
        _members(world, rows, mentorship, mentors, mentees, code, begun, over)
        rows.add(MentorshipStatus(mentorship=mentorship, status="begun", at=mentorship.begun_at, by=coordinator))
        meetings.hold(world, rows, programme, mentorship, mentors, mentees, story, begun, coordinator)
        if story.paused is not None:
            rows.add(
                MentorshipStatus(
                    mentorship=mentorship, status="paused", reason="holiday", wished_by="mentee", at=world.at(story.paused),
                    by=coordinator, note=world.rng.choice(PAUSES), resumes_on=world.day(-16),
                )
            )  # fmt: skip
        if story.asked:
            _asked(world, rows, mentorship, world.people[mentees[0] if code == "change" else mentors[0]], story.asked, code == "change")
        elif begun > 80 and world.rng.random() < 0.35:
            _asked_and_called(world, rows, mentorship, world.people[mentors[0]], begun, coordinator)
        if story.ended:
            _ended(world, rows, mentorship, mentees, story, coordinator)
        if story.ended and not story.state:
            # An early ending that leaves the wish for another mentor: the waiting begins anew.
            again = [world.enrolments[key].pk for key in mentees]
            Enrolment.objects.filter(pk__in=again).update(waiting_since=world.day(story.ended[0]))


def _begun(world, who, story: Story, code: str, length: int) -> int:
    if code == "ending_soon":
        return length - 9
    if story.begun is None or (code == "walking" and who.release is not None):
        # The programme begins four weeks before the release, or as soon as the two have met.
        return max(28 - who.release, 5)
    if who.release is not None and code not in ("introduced",) and not story.ended:
        return max(28 - who.release, story.begun[0])
    return world.rng.randint(*story.begun)


def _members(world, rows: Rows, mentorship, mentors, mentees, code: str, begun: int, over: int | None) -> None:
    until = None if over is None else world.at(over, 18, 0)
    for number, key in enumerate([*mentors, *mentees]):
        if key in mentors:
            role = "mentor" if number == 0 else "co_mentor"
        else:
            role = "family" if code == "team" and key != mentees[0] else "mentee"
        rows.add(
            Member(
                mentorship=mentorship, person=world.people[key], enrolment=world.enrolments[key], role=role,
                since=mentorship.begun_at, until=until,
            )
        )  # fmt: skip


def _asked(world, rows: Rows, mentorship, person, asked: tuple[int, int], wants_change: bool) -> None:
    rows.add(
        CallRequest(
            id=world.id(), mentorship=mentorship, person=person, asked_at=world.at(asked[0], 10),
            call_by=world.at(asked[1], 15, 0), wants_change=wants_change,
        )
    )  # fmt: skip


def _asked_and_called(world, rows: Rows, mentorship, person, begun: int, by) -> None:
    ago = world.rng.randint(20, begun - 10)
    at = world.at(ago, 10)
    rows.add(
        CallRequest(
            id=world.id(), mentorship=mentorship, person=person, asked_at=at, call_by=world.at(ago - 1, 17, 0),
            called_at=world.at(ago, 15, 30), called_by=by,
        )
    )  # fmt: skip


def _ended(world, rows: Rows, mentorship, mentees, story: Story, by) -> None:
    ago, reason, wished_by, goodbye = story.ended
    rows.add(
        MentorshipStatus(
            mentorship=mentorship, status="ended", reason=reason, wished_by=wished_by, said_goodbye=goodbye,
            note=ENDINGS[reason], at=world.at(ago, 18, 0), by=by,
        )
    )  # fmt: skip
    if story.state:
        for key in mentees:
            rows.add(
                EnrolmentState(enrolment=world.enrolments[key], state=story.state, reason=reason, at=world.at(ago, 18, 10), by=by)
            )
