"""What stands on the page of one's own details."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.people.languages import HOW_WELL, name_of
from alongside.people.models import PersonTerm
from alongside.programmes.models import Enrolment, Side
from alongside.programmes.queries.person import week_in_words

#: How each side may ask for it in their own voice; a country is never asked (docs/decisions/0019).
EXPERIENCE = {
    Side.MENTEE: gettext_lazy("I would like a mentor who has also had to start again in a new country"),
    Side.MENTOR: gettext_lazy("I have started again in a new country myself, and am glad to be matched through it"),
}
EXPERIENCE_MEANS = gettext_lazy(
    "Only if you want. It counts when the other person asks for it too, and they read it only then. Nobody asks which country."
)

#: Part -> its heading. The order is that of the page.
PARTS = {
    "hours": gettext_lazy("When I have time"),
    "reach": gettext_lazy("How to reach me"),
    "languages": gettext_lazy("My languages"),
    "help": gettext_lazy("Help and interests"),
    "meeting": gettext_lazy("Where and how I can meet"),
    "wishes": gettext_lazy("My wishes"),
}


@dataclass(frozen=True)
class Part:
    """One part: its code, the enrolment through which it is changed, and lines of (text, what kind of text it is).

    kind: "" for our words, "own" for theirs.
    """

    code: str
    enrolment: Enrolment
    lines: list[tuple[str, str]]

    @property
    def heading(self) -> str:
        return str(PARTS[self.code])


def own_parts(enrolments: list[Enrolment]) -> list[dict]:
    """[{"programme": name or "", "parts"}]: what belongs to the person, then what belongs to each programme.

    With one programme all of it is one group without a name.
    """
    if not enrolments:
        return []
    first = enrolments[0]
    terms = list(first.person.person_terms.select_related("term"))
    if len(enrolments) == 1:
        return [{"programme": "", "parts": [*_of_person(first), *_of_programme(first, terms), _wishes(first)]}]
    groups = [{"programme": "", "parts": [*_of_person(first), _wishes(first)]}]
    return groups + [{"programme": e.programme.name, "parts": _of_programme(e, terms)} for e in enrolments]


def _of_person(enrolment: Enrolment) -> list[Part]:
    person = enrolment.person
    hours = [(f"{day} \u2066{' '.join(spans)}\u2069", "") for day, spans in week_in_words(person.free_times.all())]
    ways = [(way.value, "own") for way in person.contact_ways.all()]
    best_first = list(HOW_WELL)
    rows = sorted(person.languages.all(), key=lambda row: best_first.index(row.level) if row.level else len(best_first))
    spoken = [(f"{name_of(row.tag)}: {HOW_WELL[row.level]}" if row.level else name_of(row.tag), "") for row in rows]
    if person.needs_interpreter:
        spoken.append((_("With an interpreter"), ""))
    return [Part("hours", enrolment, hours), Part("reach", enrolment, ways), Part("languages", enrolment, spoken)]


def _of_programme(enrolment: Enrolment, terms: list[PersonTerm]) -> list[Part]:
    uses = [PersonTerm.Use.NEEDS, PersonTerm.Use.LIKES]
    if enrolment.side == Side.MENTOR:
        uses = [PersonTerm.Use.OFFERS, PersonTerm.Use.LIKES, PersonTerm.Use.WORKS]
    chosen = [(" · ".join(t.term.label for t in terms if t.use == use), "") for use in uses]
    area = enrolment.person.area
    meeting = [(area.name, "own")] if area else []
    said = {
        True: {"in_person_ok": _("In person"), "online_ok": _("Online")},
        False: {"in_person_ok": _("Not in person"), "online_ok": _("Not online")},
    }
    for name in ("in_person_ok", "online_ok"):
        answer = getattr(enrolment, name)
        if answer is not None:
            meeting.append((said[answer][name], ""))
    if enrolment.reach_km is not None:
        meeting.append((_("Up to %(km)d km away") % {"km": enrolment.reach_km}, ""))
    return [Part("help", enrolment, [line for line in chosen if line[0]]), Part("meeting", enrolment, meeting)]


def _wishes(enrolment: Enrolment) -> Part:
    person = enrolment.person
    whom = _("I would like to accompany") if enrolment.side == Side.MENTOR else _("My mentor should be")
    lines = [(f"{whom}: {person.get_gender_wish_display()}", "")] if person.gender_wish else []
    if enrolment.experience_wish:
        lines.append((str(EXPERIENCE[enrolment.side]), ""))
    return Part("wishes", enrolment, lines + ([(person.wishes, "own")] if person.wishes else []))
