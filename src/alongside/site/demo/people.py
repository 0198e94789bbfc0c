"""Writes the invented people: person, enrolment, how they came in, what was checked."""

import re
import unicodedata
from datetime import timedelta

from alongside.people.models import (
    Consent,
    ContactWay,
    FreeTime,
    Person,
    PersonLanguage,
    PersonTerm,
)
from alongside.programmes.models import Enrolment, EnrolmentState, Referral, ScreeningStep, Side
from alongside.site.demo import krakow, porto, tampere, work
from alongside.site.demo.accounts import IN_CHARGE
from alongside.site.demo.cast import GENDERS, P, spans
from alongside.site.demo.lines import EVIDENCE

CASTS = {"porto": porto, "krakow": krakow, "tampere": tampere}
#: The short words of the cast, as the shipped vocabulary calls them.
TOPICS = {
    "work": ("job-search", "applications"), "study": ("training", "qualifications"), "digital": ("computer",),
    "transport": ("getting-around",), "rights": ("authorities",), "family": ("family-life",),
}  # fmt: skip
LIKES = {"books": "reading", "cinema": "films", "sewing": "crafts"}
DIALLING = {"porto": "+351 900", "krakow": "+48 400", "tampere": "+358 400", "families": "+358 401"}
#: Stories that stand for a step of the way in; everybody else was accepted.
ON_THE_WAY = {"applied", "screening", "resting", "declined", "withdrawn"}


class Rows(dict):
    """Rows to be written, by model, in the order in which they must be written."""

    def add(self, row):
        self.setdefault(type(row), []).append(row)
        return row

    def write(self) -> None:
        for model, rows in self.items():
            manager = getattr(model, "include_unfinished", model.objects)
            manager.bulk_create(rows, batch_size=500)


def move_in(world) -> None:
    """Write everybody."""
    rows = Rows()
    for programme, module in CASTS.items():
        for side, cast in ((Side.MENTOR, module.MENTORS), (Side.MENTEE, module.MENTEES)):
            for number, who in enumerate(cast):
                person(world, rows, programme, side, who, number)
    rows.write()
    through = Enrolment.grants.through
    through.objects.bulk_create(
        through(enrolment_id=enrolment.pk, granttag_id=_grant(world, programme, number).pk)
        for programme in CASTS
        for side in Side
        for number, enrolment in enumerate(world.enrolments[key] for key in world.cadre(programme, side))
        if number % 9 != 7
    )


def _grant(world, programme: str, number: int):
    first, second = (tag for (of, _), tag in world.grants.items() if of == programme)
    return first if number % 3 else second


def person(world, rows: Rows, programme: str, side: str, who: P, number: int) -> None:
    rng, home = world.rng, world.programmes[programme]
    key = who.key or who.name
    joined = _joined(world, side, who, number)
    coordinator, _, screener = (world.staff[k] for k in IN_CHARGE[programme])
    is_mentor = side == Side.MENTOR
    free = who.free
    person = rows.add(
        Person(
            id=world.id(),
            organisation=home.organisation,
            name=who.name,
            known_as=who.known_as,
            birth_year=world.today.year - who.age if who.age else None,
            gender=GENDERS[who.gender],
            gender_wish=who.wish or "",
            wishes=who.words,
            occupation=who.work,
            about="",
            area=world.areas[who.area],
            time_zone=home.time_zone,
            page_language=who.page,
            needs_interpreter=False if is_mentor else who.interpreter,
            availability_known=bool(free),
            created_at=world.at(joined),
        )
    )
    world.cast[key], world.people[key] = who, person
    for tag, level in who.spoken.items():
        rows.add(PersonLanguage(person=person, tag=tag, level=level))
    for weekday, start, end in spans(free or ""):
        rows.add(FreeTime(person=person, weekday=weekday, start=start, end=end))
    for code in dict.fromkeys(c for word in who.terms.split() for c in TOPICS.get(word, (word,))):
        use = "offers" if is_mentor else "needs"
        rows.add(PersonTerm(person=person, term=world.terms["topic", code], use=use))
    for code in dict.fromkeys(LIKES.get(word, word) for word in who.likes.split()):
        rows.add(PersonTerm(person=person, term=world.terms["interest", code], use="likes"))
    if field := work.field_of(who.work):
        rows.add(PersonTerm(person=person, term=world.terms["work", field], use="works"))
    _ways(world, rows, programme, side, who, person, number)
    referred = not is_mentor and (programme == "krakow" or number % 4 == 1)
    enrolment = rows.add(
        Enrolment(
            id=world.id(),
            person=person,
            programme=home,
            side=side,
            source="referral" if referred else rng.choice(("self", "self", "hand", "sheet")),
            organisation=home.organisation,
            created_at=person.created_at,
            waiting_since=world.day(joined),
            capacity=who.capacity,
            in_person_ok=True,
            online_ok=who.online if free is not None else None,
            # Some of those who speak another language than everybody around them ask for it.
            experience_wish="yes" if number % 3 != 1 and not {"pt", "pl", "fi", "sv"} & {t for t, level in who.spoken.items() if level == "native"} else "",
            reach_km=rng.choice((None, 8, 12, 20)) if is_mentor else None,
            motivation=who.words if is_mentor else "",
            release_on=None if who.release is None else world.day(-who.release),
        )
    )
    world.enrolments[key] = enrolment
    if referred:
        _referral(world, rows, programme, enrolment, joined)
    for purpose in ("notice",) if is_mentor else ("notice", "mentoring"):
        rows.add(
            Consent(
                id=world.id(), person=person, purpose=purpose, wording="2026-1", language=who.page,
                how="paper" if who.safe is False else "online", given_at=person.created_at,
            )
        )  # fmt: skip
    _way_in(world, rows, enrolment, who, joined, coordinator)
    _screening(world, rows, programme, enrolment, who, joined, screener)


def _joined(world, side: str, who: P, number: int) -> int:
    """Days since they came. Whoever waits has waited between three weeks and four months."""
    if who.story == "applied":
        return world.rng.randint(1, 6)
    if who.story in ON_THE_WAY:
        return world.rng.randint(12, 40)
    if who.story == "waiting":
        return world.rng.randint(22, 120)
    return world.rng.randint(390, 420) - number if side == Side.MENTOR else world.rng.randint(345, 385)


def _ways(world, rows: Rows, programme: str, side: str, who: P, person: Person, number: int) -> None:
    rng = world.rng
    digits = f"{'2' if side == Side.MENTOR else '3'}{number:02d}"
    phone = f"{DIALLING[programme]} 000 {digits}"
    if who.safe is False:
        rows.add(ContactWay(id=world.id(), person=person, kind="phone", value=phone, is_safe=False, when="A cousin answers this number. Never leave a message."))
        rows.add(ContactWay(id=world.id(), person=person, kind="through", value="Oddział II, pani Teresa Lis", is_safe=True, when="Weekdays, 9:00 to 14:00", preferred=True))
        return
    kind = rng.choice(("phone", "whatsapp", "whatsapp", "message"))
    when = rng.choice(("", "", "After 17:00", "Not on Fridays", "Mornings; the phone is shared in the evening", "A message first, please"))
    rows.add(ContactWay(id=world.id(), person=person, kind=kind, value=phone, is_safe=who.safe, when=when, preferred=True))
    if side == Side.MENTOR or number % 3 == 0:
        rows.add(ContactWay(id=world.id(), person=person, kind="email", value=mail_of(who, f"{side}{digits}"), is_safe=True if side == Side.MENTOR else who.safe))


def mail_of(who: P, otherwise: str) -> str:
    """An address that goes nowhere (RFC 2606): the name in Latin letters, or `otherwise`."""
    plain = unicodedata.normalize("NFKD", who.name.replace("ł", "l").replace("Ł", "L").replace("ı", "i"))
    words = re.findall("[a-z]+", plain.encode("ascii", "ignore").decode().lower())
    return f"{'.'.join(words) if len(words) > 1 else otherwise}@example.org"


def _referral(world, rows: Rows, programme: str, enrolment: Enrolment, joined: int) -> None:
    who, where = {
        "porto": ("Marta Reis", "Centro Social das Fontes"),
        "krakow": ("Teresa Lis", "Zakład Karny Podlesie"),
        "tampere": ("Kirsi Aalto", "Hervannan asukastupa"),
        "families": ("Kirsi Aalto", "Hervannan asukastupa"),
    }[programme]
    rows.add(
        Referral(
            id=world.id(), programme=enrolment.programme, enrolment=enrolment,
            reference=f"{world.rng.getrandbits(32):08X}", referrer_name=who, referrer_organisation=where,
            referrer_contact=f"{DIALLING[programme]} 000 099", person_agreed_at=world.at(joined + 1), at=world.at(joined),
        )
    )  # fmt: skip


def _way_in(world, rows: Rows, enrolment: Enrolment, who: P, joined: int, by) -> None:
    """The states up to now. What an ending does to somebody's enrolment is written by `pairs`."""
    steps = [("applied", joined, None, "")]
    if who.story != "applied":
        steps.append(("screening", joined - 3, by, ""))
    if who.story in ("declined", "withdrawn"):
        reason = {"declined": "other programme", "withdrawn": "no time"}[who.story]
        steps.append((who.story, joined - 9, by, reason))
    elif who.story not in ("applied", "screening"):
        steps.append(("accepted", joined - 19, by, ""))
    if who.story == "resting":
        steps[-1:] = [("accepted", joined - 5, by, ""), ("resting", joined - 10, by, "asked for a break")]
    for state, ago, whom, reason in steps:
        rows.add(EnrolmentState(enrolment=enrolment, state=state, at=world.at(max(ago, 0)), by=whom, reason=reason))


def _screening(world, rows: Rows, programme: str, enrolment: Enrolment, who: P, joined: int, by) -> None:
    """What was seen and when. Checks of people called "lapsing" and "lapsed" end in these days."""
    if who.story == "applied":
        return
    wanted = [s for s in world.programmes[programme].wanted_steps.all() if s.side == enrolment.side]
    if who.story in ("screening", "declined", "withdrawn"):
        wanted = wanted[:2]
    renewing = next((s.kind for s in reversed(wanted) if s.valid_months and s.kind != "training"), None)
    renewing = renewing or next((s.kind for s in wanted if s.valid_months), None)
    for number, step in enumerate(wanted):
        seen = max(joined - 4 - 3 * number, 1)
        row = ScreeningStep(id=world.id(), enrolment=enrolment, kind=step.kind, by=by, at=world.at(seen))
        if who.story == "screening" and number == len(wanted) - 1:
            row.result, row.planned_for = "not_yet", world.day(-world.rng.randint(1, 6))
            rows.add(row)
            continue
        row.evidence = world.rng.choice(EVIDENCE.get(step.kind, EVIDENCE["other"]))
        if step.valid_months:
            days = step.valid_months * 30
            issued = world.rng.randint(20, min(joined, days - 60)) if joined > 20 else joined
            if step.kind == renewing and who.story in ("lapsing", "lapsed"):
                issued = days - (world.rng.randint(6, 13) if who.story == "lapsing" else -world.rng.randint(3, 9))
            row.issued_on = world.day(issued)
            row.expires_on = row.issued_on + timedelta(days=days)
            row.at = world.at(max(min(issued - 2, seen), 1))
        rows.add(row)
