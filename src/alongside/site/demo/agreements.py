"""What invented pairs in Porto agreed on. Their programme wrote its text in Ukrainian, too. Written last: it changes nothing else."""

from datetime import timedelta

from alongside.mentorships import wording
from alongside.mentorships.models import (
    Agreement,
    AgreementAnswer,
    AgreementText,
    Member,
    MentorshipStatus,
    Session,
)
from alongside.mentorships.queries.trial import trial_by_rules
from alongside.site.demo.people import Rows
from alongside.site.demo.world import World

UKRAINIAN = {
    "name": "Наша домовленість",
    "aims_title": "Навіщо ми зустрічаємося",
    "aims_text": "Ми зустрічаємося як рівні. Ментор слухає, показує, що тут і як, і робить справи разом із вами. "
    "Над чим працювати, вирішуєте ви. Ніхто не мусить розповідати те, чого не хоче.",
    "rhythm_title": "Як часто і як довго",
    "rhythm_text": "Перш ніж попрощатися, ми домовляємося про наступну зустріч. Якщо щось завадить, кажемо про це якнайраніше.",
    "place_title": "Де ми зустрічаємося",
    "place_text": "У громадських місцях, телефоном або через відео. Удома в когось — лише якщо обоє хочуть і координаторка знає.",
    "contact_title": "Як ми зв’язуємося",
    "contact_text": "Користуємося способом, названим нижче, і нікому його не передаємо. Про особисте не пишемо: телефон можуть бачити інші. "
    "Відповідь може зайняти два дні.",
    "trust_title": "Що лишається між нами",
    "trust_text": "Те, що ми розповідаємо, лишається між нами. Ментор записує, коли ми бачилися, і один рядок про те, що робили. "
    "Це читають координаторки, і ви теж можете прочитати. Самі ми не передаємо цього жодній установі, в’язниці, поліції чи спонсору.",
    "limits_title": "Що не може лишитися між нами",
    "limits_text": "Якщо чиєсь життя в небезпеці або кривдять дитину, ментор каже про це координаторці. "
    "Якщо можливо, спершу ми говоримо з вами. Суд може наказати нам віддати записане або сказати почуте. "
    "Ментор не має права мовчати, як адвокат чи лікар. Якщо вам потрібна така людина, запитайте нас: допоможемо знайти.",
    "costs_title": "Скільки це коштує",
    "costs_text": "Менторство безкоштовне. Ми не позичаємо одне одному грошей і не даруємо великих подарунків.",
    "missed_title": "Якщо зустріч не відбулася",
    "missed_text": "Нічого не станеться. Шукаємо інший день. Нікому назовні про це не кажемо, хіба що ви на це погодилися.",
    "help_title": "Якщо щось не так",
    "help_text": "Кожен із нас може будь-коли попросити координаторку зателефонувати, без пояснень. Другому про це не кажуть. "
    "Попросити іншого ментора — це нормально.",
    "ending_title": "Як це закінчується",
    "ending_text": "Кожен із нас може зупинитися будь-коли. У цьому ніхто не винен, і поганих наслідків немає. Якщо можемо, прощаємося. "
    "Потім лишаємося на зв’язку, лише якщо обоє хочуть.",
    "say_weekly": "щотижня",
    "say_fortnightly": "раз на два тижні",
    "say_monthly": "раз на місяць",
    "say_open": "як домовимося щоразу",
    "say_minutes": "щоразу близько {n} хвилин",
    "say_until": "до {day}",
    "say_phone": "Наш спосіб: дзвінки й текстові повідомлення.",
    "say_whatsapp": "Наш спосіб: WhatsApp.",
    "say_signal": "Наш спосіб: Signal.",
    "say_in_app": "Наш спосіб: повідомлення в цьому застосунку. Номера давати не треба.",
    "say_email": "Наш спосіб: електронна пошта.",
    "say_coordinator": "Наш спосіб: через координаторку.",
    "say_paid": "Програма оплачує дорогу й квитки.",
    "say_own": "Кожен платить за себе.",
    "say_free": "Робимо те, що нічого не коштує.",
    "say_trial": "До {day} ми пробуємо. До того часу кожен може зупинитися, і ніхто не питає чому.",
}
#: mentee -> what their pair says in its own words, and in which language.
ALSO = {"nour": ("نتكلم بالبرتغالية نصف ساعة، ثم بالعربية.", "ar"), "Іван Дорошенко": ("Спершу кава, потім папери.", "uk")}
#: Whose yes is missing: mentee -> "mentee" or "both".
WAITING = {"Світлана Бойко": "mentee", "huda": "both"}
PLACES = ("Café da estação", "Biblioteca municipal", "Parque da cidade", "")


def write(world: World) -> None:
    """A text for Porto, an agreement for each of its pairs that goes on, and an introduction for whoever begins."""
    pair = world.mentorships["nour"]
    programme = pair.programme
    text = AgreementText.objects.create(
        id=world.id(), programme=programme, number=1, words=wording.OURS | {"uk": UKRAINIAN},
        begun_at=world.at(330, 10, 0), published_at=world.at(320, 10, 0), published_by=pair.begun_by,
    )  # fmt: skip
    going_on = {m.pk: key for key, m in world.mentorships.items() if m.programme_id == programme.pk}
    for pk in MentorshipStatus.objects.filter(mentorship__in=going_on, status="ended").values_list("mentorship_id", flat=True):
        del going_on[pk]
    members: dict = {}
    for member in Member.objects.filter(mentorship__in=going_on, until=None).select_related("person").order_by("pk"):
        members.setdefault(member.mentorship_id, []).append(member)
    rows = Rows()
    channels, often = list(Agreement.Channel.values), list(Agreement.Often.values)
    for n, (pk, key) in enumerate(going_on.items()):
        mentorship = world.mentorships[key]
        written = mentorship.begun_at + timedelta(days=2)
        if written > world.now - timedelta(days=1):
            continue
        also, language = ALSO.get(key, ("", ""))
        made = rows.add(
            Agreement(
                id=world.id(), mentorship=mentorship, number=1, text=text, often=often[n % 2], minutes=(60, 90)[n % 2],
                place=PLACES[n % len(PLACES)], channel=channels[n % 3], costs=("paid", "free")[n % 2],
                ends_on=mentorship.planned_until, trial_until=trial_by_rules(mentorship), also=also, also_language=language,
                written_at=written, written_by=mentorship.begun_by,
            )
        )  # fmt: skip
        _answer(world, rows, made, members.get(pk, []), WAITING.get(key, ""))
    rows.write()
    _introduce(world, programme)


def _answer(world: World, rows: Rows, agreement: Agreement, members, waiting: str) -> None:
    for n, member in enumerate(members):
        if waiting == "both" or (waiting == "mentee" and not member.is_mentor):
            continue
        on_paper = not member.is_mentor and agreement.minutes == 90
        rows.add(
            AgreementAnswer(
                id=world.id(), agreement=agreement, person=member.person, said="yes", how="paper" if on_paper else "phone",
                language="en" if member.is_mentor else member.person.page_language.split("-")[0],
                witness="Inês Carvalho" if on_paper else "", at=agreement.written_at + timedelta(days=n, hours=3),
            )
        )  # fmt: skip


def _introduce(world: World, programme) -> None:
    """The first meeting of whoever has only a plan so far is one with the coordinator."""
    first = Session.objects.filter(mentorship__programme=programme, outcome="", starts_at__gt=world.now)
    Session.objects.filter(pk__in=[s.pk for s in first if not s.mentorship.sessions.exclude(pk=s.pk).exists()]).update(
        is_introduction=True
    )
