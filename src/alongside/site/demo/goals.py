"""What some of the invented mentees want to reach, in their own words and languages. Written last: it changes nothing else."""

from dataclasses import dataclass
from datetime import timedelta

from alongside.mentorships.models import Goal, GoalWriting
from alongside.site.demo.people import Rows


@dataclass(frozen=True)
class G:
    """One goal. ago: days since it was first written. again: days from today to the day for looking at it.

    steps: (words, who, days from today or None, done). first: other words that stood there before.
    ended: (days ago, how, what the mentee says). own: the mentee wrote it; else the mentor wrote it down.
    """

    words: str
    language: str
    area: str
    ago: int
    again: int = 24
    steps: tuple = ()
    first: str = ""
    ended: tuple | None = None
    own: bool = True


#: mentee -> goals
GOALS = {
    "nour": (
        G("أن أتحدث مع معلمة ابنتي بالبرتغالية وحدي.", "ar", "language", 52, 19, (
            ("نتدرّب معًا على خمسة أسئلة", "both", None, True),
            ("أسجّل في دورة المساء", "mentee", 9, False),
            ("تسأل سميرة عن مواعيد المكتبة", "mentor", 5, False),
        ), first="أن أتعلم البرتغالية."),
        G("أن أجد طبيبة أسنان لابنتي.", "ar", "health", 40, ended=(12, "reached", "ذهبنا معًا، ولم تبكِ ابنتي.")),
    ),
    "huda": (
        G("أن أفتح مخبزًا صغيرًا.", "ar", "self-employment", 60, 0, (
            ("نقرأ معًا ورقة الترخيص", "both", 8, False), ("أحسب ثمن الفرن", "mentee", None, True),
        )),
    ),
    "Світлана Бойко": (
        G("Знову читати вголос дітям, хоч раз на тиждень.", "uk", "language", 58, -1, (
            ("Зайти до бібліотеки на розі", "both", None, True), ("Запитати про суботні читання", "mentee", -3, False),
        )),
        G("Працювати в архіві.", "uk", "job-search", 66, ended=(20, "changed", "Хочу бути серед людей, а не паперів.")),
    ),
    "Іван Дорошенко": (
        G("Скласти іспит механіка португальською.", "uk", "qualifications", 100, 6, (
            ("Вивчити назви інструментів", "mentee", None, True), ("Написати заяву разом", "both", 4, False),
        )),
    ),
    "Rahel Okubay": (
        G("Keep the books of a small shop, two days a week.", "en", "job-search", 35, 12, (
            ("Translate my reference letter", "mentor", 10, False), ("Ask the baker on the corner", "mentee", 6, False),
        )),
    ),
    "Imran Khan Yousafzai": (
        G("Know the rules before I open my repair stall.", "en", "self-employment", 44, 20, (
            ("Go to the tax office together", "both", 7, False),
        ), own=False),
    ),
    "Сергій Бондар": (
        G("Мати своїх людей у місті.", "uk", "meeting-people", 50, 15, (("Піти на футбол у неділю", "both", 4, False),), own=False),
    ),
    "Людмила Кравець": (
        G("Говорити на роботі фінською без перекладача.", "uk", "language", 61, -2, (("Читати новини разом у четвер", "both", None, True),)),
    ),
}  # fmt: skip


def write_down(world) -> None:
    """Write every goal with what stood there before and how it ended."""
    rows = Rows()
    for key, goals in GOALS.items():
        if key in world.mentorships:
            for goal in goals:
                _write(world, rows, key, goal)
    rows.write()


def _write(world, rows: Rows, key: str, told: G) -> None:
    mentorship = world.mentorships[key]
    begun = max(world.at(told.ago, 18, 0), mentorship.begun_at + timedelta(days=2))
    hands = [world.accounts.get(key) if told.own else None, mentorship.begun_by]
    by = next(hand for hand in hands if hand is not None)
    by_mentee = by.person_id is not None
    goal = rows.add(Goal(id=world.id(), mentorship=mentorship, person=world.people[key], begun_at=begun))
    steps = [
        {"words": words, "who": who, "on": "" if day is None else world.day(-day).isoformat(), "done": done}
        for words, who, day, done in told.steps
    ]
    area = world.terms["topic", told.area]
    now = {"words": told.words, "language": told.language, "area": area, "by": by, "by_mentee": by_mentee}
    writings = []
    if told.first:
        writings.append(now | {"words": told.first, "at": begun, "review_on": world.day(-1), "steps": steps[:1]})
    again = world.day(-told.again)
    writings.append(now | {"steps": steps, "at": begun + timedelta(days=bool(told.first) * 9), "review_on": again})
    if told.ended:
        ago, end, say = told.ended
        end_of_it = {"end": end, "say": say, "say_language": told.language, "at": world.at(ago, 19, 0)}
        writings.append(now | end_of_it | {"steps": steps})
    for number, columns in enumerate(writings, 1):
        rows.add(GoalWriting(goal=goal, number=number, **columns))
    goal.version = len(writings)
