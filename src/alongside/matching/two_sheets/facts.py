"""From what rows say to what the engine knows, one rule at a time; each says whether it holds, and if not, why.

`known` has for each side one dictionary a person, in the order of `People.everybody`: the fields of the engine's people.
"""

import re
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.foundation import clock
from alongside.matching import engine
from alongside.matching.pool import in_zone
from alongside.matching.two_sheets.people import People, Person
from alongside.people.models import Term
from alongside.people.vocabulary import SHIPPED
from alongside.programmes.actions.importing.describing import Vocabulary, joined
from alongside.programmes.sheets import FIELDS
from alongside.programmes.sheets.folding import fold, word_key

if TYPE_CHECKING:
    from alongside.matching.two_sheets.rounds import Round

#: Two numbers in the column of places are degrees north and east, as a map gives them.
DEGREES = re.compile(r"(-?\d{1,2}[.]\d+)\s*[,;/ ]\s*(-?\d{1,3}[.]\d+)")


def _tell(people: People, known, name: str, value: Callable[[Person], object]) -> None:
    for person, fact in zip(people.everybody, known[people.side], strict=True):
        fact[name] = value(person)


def _said(key: str) -> Callable[[Person], object]:
    return lambda person: person.said.get(key)


def _ask(made: "Round", people: People, *keys: str) -> None:
    """Say how many leave a fact open that a rule needs: nobody is proposed to them before it is known."""
    if count := people.silent(*keys):
        key = next((key for key in keys if people.say(key)), keys[0])
        made.asked.append(
            ngettext(
                "{file}: {count} of {all} says nothing under “{field}” and is proposed to nobody before that is known.",
                "{file}: {count} of {all} say nothing under “{field}” and are proposed to nobody before that is known.",
                count,
            ).format(file=people.file, count=count, all=len(people.everybody), field=FIELDS[key].label)
        )


def names(made: "Round", known) -> None:
    for people in made.sides:
        _tell(people, known, "id", lambda person: person.id)


def language(made: "Round", known) -> list:
    settings = made.settings
    if not made.both_say("languages"):
        made.idle.append(_("Language: not applied, {why} about languages.").format(why=made.without("languages")))
        return []
    for people, enough in ((made.mentees, settings.mentee_level), (made.mentors, settings.level)):
        levels = [level for person in people.everybody for _tag, level in person.said.get("languages", ())]
        # Where few levels are written, a level isn't what the column is about; elsewhere one left open is asked for.
        unsaid = None
        if sum(map(bool, levels)) * 2 < len(levels):
            made.assumed.add(people.side)
            unsaid = enough
        _tell(people, known, "languages", lambda person, unsaid=unsaid: {
            tag: level or unsaid for tag, level in person.said.get("languages", ())
        })  # fmt: skip
        _ask(made, people, "languages")
    _tell(made.mentees, known, "needs_interpreter", _said("interpreter"))
    sentence = _("Language: they share one, the mentor at {level} or better, the mentee at {mentee_level} or better.").format(
        level=settings.level, mentee_level=settings.mentee_level
    )
    for people in made.sides:
        if people.side in made.assumed:
            sentence += " " + _("In {file} most languages stand without a level: one that is named counts as well enough.").format(
                file=people.file
            )
    made.applied.append(sentence)
    return [engine.Language(level=settings.level, mentee_level=settings.mentee_level)]


def gender(made: "Round", known) -> list:
    kept = []
    for people, other in (made.sides, made.sides[::-1]):
        _tell(people, known, "gender", _said("gender"))
        keeps = people.say("gender_wish") and other.say("gender")
        _tell(people, known, "gender_wish", _said("gender_wish") if keeps else lambda person: "any")
        if keeps:
            kept.append(people.file)
            _ask(made, people, "gender_wish")
        elif people.say("gender_wish"):
            made.idle.append(
                _("The wishes about a woman or a man in {file} are not kept: {other} does not say who is a woman or a man.").format(
                    file=people.file, other=other.file
                )
            )
    if kept:
        made.applied.append(_("Wishes about a woman or a man are kept: {files}.").format(files=", ".join(kept)))
        return [engine.GenderWish()]
    if not any(people.say("gender_wish") for people in made.sides):
        made.idle.append(_("Wishes about a woman or a man: not applied, neither file says any."))
    return []


def hours(made: "Round", known) -> list:
    if not made.both_say("availability"):
        made.idle.append(_("Free hours: not applied, {why} about them.").format(why=made.without("availability")))
        return []
    zones = Counter(zone for people in made.sides for person in people.everybody if (zone := person.said.get("time_zone")))
    zone = zones.most_common(1)[0][0] if zones else ""

    def free(person: Person):
        spans = person.said.get("availability")
        return None if spans is None else in_zone(spans, person.said.get("time_zone") or zone, zone)

    for people in made.sides:
        _tell(people, known, "free", free)
        _ask(made, people, "availability")
    minutes = made.settings.minutes
    sentence = ngettext(
        "Free hours: once a week both are free for {count} minute without a break.",
        "Free hours: once a week both are free for {count} minutes without a break.",
        minutes,
    ).format(count=minutes)
    if len(zones) > 1:
        sentence += " " + _("Hours are told by the clocks of {zone}.").format(zone=zone)
    made.applied.append(sentence)
    return [engine.Overlap(minutes=minutes)]


def places(made: "Round", known) -> list:
    areas, online, in_person = (made.both_say(key) for key in ("area", "online_ok", "in_person_ok"))
    if not areas and not (online and in_person):
        made.idle.append(_("Near or online: not applied, {why} about where they live.").format(why=made.without("area")))
        return []
    places = [person for people in made.sides for person in people.everybody if _place(person)]
    far, made.one_place = areas and bool(places), not areas
    for people in made.sides:
        # Without any districts everybody is in one place, and only how they want to meet decides.
        _tell(people, known, "area", lambda person: fold(person.said.get("area", "")) or None if areas else "")
        _tell(people, known, "place", _place)
        _tell(people, known, "online_ok", _said("online_ok") if online else lambda person: False)
        says = people.say("in_person_ok")
        _tell(people, known, "in_person_ok", _said("in_person_ok") if says else lambda person: True)
        _tell(people, known, "reach_km", _said("reach_km") if far else lambda person: None)
        for key in ["area"] * areas + ["online_ok"] * online + ["in_person_ok"] * says:
            _ask(made, people, key)
    if far:
        sentence = _("Near or online: they live in the same district or town or at most {km:g} km apart").format(km=made.settings.km)
    elif areas:
        sentence = _("Near or online: they live in the same district or town")
    else:
        sentence = _("Near or online: both would meet in person")
    made.applied.append(sentence + (_(", or both can meet online.") if online else "."))
    if not online:
        made.idle.append(_("Meeting online: not counted, {why} about it.").format(why=made.without("online_ok")))
    if not far and ("km" in made.settings.named or any(people.say("reach_km") for people in made.sides)):
        made.idle.append(
            _("Kilometres: not counted, the files name places without degrees north and east (like 52.52, 13.40).")
        )
    return [engine.Reach(km=made.settings.km if far else None, online=online)]


def _place(person: Person) -> engine.Place | None:
    match = DEGREES.fullmatch(person.said.get("area", ""))
    if not match:
        return None
    north, east = map(float, match.groups())
    return engine.Place(north, east) if abs(north) <= 90 and abs(east) <= 180 else None


def adults(made: "Round", known) -> None:
    for people in made.sides:
        if people.say("birth_year", "adult"):
            _tell(people, known, "adult", _is_adult)
            _ask(made, people, "birth_year", "adult")
            made.applied.append(_("Both are grown up: {file} says who is 18 or older.").format(file=people.file))
        else:
            _tell(people, known, "adult", lambda person: True)
            made.idle.append(
                _("Age: {file} says nothing about it, so everybody in it counts as 18 or older. Make sure of that.").format(file=people.file)
            )
    made.idle.append(_("Checks and training: they stand in no sheet. Make sure that they are done before anybody is introduced."))


def _is_adult(person: Person) -> bool | None:
    """As for a person in the product: a birth year decides only when no day could change it."""
    said = person.said
    if "birth_year" not in said:
        return said.get("adult")
    turned = clock.today().year - said["birth_year"]
    return turned > 18 if turned != 18 else said.get("adult")


def interests(made: "Round", known) -> None:
    """Words of needs, skills and interests become codes: ours where the vocabulary has them, else the word itself."""
    vocabulary = Vocabulary(
        Term(kind=kind, code=code, labels={"en": english, "ar": arabic})
        for kind, words in SHIPPED.items()
        for code, (english, arabic) in words.items()
    )

    def codes(kind: str, key: str):
        def found(person: Person) -> frozenset:
            result = set()
            for word in person.said.get(key, ()):
                terms, _strange = vocabulary.find(kind, [word])
                code = terms[0].code if terms else word_key(word)
                made.labels.setdefault(code, word)
                result.add(code)
            return frozenset(result)

        return found

    _tell(made.mentees, known, "needs", codes(Term.Kind.TOPIC, "needs"))
    _tell(made.mentors, known, "skills", codes(Term.Kind.TOPIC, "skills"))
    for people in made.sides:
        _tell(people, known, "interests", codes(Term.Kind.INTEREST, "interests"))
    if not (made.mentees.say("needs") and made.mentors.say("skills")):
        made.idle.append(_("What is wanted and what is offered: not compared, because only one file or none says it."))


def experience(made: "Round", known) -> None:
    """Whoever asks to be matched through a shared start in a new country. Silence and a no are the same: nothing."""
    for people in made.sides:
        _tell(people, known, "experience_wish", lambda person: bool(person.said.get("experience_wish")))
    if made.both_say("experience_wish"):
        made.applied.append(_("Having started again in a new country counts only between two who both asked for it."))
    elif any(people.say("experience_wish") for people in made.sides):
        made.idle.append(
            _("Having started again in a new country: not counted, {why} about who asks for it.").format(why=made.without("experience_wish"))
        )


def alone(made: "Round", known) -> None:
    """What only one side says: places, and since when somebody waits."""
    if made.mentors.say("capacity"):
        _tell(made.mentors, known, "capacity", lambda person: person.said.get("capacity", 1))
        made.applied.append(_("Places: each mentor has as many as {file} says; an empty cell is one.").format(file=made.mentors.file))
    else:
        _tell(made.mentors, known, "capacity", lambda person: 1)
        made.applied.append(_("Places: {file} says nothing about them, so each mentor has one.").format(file=made.mentors.file))
    _tell(made.mentors, known, "cleared", lambda person: True)
    _tell(made.mentees, known, "waiting_since", lambda person: joined(person.said))
    if "priority" in made.settings.policy.goals and not made.mentees.say("joined_on"):
        made.idle.append(_("Waiting: {file} does not say since when anybody waits.").format(file=made.mentees.file))


def same_people(made: "Round") -> list[tuple[str, str]]:
    """Nobody accompanies themselves: the same whole name in both sheets, and nothing that differs, is one person."""
    mentors: dict[str, list[Person]] = {}
    for person in made.mentors.everybody:
        mentors.setdefault(word_key(person.name), []).append(person)
    pairs = [
        (person.id, other.id)
        for person in made.mentees.everybody
        if " " in person.name
        for other in mentors.get(word_key(person.name), ())
        if not _differ(person, other)
    ]
    if pairs:
        count = len({mentee for mentee, _mentor in pairs})
        made.applied.append(
            ngettext(
                "{count} mentee seems to be a mentor too, and is not proposed to themselves.",
                "{count} mentees seem to be mentors too, and are not proposed to themselves.",
                count,
            ).format(count=count)
        )
    return pairs


def _differ(one: Person, other: Person) -> bool:
    """Whether both rows say something that one person would not say in two ways."""
    for key in ("gender", "birth_year"):
        if key in one.said and key in other.said and one.said[key] != other.said[key]:
            return True
    areas = {fold(person.said["area"]) for person in (one, other) if person.said.get("area")}
    tags = [{tag for tag, _level in person.said["languages"]} for person in (one, other) if person.said.get("languages")]
    return len(areas) > 1 or (len(tags) == 2 and tags[0] != tags[1])
